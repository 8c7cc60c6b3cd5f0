import Charts
import Engine

extension RootCause: Presentable {
  public var presentation: Presentation {
    guard let before, let after else {
      let headline =
        "Why \(metric.name) differs between \(from) and \(to) cannot be said: \(gap ?? "no outcome is known")."
      return Presentation(
        kind: "root-cause", headline: headline, components: [.callout(Callout(kind: .note, text: headline))],
        record: self)
    }
    return presentation(before, after)
  }

  private func presentation(_ before: Double, _ after: Double) -> Presentation {
    let headline = headline(before, after)
    let chart = BarChart(
      title: "What the difference of \(metric.name) comes from", summary: headline,
      bars: features.prefix(12).map { .init(label: $0.feature, value: $0.amount, text: signed($0.amount)) }
        + [.init(label: "the relation", value: relation, text: signed(relation), isEmphasised: true)],
      style: .number(decimals: 3), width: 560)
    return Presentation(
      kind: "root-cause", headline: headline,
      components: [
        .paragraph(headline),
        .figure(
          Figure(
            chart: chart,
            caption:
              "From \(metric.text(before)) (\(from)) to \(metric.text(after)) (\(to)): what the movement of each "
              + "feature accounts for, and what the same inputs no longer mean. The parts sum to \(signed(difference)).",
            isNarrow: false)),
        .table(table),
      ] + Component.leftOut(uncompared), brief: Brief(lead: "Why \(metric.name) changed:", text: headline), record: self
    )
  }

  private func headline(_ before: Double, _ after: Double) -> String {
    guard difference != 0 else { return "\(metric.name.capitalisedFirst) is the same in \(from) and \(to)." }
    let verb = metric.isBetter(after, than: before) ? "improved" : "got worse"
    let start =
      "\(metric.name.capitalisedFirst) \(verb) from \(metric.text(before)) (\(from)) to \(metric.text(after)) (\(to))"
    let lead = slices.filter { !$0.terms.isEmpty }.max { $0.amount / rowDifference < $1.amount / rowDifference }
    let group = lead.flatMap { slice -> String? in
      let share = slice.amount / rowDifference
      guard rowDifference != 0, share > 0.15 else { return nil }
      return "; \(fraction(share)) of it comes from rows with \(slice.name)"
    }
    let cause =
      relation.magnitude > inputs.magnitude
      ? "mostly because the same inputs came out otherwise" : "mostly because the inputs moved"
    let mover = relation.magnitude > inputs.magnitude ? "" : features.first.map { ", \($0.feature) first" } ?? ""
    return "\(start), \(cause)\(mover)\(group ?? "")."
  }

  private func fraction(_ share: Double) -> String {
    let known: [(Double, String)] = [
      (0.25, "a quarter"), (1.0 / 3, "a third"), (0.5, "half"), (2.0 / 3, "two thirds"), (0.75, "three quarters"),
    ]
    if let close = known.first(where: { ($0.0 - share).magnitude < 0.035 }) { return close.1 }
    return share >= 0.97 ? "all" : NumberText.percent(share, decimals: 0)
  }

  private func signed(_ value: Double) -> String {
    (value > 0 ? "+" : "")
      + NumberText.decimal(value, decimals: value.magnitude >= 100 ? 0 : value.magnitude >= 1 ? 2 : 4)
  }

  private var table: TableComponent {
    TableComponent(
      columns: [
        .init("Rows"), .init("Of all before", .trailing), .init("and after", .trailing),
        .init("By their number", .trailing), .init("By themselves", .trailing), .init("Together", .trailing),
      ],
      rows: slices.map { slice in
        [
          .name(slice.name), .number(NumberText.percent(slice.shareBefore)),
          .number(NumberText.percent(slice.shareAfter)),
          .number(signed(slice.byShare)), .number(signed(slice.byLevel)), .number(signed(slice.amount)),
        ]
      },
      caption:
        "Where the difference of the \(rowMeasure), \(signed(rowDifference)), comes from: groups without overlap, "
        + "because there are more or fewer of them and because they came out otherwise.")
  }
}
