import Engine

/// All that a block shows, as it stands in a page.
extension StepResult: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(anchor, word, stage, label, line, results, code, echo)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      anchor: try reader.read(), word: try reader.read(), stage: try reader.read(), label: try reader.read(),
      line: try reader.read(), results: try reader.read(), code: try reader.read(), echo: try reader.read())
  }
}

extension StepResult.Echo: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .shown: writer.write(tag: 0)
    case .folded: writer.write(tag: 1)
    case .hidden: writer.write(tag: 2)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .shown
    case 1: self = .folded
    case 2: self = .hidden
    default: throw .damaged("code is shown in no known way")
    }
  }
}

extension Stage: Storable {}
extension CodeSpan.Kind: Storable {}

extension CodeSpan: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(text, kind) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(try reader.read(), try reader.read())
  }
}
