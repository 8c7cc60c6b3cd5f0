/// Words set into lines of so many characters.
enum TextLayout {
  /// A paragraph, broken between words; a word that is wider than a line stands alone.
  static func wrapped(_ text: String, width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count + indent <= width {
        line += " \(word)"
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// Paragraphs, each between blank lines.
  static func paragraphs(_ text: String, width: Int) -> String {
    text.split(separator: "\n\n").map { wrapped(String($0), width: width).joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  /// Terms in a column of their own, as far as they fit, with what they mean beside or below them.
  static func definitions(_ terms: [(term: String, meaning: String)], width: Int) -> [String] {
    let widest = 34
    let column = min(widest, terms.map(\.term.count).max() ?? 0) + 4
    return terms.flatMap { term, meaning -> [String] in
      var lines = wrapped(meaning, width: width, indent: column)
      guard term.count <= widest, let first = lines.first else { return ["  \(term)"] + lines }
      let gap = String(repeating: " ", count: column - 2 - term.count)
      lines[0] = "  \(term)\(gap)\(first.dropFirst(column))"
      return lines
    }
  }

  static func indented(_ code: String) -> String {
    code.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
      .joined(separator: "\n")
  }

  /// One line, cut between words with an ellipsis where it is too wide.
  static func cut(_ text: String, width: Int) -> String {
    guard text.count > width, width > 1 else { return text }
    let kept = text.prefix(width - 1)
    let end = kept.lastIndex(of: " ") ?? kept.endIndex
    return kept[..<end] + "…"
  }
}
