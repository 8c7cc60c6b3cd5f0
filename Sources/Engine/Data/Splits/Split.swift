/// A table cut in two: rows to learn from, and others to test on.
public struct Split: Sendable {
  public let train: Table
  public let test: Table
  public let rule: Rule

  /// What decides on which side a row lies.
  public enum Rule: Sendable, Equatable {
    /// Training rows come before a moment, test rows from it on.
    case time(column: String, at: Instant)
    /// Rows drawn at random.
    case random(seed: Int)
    /// Rows drawn at random, from each value of a column in the same proportion.
    case stratified(by: String, seed: Int)
    /// Groups of rows drawn at random, none of which is on both sides.
    case grouped(by: String, seed: Int)
  }
}

extension Table {
  /// Cuts by time: rows before `at` are for training, rows from `at` on for testing.
  ///
  /// Rows without a date belong to neither.
  /// - Throws: where the column is no date, or a side would be empty.
  public func split(on name: String, at: Instant) throws(DataError) -> Split {
    guard case .date = try column(name).values else {
      throw .wrongType("a split by time needs dates, but column \"\(name)\" holds \(try column(name).type.article)")
    }
    let train = try filter(.comparison(.less, .column(name), .date(at)))
    let test = try filter(.comparison(.greaterOrEqual, .column(name), .date(at)))
    guard train.rowCount > 0, test.rowCount > 0 else {
      throw .empty(
        "\(label) has no rows \(train.rowCount == 0 ? "before" : "from") \(at)\(train.rowCount == 0 ? "" : " on")")
    }
    return Split(train: train, test: test, rule: .time(column: name, at: at))
  }

  /// Cuts by time at a day as ISO 8601 writes it: `2013-07-01`.
  public func split(on name: String, at text: String) throws(DataError) -> Split {
    try split(on: name, at: Instant(iso: text))
  }
}
