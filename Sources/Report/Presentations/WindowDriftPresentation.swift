import Charts
import Engine

extension WindowDrift: Presentable {
  private static let mostRows = 40
  private static let mostPictures = 12

  public var presentation: Presentation {
    guard gap == nil else {
      return Presentation(
        kind: "window-drift", headline: headline, components: [.paragraph(headline)], record: self)
    }
    var components: [Component] = [.paragraph(headline), .table(table)]
    // Where nothing moved, the one that comes nearest is picture enough.
    let pictured = moved.isEmpty ? Array(columns.prefix(1)) : Array(moved.prefix(Self.mostPictures))
    for column in pictured { if let figure = figure(of: column) { components.append(.figure(figure)) } }
    return Presentation(
      kind: "window-drift", headline: headline, components: components,
      brief: moved.first.map { Brief(lead: "\($0.name) moved:", text: "\(movement(of: $0)).") }, record: self)
  }

  private var headline: String {
    if let gap { return "\(gap.capitalisedFirst)." }
    let compared = columns.count { $0.figures.gap == nil }
    guard compared > 0 else {
      return rows < DriftFigures.fewestRows
        ? "Too few rows to say in \(label): \(NumberText.whole(rows))." : "No column of \(label) can be compared."
    }
    guard let first = moved.first else {
      return "None of \(counted(compared, "column")) moved in \(label)."
    }
    let share = "\(NumberText.whole(moved.count)) of \(counted(compared, "column")) moved in \(label)"
    return "\(share), \(first.name) most: \(movement(of: first))."
  }

  /// What is typical before and now.
  private func movement(of column: ColumnDrift) -> String {
    switch (column.reference, column.figures.digest) {
    case (.numbers(let before, let old), .numbers(let now, let new)):
      if old[2] != new[2] { return "its median went from \(NumberText.short(old[2])) to \(NumberText.short(new[2]))" }
      return "its mean went from \(NumberText.short(before)) to \(NumberText.short(now))"
    case (.categories(let before), .categories(let now)):
      let names = (before + now).map(\.category)
      func share(_ name: String, _ side: [ColumnDigest.CategoryShare]) -> Double {
        side.first { $0.category == name }?.share ?? 0
      }
      let most = names.max {
        (share($0, now) - share($0, before)).magnitude < (share($1, now) - share($1, before)).magnitude
      }
      guard let most else { return "its values changed" }
      return
        "\(most) went from \(NumberText.percent(share(most, before))) to \(NumberText.percent(share(most, now))) of rows"
    default: return "it holds nothing now"
    }
  }

  private var table: TableComponent {
    let shown = columns.prefix(Self.mostRows)
    return TableComponent(
      columns: [
        .init("Column"), .init("Before", .trailing), .init("Now", .trailing), .init("PSI", .trailing),
        .init("p, corrected", .trailing), .init("Missing", .trailing), .init(""),
      ],
      rows: shown.map { column in
        let name = column.role == .target ? "\(column.name) (target)" : column.name
        if let gap = column.figures.gap {
          return [
            .name(name), .number(typical(column.reference)), .text(gap.text), .number("–"), .number("–"),
            .number(column.figures.missingShare.map { NumberText.percent($0) } ?? "–"), .text(""),
          ]
        }
        return [
          .name(name), .number(typical(column.reference)), .number(column.figures.digest.map(typical) ?? "–"),
          .number(column.figures.psi.map { NumberText.decimal($0, decimals: 2) } ?? "–"),
          .number(column.figures.adjustedPValue.map(NumberText.pValue) ?? "–"),
          .number(column.figures.missingShare.map { NumberText.percent($0) } ?? "–"),
          .text(column.hasMoved ? "moved" : ""),
        ]
      },
      caption: "\(label.capitalisedFirst) against the reference: the median of numbers, the most common of categories. "
        + "\(counted(rows, "row")) against \(NumberText.whole(referenceRows))."
        + (columns.count > shown.count ? " The \(shown.count) that moved most." : ""))
  }

  private func typical(_ digest: ColumnDigest) -> String {
    switch digest {
    case .numbers(_, let quantiles): NumberText.short(quantiles[2])
    case .categories(let categories):
      categories.first.map { "\($0.category) \(NumberText.percent($0.share, decimals: 0))" } ?? "–"
    case .empty: "–"
    }
  }

  private func figure(of column: ColumnDrift) -> Figure? {
    guard let histogram = column.histogram else { return nil }
    let caption = "\(column.name): \(movement(of: column))."
    let names = ("reference", label)
    switch histogram.bins {
    case .numbers(let edges):
      return Figure(
        chart: HistogramChart(
          title: "\(column.name), before and now", summary: caption, edges: edges,
          series: [
            .init(name: names.0, counts: histogram.reference.map(Double.init)),
            .init(name: names.1, counts: histogram.current.map(Double.init)),
          ], xTitle: column.name, style: .compact), caption: caption, isNarrow: false)
    case .categories(let categories):
      return Figure(
        chart: PairedBarChart(
          title: "\(column.name), before and now", summary: caption, labels: categories,
          reference: .init(name: names.0, counts: histogram.reference.map(Double.init)),
          current: .init(name: names.1, counts: histogram.current.map(Double.init))), caption: caption,
        isNarrow: false)
    }
  }
}
