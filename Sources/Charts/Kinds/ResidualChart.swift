/// How far predictions are off over their range: a dot for the mean of each group of rows, a line for where most of them
/// lie, around a line at zero. The first 40 groups are drawn.
public struct ResidualChart: Chart {
  /// Rows of about the same prediction.
  public struct Group: Sendable, Hashable {
    public var predicted: Double
    public var mean: Double
    public var low: Double
    public var high: Double

    public init(predicted: Double, mean: Double, low: Double, high: Double) {
      self.predicted = predicted
      self.mean = mean
      self.low = low
      self.high = high
    }
  }

  private static let width = 560.0
  private static let height = 236.0
  private static let top = 26.0
  private static let bottom = 192.0

  public var title: String
  public var summary: String
  public var groups: [Group]
  public var xTitle: String
  public var yTitle: String

  public init(title: String, summary: String, groups: [Group], xTitle: String, yTitle: String) {
    self.title = title
    self.summary = summary
    self.groups = groups
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  public var data: ChartData? {
    ChartData([xTitle, yTitle, "95% interval"], count: groups.count) { place in
      let (group, style) = (groups[place], NumberStyle.compact)
      return [
        style.text(group.predicted), style.text(group.mean), "\(style.text(group.low)) to \(style.text(group.high))",
      ]
    }
  }

  public func svg(id: String) -> String {
    let shown = groups.filter { group in
      [group.predicted, group.mean, group.low, group.high].allSatisfy { $0.plottable != nil }
    }
    .prefix(40)
    guard let xRange = extent(of: shown.lazy.map(\.predicted)),
      let yRange = extent(of: shown.flatMap { [$0.low, $0.high, $0.mean] } + [0])
    else { return SVG.withoutData(self, id: id, width: Self.width) }
    let style = NumberStyle.number(decimals: 0)
    let (xTicks, yTicks) = (Ticks(covering: xRange, count: 6), Ticks(covering: yRange, count: 4))
    let left = SVG.leftMargin(yTicks, style: style, least: 44)
    let x = Scale(xTicks.domain, from: left + 10, to: Self.width - 12)
    let y = Scale(yTicks.domain, from: Self.bottom, to: Self.top)

    var svg = SVG()
    svg.text(yTitle, x: left, y: 12, .axis, within: Self.width - left)
    svg.verticalAxis(yTicks, y, style: style, left: left, right: Self.width, hidden: [0])
    svg.line(x1: left, y1: y(0), x2: Self.width, y2: y(0), .reference)
    for group in shown {
      svg.line(x1: x(group.predicted), y1: y(group.low), x2: x(group.predicted), y2: y(group.high), .interval)
      svg.circle(Position(x: x(group.predicted), y: y(group.mean)), radius: 4, .dot)
    }
    svg.horizontalAxis(xTicks, x, style: style, baseline: Self.bottom + 18)
    svg.text(xTitle, x: (left + Self.width) / 2, y: Self.bottom + 36, .axis, anchor: .middle, within: Self.width - left)
    return svg.document(self, id: id, width: Self.width, height: Self.height)
  }
}
