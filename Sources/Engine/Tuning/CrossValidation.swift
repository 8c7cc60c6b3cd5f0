/// How good a way to learn is on several splits: what a single split says may be luck.
public struct CrossValidation: Sendable {
  public let learner: Learner
  public let target: String
  public let kind: TargetKind
  /// The figures of each split, in the same order.
  public let folds: [[MetricValue]]
  /// How many test rows each split has.
  public let testRows: [Int]

  /// A figure over all splits.
  public struct Figure: Sendable, Encodable {
    public let metric: Metric
    /// Nil where no split defines it.
    public let mean: Double?
    /// How far the splits differ: the standard deviation of their values, n − 1 in its divisor; nil for a single one.
    public let deviation: Double?
    public let lowest: Double?
    public let highest: Double?

    private enum Key: String, CodingKey { case metric, mean, deviation, lowest, highest }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(metric.name, forKey: .metric)
      try container.encode(mean, forKey: .mean)
      try container.encode(deviation, forKey: .deviation)
      try container.encode(lowest, forKey: .lowest)
      try container.encode(highest, forKey: .highest)
    }
  }

  public var summaries: [Figure] {
    (folds.first ?? []).map { first in
      let values = folds.compactMap { fold in fold.first { $0.metric == first.metric }?.value }
      return Figure(
        metric: first.metric, mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
        deviation: Summary(values)?.standardDeviation, lowest: values.min(), highest: values.max())
    }
  }

  /// The mean of a figure over the splits.
  ///
  /// - Throws: where the figure was not measured, or no split defines it.
  public func mean(of measure: Measure) throws(DataError) -> Double {
    let metric = try measure.metric()
    guard let summary = summaries.first(where: { $0.metric == metric }) else {
      throw .invalid(
        "\(metric.name) was not measured; there are \(summaries.map(\.metric.name).joined(separator: ", "))")
    }
    guard let mean = summary.mean else { throw .empty("\(metric.name) is not defined for the rows of any split") }
    return mean
  }
}

/// Trains on each split's training rows and judges on its test rows.
///
/// - Parameters:
///   - measures: figures besides those that are always reported.
///   - encodings: how columns become features; learned anew on each split's training rows.
/// - Throws: as training and judging do; where there is no split.
public func crossValidate(
  _ learner: Learner, over splits: [Split], predicting target: String, from features: [String],
  measuring measures: [Measure] = [], encoding encodings: [String: FeatureEncoding] = [:]
) throws(DataError) -> CrossValidation {
  var metrics: [Metric] = []
  for measure in measures { metrics.append(try measure.metric()) }
  return try crossValidate(learner, over: splits, predicting: target, from: features, metrics: metrics, encodings)
}

func crossValidate(
  _ learner: Learner, over splits: [Split], predicting target: String, from features: [String], metrics: [Metric],
  _ encodings: [String: FeatureEncoding]
) throws(DataError) -> CrossValidation {
  guard !splits.isEmpty else { throw .empty("there is no split to judge on") }
  var folds: [[MetricValue]] = []
  var kind = TargetKind.binary
  for split in splits {
    let model = try train(learner, on: split.train, predicting: target, from: features, encoding: encodings)
    let outcomes = try split.test.outcomes(of: target, try model.predictions(for: split.test))
    let further = metrics.filter { $0.applies(to: model.kind) && !outcomes.reported.contains($0) }
    folds.append((outcomes.reported + further).map { MetricValue($0, outcomes) })
    kind = model.kind
  }
  return CrossValidation(
    learner: learner, target: target, kind: kind, folds: folds, testRows: splits.map(\.test.rowCount))
}
