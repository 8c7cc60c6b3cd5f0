/// Estimates how good predictions are before any outcome is known, from what a reference taught about them.
///
/// - Of chances: they are brought in line with the reference's outcomes where that helps; each row then counts as true
///   with its chance and as false with the rest, and every metric of such rows is the expected one (confidence-based
///   performance estimation, NannyML's CBPE).
/// - Of numbers: boosted trees learn from the reference how large each row's loss is, from its features and prediction
///   (direct loss estimation, NannyML's DLE).
///
/// Both hold while the relation of inputs and target stays what it was: they see a shift of the inputs, not one of the
/// relation.
struct PerformanceEstimator: Sendable {
  private let data: MonitoredData
  private let reference: KnownOutcomes
  private let referenceTable: Table
  /// Nil where the chances are as right as they can be made.
  private let correction: ProbabilityCorrection?
  /// Whether the reference has outcomes enough to learn from.
  private let isPossible: Bool
  /// What is to be known of the estimate.
  let notice: String?

  /// The fewest reference rows with a known outcome.
  static let fewestRows = 100

  /// Of a reference with too few outcomes nothing is estimated, and the notice says so.
  ///
  /// - Throws: where the reference has no outcomes.
  init(_ data: MonitoredData) throws(DataError) {
    guard let table = data.reference.table else {
      throw .invalid(
        "an estimated metric is learned from a reference with known outcomes: monitor against: a table of them")
    }
    guard let known = data.referenceKnown else {
      throw .invalid(
        "an estimated metric is learned from a reference whose \"\(data.target)\" is known; \(table.label) holds none")
    }
    self.data = data
    referenceTable = table
    let unlearned = try data.unlearned.answer
    reference = unlearned.known ?? known
    isPossible = known.rows.count >= Self.fewestRows
    guard isPossible else {
      notice =
        "Nothing is estimated: it takes at least \(Self.fewestRows) reference rows with a known \(data.target), and there "
        + "\(known.rows.count == 1 ? "is 1" : "are \(known.rows.count)")."
      correction = nil
      return
    }
    notice =
      unlearned.areOutOfFold
      ? "The reference is what the model learned from, so that the estimate rests on predictions made fold by fold."
      : nil
    correction = Self.correction(reference.outcomes)
  }

  /// The correction, if one that is learned from one half of the rows makes the other half's chances better.
  private static func correction(_ outcomes: Outcomes) -> ProbabilityCorrection? {
    guard let scores = outcomes.chances else { return nil }
    let (places, width) = (scores.places, scores.outputs)
    func learned(_ rows: [Int]) -> ProbabilityCorrection {
      ProbabilityCorrection(
        .isotonic, predicted: rows.flatMap { scores.values[$0 * width..<($0 + 1) * width] },
        places: rows.map { places[$0] }, outputs: width)
    }
    func loss(_ values: [Double], _ rows: [Int]) -> Double {
      rows.enumerated().reduce(0) { sum, row in
        sum
          + (0..<max(2, width)).reduce(0) { inner, output in
            let chance =
              width == 1
              ? (output == 1 ? values[row.offset] : 1 - values[row.offset]) : values[row.offset * width + output]
            let distance = chance - (places[row.element] == output ? 1 : 0)
            return inner + distance * distance
          }
      }
    }
    let all = Array(places.indices)
    let halves = [all.filter { $0 % 2 == 0 }, all.filter { $0 % 2 == 1 }]
    guard halves.allSatisfy({ half in Set(half.map { places[$0] }).count > 1 }) else { return nil }
    var gain = 0.0
    for (taught, judged) in [(halves[0], halves[1]), (halves[1], halves[0])] {
      let plain = judged.flatMap { scores.values[$0 * width..<($0 + 1) * width] }
      gain += loss(plain, judged) - loss(learned(taught).corrected(plain, outputs: width), judged)
    }
    return gain > 0 ? learned(all) : nil
  }

  // MARK: Estimates

  /// A metric in every window, estimated; nil where a window has too few rows, or the metric cannot be estimated of them.
  ///
  /// - Throws: where the metric cannot be estimated at all.
  func values(of metric: Metric) throws(DataError) -> [EstimatedValue?] {
    guard metric.applies(to: data.kind) else {
      throw .invalid("\(metric.name) is not a metric of a model that predicts \(data.kind.sentence)")
    }
    guard isPossible, let predictions = data.predictions else { return data.windows.windows.map { _ in nil } }
    let estimates: [Double?]
    switch data.kind {
    case .binary: estimates = expected(metric, predictions)
    case .multiclass: estimates = try expectedOfClasses(metric, predictions)
    case .number: estimates = try learnedLosses(metric, predictions)
    }
    let known = reference.outcomes
    let interval = metric.interval(of: known)
    return zip(data.windows.windows, estimates).map { window, estimate in
      guard let estimate, estimate.isFinite, window.rowCount >= DriftFigures.fewestRows else { return nil }
      // How far chance alone moves a window of so many rows: the reference's error, scaled to its size.
      let scale = (Double(known.count) / Double(window.rowCount)).squareRoot()
      let band = interval.map { interval in
        let reach = (interval.high - interval.low) / 2 * scale
        return Interval(
          low: max(metric.range.lowerBound, estimate - reach), high: min(metric.range.upperBound, estimate + reach))
      }
      return EstimatedValue(value: estimate, interval: band)
    }
  }

  /// The value on the reference, that estimates are held against.
  func referenceValue(of metric: Metric) -> MetricValue { MetricValue(metric, reference.outcomes) }

  /// The metric of rows that are true with their corrected chance and false with the rest.
  private func expected(_ metric: Metric, _ predictions: Predictions) -> [Double?] {
    let chances = correction?.corrected(predictions.values, outputs: 1) ?? predictions.values
    return mapInParallel(data.windows.windows.count) { index in
      let rows = data.windows.windows[index].rows.filter { !predictions.values[Int($0)].isNaN }
      guard !rows.isEmpty else { return nil }
      let scores = rows.map { predictions.values[Int($0)] }
      let truths = rows.map { chances[Int($0)] }
      return metric.value(
        of: ScoredOutcomes(
          actual: rows.map { _ in true } + rows.map { _ in false }, scores: scores + scores,
          weights: truths + truths.map { 1 - $0 }))
    }
  }

  /// The metric of rows that are of each class with its corrected chance.
  private func expectedOfClasses(_ metric: Metric, _ predictions: Predictions) throws(DataError) -> [Double?] {
    let chances = ExpectedClasses(
      chances: correction?.corrected(predictions.values, outputs: data.kind.outputs) ?? predictions.values, predictions)
    guard chances.canEstimate(metric) else {
      throw .invalid("\(metric.name) of several classes cannot be estimated")
    }
    return mapInParallel(data.windows.windows.count) { chances.value(of: metric, data.windows.windows[$0].rows) }
  }

  /// The mean of losses that trees learned from the reference.
  private func learnedLosses(_ metric: Metric, _ predictions: Predictions) throws(DataError) -> [Double?] {
    guard let loss = metric.rowLoss, metric != .bias, case .number(let outcomes) = reference.outcomes else {
      throw .invalid(
        "\(metric.name) cannot be estimated: of numbers it must be a mean of losses, as the mean error and the RMSE are"
      )
    }
    let losses = zip(outcomes.actual, outcomes.predicted).map(loss)
    guard losses.allSatisfy(\.isFinite) else {
      throw .invalid("\(metric.name) is not finite on the reference and cannot be estimated")
    }
    let names = ("prediction", "loss")
    let features = data.monitored.featureNames.filter { $0 != names.0 && $0 != names.1 }
    let taught = try referenceTable.choosing(reference.rows).selecting(features)
      .adding(names.0, Column(outcomes.predicted)).adding(names.1, Column(losses))
    let estimator = try train(
      .boostedTrees(rounds: 100, leaves: 15, learningRate: 0.1), on: taught, predicting: names.1,
      from: features + [names.0])
    let rows = try data.table.selecting(features.filter(data.table.hasColumn)).adding(
      names.0, Column(predictions.values))
    let estimates = try estimator.predictions(for: rows).values
    return data.windows.windows.map { window in
      guard !window.rows.isEmpty else { return nil }
      let mean = window.rows.reduce(0) { $0 + max(0, estimates[Int($1)]) } / Double(window.rowCount)
      return metric.isRootOfMean ? mean.squareRoot() : mean
    }
  }
}

/// A metric that was estimated, not measured.
public struct EstimatedValue: Sendable, Equatable {
  public let value: Double
  /// Where 95 of 100 windows of this size would come out by chance, if the estimate is right.
  public let interval: Interval?
}

/// An estimated metric over time, beside what came.
public struct EstimatedTimeline: Sendable {
  public let metric: Metric
  public let period: Period
  public let windows: [WindowPerformance]
  public let estimates: [EstimatedValue?]
  /// What came, where outcomes are known.
  public let realised: [MetricValue]
  /// On the reference.
  public let reference: Double?
  public let limits: [Watch.Limit]
  /// Where the estimates of the reference's own windows lie; nil where that is not watched.
  public let usual: [Interval]?
  public let notice: String?
}

extension MonitorReport {
  /// A metric estimated without outcomes, in every window, beside the realised one.
  ///
  /// - Throws: where the metric cannot be estimated: the reference has too few outcomes, or it is no metric of such a
  ///   target.
  public func estimated(_ subject: Watch.Subject) throws(DataError) -> EstimatedTimeline {
    let metric = try subject.metric()
    let estimator = try PerformanceEstimator(data)
    return EstimatedTimeline(
      metric: metric, period: period, windows: windows, estimates: try estimator.values(of: metric),
      realised: windows.map { $0.value(metric) }, reference: estimator.referenceValue(of: metric).value,
      limits: limits(of: .estimated(.metric(metric))), usual: try usual(of: .estimated(.metric(metric))),
      notice: estimator.notice)
  }
}

/// Chances with the class that came.
private struct Chances {
  /// Row after row: the chance of true, or one a class.
  let values: [Double]
  /// For each row 0 or 1, or the place of its class.
  let places: [Int]
  let outputs: Int
}

extension Outcomes {
  /// Nil of numbers.
  fileprivate var chances: Chances? {
    switch self {
    case .binary(let outcomes):
      Chances(values: outcomes.scores, places: outcomes.actual.map { $0 ? 1 : 0 }, outputs: 1)
    case .multiclass(let outcomes):
      Chances(values: outcomes.scores, places: outcomes.actual.map { Int($0) }, outputs: outcomes.classes.count)
    case .number: nil
    }
  }
}
