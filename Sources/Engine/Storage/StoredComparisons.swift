extension PairedDifference.Test: Storable {}

extension PairedDifference: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(value, interval, pValue, test)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(value: reader.read(), interval: reader.read(), pValue: reader.read(), test: reader.read())
  }
}

extension ComparedFigure: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(metric, champion, challenger, difference)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      metric: reader.read(), champion: reader.read(), challenger: reader.read(), difference: reader.read())
  }
}

extension Comparison: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, rowCount, leading, others)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), rowCount: reader.read(), leading: reader.read(), others: reader.read())
  }
}
