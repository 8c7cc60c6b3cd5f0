import Engine

extension RolloutReport: Presentable {
  public var presentation: Presentation {
    Presentation(
      kind: "rollout", headline: headline, components: [.table(table)],
      brief: Brief(lead: kind == .shadow ? "A shadow is compared:" : "A canary is compared:", text: headline),
      record: self)
  }

  private var headline: String {
    let what =
      kind == .shadow
      ? "Version \(challenger.version.prefix(8)) answered \(counted(challenger.rows, "row")) of \(name) in the background"
      : "Version \(challenger.version.prefix(8)) answered \(NumberText.percent(share)) of \(counted(current.rows + challenger.rows, "row")) of \(name)"
    let agreed =
      agreement.map { " and decided as version \(current.version.prefix(8)) did in \(NumberText.percent($0))" } ?? ""
    let quality =
      if let a = current.figure, let b = challenger.figure {
        "; where the outcome is known, \(metric.name) is \(metric.text(b)) beside \(metric.text(a))"
      } else {
        ""
      }
    let end = ended.map { ". It was ended: \($0)" } ?? ""
    return "\(what)\(agreed)\(quality)\(end)."
  }

  private var share: Double {
    let rows = current.rows + challenger.rows
    return rows > 0 ? Double(challenger.rows) / Double(rows) : 0
  }

  private var table: TableComponent {
    func row(_ name: String, _ value: (Side) -> String?) -> [TableComponent.Cell] {
      [.name(name)] + [current, challenger].map { .number(value($0) ?? "–") }
    }
    func milliseconds(_ seconds: Double?) -> String? { seconds.map { "\(NumberText.short($0 * 1000)) ms" } }
    var rows = [
      row("Rows") { NumberText.whole($0.rows) },
      row("Mean prediction") { $0.meanPrediction.map(NumberText.short) },
      row("Rows whose outcome is known") { NumberText.whole($0.labelledRows) },
      row(metric.name.capitalisedFirst) { $0.figure.map(metric.text) },
    ]
    if kind == .canary {
      rows.append(row("Half within") { milliseconds($0.medianLatency) })
      rows.append(row("99 of 100 within") { milliseconds($0.highLatency) })
    }
    func apart(_ name: String, _ value: String?) { rows.append([.name(name), .number("–"), .number(value ?? "–")]) }
    apart("Decides alike", agreement.map { NumberText.percent($0) })
    apart("Mean distance of predictions", meanDifference.map(NumberText.short))
    apart("Shift of predictions (PSI)", shift.map { NumberText.decimal($0, decimals: 3) })
    return TableComponent(
      columns: [
        .init(""), .init("Answers: \(current.version.prefix(8))", .trailing),
        .init("Tried: \(challenger.version.prefix(8))", .trailing),
      ], rows: rows, caption: headline)
  }
}

extension Checklist: Presentable {
  public var presentation: Presentation {
    let open = items.filter { $0.state == .open }
    let stated = items.count { $0.state == .stated }
    let found = items.count { $0.state == .found }
    let first = open.first.map { " \($0.question) \($0.answer)" } ?? ""
    let headline =
      open.isEmpty
      ? "Nothing is open of \(counted(items.count, "question")): \(found) are looked up, \(stated) stated."
      : "\(counted(open.count, "question")) of \(items.count) \(open.count == 1 ? "is" : "are") open.\(first)"
    return Presentation(
      kind: "checklist", headline: headline,
      components: [
        .table(
          TableComponent(
            columns: [.init("Question"), .init("Answer"), .init("How it is known")],
            rows: items.map { item in
              [.name(item.question), .text(item.answer), .text(item.state.text)]
            }, caption: headline))
      ],
      brief: Brief(lead: open.isEmpty ? "The checklist is answered:" : "Before others rely on it:", text: headline),
      stageNote: StageNote(open.isEmpty ? "checklist answered" : "\(open.count) open", isAlarming: !open.isEmpty),
      record: self)
  }
}

extension Checklist.State {
  fileprivate var text: String {
    switch self {
    case .found: "Looked up"
    case .open: "Open"
    case .stated: "Stated"
    }
  }
}
