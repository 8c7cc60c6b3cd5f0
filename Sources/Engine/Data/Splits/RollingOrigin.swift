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
    let length = Int64((span / .microseconds(1)).rounded())
    let reach = window.map { Int64(($0 / .microseconds(1)).rounded()) }
    guard length > 0, reach.map({ $0 > 0 }) ?? true else { throw .invalid("a span of time is longer than nothing") }
    let present = (0..<rowCount).filter { column.validity.isPresent($0) }
    guard let latest = present.map({ moments[$0] }).max() else { throw .empty("\"\(name)\" holds no date") }
    // The latest row is still tested.
    let end = latest + 1
    return try (0..<count).map { fold throws(DataError) in
      let (stop, overflow) = length.multipliedReportingOverflow(by: Int64(count - 1 - fold))
      guard !overflow else { throw .invalid("so many spans of time are longer than any table") }
      let testEnd = end - stop
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
}
