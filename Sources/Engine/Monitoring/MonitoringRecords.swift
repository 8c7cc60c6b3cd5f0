/// The JSON form of monitoring: the windows, each feature's drift in them, alerts and goals.
extension MonitorReport: Encodable {
  private enum Key: String, CodingKey { case target, period, referenceRows, windows, features, alerts, goals }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(period, forKey: .period)
    try container.encode(referenceRows, forKey: .referenceRows)
    try container.encode(windows, forKey: .windows)
    try container.encode(features, forKey: .features)
    try container.encode(alerts, forKey: .alerts)
    try container.encode(goals, forKey: .goals)
  }
}

extension WindowPerformance: Encodable {
  private enum Key: String, CodingKey { case window, start, rows, isPartial, positiveShare, meanScore, figures }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(label, forKey: .window)
    try container.encode(start.description, forKey: .start)
    try container.encode(rows, forKey: .rows)
    try container.encode(isPartial, forKey: .isPartial)
    try container.encode(positiveShare, forKey: .positiveShare)
    try container.encode(meanScore, forKey: .meanScore)
    try container.encode(figures, forKey: .figures)
  }
}

/// `{"subject": "PSI", "feature": "dep_delay", "above": 0.2, "firstWindow": "2013-W51", …}`
extension Alert: Encodable {
  private enum Key: String, CodingKey {
    case subject, feature, above, below, firstWindow, lastWindow, windowCount, worst, worstWindow
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(watch.subject.name, forKey: .subject)
    try container.encodeIfPresent(feature, forKey: .feature)
    switch watch.limit {
    case .above(let limit): try container.encode(limit, forKey: .above)
    case .below(let limit): try container.encode(limit, forKey: .below)
    }
    try container.encode(firstWindow, forKey: .firstWindow)
    try container.encode(lastWindow, forKey: .lastWindow)
    try container.encode(windowCount, forKey: .windowCount)
    try container.encode(worst, forKey: .worst)
    try container.encode(worstWindow, forKey: .worstWindow)
  }
}

extension Timeline: Encodable {
  private enum Key: String, CodingKey { case metric, threshold, period, windows, values }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encodeIfPresent(metric.threshold, forKey: .threshold)
    try container.encode(period, forKey: .period)
    try container.encode(windows.map(\.label), forKey: .windows)
    try container.encode(values.map(\.value), forKey: .values)
  }
}

extension RateTimeline: Encodable {
  private enum Key: String, CodingKey { case target, period, windows, actual, expected }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(period, forKey: .period)
    try container.encode(windows.map(\.label), forKey: .windows)
    try container.encode(windows.map(\.positiveShare), forKey: .actual)
    try container.encode(windows.map(\.meanScore), forKey: .expected)
  }
}
