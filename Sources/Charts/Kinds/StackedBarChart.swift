/// What a whole is made of, step by step: a column of shares a step, or of amounts.
///
/// Parts are labelled at the right, beside the last column. Of more than six parts the smallest are one, "others"; of
/// more than sixty steps, neighbours are added up.
public struct StackedBarChart: Chart {
  public struct Part: Sendable, Hashable {
    public var name: String
    /// One a step; negative ones and gaps count as nothing.
    public var values: [Double]

    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  private static let stepLimit = 60
  private static let width = 720.0
  private static let top = 12.0
  private static let bottom = 186.0

  public var title: String
  public var summary: String
  public var steps: [String]
  /// From the bottom up.
  public var parts: [Part]
  /// Whether every column is as high as the others.
  public var areShares: Bool
  /// Whether values count rows, of which a few may be too few to show.
  public var areRows: Bool
  /// How amounts are written; shares are per cent.
  public var style: NumberStyle

  public init(
    title: String, summary: String, steps: [String], parts: [Part], areShares: Bool = true,
    areRows: Bool = false, style: NumberStyle = .compact
  ) {
    self.title = title
    self.summary = summary
    self.steps = steps
    self.parts = parts
    self.areShares = areShares
    self.areRows = areRows
    self.style = style
  }

  public var data: ChartData? {
    ChartData(["Step"] + parts.map(\.name), count: steps.count) { step in
      let whole = areShares ? parts.reduce(0) { $0 + Self.value($1, step) } : 1
      return [steps[step]]
        + parts.map { part in
          let value = Self.value(part, step)
          guard areShares else { return style.finer.text(value) }
          return NumberStyle.percent(decimals: 1).text(whole > 0 ? value / whole : nil)
        }
    }
  }

  public func svg(id: String) -> String {
    let shown = gathered
    let columns = columns(shown)
    let wholes = columns.map { $0.reduce(0, +) }
    guard let highest = wholes.max(), highest > 0, highest.plottable != nil, !shown.isEmpty else {
      return SVG.withoutData(self, id: id, width: Self.width)
    }
    let ticks = areShares ? Ticks(covering: 0...1, count: 4) : Ticks(covering: 0...highest, count: 4)
    let axis = areShares ? NumberStyle.percent(decimals: 0) : style
    let left = SVG.leftMargin(ticks, style: axis, least: 44)
    let widest = EndLabel.width(of: shown.map(\.name))
    let right = Self.width - min(max(widest + 30, 60), 190)
    let y = Scale(ticks.domain, from: Self.bottom, to: Self.top)
    let pitch = min((right - left) / Double(max(columns.count, 1)), 60)

    var svg = SVG()
    svg.verticalAxis(ticks, y, style: axis, left: left, right: right)
    for place in shown.indices {
      var data = ""
      for (column, values) in columns.enumerated() where wholes[column] > 0 {
        let unit = areShares ? wholes[column] : 1
        let below = values[..<place].reduce(0, +) / unit
        let above = below + values[place] / unit
        guard above > below else { continue }
        let x = left + Double(column) * pitch + 1
        data += "M\(SVG.coordinate(x)) \(SVG.coordinate(y(below)))V\(SVG.coordinate(y(above)))"
        data += "h\(SVG.coordinate(max(pitch > 4 ? pitch - 2 : pitch, 0.5)))V\(SVG.coordinate(y(below)))z"
      }
      if !data.isEmpty {
        svg.path(data, .series(place), title: TextWidth.truncated(shown[place].name, to: 30, size: 1))
      }
    }
    label(shown, columns, wholes, y, from: left + Double(columns.count) * pitch + 8, in: &svg)
    stepLabels(columns.count, left: left, pitch: pitch, in: &svg)
    return svg.document(self, id: id, width: Self.width, height: Self.bottom + 26)
  }

  private func label(
    _ shown: [Part], _ columns: [[Double]], _ wholes: [Double], _ y: Scale, from x: Double, in svg: inout SVG
  ) {
    guard let last = wholes.lastIndex(where: { $0 > 0 }) else { return }
    let unit = areShares ? wholes[last] : 1
    let labels = shown.indices.map { place in
      let below = columns[last][..<place].reduce(0, +) / unit
      return EndLabel(
        shown[place].name, y: y(below + columns[last][place] / unit / 2) + 4, .label, swatch: .series(place))
    }
    svg.endLabels(
      labels, from: x, within: min(174, max(34, Self.width - x)), in: (Self.top + 8)...(Self.bottom + 4), spacing: 15)
  }

  private func stepLabels(_ count: Int, left: Double, pitch: Double, in svg: inout SVG) {
    let size = Self.groupSize(stepCount)
    let labels = StepLabels((0..<count).map { $0 * size < steps.count ? steps[$0 * size] : "" })
    for (step, text) in labels.shown(pitch: pitch) {
      svg.text(
        text, x: left + (Double(step) + 0.5) * pitch, y: Self.bottom + 18, .tick, anchor: .middle,
        within: StepLabels.widest)
    }
  }

  private var stepCount: Int { max(steps.count, parts.map(\.values.count).max() ?? 0) }

  private static func groupSize(_ count: Int) -> Int { max(1, (count + stepLimit - 1) / stepLimit) }

  private static func value(_ part: Part, _ step: Int) -> Double {
    step < part.values.count ? max(0, part.values[step].plottable ?? 0) : 0
  }

  /// At most six parts: the largest, in their order, and the others.
  private var gathered: [Part] {
    guard parts.count > StyleClass.seriesLimit else { return parts }
    let sums = parts.map { part in (0..<part.values.count).reduce(0) { $0 + Self.value(part, $1) } }
    let largest = Set(
      parts.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }.prefix(StyleClass.seriesLimit - 1))
    let rest = parts.indices.filter { !largest.contains($0) }
    let others = (0..<stepCount).map { step in rest.reduce(0) { $0 + Self.value(parts[$1], step) } }
    return parts.indices.filter(largest.contains).map { parts[$0] } + [
      Part(name: "\(rest.count) others", values: others)
    ]
  }

  /// The parts of every column.
  private func columns(_ shown: [Part]) -> [[Double]] {
    let size = Self.groupSize(stepCount)
    return stride(from: 0, to: stepCount, by: size).map { start in
      shown.map { part in
        (start..<min(start + size, stepCount)).reduce(0) { $0 + Self.value(part, $1) }
      }
    }
  }
}
