import Engine

extension Diagnosis: Presentable {
  public var presentation: Presentation {
    guard let first = findings.first else {
      guard uncompared.isEmpty else {
        let headline = "What could be compared has not changed, but \(listed(uncompared))."
        return Presentation(
          kind: "diagnosis", headline: headline,
          components: [
            .paragraph(headline), .callout(Callout(kind: .warning, text: "Proposed: \(proposal ?? "")")),
          ], brief: Brief(lead: "Not comparable:", text: "\(listed(uncompared))."), record: self)
      }
      let headline =
        windowCount == 0
        ? "There is no whole \(period.shortName) to look at yet."
        : "Nothing has changed in \(counted(windowCount, period.shortName)) beyond what chance and the reference's own ups and downs explain."
      return Presentation(kind: "diagnosis", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let headline =
      "\(findings.count == 1 ? "One thing has changed" : "\(counted(findings.count, "thing")) have changed, the \(first.isCostly ? "costliest" : "surest")"): \(first)."
    var components: [Component] = [.paragraph(headline), .table(table)]
    if !uncompared.isEmpty {
      components.append(.callout(Callout(kind: .warning, text: "Not comparable: \(listed(uncompared)).")))
    }
    if let text = costText { components.append(.paragraph(text)) }
    if let proposal { components.append(.callout(Callout(kind: .note, text: "Proposed: \(proposal)"))) }
    return Presentation(
      kind: "diagnosis", headline: headline, components: components,
      brief: Brief(
        lead: first.column.map { "\($0) has changed:" } ?? "The relation has changed:",
        text: [
          "\(first.sentence).",
          costText, proposal,
        ].compactMap(\.self).joined(separator: " ")), record: self)
  }

  private var costText: String? {
    guard let cost else { return nil }
    let name = cost.metric.name.capitalisedFirst
    let (before, since) = (cost.metric.text(cost.before), cost.metric.text(cost.since))
    let added = findings.first.flatMap { $0.isCostly ? $0.addedError : nil }.map {
      " These rows add \(NumberText.percent($0, decimals: 0)) to the error of all."
    }
    guard cost.isReal, before != since else {
      return "\(name) has held: \(since) (\(cost.sinceText)), \(before) before (\(cost.beforeText)).\(added ?? "")"
    }
    let change = "from \(before) (\(cost.beforeText)) to \(since) (\(cost.sinceText))"
    return cost.isWorse ? "\(name) got worse \(change).\(added ?? "")" : "\(name) improved \(change)."
  }

  private var table: TableComponent {
    let shown = Array(findings.prefix(12))
    let effects = Array(consequences.prefix(4))
    return TableComponent(
      columns: [
        .init("What"), .init("How"), .init("Since"), .init("Where"), .init("Adds to error", .trailing),
        .init("p, corrected", .trailing),
      ],
      rows: (shown + effects).map { finding in
        [
          .name(finding.column.map { "\($0): \(finding.what)" } ?? finding.what),
          .text(finding.kind.rawValue), .text(since(finding)), .text(finding.sliceName ?? "all rows"),
          .number(finding.addedError.map { ($0 > 0 ? "+" : "") + NumberText.percent($0) } ?? "–"),
          .number(NumberText.pValue(finding.pValue)),
        ]
      },
      caption:
        "What changed, what costs first, then the surest\(effects.isEmpty ? "" : ", then what follows from it"). p-values count "
        + "all \(NumberText.whole(questions)) figures that were followed through \(counted(windowCount, period.shortName))."
        + (findings.count > shown.count ? " \(findings.count - shown.count) more changed." : ""))
  }

  private func since(_ finding: Finding) -> String {
    switch finding.kind {
    case .passing: "\(finding.since) to \(finding.until ?? finding.since)"
    case .seasonal: "\(finding.since), every \(finding.returnsEvery ?? 1) \(period.shortName)s"
    default: finding.since
    }
  }
}
