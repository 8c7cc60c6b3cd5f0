/// The JSON form of an evaluation: its figures, its baselines' and the goals it measured.
extension Evaluation: Encodable {
  private enum Key: String, CodingKey { case target, rows, positiveShare, figures, baselines, goals, confusion }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(model.target, forKey: .target)
    try container.encode(outcomes.count, forKey: .rows)
    if case .binary(let outcomes) = outcomes { try container.encode(outcomes.positiveShare, forKey: .positiveShare) }
    try container.encode(figures, forKey: .figures)
    try container.encode(baselines, forKey: .baselines)
    try container.encode(goals, forKey: .goals)
    switch outcomes {
    case .binary(let outcomes): try container.encode(outcomes.confusion(at: 0.5), forKey: .confusion)
    case .multiclass: try container.encode(confusion, forKey: .confusion)
    case .number: break
    }
  }
}

/// `{"metric": "recall", "threshold": 0.5, "value": 0.65, "interval": {"low": 0.64, "high": 0.66}}`
extension MetricValue: Encodable {
  private enum Key: String, CodingKey { case metric, threshold, value, interval }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encodeIfPresent(metric.threshold, forKey: .threshold)
    try container.encode(value, forKey: .value)
    try container.encodeIfPresent(interval, forKey: .interval)
  }
}
