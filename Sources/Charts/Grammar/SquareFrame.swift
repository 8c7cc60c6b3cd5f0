/// The axes that the small square charts share, so that they line up side by side.
struct SquareFrame {
  static let width = 230.0
  static let height = 226.0
  static let top = 22.0
  static let bottom = 194.0

  let x: Scale
  let y: Scale

  /// Draws the axes and keeps their scales.
  init(
    in svg: inout SVG, x xTicks: Ticks, y yTicks: Ticks, xStyle: NumberStyle, yStyle: NumberStyle, xTitle: String,
    yTitle: String
  ) {
    let left = SVG.leftMargin(yTicks, style: yStyle, least: 38)
    let right = Self.width - 14
    x = Scale(xTicks.domain, from: left, to: right)
    y = Scale(yTicks.domain, from: Self.bottom, to: Self.top)
    svg.text(yTitle, x: 0, y: 9, .axis, within: Self.width)
    svg.verticalAxis(yTicks, y, style: yStyle, left: left, right: right)
    svg.horizontalAxis(xTicks, x, style: xStyle, baseline: Self.bottom + 15)
    svg.text(
      xTitle, x: (left + right) / 2, y: Self.height - 3, .axis, anchor: .middle, within: Self.width - left)
  }

  /// The line where both axes have the same value, as far as both reach.
  func diagonal(in svg: inout SVG) {
    let low = max(x.domain.lowerBound, y.domain.lowerBound)
    let high = min(x.domain.upperBound, y.domain.upperBound)
    guard low < high else { return }
    svg.line(x1: x(low), y1: y(low), x2: x(high), y2: y(high), .reference)
  }
}
