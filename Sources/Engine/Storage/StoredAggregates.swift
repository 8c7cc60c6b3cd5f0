extension JoinKind: Storable {}

extension Aggregate: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, figure, column) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    name = try reader.read()
    figure = try reader.read()
    column = try reader.read()
  }
}

extension Aggregate.Figure: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name)
    if case .quantile(let share) = self { try writer.write(share) }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let name: String = try reader.read()
    if name == "quantile" {
      self = .quantile(try reader.read())
    } else if let figure = Self.plain.first(where: { $0.name == name }) {
      self = figure
    } else {
      throw .damaged("no figure of a group is called \(name)")
    }
  }
}
