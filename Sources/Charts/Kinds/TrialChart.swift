/// The values of trials in the order in which they were made, with the best until then as a stepped line. Of more than
/// 180 trials, some are left out evenly.
public struct TrialChart: Chart {
  /// What one trial came to.
  public struct Trial: Sendable, Hashable {
    public var value: Double
    public var isBest: Bool
    /// Whether it was made on part of what the others were made on, and so does not count for the line.
    public var isPartial: Bool

    public init(value: Double, isBest: Bool = false, isPartial: Bool = false) {
      self.value = value
      self.isBest = isBest
      self.isPartial = isPartial
    }
  }

  private static let width = 560.0
  private static let height = 200.0
  private static let top = 26.0
  private static let bottom = 170.0

  public var title: String
  public var summary: String
  public var trials: [Trial]
  public var isBetterHigher: Bool
  public var yTitle: String

  public init(title: String, summary: String, trials: [Trial], isBetterHigher: Bool, yTitle: String) {
    self.title = title
    self.summary = summary
    self.trials = trials
    self.isBetterHigher = isBetterHigher
    self.yTitle = yTitle
  }

  public var data: ChartData? {
    ChartData(["Trial", yTitle], count: trials.count) { ["\($0 + 1)", NumberStyle.compact.text(trials[$0].value)] }
  }

  public func svg(id: String) -> String {
    let shown = thinned(trials.filter { $0.value.plottable != nil })
    guard let range = extent(of: shown.lazy.map(\.value)) else {
      return SVG.withoutData(self, id: id, width: Self.width)
    }
    let ticks = Ticks(covering: range, count: 4)
    let style = NumberStyle.number(decimals: 1)
    let left = SVG.leftMargin(ticks, style: style, least: 44)
    let y = Scale(ticks.domain, from: Self.bottom, to: Self.top)
    let x = Scale(0...Double(max(shown.count - 1, 1)), from: left + 8, to: Self.width - 10)
    func position(_ place: Int, _ value: Double) -> Position { Position(x: x(Double(place)), y: y(value)) }

    var svg = SVG()
    svg.text(yTitle, x: left, y: 12, .axis, within: Self.width - left)
    svg.verticalAxis(ticks, y, style: style, left: left, right: Self.width)
    var line: [Position] = []
    var best: Double?
    for (place, trial) in shown.enumerated() where !trial.isPartial {
      if let before = best {
        guard isBetterHigher ? trial.value > before : trial.value < before else { continue }
        line.append(position(place, before))
      }
      line.append(position(place, trial.value))
      best = trial.value
    }
    if let best, shown.count > 1 {
      line.append(position(shown.count - 1, best))
      svg.polyline(line, .mainLine)
    }
    for (place, trial) in shown.enumerated() {
      svg.circle(
        position(place, trial.value), radius: trial.isBest ? 5 : 3,
        trial.isBest ? .hot : trial.isPartial ? .comparisonDot : .dot)
    }
    svg.text("trial 1", x: left + 8, y: Self.bottom + 18, .tick)
    if shown.count > 1 { svg.text("\(trials.count)", x: Self.width - 10, y: Self.bottom + 18, .tick, anchor: .end) }
    return svg.document(self, id: id, width: Self.width, height: Self.height)
  }

  /// More dots than these would run into each other; the best one stays.
  private static let mostDots = 180

  private func thinned(_ trials: [Trial]) -> [Trial] {
    guard trials.count > Self.mostDots else { return trials }
    let step = (trials.count + Self.mostDots - 1) / Self.mostDots
    return trials.enumerated().filter { $0.offset % step == 0 || $0.element.isBest }.map(\.element)
  }
}
