/// How good a model is on rows that it has not seen, beside its baselines and against its goals.
public struct Evaluation: Sendable {
  public let model: Model
  public let table: Table
  public let outcomes: ScoredOutcomes
  public let figures: [MetricValue]
  public let baselines: [BaselineEvaluation]
  public let goals: [GoalMeasurement]

  public func value(_ metric: Metric) -> Double? { figures.first { $0.metric == metric }?.value }

  public var confusion: Confusion { outcomes.confusion(at: 0.5) }

  /// The trade between true and false alarms over all thresholds.
  public var rocCurve: ROCCurve {
    ROCCurve(target: model.target, area: outcomes.rocAUC, points: outcomes.rocCurve, confusion: confusion)
  }

  /// Whether predicted chances can be taken at their word.
  public var calibration: Calibration {
    Calibration(
      target: model.target, bins: outcomes.calibration(bins: 10),
      expectedError: outcomes.expectedCalibrationError(bins: 10))
  }
}

/// A metric's value with its 95% interval.
public struct MetricValue: Sendable {
  public let metric: Metric
  /// Nil where the metric is not defined for these rows.
  public let value: Double?
  public let interval: Interval?

  init(_ metric: Metric, _ outcomes: ScoredOutcomes) {
    self.metric = metric
    value = metric.value(of: outcomes)
    interval = value == nil ? nil : metric.interval(of: outcomes)
  }
}

/// A baseline's figures on the same rows.
public struct BaselineEvaluation: Sendable, Encodable {
  public let name: String
  public let figures: [MetricValue]

  public func value(_ metric: Metric) -> Double? { figures.first { $0.metric == metric }?.value }
}

public struct ROCCurve: Sendable {
  public let target: String
  public let area: Double?
  public let points: [CurvePoint]
  public let confusion: Confusion
}

public struct Calibration: Sendable {
  public let target: String
  public let bins: [CalibrationBin]
  public let expectedError: Double?
}

/// Judges a model on rows that it has not seen.
///
/// - Parameters:
///   - goals: those about the quality of a model are measured; the others are left to later steps.
///   - baselines: what the model must beat, judged on the same rows.
/// - Throws: `DataError` where a column is missing or the target is, in some row.
public func evaluate(
  _ model: Model, on table: Table, goals: [Goal] = [], against baselines: [Baseline] = []
) throws(DataError) -> Evaluation {
  let actual = try table.outcomes(model.target)
  let outcomes = ScoredOutcomes(actual: actual, scores: try model.probabilities(for: table))
  var compared: [BaselineEvaluation] = []
  for baseline in baselines {
    let other = ScoredOutcomes(actual: actual, scores: try baseline.scores(of: model, on: table))
    let metrics =
      baseline.isHardDecision
      ? Metric.reported.filter { $0.threshold != nil } : Metric.reported
    compared.append(BaselineEvaluation(name: baseline.name, figures: metrics.map { MetricValue($0, other) }))
  }
  var measured: [GoalMeasurement] = []
  for goal in goals {
    guard case .metric(let metric) = goal.measure else { continue }
    var chosen = outcomes
    if let condition = goal.condition {
      let column = try condition.evaluated(over: table)
      guard let holds = column.truths() else {
        throw .wrongType("a goal's condition is true or false for each row, not \(column.type.article): \(condition)")
      }
      chosen = outcomes.choosing((0..<Int32(table.rowCount)).filter { holds[Int($0)] })
    }
    let value = metric.value(of: chosen)
    measured.append(
      GoalMeasurement(
        goal: goal, value: value, interval: metric.interval(of: chosen), rows: chosen.count,
        place: value == nil ? "cannot be measured on \(chosen.count) rows" : nil))
  }
  return Evaluation(
    model: model, table: table, outcomes: outcomes, figures: Metric.reported.map { MetricValue($0, outcomes) },
    baselines: compared, goals: measured)
}
