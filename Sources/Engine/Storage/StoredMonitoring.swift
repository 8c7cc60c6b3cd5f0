extension DriftMeasure: Storable {}
extension Season: Storable {}
extension FeatureDrift.Role: Storable {}

extension Period: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .hour: writer.write(tag: 0)
    case .day: writer.write(tag: 1)
    case .week: writer.write(tag: 2)
    case .month: writer.write(tag: 3)
    case .rows(let count):
      writer.write(tag: 4)
      try writer.write(count)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .hour
    case 1: self = .day
    case 2: self = .week
    case 3: self = .month
    case 4:
      let count: Int = try reader.read()
      guard count > 0 else { throw .damaged("a window of \(count) rows") }
      self = .rows(count)
    default: throw .damaged("a period is of no known kind")
    }
  }
}

extension Alert.State: Storable {}

extension Watch: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch bound {
    case .fixed(let limit):
      writer.write(tag: 0)
      try writer.write(limit)
    case .usual(let deviations):
      writer.write(tag: 1)
      try writer.write(deviations)
    }
    try writer.write(subject, columns, windows, condition, priority)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: bound = .fixed(try reader.read())
    case 1: bound = .usual(deviations: try reader.read())
    default: throw .damaged("a watch has no known limit")
    }
    subject = try reader.read()
    columns = try reader.read()
    windows = try reader.read()
    condition = try reader.read()
    priority = try reader.read()
  }
}

extension Watch.Subject: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .drift(let measure):
      writer.write(tag: 0)
      try writer.write(measure)
    case .missing: writer.write(tag: 1)
    case .metric(let metric):
      writer.write(tag: 2)
      try writer.write(metric)
    case .estimated(let subject):
      writer.write(tag: 3)
      try writer.write(subject)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .drift(try reader.read())
    case 1: self = .missing
    case 2: self = .metric(try reader.read())
    case 3:
      // Only a metric is estimated, so that no bytes make this read itself without end.
      let subject: Watch.Subject = .metric(try Self.estimatedMetric(from: &reader))
      self = .estimated(subject)
    default: throw .damaged("a watch looks at nothing known")
    }
  }
}

extension Watch.Subject {
  private static func estimatedMetric(from reader: inout StorageReader) throws(StorageError) -> Metric {
    guard try reader.readTag() == 2 else { throw .damaged("an estimate is of no metric") }
    return try reader.read()
  }
}

extension Watch.Limit: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .above(let value):
      writer.write(tag: 0)
      try writer.write(value)
    case .below(let value):
      writer.write(tag: 1)
      try writer.write(value)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .above(try reader.read())
    case 1: self = .below(try reader.read())
    default: throw .damaged("a limit is of no known kind")
    }
  }
}

extension Alert: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(watch, feature, crossed, firstWindow, lastWindow, windowCount, worst, worstWindow)
    try writer.write(state)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      watch: reader.read(), feature: reader.read(), crossed: reader.read(), firstWindow: reader.read(),
      lastWindow: reader.read(), windowCount: reader.read(), worst: reader.read(), worstWindow: reader.read(),
      state: reader.read())
  }
}

extension MonitorReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, kind, period, referenceRows, referenceFigures, windows, features, watches)
    try writer.write(alerts, goals, notices, data)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), kind: reader.read(), period: reader.read(), referenceRows: reader.read(),
      referenceFigures: reader.read(), windows: reader.read(), features: reader.read(), watches: reader.read(),
      alerts: reader.read(), goals: reader.read(), notices: reader.read(), data: reader.read())
    guard features.allSatisfy({ $0.windows.count == windows.count }), data.windows.windows.count == windows.count else {
      throw .damaged("a feature has other windows than its report")
    }
  }
}

extension WindowPerformance: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(label, start, rows, isPartial, outcomes, figures)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      label: reader.read(), start: reader.read(), rows: reader.read(), isPartial: reader.read(),
      outcomes: reader.read(), figures: reader.read())
  }
}

extension DriftReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(period, measure, windows, referenceRows, features, limit)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      period: reader.read(), measure: reader.read(), windows: reader.read(), referenceRows: reader.read(),
      features: reader.read(), limit: reader.read())
    guard features.allSatisfy({ $0.windows.count == windows.count }) else {
      throw .damaged("a feature has other windows than its report")
    }
  }
}

extension Timeline: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(metric, period, windows, values, limits, usual, events)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      metric: reader.read(), period: reader.read(), windows: reader.read(), values: reader.read(),
      limits: reader.read(), usual: reader.read(), events: reader.read())
    guard values.count == windows.count, usual.map({ $0.count == windows.count }) ?? true else {
      throw .damaged("a timeline has other values than windows")
    }
  }
}

extension RateTimeline: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, kind, period, windows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), kind: reader.read(), period: reader.read(), windows: reader.read())
  }
}
