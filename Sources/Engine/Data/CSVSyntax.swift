import Foundation

/// The bytes of a CSV file and the rules by which they are cut into records and fields.
///
/// The bytes end with a line break, which every scan relies on.
struct CSVSyntax: @unchecked Sendable {
  static let quote = UInt8(ascii: "\"")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  let base: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  let separator: UInt8
  let path: String
  /// What the header calls the columns; empty while the header itself is read.
  var columnNames: [String] = []

  // MARK: The text as a whole

  /// - Throws: where the text holds a NUL byte or is not UTF-8, with the place.
  func checkText() throws(DataError) {
    let bytes = UnsafeBufferPointer(start: base, count: end - base)
    // The last byte is a line break in any case, and one carriage return may stand before it.
    if memchr(base, Int32(Self.newline), bytes.count - 1) == nil, bytes.dropLast(2).contains(Self.carriageReturn) {
      throw .cannotRead(
        path: path, reason: "its lines end with a carriage return alone; save it with the line ends of today (LF)")
    }
    if let nul = memchr(base, 0, bytes.count) {
      throw malformed(at: base + (UnsafeRawPointer(nul) - UnsafeRawPointer(base)), "a NUL byte; is this a text file?")
    }
    if let offset = Self.firstNonUTF8(bytes) {
      throw malformed(at: base + offset, "the text is not UTF-8; save the file as UTF-8")
    }
  }

  /// The offset of the first byte that is not part of a UTF-8 character.
  private static func firstNonUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var at = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while at < bytes.count {
      // Eight ASCII bytes at a time: nearly all of nearly every file.
      if at + 8 <= bytes.count, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        at += 8
        continue
      }
      let lead = bytes[at]
      let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
      guard length > 0, at + length <= bytes.count else { return at }
      if length > 1 {
        let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
        guard bytes[at + 1] >= low, bytes[at + 1] <= high else { return at }
        for next in 2..<max(length, 2) where bytes[at + next] & 0xC0 != 0x80 { return at }
      }
      at += length
    }
    return nil
  }

  /// The line of the file in which a byte stands, from one.
  func line(of pointer: UnsafePointer<UInt8>) -> Int {
    var count = 1
    var at = base
    while at < pointer {
      if at.pointee == Self.newline { count += 1 }
      at += 1
    }
    return count
  }

  /// An error about the field in which a byte stands.
  func malformed(at pointer: UnsafePointer<UInt8>, _ reason: String) -> DataError {
    var column = 0
    var isQuoted = false
    var isFieldStart = true
    var at = base
    while at < pointer {
      let byte = at.pointee
      // A quote means something at a field's start, and inside the field that it opens.
      if byte == Self.quote, isQuoted || isFieldStart { isQuoted.toggle() }
      isFieldStart = !isQuoted && (byte == separator || byte == Self.newline)
      if isFieldStart { column = byte == separator ? column + 1 : 0 }
      at += 1
    }
    return .malformed(path: path, line: line(of: pointer), column: name(ofColumn: column), reason: reason)
  }

  /// As the header calls it; a number where there is no header to ask.
  private func name(ofColumn column: Int) -> String {
    let names = columnNames.isEmpty ? roughHeader : columnNames
    return column < names.count && !names[column].isEmpty ? names[column] : "\(column + 1)"
  }

  /// The first line cut at its separators: good enough to name a column of a file that cannot be read.
  private var roughHeader: [String] {
    let line = UnsafeBufferPointer(start: base, count: end - base).prefix { $0 != Self.newline }
    return line.split(separator: separator, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: CharacterSet(charactersIn: "\"\r"))
    }
  }

  // MARK: Records

  /// The column names, and the offset of the first record.
  func header() throws(DataError) -> (names: [String], bodyStart: Int) {
    var names: [String] = []
    var at = base
    while true {
      let field = try self.field(at: at)
      names.append(field.text())
      at = field.next
      if field.endsRecord { break }
    }
    for (index, name) in names.enumerated() {
      guard !name.isEmpty else {
        throw .malformed(path: path, line: 1, column: "\(index + 1)", reason: "the header has no name for this column")
      }
      guard names.firstIndex(of: name) == index else {
        throw .malformed(path: path, line: 1, column: name, reason: "the header names this column twice")
      }
    }
    return (names, at - base)
  }

  /// Cuts the records into pieces of about a megabyte, each with the number of its first row.
  func pieces(from start: Int, columnCount: Int) throws(DataError) -> [CSVPiece] {
    let hasQuotes = memchr(base + start, Int32(Self.quote), end - base - start) != nil
    let wanted = 1 << 20
    var cuts = [start]
    if !hasQuotes {
      while let last = cuts.last, last < end - base {
        let target = base + min(last + wanted, end - base - 1)
        guard let lineBreak = memchr(target, Int32(Self.newline), end - target) else { break }
        cuts.append(UnsafeRawPointer(lineBreak) - UnsafeRawPointer(base) + 1)
      }
      let ranges = Array(zip(cuts, cuts.dropFirst()))
      let counts = mapInParallel(ranges.count) { index in
        lineCount(ranges[index].0, ranges[index].1, columnCount: columnCount)
      }
      var row = 0
      return zip(ranges, counts).map { range, count in
        defer { row += count }
        return CSVPiece(start: range.0, end: range.1, firstRow: row, rowCount: count)
      }
    }
    // A line break inside quotes ends no record: the records are followed from the start.
    var pieces: [CSVPiece] = []
    var at = base + start
    var pieceStart = start
    var firstRow = 0
    var rows = 0
    while at < end {
      if columnCount == 1 || !isBlankLine(at) { rows += 1 }
      at = try endOfRecord(at)
      if at - base - pieceStart >= wanted || at >= end {
        pieces.append(CSVPiece(start: pieceStart, end: at - base, firstRow: firstRow, rowCount: rows))
        pieceStart = at - base
        firstRow += rows
        rows = 0
      }
    }
    return pieces
  }

  /// Blank lines are no records, unless there is but one column, in which they are missing values.
  private func lineCount(_ start: Int, _ end: Int, columnCount: Int) -> Int {
    var count = 0
    var at = base + start
    let stop = base + end
    while at < stop {
      if columnCount == 1 || !isBlankLine(at) { count += 1 }
      guard let lineBreak = memchr(at, Int32(Self.newline), stop - at) else { break }
      at = UnsafePointer(lineBreak.assumingMemoryBound(to: UInt8.self)) + 1
    }
    return count
  }

  /// The byte behind the record that starts here, by the rules by which its fields are read.
  private func endOfRecord(_ start: UnsafePointer<UInt8>) throws(DataError) -> UnsafePointer<UInt8> {
    var at = start
    while true {
      if at.pointee == Self.quote { at = try closingQuote(of: at) + 1 }
      while at.pointee != separator, at.pointee != Self.newline { at += 1 }
      at += 1
      if at[-1] == Self.newline { return at }
    }
  }

  /// The quote that closes a field; a doubled quote closes nothing.
  private func closingQuote(of opening: UnsafePointer<UInt8>) throws(DataError) -> UnsafePointer<UInt8> {
    var at = opening + 1
    while at < end {
      if at.pointee == Self.quote {
        guard at + 1 < end, at[1] == Self.quote else { return at }
        at += 1
      }
      at += 1
    }
    throw malformed(at: opening, "a quote is opened here and never closed")
  }

  @inline(__always)
  func isBlankLine(_ at: UnsafePointer<UInt8>) -> Bool {
    at.pointee == Self.newline || (at.pointee == Self.carriageReturn && at[1] == Self.newline)
  }

  // MARK: Fields

  /// A field's bytes without its quotes, and where the next one starts.
  struct Field {
    var start: UnsafePointer<UInt8>
    var end: UnsafePointer<UInt8>
    var next: UnsafePointer<UInt8>
    var endsRecord: Bool
    var hasDoubledQuotes = false

    func text() -> String {
      let text = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
      return hasDoubledQuotes ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
    }
  }

  /// Reads one field.
  @inline(__always)
  func field(at start: UnsafePointer<UInt8>) throws(DataError) -> Field {
    if start.pointee == Self.quote { return try quotedField(at: start) }
    var at = start
    while at.pointee != separator, at.pointee != Self.newline { at += 1 }
    if at.pointee == separator { return Field(start: start, end: at, next: at + 1, endsRecord: false) }
    let end = at > start && at[-1] == Self.carriageReturn ? at - 1 : at
    return Field(start: start, end: end, next: at + 1, endsRecord: true)
  }

  private func quotedField(at opening: UnsafePointer<UInt8>) throws(DataError) -> Field {
    let at = try closingQuote(of: opening)
    let hasDoubledQuotes = memchr(opening + 1, Int32(Self.quote), at - opening - 1) != nil
    let after = at + 1
    var field = Field(
      start: opening + 1, end: at, next: after + 1, endsRecord: true, hasDoubledQuotes: hasDoubledQuotes)
    if after.pointee == separator {
      field.endsRecord = false
    } else if after.pointee == Self.carriageReturn, after[1] == Self.newline {
      field.next = after + 2
    } else if after.pointee != Self.newline {
      throw malformed(
        at: opening, "text stands behind a closing quote; write a quote inside quotes twice")
    }
    return field
  }
}
