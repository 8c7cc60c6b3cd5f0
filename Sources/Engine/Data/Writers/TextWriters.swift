extension Table {
  private static let rowsAtATime = 1 << 14

  /// Writes the table as CSV (RFC 4180) in UTF-8 with a header line; a missing value is an empty field.
  ///
  /// - Parameter displayPath: what error messages call the file.
  /// - Throws: `DataError.cannotWrite`; what was there before is then still there.
  public func write(csv path: String, displayPath: String? = nil) throws(DataError) {
    let columns = try all()
    let file = try WholeFile(path: path, displayPath: displayPath ?? path)
    try file.append(Array((columnNames.map(Self.field).joined(separator: ",") + "\n").utf8))
    for start in stride(from: 0, to: rowCount, by: Self.rowsAtATime) {
      try file.append(Self.lines(of: columns, rows: start..<min(start + Self.rowsAtATime, rowCount)))
    }
    try file.finish()
  }

  /// The rows as lines of CSV, with or without the header line.
  func csvBytes(withHeader: Bool) throws(DataError) -> [UInt8] {
    let header = withHeader ? Array((columnNames.map(Self.field).joined(separator: ",") + "\n").utf8) : []
    return header + Self.lines(of: try all(), rows: 0..<rowCount)
  }

  private static func lines(of columns: [Column], rows: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in rows {
      for (place, column) in columns.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        if let text = column.text(at: row) { bytes += field(text).utf8 }
      }
      bytes.append(10)
    }
    return bytes
  }

  private func all() throws(DataError) -> [Column] {
    var columns: [Column] = []
    for name in columnNames { columns.append(try column(name)) }
    return columns
  }

  private static func field(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 != 34 && $0 != 44 && $0 != 10 && $0 != 13 }
    // A blank line would be passed over where the table is read again.
    return isPlain && !text.isEmpty ? text : "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// Writes the table as JSON Lines: one object a row, in UTF-8; a missing value is null.
  ///
  /// - Throws: `DataError.cannotWrite`; what was there before is then still there.
  public func write(jsonLines path: String, displayPath: String? = nil) throws(DataError) {
    let columns = try all()
    let keys = columnNames.map(Self.key)
    let file = try WholeFile(path: path, displayPath: displayPath ?? path)
    // A table without rows is a file without lines.
    try file.append([])
    for start in stride(from: 0, to: rowCount, by: Self.rowsAtATime) {
      try file.append(Self.jsonLines(of: columns, keys, rows: start..<min(start + Self.rowsAtATime, rowCount)))
    }
    try file.finish()
  }

  private static func jsonLines(of columns: [Column], _ keys: [[UInt8]], rows: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in rows {
      for (place, column) in columns.enumerated() {
        bytes.append(place == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
        bytes.append(contentsOf: keys[place])
        let value = json(column, at: row)
        bytes.append(contentsOf: value.utf8)
      }
      bytes.append(UInt8(ascii: "}"))
      bytes.append(10)
    }
    return bytes
  }

  private static func key(_ name: String) -> [UInt8] { Array(json(name).utf8) + [UInt8(ascii: ":")] }

  @inline(never)
  private static func json(_ column: Column, at row: Int) -> String {
    guard let text = column.text(at: row) else { return "null" }
    switch column.type {
    case .int, .bool: return text
    // JSON has no word for infinity; a number beyond every Double is read as one.
    case .double: return text == "inf" ? "1e999" : text == "-inf" ? "-1e999" : text
    case .string, .date: return json(text)
    }
  }

  private static func json(_ text: String) -> String { JSONString.quoted(text) }
}

/// Texts as JSON writes them (RFC 8259).
enum JSONString {
  /// With its quotes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
