/// A report in a few lines for a terminal: where it is, and how its goals stand.
public struct TextSummary: Sendable {
  public let text: String

  public init(_ page: Page, reportPath: String) {
    var lines = ["\(reportPath)  \(page.title)"]
    let goals = page.goals
    if !goals.isEmpty {
      let met = goals.count { $0.state == .met }
      lines.append("  \(met) of \(counted(goals.count, "goal")) met")
      let width = goals.map { $0.state.text.count }.max() ?? 0
      let textWidth = goals.map { $0.goal.text.count }.max() ?? 0
      for goal in goals {
        let state = goal.state.text.padded(to: width)
        let place = goal.measurement?.place.map { "  (\($0))" } ?? ""
        lines.append("  \(state)  \(goal.goal.text.padded(to: textWidth))  \(goal.valueText)\(place)")
      }
    }
    for alert in page.alerts where alert.isCurrent { lines.append("  \(alert.isNew ? "New" : "Still"): \(alert)") }
    text = lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
