/// Predicted chances against what happened: a dot for each bin of predictions, on the diagonal if the chances can be
/// taken at their word. A dot's area is its number of rows; the whisker is the interval of the actual share.
public struct CalibrationChart: Chart {
  /// The rows whose predictions are near each other. Shares are between 0 and 1.
  public struct Bin: Sendable, Hashable {
    /// The mean prediction.
    public var predicted: Double
    /// The share of rows in which the event happened.
    public var actual: Double
    public var low: Double?
    public var high: Double?
    public var count: Int

    public init(predicted: Double, actual: Double, low: Double? = nil, high: Double? = nil, count: Int) {
      self.predicted = predicted
      self.actual = actual
      self.low = low
      self.high = high
      self.count = count
    }
  }

  /// More bins than this are not drawn.
  private static let limit = 60

  public var title: String
  public var summary: String
  public var bins: [Bin]
  public var xTitle: String
  public var yTitle: String

  public init(title: String, summary: String, bins: [Bin], xTitle: String, yTitle: String) {
    self.title = title
    self.summary = summary
    self.bins = bins
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  public var data: ChartData? {
    ChartData([xTitle, yTitle, "95% interval", "Rows"], count: bins.count) { place in
      let (bin, style) = (bins[place], NumberStyle.percent(decimals: 1))
      return [
        style.text(bin.predicted), style.text(bin.actual), "\(style.text(bin.low)) to \(style.text(bin.high))",
        NumberStyle.number(decimals: 0).text(Double(bin.count)),
      ]
    }
  }

  public func svg(id: String) -> String {
    let drawable = bins.filter { $0.predicted.isFinite && $0.actual.isFinite && $0.count > 0 }.prefix(Self.limit)
    guard !drawable.isEmpty else { return SVG.withoutData(self, id: id, width: SquareFrame.width) }

    let percent = NumberStyle.percent(decimals: 0)
    var svg = SVG()
    let frame = SquareFrame(
      in: &svg, x: .unit, y: .unit, xStyle: percent, yStyle: percent, xTitle: xTitle, yTitle: yTitle)
    frame.diagonal(in: &svg)
    for bin in drawable {
      guard let low = bin.low, let high = bin.high, low.isFinite, high.isFinite else { continue }
      let x = frame.x(bin.predicted)
      svg.line(x1: x, y1: frame.y(low), x2: x, y2: frame.y(high), .interval)
    }
    let most = Double(drawable.map(\.count).max() ?? 1)
    for bin in drawable {
      let radius = max(2, 7 * (Double(bin.count) / most).squareRoot())
      let rows = NumberStyle.number(decimals: 0).text(Double(bin.count))
      svg.circle(
        Position(x: frame.x(bin.predicted), y: frame.y(bin.actual)), radius: radius, .dot,
        title: "predicted \(percent.text(bin.predicted)), actual \(percent.text(bin.actual)), n = \(rows)")
    }
    return svg.document(self, id: id, width: SquareFrame.width, height: SquareFrame.height)
  }
}
