import Engine

// What a block told its session, so that a run that leaves the block out can tell it again.

extension Session.Input: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(path, rows, sha256, columns)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      path: try reader.read(), rows: try reader.read(), sha256: try reader.read(), columns: try reader.read())
  }
}

extension Session.UsedParameter: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, value, help, isOverridden)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      name: try reader.read(), value: try reader.read(), help: try reader.read(), isOverridden: try reader.read())
  }
}

extension Session.GoalRecord: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(block, content) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(block: try reader.read(), content: try reader.read())
  }
}

extension Session.GoalRecord.Content: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .written(let goals):
      writer.write(tag: 0)
      try writer.write(goals)
    case .measured(let measurements):
      writer.write(tag: 1)
      try writer.write(measurements)
    case .alerted(let alerts):
      writer.write(tag: 2)
      try writer.write(alerts)
    case .judged(let evidence):
      writer.write(tag: 3)
      try writer.write(evidence)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .written(try reader.read())
    case 1: self = .measured(try reader.read())
    case 2: self = .alerted(try reader.read())
    case 3: self = .judged(try reader.read())
    default: throw .damaged("a block says nothing known of goals")
    }
  }
}
