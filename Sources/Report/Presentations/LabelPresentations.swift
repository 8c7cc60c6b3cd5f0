import Charts
import Engine

extension LabelReport: Presentable {
  public var presentation: Presentation {
    let small = classes.filter(\.isSmall)
    var sentences = ["\(counted(rows - missing, "row")) have one of \(counted(classes.count, "label"))."]
    if let most = classes.first {
      sentences[0] =
        "\(NumberText.percent(most.share)) of \(counted(rows - missing, "row")) are \(target) “\(most.name)”."
    }
    if missing > 0 { sentences.append("\(counted(missing, "row")) have no label.") }
    if !small.isEmpty {
      sentences.append(
        "\(listed(small.prefix(3).map { "“\($0.name)”" }))\(small.count > 3 ? " and others" : "") "
          + "\(small.count == 1 ? "has" : "have") too few rows to learn from.")
    }
    if !compared.isEmpty {
      sentences.append(
        contradictoryRows == 0
          ? "No two rows that are alike in \(listed(compared)) have different labels."
          : "\(counted(contradictoryRows, "row")) are alike in \(listed(compared)) and labelled differently.")
    }
    let headline = sentences.joined(separator: " ")
    let shown = classes.prefix(20)
    let table = TableComponent(
      columns: [.init("Label"), .init("Rows", .trailing), .init("Share", .trailing), .init("")],
      rows: shown.map { label in
        [
          .name(label.name), .number(NumberText.whole(label.rows)), .number(NumberText.percent(label.share)),
          .text(label.isSmall ? "few rows" : ""),
        ]
      }, caption: classes.count > shown.count ? "\(headline) The 20 most frequent are shown." : headline)
    var components: [Component] = [.table(table)]
    if !contradictions.isEmpty { components.append(.table(contradictionTable)) }
    return Presentation(
      kind: "labels", headline: headline, components: components,
      stageNote: small.isEmpty ? nil : StageNote("\(counted(small.count, "small class", plural: "small classes"))"),
      record: self)
  }

  private var contradictionTable: TableComponent {
    TableComponent(
      columns: compared.map { .init($0) } + [.init("Rows", .trailing)]
        + classes.prefix(4).map { .init("“\($0.name)”", .trailing) },
      rows: contradictions.prefix(10).map { group in
        group.values.map { .text($0) } + [.number(NumberText.whole(group.rows))]
          + group.counts.prefix(4).map { .number(NumberText.whole($0)) }
      }, caption: "Rows that are alike and labelled differently, the largest groups first.")
  }
}

extension AnnotatorReport: Presentable {
  public var presentation: Presentation {
    let share = NumberText.percent(Double(agreedRows) / Double(max(comparedRows, 1)))
    let alpha = krippendorffAlpha.map { "; Krippendorff's α is \(NumberText.decimal($0, decimals: 2))" } ?? ""
    let headline =
      "\(counted(annotators.count, "person", plural: "people")) agree on \(share) of \(counted(comparedRows, "row"))\(alpha)."
    let pairTable = TableComponent(
      columns: [
        .init("Annotators"), .init("Rows of both", .trailing), .init("Same label", .trailing),
        .init("Cohen's κ", .trailing),
      ],
      rows: pairs.map { pair in
        [
          .name("\(pair.first) · \(pair.second)"), .number(NumberText.whole(pair.rows)),
          .number(NumberText.percent(pair.agreement)),
          .number(pair.cohenKappa.map { NumberText.decimal($0, decimals: 3) } ?? "–"),
        ]
      },
      caption: headline
        + (fleissKappa.map { " Fleiss' κ of all is \(NumberText.decimal($0, decimals: 2))." } ?? ""))
    let people = TableComponent(
      columns: [.init("Annotator"), .init("Rows", .trailing), .init("Agrees with the others", .trailing)],
      rows: againstOthers.map {
        [.name($0.name), .number(NumberText.whole($0.rows)), .number(NumberText.percent($0.agreement))]
      },
      caption: level.map {
        "People agree with the most frequent label of the others in \(NumberText.percent($0)) of rows: human level."
      } ?? "Nobody labelled a row of another.")
    var components: [Component] = [.table(pairTable), .table(people)]
    if !confusions.isEmpty {
      components.append(
        .table(
          TableComponent(
            columns: [.init("Labels taken for each other"), .init("Times", .trailing)],
            rows: confusions.prefix(10).map {
              [.name("\($0.first) · \($0.second)"), .number(NumberText.whole($0.rows))]
            }, caption: "Where two people gave the same row different labels.")))
    }
    return Presentation(kind: "agreement", headline: headline, components: components, record: self)
  }
}

extension SuspectLabels: Presentable {
  public var presentation: Presentation {
    let headline =
      suspects.isEmpty
      ? "None of \(counted(rowCount, "label")) is in doubt."
      : "\(counted(suspects.count, "label")) of \(NumberText.whole(rowCount)) (\(NumberText.percent(share))) "
        + "\(suspects.count == 1 ? "is" : "are") in doubt: someone should look."
    let shown = suspects.prefix(12)
    let table = TableComponent(
      columns: [
        .init("Row", .trailing), .init("Label"), .init("Seems to be"), .init("Chance of its label", .trailing),
      ],
      rows: shown.map {
        [
          .number(NumberText.whole($0.row + 1)), .name($0.given), .text($0.suggested),
          .number(NumberText.percent($0.selfConfidence)),
        ]
      }, caption: suspects.count > shown.count ? "\(headline) The 12 least plausible are shown." : headline)
    let byClass = TableComponent(
      columns: [.init("Label"), .init("Rows", .trailing), .init("In doubt", .trailing), .init("Share", .trailing)],
      rows: classes.prefix(20).map {
        [
          .name($0.name), .number(NumberText.whole($0.rows)), .number(NumberText.whole($0.doubted)),
          .number(NumberText.percent(Double($0.doubted) / Double(max($0.rows, 1)))),
        ]
      }, caption: "By the label that rows have.")
    return Presentation(
      kind: "suspectLabels", headline: headline,
      components: suspects.isEmpty ? [.paragraph(headline)] : [.table(table), .table(byClass)],
      holdsRows: !suspects.isEmpty,
      record: Record(rowCount: rowCount, count: suspects.count, classes: classes, first: Array(suspects.prefix(100))))
  }

  private struct Record: Encodable, Sendable {
    let rowCount: Int
    let count: Int
    let classes: [DoubtedClass]
    let first: [Suspect]
  }
}
