/// One or more quantities over the steps of time: performance week by week, with its interval, its alerts and its
/// goal.
///
/// Series are labelled at their right end, never on top of each other. A missing value leaves a gap; a value between
/// two gaps is a dot. The first six series and four thresholds are drawn.
public struct TimelineChart: Chart {
  /// A quantity that changes.
  public struct Series: Sendable, Hashable {
    /// How much attention a series asks for.
    public enum Role: Sendable, Hashable {
      /// What the chart is about: in colour, with dots and a band.
      case main
      /// Something to compare with: a grey line.
      case comparison
    }

    public var name: String
    /// One for each step; `nil` where there was nothing to measure.
    public var values: [Double?]
    /// The lower and upper end of each value's interval, drawn as a band.
    public var low: [Double?]?
    public var high: [Double?]?
    public var role: Role
    /// The steps to point out.
    public var alerts: Set<Int>

    public init(
      name: String, values: [Double?], low: [Double?]? = nil, high: [Double?]? = nil, role: Role = .main,
      alerts: Set<Int> = []
    ) {
      self.name = name
      self.values = values
      self.low = low
      self.high = high
      self.role = role
      self.alerts = alerts
    }
  }

  /// A horizontal dashed line with a label: a goal, a limit.
  public struct Threshold: Sendable, Hashable {
    public var label: String
    public var value: Double

    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// A band with a label: where values usually lie.
  public struct Range: Sendable, Hashable {
    public var label: String
    /// The lower and upper end at each step.
    public var low: [Double]
    public var high: [Double]

    public init(label: String, low: [Double], high: [Double]) {
      self.label = label
      self.low = low
      self.high = high
    }
  }

  public var title: String
  public var summary: String
  /// What the steps are called. A beginning that all share is left out under the chart.
  public var steps: [String]
  public var series: [Series]
  public var thresholds: [Threshold]
  /// Drawn behind everything.
  public var usual: Range?
  /// What happened when, by step: "model deployed". The first eight are drawn.
  public var events: [ChartEvent<Int>]
  public var style: NumberStyle
  /// Whether the vertical axis starts at zero even if the values are far from it.
  public var includesZero: Bool

  public init(
    title: String, summary: String, steps: [String], series: [Series], thresholds: [Threshold] = [],
    usual: Range? = nil, events: [ChartEvent<Int>] = [], style: NumberStyle, includesZero: Bool = false
  ) {
    self.title = title
    self.summary = summary
    self.steps = steps
    self.series = series
    self.thresholds = thresholds
    self.usual = usual
    self.events = events
    self.style = style
    self.includesZero = includesZero
  }

  public var data: ChartData? {
    let style = style.finer
    let count = max(steps.count, series.map(\.values.count).max() ?? 0)
    let columns = series.flatMap { series in [series.name] + (series.low == nil ? [] : ["95% interval"]) }
    let happened = events.isEmpty ? [] : ["Event"]
    return ChartData(["Step"] + columns + (usual.map { [$0.label] } ?? []) + happened, count: count) { step in
      var cells = [step < steps.count ? steps[step] : "\(step + 1)"]
      for series in series {
        cells.append(style.text(step < series.values.count ? series.values[step] : nil))
        guard let low = series.low, let high = series.high else { continue }
        cells.append(
          "\(style.text(step < low.count ? low[step] : nil)) to \(style.text(step < high.count ? high[step] : nil))")
      }
      if let usual, step < usual.low.count, step < usual.high.count {
        cells.append("\(style.text(usual.low[step])) to \(style.text(usual.high[step]))")
      } else if usual != nil {
        cells.append("–")
      }
      if !events.isEmpty { cells.append(events.filter { $0.at == step }.map(\.label).joined(separator: ", ")) }
      return cells
    }
  }

  public func svg(id: String) -> String {
    let series = series.prefix(6)
    let thresholds = thresholds.filter { $0.value.plottable != nil }.prefix(4)
    let usual = usual.flatMap { $0.middle == nil ? nil : $0 }
    let measured = series.flatMap { series in
      [series.values, series.low ?? [], series.high ?? []].joined().compactMap { $0?.plottable }
    }
    guard series.contains(where: { $0.values.contains { $0?.plottable != nil } }),
      let range = extent(
        of: measured + thresholds.map(\.value) + (usual.map { ($0.low + $0.high).compactMap(\.plottable) } ?? [])
          + (includesZero ? [0] : []))
    else { return SVG.withoutData(self, id: id, width: TimelineFrame.width) }

    let isPlain = thresholds.isEmpty && usual == nil && series.allSatisfy { $0.low == nil && $0.alerts.isEmpty }
    let frame = TimelineFrame(
      ticks: Ticks(covering: range, count: isPlain ? 2 : 3), style: style,
      steps: max(steps.count, series.map(\.values.count).max() ?? 0), plotHeight: isPlain ? 98 : 184,
      labels: series.map(\.name) + thresholds.map(\.label) + (usual.map { [$0.label] } ?? []),
      hasEvents: !events.isEmpty)

    var svg = SVG()
    let dots = series.filter { $0.role == .main }.reduce(0) { $0 + $1.values.count }
    let marks = TimelineMarks(
      frame: frame, steps: steps, style: style, hasDots: dots <= 60,
      pointLimit: min(120, 360 / (series.count + (usual == nil ? 0 : 1))))
    if let usual { marks.band(low: usual.low, high: usual.high, .usual, in: &svg) }
    svg.verticalAxis(
      frame.ticks, frame.y, style: style, left: frame.left, right: frame.right, hidden: thresholds.map(\.value))
    for threshold in thresholds {
      let y = frame.y(threshold.value)
      svg.line(x1: frame.left, y1: y, x2: frame.right, y2: y, .threshold)
    }
    // What the chart is about lies on top.
    for series in series { marks.band(of: series, in: &svg) }
    for series in series where series.role == .comparison { marks.line(of: series, in: &svg) }
    for series in series where series.role == .main { marks.line(of: series, in: &svg) }
    for series in series { marks.dots(of: series, in: &svg) }
    frame.events(events, in: &svg)
    label(Array(series), Array(thresholds), usual, frame, in: &svg)
    frame.stepLabels(steps, in: &svg)
    return svg.document(self, id: id, width: TimelineFrame.width, height: frame.bottom + 26)
  }

  /// Names the lines at their right end.
  private func label(
    _ series: [Series], _ thresholds: [Threshold], _ usual: Range?, _ frame: TimelineFrame, in svg: inout SVG
  ) {
    var labels: [EndLabel] = []
    for series in series {
      guard let last = series.values.last(where: { $0?.plottable != nil }), let last else { continue }
      labels.append(
        .init(series.name, y: frame.y(last) + 4, series.role == .main ? .mainLabel : .comparisonLabel))
    }
    for threshold in thresholds {
      labels.append(.init(threshold.label, y: frame.y(threshold.value) + 4, .thresholdLabel))
    }
    if let usual, let middle = usual.middle {
      labels.append(.init(usual.label, y: frame.y(middle) + 4, .comparisonLabel))
    }
    svg.endLabels(
      labels, from: frame.right + 10, within: TimelineFrame.width - frame.right - 10,
      in: (frame.top + 4)...(frame.bottom + 4))
  }
}

extension TimelineChart.Range {
  /// The middle of the band at the last step that has both ends; nil where none has.
  fileprivate var middle: Double? {
    let whole = zip(low, high).reversed().first { $0.plottable != nil && $1.plottable != nil }
    return whole.map { ($0 + $1) / 2 }
  }
}
