extension TableChart.Kind: Storable {}
extension TableChart.Axis: Storable {}

extension TableChart.Series: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, values) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), values: reader.read())
  }
}

extension MarkedEvent: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(place, text) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(place: reader.read(), text: reader.read())
  }
}

extension TableChart: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(kind, table, over, axis, labels, places, series, events)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      kind: reader.read(), table: reader.read(), over: reader.read(), axis: reader.read(), labels: reader.read(),
      places: reader.read(), series: reader.read(), events: reader.read())
    guard places.count == labels.count, series.allSatisfy({ $0.values.count == labels.count }) else {
      throw .damaged("a chart has other values than labels")
    }
  }
}

extension ColumnHistogram.Scale: Storable {}

extension ColumnHistogram.Group: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, counts) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), counts: reader.read())
  }
}

extension ColumnHistogram: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(table, column, by, type, scale, edges, categories, groups)
    try writer.write(missingCount, leftOutCount, otherGroupsCount, median)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      table: reader.read(), column: reader.read(), by: reader.read(), type: reader.read(), scale: reader.read(),
      edges: reader.read(), categories: reader.read(), groups: reader.read(), missingCount: reader.read(),
      leftOutCount: reader.read(), otherGroupsCount: reader.read(), median: reader.read())
  }
}

extension ColumnTrend.Category: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, counts) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), counts: reader.read())
  }
}

extension ColumnTrend.Content: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .numbers(let quantiles):
      writer.write(tag: 0)
      try writer.write(quantiles)
    case .categories(let categories):
      writer.write(tag: 1)
      try writer.write(categories)
    }
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .numbers(try reader.read())
    case 1: self = .categories(try reader.read())
    default: throw .damaged("a trend is of no known kind")
    }
  }
}

extension ColumnTrend: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(column, period, windows, partial, content, reference, events)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    column = try reader.read()
    period = try reader.read()
    windows = try reader.read()
    partial = try reader.read()
    content = try reader.read()
    reference = try reader.read()
    events = try reader.read()
  }
}

extension Contributions.Bin: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(contribution, rows, level) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(contribution: reader.read(), rows: reader.read(), level: reader.read())
  }
}

extension Contributions.Feature: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, meanSize, bins) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    name = try reader.read()
    meanSize = try reader.read()
    bins = try reader.read()
  }
}

extension Contributions: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, explained, rows, areLogOdds, features)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), explained: reader.read(), rows: reader.read(), areLogOdds: reader.read(),
      features: reader.read())
  }
}

extension LearningCurve.Point: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(rows, training, test, interval)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(rows: reader.read(), training: reader.read(), test: reader.read(), interval: reader.read())
  }
}

extension LearningCurve: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(learner, target, metric, points)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(learner: reader.read(), target: reader.read(), metric: reader.read(), points: reader.read())
  }
}
