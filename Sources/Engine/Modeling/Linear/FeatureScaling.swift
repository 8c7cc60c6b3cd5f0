/// How features become the columns of a design: numbers standardised, missing ones at the mean, and one indicator for
/// each of the frequent categories.
struct FeatureScaling: Sendable {
  /// Categories past the most frequent ones have no indicator: they share the intercept.
  static let mostCategories = 255

  let scales: [Scale]

  enum Scale: Sendable {
    case number(mean: Double, deviation: Double)
    case category(count: Int)
  }

  /// Learned from training rows, of which those of weight 0 do not count.
  init(_ features: [EncodedFeature], _ target: TrainingTarget) {
    scales = features.map { feature in
      switch feature {
      case .number(let values): Self.standardising(values, weights: target.weights)
      case .category(_, let count): .category(count: min(count, Self.mostCategories))
      }
    }
  }

  init(scales: [Scale]) { self.scales = scales }

  /// Mean and standard deviation of the present values, each row counted by its weight; a constant keeps the
  /// deviation 1.
  private static func standardising(_ values: [Double], weights: [Double]?) -> Scale {
    let rows = values.indices.filter { !values[$0].isNaN && weights?[$0] != 0 }
    // By a power of two, which changes no digit, so that squares stay inside the range of a Double.
    let unit = powerOfTwo(below: rows.reduce(0) { max($0, values[$1].magnitude) })
    let weightUnit = powerOfTwo(below: rows.reduce(0) { max($0, weights?[$1] ?? 1) })
    var total = 0.0
    var sum = 0.0
    for row in rows {
      let weight = (weights?[row] ?? 1) / weightUnit
      total += weight
      sum += weight * (values[row] / unit)
    }
    guard total > 0, let first = rows.first else { return .number(mean: 0, deviation: 1) }
    guard rows.contains(where: { values[$0] != values[first] }) else {
      return .number(mean: values[first], deviation: 1)
    }
    var mean = sum / total
    // Long sums lose digits; what they have lost is the mean of the distances.
    mean += rows.reduce(0) { $0 + (weights?[$1] ?? 1) / weightUnit * (values[$1] / unit - mean) } / total
    var squares = 0.0
    for row in rows {
      let distance = values[row] / unit - mean
      squares += (weights?[row] ?? 1) / weightUnit * distance * distance
    }
    let deviation = (squares / total).squareRoot() * unit
    return .number(mean: mean * unit, deviation: deviation > 0 ? deviation : 1)
  }

  /// How many columns the design has.
  var width: Int {
    scales.reduce(0) { sum, scale in if case .category(let count) = scale { sum + count } else { sum + 1 } }
  }

  func design(_ features: [EncodedFeature], rowCount: Int) -> SparseDesign {
    var design = SparseDesign(rowCount: rowCount)
    for (feature, scale) in zip(features, scales) {
      switch (feature, scale) {
      case (.number(let values), .number(let mean, let deviation)):
        design.add(values.map { $0.isNaN ? 0 : Self.standardised($0, mean, deviation) })
      case (.category(let codes, _), .category(let count)):
        design.add(codes.map { $0 < count ? $0 : -1 }, count: count)
      default: preconditionFailure("a feature changed its kind after the schema was checked")
      }
    }
    return design
  }

  /// A value far outside what was seen, infinity included, weighs as one that is merely very far.
  static func standardised(_ value: Double, _ mean: Double, _ deviation: Double) -> Double {
    let distance = value - mean
    let scaled = distance.isFinite || value.isInfinite ? distance / deviation : value / deviation - mean / deviation
    return min(max(scaled, -1e6), 1e6)
  }

  func fits(_ schema: FeatureSchema) -> Bool {
    guard scales.count == schema.features.count else { return false }
    return zip(scales, schema.features).allSatisfy { scale, feature in
      switch (scale, feature.kind) {
      case (.number, .number): true
      case (.category(let count), .category(let categories)): (0...categories.count).contains(count)
      default: false
      }
    }
  }
}

/// The largest power of two that is not above a number; 1 for 0.
func powerOfTwo(below value: Double) -> Double {
  value > 0 && value.isFinite ? Double(sign: .plus, exponent: value.exponent, significand: 1) : 1
}

extension TrainingTarget {
  /// The weights divided by a power of two, so that sums of them stay inside the range of a Double, and that power.
  var scaledWeights: (weights: [Double], unit: Double) {
    guard let weights else { return ([Double](repeating: 1, count: rowCount), 1) }
    let unit = powerOfTwo(below: weights.max() ?? 1)
    return (weights.map { $0 / unit }, unit)
  }
}
