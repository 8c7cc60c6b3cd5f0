/// The distribution of a column in a table cell: tiny bars, one for each bin or category.
///
/// Bins beyond 24 are added to their neighbours; of categories, the first 24 are shown.
public struct Sparkline: Chart {
  private static let width = 120.0
  private static let height = 22.0
  private static let limit = 24

  public var title: String
  /// The same as the title: the bars are too small for more.
  public var summary: String { title }
  /// Not negative.
  public var counts: [Double]
  /// Whether the bars are categories, in which case they are drawn in grey.
  public var isCategorical: Bool

  public init(title: String, counts: [Double], isCategorical: Bool) {
    self.title = title
    self.counts = counts
    self.isCategorical = isCategorical
  }

  /// The drawing. It has an `aria-label` and no elements with an id.
  public func svg(id: String) -> String {
    let name = TextWidth.truncated(title, to: 120, size: 1).escaped
    let kind = isCategorical ? "category" : "number"
    let opening = "<svg class=\"spark \(kind)\" viewBox=\"0 0 120 22\" role=\"img\" aria-label=\"\(name)\">"
    var svg = SVG()
    let bars = bars
    if let largest = bars.max(), largest > 0 {
      svg.path(path(bars.map { $0 / largest }), nil)
    } else {
      svg.text("no data", x: 0, y: 15, .tick)
    }
    return opening + svg.markup + "</svg>"
  }

  private var bars: [Double] {
    let clean = counts.map { max(0, $0.plottable ?? 0) }
    guard clean.count > Self.limit else { return clean }
    if isCategorical { return Array(clean.prefix(Self.limit)) }
    return (0..<Self.limit).map { index in
      let part = (clean.count * index / Self.limit)..<(clean.count * (index + 1) / Self.limit)
      // Halved often enough that no sum overflows; only the ratios are drawn.
      return clean[part].reduce(0) { $0 + $1 * 1e-9 }
    }
  }

  /// Bars of heights between 0 and 1.
  private func path(_ heights: [Double]) -> String {
    let pitch = min(Self.width / Double(heights.count), 40)
    let gap = pitch > 4 ? 1.0 : 0.5
    var data = ""
    for (index, height) in heights.enumerated() where height > 0 {
      let length = max(0.5, height * (Self.height - 2))
      let width = SVG.coordinate(pitch - gap)
      data += "M\(SVG.coordinate(Double(index) * pitch)) 22v-\(SVG.coordinate(length))h\(width)V22z"
    }
    return data
  }
}
