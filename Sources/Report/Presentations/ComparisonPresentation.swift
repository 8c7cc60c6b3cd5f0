import Engine

extension Comparison: Presentable {
  public var presentation: Presentation {
    let table = TableComponent(
      columns: [
        .init("On the same rows"), .init("Champion", .trailing), .init("Challenger", .trailing),
        .init("Difference", .trailing), .init("95% interval", .trailing), .init("p", .trailing), .init("Test"),
      ],
      rows: figures.map { figure in
        [
          .name(figure.metric.name.capitalisedFirst), .number(figure.metric.text(figure.champion)),
          .number(figure.metric.text(figure.challenger)),
          .number(figure.difference.map { figure.metric.change($0.value) } ?? "–"),
          .number(figure.difference?.interval.map { figure.metric.changes($0) } ?? "–"),
          .number(figure.difference?.pValue.map(NumberText.pValue) ?? "–"),
          .text(figure.difference?.test.rawValue ?? ""),
        ]
      }, caption: headline)
    return Presentation(
      kind: "comparison", headline: headline, components: [.table(table)],
      brief: Brief(lead: lead, text: headline), record: self)
  }

  private var lead: String {
    guard isReal else { return "The challenger is not shown to be better:" }
    return isBetter ? "The challenger is better:" : "The challenger is worse:"
  }

  private var headline: String {
    let metric = leading.metric
    let values = "\(metric.name) \(metric.text(leading.challenger)) beside \(metric.text(leading.champion))"
    guard let difference = leading.difference, let pValue = difference.pValue else {
      return "\(values), which \(counted(rowCount, "row")) are too few to test."
    }
    let chance =
      pValue < Self.significance
      ? "more than chance makes (p \(NumberText.pValue(pValue)))"
      : "which may be chance (p \(NumberText.pValue(pValue)))"
    return "\(values) on \(counted(rowCount, "row")): \(metric.change(difference.value)), \(chance)."
  }
}

extension Metric {
  /// A difference of two values, with its sign.
  fileprivate func change(_ value: Double) -> String {
    let text =
      isShare ? "\(NumberText.decimal(value * 100, decimals: 1)) points" : NumberText.decimal(value, decimals: 4)
    return value > 0 ? "+\(text)" : text
  }

  fileprivate func changes(_ interval: Interval) -> String {
    isShare
      ? "\(NumberText.decimal(interval.low * 100, decimals: 1)) to \(NumberText.decimal(interval.high * 100, decimals: 1))"
      : "\(NumberText.decimal(interval.low, decimals: 4)) to \(NumberText.decimal(interval.high, decimals: 4))"
  }
}
