/// In which orders a reader may put the rows of a table, by style alone: each row carries its place in every order, and
/// the style sheet takes the one whose heading was chosen.
struct TableOrder {
  private let numbers: [[Double?]]
  private let table: TableComponent
  /// For each column that rows can be ordered by, each row's place, the largest number first.
  private let places: [Int: [Int]]

  /// Shorter tables are seen at once, longer ones would take many bytes; the style sheet knows so many columns.
  private static let sizes = 6...200
  private static let mostColumns = 12

  init(_ table: TableComponent) {
    self.table = table
    let numbers = table.knownNumbers ?? table.numbers
    self.numbers = numbers
    guard Self.sizes.contains(table.rows.count), table.columns.count <= Self.mostColumns else {
      places = [:]
      return
    }
    var places: [Int: [Int]] = [:]
    for column in table.columns.indices.dropFirst() {
      let values = numbers.map { column < $0.count ? $0[column] : nil }
      guard values.count(where: { $0 != nil }) * 2 > values.count, Set(values.compactMap(\.self)).count > 1 else {
        continue
      }
      let order = values.indices.sorted { (values[$1] ?? -.infinity, $0) < (values[$0] ?? -.infinity, $1) }
      var place = [Int](repeating: 0, count: order.count)
      for (index, row) in order.enumerated() { place[row] = index }
      // An order that is there already says nothing new.
      guard place != Array(values.indices) else { continue }
      places[column] = place
    }
    self.places = places
  }

  var isSortable: Bool { !places.isEmpty }

  /// The first column stands for the order in which the rows came.
  func isSortable(_ column: Int) -> Bool { isSortable && (column == 0 || places[column] != nil) }

  /// The row's places as variables of the style sheet: `--o2:5;--o4:0`; nil where there is no other order.
  func style(ofRow row: Int) -> String? {
    guard isSortable else { return nil }
    return places.keys.sorted().map { "--o\($0 + 1):\(places[$0]?[row] ?? 0)" }.joined(separator: ";")
  }

  /// How long the bar in a cell is, in per cent of the longest in its column; nil for none.
  func bar(_ row: Int, _ column: Int) -> String? {
    guard table.columns[column].hasBars, let value = numbers[row][column], value > 0 else { return nil }
    let most = numbers.reduce(0) { max($0, $1[column] ?? 0) }
    return most > 0 ? "\(Int((value / most * 100).rounded()))%" : nil
  }
}
