import Foundation

/// The rules by which a CSV text is cut into records and fields (RFC 4180).
///
/// Every text ends with a line break, which the scans rely on.
struct CSVFormat: Sendable {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  let separator: UInt8
  /// Nil where a quote is a character like any other.
  let quote: UInt8?

  typealias Place = UnsafePointer<UInt8>

  /// What is wrong with a record, and where.
  struct Fault: Error, @unchecked Sendable {
    let place: Place
    let reason: String
    /// Whether the fault is one field's, rather than the whole record's.
    var isInField = true
  }

  /// A field's bytes without its quotes, and where the next one starts.
  struct Field {
    var start: Place
    var end: Place
    /// The separator or line break behind the field.
    var stop: Place
    var endsRecord: Bool
    /// Whether doubled quotes in it stand for single ones.
    var hasDoubledQuotes = false

    func text(quote: UInt8?) -> String {
      let bytes = UnsafeBufferPointer(start: start, count: end - start)
      guard hasDoubledQuotes, let quote else { return String(decoding: bytes, as: UTF8.self) }
      return String(decoding: CSVFormat.withoutDoubling(bytes, quote), as: UTF8.self)
    }
  }

  /// A quoted field's bytes, each doubled quote made one.
  static func withoutDoubling(_ bytes: UnsafeBufferPointer<UInt8>, _ quote: UInt8) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 8)
    var isSecond = false
    for byte in bytes {
      isSecond = byte == quote && !isSecond
      if byte != quote || isSecond { result.append(byte) }
    }
    return result
  }

  // MARK: Fields

  @inline(__always)
  func field(at start: Place, end: Place) throws(Fault) -> Field {
    if start.pointee == quote { return try quotedField(at: start, end: end) }
    var at = start
    while at.pointee != separator, at.pointee != Self.newline { at += 1 }
    if at.pointee == separator { return Field(start: start, end: at, stop: at, endsRecord: false) }
    let last = at > start && at[-1] == Self.carriageReturn ? at - 1 : at
    return Field(start: start, end: last, stop: at, endsRecord: true)
  }

  private func quotedField(at opening: Place, end: Place) throws(Fault) -> Field {
    guard let closing = closingQuote(of: opening, end: end), let quote else {
      throw Fault(place: opening, reason: "a quote is opened here and never closed")
    }
    var field = Field(start: opening + 1, end: closing, stop: closing + 1, endsRecord: true)
    field.hasDoubledQuotes = memchr(opening + 1, Int32(quote), closing - opening - 1) != nil
    if field.stop.pointee == Self.carriageReturn, field.stop[1] == Self.newline { field.stop += 1 }
    if field.stop.pointee == separator {
      field.endsRecord = false
    } else if field.stop.pointee != Self.newline {
      throw Fault(place: opening, reason: "text stands behind a closing quote; write a quote inside quotes twice")
    }
    return field
  }

  /// The quote that closes a field; a doubled quote closes nothing. Nil where the text ends before.
  private func closingQuote(of opening: Place, end: Place) -> Place? {
    guard let quote else { return nil }
    var at = opening + 1
    while at < end, let found = memchr(at, Int32(quote), end - at) {
      at = Place(found.assumingMemoryBound(to: UInt8.self))
      guard at + 1 < end, at[1] == quote else { return at }
      at += 2
    }
    return nil
  }

  @inline(__always)
  func isBlankLine(_ at: Place) -> Bool {
    at.pointee == Self.newline || (at.pointee == Self.carriageReturn && at[1] == Self.newline)
  }

  // MARK: Records

  /// The offset behind the last whole record of a text that starts with one; nil where none is whole.
  func endOfLastRecord(_ text: Place, count: Int) -> Int? {
    let end = text + count
    var last: Place?
    /// Where quotes have ended, and line breaks end records again.
    var outside = text
    var at = text
    if let quote {
      while at < end, let found = memchr(at, Int32(quote), end - at) {
        let opening = Place(found.assumingMemoryBound(to: UInt8.self))
        // A quote means something at a field's start, and inside the field that it opens.
        guard opening == outside || opening[-1] == separator || opening[-1] == Self.newline else {
          at = opening + 1
          continue
        }
        last = Self.lastLineBreak(from: outside, to: opening) ?? last
        // At the very end, the quote that seems to close may be the first of two.
        guard let closing = closingQuote(of: opening, end: end), closing + 1 < end else {
          return last.map { $0 + 1 - text }
        }
        outside = closing + 1
        at = outside
      }
    }
    return (Self.lastLineBreak(from: outside, to: end) ?? last).map { $0 + 1 - text }
  }

  private static func lastLineBreak(from start: Place, to end: Place) -> Place? {
    var at = end
    while at > start {
      at -= 1
      if at.pointee == newline { return at }
    }
    return nil
  }

  // MARK: Places

  /// The number of the field in which a byte of a text stands, counted from zero in its record.
  func column(of offset: Int, in text: CSVText, from start: Int) -> Int {
    var column = 0
    var isQuoted = false
    var isFieldStart = true
    for at in start..<max(start, offset) {
      let byte = text.bytes[at]
      // A quote means something at a field's start, and inside the field that it opens.
      if byte == quote, isQuoted || isFieldStart { isQuoted.toggle() }
      isFieldStart = !isQuoted && (byte == separator || byte == Self.newline)
      if isFieldStart { column = byte == separator ? column + 1 : 0 }
    }
    return column
  }
}
