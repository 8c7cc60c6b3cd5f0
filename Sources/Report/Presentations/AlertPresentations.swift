import Engine

extension Alert: Presentable {
  public var presentation: Presentation {
    Presentation(kind: "alert", headline: "\(self).", components: [.paragraph("\(self).")], record: self)
  }
}

extension Presentation {
  /// The limits that were crossed, in the order in which they are given.
  public init(alerts: [Alert]) {
    let headline: String
    if let first = alerts.first {
      headline = alerts.count == 1 ? "One alert: \(first)." : "\(alerts.count) alerts, the first: \(first)."
    } else {
      headline = "No limit was crossed."
    }
    self.init(
      kind: "alerts", headline: headline,
      components: [alerts.isEmpty ? .paragraph(headline) : .table(TableComponent(of: alerts))], record: alerts)
  }
}

extension TableComponent {
  init(of alerts: [Alert]) {
    self.init(
      columns: [
        .init("State"), .init("What"), .init("Since"), .init("Worst", .trailing), .init("Where"),
        .init("Windows", .trailing),
      ],
      rows: alerts.map {
        [
          .text($0.state.rawValue), .name($0.name), .text($0.firstWindow), .number($0.worstText),
          .text($0.worstWindow), .number(NumberText.whole($0.windowCount)),
        ]
      }, caption: "Limits that were crossed: what the latest whole window raised, what lasts, what is over.")
  }
}
