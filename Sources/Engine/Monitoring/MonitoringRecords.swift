/// The JSON form of monitoring: the windows, each feature's drift in them, alerts and goals.
extension MonitorReport: Encodable {
  private enum Key: String, CodingKey {
    case target, period, referenceRows, referenceFigures, windows, features, alerts, goals, notices
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(period.name, forKey: .period)
    try container.encode(referenceRows, forKey: .referenceRows)
    try container.encode(referenceFigures, forKey: .referenceFigures)
    try container.encode(windows, forKey: .windows)
    try container.encode(features, forKey: .features)
    try container.encode(alerts, forKey: .alerts)
    try container.encode(goals, forKey: .goals)
    try container.encode(notices, forKey: .notices)
  }
}

extension WindowPerformance: Encodable {
  private enum Key: String, CodingKey {
    case window, start, rows, isPartial, knownRows, actualMean, predictedMean, figures
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(label, forKey: .window)
    try container.encodeIfPresent(start?.description, forKey: .start)
    try container.encode(rows, forKey: .rows)
    try container.encode(isPartial, forKey: .isPartial)
    try container.encode(outcomes.count, forKey: .knownRows)
    try container.encode(actualMean, forKey: .actualMean)
    try container.encode(predictedMean, forKey: .predictedMean)
    try container.encode(figures, forKey: .figures)
  }
}

/// `{"subject": "PSI", "feature": "dep_delay", "above": 0.2, "firstWindow": "2013-W51", …}`
extension Alert: Encodable {
  private enum Key: String, CodingKey {
    case subject, feature, `where`, above, below, firstWindow, lastWindow, windowCount, worst, worstWindow
    case state, priority
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(watch.subject.name, forKey: .subject)
    try container.encodeIfPresent(feature, forKey: .feature)
    try container.encodeIfPresent(watch.condition?.description, forKey: .where)
    try container.encode(state, forKey: .state)
    try container.encode(priority, forKey: .priority)
    switch crossed {
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
  private enum Key: String, CodingKey { case metric, threshold, period, windows, values, usual, events }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encodeIfPresent(metric.threshold, forKey: .threshold)
    try container.encode(period.name, forKey: .period)
    try container.encode(windows.map(\.label), forKey: .windows)
    try container.encode(values.map(\.value), forKey: .values)
    try container.encodeIfPresent(usual, forKey: .usual)
    if !events.isEmpty { try container.encode(events, forKey: .events) }
  }
}

extension RateTimeline: Encodable {
  private enum Key: String, CodingKey { case target, period, windows, actual, expected }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(period.name, forKey: .period)
    try container.encode(windows.map(\.label), forKey: .windows)
    try container.encode(windows.map(\.actualMean), forKey: .actual)
    try container.encode(windows.map(\.predictedMean), forKey: .expected)
  }
}

extension DriftReport: Encodable {
  private enum Key: String, CodingKey { case period, measure, windows, referenceRows, features, limit }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(period.name, forKey: .period)
    try container.encode(measure.name, forKey: .measure)
    try container.encode(windows, forKey: .windows)
    try container.encode(referenceRows, forKey: .referenceRows)
    try container.encode(features, forKey: .features)
    try container.encodeIfPresent(limit, forKey: .limit)
  }
}

extension FeatureDrift: Encodable {
  private enum Key: String, CodingKey { case feature, role, isCategorical, reference, windows }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(feature, forKey: .feature)
    try container.encode(role, forKey: .role)
    try container.encode(isCategorical, forKey: .isCategorical)
    try container.encode(reference, forKey: .reference)
    try container.encode(windows, forKey: .windows)
  }
}

/// Each measure under its own name: `{"rows": 6123, "missingShare": 0, "psi": 0.02, …}`.
extension DriftFigures: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(rows, forKey: Key("rows"))
    try container.encode(missingShare, forKey: Key("missingShare"))
    if let gap { try container.encode(gap.text, forKey: Key("gap")) }
    for measure in DriftMeasure.allCases {
      if let value = values[measure] { try container.encode(value, forKey: Key(measure.rawValue)) }
    }
    try container.encodeIfPresent(pValue, forKey: Key("pValue"))
    try container.encodeIfPresent(adjustedPValue, forKey: Key("adjustedPValue"))
    if !newCategories.isEmpty {
      try container.encode(newCategories, forKey: Key("newCategories"))
      try container.encode(newShare, forKey: Key("newShare"))
    }
    if !lostCategories.isEmpty { try container.encode(lostCategories, forKey: Key("lostCategories")) }
    if outsideShare > 0 { try container.encode(outsideShare, forKey: Key("outsideShare")) }
    try container.encodeIfPresent(digest, forKey: Key("digest"))
  }
}

extension DriftFigures.Gap {
  /// What stands in place of a figure.
  public var text: String {
    switch self {
    case .absent: "no such column"
    case .otherType(let type): "holds \(type)"
    case .tooFew(let rows): "too few rows to say: \(rows)"
    case .noReference: "nothing to compare with"
    }
  }
}

extension ColumnDigest: Encodable {
  private enum Key: String, CodingKey { case mean, quantiles, categories }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .numbers(let mean, let quantiles):
      // JSON has no infinity: such an end is left open.
      try container.encode(mean.isFinite ? mean : nil, forKey: .mean)
      try container.encode(quantiles.map { $0.isFinite ? $0 : nil }, forKey: .quantiles)
    case .categories(let categories): try container.encode(categories, forKey: .categories)
    case .empty: break
    }
  }
}
