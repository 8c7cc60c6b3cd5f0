/// Axes are drawn as horizontal grid lines with labels at their left, and labels under the drawing: no axis line, no
/// tick marks.
extension SVG {
  /// Grid lines with labels at their left. `hidden` are values whose line is left to another mark.
  mutating func verticalAxis(
    _ ticks: Ticks, _ scale: Scale, style: NumberStyle, left: Double, right: Double, hidden: [Double] = []
  ) {
    verticalAxis(AxisMarks(ticks, style: style), scale, left: left, right: right, hidden: hidden)
  }

  /// The same of an axis of any kind; `hidden` are places.
  mutating func verticalAxis(
    _ marks: AxisMarks, _ scale: Scale, left: Double, right: Double, hidden: [Double] = []
  ) {
    let covered = hidden.map { scale($0) }
    for (place, label) in zip(marks.places, marks.labels) {
      let y = scale(place)
      if !covered.contains(where: { abs($0 - y) < 1 }) { line(x1: left, y1: y, x2: right, y2: y, .grid) }
      text(label, x: left - 6, y: y + 4, .tick, anchor: .end)
    }
  }

  /// Labels centred under their values, leaving out those that would touch the one before.
  mutating func horizontalAxis(_ ticks: Ticks, _ scale: Scale, style: NumberStyle, baseline: Double) {
    horizontalAxis(AxisMarks(ticks, style: style), scale, baseline: baseline)
  }

  /// - Parameter right: how far labels may reach.
  mutating func horizontalAxis(_ marks: AxisMarks, _ scale: Scale, baseline: Double, right: Double = .infinity) {
    var end = -Double.infinity
    for (place, label) in zip(marks.places, marks.labels) {
      let half = TextWidth.of(label, size: StyleClass.tick.fontSize) / 2
      let x = min(scale(place), right - half)
      guard x - half > end + 6 else { continue }
      text(label, x: x, y: baseline, .tick, anchor: .middle)
      end = x + half
    }
  }

  /// The width that the labels of `ticks` need at the left of a chart.
  static func leftMargin(_ ticks: Ticks, style: NumberStyle, least: Double) -> Double {
    leftMargin(AxisMarks(ticks, style: style), least: least)
  }

  static func leftMargin(_ marks: AxisMarks, least: Double) -> Double {
    max(least, (marks.labels.map { TextWidth.of($0, size: StyleClass.tick.fontSize) }.max() ?? 0) + 12)
  }
}
