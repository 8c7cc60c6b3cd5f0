/// A drawing that is already made, so that it can be kept and drawn again without its data.
///
/// It keeps the markup between the places where the id stands, and takes another id each time it is drawn.
public struct FrozenChart: Chart, Equatable {
  public let title: String
  public let summary: String
  /// The id stands between two of them.
  public let pieces: [String]
  public let data: ChartData?

  public init(title: String, summary: String, pieces: [String], data: ChartData?) {
    self.title = title
    self.summary = summary
    self.pieces = pieces
    self.data = data
  }

  public init(_ chart: any Chart) {
    if let frozen = chart as? FrozenChart {
      self = frozen
      return
    }
    title = chart.title
    summary = chart.summary
    data = chart.data
    // An id that a text of the chart holds would be taken out of that text as well.
    var id = "frozen-chart-id"
    while title.contains(id) || summary.contains(id) || chart.svg(id: "x").contains(id) { id += "-" }
    pieces = chart.svg(id: id).pieces(around: id)
  }

  public func svg(id: String) -> String { pieces.joined(separator: id.identifier) }
}

extension String {
  /// What stands before, between and after the places of a text.
  fileprivate func pieces(around separator: String) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while let place = rest.firstRange(of: separator) {
      pieces.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    return pieces + [String(rest)]
  }
}
