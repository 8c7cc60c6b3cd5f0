import Diagnostics

/// A code span `` `{swift} expression` `` in prose: its value stands in the sentence.
public struct InlineExpression: Sendable {
  /// The expression without the mark, on one line.
  public let code: String
  /// The position among the notebook's expressions, from zero.
  public let index: Int
  /// The expression from its first character to the end of the line.
  public let place: Place
  /// Where the code's columns are in the file; a span may go on in a next line.
  public let codePlace: CodePlacement

  /// The place in the file of a run of `code`, as a Swift parser tells it: line and column in bytes, both from one.
  public func place(ofLine line: Int, utf8Column: Int, utf8Length: Int = 1) -> Place {
    codePlace.place(ofLine: line, utf8Column: utf8Column, utf8Length: utf8Length)
  }
}

/// What a code span is to the notebook.
enum SpanReading {
  /// Code to show, as any other.
  case plain
  /// The mark with nothing behind it.
  case empty
  /// The mark with an expression that touches it.
  case unseparated
  /// A mark in capitals or with blanks in it, with something behind it.
  case misspelt
  /// An expression and the offset in the span at which it starts.
  case expression(code: String, utf8Offset: Int)

  private static let mark = "{swift}"

  /// The code in a span that marks it in another way than a value is marked, as `{swift x}`, `{r} x` and `swift x`; nil
  /// where it does not look like one. Whether one is meant, only the names of the notebook can tell.
  static func seeming(_ literal: String) -> String? {
    let marks = [
      /\s*\{\s*(?:swift|r|python|julia|js)\s+(.+?)\s*\}\s*/, /\s*\{\s*(?:r|python|julia|js)\s*\}\s*(.+)/,
      /(?:swift|r|python)\s+(.+)/,
    ]
    return marks.lazy.compactMap { literal.wholeMatch(of: $0.ignoresCase()) }.first.map { String($0.1) }
  }

  init(_ literal: String) {
    let bytes = literal.utf8
    guard bytes.starts(with: Self.mark.utf8) else {
      self = literal.starts(with: /\s*\{\s*(?i:swift)\s*\}\s*\S/) ? .misspelt : .plain
      return
    }
    let rest = bytes.dropFirst(Self.mark.utf8.count)
    let blanks = rest.prefix(while: \.isBlank).count
    // The mark alone names itself, in prose about notebooks.
    if rest.isEmpty {
      self = .plain
    } else if blanks == 0 {
      self = .unseparated
    } else if let last = rest.lastIndex(where: { !$0.isBlank }) {
      let start = rest.index(rest.startIndex, offsetBy: blanks)
      self = .expression(code: String(literal[start...last]), utf8Offset: Self.mark.utf8.count + blanks)
    } else {
      self = .empty
    }
  }
}
