/// Many quantities over the same steps, as a grid of cells shaded by level: the drift of each feature, week by week.
///
/// Four levels make five shades, from calm to alarming; a cell without a value is an empty outline. The first 40 rows
/// are drawn; of more than 60 columns, neighbours share a cell, which shows the largest of their values.
///
/// A cell above the lowest level says its row, column and value to a reader who points at it; the calm cells of a row
/// say only that they are calm. That keeps the drawing of 26 weeks of 11 features under 12 KB.
public struct HeatmapChart: Chart {
  private static let width = 720.0
  private static let rowLimit = 40
  private static let columnLimit = 60
  /// How many bytes the paths of the cells may take.
  private static let byteLimit = 3600

  public var title: String
  public var summary: String
  public var rows: [String]
  public var columns: [String]
  /// One list for each row, with one value for each column.
  public var values: [[Double?]]
  /// Four ascending values. A cell is shaded by how many of them it exceeds.
  public var levels: [Double]
  /// Five texts for the legend, from the lowest shade; `nil` to make them of the levels.
  public var levelLabels: [String]?
  /// What stands under the column of summaries: "worst".
  public var rowSummaryTitle: String
  /// One text for each row, at its right end.
  public var rowSummaries: [String]
  public var style: NumberStyle

  public init(
    title: String, summary: String, rows: [String], columns: [String], values: [[Double?]], levels: [Double],
    levelLabels: [String]? = nil, rowSummaryTitle: String, rowSummaries: [String], style: NumberStyle
  ) {
    self.title = title
    self.summary = summary
    self.rows = rows
    self.columns = columns
    self.values = values
    self.levels = levels
    self.levelLabels = levelLabels
    self.rowSummaryTitle = rowSummaryTitle
    self.rowSummaries = rowSummaries
    self.style = style
  }

  public var data: ChartData? {
    let style = style.finer
    // A row a step of time, so that it reads downwards as a log does.
    return ChartData(["Step"] + rows, count: columns.count) { step in
      [columns[step]] + values.map { style.text(step < $0.count ? $0[step] : nil) }
    }
  }

  public func svg(id: String) -> String {
    guard !rows.isEmpty, !columns.isEmpty else { return SVG.withoutData(self, id: id, width: Self.width) }
    let shown = Array(rows.prefix(Self.rowLimit))
    let summaries = rowSummaries.prefix(shown.count)
    let labelWidth = Rows.labelWidth(shown, in: 40...200)
    let texts = [rowSummaryTitle] + summaries
    let summaryWidth = min(texts.map { TextWidth.of(String($0.prefix(40)), size: 12) }.max() ?? 0, 120) + 4
    let left = labelWidth + 8
    let right = Self.width - summaryWidth - 12
    let cells = cells(rows: shown)
    // A few columns make a narrow grid rather than wide cells.
    let pitch = min((right - left) / Double(cells.columns.count), 60)
    let bottom = Double(shown.count) * HeatmapCells.pitch

    var svg = SVG()
    svg.group("text-anchor=\"end\"") { svg in
      for (index, row) in shown.enumerated() {
        svg.text(row, x: labelWidth, y: Self.baseline(index), .label, within: labelWidth)
      }
      for (index, summary) in summaries.enumerated() {
        svg.text(summary, x: Self.width - 2, y: Self.baseline(index), .num, within: summaryWidth)
      }
      svg.text(rowSummaryTitle, x: Self.width - 2, y: bottom + 14, .tick, within: summaryWidth)
      if let remark = Rows.remark(rows.count, shown: shown.count) {
        svg.text(remark, x: labelWidth, y: bottom + 14, .tick)
      }
    }
    let labels = StepLabels(cells.columns)
    for (column, text) in labels.shown(pitch: pitch) {
      let x = left + (Double(column) + 0.5) * pitch
      svg.text(text, x: x, y: bottom + 14, .tick, anchor: .middle, within: StepLabels.widest)
    }
    legend(cells.levels, left: left, top: bottom + 28, in: &svg)
    cells.draw(left: left, pitch: pitch, in: &svg)
    return svg.document(self, id: id, width: Self.width, height: bottom + 46)
  }

  private static func baseline(_ row: Int) -> Double {
    (Double(row) + 0.5) * HeatmapCells.pitch + 4
  }

  // MARK: Cells

  /// The cells to draw. Where there are more columns than fit, or the cells are too busy to be told apart, as many
  /// neighbours share one as it takes.
  private func cells(rows: [String]) -> HeatmapCells {
    let levels = Array(levels.filter(\.isFinite).sorted().prefix(4))
    var shared = (columns.count + Self.columnLimit - 1) / Self.columnLimit
    while true {
      let starts = stride(from: 0, to: columns.count, by: shared)
      let cells = HeatmapCells(
        rows: rows, columns: starts.map { columns[$0] }, columnNames: starts.map { name($0, shared) },
        values: rows.indices.map { row in starts.map { largest(row, $0, shared) } }, levels: levels, style: style)
      if cells.byteCount <= Self.byteLimit || cells.columns.count <= 10 { return cells }
      shared += 1
    }
  }

  /// What `count` columns are called together.
  private func name(_ start: Int, _ count: Int) -> String {
    let last = min(start + count, columns.count) - 1
    return last > start ? "\(columns[start].prefix(20))–\(columns[last].prefix(20))" : columns[start]
  }

  /// The largest value of `count` cells of a row.
  private func largest(_ row: Int, _ start: Int, _ count: Int) -> Double? {
    guard row < values.count, start < values[row].count else { return nil }
    return values[row][start..<min(start + count, columns.count, values[row].count)].compactMap { $0?.plottable }.max()
  }

  // MARK: Legend

  private func legend(_ levels: [Double], left: Double, top: Double, in svg: inout SVG) {
    var x = left
    for (index, label) in legendTexts(levels).enumerated() {
      let text = TextWidth.truncated(label, to: 150, size: StyleClass.tick.fontSize)
      let end = x + 18 + TextWidth.of(text, size: StyleClass.tick.fontSize)
      guard end <= Self.width else { return }
      svg.rect(x: x, y: top, width: 14, height: 10, radius: 2, .level(exceeding: index))
      svg.text(text, x: x + 18, y: top + 9, .tick)
      x = end + 20
    }
  }

  private func legendTexts(_ levels: [Double]) -> [String] {
    guard let first = levels.first, let last = levels.last else { return [] }
    var texts = ["up to \(style.text(first))"]
    for (low, high) in zip(levels, levels.dropFirst()) { texts.append("\(style.text(low))–\(style.text(high))") }
    texts.append("over \(style.text(last))")
    for (index, label) in (levelLabels ?? []).prefix(texts.count).enumerated() { texts[index] = label }
    return texts
  }
}
