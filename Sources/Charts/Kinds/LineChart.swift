/// Lines over numbers, ratios or dates: a learning curve, latency against load, a column over time.
///
/// Lines are labelled at their right end, never on top of each other. The first six are drawn, each simplified, so that
/// lines of any length take few bytes; a point that an axis has no place for, such as zero on one of ratios, leaves a gap.
public struct LineChart: Chart {
  public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double
    /// The ends of the value's interval, drawn as a band.
    public var low: Double?
    public var high: Double?

    public init(x: Double, y: Double, low: Double? = nil, high: Double? = nil) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  public struct Series: Sendable, Hashable {
    public var name: String
    /// By rising x.
    public var points: [Point]
    /// Whether it is there to be compared with: a grey line.
    public var isComparison: Bool

    public init(name: String, points: [Point], isComparison: Bool = false) {
      self.name = name
      self.points = points
      self.isComparison = isComparison
    }
  }

  public var title: String
  public var summary: String
  public var series: [Series]
  public var xTitle: String
  public var yTitle: String
  public var xAxis: AxisKind
  public var yAxis: AxisKind
  public var xStyle: NumberStyle
  public var yStyle: NumberStyle
  /// Horizontal dashed lines: goals, limits. The first four are drawn.
  public var thresholds: [TimelineChart.Threshold]
  /// What happened when, at values of x. The first eight are drawn.
  public var events: [ChartEvent<Double>]

  private static let width = 720.0
  private static let plotHeight = 190.0

  public init(
    title: String, summary: String, series: [Series], xTitle: String, yTitle: String, xAxis: AxisKind = .linear,
    yAxis: AxisKind = .linear, xStyle: NumberStyle = .compact, yStyle: NumberStyle = .compact,
    thresholds: [TimelineChart.Threshold] = [], events: [ChartEvent<Double>] = []
  ) {
    self.title = title
    self.summary = summary
    self.series = series
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.xStyle = xStyle
    self.yStyle = yStyle
    self.thresholds = thresholds
    self.events = events
  }

  public var data: ChartData? {
    var places: [Double] = []
    var seen: Set<Double> = []
    for x in series.flatMap(\.points).map(\.x) where x.isFinite && seen.insert(x).inserted { places.append(x) }
    places.sort()
    let values = series.map { series in
      Dictionary(series.points.map { ($0.x, $0.y) }, uniquingKeysWith: { first, _ in first })
    }
    return ChartData([xTitle] + series.map(\.name), count: places.count) { place in
      [xAxis == .dates ? CivilDate(secondsSince1970: places[place]).text : xStyle.finer.text(places[place])]
        + values.map { yStyle.finer.text($0[places[place]]) }
    }
  }

  public func svg(id: String) -> String {
    let lines = series.prefix(StyleClass.seriesLimit).map { runs(of: $0) }
    let limits = thresholds.prefix(4).compactMap { limit in yAxis.place(limit.value).map { (limit.label, $0) } }
    let points = lines.joined().joined()
    guard let xRange = extent(of: points.lazy.map(\.place.x)),
      let yRange = extent(
        of: points.flatMap { [$0.place.y] + ($0.ends.map { [$0.low, $0.high] } ?? []) } + limits.map(\.1))
    else { return SVG.withoutData(self, id: id, width: Self.width) }

    let xMarks = AxisMarks(xAxis, xRange, count: 6, style: xStyle, isTight: true)
    let yMarks = AxisMarks(yAxis, yRange, count: 3, style: yStyle, isTight: false)
    let events = events.prefix(8).compactMap { event in xAxis.place(event.at).map { ChartEvent(at: $0, event.label) } }
    let top = 26.0 + (events.isEmpty ? 0 : 14)
    let bottom = top + Self.plotHeight
    let left = SVG.leftMargin(yMarks, least: 44)
    let widest = EndLabel.width(of: series.map(\.name) + thresholds.map(\.label))
    let right = Self.width - min(max(widest + (series.count > 1 ? 24 : 14), 24), 180)
    let x = xMarks.scale(from: left, to: right)
    let y = yMarks.scale(from: bottom, to: top)

    var svg = SVG()
    svg.text(yTitle, x: 0, y: 10, .axis, within: Self.width)
    svg.verticalAxis(yMarks, y, left: left, right: right, hidden: limits.map(\.1))
    svg.horizontalAxis(xMarks, x, baseline: bottom + 16, right: Self.width)
    svg.text(xTitle, x: (left + right) / 2, y: bottom + 32, .axis, anchor: .middle, within: right - left)
    for (_, place) in limits { svg.line(x1: left, y1: y(place), x2: right, y2: y(place), .threshold) }
    svg.events(events, x, top: top, bottom: bottom, right: Self.width)
    let limit = max(12, 300 / max(lines.count, 1))
    var labels: [EndLabel] = []
    for (place, runs) in lines.enumerated() {
      for run in runs { band(run, x, y, limit / runs.count, style: place == 0 ? .band : .usual, in: &svg) }
    }
    for (place, runs) in lines.enumerated() {
      for run in runs {
        let curve = run.map { Position(x: x($0.place.x), y: y($0.place.y)) }
        if curve.count == 1 {
          svg.circle(curve[0], radius: 3, series[place].isComparison ? .comparisonDot : .series(colour(place)))
        } else {
          svg.polyline(Simplification.simplified(curve, limit: max(2, limit / runs.count)), style(place))
        }
      }
      if let last = runs.last?.last { labels.append(label(place, y: y(last.place.y) + 4)) }
    }
    for (text, place) in limits { labels.append(.init(text, y: y(place) + 4, .thresholdLabel)) }
    svg.endLabels(labels, from: right + 10, within: Self.width - right - 10, in: (top + 4)...(bottom + 4))
    return svg.document(self, id: id, width: Self.width, height: bottom + 38)
  }

  /// Where a point is on the axes, and the ends of its interval.
  private typealias Placed = (place: Position, ends: (low: Double, high: Double)?)

  /// More gaps than these are not seen, and would take many bytes.
  private static let mostRuns = 24

  /// The points between gaps.
  private func runs(of series: Series) -> [[Placed]] {
    var runs: [[Placed]] = []
    var isOpen = false
    for point in series.points {
      guard let x = xAxis.place(point.x), let y = yAxis.place(point.y) else {
        isOpen = false
        continue
      }
      if !isOpen, runs.count < Self.mostRuns { runs.append([]) }
      isOpen = true
      var ends: (low: Double, high: Double)?
      if let low = point.low.flatMap(yAxis.place), let high = point.high.flatMap(yAxis.place), low <= high {
        ends = (low, high)
      }
      runs[runs.count - 1].append((Position(x: x, y: y), ends))
    }
    return runs
  }

  private func band(_ line: [Placed], _ x: Scale, _ y: Scale, _ limit: Int, style: StyleClass, in svg: inout SVG) {
    let ends = line.compactMap { point in point.ends.map { (x: point.place.x, low: $0.low, high: $0.high) } }
    guard ends.count > 1 else { return }
    let upper = Simplification.simplified(
      ends.map { Position(x: x($0.x), y: y($0.high)) }, limit: max(2, limit * 2 / 3))
    let lower = Simplification.simplified(ends.map { Position(x: x($0.x), y: y($0.low)) }, limit: max(2, limit * 2 / 3))
    svg.polygon(upper + lower.reversed(), style)
  }

  /// A single line that the chart is about keeps the main colour.
  private func style(_ place: Int) -> StyleClass {
    series[place].isComparison ? .comparisonLine : .seriesLine(colour(place))
  }

  private func label(_ place: Int, y: Double) -> EndLabel {
    let colour = colour(place)
    guard !series[place].isComparison else { return .init(series[place].name, y: y, .comparisonLabel) }
    return .init(
      series[place].name, y: y, colour == 0 ? .mainLabel : .label, swatch: colour == 0 ? nil : .series(colour))
  }

  private func colour(_ place: Int) -> Int { series[..<place].count { !$0.isComparison } }
}
