/// Where things are in a timeline: its axes and the margin for the labels at the right.
struct TimelineFrame {
  static let width = 720.0

  let ticks: Ticks
  let x: Scale
  let y: Scale
  let top = 12.0
  let bottom: Double
  let left: Double
  let right: Double
  /// Pixels from one step to the next.
  let pitch: Double

  /// - Parameters:
  ///   - steps: How many there are, at least one.
  ///   - labels: What is to stand at the right.
  init(ticks: Ticks, style: NumberStyle, steps: Int, plotHeight: Double, labels: [String]) {
    self.ticks = ticks
    bottom = top + plotHeight
    left = SVG.leftMargin(ticks, style: style, least: 44)
    // Names of series are set in bold, which is wider.
    let widest = labels.map { TextWidth.of(String($0.prefix(60)), size: 13) }.max() ?? 0
    right = Self.width - min(max(widest + 14, 60), 180)
    x = Scale(0...Double(max(steps - 1, 0)), from: left, to: right)
    y = Scale(ticks.domain, from: bottom, to: top)
    pitch = (right - left) / Double(max(steps - 1, 1))
  }

  func position(_ step: Int, _ value: Double) -> Position {
    Position(x: x(Double(step)), y: y(value))
  }

  func stepLabels(_ steps: [String], in svg: inout SVG) {
    let labels = StepLabels(steps)
    for step in labels.shown(pitch: pitch) {
      svg.text(
        labels.texts[step], x: x(Double(step)), y: bottom + 18, .tick, anchor: .middle, within: StepLabels.widest)
    }
  }
}
