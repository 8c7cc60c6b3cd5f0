import Charts
import Engine

extension Profile: Presentable {
  public var presentation: Presentation {
    let gaps = columns.filter { $0.missingCount > 0 }.sorted { $0.missingCount > $1.missingCount }
    func share(_ column: ColumnProfile) -> String {
      NumberText.percent(Double(column.missingCount) / Double(max(rowCount, 1)))
    }
    let size = "\(counted(rowCount, "row")) and \(counted(columns.count, "column"))"
    let headline =
      switch gaps.first {
      case nil: "\(size), with no value missing."
      case .some(let worst):
        "\(size); \(gaps.count == 1 ? "one column has" : "\(gaps.count) columns have") missing values, most of all "
          + "\(worst.name) (\(share(worst)))."
      }
    let rows = columns.map { column -> [TableComponent.Cell] in
      let typical: String
      if let numbers = column.numbers {
        typical =
          column.type == .date
          ? Instant(microseconds: Int64(numbers.median)).description : NumberText.short(numbers.mean)
      } else if let top = column.topCategories.first {
        let share = Double(top.count) / Double(max(rowCount - column.missingCount, 1))
        typical = "\(top.name) \(NumberText.percent(share, decimals: 0))"
      } else {
        typical = "–"
      }
      return [
        .name(column.name), .text(column.name == target ? "\(column.kind), target" : column.kind),
        .number(column.missingCount == 0 ? "0" : share(column)), .number(NumberText.whole(column.distinctCount)),
        .number(typical),
        .chart(
          Sparkline(
            title: "Distribution of \(column.name)", counts: column.shape.map(Double.init),
            isCategorical: column.isCategorical)),
      ]
    }
    let table = TableComponent(
      columns: [
        .init("Column"), .init("Kind"), .init("Missing", .trailing), .init("Distinct", .trailing),
        .init("Mean or most common", .trailing), .init("Distribution"),
      ], rows: rows, caption: headline)
    return Presentation(
      kind: "profile", headline: headline, components: [.table(table)],
      stageNote: StageNote(counted(rowCount, "row")), record: self)
  }
}

extension ColumnProfile {
  fileprivate var kind: String {
    switch type {
    case .double, .int: "number"
    case .string: "category"
    case .bool: "yes or no"
    case .date: "date"
    }
  }
}

extension Validation: Presentable {
  public var presentation: Presentation {
    let broken = checks.filter { !$0.isMet }
    let headline =
      broken.isEmpty
      ? "\(checks.count == 1 ? "The one check holds" : "All \(NumberText.whole(checks.count)) checks hold") for the \(counted(rowCount, "row"))."
      : "\(metCount) of \(counted(checks.count, "check")) \(metCount == 1 ? "holds" : "hold"); broken: "
        + "\(listed(broken.map { $0.failingRows > 0 ? "\($0.expectation) (\(counted($0.failingRows, "row")))" : $0.expectation }))."
    // Without a row that breaks a rule there is no example to give.
    let hasExamples = checks.contains { $0.firstFailure != nil }
    let table = TableComponent(
      columns: [.init("State"), .init("Expectation"), .init("Rows that break it", .trailing)]
        + (hasExamples ? [.init("For example", .trailing)] : []),
      rows: checks.map { check in
        [
          .state(check.isMet ? .met : .missed), .name(check.expectation), .number(NumberText.whole(check.failingRows)),
        ] + (hasExamples ? [.text(check.firstFailure ?? "")] : [])
      }, caption: headline)
    return Presentation(
      kind: "validation", headline: headline, components: [.table(table)],
      brief: broken.isEmpty ? nil : Brief(lead: "The data break their rules:", text: headline),
      stageNote: StageNote("\(metCount) of \(checks.count) checks", isAlarming: !broken.isEmpty), record: self)
  }
}

extension Split: Presentable {
  public var presentation: Presentation {
    let headline =
      "\(counted(train.rowCount, "row")) before \(at) to learn from, \(NumberText.whole(test.rowCount)) from then on "
      + "to judge by."
    return Presentation(
      kind: "split", headline: headline, components: [.paragraph(headline)],
      record: SplitRecord(
        column: column, at: at.description, trainRows: train.rowCount, testRows: test.rowCount))
  }

  private struct SplitRecord: Encodable, Sendable {
    let column: String
    let at: String
    let trainRows: Int
    let testRows: Int
  }
}
