import Foundation

/// What users of other languages write, seen where the parser could not read a line.
enum ForeignSyntax {
  /// What is wrong in plain words, and what to write instead.
  struct Explanation {
    let message: String
    let hint: String?
    /// The word of the line that it is about, where the parser points elsewhere: its first byte and its length.
    var word: (column: Int, length: Int)?
  }

  /// Explains a mistake of the parser.
  ///
  /// - Parameters:
  ///   - words: the parser's own.
  ///   - line: the line that it stopped in.
  ///   - column: where in the line, in bytes from zero.
  ///   - offer: what the parser would change, in its own words.
  static func explained(_ words: String, inLine line: Substring, at column: Int, offer: String?) -> Explanation {
    let spot = Spot(line, column)
    if let known = symbol(at: spot, words) ?? word(at: spot, words) ?? value(at: spot, words) { return known }
    return Explanation(message: plain(words), hint: lineHint(for: words, spot) ?? offer.map(plainOffer))
  }

  /// A place in a line, with what stands around it.
  private struct Spot {
    let line: Substring
    /// The line without what it is indented by.
    let code: Substring
    let before: Substring
    let behind: Substring

    init(_ line: Substring, _ column: Int) {
      self.line = line
      code = line.drop { $0 == " " || $0 == "\t" }
      let index = line.utf8.index(line.startIndex, offsetBy: column, limitedBy: line.endIndex) ?? line.endIndex
      before = line[..<index].trimmingEnd
      behind = line[index...].drop { $0 == " " || $0 == "\t" }
    }

    /// The first word of the line.
    var first: Substring { code.prefix(while: \.isLetter) }
    /// The word that ends before the place.
    var last: Substring { before.lastWord }
    var lastColumn: Int { line.utf8.distance(from: line.startIndex, to: last.startIndex) }
    /// The word that starts at the place.
    var next: Substring { behind.prefix { $0.isLetter || $0.isNumber || $0 == "_" } }
    var nextColumn: Int { line.utf8.distance(from: line.startIndex, to: next.startIndex) }

    /// What a pattern finds in the line, its groups in order.
    func match(_ pattern: String) -> [Substring]? {
      let text = String(code)
      guard let expression = try? NSRegularExpression(pattern: pattern),
        let found = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
      else { return nil }
      return (1..<found.numberOfRanges).map { group in
        Range(found.range(at: group), in: text).map { text[$0] } ?? ""
      }
    }
  }

  // MARK: Signs

  private static func symbol(at spot: Spot, _ words: String) -> Explanation? {
    if spot.code.hasPrefix("#|") {
      let option = spot.code.dropFirst(2).drop { $0 == " " }
      return Explanation(message: "an option starts with //|", hint: "write //| \(option)")
    }
    if words.hasSuffix("in closure"), spot.behind.hasPrefix(",") {
      return Explanation(message: "the parts of a block stand in lines of their own", hint: "leave the comma out")
    }
    if words.hasSuffix("in closure"), spot.behind.hasPrefix(":"),
      let entries = spot.match(#"\{\s*((?:"[^"]*"|\w+)\s*:[^{}]*?)\s*\}"#)?[0]
    {
      return Explanation(message: "a dictionary stands in square brackets", hint: "write [\(entries)]")
    }
    if words.hasSuffix("in string literal") || words.contains("floating point literal"),
      let parts = spot.match(#"\\\(([^()":]+):\s*[,>+]*\d*\.(\d+)f\)"#)
    {
      return Explanation(
        message: "a value in a text has no format", hint: "write \\(number(\(parts[0]), decimals: \(parts[1])))")
    }
    if words.hasSuffix("in subscript"), let ends = spot.match(#"\[\s*(-?\w*)\s*:\s*(-?\w*)\s*\]"#) {
      return Explanation(message: "a part of an array is named by a range", hint: part(from: ends[0], to: ends[1]))
    }
    if let parts = spot.match(#"^(?:int|float|double|string|str|bool|Int|Double|String|Bool) (\w+)\s*=\s*(.+)$"#) {
      return Explanation(
        message: "a declaration starts with let or var", hint: "write let \(parts[0]) = \(parts[1])")
    }
    guard words.hasPrefix("unexpected code ':"),
      let parts = spot.match(#"^(\w+)\s*(?::\s*([\w\[\]:?. ]+?))?\s*:?=\s*(.+)$"#)
    else { return nil }
    let type = parts[1].isEmpty ? "" : ": \(parts[1])"
    return Explanation(
      message: "a declaration starts with let or var", hint: "write let \(parts[0])\(type) = \(parts[2])")
  }

  /// `values[1:3]`, whose ends may be left out and may count from the end.
  private static func part(from start: Substring, to end: Substring) -> String {
    switch (start.isEmpty, end.isEmpty) {
    case (true, false) where !end.hasPrefix("-"): "write .prefix(\(end))"
    case (true, false): "write .dropLast(\(end.dropFirst()))"
    case (false, true) where !start.hasPrefix("-"): "write .dropFirst(\(start))"
    case (false, true): "write .suffix(\(start.dropFirst()))"
    default: "write [\(start.isEmpty ? "0" : start)..<\(end.isEmpty ? "…" : end)]"
    }
  }

  // MARK: Words

  private static func word(at spot: Spot, _ words: String) -> Explanation? {
    if let parts = spot.match(#"([\w.]+) is not (?:None|null)\b"#) {
      return Explanation(message: "\"is not\" is not part of the notebook language", hint: "write \(parts[0]) != nil")
    }
    if spot.first != "for", spot.next == "in" || spot.next == "not" || spot.last == "not",
      let parts = spot.match(#"(\w+|"[^"]*")\s+(not\s+)?in\s+([\w.]+)"#)
    {
      return Explanation(
        message: "\"in\" goes with for alone",
        hint: "write \(parts[1].isEmpty ? "" : "!")\(parts[2]).contains(\(parts[0]))")
    }
    for (word, column) in [(spot.next, spot.nextColumn), (spot.last, spot.lastColumn)] {
      let isLoop = spot.first == "while" || spot.first == "for"
      let hint: String
      switch word {
      case "and": hint = "write &&"
      case "or": hint = "write ||"
      case "not": hint = "write ! before the condition"
      case "elif", "elsif", "elseif": hint = "write else if"
      case "then" where spot.first == "if" || spot.code.hasPrefix("}"): hint = "write { … } around what follows"
      case "do" where isLoop: hint = "write { … } around what follows"
      default: continue
      }
      return Explanation(
        message: "\"\(word)\" is not part of the notebook language", hint: hint, word: (column, word.utf8.count))
    }
    return nil
  }

  // MARK: Values

  private static func value(at spot: Spot, _ words: String) -> Explanation? {
    if spot.behind.hasPrefix("\""), spot.before.endIndex == spot.behind.startIndex,
      ["f", "r", "b", "u"].contains(spot.last.lowercased())
    {
      let text = spot.match(#"\b[fF]("[^"]*")"#)?[0].replacing("{", with: "\\(").replacing("}", with: ")")
      return Explanation(
        message: "no letter stands before a text", hint: text.map { "write \($0)" } ?? "leave the \(spot.last) out",
        word: (spot.lastColumn, spot.last.utf8.count))
    }
    if words.hasSuffix("to end array"), spot.next == "for",
      let parts = spot.match(#"\[\s*(.+?)\s+for\s+(\w+)\s+in\s+([\w.]+)(?:\s+if\s+(.+?))?\s*\]"#)
    {
      let filter = parts[3].isEmpty ? "" : ".filter { \(parts[1]) in \(parts[3]) }"
      let map = parts[0] == parts[1] ? "" : ".map { \(parts[1]) in \(parts[0]) }"
      return Explanation(
        message: "a list is made of another with filter and map", hint: "write \(parts[2])\(filter)\(map)")
    }
    if spot.next == "if", let parts = spot.match(#"(?:=|return|\()\s*(.+?)\s+if\s+(.+?)\s+else\s+(.+?)\)?$"#) {
      return Explanation(
        message: "a choice starts with its condition", hint: "write \(parts[1]) ? \(parts[0]) : \(parts[2])")
    }
    return nil
  }

  // MARK: Lines

  /// What to write instead of a line that starts as another language's would; nil where it does not.
  private static func lineHint(for words: String, _ spot: Spot) -> String? {
    if words.hasPrefix("Single-quoted") { return "write \"text\"" }
    let code = spot.code
    switch spot.first {
    case "def", "function", "fn", "fun": return "write func name(parameter: Type) -> Type { … }"
    case "import" where code.contains(" as "), "from": return "leave it out: every word is there already"
    case "const", "val": return "write let"
    case "print" where code.hasPrefix("print "): return "write the value in a line of its own, or note(\"…\")"
    case "library", "require": return "leave it out: every word is there already"
    case "for" where code.contains(";"): return "write for i in 0..<count { … }"
    case "for", "while", "if":
      if code.last == ":" { return "write { behind it, and } behind the last line of the body" }
      return words.hasPrefix("expected '{'") ? "write { … } around what follows" : nil
    default: break
    }
    if code.hasPrefix("%") || code.hasPrefix("!") { return "leave it out: a block holds Swift alone" }
    if code.hasPrefix("# ") { return "a comment starts with //" }
    if code.contains("lambda ") { return "write a closure: { x in … }" }
    if code.contains("<- ") { return "write let name = …" }
    return nil
  }

  /// The parser's words where they speak of the parser.
  private static func plain(_ words: String) -> String {
    switch words {
    case "parsing has exceeded the maximum nesting level": "brackets are nested too deep here"
    case "Single-quoted string literal found, use '\"'": "a text stands in double quotes"
    default: words
    }
  }

  private static func plainOffer(_ words: String) -> String {
    words == "insert newline" ? "write a line break here, or what is missing between the two" : words
  }
}

extension Substring {
  fileprivate var trimmingEnd: Substring {
    lastIndex { $0 != " " && $0 != "\t" }.map { self[...$0] } ?? self[..<startIndex]
  }

  /// The letters, digits and underscores that it ends with.
  fileprivate var lastWord: Substring {
    let start = lastIndex { !($0.isLetter || $0.isNumber || $0 == "_") }.map(index(after:)) ?? startIndex
    return self[start...]
  }
}
