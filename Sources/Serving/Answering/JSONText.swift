import NIOCore

/// JSON as it is written into answers, without a value in between.
enum JSONText {
  static func write(_ text: String, to buffer: inout ByteBuffer) {
    buffer.writeInteger(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (place, byte) in utf8.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        buffer.writeBytes(utf8[start..<place])
        start = place + 1
        switch byte {
        case UInt8(ascii: "\""): buffer.writeStaticString("\\\"")
        case UInt8(ascii: "\\"): buffer.writeStaticString("\\\\")
        case 0x0A: buffer.writeStaticString("\\n")
        case 0x0D: buffer.writeStaticString("\\r")
        case 0x09: buffer.writeStaticString("\\t")
        default:
          buffer.writeStaticString("\\u00")
          buffer.writeInteger(hexadecimal(byte >> 4))
          buffer.writeInteger(hexadecimal(byte & 15))
        }
      }
      buffer.writeBytes(utf8[start...])
    }
    buffer.writeInteger(UInt8(ascii: "\""))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 87 + digit }

  /// A number with as many digits as give it back; JSON has none that is not finite.
  static func write(_ number: Double, to buffer: inout ByteBuffer) {
    guard number.isFinite else {
      buffer.writeStaticString("null")
      return
    }
    buffer.writeString(number.description)
  }
}

/// A value of JSON whose objects keep their order.
indirect enum JSONValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  case text(String)
  case number(Double)
  case truth(Bool)
  /// `null`.
  case missing
  case array([JSONValue])
  case object([(String, JSONValue)])

  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .number(Double(number)) }
  init(booleanLiteral truth: Bool) { self = .truth(truth) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }

  func write(to buffer: inout ByteBuffer) {
    switch self {
    case .text(let text): JSONText.write(text, to: &buffer)
    case .number(let number):
      if let whole = Int(exactly: number) {
        buffer.writeString(String(whole))
      } else {
        JSONText.write(number, to: &buffer)
      }
    case .truth(let truth): buffer.writeString(truth ? "true" : "false")
    case .missing: buffer.writeStaticString("null")
    case .array(let elements):
      buffer.writeInteger(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        if place > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
        element.write(to: &buffer)
      }
      buffer.writeInteger(UInt8(ascii: "]"))
    case .object(let members):
      buffer.writeInteger(UInt8(ascii: "{"))
      for (place, (name, value)) in members.enumerated() {
        if place > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
        JSONText.write(name, to: &buffer)
        buffer.writeInteger(UInt8(ascii: ":"))
        value.write(to: &buffer)
      }
      buffer.writeInteger(UInt8(ascii: "}"))
    }
  }

  var buffer: ByteBuffer {
    var buffer = ByteBuffer()
    write(to: &buffer)
    return buffer
  }
}
