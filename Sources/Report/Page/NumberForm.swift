/// How numbers and dates are written in a language. Results write them as English does, `1,344.5` and `2013-07-28`; a page
/// in another language has them in its own form.
///
/// Marks and orders are those of Unicode's locale data (CLDR), for the languages that it names here; any other is
/// written as English.
public struct NumberForm: Sendable, Equatable {
  let decimal: String
  let group: String
  let order: DateOrder

  enum DateOrder: Sendable, Equatable {
    /// `2013-07-28`
    case iso
    /// Day, month and year between the same mark, each with two digits.
    case dayFirst(String)
    /// `2013/07/28`
    case yearFirst(String)
  }

  private static let thin = "\u{202F}"

  /// Nil where numbers and dates are those of English.
  ///
  /// - Parameter language: a BCP 47 tag.
  public init?(language: String) {
    let parts = language.lowercased().split(separator: "-").map(String.init)
    guard let first = parts.first else { return nil }
    let region = parts.dropFirst().first { $0.utf8.count == 2 }
    switch (first, region) {
    case ("de", "ch"), ("de", "li"): self.init(decimal: ".", group: "’", order: .dayFirst("."))
    case ("de", "at"): self.init(decimal: ",", group: "\u{A0}", order: .dayFirst("."))
    case ("es", "mx"), ("es", "us"): self.init(decimal: ".", group: ",", order: .dayFirst("/"))
    case ("en", .some(let region)) where region != "us":
      self.init(decimal: ".", group: ",", order: region == "ca" || region == "za" ? .iso : .dayFirst("/"))
    case ("pt", "pt"), ("fr", _): self.init(decimal: ",", group: Self.thin, order: .dayFirst("/"))
    case ("es", _), ("it", _), ("pt", _), ("id", _), ("el", _), ("vi", _), ("ca", _):
      self.init(decimal: ",", group: ".", order: .dayFirst("/"))
    case ("de", _), ("tr", _), ("ro", _), ("hr", _), ("sr", _), ("sl", _), ("da", _):
      self.init(decimal: ",", group: ".", order: .dayFirst("."))
    case ("nl", _): self.init(decimal: ",", group: ".", order: .dayFirst("-"))
    case ("nb", _), ("nn", _), ("no", _), ("fi", _), ("pl", _), ("cs", _), ("sk", _), ("ru", _), ("uk", _), ("bg", _),
      ("et", _), ("lv", _):
      self.init(decimal: ",", group: Self.thin, order: .dayFirst("."))
    case ("sv", _), ("lt", _), ("hu", _): self.init(decimal: ",", group: Self.thin, order: .iso)
    case ("ja", _), ("zh", _): self.init(decimal: ".", group: ",", order: .yearFirst("/"))
    default: return nil
    }
  }

  private init(decimal: String, group: String, order: DateOrder) {
    self.decimal = decimal
    self.group = group
    self.order = order
  }

  // MARK: Texts

  /// A text with its numbers and dates in this form. What only looks like a number is left alone: versions such as
  /// `1.2.3`, names such as `v1.5`, files such as `2.csv`.
  public func localised(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x2E || $0 == 0x2C || $0 == 0x2D }) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 8)
    var place = 0
    while place < bytes.count {
      guard Self.isDigit(bytes[place]), place == 0 || !Self.isPartOfName(bytes[place - 1]) else {
        result.append(bytes[place])
        place += 1
        continue
      }
      if let end = Self.dateEnd(bytes, place) {
        result += date(bytes[place..<end]).utf8
        place = end
        continue
      }
      var end = place
      while end < bytes.count, Self.isDigit(bytes[end]) || Self.isInner(bytes, end) { end += 1 }
      let token = bytes[place..<end]
      let isFollowed =
        end < bytes.count
        && (bytes[end] == 0x5F || bytes[end] == 0x2E && end + 1 < bytes.count && Self.isLetter(bytes[end + 1]))
      if !isFollowed, Self.isNumber(token) {
        for byte in token { result += byte == 0x2E ? Array(decimal.utf8) : byte == 0x2C ? Array(group.utf8) : [byte] }
      } else {
        result += token
      }
      place = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `28.07.2013` of `2013-07-28`.
  private func date(_ iso: ArraySlice<UInt8>) -> String {
    let parts = String(decoding: iso, as: UTF8.self).split(separator: "-")
    switch order {
    case .iso: return parts.joined(separator: "-")
    case .dayFirst(let mark): return parts.reversed().joined(separator: mark)
    case .yearFirst(let mark): return parts.joined(separator: mark)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 }

  /// Whether a digit behind the byte belongs to a word, a version or a path.
  private static func isPartOfName(_ byte: UInt8) -> Bool {
    // A minus sign and other marks of two bytes or more end with a byte over 0x80 and belong to no name.
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x5F, 0x2E, 0x2C, 0x2F, 0x23, 0x26].contains(byte)
  }

  /// Whether a point or comma stands between two digits.
  private static func isInner(_ bytes: [UInt8], _ place: Int) -> Bool {
    (bytes[place] == 0x2E || bytes[place] == 0x2C) && place + 1 < bytes.count && isDigit(bytes[place + 1])
  }

  private static func dateEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    let end = start + 10
    guard end <= bytes.count, bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D else { return nil }
    guard (start..<end).allSatisfy({ $0 == start + 4 || $0 == start + 7 || isDigit(bytes[$0]) }) else { return nil }
    guard end == bytes.count || !(isDigit(bytes[end]) || isLetter(bytes[end]) || bytes[end] == 0x2D) else { return nil }
    return end
  }

  /// Whether it is digits, with commas between groups of three, and at most one point behind them.
  private static func isNumber(_ token: ArraySlice<UInt8>) -> Bool {
    let parts = token.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.dropFirst().allSatisfy({ !$0.contains(0x2C) }) else { return false }
    let groups = parts[0].split(separator: 0x2C, omittingEmptySubsequences: false)
    guard groups.count > 1 else { return true }
    return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}
