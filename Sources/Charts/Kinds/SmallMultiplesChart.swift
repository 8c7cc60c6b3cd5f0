/// Many small timelines side by side over the same steps: one a group, or one a column, so that shapes compare.
///
/// Panels share their vertical axis where they measure the same thing. The first nine are drawn.
public struct SmallMultiplesChart: Chart {
  public struct Panel: Sendable, Hashable {
    public var title: String
    /// One a step; nil where there was nothing to measure.
    public var values: [Double?]
    /// The ends of a band around the values.
    public var low: [Double?]?
    public var high: [Double?]?
    /// What the values are held against: a dashed line.
    public var reference: Double?
    /// The steps to point out.
    public var alerts: Set<Int>

    public init(
      title: String, values: [Double?], low: [Double?]? = nil, high: [Double?]? = nil, reference: Double? = nil,
      alerts: Set<Int> = []
    ) {
      self.title = title
      self.values = values
      self.low = low
      self.high = high
      self.reference = reference
      self.alerts = alerts
    }
  }

  private static let width = 720.0
  private static let panelLimit = 9
  private static let plotHeight = 74.0
  private static let rowHeight = 118.0
  private static let byteLimit = 11_000

  public var title: String
  public var summary: String
  public var steps: [String]
  public var panels: [Panel]
  /// Whether all panels have the same vertical axis.
  public var isShared: Bool
  public var style: NumberStyle

  public init(
    title: String, summary: String, steps: [String], panels: [Panel], isShared: Bool = true, style: NumberStyle
  ) {
    self.title = title
    self.summary = summary
    self.steps = steps
    self.panels = panels
    self.isShared = isShared
    self.style = style
  }

  public var data: ChartData? {
    ChartData(["Step"] + panels.map(\.title), count: steps.count) { step in
      [steps[step]] + panels.map { style.finer.text(step < $0.values.count ? $0.values[step] : nil) }
    }
  }

  public func svg(id: String) -> String {
    let shown = Array(panels.prefix(Self.panelLimit))
    let ranges = shown.map(Self.range)
    guard let whole = extent(of: ranges.compactMap(\.self).flatMap { [$0.lowerBound, $0.upperBound] }) else {
      return SVG.withoutData(self, id: id, width: Self.width)
    }
    let columns = shown.count == 1 ? 1 : shown.count == 2 || shown.count == 4 ? 2 : 3
    let panelWidth = Self.width / Double(columns)
    let ticks = ranges.map { Ticks(covering: isShared ? whole : $0 ?? whole, count: 2) }
    let left = ticks.map { SVG.leftMargin($0, style: style, least: 36) }.max() ?? 36
    let geometry = Geometry(
      columns: columns, panelWidth: panelWidth, left: left, ticks: ticks, labels: StepLabels(steps).texts)
    // Busy panels take many bytes: then there are fewer points, and no bands.
    var svg = drawing(shown, geometry, .init(points: 280, hasBands: true, alerts: 12))
    for detail in [
      Detail(points: 150, hasBands: true, alerts: 6), Detail(points: 120, hasBands: false, alerts: 3),
      Detail(points: 96, hasBands: false, alerts: 1),
    ] where svg.markup.utf8.count > Self.byteLimit {
      svg = drawing(shown, geometry, detail)
    }
    return svg.document(self, id: id, width: Self.width, height: height(shown.count, columns))
  }

  /// How much of a panel is drawn.
  private struct Detail {
    /// In all panels together.
    let points: Int
    let hasBands: Bool
    /// In each panel.
    let alerts: Int
  }

  private struct Geometry {
    let columns: Int
    let panelWidth: Double
    let left: Double
    let ticks: [Ticks]
    /// Of the steps.
    let labels: [String]
  }

  private func drawing(_ shown: [Panel], _ geometry: Geometry, _ detail: Detail) -> SVG {
    let (columns, panelWidth, left) = (geometry.columns, geometry.panelWidth, geometry.left)
    var svg = SVG()
    for (place, panel) in shown.enumerated() {
      let origin = Position(
        x: Double(place % columns) * panelWidth, y: Double(place / columns) * Self.rowHeight)
      let frame = TimelineFrame(
        ticks: geometry.ticks[place], steps: max(steps.count, panel.values.count), left: origin.x + left,
        right: origin.x + panelWidth - 16, top: origin.y + 20, bottom: origin.y + 20 + Self.plotHeight)
      svg.text(panel.title, x: origin.x + left, y: origin.y + 12, .label, within: panelWidth - left - 16)
      draw(panel, frame, max(8, detail.points / shown.count), detail, in: &svg)
      stepLabels(geometry.labels, frame, in: &svg)
    }
    if let remark = Rows.remark(panels.count, shown: shown.count) {
      svg.text(remark, x: Self.width - 2, y: height(shown.count, columns) - 4, .tick, anchor: .end)
    }
    return svg
  }

  private func height(_ count: Int, _ columns: Int) -> Double {
    Double((count + columns - 1) / columns) * Self.rowHeight + (panels.count > count ? 14 : 0)
  }

  private func draw(
    _ panel: Panel, _ frame: TimelineFrame, _ pointLimit: Int, _ detail: Detail, in svg: inout SVG
  ) {
    let marks = TimelineMarks(frame: frame, steps: steps, style: style, hasDots: false, pointLimit: pointLimit)
    let series = TimelineChart.Series(
      name: panel.title, values: panel.values, low: detail.hasBands ? panel.low : nil,
      high: detail.hasBands ? panel.high : nil, alerts: Set(panel.alerts.sorted().suffix(detail.alerts)))
    svg.verticalAxis(frame.ticks, frame.y, style: style, left: frame.left, right: frame.right)
    marks.band(of: series, in: &svg)
    if let reference = panel.reference?.plottable {
      svg.line(x1: frame.left, y1: frame.y(reference), x2: frame.right, y2: frame.y(reference), .reference)
    }
    marks.line(of: series, in: &svg)
    marks.dots(of: series, in: &svg)
  }

  /// The first and the last step, which all panels have in common.
  private func stepLabels(_ texts: [String], _ frame: TimelineFrame, in svg: inout SVG) {
    guard let first = texts.first, let last = texts.last else { return }
    svg.text(first, x: frame.left, y: frame.bottom + 14, .tick, within: (frame.right - frame.left) / 2)
    guard texts.count > 1 else { return }
    svg.text(last, x: frame.right, y: frame.bottom + 14, .tick, anchor: .end, within: (frame.right - frame.left) / 2)
  }

  private static func range(_ panel: Panel) -> ClosedRange<Double>? {
    guard panel.values.contains(where: { $0?.plottable != nil }) else { return nil }
    let ends = [panel.values, panel.low ?? [], panel.high ?? []].joined().compactMap { $0?.plottable }
    return extent(of: ends + [panel.reference].compactMap { $0?.plottable })
  }
}
