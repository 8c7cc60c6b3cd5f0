extension MultivariateDrift: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(period, windows, separability, reconstruction, usualReconstruction, components, explainedShare)
    try writer.write(reasons, uncompared)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      period: reader.read(), windows: reader.read(), separability: reader.read(), reconstruction: reader.read(),
      usualReconstruction: reader.read(), components: reader.read(), explainedShare: reader.read(),
      reasons: reader.read(), uncompared: reader.read())
    guard separability.count == windows.count, reconstruction.count == windows.count else {
      throw .damaged("windows have other figures than names")
    }
  }
}

extension MultivariateDrift.Reason: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(feature, share) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(feature: reader.read(), share: reader.read())
  }
}
