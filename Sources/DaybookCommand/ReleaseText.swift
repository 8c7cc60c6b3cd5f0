import Engine

/// A release as a terminal shows it.
struct ReleaseText {
  let text: String

  init(_ release: Release) {
    let facts = release.facts
    var lines = [
      "\(release.name) \(release.version)\(release.isCurrent ? ", which answers" : "")",
      "  predicts   \(facts.predicted), by \(facts.learner)",
      "  learned    from \(NumberText.whole(facts.training.count)) rows of \(facts.training.table), SHA-256 \(facts.training.sha256.prefix(12))",
    ]
    if case .chances(let classes) = facts.answer {
      lines.append("  classes    \(classes.joined(separator: ", ").shortened(to: 60))")
    }
    if let notebook = facts.origin.notebook {
      lines.append("  made by    \(notebook.path), SHA-256 \(notebook.sha256.prefix(12)), \(facts.origin.madeBy)")
    }
    if !facts.goals.isEmpty { lines.append("  goals") }
    for goal in facts.goals {
      let state = goal.isMet.map { $0 ? "met" : "missed" } ?? "not measured yet"
      lines.append("    \(goal.text): \(goal.valueText.map { "\($0), " } ?? "")\(state)")
    }
    if !facts.figures.isEmpty { lines.append("  judged on \(NumberText.whole(facts.judgedRows)) rows") }
    for figure in facts.figures { lines.append("    \(figure.name) \(figure.text)") }
    lines.append("  fields")
    for field in facts.features {
      lines.append(
        "    \(field.name): \(field.kind.article)\(field.expected.map { ", \($0.shortened(to: 60))" } ?? "")")
    }
    for field in facts.kept { lines.append("    \(field.name): \(field.kind.article), for the log alone") }
    text = lines.joined(separator: "\n")
  }

  /// Two releases' figures, goals and fields side by side.
  static func comparison(_ a: Release, _ b: Release) -> String {
    var rows: [(String, String, String)] = [("", a.version, b.version)]
    rows.append(("learner", a.facts.learner, b.facts.learner))
    rows.append(
      ("training rows", NumberText.whole(a.facts.training.count), NumberText.whole(b.facts.training.count)))
    rows.append(("judged rows", NumberText.whole(a.facts.judgedRows), NumberText.whole(b.facts.judgedRows)))
    let names =
      a.facts.figures.map(\.name)
      + b.facts.figures.map(\.name).filter { name in
        !a.facts.figures.contains { $0.name == name }
      }
    for name in names {
      func value(_ release: Release) -> String { release.facts.figures.first { $0.name == name }?.text ?? "–" }
      rows.append((name, value(a), value(b)))
    }
    func fields(_ release: Release) -> [String] { release.facts.features.map(\.name) }
    let added = fields(b).filter { !fields(a).contains($0) }
    let gone = fields(a).filter { !fields(b).contains($0) }
    rows.append(("fields", "\(fields(a).count)", "\(fields(b).count)"))
    let width = rows.map(\.0.count).max() ?? 0
    let second = rows.map(\.1.count).max() ?? 0
    var lines = rows.map { "\($0.0.padded(to: width + 2))\($0.1.padded(to: second + 2))\($0.2)" }
    if !gone.isEmpty { lines.append("only \(a.version): \(gone.joined(separator: ", "))") }
    if !added.isEmpty { lines.append("only \(b.version): \(added.joined(separator: ", "))") }
    if a.facts.judgedRows != b.facts.judgedRows {
      lines.append(
        "They were judged on different rows: compare(champion:challenger:on:) in a notebook judges both on the same.")
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
