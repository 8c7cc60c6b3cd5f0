/// The numbers of a chart as a table, for those who read rather than look.
///
/// Its size is bounded as the drawing's is: of more rows or columns some are left out, spread evenly, the first and the
/// last always kept.
public struct ChartData: Sendable, Hashable {
  /// The first column names the rows.
  public let columns: [String]
  public let rows: [[String]]
  /// How many rows there are with those that are left out.
  public let rowCount: Int

  public static let mostRows = 40
  public static let mostColumns = 12
  private static let longest = 60

  /// Nil where there is nothing to show.
  ///
  /// - Parameter row: the cells of a row, as many as there are columns.
  public init?(_ columns: [String], count: Int, row: (Int) -> [String]) {
    guard count > 0, columns.count > 1 else { return nil }
    let chosen = Self.chosen(columns.count, most: Self.mostColumns)
    self.columns = chosen.map { Self.short(columns[$0]) }
    rows = Self.chosen(count, most: Self.mostRows).map { place in
      let cells = row(place)
      return chosen.map { $0 < cells.count ? Self.short(cells[$0]) : "–" }
    }
    rowCount = count
  }

  /// A table that is bounded already.
  public init(columns: [String], rows: [[String]], rowCount: Int) {
    self.columns = columns
    self.rows = rows
    self.rowCount = rowCount
  }

  /// Places spread evenly over so many.
  private static func chosen(_ count: Int, most: Int) -> [Int] {
    guard count > most else { return Array(0..<max(0, count)) }
    return (0..<most).map { $0 * (count - 1) / (most - 1) }
  }

  private static func short(_ text: String) -> String {
    text.count > longest ? text.prefix(longest - 1) + "…" : text
  }
}

extension NumberStyle {
  /// With one more decimal than a picture has room for.
  var finer: NumberStyle {
    switch self {
    case .number(let decimals): .number(decimals: decimals + 1)
    case .percent(let decimals): .percent(decimals: decimals + 1)
    case .compact: self
    }
  }

  /// A value that may be missing.
  func text(_ value: Double?) -> String { value.map { text($0) } ?? "–" }
}
