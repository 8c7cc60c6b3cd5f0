/// Horizontal bars, each with its label at the left and its value at its end: importances, shares, counts by group.
///
/// Bars start at zero; negative values go to the left of it. The order is the caller's. The first 40 bars are drawn.
public struct BarChart: Chart {
  /// One bar.
  public struct Bar: Sendable, Hashable {
    public var label: String
    public var value: Double
    /// Written at the bar's end in place of the value.
    public var text: String?
    public var isEmphasised: Bool
    /// How many rows the bar stands for, where it is a share or a figure of rows.
    public var rows: Int?

    public init(label: String, value: Double, text: String? = nil, isEmphasised: Bool = false, rows: Int? = nil) {
      self.rows = rows
      self.label = label
      self.value = value
      self.text = text
      self.isEmphasised = isEmphasised
    }
  }

  public var title: String
  public var summary: String
  public var bars: [Bar]
  public var style: NumberStyle
  /// The width of the drawing, in pixels of its own text size.
  public var width: Double

  public init(title: String, summary: String, bars: [Bar], style: NumberStyle, width: Double = 260) {
    self.title = title
    self.summary = summary
    self.bars = bars
    self.style = style
    self.width = width
  }

  public var data: ChartData? {
    ChartData([title, "Value"], count: bars.count) { [bars[$0].label, bars[$0].text ?? style.text(bars[$0].value)] }
  }

  public func svg(id: String) -> String {
    let width = width.isFinite ? min(max(width, 160), 2000) : 260
    let shown = bars.prefix(40)
    guard !shown.isEmpty else { return SVG.withoutData(self, id: id, width: width) }

    let texts = shown.map { $0.text ?? style.text($0.value) }
    let labelWidth = Rows.labelWidth(shown.map(\.label), in: 24...(width * 0.42))
    let textWidth = min(texts.map { TextWidth.of($0, size: 11) }.max() ?? 0, width * 0.25) + 6
    let domain = extent(of: shown.map(\.value) + [0]) ?? 0...1
    let left = labelWidth + 8 + (domain.lowerBound < 0 ? textWidth : 0)
    let right = width - (domain.upperBound > 0 || domain.lowerBound == 0 ? textWidth : 0) - 4
    // Without an extent every bar has length zero, at the left.
    let scale = Scale(domain.lowerBound < domain.upperBound ? domain : 0...1, from: left, to: max(right, left + 20))

    var svg = SVG()
    for (index, bar) in shown.enumerated() {
      let top = Double(index) * 24 + 4
      svg.text(bar.label, x: labelWidth, y: top + 10, .label, anchor: .end, within: labelWidth)
      draw(bar, text: texts[index], room: textWidth, top: top, scale: scale, in: &svg)
    }
    let height = Double(shown.count) * 24
    if domain.lowerBound < 0 { svg.line(x1: scale(0), y1: 0, x2: scale(0), y2: height, .reference) }
    guard let remark = Rows.remark(bars.count, shown: shown.count) else {
      return svg.document(self, id: id, width: width, height: height)
    }
    svg.text(remark, x: labelWidth, y: height + 12, .tick, anchor: .end)
    return svg.document(self, id: id, width: width, height: height + 20)
  }

  private func draw(_ bar: Bar, text: String, room: Double, top: Double, scale: Scale, in svg: inout SVG) {
    guard let value = bar.value.plottable else {
      svg.text(text, x: scale(0) + 4, y: top + 10, .tick, within: room)
      return
    }
    let (start, end) = (scale(min(value, 0)), scale(max(value, 0)))
    // A value that is there is seen, however small.
    let length = value == 0 ? 0 : max(end - start, 1)
    if length > 0 {
      let x = value < 0 ? end - length : start
      svg.rect(x: x, y: top, width: length, height: 12, radius: 2, bar.isEmphasised ? .hot : .bar)
    }
    if value < 0 {
      svg.text(text, x: end - length - 4, y: top + 10, .tick, anchor: .end, within: room)
    } else {
      svg.text(text, x: start + length + 4, y: top + 10, .tick, within: room)
    }
  }
}
