/// A table in prose, of cells between pipes.
public struct ProseTable: Sendable {
  public enum Alignment: String, Sendable { case left, center, right }

  public let header: [[ProseInline]]
  /// One a column; nil where the line below the header says nothing.
  public let alignments: [Alignment?]
  /// As many cells a row as the header has.
  public let rows: [[[ProseInline]]]
}

/// Reads tables from the lines of a paragraph.
enum PipeTable {
  /// A table at the end of a paragraph, with what stands before it; nil where there is none.
  ///
  /// The line below the header is of hyphens, colons and pipes alone, and has as many cells as the header; the lines
  /// below it are rows: cells too many are left out, those missing are empty.
  static func reading(_ content: [ProseInline]) -> (before: [ProseInline], table: ProseTable)? {
    let lines = content.lines
    guard lines.count > 1 else { return nil }
    for index in 1..<lines.count {
      guard let alignments = alignments(lines[index]) else { continue }
      let header = cells(lines[index - 1])
      guard header.count == alignments.count, lines[index - 1].contains(where: \.hasPipe) else { continue }
      let rows = lines[(index + 1)...].map { line in
        let row = cells(line)
        return (0..<header.count).map { $0 < row.count ? row[$0] : [] }
      }
      let before = lines[..<(index - 1)].enumerated().flatMap {
        $0.offset == 0 ? $0.element : [.softBreak] + $0.element
      }
      return (Array(before), ProseTable(header: header, alignments: alignments, rows: rows))
    }
    return nil
  }

  private static func alignments(_ line: [ProseInline]) -> [ProseTable.Alignment?]? {
    guard line.count == 1, case .text(let text) = line[0], text.contains("|"), text.contains("-") else { return nil }
    let cells = cells(line)
    var alignments: [ProseTable.Alignment?] = []
    for cell in cells {
      guard cell.count == 1, case .text(let text) = cell[0], let match = text.wholeMatch(of: /(:?)-+(:?)/) else {
        return nil
      }
      switch (match.1.isEmpty, match.2.isEmpty) {
      case (false, false): alignments.append(.center)
      case (false, true): alignments.append(.left)
      case (true, false): alignments.append(.right)
      case (true, true): alignments.append(nil)
      }
    }
    return alignments
  }

  /// What stands between the pipes; those at either end of the line are none of the cells'.
  private static func cells(_ line: [ProseInline]) -> [[ProseInline]] {
    var cells: [[ProseInline]] = [[]]
    for part in line {
      guard case .text(let text) = part else {
        cells[cells.count - 1].append(part)
        continue
      }
      for (place, piece) in text.split(separator: "|", omittingEmptySubsequences: false).enumerated() {
        if place > 0 { cells.append([]) }
        if !piece.isEmpty { cells[cells.count - 1].append(.text(String(piece))) }
      }
    }
    var trimmed = cells.map(\.trimmed)
    if trimmed.count > 1, trimmed.first?.isEmpty == true { trimmed.removeFirst() }
    if trimmed.count > 1, trimmed.last?.isEmpty == true, line.last?.endsWithPipe == true { trimmed.removeLast() }
    return trimmed
  }
}

extension ProseInline {
  fileprivate var hasPipe: Bool { if case .text(let text) = self { text.contains("|") } else { false } }

  fileprivate var endsWithPipe: Bool {
    guard case .text(let text) = self else { return false }
    return text.last { !$0.isWhitespace } == "|"
  }
}

extension [ProseInline] {
  /// Without blanks at either end.
  fileprivate var trimmed: [ProseInline] {
    var parts = self
    if case .text(let text) = parts.first {
      let rest = text.drop { $0 == " " || $0 == "\t" }
      if rest.isEmpty { parts.removeFirst() } else { parts[0] = .text(String(rest)) }
    }
    if case .text(let text) = parts.last {
      var rest = text[...]
      while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
      if rest.isEmpty { parts.removeLast() } else { parts[parts.count - 1] = .text(String(rest)) }
    }
    return parts
  }
}
