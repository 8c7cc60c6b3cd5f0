extension Table {
  /// Cuts by time again and again, as a model that is trained anew every so often meets its rows: each split tests on one
  /// span of time, and trains on what came before.
  ///
  /// The last split ends with the latest row; the spans lie one behind the other.
  /// - Parameters:
  ///   - name: the column of dates.
  ///   - count: how many splits.
  ///   - span: how long each tests.
  ///   - window: how far back training goes; nil for the first row.
  /// - Throws: where the column holds no dates, a span is not longer than nothing, or some split would have an empty
  ///   side.
  public func rollingOrigin(
    on name: String, folds count: Int, testing span: Duration, training window: Duration? = nil
  ) throws(DataError) -> [Split] {
    try ValidRange.from(1, to: 1000).check("folds", Double(count))
    let column = try column(name)
    guard case .date(let moments) = column.values else {
      throw .wrongType("a rolling origin needs dates, but column \"\(name)\" holds \(column.type.article)")
    }
    let length = try Self.microseconds(span)
    let reach = try window.map { window throws(DataError) in try Self.microseconds(window) }
    let present = (0..<rowCount).filter { column.validity.isPresent($0) }
    guard let latest = present.map({ moments[$0] }).max() else { throw .empty("\"\(name)\" holds no date") }
    // The latest row is still tested.
    let end = latest + 1
    return try (0..<count).map { fold throws(DataError) in
      let testEnd = end - length * Int64(count - 1 - fold)
      let testStart = testEnd - length
      let trainStart = reach.map { testStart - $0 } ?? .min
      let train = present.filter { moments[$0] >= trainStart && moments[$0] < testStart }
      let test = present.filter { moments[$0] >= testStart && moments[$0] < testEnd }
      guard !train.isEmpty, !test.isEmpty else {
        throw .empty(
          "\(label) has no rows to \(train.isEmpty ? "train" : "test") split \(fold + 1) of \(count) on; ask for fewer "
            + "or shorter ones")
      }
      return Split(
        train: choosing(train.map(Int32.init)), test: choosing(test.map(Int32.init)),
        rule: .time(column: name, at: Instant(microseconds: testStart)))
    }
  }

  /// Of thousands of such spans the sum still fits 64 bits.
  private static let longestSpan = Duration.days(36_525)

  private static func microseconds(_ span: Duration) throws(DataError) -> Int64 {
    guard span > .zero else { throw .invalid("a span of time is longer than nothing") }
    guard span <= longestSpan else { throw .invalid("a span of time is at most a hundred years long") }
    return Int64((span / .microseconds(1)).rounded())
  }
}
