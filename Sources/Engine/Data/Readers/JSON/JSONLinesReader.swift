import Foundation

/// Reads JSON Lines, one object a line (jsonlines.org), into a table.
///
/// The columns stand in the order of their first appearance. The fields of an object in an object become columns of
/// their own, `address.city`; an array stays as the text that it is. A field that a line leaves out is missing.
public struct JSONLinesReader: Sendable {
  public init() {}

  /// Reads a file, gzipped or not.
  ///
  /// - Parameter displayPath: what error messages call the file.
  /// - Returns: the table, and the SHA-256 of the file as it lies on disk, in hexadecimal.
  /// - Throws: `DataError` where the file cannot be read, or with the line of the first thing that is not in order.
  public func read(
    path: String, displayPath: String? = nil
  ) throws(DataError) -> (table: Table, fingerprint: String) {
    let file = try FileStream(path: path, displayPath: displayPath ?? path)
    // Lines are cut as those of a CSV file without quotes are.
    var cutter = CSVCutter(try file.contents(), format: CSVFormat(separator: 0, quote: nil), path: file.path)
    var rows = JSONRows()
    var line = 1
    while let text = try cutter.next() {
      do throws(CSVFormat.Fault) {
        try text.check()
        try rows.add(text)
      } catch {
        let offset = error.place - UnsafePointer(text.bytes)
        throw .malformed(
          path: file.path, line: line + text.lineBreaks(before: offset), column: nil, reason: error.reason)
      }
      line += text.lineBreaks(before: text.count)
    }
    guard rows.count > 0 else { throw .cannotRead(path: file.path, reason: "the file holds no object") }
    return (try rows.table(path: file.path), file.fingerprint)
  }
}

/// Rows that grow object by object.
private struct JSONRows {
  private(set) var count = 0
  private var names: [String] = []
  private var builders: [ColumnBuilder] = []
  private var places: [String: Int] = [:]
  /// Objects mostly repeat the keys of the one before, in the same order.
  private var likely = 0
  private var likelyKeys: [(bytes: [UInt8], prefix: String, place: Int)] = []

  private static let greatestDepth = 64

  mutating func add(_ text: CSVText) throws(CSVFormat.Fault) {
    var scanner = JSONScanner(at: UnsafePointer(text.bytes), end: UnsafePointer(text.bytes) + text.count)
    while true {
      scanner.skipBlanks(andLines: true)
      guard !scanner.isAtEnd else { return }
      guard scanner.byte == UInt8(ascii: "{") else {
        throw scanner.fault(
          scanner.byte == UInt8(ascii: "[")
            ? "an array, where each line holds one object; `jq -c '.[]'` writes such lines"
            : "each line must hold one JSON object")
      }
      likely = 0
      try addObject(&scanner, prefix: "", depth: 0)
      count += 1
      for place in builders.indices where builders[place].count < count { builders[place].appendMissing() }
      scanner.skipBlanks(andLines: false)
      guard scanner.isAtEnd || scanner.byte == CSVFormat.newline else {
        throw scanner.fault("something stands behind the object; each line must hold one")
      }
    }
  }

  private mutating func addObject(_ scanner: inout JSONScanner, prefix: String, depth: Int) throws(CSVFormat.Fault) {
    guard depth < Self.greatestDepth else { throw scanner.fault("objects lie more than \(Self.greatestDepth) deep") }
    scanner.advance()
    scanner.skipBlanks(andLines: false)
    if scanner.take("}") { return }
    while true {
      scanner.skipBlanks(andLines: false)
      let start = scanner.at
      let key = try scanner.string()
      scanner.skipBlanks(andLines: false)
      guard scanner.take(":") else { throw scanner.fault("a colon is missing behind a field's name") }
      scanner.skipBlanks(andLines: false)
      if !scanner.isAtEnd, scanner.byte == UInt8(ascii: "{") {
        let name = key.withBytes { String(decoding: $0, as: UTF8.self) }
        try addObject(&scanner, prefix: "\(prefix)\(name).", depth: depth + 1)
      } else {
        let place = place(of: key, prefix)
        guard builders[place].count == count else {
          throw CSVFormat.Fault(place: start, reason: "the field \"\(names[place])\" is there twice")
        }
        try addValue(&scanner, to: place)
      }
      scanner.skipBlanks(andLines: false)
      if scanner.take("}") { return }
      guard scanner.take(",") else { throw scanner.fault("a comma or } is missing behind a value") }
    }
  }

  private mutating func addValue(_ scanner: inout JSONScanner, to place: Int) throws(CSVFormat.Fault) {
    switch try scanner.value() {
    case .missing: builders[place].appendMissing()
    case .int(let value): builders[place].append(value)
    case .double(let value): builders[place].append(value)
    case .bool(let value): builders[place].append(value)
    case .text(let text): text.withBytes { builders[place].append($0) }
    }
  }

  /// The place of a field's column, a new one where it is new.
  private mutating func place(of key: JSONScanner.Text, _ prefix: String) -> Int {
    let isKnown =
      likely < likelyKeys.count && likelyKeys[likely].prefix == prefix
      && key.withBytes { likelyKeys[likely].bytes.elementsEqual($0) }
    let found: Int
    if isKnown {
      found = likelyKeys[likely].place
    } else {
      let bytes = key.withBytes { Array($0) }
      let name = prefix + String(decoding: bytes, as: UTF8.self)
      found = places[name] ?? names.count
      if found == names.count {
        names.append(name)
        places[name] = found
        var builder = ColumnBuilder()
        for _ in 0..<count { builder.appendMissing() }
        builders.append(builder)
      }
      likelyKeys = Array(likelyKeys.prefix(likely)) + [(bytes, prefix, found)]
    }
    likely += 1
    return found
  }

  func table(path: String) throws(DataError) -> Table {
    let columns = builders.map { $0.column() }
    let table = try Table(label: CSVHeader.label(ofFile: path), columns: zip(names, columns).map { ($0, $1) })
    return table.noticing(
      builders.indices.filter { builders[$0].mixedCount > 0 }.map {
        .mixed(names[$0], builders[$0], path: path, hint: "make the field of one kind where the file is written")
      })
  }
}

extension TableNotice {
  /// That a column's values are of several kinds.
  static func mixed(_ name: String, _ builder: ColumnBuilder, path: String, hint: String) -> TableNotice {
    let count = builder.mixedCount
    return TableNotice(
      "\(path), column \(name): holds text, and \(count) \(count == 1 ? "value" : "values") of another kind, kept as "
        + (count == 1 ? "it is written" : "they are written"), hint: hint, subject: path)
  }
}
