extension Explanation: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(row, target, explained, base, score, prediction, contributions)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      row: reader.read(), target: reader.read(), explained: reader.read(), base: reader.read(), score: reader.read(),
      prediction: reader.read(), contributions: reader.read())
  }
}

extension Explanation.Contribution: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(feature, value, contribution)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(feature: reader.read(), value: reader.read(), contribution: reader.read())
  }
}

extension PartialDependence: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(feature, target, explained, points, rows, individuals)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      feature: reader.read(), target: reader.read(), explained: reader.read(), points: reader.read(),
      rows: reader.read(), individuals: reader.read())
  }
}

extension PartialDependence.Point: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(label, number, mean, low, high)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      label: reader.read(), number: reader.read(), mean: reader.read(), low: reader.read(), high: reader.read())
  }
}
