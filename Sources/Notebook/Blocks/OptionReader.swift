import Diagnostics
import Yams

/// Reads the `//| key: value` lines of one block.
struct OptionReader {
  let source: SourceText
  let placement: CodePlacement
  private(set) var options = BlockOptions()
  private(set) var issues: [Diagnostic] = []

  init(source: SourceText, placement: CodePlacement) {
    self.source = source
    self.placement = placement
  }

  mutating func read(_ code: String) {
    var isAtTop = true
    for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let text = Piece(line, utf8Column: 1).trimmed
      if text.text.utf8.starts(with: "//|".utf8) {
        let option = text.dropping(utf8: 3).trimmed
        if isAtTop { read(option, line: index + 1) } else { warnIfMisplaced(option, line: index + 1) }
      } else if !text.text.isEmpty {
        isAtTop = false
      }
    }
  }

  private mutating func read(_ option: Piece, line: Int) {
    guard !option.text.isEmpty else { return }
    guard let colon = option.text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return report("an option without a value", at: option, line: line, hint: "write it as //| key: value")
    }
    let name = Piece(option.text[..<colon], utf8Column: option.utf8Column).trimmed
    let length = option.text.utf8.distance(from: option.text.startIndex, to: colon)
    let value = option.dropping(utf8: length + 1).trimmed
    let keys = BlockOptions.Key.allCases.map(\.rawValue)
    guard let key = BlockOptions.Key(rawValue: String(name.text)) else {
      let nearest = nearestName(to: String(name.text), among: keys).map { "did you mean \"\($0)\"?" }
      let hint = nearest ?? "the options are " + keys.joined(separator: ", ")
      return report("unknown option \"\(name.text)\"", at: name, line: line, hint: hint)
    }
    guard options.places[key] == nil else {
      return report("\"\(key)\" is written twice", at: name, line: line, hint: "keep one of them")
    }
    options.places[key] = place(of: name, line: line)
    guard !value.text.isEmpty else { return report("\(key) has no value", at: name, line: line) }
    guard let plain = value.unquoted else {
      return report("this quote is never closed", at: value, line: line)
    }
    if let problem = options.set(key, to: plain) { report(problem.message, at: value, line: line, hint: problem.hint) }
  }

  /// An option below code would be a comment that looks like more.
  private mutating func warnIfMisplaced(_ option: Piece, line: Int) {
    let name = option.text.prefix { $0 != ":" }
    guard name.endIndex < option.text.endIndex, BlockOptions.Key(rawValue: String(name)) != nil else { return }
    report(
      "this option stands below code and has no effect", severity: .warning, at: option, line: line,
      hint: "move it to the block's first line")
  }

  private func place(of piece: Piece, line: Int) -> Place {
    placement.place(ofLine: line, utf8Column: piece.utf8Column, utf8Length: piece.text.utf8.count)
  }

  private mutating func report(
    _ message: String, severity: Diagnostic.Severity = .error, at piece: Piece, line: Int, hint: String? = nil
  ) {
    let place = place(of: piece, line: line)
    issues.append(Diagnostic(message, severity: severity, in: source, at: place, hint: hint))
  }
}

/// A part of a line that knows its column, from one.
private struct Piece {
  let text: Substring
  let utf8Column: Int

  init(_ text: Substring, utf8Column: Int) {
    self.text = text
    self.utf8Column = utf8Column
  }

  var trimmed: Piece {
    let blanks = text.utf8.prefix(while: \.isBlank).count
    let end = text.utf8.lastIndex { !$0.isBlank }.map { text.utf8.index(after: $0) } ?? text.endIndex
    let start = text.utf8.index(text.startIndex, offsetBy: blanks)
    return Piece(start < end ? text[start..<end] : text[start...], utf8Column: utf8Column + blanks)
  }

  func dropping(utf8 count: Int) -> Piece {
    Piece(text[text.utf8.index(text.startIndex, offsetBy: count)...], utf8Column: utf8Column + count)
  }

  /// The text without YAML's quotes, or nil where they are not closed.
  var unquoted: String? {
    guard text.first == "\"" || text.first == "'" else { return String(text) }
    let node = try? Yams.compose(yaml: String(text), .basic)
    return node?.scalar?.string
  }
}
