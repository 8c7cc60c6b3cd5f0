/// Builds the markup of one drawing. Whatever text or number is handed in, what comes out is well-formed.
struct SVG {
  /// Where a text stands relative to its place.
  enum Anchor: String {
    case start, middle, end
  }

  /// Tooltips are dropped once the drawing holds this many bytes: the marks come first.
  static let tooltipLimit = 10_000

  private(set) var markup = ""

  /// Whether the drawing is small enough to take more tooltips.
  var hasRoomForTooltips: Bool { markup.utf8.count < Self.tooltipLimit }

  // MARK: Marks

  /// A text whose baseline starts, is centred or ends at `x`, truncated to `width` pixels where that is given.
  mutating func text(
    _ text: String, x: Double, y: Double, _ style: StyleClass, anchor: Anchor = .start, within width: Double? = nil
  ) {
    // A text without a limit of its own still has one: the width of a page.
    let fitting = TextWidth.truncated(text, to: width ?? 720, size: style.fontSize)
    guard !fitting.isEmpty else { return }
    let anchor = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    markup += "<text x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(y))\" class=\"\(style.rawValue)\"\(anchor)>"
    markup += "\(fitting.escaped)</text>"
  }

  mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, _ style: StyleClass) {
    markup += "<line x1=\"\(Self.coordinate(x1))\" y1=\"\(Self.coordinate(y1))\" "
    markup += "x2=\"\(Self.coordinate(x2))\" y2=\"\(Self.coordinate(y2))\" class=\"\(style.rawValue)\"/>"
  }

  mutating func rect(
    x: Double, y: Double, width: Double, height: Double, radius: Double = 0, _ style: StyleClass, title: String? = nil
  ) {
    let corner = radius > 0 ? " rx=\"\(Self.coordinate(min(radius, width / 2)))\"" : ""
    let place = "x=\"\(Self.coordinate(x))\" y=\"\(Self.coordinate(y))\""
    let size = "width=\"\(Self.coordinate(max(0, width)))\" height=\"\(Self.coordinate(max(0, height)))\""
    element("rect", "\(place) \(size)\(corner) class=\"\(style.rawValue)\"", title: title)
  }

  mutating func circle(_ centre: Position, radius: Double, _ style: StyleClass, title: String? = nil) {
    let place = "cx=\"\(Self.coordinate(centre.x))\" cy=\"\(Self.coordinate(centre.y))\""
    element("circle", "\(place) r=\"\(Self.coordinate(radius))\" class=\"\(style.rawValue)\"", title: title)
  }

  mutating func polyline(_ positions: [Position], _ style: StyleClass) {
    markup += "<polyline points=\"\(Self.list(positions))\" class=\"\(style.rawValue)\"/>"
  }

  mutating func polygon(_ positions: [Position], _ style: StyleClass) {
    markup += "<polygon points=\"\(Self.list(positions))\" class=\"\(style.rawValue)\"/>"
  }

  /// A path. `data` and `attributes` are our own markup and are not escaped.
  mutating func path(_ data: String, _ style: StyleClass?, attributes: String = "", title: String? = nil) {
    let named = style.map { "class=\"\($0.rawValue)\" " } ?? ""
    let attributes = attributes.isEmpty ? "" : attributes + " "
    element("path", "\(named)\(attributes)d=\"\(data)\"", title: title)
  }

  /// The marks that `content` adds, inside a `<g>`. `attributes` is our own markup and is not escaped.
  mutating func group(_ attributes: String, _ content: (inout SVG) -> Void) {
    markup += "<g \(attributes)>"
    content(&self)
    markup += "</g>"
  }

  private mutating func element(_ name: String, _ attributes: String, title: String?) {
    guard let title, hasRoomForTooltips else {
      markup += "<\(name) \(attributes)/>"
      return
    }
    markup += "<\(name) \(attributes)><title>\(title.escaped)</title></\(name)>"
  }

  // MARK: Numbers

  /// A length without trailing zeros: "12", "12.5", "-0.3". In pixels, one decimal is as fine as anyone sees.
  static func coordinate(_ value: Double, decimals: Int = 1) -> String {
    guard value.isFinite else { return "0" }
    let unit = (0..<decimals).reduce(1) { power, _ in power * 10 }
    let scaled = Int((min(max(value, -1e6), 1e6) * Double(unit)).rounded())
    let (whole, rest) = abs(scaled).quotientAndRemainder(dividingBy: unit)
    let sign = scaled < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: decimals - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  private static func list(_ positions: [Position]) -> String {
    positions.map { "\(coordinate($0.x)),\(coordinate($0.y))" }.joined(separator: " ")
  }

  // MARK: The whole drawing

  /// The finished `<svg>` element, named and described for assistive technology.
  func document(_ chart: some Chart, id: String, class name: String = "chart", width: Double, height: Double) -> String
  {
    let id = id.identifier
    let title = TextWidth.truncated(chart.title, to: 120, size: 1)
    let summary = TextWidth.truncated(chart.summary, to: 400, size: 1)
    return """
      <svg class="\(name)" viewBox="0 0 \(Self.coordinate(width)) \(Self.coordinate(height))" role="img" \
      aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title.escaped)</title>\
      <desc id="\(id)-d">\(summary.escaped)</desc>\(markup)</svg>
      """
  }

  /// The drawing of a chart that has nothing to show.
  static func withoutData(
    _ chart: some Chart, id: String, class name: String = "chart", width: Double, height: Double = 56
  ) -> String {
    var svg = SVG()
    svg.text("no data", x: width / 2, y: height / 2 + 4, .tick, anchor: .middle)
    return svg.document(chart, id: id, class: name, width: width, height: height)
  }
}
