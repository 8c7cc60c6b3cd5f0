/// Something that happened at a place along a chart: "model deployed".
public struct ChartEvent<Place: Sendable & Hashable>: Sendable, Hashable {
  public var at: Place
  public var label: String

  public init(at place: Place, _ label: String) {
    at = place
    self.label = label
  }
}

extension SVG {
  /// A thin line for each event, with what happened above it where there is room; later ones give way to earlier ones.
  ///
  /// - Parameters:
  ///   - top: where the plot begins; the labels stand above.
  ///   - right: how far labels may reach.
  mutating func events(
    _ events: [ChartEvent<Double>], _ x: Scale, top: Double, bottom: Double, right: Double
  ) {
    var end = -Double.infinity
    for event in events.sorted(by: { ($0.at, $0.label) < ($1.at, $1.label) }) where x.domain.contains(event.at) {
      let place = x(event.at)
      line(x1: place, y1: top - 4, x2: place, y2: bottom, .event)
      let width = min(TextWidth.of(event.label, size: StyleClass.eventLabel.fontSize), 160)
      // Beside its line, or before it at the right edge.
      let start = place + width <= right ? place : max(0, right - width)
      guard start > end + 8, width > 0 else { continue }
      text(event.label, x: start, y: top - 8, .eventLabel, within: 160)
      end = start + width
    }
  }
}
