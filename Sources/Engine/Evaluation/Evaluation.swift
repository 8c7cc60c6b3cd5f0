/// How good a model is on rows that it has not seen, beside its baselines and against its goals.
public struct Evaluation: Sendable {
  public let model: Model
  public let table: Table
  public let outcomes: Outcomes
  public let figures: [MetricValue]
  public let baselines: [BaselineEvaluation]
  public let goals: [GoalMeasurement]

  /// A figure that is reported or can be measured; nil where the rows do not define it.
  public func value(_ metric: Metric) -> Double? {
    if let figure = figures.first(where: { $0.metric == metric }) { return figure.value }
    return metric.value(of: outcomes)
  }

  /// The baseline that is best by a metric, among those that have it.
  public func bestBaseline(by metric: Metric) -> (name: String, value: Double)? {
    var best: (name: String, value: Double)?
    for baseline in baselines {
      guard let value = baseline.value(metric) else { continue }
      if best.map({ metric.isBetter(value, than: $0.value) }) ?? true { best = (baseline.name, value) }
    }
    return best
  }
}

/// A metric's value with its 95% interval.
public struct MetricValue: Sendable {
  public let metric: Metric
  /// Nil where the metric is not defined for these rows.
  public let value: Double?
  public let interval: Interval?

  init(_ metric: Metric, _ outcomes: Outcomes) {
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

/// Judges a model on rows that it has not seen.
///
/// - Parameters:
///   - goals: those about the quality of such a model are measured; the others are left to later steps.
///   - baselines: what the model must beat, judged on the same rows.
/// - Throws: `DataError` where a column is missing or the target is, in some row; where a baseline does not fit the
///   target.
public func evaluate(
  _ model: Model, on table: Table, goals: [Goal] = [], against baselines: [Baseline] = []
) throws(DataError) -> Evaluation {
  let outcomes = try table.outcomes(of: model.target, try model.predictions(for: table))
  var compared: [BaselineEvaluation] = []
  for baseline in baselines {
    let (other, isHardDecision) = try baseline.outcomes(beside: model, on: table)
    // Who decides without chances has none to be judged.
    let metrics = other.reported.filter { !isHardDecision || model.kind == .number || $0.isOfJudgements }
    compared.append(BaselineEvaluation(name: baseline.name, figures: metrics.map { MetricValue($0, other) }))
  }
  var measured: [GoalMeasurement] = []
  for goal in goals {
    guard case .metric(let metric) = goal.measure, metric.applies(to: model.kind) else { continue }
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
    model: model, table: table, outcomes: outcomes, figures: outcomes.reported.map { MetricValue($0, outcomes) },
    baselines: compared, goals: measured)
}
