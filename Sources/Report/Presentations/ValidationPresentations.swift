import Engine

extension Validation: Presentable {
  public var presentation: Presentation {
    let table = TableComponent(
      columns: [.init("State"), .init("Expectation"), .init("Rows that break it", .trailing)]
        + (hasExamples ? [.init("For example", .trailing)] : []),
      rows: checks.map { check in
        [
          .state(check.isMet ? .met : .missed), .name(check.sentence), .number(NumberText.whole(check.failingRows)),
        ] + (hasExamples ? [.text(check.firstFailure ?? "")] : [])
      }, caption: headline)
    let lead = failures.isEmpty ? "The data break what should hold:" : "The data break their rules:"
    return Presentation(
      kind: "validation", headline: headline, components: [table, sampleTable].compactMap { $0.map(Component.table) },
      brief: metCount == checks.count ? nil : Brief(lead: lead, text: headline),
      stageNote: StageNote("\(metCount) of \(checks.count) checks", isAlarming: !isMet), record: self)
  }

  private var headline: String {
    let broken = checks.filter { !$0.isMet }
    guard !broken.isEmpty else {
      return checks.count == 1
        ? "The one check holds for the \(counted(rowCount, "row"))."
        : "All \(NumberText.whole(checks.count)) checks hold for the \(counted(rowCount, "row"))."
    }
    return "\(metCount) of \(counted(checks.count, "check")) \(metCount == 1 ? "holds" : "hold"); broken: "
      + "\(listed(broken.map { $0.failingRows > 0 ? "\($0.sentence) (\(counted($0.failingRows, "row")))" : $0.sentence }))."
  }

  /// Without a row that breaks a rule there is no example to give.
  private var hasExamples: Bool { checks.contains { $0.firstFailure != nil } }

  /// The first rows that break each rule that does not hold.
  private var sampleTable: TableComponent? {
    let rows = checks.filter { !$0.isMet }.flatMap { check in check.samples.map { (check, $0) } }
    guard let first = rows.first else { return nil }
    return TableComponent(
      columns: [.init("Expectation"), .init("Row", .trailing), .init("Value", .trailing)],
      rows: rows.map { check, sample in
        [.name(check.expectation), .number(NumberText.whole(sample.row)), .text(sample.value)]
      },
      caption: "The first rows that break each rule; \(first.0.expectation) is broken first in row "
        + "\(NumberText.whole(first.1.row)).")
  }
}

extension CheckResult {
  fileprivate var sentence: String { severity == .should ? "\(expectation) (should)" : expectation }
}

// MARK: - Schemas

extension Schema: Presentable {
  public var presentation: Presentation {
    let headline =
      "\(counted(columns.count, "column")) as they are in the \(counted(rowCount, "row")) of \(table): later data are "
      + "held against them."
    let component = TableComponent(
      columns: [
        .init("Column"), .init("Holds"), .init("Missing at most", .trailing), .init("Values"),
        .init("Drift bound", .trailing),
      ],
      rows: columns.map { column in
        [
          .name(column.name), .text(column.kind), .number(NumberText.percent(column.mostMissing)),
          .text(column.values), .number(column.reference == nil ? "–" : NumberText.short(column.driftBound)),
        ]
      }, caption: headline)
    return Presentation(kind: "schema", headline: headline, components: [.table(component)], record: self)
  }
}

extension ColumnSchema {
  fileprivate var kind: String {
    switch type {
    case .int: "whole numbers"
    case .double: "decimals"
    case .bool: "yes or no"
    case .string: "text"
    case .date: "dates"
    case nil: "anything"
    }
  }

  private static let mostShown = 8

  fileprivate var values: String {
    if let range { return "\(NumberText.short(range.low)) to \(NumberText.short(range.high))" }
    guard let categories else { return "any" }
    let rest = categories.count - Self.mostShown
    return categories.prefix(Self.mostShown).joined(separator: ", ") + (rest > 1 ? " and \(rest) more" : "")
  }
}

extension SchemaCheck: Presentable {
  public var presentation: Presentation {
    let failures = anomalies.filter { $0.severity == .must }
    var components: [Component] = [.paragraph(headline)]
    if !anomalies.isEmpty {
      components = [
        .table(
          TableComponent(
            columns: [
              .init("State"), .init("Column"), .init("Anomaly"), .init("Rows", .trailing), .init("What was found"),
            ],
            rows: anomalies.map { anomaly in
              [
                .state(.missed), .name(anomaly.column), .text(anomaly.words),
                .number(anomaly.rows.map(NumberText.whole) ?? "–"), .text(anomaly.finding),
              ]
            }, caption: headline))
      ]
    }
    return Presentation(
      kind: "schema-check", headline: headline, components: components,
      brief: anomalies.isEmpty ? nil : Brief(lead: "The data have changed:", text: headline),
      stageNote: StageNote(
        anomalies.isEmpty ? "as expected" : counted(anomalies.count, "anomaly", plural: "anomalies"),
        isAlarming: !failures.isEmpty), record: self)
  }

  private var headline: String {
    let size = "\(counted(rowCount, "row")) of \(table)"
    guard !anomalies.isEmpty else {
      return "The \(size) are as the \(counted(columnCount, "column")) of \(reference) let expect."
    }
    let columns = anomalies.map(\.column).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let shown = columns.prefix(5).map(\.self)
    let rest = columns.count - shown.count
    return "\(counted(anomalies.count, "anomaly", plural: "anomalies")) in the \(size), against \(reference): in "
      + "\(listed(rest > 0 ? shown + ["\(rest) more"] : shown))."
  }
}

extension Anomaly {
  fileprivate var words: String {
    let words =
      switch kind {
      case .missingColumn: "missing column"
      case .newColumn: "new column"
      case .typeChanged: "type changed"
      case .tooManyMissing: "too many missing"
      case .newCategory: "new category"
      case .outOfRange: "out of range"
      case .drifted: "drifted"
      }
    return severity == .should ? "\(words) (should not)" : words
  }

  /// The sentence, with the first row.
  fileprivate var finding: String {
    guard let sample = samples.first else { return text }
    return "\(text) First in row \(NumberText.whole(sample.row)): \(sample.value)."
  }
}
