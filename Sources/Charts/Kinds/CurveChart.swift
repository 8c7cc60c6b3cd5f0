/// One curve in a small square: ROC, precision and recall, gain, a learning curve.
///
/// A curve inside the unit square is drawn in the whole of it, so that charts of shares can be compared; the axes of
/// any other curve fit its values. Curves of any length are simplified to at most 120 points.
public struct CurveChart: Chart {
  /// A point of the curve. Points that are not finite are skipped.
  public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What to compare the curve with.
  public enum Reference: Sendable, Hashable {
    case none
    /// The line y = x: a ranking by chance.
    case diagonal
    /// A horizontal line: the base rate, a goal.
    case level(Double)
  }

  public var title: String
  public var summary: String
  /// In the order in which the curve runs.
  public var points: [Point]
  /// Curves of single cases, drawn thinly under the one that the chart is about; the first 40 are drawn.
  public var cases: [[Point]]
  public var xTitle: String
  public var yTitle: String
  public var reference: Reference
  /// Whether the area under the curve is tinted.
  public var isFilled: Bool
  public var xStyle: NumberStyle
  public var yStyle: NumberStyle

  public init(
    title: String, summary: String, points: [Point], cases: [[Point]] = [], xTitle: String, yTitle: String,
    reference: Reference = .none,
    isFilled: Bool = false, xStyle: NumberStyle = .number(decimals: 1), yStyle: NumberStyle = .number(decimals: 1)
  ) {
    self.title = title
    self.summary = summary
    self.points = points
    self.cases = cases
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.reference = reference
    self.isFilled = isFilled
    self.xStyle = xStyle
    self.yStyle = yStyle
  }

  public var data: ChartData? {
    ChartData([xTitle, yTitle], count: points.count) {
      [xStyle.finer.text(points[$0].x), yStyle.finer.text(points[$0].y)]
    }
  }

  public func svg(id: String) -> String {
    let drawable = points.filter { $0.x.plottable != nil && $0.y.plottable != nil }
    guard let xRange = extent(of: drawable.lazy.map(\.x)), let yRange = extent(of: drawable.lazy.map(\.y)) else {
      return SVG.withoutData(self, id: id, width: SquareFrame.width)
    }
    let thin = cases.prefix(40).map { $0.filter { $0.x.plottable != nil && $0.y.plottable != nil } }
    var yValues = [yRange.lowerBound, yRange.upperBound] + thin.flatMap { $0.map(\.y) }
    if case .level(let level) = reference { yValues.append(level) }

    let yReach = extent(of: yValues) ?? yRange
    let isShare = [xRange, yReach].allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= 1 }

    var svg = SVG()
    let frame = SquareFrame(
      in: &svg, x: isShare ? .unit : Ticks(covering: xRange, count: 4),
      y: isShare ? .unit : Ticks(covering: yReach, count: 3), xStyle: xStyle, yStyle: yStyle, xTitle: xTitle,
      yTitle: yTitle)
    let curve = Simplification.simplified(drawable.map { Position(x: frame.x($0.x), y: frame.y($0.y)) })
    for single in thin where single.count > 1 {
      svg.polyline(
        Simplification.simplified(single.map { Position(x: frame.x($0.x), y: frame.y($0.y)) }), .thinLine)
    }
    if isFilled, let first = curve.first, let last = curve.last, curve.count > 1 {
      let base = [Position(x: last.x, y: SquareFrame.bottom), Position(x: first.x, y: SquareFrame.bottom)]
      svg.polygon(curve + base, .fill)
    }
    switch reference {
    case .none: break
    case .diagonal: frame.diagonal(in: &svg)
    case .level(let level):
      if level.plottable != nil {
        svg.line(x1: frame.x.start, y1: frame.y(level), x2: frame.x.end, y2: frame.y(level), .reference)
      }
    }
    if let only = curve.first, curve.count == 1 {
      svg.circle(only, radius: 3, .dot)
    } else {
      svg.polyline(curve, .mainLine)
    }
    return svg.document(self, id: id, width: SquareFrame.width, height: SquareFrame.height)
  }
}
