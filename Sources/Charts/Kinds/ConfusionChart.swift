/// What was taken for what: rows are the actual classes, columns the predicted ones. A cell's shade is its share of
/// its row, in the accent colour on the diagonal and in the alarm colour off it; recall and precision stand at the
/// margins.
///
/// Of more than 10 classes, the 9 most frequent are drawn and the rest is added up as "other".
public struct ConfusionChart: Chart {
  private static let mostWidth = 720.0
  private static let limit = 10
  private static let rowHeight = 30.0

  public var title: String
  public var summary: String
  public var classes: [String]
  /// `counts[actual][predicted]`.
  public var counts: [[Int]]
  /// Smaller counts are written as "under" this one, and the shares that would tell them are left out.
  var least = 0

  public init(title: String, summary: String, classes: [String], counts: [[Int]]) {
    self.title = title
    self.summary = summary
    self.classes = classes
    self.counts = counts
  }

  public var data: ChartData? {
    let matrix = ConfusionMatrix(classes: classes, counts: counts, limit: Self.limit)
    return ChartData(["Actual, by predicted"] + matrix.classes, count: matrix.classes.count) { row in
      [matrix.classes[row]]
        + matrix.counts[row].map { isSmall($0) ? "under \(least)" : NumberStyle.number(decimals: 0).text(Double($0)) }
    }
  }

  public func svg(id: String) -> String {
    let matrix = ConfusionMatrix(classes: classes, counts: counts, limit: Self.limit)
    guard matrix.counts.joined().contains(where: { $0 > 0 }) else {
      return SVG.withoutData(self, id: id, width: Self.mostWidth)
    }

    let labelWidth = Rows.labelWidth(matrix.classes, in: 58...170)
    let left = labelWidth + 10
    let size = Double(matrix.classes.count)
    // Two or three classes make a small picture, which may stand beside others.
    let pitch = min((Self.mostWidth - left - 62) / size, size <= 3 ? 64 : 110)
    let top = 36.0
    let (right, bottom) = (left + size * pitch, top + size * Self.rowHeight)

    var svg = SVG()
    svg.text("predicted", x: left + size * pitch / 2, y: 12, .axis, anchor: .middle)
    svg.text("actual", x: labelWidth, y: top - 8, .axis, anchor: .end)
    svg.text("recall", x: right + 52, y: top - 8, .tick, anchor: .end)
    svg.text("precision", x: labelWidth, y: bottom + 18, .tick, anchor: .end)
    for (index, name) in matrix.classes.enumerated() {
      let (x, y) = (left + (Double(index) + 0.5) * pitch, top + (Double(index) + 0.5) * Self.rowHeight)
      svg.text(name, x: x, y: top - 8, .tick, anchor: .middle, within: pitch - 6)
      svg.text(name, x: labelWidth, y: y + 4, .label, anchor: .end, within: labelWidth)
      svg.text(
        percent(isTold(matrix.counts[index]) ? matrix.recall(index) : nil), x: right + 52, y: y + 4, .num, anchor: .end)
      svg.text(
        percent(isTold(matrix.counts.map { $0[index] }) ? matrix.precision(index) : nil), x: x, y: bottom + 18, .num,
        anchor: .middle)
    }
    shades(matrix, left: left, top: top, pitch: pitch, in: &svg)
    svg.group("text-anchor=\"middle\"") { svg in
      for (row, counts) in matrix.counts.enumerated() {
        for (column, count) in counts.enumerated() where count > 0 {
          svg.text(
            text(count, pitch: pitch), x: left + (Double(column) + 0.5) * pitch,
            y: top + (Double(row) + 0.5) * Self.rowHeight + 4, .num)
        }
      }
    }
    return svg.document(self, id: id, width: right + 62, height: bottom + 26)
  }

  /// The cells, those of one shade in one path. The shade is never so dark that the count cannot be read on it.
  private func shades(_ matrix: ConfusionMatrix, left: Double, top: Double, pitch: Double, in svg: inout SVG) {
    let shadeCount = 10
    var paths: [StyleClass: [String]] = [:]
    for (row, counts) in matrix.counts.enumerated() {
      for (column, count) in counts.enumerated() {
        let share = matrix.shareOfRow(row, count)
        let shade = count > 0 ? max(1, Int((share * Double(shadeCount)).rounded())) : 0
        let style: StyleClass = count == 0 ? .track : row == column ? .bar : .hot
        let (x, y) = (left + Double(column) * pitch, top + Double(row) * Self.rowHeight)
        let (width, height) = (SVG.coordinate(pitch - 2), SVG.coordinate(Self.rowHeight - 2))
        paths[style, default: Array(repeating: "", count: shadeCount + 1)][shade] +=
          "M\(SVG.coordinate(x)) \(SVG.coordinate(y))h\(width)v\(height)h-\(width)z"
      }
    }
    for style in [StyleClass.track, .bar, .hot] {
      for (shade, data) in (paths[style] ?? []).enumerated() where !data.isEmpty {
        let opacity = style == .track ? 0.35 : 0.06 + 0.44 * Double(shade) / Double(shadeCount)
        svg.path(data, style, attributes: "fill-opacity=\"\(SVG.coordinate(opacity, decimals: 2))\"")
      }
    }
  }

  private func isSmall(_ count: Int) -> Bool { Self.isSmall(Double(count), under: least) }

  /// Whether a row or column of cells may be summed up.
  private func isTold(_ counts: [Int]) -> Bool { !counts.contains(where: isSmall) }

  private func text(_ count: Int, pitch: Double) -> String {
    if isSmall(count) { return "<\(least)" }
    let whole = NumberStyle.number(decimals: 0).text(Double(count))
    return TextWidth.of(whole, size: 12) <= pitch - 6 ? whole : NumberStyle.compact.text(Double(count))
  }

  private func percent(_ share: Double?) -> String {
    share.map { NumberStyle.percent(decimals: 0).text($0) } ?? "–"
  }
}
