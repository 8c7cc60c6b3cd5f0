extension ProseBlock {
  /// The words alone: blocks on lines of their own, without marks, raw HTML and addresses.
  ///
  /// An expression stands as its code, for its value is not known here.
  public var plainText: String {
    switch kind {
    case .paragraph(let content), .heading(_, let content): content.plainText
    case .list(_, _, _, let items): items.map { $0.plainText }.joinedLines
    case .quote(let blocks): blocks.plainText
    case .codeBlock(_, let literal): literal.hasSuffix("\n") ? String(literal.dropLast()) : literal
    case .thematicBreak, .html: ""
    case .table(let table):
      ([table.header] + table.rows).map { row in row.map(\.plainText).joined(separator: " ") }.joinedLines
    case .alert(_, let blocks): blocks.plainText
    case .note(_, let content): content.plainText
    }
  }
}

extension ProseInline {
  /// The words alone.
  public var plainText: String {
    switch self {
    case .text(let text), .code(let text): text
    case .softBreak, .lineBreak: " "
    case .emphasis(let content), .strong(let content), .struck(let content), .link(_, _, let content),
      .image(_, _, let content):
      content.plainText
    case .noteMark: ""
    case .checkbox(let isDone): isDone ? "[x]" : "[ ]"
    case .html: ""
    case .expression(let expression): expression.code
    case .reference(let label, _): "@fig-\(label)"
    }
  }
}

extension [ProseInline] {
  /// The words alone.
  public var plainText: String { map(\.plainText).joined() }
}

extension [ProseBlock] {
  /// The words alone, each block on lines of its own.
  public var plainText: String { map(\.plainText).joinedLines }
}

extension [String] {
  fileprivate var joinedLines: String { filter { !$0.isEmpty }.joined(separator: "\n") }
}
