import Diagnostics

/// What GitHub's Markdown has and CommonMark has not: pipe tables, task lists, struck text, notes, alerts and bare links,
/// read from the tree that libcmark made.
///
/// Prose that uses none of it comes out as libcmark reads it.
struct ProseExtensions {
  let marks: EscapeMarks

  /// One block may become several: a paragraph that ends in a table, or in notes.
  func read(_ blocks: [ProseBlock]) -> [ProseBlock] { blocks.flatMap(read) }

  private func read(_ block: ProseBlock) -> [ProseBlock] {
    func with(_ kind: ProseBlock.Kind) -> [ProseBlock] { [ProseBlock(kind, place: block.place)] }
    switch block.kind {
    case .paragraph(let content): return paragraph(content, at: block.place)
    case .heading(let level, let content): return with(.heading(level: level, inlines(content)))
    case .list(let ordered, let start, let tight, let items):
      return with(.list(ordered: ordered, start: start, tight: tight, items: items.map(item)))
    case .quote(let blocks):
      if let (kind, rest) = Self.alert(blocks) { return with(.alert(kind, read(rest))) }
      return with(.quote(read(blocks)))
    case .codeBlock, .html, .thematicBreak, .table, .alert, .note: return [block]
    }
  }

  private func item(_ blocks: [ProseBlock]) -> [ProseBlock] {
    guard let first = blocks.first, case .paragraph(let content) = first.kind,
      let (isDone, rest) = Self.task(content)
    else { return read(blocks) }
    var read = read([ProseBlock(.paragraph(rest), place: first.place)] + blocks.dropFirst())
    if let start = read.first, case .paragraph(let content) = start.kind {
      read[0].kind = .paragraph([.checkbox(isDone: isDone), .text(" ")] + content)
    }
    return read
  }

  private func paragraph(_ content: [ProseInline], at place: Place) -> [ProseBlock] {
    if let (before, notes) = notes(content, at: place) {
      return (before.isEmpty ? [] : paragraph(before, at: place)) + notes
    }
    guard let (before, table) = PipeTable.reading(content) else {
      return [ProseBlock(.paragraph(inlines(content)), place: place)]
    }
    let cells = { (cells: [[ProseInline]]) in cells.map(inlines) }
    let block = ProseBlock(
      .table(
        ProseTable(header: cells(table.header), alignments: table.alignments, rows: table.rows.map(cells))),
      place: place)
    return before.isEmpty ? [block] : [ProseBlock(.paragraph(inlines(before)), place: place), block]
  }

  // MARK: Notes

  /// Lines that begin with a note's mark are notes, each with the lines below it; with what stands before the first. Nil
  /// where there is none.
  private func notes(
    _ content: [ProseInline], at place: Place
  ) -> (before: [ProseInline], notes: [ProseBlock])? {
    let lines = content.lines
    guard let first = lines.firstIndex(where: { definition($0) != nil }) else { return nil }
    var notes: [(label: String, content: [ProseInline])] = []
    for line in lines[first...] {
      if let (label, rest) = definition(line) {
        notes.append((label, rest))
      } else {
        notes[notes.count - 1].content += [.softBreak] + line
      }
    }
    return (
      Array(lines[..<first].joined(separator: [.softBreak])),
      notes.map { ProseBlock(.note(label: $0.label, inlines($0.content)), place: place) }
    )
  }

  private func definition(_ line: [ProseInline]) -> (label: String, rest: [ProseInline])? {
    guard case .text(let text) = line.first, text.first == FootnoteMark.bracket, let end = text.firstIndex(of: "]"),
      text[text.index(after: end)...].first == ":"
    else { return nil }
    let label = text[..<end].dropFirst(2).lowercased()
    guard marks.noteLabels.contains(label) else { return nil }
    let rest = text[text.index(end, offsetBy: 2)...].drop { $0 == " " }
    return (label, (rest.isEmpty ? [] : [.text(String(rest))]) + line.dropFirst())
  }

  // MARK: Alerts and tasks

  /// A quote whose first line is `[!NOTE]` and the like.
  private static func alert(_ blocks: [ProseBlock]) -> (ProseAlert, rest: [ProseBlock])? {
    guard let first = blocks.first, case .paragraph(let content) = first.kind, case .text(let mark) = content.first,
      let kind = ProseAlert(mark: mark)
    else { return nil }
    guard content.count > 1 else { return (kind, Array(blocks.dropFirst())) }
    // A line of its own, else it is a sentence about it.
    switch content[1] {
    case .softBreak, .lineBreak: break
    default: return nil
    }
    return (kind, [ProseBlock(.paragraph(Array(content.dropFirst(2))), place: first.place)] + blocks.dropFirst())
  }

  private static func task(_ content: [ProseInline]) -> (isDone: Bool, rest: [ProseInline])? {
    guard case .text(let text) = content.first, let match = text.prefixMatch(of: /\[([ xX])\](?:[ \t]+|$)/) else {
      return nil
    }
    let rest = text[match.range.upperBound...]
    guard !rest.isEmpty || content.count > 1 else { return nil }
    return (match.1 != " ", (rest.isEmpty ? [] : [.text(String(rest))]) + content.dropFirst())
  }

  // MARK: Inlines

  /// Struck text, notes' marks and bare links, and every mark put back.
  private func inlines(_ content: [ProseInline]) -> [ProseInline] {
    StruckText.reading(content).flatMap { inline(in: $0) }
  }

  private func inline(in part: ProseInline, isInLink: Bool = false) -> [ProseInline] {
    func inside(_ content: [ProseInline], isInLink: Bool = isInLink) -> [ProseInline] {
      StruckText.reading(content).flatMap { inline(in: $0, isInLink: isInLink) }
    }
    switch part {
    case .text(let text): return isInLink ? [.text(marks.text(text))] : words(text)
    case .emphasis(let content): return [.emphasis(inside(content))]
    case .strong(let content): return [.strong(inside(content))]
    case .struck(let content): return [.struck(inside(content))]
    case .link(let destination, let title, let content):
      // In `<address>` a backslash is one; elsewhere it makes plain text of what follows.
      let isPlain = if case .text(let only) = content.first, content.count == 1 { only == destination } else { false }
      let address = isPlain ? marks.source(destination) : marks.text(destination)
      let words = isPlain ? [.text(address)] : inside(content, isInLink: true)
      return [.link(destination: address, title: marks.text(title), words)]
    case .image(let destination, let title, let content):
      return [
        .image(
          destination: marks.text(destination), title: marks.text(title), inside(content, isInLink: true))
      ]
    case .code, .html, .softBreak, .lineBreak, .expression, .reference, .checkbox, .noteMark: return [part]
    }
  }

  private func words(_ text: String) -> [ProseInline] {
    var parts: [ProseInline] = []
    for piece in FootnotePiece.pieces(of: text, marks.noteLabels) {
      switch piece {
      case .text(let text): parts += BareLink.reading(text, marks)
      case .mark(let label): parts.append(.noteMark(label: label))
      }
    }
    return parts
  }
}

/// A text split at the marks of notes.
private enum FootnotePiece {
  case text(String)
  case mark(label: String)

  static func pieces(of text: String, _ labels: Set<String>) -> [FootnotePiece] {
    var pieces: [FootnotePiece] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: FootnoteMark.bracket), let end = rest[start...].firstIndex(of: "]") {
      let label = rest[start..<end].dropFirst(2).lowercased()
      if start > rest.startIndex { pieces.append(.text(String(rest[..<start]))) }
      pieces.append(labels.contains(label) ? .mark(label: label) : .text(String(rest[start...end])))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty || pieces.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }
}

extension [ProseInline] {
  /// The content of each line.
  var lines: [[ProseInline]] {
    var lines: [[ProseInline]] = [[]]
    for part in self {
      switch part {
      case .softBreak, .lineBreak: lines.append([])
      default: lines[lines.count - 1].append(part)
      }
    }
    return lines
  }
}
