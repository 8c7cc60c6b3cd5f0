/// The shares of categories in two samples, then and now: two bars a category, the reference over the current one.
///
/// Each sample's counts are shares of its own total. The first 24 categories are drawn.
public struct PairedBarChart: Chart {
  private static let width = 720.0
  private static let pitch = 30.0
  private static let top = 24.0

  public var title: String
  public var summary: String
  public var labels: [String]
  /// One count for each label.
  public var reference: HistogramChart.Series
  public var current: HistogramChart.Series

  public init(
    title: String, summary: String, labels: [String], reference: HistogramChart.Series, current: HistogramChart.Series
  ) {
    self.title = title
    self.summary = summary
    self.labels = labels
    self.reference = reference
    self.current = current
  }

  public var data: ChartData? {
    ChartData(["Category", reference.name, current.name], count: labels.count) { place in
      [labels[place]]
        + [reference, current].map {
          NumberStyle.number(decimals: 0).text(place < $0.counts.count ? $0.counts[place] : nil)
        }
    }
  }

  public func svg(id: String) -> String {
    let shown = Array(labels.prefix(24))
    let before = Self.shares(reference.counts, shown.count)
    let now = Self.shares(current.counts, shown.count)
    guard !shown.isEmpty, let largest = (before + now).max(), largest > 0 else {
      return SVG.withoutData(self, id: id, width: Self.width)
    }
    let style = NumberStyle.percent(decimals: 1)
    let left = Rows.labelWidth(shown, in: 40...240) + 8
    let scale = Scale(0...largest, from: left, to: Self.width - 60)

    var svg = SVG()
    legend(left: left, in: &svg)
    for (index, label) in shown.enumerated() {
      let top = Self.top + Double(index) * Self.pitch
      svg.text(label, x: left - 8, y: top + 13, .label, anchor: .end, within: left - 12)
      for (share, offset, mark) in [(before[index], 0.0, StyleClass.fill), (now[index], 10.0, .bar)] {
        let length = share > 0 ? max(scale(share) - left, 1) : 0
        if length > 0 { svg.rect(x: left, y: top + offset, width: length, height: 9, radius: 1, mark) }
        svg.text(style.text(share), x: left + length + 5, y: top + offset + 9, .tick)
      }
    }
    let height = Self.top + Double(shown.count) * Self.pitch
    guard let remark = Rows.remark(labels.count, shown: shown.count) else {
      return svg.document(self, id: id, width: Self.width, height: height)
    }
    svg.text(remark, x: left - 8, y: height + 10, .tick, anchor: .end)
    return svg.document(self, id: id, width: Self.width, height: height + 16)
  }

  private static func shares(_ counts: [Double], _ size: Int) -> [Double] {
    let clean = counts.map { max(0, $0.plottable ?? 0) }
    // Divided by the largest first, so that no sum overflows.
    let largest = max(clean.max() ?? 0, .leastNormalMagnitude)
    let total = max(clean.reduce(0) { $0 + $1 / largest }, .leastNormalMagnitude)
    return (0..<size).map { $0 < clean.count ? clean[$0] / largest / total : 0 }
  }

  private func legend(left: Double, in svg: inout SVG) {
    let name = TextWidth.truncated(reference.name, to: 240, size: 12)
    svg.rect(x: left, y: 3, width: 14, height: 10, radius: 2, .fill)
    svg.text(name, x: left + 19, y: 12, .comparisonLabel)
    let next = left + 19 + TextWidth.of(name, size: 12) + 24
    svg.rect(x: next, y: 3, width: 14, height: 10, radius: 2, .bar)
    svg.text(current.name, x: next + 19, y: 12, .mainLabel, within: 240)
  }
}
