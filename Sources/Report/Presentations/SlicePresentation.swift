import Charts
import Engine

extension SliceReport: Presentable {
  private var isOfGaps: Bool { loss == "missing values" }

  public var presentation: Presentation {
    guard let worst = slices.first else {
      let headline =
        "No group of at least \(counted(minimumRows, "row")) \(isOfGaps ? "lacks clearly more values" : "fails clearly more") than the rest."
      return Presentation(kind: "slices", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let share =
      "\(NumberText.percent(worst.share, decimals: 0)) of rows, \(NumberText.percent(worst.errorShare, decimals: 0)) of all \(isOfGaps ? "gaps" : "error")"
    let times = NumberText.decimal(worst.ratio, decimals: 1)
    let headline =
      isOfGaps
      ? "Rows with \(worst.name) lack \(times) times as many values as the average: \(share)."
      : "Rows with \(worst.name) are \(times) times as wrong as the average: \(share)."
    let chart = SliceChart(
      title: isOfGaps ? "Where values are missing" : "Where the model fails", summary: headline,
      averageLabel: "average",
      rows: rows, shareTitle: "of rows", errorShareTitle: isOfGaps ? "of all gaps" : "of all error")
    let worth =
      "If \(worst.name) became like the rest, the \(meanName) would fall by \(NumberText.percent(worst.worth, decimals: 0))."
    return Presentation(
      kind: "slices", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart,
            caption: headline
              + " \(worth) Groups overlap, and those that are mostly the same rows stand together; those "
              + "under \(counted(minimumRows, "row")) are left out.",
            isNarrow: false)),
        .table(table),
      ],
      brief: isOfGaps ? nil : Brief(lead: "It fails most where \(worst.name):", text: "these are \(share)."),
      record: self)
  }

  /// A slice that is mostly the rows of the one before it is set back.
  private var rows: [SliceChart.Row] {
    var groups: Set<Int> = []
    return slices.map { slice in
      let isFirst = groups.insert(slice.group).inserted
      return SliceChart.Row(
        label: isFirst ? slice.name : "↳ \(slice.name)", ratio: slice.ratio, low: slice.ratioInterval.low,
        high: slice.ratioInterval.high, share: slice.share, errorShare: slice.errorShare,
        isEmphasised: slice.ratio >= 2)
    }
  }

  private var table: TableComponent {
    TableComponent(
      columns: [
        .init("Group"), .init("Rows", .trailing), .init(meanName.capitalisedFirst, .trailing),
        .init("Beside the average", .trailing), .init("Worth", .trailing, hasBars: true),
        .init("p, corrected", .trailing),
      ],
      rows: slices.map { slice in
        [
          .name(slice.name), .number(NumberText.whole(slice.rows)), .number(NumberText.short(slice.meanLoss)),
          .number("\(NumberText.decimal(slice.ratio, decimals: 2))×"),
          .number(NumberText.percent(slice.worth)),
          .number(NumberText.pValue(slice.pValue)),
        ]
      },
      caption:
        "By how much the \(meanName) of all rows would fall if a group became like the rest is its worth. p-values "
        + "count all \(NumberText.whole(examined)) groups that were looked at.")
  }
}

extension BiasReport: Presentable {
  public var presentation: Presentation {
    guard let worst = slices.first else {
      let headline =
        "In no group of at least \(counted(minimumRows, "row")) do predictions lie off for sure."
      return Presentation(kind: "biased-slices", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let direction = worst.gap > 0 ? "too high" : "too low"
    let headline =
      "Where \(worst.name), \(kind == .number ? "predictions" : "chances") are \(direction): \(text(worst.predicted)) on "
      + "average, and \(text(worst.actual)) came."
    let table = TableComponent(
      columns: [
        .init("Group"), .init("Rows", .trailing), .init("Predicted", .trailing), .init("Came", .trailing),
        .init("Off by", .trailing), .init("95% interval", .trailing),
      ],
      rows: slices.map { slice in
        [
          .name(slice.name), .number(NumberText.whole(slice.rows)), .number(text(slice.predicted)),
          .number(text(slice.actual)), .number(signed(slice.gap)),
          .number("\(signed(slice.gapInterval.low)) to \(signed(slice.gapInterval.high))"),
        ]
      }, caption: "\(headline) Over all rows they lie off by \(signed(gap)).")
    return Presentation(kind: "biased-slices", headline: headline, components: [.table(table)], record: self)
  }

  private func text(_ value: Double) -> String {
    kind == .number ? NumberText.short(value) : NumberText.percent(value)
  }

  private func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + text(value) }
}
