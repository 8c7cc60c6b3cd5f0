/// Draws the series of a timeline.
struct TimelineMarks {
  /// Alert dots nearer than this to the one before are left out.
  private static let alertSpacing = 8.0

  let frame: TimelineFrame
  let steps: [String]
  let style: NumberStyle
  /// Whether each value of a main series has a dot of its own.
  let hasDots: Bool
  /// How many points a line may have.
  let pointLimit: Int

  // MARK: Lines

  func line(of series: TimelineChart.Series, in svg: inout SVG) {
    let runs = runs(series.values.map { $0?.plottable }).map { run in
      run.map { frame.position($0.step, $0.value) }
    }
    let total = runs.reduce(0) { $0 + $1.count }
    var data = ""
    for run in runs {
      let limit = max(2, pointLimit * run.count / max(total, 1))
      let curve = Simplification.simplified(run, limit: limit)
      // A value between two gaps, where it gets no dot, is a short dash.
      if curve.count == 1, hasDot(alone: series.role) { continue }
      data += Self.path(curve) + (curve.count == 1 ? "h1.5" : "")
    }
    if !data.isEmpty { svg.path(data, series.role == .main ? .mainLine : .comparisonLine) }
  }

  func band(of series: TimelineChart.Series, in svg: inout SVG) {
    guard let low = series.low, let high = series.high else { return }
    let isWhole = zip(low, high).map { $0?.plottable != nil && $1?.plottable != nil }
    let bounded = series.values.indices.map { $0 < isWhole.count && isWhole[$0] }
    let upper = zip(high, bounded).map { $1 ? $0 : nil }
    let lower = zip(low, bounded).map { $1 ? $0 : nil }
    band(low: lower, high: upper, .band, in: &svg)
    // Around a single value the interval is a whisker.
    for (above, below) in zip(runs(upper), runs(lower)) where hasDot(alone: series.role) {
      guard let top = above.first, let bottom = below.first, above.count == 1 else { continue }
      let (start, end) = (frame.position(top.step, top.value), frame.position(bottom.step, bottom.value))
      svg.line(x1: start.x, y1: start.y, x2: end.x, y2: end.y, .interval)
    }
  }

  /// A band between two ends, which are known at the same steps.
  func band(low: [Double?], high: [Double?], _ style: StyleClass, in svg: inout SVG) {
    let isWhole = zip(low, high).map { $0?.plottable != nil && $1?.plottable != nil }
    let upper = runs(zip(high, isWhole).map { $1 ? $0 : nil })
    let lower = runs(zip(low, isWhole).map { $1 ? $0 : nil })
    let total = upper.reduce(0) { $0 + $1.count }
    var data = ""
    for (above, below) in zip(upper, lower) where above.count > 1 {
      let limit = max(2, pointLimit * 2 / 3 * above.count / max(total, 1))
      let top = Simplification.simplified(above.map { frame.position($0.step, $0.value) }, limit: limit)
      let bottom = Simplification.simplified(below.map { frame.position($0.step, $0.value) }, limit: limit)
      data += Self.path(top + bottom.reversed()) + "z"
    }
    if !data.isEmpty { svg.path(data, style) }
  }

  // MARK: Dots

  func dots(of series: TimelineChart.Series, in svg: inout SVG) {
    let values = series.values.map { $0?.plottable }
    var lastAlert = -Double.infinity
    for (step, value) in values.enumerated() {
      guard let value else { continue }
      let place = frame.position(step, value)
      if series.alerts.contains(step) {
        guard frame.pitch >= Self.alertSpacing || place.x - lastAlert >= Self.alertSpacing else { continue }
        lastAlert = place.x
        svg.circle(place, radius: 4, .hot, title: tooltip(series, step, value))
      } else if series.role == .main, hasDots {
        svg.circle(place, radius: isAlone(step, values) ? 3 : 2.2, .dot, title: tooltip(series, step, value))
      } else if isAlone(step, values), hasDot(alone: series.role) {
        svg.circle(place, radius: 3, .comparisonDot, title: tooltip(series, step, value))
      }
    }
  }

  /// Whether a value between two gaps is drawn as a dot, for which there must be room.
  private func hasDot(alone role: TimelineChart.Series.Role) -> Bool {
    role == .main ? hasDots : frame.pitch >= 8
  }

  private func isAlone(_ step: Int, _ values: [Double?]) -> Bool {
    (step == 0 || values[step - 1] == nil) && (step + 1 >= values.count || values[step + 1] == nil)
  }

  private func tooltip(_ series: TimelineChart.Series, _ step: Int, _ value: Double) -> String {
    let name = step < steps.count ? steps[step] : series.name
    return TextWidth.truncated(name, to: 24, size: 1) + ": " + style.text(value)
  }

  // MARK: Runs

  /// The values between gaps. A gap too narrow to see does not end a run, so that there are never more runs than
  /// pixels to show them.
  private func runs(_ values: [Double?]) -> [[(step: Int, value: Double)]] {
    var runs: [[(step: Int, value: Double)]] = []
    var previous: Int?
    for (step, value) in values.enumerated() {
      guard let value else { continue }
      let continues = previous.map { $0 == step - 1 || Double(step - $0) * frame.pitch < 4 } ?? false
      if continues {
        runs[runs.count - 1].append((step, value))
      } else {
        runs.append([(step, value)])
      }
      previous = step
    }
    return runs
  }

  private static func path(_ positions: [Position]) -> String {
    var data = ""
    for (index, position) in positions.enumerated() {
      data += index == 0 ? "M" : index == 1 ? "L" : " "
      data += "\(SVG.coordinate(position.x)) \(SVG.coordinate(position.y))"
    }
    return data
  }
}
