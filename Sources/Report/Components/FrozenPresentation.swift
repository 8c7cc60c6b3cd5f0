import Charts
import Engine

/// A presentation is stored as it looks: charts as finished drawings, the record as its numbers. What is read back makes
/// the same page and the same JSON, byte for byte, without the result that it came from.
extension Presentation: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(kind, headline, components, brief, stageNote, holdsRows, Self.frozen(record))
  }

  private static func frozen(_ record: any Encodable) throws(StorageError) -> FrozenRecord {
    do {
      return try FrozenRecord(record)
    } catch {
      throw error as? StorageError ?? .notStorable("a record that cannot be encoded")
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      kind: try reader.read(), headline: try reader.read(), components: try reader.read(), brief: try reader.read(),
      stageNote: try reader.read(), holdsRows: try reader.read(), record: try reader.read(FrozenRecord.self))
  }
}

extension FrozenChart: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(title, summary, pieces, data)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(title: reader.read(), summary: reader.read(), pieces: reader.read(), data: reader.read())
  }
}

extension ChartData: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(columns, rows, rowCount) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(columns: reader.read(), rows: reader.read(), rowCount: reader.read())
  }
}

extension Component: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .heading(let text):
      writer.write(tag: 0)
      try writer.write(text)
    case .paragraph(let text):
      writer.write(tag: 1)
      try writer.write(text)
    case .list(let items):
      writer.write(tag: 2)
      try writer.write(items)
    case .keyFigures(let figures):
      writer.write(tag: 3)
      try writer.write(figures)
    case .table(let table):
      writer.write(tag: 4)
      try writer.write(table)
    case .figure(let figure):
      writer.write(tag: 5)
      try writer.write(figure)
    case .callout(let callout):
      writer.write(tag: 6)
      try writer.write(callout)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .heading(try reader.read())
    case 1: self = .paragraph(try reader.read())
    case 2: self = .list(try reader.read())
    case 3: self = .keyFigures(try reader.read())
    case 4: self = .table(try reader.read())
    case 5: self = .figure(try reader.read())
    case 6: self = .callout(try reader.read())
    default: throw .damaged("a component is of no known kind")
    }
  }
}

extension KeyFigure: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(label, value, note) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(label: try reader.read(), value: try reader.read(), note: try reader.read())
  }
}

extension TableComponent: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(columns, rows, caption) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(columns: try reader.read(), rows: try reader.read(), caption: try reader.read())
  }
}

extension TableComponent.Column: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(title, alignment == .trailing, hasBars)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      try reader.read(), try reader.read(Bool.self) ? .trailing : .leading, hasBars: try reader.read())
  }
}

extension TableComponent.Cell: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .text(let text):
      writer.write(tag: 0)
      try writer.write(text)
    case .name(let text):
      writer.write(tag: 1)
      try writer.write(text)
    case .number(let text):
      writer.write(tag: 2)
      try writer.write(text)
    case .state(let state):
      writer.write(tag: 3)
      try writer.write(state)
    case .chart(let chart):
      writer.write(tag: 4)
      try writer.write(FrozenChart(chart))
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .text(try reader.read())
    case 1: self = .name(try reader.read())
    case 2: self = .number(try reader.read())
    case 3: self = .state(try reader.read())
    case 4: self = .chart(try reader.read(FrozenChart.self))
    default: throw .damaged("a cell is of no known kind")
    }
  }
}

extension GoalState: Storable {}

extension Figure: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(FrozenChart(chart), caption, isNarrow)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      chart: try reader.read(FrozenChart.self), caption: try reader.read(), isNarrow: try reader.read())
  }
}

extension Callout.Kind: Storable {}

extension Callout: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(kind, text) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(kind: try reader.read(), text: try reader.read())
  }
}

extension Brief: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(lead, text, isDecision) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(lead: reader.read(), text: reader.read(), isDecision: reader.read())
  }
}

extension StageNote: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(text, isAlarming) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(try reader.read(), isAlarming: try reader.read())
  }
}
