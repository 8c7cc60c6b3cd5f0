extension Schema: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(table, rowCount, columns, otherColumns)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(table: reader.read(), rowCount: reader.read(), columns: reader.read(), otherColumns: reader.read())
  }
}

extension ColumnSchema: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, type, missingShare, mostMissing, categories, range, reference, driftBound)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      name: reader.read(), type: reader.read(), missingShare: reader.read(),
      mostMissing: reader.read(), categories: reader.read(), range: reader.read(), reference: reader.read(),
      driftBound: reader.read())
  }
}

extension ColumnSchema.NumberRange: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(low, high) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(low: reader.read(), high: reader.read())
  }
}

extension ColumnSchema.Reference: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .numbers(let edges, let counts):
      writer.write(tag: 0)
      try writer.write(edges, counts)
    case .categories(let names, let counts, let others):
      writer.write(tag: 1)
      try writer.write(names, counts, others)
    }
  }

  /// What does not fit together would lead a comparison outside of it, and counts that no table has would overflow.
  public init(from reader: inout StorageReader) throws(StorageError) {
    func checked(_ counts: [Int], _ bins: Int) throws(StorageError) -> [Int] {
      guard counts.count == bins, counts.allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
        throw .damaged("a schema's counts do not fit its bins")
      }
      return counts
    }
    switch try reader.readTag() {
    case 0:
      let edges: [Double] = try reader.read()
      self = .numbers(edges: edges, counts: try checked(try reader.read(), edges.count + 1))
    case 1:
      let names: [String] = try reader.read()
      let counts = try checked(try reader.read(), names.count)
      self = .categories(names: names, counts: counts, others: try checked([try reader.read()], 1)[0])
    default: throw .damaged("a schema's distribution is of no known kind")
    }
  }
}

extension SchemaCheck: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(table, rowCount, reference, referenceRowCount, columnCount, anomalies)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      table: reader.read(), rowCount: reader.read(), reference: reader.read(), referenceRowCount: reader.read(),
      columnCount: reader.read(), anomalies: reader.read())
  }
}

extension Anomaly.Kind: Storable {}

extension Anomaly: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(kind, column, severity, text, rows, distance, samples)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      kind: reader.read(), column: reader.read(), severity: reader.read(), text: reader.read(), rows: reader.read(),
      distance: reader.read(), samples: reader.read())
  }
}
