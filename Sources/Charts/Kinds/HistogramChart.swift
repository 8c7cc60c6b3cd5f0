/// The distribution of one quantity, or of the same quantity then and now: each series as shares of its own total, so
/// that a small sample can be laid over a large one.
///
/// The height of a bin is its share, or, where bins differ in width, its share for a bin of mean width, so that areas
/// compare. The first two series are drawn: with two, the first is the reference.
public struct HistogramChart: Chart {
  /// The counts of one sample.
  public struct Series: Sendable, Hashable {
    public var name: String
    /// One for each bin.
    public var counts: [Double]

    public init(name: String, counts: [Double]) {
      self.name = name
      self.counts = counts
    }
  }

  private static let width = 720.0
  private static let top = 28.0
  private static let bottom = 168.0

  public var title: String
  public var summary: String
  /// Where bins begin and end, ascending: one more than there are bins. The outermost may be infinite.
  public var edges: [Double]
  public var series: [Series]
  public var xTitle: String
  /// How values along the horizontal axis are written.
  public var style: NumberStyle
  public var axis: AxisKind

  public init(
    title: String, summary: String, edges: [Double], series: [Series], xTitle: String, style: NumberStyle,
    axis: AxisKind = .linear
  ) {
    self.axis = axis
    self.title = title
    self.summary = summary
    self.edges = edges
    self.series = series
    self.xTitle = xTitle
    self.style = style
  }

  public var data: ChartData? {
    ChartData([xTitle] + series.map(\.name), count: max(0, edges.count - 1)) { bin in
      ["\(text(edges[bin])) to \(text(edges[bin + 1]))"]
        + series.map { NumberStyle.number(decimals: 0).text(bin < $0.counts.count ? $0.counts[bin] : nil) }
    }
  }

  private func text(_ edge: Double) -> String {
    axis == .dates && edge.isFinite ? CivilDate(secondsSince1970: edge).text : style.text(edge)
  }

  public func svg(id: String) -> String {
    // An edge without a place on an axis of ratios, such as zero, opens its bin.
    let edges = axis == .logarithmic ? edges.map { axis.place($0) ?? ($0 > 0 ? $0 : -.infinity) } : edges
    let drawable = series.prefix(2)
    let bins = HistogramBins(edges: edges, counts: drawable.map(\.counts))
    guard let range = bins.range, let highest = bins.heights.joined().max(), highest > 0 else {
      return SVG.withoutData(self, id: id, width: Self.width)
    }

    let percent = NumberStyle.percent(decimals: 0)
    let yTicks = Ticks(covering: 0...highest, count: 3)
    let left = SVG.leftMargin(yTicks, style: percent, least: 44)
    let x = Scale(range, from: left, to: Self.width - 10)
    let y = Scale(yTicks.domain, from: Self.bottom, to: Self.top)

    var svg = SVG()
    svg.verticalAxis(yTicks, y, style: percent, left: left, right: Self.width - 10)
    svg.horizontalAxis(
      AxisMarks(axis, range, count: 6, style: style, isTight: true), x, baseline: Self.bottom + 16,
      right: Self.width)
    svg.text(xTitle, x: (left + Self.width - 10) / 2, y: Self.bottom + 32, .axis, anchor: .middle, within: 500)
    if drawable.count == 1 {
      bars(bins, x, y, in: &svg)
    } else {
      let reference = outline(bins.spans, bins.heights[0], x, y)
      svg.polygon(reference, .fill)
      svg.polyline(reference, .comparisonLine)
      svg.polyline(outline(bins.spans, bins.heights[1], x, y), .mainLine)
      legend(drawable.map(\.name), left: left, in: &svg)
    }
    return svg.document(self, id: id, width: Self.width, height: Self.bottom + 38)
  }

  private func bars(_ bins: HistogramBins, _ x: Scale, _ y: Scale, in svg: inout SVG) {
    var data = ""
    for (span, height) in zip(bins.spans, bins.heights[0]) where height > 0 {
      let start = x(span.lowerBound)
      let width = x(span.upperBound) - start
      // A pixel of air between bars, if there is one to spare.
      let visible = width > 4 ? width - 1 : width
      let top = min(y(height), Self.bottom - 0.5)
      data += "M\(SVG.coordinate(start)) \(SVG.coordinate(Self.bottom))V\(SVG.coordinate(top))"
      data += "h\(SVG.coordinate(max(visible, 0.3)))V\(SVG.coordinate(Self.bottom))z"
    }
    svg.path(data, .bar)
  }

  /// The steps along the tops of the bins, from the ground to the ground.
  private func outline(_ spans: [Range<Double>], _ heights: [Double], _ x: Scale, _ y: Scale) -> [Position] {
    var positions: [Position] = []
    var level = Self.bottom
    for (span, height) in zip(spans, heights) {
      positions.append(Position(x: x(span.lowerBound), y: level))
      level = y(height)
      positions.append(Position(x: x(span.lowerBound), y: level))
    }
    if let last = spans.last {
      positions.append(Position(x: x(last.upperBound), y: level))
      positions.append(Position(x: x(last.upperBound), y: Self.bottom))
    }
    return Simplification.simplified(positions, limit: 160)
  }

  private func legend(_ names: [String], left: Double, in svg: inout SVG) {
    let reference = TextWidth.truncated(names[0], to: 240, size: 12)
    svg.rect(x: left, y: 3, width: 14, height: 10, radius: 2, .fill)
    svg.text(reference, x: left + 19, y: 12, .comparisonLabel)
    let next = left + 19 + TextWidth.of(reference, size: 12) + 24
    svg.line(x1: next, y1: 8, x2: next + 14, y2: 8, .mainLine)
    svg.text(names[1], x: next + 19, y: 12, .mainLabel, within: 240)
  }
}
