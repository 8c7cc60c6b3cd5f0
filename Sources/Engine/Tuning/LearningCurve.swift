/// How good a way to learn is with fewer rows: whether more data would help, or a richer model.
public struct LearningCurve: Sendable {
  public struct Point: Sendable, Encodable {
    /// Training rows.
    public let rows: Int
    /// On the rows that it has learned from.
    public let training: Double?
    /// On the test rows.
    public let test: Double?
    public let interval: Interval?
  }

  public let learner: String
  public let target: String
  public let metric: Metric
  public let points: [Point]

  static let steps = 7
  /// With fewer rows a model is chance.
  static let fewestRows = 50
}

/// Trains on growing parts of a split's training rows, each holding the one before, and judges each model on the test
/// rows.
///
/// - Parameters:
///   - measure: nil for the figure that comes first in an evaluation of such a target.
///   - seed: which rows come first.
/// - Throws: as training and judging do; where there are fewer than 100 training rows.
public func learningCurve(
  _ learner: Learner, on split: Split, predicting target: String, from features: [String],
  measuring measure: Measure? = nil, seed: Int = 1, encoding encodings: [String: FeatureEncoding] = [:]
) throws(DataError) -> LearningCurve {
  let count = split.train.rowCount
  guard count >= 2 * LearningCurve.fewestRows else {
    throw .invalid(
      "a learning curve needs at least \(2 * LearningCurve.fewestRows) training rows; there are \(NumberText.whole(count))"
    )
  }
  var random = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
  var order = (0..<Int32(count)).map { $0 }
  order.shuffle(using: &random)
  let least = max(LearningCurve.fewestRows, count / 128)
  var metric = try measure.map { (measure) throws(DataError) in try measure.metric() }
  var points: [LearningCurve.Point] = []
  for step in 0..<LearningCurve.steps {
    let share = Double(step) / Double(LearningCurve.steps - 1)
    let rows =
      step == LearningCurve.steps - 1
      ? count : Int(Double(least) * exponential(share * logarithm(Double(count) / Double(least))))
    let part = split.train.choosing(order.prefix(rows).sorted())
    let model = try train(learner, on: part, predicting: target, from: features, encoding: encodings)
    let test = try split.test.outcomes(of: target, try model.predictions(for: split.test))
    let training = try part.outcomes(of: target, try model.predictions(for: part))
    guard let chosen = metric ?? test.reported.first else {
      throw .invalid("there is no figure for a target of \(model.kind.sentence)")
    }
    guard chosen.applies(to: model.kind) else {
      throw .invalid("\(chosen.name) is not a metric of a model that predicts \(model.kind.sentence)")
    }
    metric = chosen
    let value = MetricValue(chosen, test)
    points.append(
      .init(rows: rows, training: chosen.value(of: training), test: value.value, interval: value.interval))
  }
  guard let metric else { throw .empty("there is no point of a learning curve") }
  return LearningCurve(learner: learner.name, target: target, metric: metric, points: points)
}

extension LearningCurve: Encodable {
  private enum Key: String, CodingKey { case learner, target, metric, points }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(learner, forKey: .learner)
    try container.encode(target, forKey: .target)
    try container.encode(metric.name, forKey: .metric)
    try container.encode(points, forKey: .points)
  }
}
