/// Figures and tables are numbered in the order of the page, each kind by itself.
struct FigureCounter {
  private var figures = 0
  private var tables = 0

  mutating func nextFigure() -> (name: String, anchor: String) {
    figures += 1
    return ("Figure \(figures)", "figure-\(figures)")
  }

  mutating func nextTable() -> (name: String, anchor: String) {
    tables += 1
    return ("Table \(tables)", "table-\(tables)")
  }
}

extension FigureNumbers {
  /// A block's label stands for its first figure, or for its first table where it shows no figure.
  public init(_ page: Page) {
    var counter = FigureCounter()
    var byLabel: [String: (name: String, anchor: String)] = [:]
    for step in page.steps {
      var figure: (name: String, anchor: String)?
      var table: (name: String, anchor: String)?
      for component in step.results.flatMap(\.components) {
        switch component {
        case .figure:
          let next = counter.nextFigure()
          figure = figure ?? next
        case .table:
          let next = counter.nextTable()
          table = table ?? next
        default: break
        }
      }
      if let label = step.label, let found = figure ?? table { byLabel[label] = found }
    }
    self.byLabel = byLabel
  }
}
