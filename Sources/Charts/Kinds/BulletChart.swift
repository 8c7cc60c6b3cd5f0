/// A measured value against its goal, small enough for a table cell: a bar from the start of the range to the value,
/// and a line where the goal is.
public struct BulletChart: Chart {
  private static let width = 180.0

  public var title: String
  public var summary: String
  public var value: Double
  public var goal: Double
  /// What the whole track stands for. Values outside are drawn at its ends.
  public var range: ClosedRange<Double>
  public var isMet: Bool

  public init(
    title: String, summary: String, value: Double, goal: Double, range: ClosedRange<Double>, isMet: Bool
  ) {
    self.title = title
    self.summary = summary
    self.value = value
    self.goal = goal
    self.range = range
    self.isMet = isMet
  }

  public func svg(id: String) -> String {
    var svg = SVG()
    svg.rect(x: 0, y: 7, width: Self.width, height: 6, radius: 3, .track)
    if let low = range.lowerBound.plottable, let high = range.upperBound.plottable, low < high {
      let scale = Scale(low...high, from: 0, to: Self.width)
      if let value = value.plottable, scale(value) > 0 {
        svg.rect(x: 0, y: 7, width: max(scale(value), 2), height: 6, radius: 3, isMet ? .met : .missed)
      }
      if goal.plottable != nil {
        // The line is two pixels wide and stays inside the drawing.
        let x = min(max(scale(goal), 1), Self.width - 1)
        svg.line(x1: x, y1: 2, x2: x, y2: 18, .goal)
      }
    }
    return svg.document(self, id: id, class: "bullet", width: Self.width, height: 20)
  }
}
