extension MonitoredData: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(monitored, table, reference, season, dates, windows)
    try writer.write(predictions?.values, known, referencePredictions?.values, referenceKnown)
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    let monitored: Monitored = try reader.read()
    let table: Table = try reader.read()
    let reference: MonitorReference = try reader.read()
    let season: Season? = try reader.read()
    let dates: String? = try reader.read()
    let windows: Windows = try reader.read()
    let values: [Double]? = try reader.read()
    let known: KnownOutcomes? = try reader.read()
    let before: [Double]? = try reader.read()
    self.init(
      monitored: monitored, table: table, reference: reference, season: season, dates: dates, windows: windows,
      predictions: values.map { Predictions(kind: monitored.kind, values: $0) }, known: known,
      referencePredictions: before.map { Predictions(kind: monitored.kind, values: $0) },
      referenceKnown: try reader.read())
    let width = monitored.kind.outputs
    let rows = Int32(table.rowCount)
    guard predictions.map({ $0.values.count == table.rowCount * width }) ?? true,
      referencePredictions.map({ $0.values.count == (reference.table?.rowCount ?? -1) * width }) ?? true,
      windows.windows.allSatisfy({ $0.rows.allSatisfy { (0..<rows).contains($0) } }),
      known.map({ $0.rows.allSatisfy { (0..<rows).contains($0) } }) ?? true
    else { throw .damaged("a monitor has other rows than its table") }
  }
}

extension Monitored: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch source {
    case .model(let model):
      writer.write(tag: 0)
      try writer.write(model)
    case .column(let name):
      writer.write(tag: 1)
      try writer.write(name)
    }
    try writer.write(target, kind, featureNames)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: source = .model(try reader.read())
    case 1: source = .column(try reader.read())
    default: throw .damaged("what is monitored is of no known kind")
    }
    target = try reader.read()
    kind = try reader.read()
    featureNames = try reader.read()
  }
}

extension MonitorReference: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .table(let table):
      writer.write(tag: 0)
      try writer.write(table)
    case .trailing(let count):
      writer.write(tag: 1)
      try writer.write(count)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .table(try reader.read())
    case 1: self = .trailing(try reader.read())
    default: throw .damaged("a reference is of no known kind")
    }
  }
}

extension Windows: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(period, windows, notices)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(period: reader.read(), windows: reader.read(), notices: reader.read())
  }
}

extension Window: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(label, start, end, rows, isPartial)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      label: reader.read(), start: reader.read(), end: reader.read(), rows: reader.read(), isPartial: reader.read())
  }
}

extension KnownOutcomes: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(rows, outcomes) }

  init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(rows: reader.read(), outcomes: reader.read())
    guard rows.count == outcomes.count else { throw .damaged("outcomes are of other rows") }
  }
}
