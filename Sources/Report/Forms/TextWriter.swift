import Charts

/// Writes a page as plain text for a terminal: tables in columns, figures as their sentence with their numbers.
public struct TextWriter {
  /// How wide prose may get, in characters; tables take what they need.
  public let width: Int
  private var counter = FigureCounter()

  /// The most rows of a table, or of a figure's numbers, that a terminal shows.
  private static let mostRows = 20

  public init(width: Int = 80) { self.width = max(20, width) }

  public func text(of page: Page) -> String {
    var writer = self
    return writer.parts(of: page.inReadersNumbers).joined(separator: "\n\n") + "\n"
  }

  private mutating func parts(of page: Page) -> [String] {
    let numbers = FigureNumbers(page)
    var parts = [heading(page.title, "═")]
    if let subtitle = page.subtitle { parts.append(wrapped(subtitle)) }
    let briefs = page.briefs
    if !briefs.isEmpty {
      parts.append(briefs.map { wrapped("\($0.lead) \($0.text)", mark: "• ") }.joined(separator: "\n"))
    }
    if !page.goals.isEmpty {
      parts.append(heading("Goals", "─"))
      parts.append(
        Self.columns(
          [("State", false), ("Goal", false), ("Measured", true)],
          page.goals.map { [$0.state.text, $0.goal.text, $0.valueText] }))
    }
    for item in page.items {
      switch item {
      case .prose(let prose): parts.append(laidOut(prose.text(numbers)))
      case .section(let section): parts.append(heading(section.title, "─"))
      case .step(let step):
        for component in step.results.flatMap(\.components) { parts.append(part(component)) }
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  private mutating func part(_ component: Component) -> String {
    switch component {
    case .heading(let text): return text
    case .paragraph(let text): return wrapped(text)
    case .list(let items): return items.map { wrapped($0, mark: "• ") }.joined(separator: "\n")
    case .keyFigures(let figures):
      return Self.columns([("", false), ("", true), ("", false)], figures.map { [$0.label, $0.value, $0.note] })
    case .callout(let callout): return wrapped("\(callout.kind == .warning ? "Warning:" : "Note:") \(callout.text)")
    case .table(let table):
      let (name, _) = counter.nextTable()
      return Self.columns(table.writtenColumns.map { ($0.title, $0.alignment == .trailing) }, table.writtenRows)
        + "\n" + wrapped("\(name). \(table.caption)")
    case .figure(let figure):
      let (name, _) = counter.nextFigure()
      let caption = wrapped("\(name). \(figure.caption)")
      guard let data = figure.chart.data else { return caption }
      return Self.columns(data.columns.enumerated().map { ($1, $0 > 0) }, data.rows) + "\n" + caption
    }
  }

  private func heading(_ text: String, _ line: Character) -> String {
    text + "\n" + String(repeating: line, count: min(width, max(1, text.count)))
  }

  private static func columns(_ columns: [(title: String, isNumber: Bool)], _ rows: [[String]]) -> String {
    let shown = Array(rows.prefix(mostRows))
    let titles = columns.map(\.title)
    let all = (titles.allSatisfy(\.isEmpty) ? [] : [titles]) + shown
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let lines = all.map { row in
      columns.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return columns[column].isNumber ? space + row[column] : row[column] + space
      }.joined(separator: "  ").withoutTrailingBlanks
    }
    let left = rows.count - shown.count
    return (lines + (left > 0 ? ["… \(left) more"] : [])).joined(separator: "\n")
  }

  /// Prose with its long lines wrapped, below where their words begin; code and tables keep their lines.
  private func laidOut(_ prose: String) -> String {
    prose.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard line.count > width, let match = line.prefixMatch(of: /\s{0,3}(?:(?:[-*>]|\d+[.)]) +(?:\[[ x]\] )?)*/) else {
        return String(line)
      }
      let words = line[match.range.upperBound...]
      guard !words.contains("  "), !words.contains("──"), words.first != " " else { return String(line) }
      return wrapped(String(words), mark: String(match.0))
    }.joined(separator: "\n")
  }

  /// Lines of whole words, as wide as may be.
  private func wrapped(_ text: String, mark: String = "") -> String {
    let indent = String(repeating: " ", count: mark.count)
    var lines = [mark]
    var isStart = true
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !isStart, lines[lines.count - 1].count + 1 + word.count > width {
        lines.append(indent)
        isStart = true
      }
      lines[lines.count - 1] += (isStart ? "" : " ") + word
      isStart = false
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate var withoutTrailingBlanks: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension TableComponent {
  /// The places of the columns that are more than pictures.
  private var written: [Int] {
    columns.indices.filter { column in
      !rows.allSatisfy { row in if case .chart = row[column] { true } else { false } } || rows.isEmpty
    }
  }

  var writtenColumns: [Column] { written.map { columns[$0] } }

  /// What stands in their cells where nothing can be drawn.
  var writtenRows: [[String]] {
    let places = written
    return rows.map { row in places.map { row[$0].plainText } }
  }
}

extension TableComponent.Cell {
  fileprivate var plainText: String {
    switch self {
    case .text(let text), .name(let text), .number(let text): text
    case .state(let state): state.text
    case .chart(let chart): chart.summary
    }
  }
}
