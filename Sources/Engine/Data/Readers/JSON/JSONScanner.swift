import Foundation

/// Reads JSON (RFC 8259) from bytes, value by value.
///
/// Besides, the words NaN and Infinity are read, which several languages write.
struct JSONScanner {
  private(set) var at: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>

  init(at start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
    at = start
    self.end = end
  }

  /// A string's characters: where they stand, or made anew where some were escaped.
  enum Text {
    case plain(UnsafeBufferPointer<UInt8>)
    case unescaped([UInt8])

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      switch self {
      case .plain(let bytes): body(bytes)
      case .unescaped(let bytes): bytes.withUnsafeBufferPointer(body)
      }
    }
  }

  enum Value {
    case missing
    case int(Int64)
    case double(Double)
    case bool(Bool)
    /// A string, or an array as it is written.
    case text(Text)
  }

  var isAtEnd: Bool { at >= end }
  var byte: UInt8 { at.pointee }

  func fault(_ reason: String) -> CSVFormat.Fault { CSVFormat.Fault(place: min(at, end), reason: reason) }

  mutating func advance() { at += 1 }
  mutating func move(to place: UnsafePointer<UInt8>) { at = place }

  mutating func skipBlanks(andLines: Bool) {
    while at < end {
      switch at.pointee {
      case 0x20, 0x09, 0x0D: at += 1
      case 0x0A where andLines: at += 1
      default: return
      }
    }
  }

  /// Whether the character stands here, which is then behind.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard at < end, at.pointee == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  // MARK: Values

  mutating func value() throws(CSVFormat.Fault) -> Value {
    guard at < end else { throw fault("a value is missing") }
    switch at.pointee {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "["): return .text(.plain(try array()))
    case UInt8(ascii: "t"):
      try word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .missing
    case UInt8(ascii: "N"):
      try word("NaN")
      return .missing
    case UInt8(ascii: "I"):
      try word("Infinity")
      return .double(.infinity)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString) throws(CSVFormat.Fault) {
    let count = word.utf8CodeUnitCount
    guard end - at >= count, memcmp(at, word.utf8Start, count) == 0 else {
      throw fault("no JSON value starts like this")
    }
    at += count
  }

  private mutating func number() throws(CSVFormat.Fault) -> Value {
    let start = at
    if at.pointee == UInt8(ascii: "-") { at += 1 }
    if at < end, at.pointee == UInt8(ascii: "I") {
      try word("Infinity")
      return .double(-.infinity)
    }
    guard at < end, at.pointee &- 48 <= 9 else {
      at = start
      throw fault("no JSON value starts like this")
    }
    var isWhole = true
    while at < end {
      switch at.pointee {
      case 48...57: break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        guard !isWhole else { throw fault("a sign stands inside a number") }
      default:
        return try number(from: start, isWhole: isWhole)
      }
      at += 1
    }
    return try number(from: start, isWhole: isWhole)
  }

  private func number(from start: UnsafePointer<UInt8>, isWhole: Bool) throws(CSVFormat.Fault) -> Value {
    if isWhole, let value = NumberParsing.int(start, at) { return .int(value) }
    if let value = NumberParsing.decimal(start, at) { return .double(value) }
    // A whole number of more digits than 64 bits hold is an identifier, whose digits all count.
    guard isWhole else { throw fault("this is no JSON number") }
    return .text(.plain(UnsafeBufferPointer(start: start, count: at - start)))
  }

  /// An array's bytes, brackets included.
  private mutating func array() throws(CSVFormat.Fault) -> UnsafeBufferPointer<UInt8> {
    let start = at
    var depth = 0
    while at < end, at.pointee != CSVFormat.newline {
      switch at.pointee {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        at += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        at += 1
        if depth == 0 { return UnsafeBufferPointer(start: start, count: at - start) }
      case UInt8(ascii: "\""): _ = try string()
      default: at += 1
      }
    }
    at = start
    throw fault("an array is opened here and not closed on its line")
  }

  // MARK: Strings

  mutating func string() throws(CSVFormat.Fault) -> Text {
    let opening = at
    guard take("\"") else { throw fault("a string in quotes is expected here") }
    let start = at
    while at < end {
      switch at.pointee {
      case UInt8(ascii: "\""):
        let text = UnsafeBufferPointer(start: start, count: at - start)
        at += 1
        return .plain(text)
      case UInt8(ascii: "\\"): return .unescaped(try escapedString(from: start, opening: opening))
      case CSVFormat.newline:
        at = opening
        throw fault("a string is opened here and not closed on its line")
      default: at += 1
      }
    }
    at = opening
    throw fault("a string is opened here and never closed")
  }

  private mutating func escapedString(
    from start: UnsafePointer<UInt8>, opening: UnsafePointer<UInt8>
  ) throws(CSVFormat.Fault) -> [UInt8] {
    var bytes = Array(UnsafeBufferPointer(start: start, count: at - start))
    while at < end, at.pointee != CSVFormat.newline {
      let byte = at.pointee
      at += 1
      if byte == UInt8(ascii: "\"") { return bytes }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      let escape = at < end ? at.pointee : 0
      at += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(escape)
      case UInt8(ascii: "b"): bytes.append(8)
      case UInt8(ascii: "f"): bytes.append(12)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "u"): bytes += Array(String(try escapedScalar()).utf8)
      default:
        at -= 1
        throw fault("no character is escaped like this")
      }
    }
    at = opening
    throw fault("a string is opened here and not closed on its line")
  }

  /// Behind `\u`: four hexadecimal digits, and as many again where they are half of a pair (RFC 8259, section 7).
  private mutating func escapedScalar() throws(CSVFormat.Fault) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    // Half of a pair that has no other half is no character.
    guard first < 0xDC00, end - at >= 6, at[0] == UInt8(ascii: "\\"), at[1] == UInt8(ascii: "u") else {
      return "\u{FFFD}"
    }
    let before = at
    at += 2
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second) else {
      at = before
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func fourDigits() throws(CSVFormat.Fault) -> UInt16 {
    guard end - at >= 4,
      let value = UInt16(String(decoding: UnsafeBufferPointer(start: at, count: 4), as: UTF8.self), radix: 16)
    else { throw fault("\\u needs four hexadecimal digits") }
    at += 4
    return value
  }
}
