/// Naive Bayes for classes: each class has a normal law for each number and a frequency for each category, and a row is
/// judged as though its features were independent within a class.
///
/// Every variance is raised by a share of the largest variance of all features, as scikit-learn's GaussianNB does; the
/// frequencies of categories are smoothed. Missing values and categories never seen say nothing of a row.
public struct GaussianNaiveBayes: Predictor {
  public struct Settings: Sendable, Equatable, Codable {
    /// The share of the largest variance that every variance is raised by, above 0.
    public var varianceSmoothing = 1e-9
    /// How many rows each category is taken to have had beside those of the data, above 0.
    public var categorySmoothing = 1.0

    public static let validVarianceSmoothing = ValidRange.above(0)
    public static let validCategorySmoothing = ValidRange.above(0)

    func check() throws(DataError) {
      try Self.validVarianceSmoothing.check("varianceSmoothing", varianceSmoothing)
      try Self.validCategorySmoothing.check("categorySmoothing", categorySmoothing)
    }
  }

  let kind: TargetKind
  /// Of each class the logarithm of its share; −∞ where it has no weight.
  let logPriors: [Double]
  let laws: [Law]
  var importance: [Double]? { nil }

  /// What the classes say of a feature.
  enum Law: Sendable {
    /// Of a number that is standardised first: each class's mean and variance.
    case normal(mean: Double, deviation: Double, means: [Double], variances: [Double])
    /// Class after class the logarithm of each category's frequency.
    case frequencies([Double], count: Int)
  }

  init(kind: TargetKind, logPriors: [Double], laws: [Law]) {
    self.kind = kind
    self.logPriors = logPriors
    self.laws = laws
  }

  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget) {
    self.init(settings, features: features, target: target, scaling: FeatureScaling(features, target))
  }

  /// - Parameter scaling: what numbers are standardised by.
  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget, scaling: FeatureScaling) {
    kind = target.kind
    let classes = Self.classes(kind)
    let (weights, unit) = target.scaledWeights
    let places = target.values.map { Int($0) }
    var shares = [Double](repeating: 0, count: classes)
    for row in places.indices { shares[places[row]] += weights[row] }
    let total = shares.reduce(0, +)
    logPriors = shares.map { logarithm($0 / total) }
    let smoothing = min(max(settings.categorySmoothing / unit, 1e-100), 1e100)
    var laws: [Law] = []
    var largest = 0.0
    for (feature, scale) in zip(features, scaling.scales) {
      switch (feature, scale) {
      case (.number(let values), .number(let mean, let deviation)):
        let standardised = values.map { $0.isNaN ? $0 : FeatureScaling.standardised($0, mean, deviation) }
        let all = Self.moments(standardised, weights, [Int](repeating: 0, count: places.count), 1)[0]
        let own = Self.moments(standardised, weights, places, classes)
        largest = max(largest, all?.variance ?? 0)
        // A class without a value of the feature is taken to be like all the others.
        laws.append(
          .normal(
            mean: mean, deviation: deviation, means: own.map { ($0 ?? all)?.mean ?? 0 },
            variances: own.map { ($0 ?? all)?.variance ?? 0 }))
      case (.category(let codes, let count), _):
        var counts = [Double](repeating: 0, count: classes * count)
        for row in places.indices where codes[row] >= 0 {
          counts[places[row] * count + Int(codes[row])] += weights[row]
        }
        for place in 0..<classes {
          let range = place * count..<(place + 1) * count
          let sum = counts[range].reduce(0) { $0 + ($1 + smoothing) }
          for index in range { counts[index] = logarithm((counts[index] + smoothing) / sum) }
        }
        laws.append(.frequencies(counts, count: count))
      default: preconditionFailure("a feature changed its kind after the schema was checked")
      }
    }
    let raised = settings.varianceSmoothing * (largest > 0 ? largest : 1)
    self.laws = laws.map { law in
      guard case .normal(let mean, let deviation, let means, let variances) = law else { return law }
      return .normal(
        mean: mean, deviation: deviation, means: means,
        variances: variances.map { max($0 + raised, .leastNormalMagnitude) })
    }
  }

  static func classes(_ kind: TargetKind) -> Int { kind == .binary ? 2 : kind.outputs }

  /// Each class's weighted mean and variance; nil where it has no value.
  private static func moments(
    _ values: [Double], _ weights: [Double], _ places: [Int], _ classes: Int
  ) -> [(mean: Double, variance: Double)?] {
    var totals = [Double](repeating: 0, count: classes)
    var sums = totals
    for row in values.indices where !values[row].isNaN {
      totals[places[row]] += weights[row]
      sums[places[row]] += weights[row] * values[row]
    }
    let means = zip(sums, totals).map { $1 > 0 ? $0 / $1 : 0 }
    var squares = [Double](repeating: 0, count: classes)
    for row in values.indices where !values[row].isNaN {
      let distance = values[row] - means[places[row]]
      squares[places[row]] += weights[row] * distance * distance
    }
    return (0..<classes).map { totals[$0] > 0 ? (means[$0], squares[$0] / totals[$0]) : nil }
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    let classes = logPriors.count
    var scores = [Double](repeating: 0, count: rowCount * classes)
    for row in 0..<rowCount {
      for place in 0..<classes { scores[row * classes + place] = logPriors[place] }
    }
    for (feature, law) in zip(features, laws) {
      switch (feature, law) {
      case (.number(let values), .normal(let mean, let deviation, let means, let variances)):
        let heights = variances.map { -0.5 * logarithm(2 * .pi * $0) }
        for row in 0..<rowCount where !values[row].isNaN {
          let value = FeatureScaling.standardised(values[row], mean, deviation)
          for place in 0..<classes {
            let distance = value - means[place]
            // A density so small that its logarithm leaves the range of a Double is as small as one can be.
            scores[row * classes + place] += heights[place] - min(0.5 * distance * distance / variances[place], 1e300)
          }
        }
      case (.category(let codes, _), .frequencies(let frequencies, let count)):
        for row in 0..<rowCount where codes[row] >= 0 {
          for place in 0..<classes { scores[row * classes + place] += frequencies[place * count + Int(codes[row])] }
        }
      default: preconditionFailure("a feature changed its kind after the schema was checked")
      }
    }
    softmax(&scores, classes: classes)
    guard kind == .binary else { return scores }
    return (0..<rowCount).map { scores[2 * $0 + 1] }
  }
}
