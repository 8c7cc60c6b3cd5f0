import Engine

extension WorstRows: Presentable {
  public var presentation: Presentation {
    guard let first = rows.first else {
      let headline = "There are no rows to be wrong about."
      return Presentation(kind: "worst", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let doubted = rows.count(where: \.isLabelInDoubt)
    let headline =
      "At worst, \(target) was expected with \(first.predicted) and came out \(first.actual)"
      + (doubted > 0 ? "; \(doubted) of these \(rows.count) labels \(doubted == 1 ? "is" : "are") in doubt." : ".")
    let hasReasons = rows.contains { !$0.reasons.isEmpty }
    let table = TableComponent(
      columns: [.init("Row", .trailing), .init("Predicted", .trailing), .init("Came")]
        + columns.map { .init($0) } + (hasReasons ? [.init("Because of")] : []) + (doubted > 0 ? [.init("")] : []),
      rows: rows.map { row in
        var cells: [TableComponent.Cell] = [
          .number(NumberText.whole(row.number)), .number(row.predicted), .text(row.actual),
        ]
        cells += row.values.map { .text($0 ?? "–") }
        if hasReasons { cells.append(.text(row.reasons.map(reason).joined(separator: ", "))) }
        if doubted > 0 { cells.append(.text(row.isLabelInDoubt ? "label in doubt" : "")) }
        return cells
      },
      caption: "The \(counted(rows.count, "row")) of \(NumberText.whole(rowCount)) with the largest \(loss)."
        + (hasReasons ? " What moved the prediction most, up or down." : ""))
    return Presentation(
      kind: "worst", headline: headline, components: [.paragraph(headline), .table(table)], holdsRows: true,
      record: self)
  }

  private func reason(_ contribution: Explanation.Contribution) -> String {
    "\(contribution.feature) \(contribution.value ?? "missing") \(contribution.contribution > 0 ? "↑" : "↓")"
  }
}

extension SimilarRows: Presentable {
  public var presentation: Presentation {
    let nearest = neighbours.first.map { "the nearest lies \(NumberText.decimal($0.distance, decimals: 2)) away" } ?? ""
    let same = neighbours.count {
      $0.actual == actual || ($0.actual == "true" && actual == "yes") || ($0.actual == "false" && actual == "no")
    }
    let headline =
      "Row \(row) was predicted \(predicted) and came out \(actual): of its \(counted(neighbours.count, "nearest row")), "
      + "\(same) came out so; \(nearest)."
    let table = TableComponent(
      columns: [.init("Row", .trailing), .init("Distance", .trailing), .init(target)] + columns.map { .init($0) },
      rows: [[.name("this one"), .number("–"), .text(actual)] + values.map { .text($0 ?? "–") }]
        + neighbours.map { neighbour in
          [
            .number(NumberText.whole(neighbour.number)), .number(NumberText.decimal(neighbour.distance, decimals: 3)),
            .text(neighbour.actual),
          ] + neighbour.values.map { .text($0 ?? "–") }
        },
      caption: "\(headline) Distances are means over the features, from 0 to 1.")
    return Presentation(
      kind: "nearest", headline: headline, components: [.table(table)], holdsRows: true, record: self)
  }
}
