extension Goal {
  /// The goal as a reader would say it: `ROC AUC at least 0.85, where origin == "LGA"`.
  public var text: String {
    let bound =
      switch bound {
      case .atLeast(let limit): "at least \(measure.limitText(limit))"
      case .atMost(let limit): "at most \(measure.limitText(limit))"
      }
    let scope =
      if let condition {
        ", where \(condition)"
      } else if case .drift = measure {
        ", every feature"
      } else {
        ""
      }
    return "\(measure.name.capitalisedFirst) \(bound)\(scope)"
  }
}

extension Measure {
  /// A value of the measure in its unit.
  public func text(_ value: Double) -> String {
    switch self {
    case .metric(let metric): metric.text(value)
    case .drift: NumberText.decimal(value, decimals: 2)
    case .latency: "\(NumberText.short(value * 1000)) ms"
    case .throughput: "\(NumberText.short(value)) a second"
    }
  }

  /// A limit as its author wrote it, without zeros behind.
  fileprivate func limitText(_ limit: Double) -> String {
    if case .metric(let metric) = self, metric.isShare { return "\(NumberText.short(limit * 100))%" }
    switch self {
    case .latency, .throughput: return text(limit)
    case .metric, .drift: return NumberText.short(limit)
    }
  }
}
