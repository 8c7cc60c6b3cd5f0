import Diagnostics

/// What looks like a value in a sentence and is none: `\(x)`, `{{ x }}` or `{x}`, which prose shows as they are
/// written. Whether it is meant as one, only the names of the notebook can tell.
public struct SeemingValue: Sendable {
  /// What may be an expression.
  public let code: String
  /// The names that it speaks of.
  public let names: [String]
  public let place: Place
}

/// A part of a text that is marked as a value would be in some language.
public struct MarkedText {
  /// With its marks.
  public let whole: Substring
  /// What stands between the marks, without blanks at its ends.
  public let code: String

  /// The names that the code speaks of.
  public var names: [String] { code.matches(of: /[\p{L}_][\p{L}\p{N}_]*/).map { String($0.0) } }

  /// Longer than any expression in a sentence.
  private static let longest = 100

  /// The marked parts of a text, in order.
  public static func parts(of text: Substring) -> [MarkedText] {
    var parts: [MarkedText] = []
    var position = text.startIndex
    var before: Character?
    while position < text.endIndex {
      if let part = part(at: position, in: text, behind: before) {
        parts.append(part)
        position = part.whole.endIndex
        before = "}"
      } else {
        before = text[position]
        position = text.index(after: position)
      }
    }
    return parts
  }

  private static func part(at start: Substring.Index, in text: Substring, behind before: Character?) -> MarkedText? {
    guard text[start] == "{" || text[start] == "\\" else { return nil }
    let rest = text[start...].prefix(longest)
    if rest.hasPrefix("\\(") {
      // A backslash before a bracket is also how Markdown keeps `[text](address)` from being a link.
      guard before != "\\", before != "]" else { return nil }
      return part(of: rest, opening: 2, closing: ")")
    }
    if rest.hasPrefix("{{") { return part(of: rest, opening: 2, closing: "}}") }
    // Behind a letter or another brace it belongs to a formula: `\frac{a}{b}`, `x_{i}`.
    if let before, before.isLetter || "}^_".contains(before) { return nil }
    return rest.hasPrefix("{") ? part(of: rest, opening: 1, closing: "}") : nil
  }

  private static func part(of rest: Substring, opening: Int, closing: String) -> MarkedText? {
    var depth = 0
    var position = rest.index(rest.startIndex, offsetBy: opening)
    let start = position
    while position < rest.endIndex {
      if depth == 0, rest[position...].hasPrefix(closing) {
        let code = rest[start..<position].drop(while: \.isWhitespace)
        let end = rest.index(position, offsetBy: closing.count)
        guard let last = code.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return MarkedText(whole: rest[rest.startIndex..<end], code: String(code[...last]))
      }
      switch rest[position] {
      case "(": depth += 1
      case ")": depth -= 1
      case "{", "}", "\\": return nil
      default: break
      }
      position = rest.index(after: position)
    }
    return nil
  }
}

/// Finds in a paragraph's or heading's source what looks like a value and is plain text.
struct SeemingValueFinder {
  let source: SourceText
  /// A longer paragraph is no prose that somebody wrote.
  private static let longestInBytes = 100_000

  private(set) var values: [SeemingValue] = []
  private(set) var issues: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  /// Notes what a code span seems to be.
  mutating func note(_ code: String, at place: Place) {
    values.append(SeemingValue(code: code, names: MarkedText(whole: code[...], code: code).names, place: place))
  }

  /// - Parameter lines: those of the paragraph or heading in the file.
  mutating func read(lines: ClosedRange<Int>) {
    let written = lines.map { source.line($0) }.joined(separator: "\n")
    guard written.utf8.count <= Self.longestInBytes, written.contains(where: { $0 == "{" || $0 == "\\" }) else {
      return
    }
    for (index, line) in Self.withoutCode(written).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      read(line, number: lines.lowerBound + index)
    }
  }

  private mutating func read(_ line: Substring, number: Int) {
    for part in MarkedText.parts(of: line) {
      let place = Place(
        line: number, column: line.distance(from: line.startIndex, to: part.whole.startIndex) + 1,
        length: part.whole.count)
      guard part.code.lowercased() == "swift" else {
        values.append(SeemingValue(code: part.code, names: part.names, place: place))
        continue
      }
      // The mark alone names itself, in prose about notebooks.
      guard line[part.whole.endIndex...].starts(with: /[ \t]*[\p{L}_\d("\[]/) else { continue }
      issues.append(
        Diagnostic(
          "shown as it is written: no backticks stand around it", severity: .warning, in: source, at: place,
          hint: "write `{swift} expression`, backticks included"))
    }
  }

  /// The text with blanks in place of its code spans, so that what is left stands where it stood.
  static func withoutCode(_ text: String) -> String {
    let characters = Array(text)
    var result = characters
    var position = 0
    while let start = characters[position...].firstIndex(of: "`") {
      let behind = characters[start...].firstIndex { $0 != "`" } ?? characters.endIndex
      let isEscaped = characters[..<start].reversed().prefix { $0 == "\\" }.count % 2 == 1
      let length = behind - start - (isEscaped ? 1 : 0)
      position = behind
      guard length > 0, let end = closing(length, from: behind, in: characters) else { continue }
      for index in start..<end where characters[index] != "\n" { result[index] = " " }
      position = end
    }
    return String(result)
  }

  /// The position behind the next run of so many backticks.
  private static func closing(_ length: Int, from start: Int, in characters: [Character]) -> Int? {
    var position = start
    while let run = characters[position...].firstIndex(of: "`") {
      let end = characters[run...].firstIndex { $0 != "`" } ?? characters.endIndex
      if end - run == length { return end }
      position = end
    }
    return nil
  }
}
