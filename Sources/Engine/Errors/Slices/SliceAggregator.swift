/// The questions that a search through slices asks of the data: sums over groups of rows, never the rows themselves, so
/// that another engine, a database say, can answer them about data that no single machine holds.
protocol SliceAggregator: Sendable {
  /// Rows that share a value in each of a few features: in SQL, those that a `WHERE` leaves.
  associatedtype Group: Sendable

  /// All rows.
  var all: Group { get }
  /// For each of a feature's codes the sums of a group's rows that have it; in SQL, a `GROUP BY`.
  func sums(of group: Group, by feature: Int) -> [SliceSums]
  /// The parts of a group that have certain codes of a feature, one for each.
  func parts(of group: Group, by feature: Int, codes: [Int]) -> [Group]
}

/// A value that rows share in a feature: places in the list of features and in that of its values.
typealias SliceTerm = (feature: Int, code: Int)

extension SliceAggregator {
  /// The sums of the rows that share all of these values; of none, where they contradict each other.
  ///
  /// - Parameter terms: at least one.
  func sums(where terms: [SliceTerm]) -> SliceSums {
    guard let last = terms.last else { return SliceSums() }
    var group = all
    for term in terms.dropLast() { group = parts(of: group, by: term.feature, codes: [term.code])[0] }
    return sums(of: group, by: last.feature)[last.code]
  }
}

/// What a search through slices keeps of the rows of one.
struct SliceSums: Sendable {
  var rows = 0.0
  var sum = 0.0
  /// Of the second figure of each row: as a rule the square of the first.
  var second = 0.0
  var maximum = -Double.infinity

  @inline(__always)
  mutating func add(_ value: Double, _ other: Double) {
    rows += 1
    sum += value
    second += other
    // No branch: which row is the largest cannot be guessed.
    maximum = value > maximum ? value : maximum
  }
}
