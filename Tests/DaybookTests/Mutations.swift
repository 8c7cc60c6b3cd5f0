import Steps

/// Changes to code and notebooks that a slip of the hand, or malice, might make; the same for the same seed.
struct Mutations {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A few changes to one of the seeds.
  mutating func mutant(of seeds: [String]) -> String {
    var text = pick(seeds)
    for _ in 0...below(4) { text = changed(text, seeds) }
    return String(text.prefix(20_000))
  }

  private mutating func changed(_ text: String, _ seeds: [String]) -> String {
    var tokens = Self.tokens(of: text)
    guard !tokens.isEmpty else { return pick(Self.pieces) }
    let position = below(tokens.count)
    switch below(12) {
    case 0: tokens.remove(at: position)
    case 1: tokens.insert(tokens[position], at: below(tokens.count))
    case 2: tokens.swapAt(position, below(tokens.count))
    case 3, 4: tokens.insert(pick(Self.pieces), at: position)
    case 5, 6: tokens[position] = pick(Self.pieces)
    case 7: tokens.removeSubrange(position..<min(tokens.count, position + 1 + below(12)))
    case 8:
      let other = Self.tokens(of: pick(seeds))
      let start = below(other.count)
      tokens.insert(contentsOf: other[start..<min(other.count, start + 1 + below(20))], at: position)
    case 9:
      let run = tokens[position..<min(tokens.count, position + 1 + below(6))]
      for _ in 0..<(1 + below(40)) { tokens.insert(contentsOf: run, at: position) }
    case 10: tokens[position] = String(tokens[position].reversed())
    default:
      // A byte that is no longer UTF-8, as an editor would save it: replaced where the text is read.
      var bytes = Array(tokens[position].utf8)
      bytes[below(bytes.count)] = UInt8(truncatingIfNeeded: next())
      tokens[position] = String(decoding: bytes, as: UTF8.self)
    }
    return tokens.joined()
  }

  /// Words, numbers, blanks and signs, each by itself.
  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var kind = -1
    for character in text {
      let own = character.isLetter || character.isNumber || character == "_" ? 0 : character == " " ? 1 : 2
      if own == kind, own != 2 { tokens[tokens.count - 1].append(character) } else { tokens.append(String(character)) }
      kind = own
    }
    return tokens
  }

  /// What is put into code: the words of the language and of the library, numbers at the edge, and texts that a page
  /// must not take for its own.
  private static let pieces: [String] =
    [
      "let", "var", "if", "else", "for", "in", "while", "repeat", "func", "return", "guard", "switch", "case",
      "default",
      "break", "continue", "nil", "true", "class", "import", "struct", "try", "await", "is", "as", "where", "inout",
      "(", ")", "[", "]", "{", "}", ",", ":", ";", "\n", "\"", "\\(", ")\"", "\"\"\"", "->", "=", "==", "!=", "<", ">",
      "+", "-", "*", "/", "%", "&&", "||", "!", "?", "??", "?.", "...", "..<", ".", "$0", "$1", "_", "&", "@", "#", "`",
      "//", "/*", "*/", "//| label: x\n", "//| eval: false\n", "0", "-1", "9223372036854775807", "-9223372036854775808",
      "1e308", "0.0", "1_000_000", "0x7f", ".5", "[[[[", "((((", "{{{{", "<script>alert(1)</script>", "\"<b>&\"",
      "' onload='x", "\u{0}", "\u{7}", "\u{1B}[31m", "\u{202E}", "😀", "e\u{301}", "\t", "\r\n", "```", "```swift\n",
      "\n```\n", "`{swift} 1 + 1`", "@fig-x", "---\n", "[x](javascript:alert(1))", "![x](http://h/x.png)",
      "<img src=x>",
    ] + words

  private static let words: [String] = {
    let nowhere = URLs.nowhere
    let registry = Words.registry(for: Session(notebookFolder: nowhere, projectFolder: nowhere))
    return Array(Set(registry.functions.map(\.name))).sorted() + registry.types.keys.sorted()
  }()
}
