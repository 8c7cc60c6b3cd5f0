/// Where a model fails: a dot for each slice of the data, placed by its error relative to the average, sized by its
/// share of all error, with its share of rows and of error at the right. The first 30 rows are drawn.
public struct SliceChart: Chart {
  /// A slice of the data.
  public struct Row: Sendable, Hashable {
    public var label: String
    /// The slice's error divided by the average error; 1 is the average.
    public var ratio: Double
    public var low: Double?
    public var high: Double?
    /// The slice's share of rows.
    public var share: Double
    /// The slice's share of all error.
    public var errorShare: Double
    public var isEmphasised: Bool

    public init(
      label: String, ratio: Double, low: Double? = nil, high: Double? = nil, share: Double, errorShare: Double,
      isEmphasised: Bool = false
    ) {
      self.label = label
      self.ratio = ratio
      self.low = low
      self.high = high
      self.share = share
      self.errorShare = errorShare
      self.isEmphasised = isEmphasised
    }
  }

  private static let width = 720.0
  private static let rowHeight = 30.0
  /// Where the two columns of shares end.
  private static let columns = (share: 600.0, errorShare: 708.0)

  public var title: String
  public var summary: String
  /// What the line at ratio 1 is called: "average".
  public var averageLabel: String
  public var rows: [Row]
  /// What stands under the column of ``Row/share``: "of flights".
  public var shareTitle: String
  /// What stands under the column of ``Row/errorShare``: "of all error".
  public var errorShareTitle: String

  public init(
    title: String, summary: String, averageLabel: String, rows: [Row], shareTitle: String, errorShareTitle: String
  ) {
    self.title = title
    self.summary = summary
    self.averageLabel = averageLabel
    self.rows = rows
    self.shareTitle = shareTitle
    self.errorShareTitle = errorShareTitle
  }

  public var data: ChartData? {
    ChartData(["Group", "Beside the average", "95% interval", shareTitle, errorShareTitle], count: rows.count) {
      place in
      let (row, ratio, share) = (rows[place], NumberStyle.number(decimals: 2), NumberStyle.percent(decimals: 1))
      return [
        row.label, "\(ratio.text(row.ratio))×", "\(ratio.text(row.low)) to \(ratio.text(row.high))",
        share.text(row.share), share.text(row.errorShare),
      ]
    }
  }

  public func svg(id: String) -> String {
    let shown = Array(rows.prefix(30))
    guard !shown.isEmpty else { return SVG.withoutData(self, id: id, width: Self.width) }

    let labelWidth = Rows.labelWidth(shown.map(\.label), in: 90...300)
    let values = shown.flatMap { [$0.ratio, $0.low ?? $0.ratio, $0.high ?? $0.ratio] }
    let range = extent(of: values + [0, 1.2]) ?? 0...2
    let scale = Scale(range, from: labelWidth + 20, to: Self.columns.share - 70)
    let bottom = Double(shown.count) * Self.rowHeight + 10

    var svg = SVG()
    axis(Ticks(within: range, count: range.upperBound < 4 ? 3 : 4), scale, bottom: bottom, in: &svg)
    let largest = shown.compactMap(\.errorShare.plottable).max() ?? 0
    for (index, row) in shown.enumerated() {
      let y = Double(index) * Self.rowHeight + 20
      draw(row, y: y, scale: scale, largest: largest, in: &svg)
    }
    svg.group("text-anchor=\"end\"") { svg in
      for (index, row) in shown.enumerated() {
        write(row, baseline: Double(index) * Self.rowHeight + 24, labelWidth: labelWidth, in: &svg)
      }
    }
    if let remark = Rows.remark(rows.count, shown: shown.count) {
      svg.text(remark, x: labelWidth, y: bottom + 16, .tick, anchor: .end)
    }
    return svg.document(self, id: id, width: Self.width, height: bottom + 24)
  }

  private func axis(_ ticks: Ticks, _ scale: Scale, bottom: Double, in svg: inout SVG) {
    let size = StyleClass.tick.fontSize
    let baseline = bottom + 16
    let average = TextWidth.truncated(averageLabel, to: 120, size: size)
    let taken = (scale(1) - TextWidth.of(average, size: size) / 2)...(scale(1) + TextWidth.of(average, size: size) / 2)
    // The last label that was drawn ends here.
    var end = -Double.infinity
    for value in ticks.values where value <= scale.domain.upperBound && value != 1 {
      let x = scale(value)
      if abs(x - scale(1)) > 3 { svg.line(x1: x, y1: 6, x2: x, y2: bottom, .grid) }
      let label = ticks.label(value, .number(decimals: 1)) + (value == 0 ? "" : "×")
      let half = TextWidth.of(label, size: size) / 2
      guard x - half > end + 6, x + half < taken.lowerBound - 6 || x - half > taken.upperBound + 6 else { continue }
      svg.text(label, x: x, y: baseline, .tick, anchor: .middle)
      end = x + half
    }
    svg.line(x1: scale(1), y1: 6, x2: scale(1), y2: bottom, .reference)
    svg.text(average, x: scale(1), y: baseline, .tick, anchor: .middle)
    svg.text(shareTitle, x: Self.columns.share, y: baseline, .tick, anchor: .end, within: 90)
    svg.text(errorShareTitle, x: Self.columns.errorShare, y: baseline, .tick, anchor: .end, within: 96)
  }

  private func draw(_ row: Row, y: Double, scale: Scale, largest: Double, in svg: inout SVG) {
    guard row.ratio.plottable != nil else { return }
    // Under the dot: an interval shorter than the dot is not worth a mark of its own.
    if let low = row.low?.plottable, let high = row.high?.plottable {
      svg.line(x1: scale(low), y1: y, x2: scale(high), y2: y, .interval)
    }
    let share = largest > 0 ? max(0, row.errorShare.plottable ?? 0) / largest : 0
    svg.circle(
      Position(x: scale(row.ratio), y: y), radius: max(2.5, 10 * share.squareRoot()), row.isEmphasised ? .hot : .dot,
      title: "\(NumberStyle.number(decimals: 2).text(row.ratio))×")
  }

  /// The texts of a row, which end at their place.
  private func write(_ row: Row, baseline: Double, labelWidth: Double, in svg: inout SVG) {
    let percent = NumberStyle.percent(decimals: 1)
    svg.text(row.label, x: labelWidth, y: baseline, .label, within: labelWidth)
    svg.text(percent.text(row.share), x: Self.columns.share, y: baseline, .num, within: 90)
    svg.text(percent.text(row.errorShare), x: Self.columns.errorShare, y: baseline, .num, within: 96)
  }
}
