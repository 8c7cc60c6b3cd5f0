/// The questions that a profile asks of the data: counts and sums, never the rows themselves, so that another engine, a
/// database say, can answer them about data that no single machine holds.
protocol ProfileAggregator: Sendable {
  /// A column as the data's own engine keeps it.
  associatedtype Source: ProfiledColumn

  var label: String { get }
  var rowCount: Int { get }
  var columnNames: [String] { get }

  /// - Throws: `DataError.unknownColumn`, which carries the names there are.
  func profiled(_ column: String) throws(DataError) -> Source
  /// Rows whose values in all columns stand in an earlier row; a missing value equals a missing one.
  func repeatedRowCount() throws(DataError) -> Int
}

/// What a profile asks of one column, and of it beside others of the same rows.
///
/// Beside others, numbers are cut into tenths of their rows, and all categories but the 254 most frequent are one.
protocol ProfiledColumn: Sendable {
  var name: String { get }
  var type: ColumnType { get }
  var occurring: ValueCounts { get }

  /// The column in so many rows, the same ones for every column, spread evenly over all; itself where there are no more.
  func sampled(_ count: Int) -> Self
  /// What two columns are measured from, the first column's bins being the table's rows.
  func pairSums(with other: Self) -> PairSums
  /// The same of any two of many columns, by place; all pairs may be summed in one pass.
  static func pairSums(among columns: [Self]) -> @Sendable (_ first: Int, _ second: Int) -> PairSums
  /// This column's distances from its mean, or 0 and 1 of two values, summed up by the values of another: for each
  /// value two groups, the halves of its rows, side by side; those without a value come last.
  ///
  /// Which half a row is in follows from the row alone, in no pattern. Rows without a value of this column are left out.
  func sums(by column: Self) -> [GroupSums]
}

/// What tells how two columns go together, over the rows in which both hold a value.
struct PairSums: Sendable {
  /// How often each pair of bins occurs.
  let bins: ContingencyTable
  /// Of distances from the mean; nil where a side is a category.
  let values: MomentSums?
  /// Of ranks; nil where a side is a category.
  let ranks: RankSums?
}

/// The sums behind Spearman's correlation: of ranks less their mean, ties sharing the mean of their places.
struct RankSums: Sendable {
  let xx: Double
  let yy: Double
  let xy: Double

  var correlation: Double? {
    let squares = xx * yy
    return squares > 0 ? max(-1, min(1, xy / squares.squareRoot())) : nil
  }
}

/// The rows of a group, and the sums of a number in them.
struct GroupSums: Sendable {
  private(set) var rows = 0
  private(set) var sum = 0.0
  private(set) var squares = 0.0

  @inline(__always)
  mutating func add(_ value: Double) {
    rows += 1
    sum += value
    squares += value * value
  }

  static func + (a: GroupSums, b: GroupSums) -> GroupSums {
    GroupSums(rows: a.rows + b.rows, sum: a.sum + b.sum, squares: a.squares + b.squares)
  }
}

extension Table: ProfileAggregator {
  func profiled(_ name: String) throws(DataError) -> PairedColumn { PairedColumn(name: name, try column(name)) }

  func repeatedRowCount() throws(DataError) -> Int { try repeatedRows(columnNames).count }
}
