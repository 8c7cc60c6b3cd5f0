/// Writes prose as Markdown again, or as plain text for a terminal: the same structure without marks, each paragraph on one
/// line.
///
/// ```swift
/// var markdown = ProseMarkdown()
/// markdown.expression = { values[$0.index] }
/// let comment = markdown.text(of: blocks)
/// ```
public struct ProseMarkdown {
  /// Whether words stand without marks: emphasis is left out, and an address stands behind its words.
  public var isPlain = false
  /// The text in place of an expression; its code unless told.
  public var expression: (InlineExpression) -> String = { $0.code }
  /// The text in place of `@fig-label`; as it was written unless told.
  public var reference: (_ label: String) -> String = { FigureReference.mark + $0 }

  public init() {}

  /// The blocks, a blank line between them. Raw HTML is left out.
  public func text(of blocks: [ProseBlock]) -> String { lines(of: blocks).joined(separator: "\n") }

  // MARK: Blocks

  private func lines(of blocks: [ProseBlock], isTight: Bool = false) -> [String] {
    var lines: [String] = []
    var before: ProseBlock.Kind?
    var isSecondList = false
    for block in blocks {
      // Of two lists in a row the second takes another mark, so that they stay two.
      isSecondList = block.kind.isList && before?.isList == true && !isSecondList
      let written = self.lines(of: block, isSecondList: isSecondList)
      guard !written.isEmpty else { continue }
      if !lines.isEmpty, !isTight { lines.append("") }
      lines += written
      before = block.kind
    }
    return lines
  }

  private func lines(of block: ProseBlock, isSecondList: Bool) -> [String] {
    switch block.kind {
    case .paragraph(let content): return paragraph(content)
    case .heading(let level, let content):
      let words = inline(content, isHeading: true)
      let text = isPlain ? words : words.replacing("#", with: "\\#")
      return isPlain ? [text] : [String(repeating: "#", count: level) + (text.isEmpty ? "" : " \(text)")]
    case .list(let isOrdered, let start, let isTight, let items):
      return list(items, isOrdered ? start : nil, isTight: isTight, isSecond: isSecondList)
    case .quote(let blocks): return lines(of: blocks).map { $0.isEmpty ? ">" : "> \($0)" }.orQuoted
    case .codeBlock(let info, let literal): return code(info, literal)
    case .thematicBreak: return [isPlain ? String(repeating: "─", count: 20) : "***"]
    case .html: return []
    case .table(let table): return self.table(table)
    case .alert(let kind, let blocks):
      let body = lines(of: blocks).map { $0.isEmpty ? ">" : "> \($0)" }
      return [isPlain ? "> \(kind.title):" : "> [!\(kind.rawValue.uppercased())]"] + body
    case .note(let label, let content): return ["[^\(label)]: \(inline(content, isHeading: true))"]
    }
  }

  private func paragraph(_ content: [ProseInline]) -> [String] {
    let lines = inline(content, isHeading: false).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { isPlain ? String($0) : Self.withoutBlockMark(String($0)) }
  }

  private func list(_ items: [[ProseBlock]], _ start: Int?, isTight: Bool, isSecond: Bool) -> [String] {
    var lines: [String] = []
    for (place, item) in items.enumerated() {
      let mark = start.map { "\($0 + place)\(isSecond ? ")" : ".")" } ?? (isSecond ? "*" : "-")
      let body = self.lines(of: item, isTight: isTight)
      if place > 0, !isTight { lines.append("") }
      let indent = String(repeating: " ", count: mark.count + 1)
      lines.append(body.first.map { "\(mark) \($0)" } ?? mark)
      lines += body.dropFirst().map { $0.isEmpty ? "" : indent + $0 }
    }
    return lines
  }

  private func code(_ info: String, _ literal: String) -> [String] {
    let lines = (literal.hasSuffix("\n") ? String(literal.dropLast()) : literal)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard !isPlain else { return lines.map { "    \($0)" } }
    // The words behind a fence of backticks hold none.
    let mark: Character = info.contains("`") ? "~" : "`"
    let longest = literal.split { $0 != mark }.map(\.count).max() ?? 0
    let fence = String(repeating: mark, count: max(3, longest + 1))
    return ["\(fence)\(info)"] + (literal.isEmpty ? [] : lines) + [fence]
  }

  private func table(_ table: ProseTable) -> [String] {
    let rows = ([table.header] + table.rows).map { row in
      row.map { inline($0, isHeading: true).replacing("\n", with: " ") }
    }
    let widths = table.header.indices.map { column in max(3, rows.map { $0[column].count }.max() ?? 3) }
    func line(_ cells: [String]) -> String {
      let padded = zip(zip(cells, widths), table.alignments).map { cell, alignment in
        let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
        return alignment == .right ? space + cell.0 : cell.0 + space
      }
      return isPlain ? padded.joined(separator: "  ") : "| \(padded.joined(separator: " | ")) |"
    }
    let rule = zip(widths, table.alignments).map { width, alignment in
      let hyphens = String(repeating: "-", count: width)
      switch alignment {
      case nil: return hyphens
      case .left: return ":" + hyphens.dropFirst()
      case .right: return hyphens.dropFirst() + ":"
      case .center: return ":" + hyphens.dropFirst(2) + ":"
      }
    }
    return [
      line(rows[0]), isPlain ? widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") : line(rule),
    ]
      + rows.dropFirst().map(line)
  }

  // MARK: Inlines

  private func inline(_ content: [ProseInline], isHeading: Bool) -> String {
    content.map { inline($0, isHeading: isHeading) }.joined()
  }

  private func inline(_ part: ProseInline, isHeading: Bool) -> String {
    func inside(_ content: [ProseInline]) -> String { inline(content, isHeading: isHeading) }
    switch part {
    case .text(let text): return escaped(text)
    case .softBreak: return isHeading || isPlain ? " " : "\n"
    case .lineBreak: return isHeading ? " " : isPlain ? "\n" : "\\\n"
    case .code(let code): return isPlain ? code : Self.span(code)
    case .html: return ""
    case .expression(let expression): return escaped(self.expression(expression))
    case .reference(let label, _): return escaped(reference(label))
    case .emphasis(let content): return isPlain ? inside(content) : "*\(inside(content))*"
    case .strong(let content): return isPlain ? inside(content) : "**\(inside(content))**"
    case .struck(let content): return isPlain ? "(struck: \(inside(content)))" : "~~\(inside(content))~~"
    case .noteMark(let label): return "[^\(label)]"
    case .checkbox(let isDone): return isDone ? "[x]" : "[ ]"
    case .link(let destination, let title, let content):
      let words = inside(content)
      guard !isPlain else { return content.plainText == destination ? destination : "\(words) (\(destination))" }
      // A bare address stays one.
      if content.plainText == destination, destination.hasPrefix("http"), !destination.contains(/[\s<>()\\*_~`\[\]|]/) {
        return destination
      }
      return "[\(words)](\(Self.address(destination))\(Self.title(title)))"
    case .image(let destination, let title, let content):
      return isPlain
        ? "[\(inside(content))]" : "![\(inside(content))](\(Self.address(destination))\(Self.title(title)))"
    }
  }

  private static func address(_ destination: String) -> String {
    let escaped = destination.replacing(/[<>\\]/) { "\\\($0.0)" }
    return "<\(escaped)>"
  }

  private static func title(_ title: String) -> String {
    guard !title.isEmpty else { return "" }
    let escaped = title.replacing(/["\\]/) { "\\\($0.0)" }
    return " \"\(escaped)\""
  }

  private static func span(_ code: String) -> String {
    let runs = Set(code.matches(of: /`+/).map(\.0.count))
    let length = (1...).first { !runs.contains($0) } ?? 1
    let fence = String(repeating: "`", count: length)
    let needsSpace =
      code.hasPrefix("`") || code.hasSuffix("`")
      || (code.hasPrefix(" ") && code.hasSuffix(" ") && code.contains { $0 != " " })
    return needsSpace ? "\(fence) \(code) \(fence)" : "\(fence)\(code)\(fence)"
  }

  /// What would mean something to a reader of Markdown gets a backslash.
  private func escaped(_ text: String) -> String {
    guard !isPlain else { return text }
    return text.replacing(/[\\`*_\[\]<>|~&!]/) { "\\\($0.0)" }
  }

  /// A line that would begin a block of another kind gets a backslash before the mark.
  private static func withoutBlockMark(_ line: String) -> String {
    if let match = line.prefixMatch(of: /( {0,3})([#+=-])/) { return "\(match.1)\\\(line.dropFirst(match.1.count))" }
    if let match = line.prefixMatch(of: /( {0,3}\d{1,9})([.)])/) {
      return "\(match.1)\\\(line.dropFirst(match.1.count))"
    }
    return line
  }
}

extension ProseBlock.Kind {
  fileprivate var isList: Bool { if case .list = self { true } else { false } }
}

extension [String] {
  /// An empty quote is still one.
  fileprivate var orQuoted: [String] { isEmpty ? [">"] : self }
}
