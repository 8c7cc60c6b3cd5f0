extension Instant: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(microseconds) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(microseconds: try reader.read())
  }
}

extension ColumnType: Storable {}
extension TextEncoding: Storable {}

extension Column: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch values {
    case .double(let values):
      writer.write(tag: 0)
      try writer.write(values)
    case .int(let values):
      writer.write(tag: 1)
      try writer.write(values)
    case .bool(let values):
      writer.write(tag: 2)
      try writer.write(values)
    case .string(let strings):
      writer.write(tag: 3)
      try writer.write(strings.dictionary, strings.codes)
    case .date(let values):
      writer.write(tag: 4)
      try writer.write(values)
    }
    try writer.write(validity.words)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let values: Values
    let count: Int
    switch try reader.readTag() {
    case 0:
      let numbers: [Double] = try reader.read()
      (values, count) = (.double(numbers), numbers.count)
    case 1:
      let numbers: [Int64] = try reader.read()
      (values, count) = (.int(numbers), numbers.count)
    case 2:
      let truths: [Bool] = try reader.read()
      (values, count) = (.bool(truths), truths.count)
    case 3:
      let strings = CodedStrings(dictionary: try reader.read(), codes: try reader.read())
      (values, count) = (.string(strings), strings.codes.count)
      let largest = Int32(clamping: strings.dictionary.count - 1)
      // A column without any value has no dictionary, and codes that nobody reads.
      guard strings.codes.allSatisfy({ $0 >= 0 && $0 <= max(largest, 0) }) else {
        throw .damaged("a code is not in its column's dictionary")
      }
    case 4:
      let moments: [Int64] = try reader.read()
      (values, count) = (.date(moments), moments.count)
    default: throw .damaged("a column is of no known type")
    }
    guard let validity = Validity(count: count, words: try reader.read()) else {
      throw .damaged("a column and its missing values have different lengths")
    }
    if case .string(let strings) = values, strings.dictionary.isEmpty, validity.missingCount < count {
      throw .damaged("a code is not in its column's dictionary")
    }
    self.init(values, validity: validity)
  }
}

/// A view is stored as its row index and the columns under it, both as often as they are shared: once.
extension Table: Storable {
  /// Raised when a table is written in another way, with which the reference of every deployed model is lost.
  public static var storedForm: UInt8 { 1 }

  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(label, columnNames, rowCount)
    var indices: [RowIndex] = []
    var places: [ObjectIdentifier: Int] = [:]
    let chosen = columnNames.compactMap { sources[$0] }
    for rows in chosen.compactMap(\.rows) where places[ObjectIdentifier(rows)] == nil {
      places[ObjectIdentifier(rows)] = indices.count
      indices.append(rows)
    }
    try writer.write(indices.map(\.rows))
    for source in chosen { try writer.write(source.rows.map { places[ObjectIdentifier($0)] ?? 0 }, source.base) }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let label: String = try reader.read()
    let names: [String] = try reader.read()
    let rowCount: Int = try reader.read()
    let rows: [[Int32]] = try reader.read()
    guard (0...Int(Int32.max)).contains(rowCount) else { throw .damaged("a table has no such number of rows") }
    guard rows.allSatisfy({ $0.count == rowCount }) else { throw .damaged("a row index has another length") }
    let bounds = rows.map { rows in
      rows.reduce((low: Int32.max, high: Int32(-1))) { (min($0.low, $1), max($0.high, $1)) }
    }
    let indices = rows.map(RowIndex.init)
    var sources: [String: ColumnSource] = [:]
    for name in names {
      let place: Int? = try reader.read()
      let base: Column = try reader.read()
      if let place {
        guard indices.indices.contains(place), bounds[place].low >= 0, Int(bounds[place].high) < base.count else {
          throw .damaged("a row index leads outside its column")
        }
      } else {
        guard base.count == rowCount else { throw .damaged("a column has another length than its table") }
      }
      let source = ColumnSource(base, rows: place.map { indices[$0] })
      guard sources.updateValue(source, forKey: name) == nil else { throw .damaged("two columns share a name") }
    }
    self.init(label: label, names: names, rowCount: rowCount, sources: sources)
  }
}
