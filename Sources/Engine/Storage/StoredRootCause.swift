extension RootCause: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(metric, from, to, before, after, features, relation, slices)
    try writer.write(rowMeasure, rowDifference, uncompared, gap)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      metric: reader.read(), from: reader.read(), to: reader.read(), before: reader.read(), after: reader.read(),
      features: reader.read(), relation: reader.read(), slices: reader.read(), rowMeasure: reader.read(),
      rowDifference: reader.read(), uncompared: reader.read(), gap: reader.read())
  }
}

extension RootCause.Part: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(feature, amount) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(feature: reader.read(), amount: reader.read())
  }
}

extension RootCause.SlicePart: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(terms, shareBefore, shareAfter, byShare, byLevel)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      terms: reader.read(), shareBefore: reader.read(), shareAfter: reader.read(), byShare: reader.read(),
      byLevel: reader.read())
  }
}
