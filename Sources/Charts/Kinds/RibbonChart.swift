/// How a quantity is spread over the steps of time: the median as a line, the middle half and the middle nine tenths as
/// bands, beside where the reference has them.
public struct RibbonChart: Chart {
  /// The values below which 5, 25, 50, 75 and 95 per cent of the rows lie.
  public typealias Quantiles = [Double]

  public var title: String
  public var summary: String
  /// What the steps are called.
  public var steps: [String]
  /// Five values a step; nil where there is nothing to say.
  public var quantiles: [Quantiles?]
  /// The same of the reference, where there is one.
  public var reference: Quantiles?
  public var style: NumberStyle
  /// What happened when, by step.
  public var events: [ChartEvent<Int>]

  public init(
    title: String, summary: String, steps: [String], quantiles: [Quantiles?], reference: Quantiles? = nil,
    style: NumberStyle, events: [ChartEvent<Int>] = []
  ) {
    self.title = title
    self.summary = summary
    self.steps = steps
    self.quantiles = quantiles
    self.reference = reference
    self.style = style
    self.events = events
  }

  public var data: ChartData? {
    let names = ["5%", "25%", "50%", "75%", "95%"]
    return ChartData(["Step"] + names, count: quantiles.count) { step in
      [step < steps.count ? steps[step] : "\(step + 1)"]
        + names.indices.map { style.finer.text(Self.whole(quantiles[step])?[$0]) }
    }
  }

  public func svg(id: String) -> String {
    let known = quantiles.map(Self.whole)
    let usual = Self.whole(reference)
    guard known.contains(where: { $0 != nil }),
      let range = extent(of: known.compactMap(\.self).joined() + (usual ?? []))
    else { return SVG.withoutData(self, id: id, width: TimelineFrame.width) }
    let names = ["median", "middle half", "5% to 95%"] + (usual == nil ? [] : ["reference"])
    let frame = TimelineFrame(
      ticks: Ticks(covering: range, count: 4), style: style, steps: max(steps.count, known.count), plotHeight: 190,
      labels: names, hasEvents: !events.isEmpty)
    let marks = TimelineMarks(frame: frame, steps: steps, style: style, hasDots: false, pointLimit: 80)

    var svg = SVG()
    if let usual { svg.rect(from: frame.left, to: frame.right, frame.y(usual[3]), frame.y(usual[1]), .usual) }
    svg.verticalAxis(frame.ticks, frame.y, style: style, left: frame.left, right: frame.right)
    marks.band(low: known.map { $0?[0] }, high: known.map { $0?[4] }, .outerBand, in: &svg)
    marks.band(low: known.map { $0?[1] }, high: known.map { $0?[3] }, .band, in: &svg)
    if let usual {
      let y = frame.y(usual[2])
      svg.line(x1: frame.left, y1: y, x2: frame.right, y2: y, .reference)
    }
    marks.line(of: .init(name: "", values: known.map { $0?[2] }), in: &svg)
    let isSingle = known.count { $0 != nil } == 1
    if isSingle, let step = known.firstIndex(where: { $0 != nil }), let only = known[step] {
      whisker(step, only, frame, in: &svg)
    }
    frame.events(events, in: &svg)
    label(known, usual, frame, in: &svg)
    frame.stepLabels(steps, in: &svg)
    return svg.document(self, id: id, width: TimelineFrame.width, height: frame.bottom + 26)
  }

  /// A single step has no band.
  private func whisker(_ step: Int, _ quantiles: Quantiles, _ frame: TimelineFrame, in svg: inout SVG) {
    let x = frame.x(Double(step))
    svg.line(x1: x, y1: frame.y(quantiles[0]), x2: x, y2: frame.y(quantiles[4]), .interval)
    svg.circle(Position(x: x, y: frame.y(quantiles[2])), radius: 3, .dot)
  }

  private func label(_ known: [Quantiles?], _ usual: Quantiles?, _ frame: TimelineFrame, in svg: inout SVG) {
    guard let last = known.last(where: { $0 != nil }), let last else { return }
    var labels = [
      EndLabel("median", y: frame.y(last[2]) + 4, .mainLabel),
      EndLabel("middle half", y: frame.y((last[2] + last[3]) / 2) + 4, .comparisonLabel),
      EndLabel("5% to 95%", y: frame.y(last[4]) + 4, .comparisonLabel),
    ]
    if let usual { labels.append(.init("reference", y: frame.y(usual[2]) + 4, .comparisonLabel)) }
    svg.endLabels(
      labels, from: frame.right + 10, within: TimelineFrame.width - frame.right - 10,
      in: (frame.top + 4)...(frame.bottom + 4))
  }

  /// Five ascending values that can be drawn.
  private static func whole(_ quantiles: Quantiles?) -> Quantiles? {
    guard let quantiles, quantiles.count == 5, quantiles.allSatisfy({ $0.plottable != nil }) else { return nil }
    return quantiles.sorted()
  }
}

extension SVG {
  /// A stripe across a plot.
  fileprivate mutating func rect(
    from left: Double, to right: Double, _ top: Double, _ bottom: Double, _ style: StyleClass
  ) {
    rect(x: left, y: min(top, bottom), width: right - left, height: max(1, abs(bottom - top)), style)
  }
}
