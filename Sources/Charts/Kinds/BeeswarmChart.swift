/// What the features of a model add to its predictions over many rows (a SHAP beeswarm, binned): each feature's row is
/// as thick as there are predictions that it moves that far, and coloured by how high its values are there.
///
/// The first twelve features are drawn, of each at most 36 bins.
public struct BeeswarmChart: Chart {
  /// Rows whose contribution of a feature lies in one bin.
  public struct Bin: Sendable, Hashable {
    /// The middle of the bin.
    public var contribution: Double
    public var count: Double
    /// How high the feature's values are among all, from 0 to 1; nil where they have no order.
    public var level: Double?

    public init(contribution: Double, count: Double, level: Double?) {
      self.contribution = contribution
      self.count = count
      self.level = level
    }
  }

  public struct Feature: Sendable, Hashable {
    public var label: String
    public var bins: [Bin]
    /// Written at the row's end: the mean distance from zero.
    public var text: String

    public init(label: String, bins: [Bin], text: String) {
      self.label = label
      self.bins = bins
      self.text = text
    }
  }

  private static let width = 720.0
  private static let pitch = 34.0
  private static let featureLimit = 12
  private static let binLimit = 36

  public var title: String
  public var summary: String
  public var features: [Feature]
  public var xTitle: String
  public var style: NumberStyle

  public init(title: String, summary: String, features: [Feature], xTitle: String, style: NumberStyle) {
    self.title = title
    self.summary = summary
    self.features = features
    self.xTitle = xTitle
    self.style = style
  }

  public var data: ChartData? {
    ChartData(["Feature", "Mean distance from 0", "Lowest", "Highest"], count: features.count) { place in
      let reach = extent(of: features[place].bins.lazy.filter { $0.count > 0 }.map(\.contribution))
      return [
        features[place].label, features[place].text, style.finer.text(reach?.lowerBound),
        style.finer.text(reach?.upperBound),
      ]
    }
  }

  public func svg(id: String) -> String {
    let shown = features.prefix(Self.featureLimit)
    let bins = shown.map { feature in
      Array(
        feature.bins.filter { $0.contribution.plottable != nil && $0.count > 0 && $0.count.isFinite }.prefix(
          Self.binLimit))
    }
    guard let range = extent(of: bins.joined().lazy.map(\.contribution)) else {
      return SVG.withoutData(self, id: id, width: Self.width)
    }
    let reach = extent(of: [range.lowerBound, range.upperBound, 0]) ?? range
    let ticks = Ticks(covering: reach, count: 6)
    let labelWidth = Rows.labelWidth(shown.map(\.label), in: 40...180)
    let textWidth = min(shown.map { TextWidth.of(String($0.text.prefix(24)), size: 12) }.max() ?? 0, 90) + 4
    let x = Scale(ticks.domain, from: labelWidth + 14, to: Self.width - textWidth - 14)
    let height = Double(shown.count) * Self.pitch

    var svg = SVG()
    svg.line(x1: x(0), y1: 0, x2: x(0), y2: height, .reference)
    let step = max(1.5, (x.end - x.start) / Double(Self.binLimit) * 0.8)
    for (row, feature) in shown.enumerated() {
      let middle = (Double(row) + 0.5) * Self.pitch
      svg.text(feature.label, x: labelWidth, y: middle + 4, .label, anchor: .end, within: labelWidth)
      svg.text(feature.text, x: Self.width - 2, y: middle + 4, .num, anchor: .end, within: textWidth)
      swarm(bins[row], x, middle: middle, thickness: min(step, 7), in: &svg)
    }
    svg.horizontalAxis(ticks, x, style: style, baseline: height + 16)
    svg.text(xTitle, x: (x.start + x.end) / 2, y: height + 32, .axis, anchor: .middle, within: x.end - x.start)
    legend(top: height + 24, in: &svg)
    return svg.document(self, id: id, width: Self.width, height: height + 40)
  }

  /// One path a shade; heights are roots of counts, so that a few rows are seen beside many.
  private func swarm(_ bins: [Bin], _ x: Scale, middle: Double, thickness: Double, in svg: inout SVG) {
    let largest = max(bins.map(\.count).max() ?? 1, .leastNormalMagnitude)
    var paths: [StyleClass: String] = [:]
    for bin in bins {
      let half = max(1, (bin.count / largest).squareRoot() * (Self.pitch / 2 - 3))
      paths[Self.shade(bin.level), default: ""] +=
        "M\(SVG.coordinate(x(bin.contribution))) \(SVG.coordinate(middle - half))v\(SVG.coordinate(half * 2))"
    }
    for shade in [StyleClass.swarmUnordered, .swarmLow, .swarmMiddle, .swarmHigh] {
      guard let data = paths[shade] else { continue }
      svg.path(data, shade, attributes: "stroke-width=\"\(SVG.coordinate(thickness))\"")
    }
  }

  private static func shade(_ level: Double?) -> StyleClass {
    guard let level, level.isFinite else { return .swarmUnordered }
    return level < 1.0 / 3 ? .swarmLow : level < 2.0 / 3 ? .swarmMiddle : .swarmHigh
  }

  private func legend(top: Double, in svg: inout SVG) {
    var x = 0.0
    for (shade, text) in [(StyleClass.swarmLow, "low values"), (.swarmMiddle, "middle"), (.swarmHigh, "high")] {
      svg.path(
        "M\(SVG.coordinate(x + 5)) \(SVG.coordinate(top))v10", shade, attributes: "stroke-width=\"10\"")
      svg.text(text, x: x + 14, y: top + 9, .tick)
      x += 14 + TextWidth.of(text, size: 11) + 12
    }
  }
}
