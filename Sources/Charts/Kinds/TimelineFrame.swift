/// Where things are in a timeline: its axes and the margin for the labels at the right.
struct TimelineFrame {
  static let width = 720.0

  let ticks: Ticks
  let x: Scale
  let y: Scale
  let top: Double
  let bottom: Double
  let left: Double
  let right: Double
  /// Pixels from one step to the next.
  let pitch: Double

  /// - Parameters:
  ///   - steps: How many there are, at least one.
  ///   - labels: What is to stand at the right.
  ///   - hasEvents: Whether there is room above for what happened when.
  init(
    ticks: Ticks, style: NumberStyle, steps: Int, plotHeight: Double, labels: [String], hasEvents: Bool = false
  ) {
    let top = hasEvents ? 28.0 : 12
    let widest = EndLabel.width(of: labels)
    self.init(
      ticks: ticks, steps: steps, left: SVG.leftMargin(ticks, style: style, least: 44),
      right: Self.width - min(max(widest + 14, 60), 180), top: top, bottom: top + plotHeight)
  }

  init(ticks: Ticks, steps: Int, left: Double, right: Double, top: Double, bottom: Double) {
    self.ticks = ticks
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
    x = Scale(0...Double(max(steps - 1, 0)), from: left, to: right)
    y = Scale(ticks.domain, from: bottom, to: top)
    pitch = (right - left) / Double(max(steps - 1, 1))
  }

  func position(_ step: Int, _ value: Double) -> Position {
    Position(x: x(Double(step)), y: y(value))
  }

  /// What happened when, by step.
  func events(_ events: [ChartEvent<Int>], in svg: inout SVG) {
    svg.events(
      events.prefix(8).map { ChartEvent(at: Double($0.at), $0.label) }, x, top: top, bottom: bottom,
      right: Self.width)
  }

  func stepLabels(_ steps: [String], in svg: inout SVG) {
    let labels = StepLabels(steps)
    for (step, text) in labels.shown(pitch: pitch) {
      svg.text(
        text, x: x(Double(step)), y: bottom + 18, .tick, anchor: .middle, within: StepLabels.widest)
    }
  }
}
