import Charts

/// Writes a page as Markdown, for a comment on a pull request or a wiki: figures as their sentence with their numbers folded
/// below, and no code.
public struct MarkdownWriter {
  private var counter = FigureCounter()

  public init() {}

  public func text(of page: Page) -> String {
    var writer = self
    return writer.parts(of: page.inReadersNumbers).joined(separator: "\n\n") + "\n"
  }

  private mutating func parts(of page: Page) -> [String] {
    let numbers = FigureNumbers(page)
    var parts = ["# \(page.title.escapedForMarkdown)"]
    if let subtitle = page.subtitle { parts.append("*\(subtitle.escapedForMarkdown)*") }
    let briefs = page.briefs
    if !briefs.isEmpty {
      parts.append(
        briefs.map { "- **\($0.lead.escapedForMarkdown)** \($0.text.escapedForMarkdown)" }.joined(separator: "\n"))
    }
    if !page.goals.isEmpty {
      parts.append("## Goals")
      parts.append(
        Self.table(
          [("State", false), ("Goal", false), ("Measured", true)],
          page.goals.map { [$0.state.text, $0.goal.text, $0.valueText] }))
    }
    for item in page.items {
      switch item {
      case .prose(let prose): parts.append(prose.markdown(numbers))
      case .section(let section): parts.append(section.markdown)
      case .step(let step):
        for component in step.results.flatMap(\.components) { parts.append(part(component)) }
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  private mutating func part(_ component: Component) -> String {
    switch component {
    case .heading(let text): return "#### \(text.escapedForMarkdown)"
    case .paragraph(let text): return text.escapedForMarkdown
    case .list(let items): return items.map { "- \($0.escapedForMarkdown)" }.joined(separator: "\n")
    case .keyFigures(let figures):
      return Self.table([("", false), ("", true), ("", false)], figures.map { [$0.label, $0.value, $0.note] })
    case .callout(let callout):
      return "> [!\(callout.kind == .warning ? "WARNING" : "NOTE")]\n> \(callout.text.escapedForMarkdown)"
    case .table(let table):
      let (name, _) = counter.nextTable()
      return Self.table(
        table.writtenColumns.map { ($0.title, $0.alignment == .trailing) }, table.writtenRows)
        + "\n\n*\(name). \(table.caption.escapedForMarkdown)*"
    case .figure(let figure):
      let (name, _) = counter.nextFigure()
      let caption = "*\(name). \(figure.caption.escapedForMarkdown)*"
      guard let data = figure.chart.data else { return caption }
      let table = Self.table(data.columns.enumerated().map { ($1, $0 > 0) }, data.rows)
      return "\(caption)\n\n<details><summary>The numbers of \(name)</summary>\n\n\(table)\n\n</details>"
    }
  }

  private static func table(_ columns: [(title: String, isNumber: Bool)], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
    let rule = columns.map { $0.isNumber ? "--:" : "---" }
    return
      ([line(columns.map(\.title.escapedForMarkdown)), line(rule)] + rows.map { line($0.map(\.escapedForMarkdown)) })
      .joined(separator: "\n")
  }
}

extension String {
  /// As Markdown shows it, whatever it holds, on one line.
  fileprivate var escapedForMarkdown: String {
    replacing(/\s+/, with: " ").replacing(/[\\`*_\[\]<>|~&#!]/) { "\\\($0.0)" }
  }
}
