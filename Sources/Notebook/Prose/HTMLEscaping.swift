extension String {
  /// The text for an HTML page or an attribute's value, escaped as libcmark escapes it: `&`, `<`, `>` and `"`.
  var htmlEscaped: String {
    guard utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 }) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + utf8.count / 8)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The address for an `href` or `src`, escaped as libcmark escapes it.
  ///
  /// What may stand in an address stays, what has a percent sign before it too; the rest is written as `%XX`.
  var addressEscaped: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "'"): bytes += "&#x27;".utf8
      case _ where byte.isLetter || byte.isDigit || "-_.+!*(),%#@?=;:/$~".utf8.contains(byte): bytes.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether libcmark's safe mode leaves the address out: one that runs code or reads local files.
  ///
  /// Pictures within the page (`data:image/png`, `gif`, `jpeg`, `webp`) are safe.
  var isUnsafeAddress: Bool {
    let start = String(decoding: utf8.prefix(16), as: UTF8.self).asciiLowercased
    if ["png", "gif", "jpeg", "webp"].contains(where: { start.hasPrefix("data:image/\($0)") }) { return false }
    return ["javascript:", "vbscript:", "file:", "data:"].contains { start.hasPrefix($0) }
  }

  /// Whether the address names another machine.
  var isRemoteAddress: Bool {
    let start = String(decoding: utf8.prefix(8), as: UTF8.self).asciiLowercased
    return ["http://", "https://", "//"].contains { start.hasPrefix($0) }
  }

  private var asciiLowercased: String {
    String(decoding: utf8.map { $0.isLetter ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
