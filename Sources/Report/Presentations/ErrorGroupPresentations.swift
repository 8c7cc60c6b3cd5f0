import Charts
import Engine

extension TagReport: Presentable {
  public var presentation: Presentation {
    let isOfErrors = metric == .meanAbsoluteError
    let headline: String
    if let first = tags.first, let gain = first.gain, gain > 0, let gap = first.gap {
      headline =
        "Work on \(first.name) first: closing its gap of \(amount(gap)) would \(isOfErrors ? "lower the mean error" : "raise the accuracy") "
        + "of all rows by \(amount(gain))."
    } else {
      headline = "No tag falls short: there is nothing to gain from any of them."
    }
    let table = TableComponent(
      columns: [
        .init("Tag"), .init("Rows", .trailing), .init(metric.name.capitalisedFirst, .trailing),
        .init("95% interval", .trailing), .init("Human level", .trailing), .init("Gap", .trailing),
        .init("Of rows", .trailing, hasBars: true), .init("To gain", .trailing),
      ],
      rows: tags.map { tag in
        [
          .name(tag.name), .number(NumberText.whole(tag.rows)), .number(metric.text(tag.value)),
          .number(tag.interval.map { "\(metric.text($0.low)) to \(metric.text($0.high))" } ?? "–"),
          .number(tag.humanLevel.map { metric.text($0) } ?? "–"), .number(tag.gap.map(amount) ?? "–"),
          .number(NumberText.percent(tag.share)), .number(tag.gain.map(amount) ?? "–"),
        ]
      },
      caption: "\(headline) Of all \(counted(rowCount, "row")) the \(metric.name) is \(metric.text(value)); "
        + "\(NumberText.percent(untaggedShare, decimals: 0)) have no tag. A tag without a human level is held against all rows."
    )
    return Presentation(
      kind: "tags", headline: headline, components: [.paragraph(headline), .table(table)],
      brief: (tags.first?.gain ?? 0) > 0
        ? tags.first.map { Brief(lead: "Work on \($0.name) first:", text: "it promises most.") } : nil,
      record: self)
  }

  private func amount(_ value: Double) -> String {
    metric.isShare ? "\(NumberText.decimal(value * 100, decimals: 2)) points" : metric.text(value)
  }
}

extension GroupedConfusion: Presentable {
  public var presentation: Presentation {
    guard let first = groups.first, first.table.wrong > 0 else {
      let headline = "Every row is judged right, in each \(column)."
      return Presentation(kind: "confusion-by", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let all = groups.reduce(0) { $0 + $1.table.wrong }
    let mistake = first.commonest.map { "; most often \($0.actual) is taken for \($0.predicted)" } ?? ""
    let headline =
      "\(column) \(first.name) has \(NumberText.whole(first.table.wrong)) of \(NumberText.whole(all)) wrong judgements, "
      + "\(NumberText.percent(first.errorRate)) of its rows\(mistake)."
    let isBinary = threshold != nil
    var columns: [TableComponent.Column] = [
      .init(column.capitalisedFirst), .init("Rows", .trailing), .init("Wrong", .trailing),
      .init("Error rate", .trailing, hasBars: true),
      .init("95% interval", .trailing),
    ]
    columns +=
      isBinary
      ? [.init("False alarms", .trailing), .init("Missed", .trailing)]
      : [.init("Most often"), .init("Rows", .trailing)]
    let rows = groups.map { group -> [TableComponent.Cell] in
      let counts = group.table.counts
      var cells: [TableComponent.Cell] = [
        .name(group.name), .number(NumberText.whole(group.table.rows)), .number(NumberText.whole(group.table.wrong)),
        .number(NumberText.percent(group.errorRate)),
        .number("\(NumberText.percent(group.interval.low)) to \(NumberText.percent(group.interval.high))"),
      ]
      if isBinary {
        cells += [.number(NumberText.whole(counts[0][1])), .number(NumberText.whole(counts[1][0]))]
      } else {
        cells += [
          .text(group.commonest.map { "\($0.actual) for \($0.predicted)" } ?? "–"),
          .number(group.commonest.map { NumberText.whole($0.rows) } ?? "–"),
        ]
      }
      return cells
    }
    let judged = threshold.map { " Judged at a chance of \(NumberText.percent($0, decimals: 0))." } ?? ""
    return Presentation(
      kind: "confusion-by", headline: headline,
      components: [
        .table(
          TableComponent(
            columns: columns, rows: rows,
            caption: "\(headline)\(judged)"
              + (groupCount > groups.count ? " The \(groups.count) of \(groupCount) groups with most mistakes." : "")))
      ], record: self)
  }
}

extension FairnessReport: Presentable {
  public var presentation: Presentation {
    let small =
      smallGroups.isEmpty
      ? ""
      : " Too few rows to say: \(listed(Array(smallGroups.prefix(6))))\(smallGroups.count > 6 ? " and \(smallGroups.count - 6) more" : "")."
    guard groups.count > 1 else {
      let headline = "There are no two groups of \(column) with rows enough to compare.\(small)"
      return Presentation(kind: "fairness", headline: headline, components: [.paragraph(headline)], record: self)
    }
    // What few rows make look unequal is no finding.
    let worst = disparities.min { $0.interval.high < $1.interval.high }
    let headline: String
    if let worst, worst.interval.high < 0.8 {
      headline =
        "\(column) \(worst.lowest) has \(NumberText.percent(worst.ratio, decimals: 0)) of the \(worst.figure.name) of \(worst.highest): "
        + "under the four-fifths rule."
    } else {
      headline =
        "No group of \(column) falls under four fifths of another for sure"
        + (worst.map {
          ": the largest difference is in the \($0.figure.name), \(NumberText.percent($0.ratio, decimals: 0))."
        } ?? ".")
    }
    let table = TableComponent(
      columns: [
        .init(column.capitalisedFirst), .init("Rows", .trailing), .init("Selected", .trailing),
        .init("True positives", .trailing), .init("False positives", .trailing), .init("Mean chance", .trailing),
        .init("Came", .trailing),
      ],
      rows: groups.map { group in
        [
          .name(group.name), .number(NumberText.whole(group.rows)), .number(text(group.selectionRate)),
          .number(text(group.truePositiveRate)), .number(text(group.falsePositiveRate)),
          .number(NumberText.percent(group.meanChance)), .number(text(group.actual)),
        ]
      },
      caption:
        "Taken for \(target) at a chance of \(NumberText.percent(threshold, decimals: 0)), by \(column), with 95% "
        + "intervals.\(small)")
    let ratios = TableComponent(
      columns: [
        .init("Figure"), .init("Lowest"), .init("Highest"), .init("Ratio", .trailing), .init("95% interval", .trailing),
      ],
      rows: disparities.map { disparity in
        [
          .name(disparity.figure.name.capitalisedFirst), .text(disparity.lowest), .text(disparity.highest),
          .number(NumberText.decimal(disparity.ratio, decimals: 2)),
          .number(
            "\(NumberText.decimal(disparity.interval.low, decimals: 2)) to "
              + NumberText.decimal(disparity.interval.high, decimals: 2)),
        ]
      }, caption: "The lowest share of a group divided by the highest: 1 is equal.")
    return Presentation(
      kind: "fairness", headline: headline, components: [.paragraph(headline), .table(table), .table(ratios)],
      record: self)
  }

  private func text(_ share: Share?) -> String {
    share.map {
      "\(NumberText.percent($0.value)) (\(NumberText.decimal($0.interval.low * 100, decimals: 1))–\(NumberText.decimal($0.interval.high * 100, decimals: 1)))"
    } ?? "–"
  }
}
