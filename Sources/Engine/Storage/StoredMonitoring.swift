extension Period: Storable {}
extension DriftMeasure: Storable {}

extension Watch: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(subject, limit, columns, windows)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    subject = try reader.read()
    limit = try reader.read()
    columns = try reader.read()
    windows = try reader.read()
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
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .drift(try reader.read())
    case 1: self = .missing
    case 2: self = .metric(try reader.read())
    default: throw .damaged("a watch looks at nothing known")
    }
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
    try writer.write(watch, feature, firstWindow, lastWindow, windowCount, worst, worstWindow)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      watch: reader.read(), feature: reader.read(), firstWindow: reader.read(), lastWindow: reader.read(),
      windowCount: reader.read(), worst: reader.read(), worstWindow: reader.read())
  }
}

extension MonitorReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, period, referenceRows, windows, features, watches, alerts, goals)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), period: reader.read(), referenceRows: reader.read(), windows: reader.read(),
      features: reader.read(), watches: reader.read(), alerts: reader.read(), goals: reader.read())
    guard features.allSatisfy({ $0.windows.count == windows.count }) else {
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

extension FeatureDrift: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(feature, isCategorical, windows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(feature: reader.read(), isCategorical: reader.read(), windows: reader.read())
  }
}

extension DriftFigures: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(rows, missingShare, psi, kolmogorovSmirnov, chiSquared, pValue, newCategories)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    rows = try reader.read()
    missingShare = try reader.read()
    psi = try reader.read()
    kolmogorovSmirnov = try reader.read()
    chiSquared = try reader.read()
    pValue = try reader.read()
    newCategories = try reader.read()
  }
}

extension DriftReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(period, windows, referenceRows, features, limit)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      period: reader.read(), windows: reader.read(), referenceRows: reader.read(), features: reader.read(),
      limit: reader.read())
    guard features.allSatisfy({ $0.windows.count == windows.count }) else {
      throw .damaged("a feature has other windows than its report")
    }
  }
}

extension Timeline: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(metric, period, windows, values, limits)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      metric: reader.read(), period: reader.read(), windows: reader.read(), values: reader.read(),
      limits: reader.read())
    guard values.count == windows.count else { throw .damaged("a timeline has other values than windows") }
  }
}

extension RateTimeline: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, period, windows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), period: reader.read(), windows: reader.read())
  }
}
