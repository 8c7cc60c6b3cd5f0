extension Release: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(
      name, version, current, String(decoding: ReleaseJSON.data(of: facts), as: UTF8.self), registry,
      goals)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    name = try reader.read()
    version = try reader.read()
    current = try reader.read()
    let text: String = try reader.read()
    guard let facts = try? ReleaseJSON.value(ReleaseFacts.self, from: Array(text.utf8)) else {
      throw .damaged("a release has no facts")
    }
    self.facts = facts
    registry = try reader.read()
    goals = try reader.read()
  }
}
