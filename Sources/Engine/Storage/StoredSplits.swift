extension Split.Rule: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .time(let column, let at):
      writer.write(tag: 0)
      try writer.write(column, at)
    case .random(let seed):
      writer.write(tag: 1)
      try writer.write(seed)
    case .stratified(let column, let seed):
      writer.write(tag: 2)
      try writer.write(column, seed)
    case .grouped(let column, let seed):
      writer.write(tag: 3)
      try writer.write(column, seed)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .time(column: try reader.read(), at: try reader.read())
    case 1: self = .random(seed: try reader.read())
    case 2: self = .stratified(by: try reader.read(), seed: try reader.read())
    case 3: self = .grouped(by: try reader.read(), seed: try reader.read())
    default: throw .damaged("a split is of no known kind")
    }
  }
}

extension Split: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(train, test, rule)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(train: reader.read(), test: reader.read(), rule: reader.read())
  }
}

extension LeakCheck.Finding.Kind: Storable {}

extension LeakCheck.Finding: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(kind, subject, rows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(kind: reader.read(), subject: reader.read(), rows: reader.read())
  }
}

extension LeakCheck: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(findings, testRows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(findings: reader.read(), testRows: reader.read())
  }
}

extension CrossValidation: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(learner, target, kind, folds, testRows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      learner: reader.read(), target: reader.read(), kind: reader.read(), folds: reader.read(), testRows: reader.read())
  }
}
