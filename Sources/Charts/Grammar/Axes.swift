/// Axes are drawn as horizontal grid lines with labels at their left, and labels under the drawing: no axis line, no
/// tick marks.
extension SVG {
  /// Grid lines with labels at their left. `hidden` are values whose line is left to another mark.
  mutating func verticalAxis(
    _ ticks: Ticks, _ scale: Scale, style: NumberStyle, left: Double, right: Double, hidden: [Double] = []
  ) {
    let covered = hidden.map { scale($0) }
    for (value, label) in zip(ticks.values, ticks.labels(style)) {
      let y = scale(value)
      if !covered.contains(where: { abs($0 - y) < 1 }) { line(x1: left, y1: y, x2: right, y2: y, .grid) }
      text(label, x: left - 6, y: y + 4, .tick, anchor: .end)
    }
  }

  /// Labels centred under their values, leaving out those that would touch the one before.
  mutating func horizontalAxis(_ ticks: Ticks, _ scale: Scale, style: NumberStyle, baseline: Double) {
    var end = -Double.infinity
    for (value, label) in zip(ticks.values, ticks.labels(style)) {
      let x = scale(value)
      let half = TextWidth.of(label, size: StyleClass.tick.fontSize) / 2
      guard x - half > end + 6 else { continue }
      text(label, x: x, y: baseline, .tick, anchor: .middle)
      end = x + half
    }
  }

  /// The width that the labels of `ticks` need at the left of a chart.
  static func leftMargin(_ ticks: Ticks, style: NumberStyle, least: Double) -> Double {
    max(least, (ticks.labels(style).map { TextWidth.of($0, size: StyleClass.tick.fontSize) }.max() ?? 0) + 12)
  }
}
