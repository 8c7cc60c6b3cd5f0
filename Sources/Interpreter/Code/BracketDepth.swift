/// How deep brackets lie in each other, told from the bytes alone: the parser must not be given what it never ends with.
///
/// Brackets inside texts and comments do not count, those of `\\(…)` inside a text do.
struct BracketDepth {
  private static let deepestSquare = 10
  private static let deepestSquareInDoubt = 16
  private static let deepest = 200
  /// How deep texts may lie in the values of others.
  private static let deepestText = 20

  /// What the scan stands in: code, or a text that may hold code again.
  private struct Text {
    let pounds: Int
    let isMultiline: Bool
    /// How many round brackets were open where its interpolation began; nil outside of one.
    var interpolation: Int?
  }

  private let bytes: [UInt8]
  private var here = 0
  private var open: [UInt8] = []
  private var squares = 0
  private var texts: [Text] = []

  private init(_ code: String) { bytes = Array(code.utf8) }

  /// Where a bracket first lies too deep; nil where none does.
  static func offsetOfDeepBracket(in code: String) -> Int? {
    var scan = BracketDepth(code)
    return scan.run() ?? scan.offsetOfDeepBracketInDoubt
  }

  /// A quote in a regular expression looks like the start of a text, so that beside a slash every bracket counts.
  private var offsetOfDeepBracketInDoubt: Int? {
    guard bytes.contains(UInt8(ascii: "/")) else { return nil }
    var depth = 0
    for (offset, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth = max(0, depth - 1) }
      if depth > Self.deepestSquareInDoubt { return offset }
    }
    return nil
  }

  private mutating func run() -> Int? {
    while here < bytes.count {
      if texts.count > Self.deepestText { return here }
      if let text = texts.last, text.interpolation == nil {
        skip(text)
      } else if let offset = readCode() {
        return offset
      }
    }
    return nil
  }

  private func starts(_ word: StaticString, at offset: Int) -> Bool {
    guard offset + word.utf8CodeUnitCount <= bytes.count else { return false }
    return word.withUTF8Buffer { $0.elementsEqual(bytes[offset..<offset + word.utf8CodeUnitCount]) }
  }

  private func pounds(at offset: Int) -> Int { bytes[offset...].prefix { $0 == UInt8(ascii: "#") }.count }

  private mutating func readCode() -> Int? {
    switch bytes[here] {
    case UInt8(ascii: "/") where starts("//", at: here):
      while here < bytes.count, bytes[here] != UInt8(ascii: "\n") { here += 1 }
    case UInt8(ascii: "/") where starts("/*", at: here): skipComment()
    case UInt8(ascii: "#"), UInt8(ascii: "\""):
      let count = pounds(at: here)
      guard here + count < bytes.count, bytes[here + count] == UInt8(ascii: "\"") else {
        here += max(count, 1)
        return nil
      }
      let isMultiline = starts("\"\"\"", at: here + count)
      texts.append(Text(pounds: count, isMultiline: isMultiline))
      here += count + (isMultiline ? 3 : 1)
    case let byte where byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{"):
      open.append(byte)
      if byte == UInt8(ascii: "[") { squares += 1 }
      if open.count + texts.count > Self.deepest || squares > Self.deepestSquare { return here }
      here += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close()
    default: here += 1
    }
    return nil
  }

  private mutating func close() {
    if open.popLast() == UInt8(ascii: "[") { squares -= 1 }
    if let depth = texts.last?.interpolation, open.count <= depth { texts[texts.count - 1].interpolation = nil }
    here += 1
  }

  private mutating func skipComment() {
    var depth = 0
    while here < bytes.count {
      if starts("/*", at: here) {
        depth += 1
        here += 2
      } else if starts("*/", at: here) {
        depth -= 1
        here += 2
        if depth == 0 { return }
      } else {
        here += 1
      }
    }
  }

  /// One step inside a text: an escape, its end, or a character.
  private mutating func skip(_ text: Text) {
    let byte = bytes[here]
    if byte == UInt8(ascii: "\\"), here + 1 < bytes.count, pounds(at: here + 1) >= text.pounds {
      let next = here + 1 + text.pounds
      if next < bytes.count, bytes[next] == UInt8(ascii: "(") {
        texts[texts.count - 1].interpolation = open.count
        open.append(bytes[next])
      }
      here = min(next + 1, bytes.count)
    } else if byte == UInt8(ascii: "\""), text.isMultiline ? starts("\"\"\"", at: here) : true {
      let behind = here + (text.isMultiline ? 3 : 1)
      if text.pounds == 0 || (behind < bytes.count && pounds(at: behind) >= text.pounds) {
        texts.removeLast()
        here = behind + text.pounds
      } else {
        here += 1
      }
    } else {
      // A text that is never closed ends with its line.
      if byte == UInt8(ascii: "\n"), !text.isMultiline { texts.removeLast() }
      here += 1
    }
  }
}
