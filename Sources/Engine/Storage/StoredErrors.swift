extension Tag: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, condition, humanLevel)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(try reader.read(), try reader.read(), humanLevel: try reader.read())
  }
}

extension TagReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(metric, rowCount, value, untaggedShare, tags)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      metric: reader.read(), rowCount: reader.read(), value: reader.read(), untaggedShare: reader.read(),
      tags: reader.read())
  }
}

extension TagFigures: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, rows, share, value, interval, humanLevel, gap, gain)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      name: reader.read(), rows: reader.read(), share: reader.read(), value: reader.read(), interval: reader.read(),
      humanLevel: reader.read(), gap: reader.read(), gain: reader.read())
  }
}

extension GroupedConfusion: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, column, threshold, groups, groupCount)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), column: reader.read(), threshold: reader.read(), groups: reader.read(),
      groupCount: reader.read())
  }
}

extension GroupedConfusion.Group: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, table, errorRate, interval, commonest)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      name: reader.read(), table: reader.read(), errorRate: reader.read(), interval: reader.read(),
      commonest: reader.read())
  }
}

extension GroupedConfusion.Mistake: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(actual, predicted, rows) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(actual: reader.read(), predicted: reader.read(), rows: reader.read())
  }
}

extension FairnessReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, column, threshold, groups, smallGroups, disparities)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), column: reader.read(), threshold: reader.read(), groups: reader.read(),
      smallGroups: reader.read(), disparities: reader.read())
  }
}

extension FairnessReport.Group: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, rows, selectionRate, truePositiveRate, falsePositiveRate, meanChance, actual)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      name: reader.read(), rows: reader.read(), selectionRate: reader.read(), truePositiveRate: reader.read(),
      falsePositiveRate: reader.read(), meanChance: reader.read(), actual: reader.read())
  }
}

extension FairnessReport.Share: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(value, interval) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(value: reader.read(), interval: reader.read())
  }
}

extension FairnessReport.Figure: Storable {}

extension FairnessReport.Disparity: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(figure, lowest, highest, ratio, interval)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      figure: reader.read(), lowest: reader.read(), highest: reader.read(), ratio: reader.read(),
      interval: reader.read())
  }
}

extension WorstRows: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, loss, columns, rows, rowCount)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), loss: reader.read(), columns: reader.read(), rows: reader.read(), rowCount: reader.read())
    guard rows.allSatisfy({ $0.values.count == columns.count }) else {
      throw .damaged("a row has other values than columns")
    }
  }
}

extension WorstRows.Row: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(number, predicted, actual, loss, values, reasons, isLabelInDoubt)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      number: reader.read(), predicted: reader.read(), actual: reader.read(), loss: reader.read(),
      values: reader.read(), reasons: reader.read(), isLabelInDoubt: reader.read())
  }
}

extension SimilarRows: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, row, predicted, actual, columns, values, neighbours, neighbourMean)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), row: reader.read(), predicted: reader.read(), actual: reader.read(),
      columns: reader.read(), values: reader.read(), neighbours: reader.read(), neighbourMean: reader.read())
    guard values.count == columns.count, neighbours.allSatisfy({ $0.values.count == columns.count }) else {
      throw .damaged("a row has other values than columns")
    }
  }
}

extension SimilarRows.Neighbour: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(number, distance, actual, values)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(number: reader.read(), distance: reader.read(), actual: reader.read(), values: reader.read())
  }
}
