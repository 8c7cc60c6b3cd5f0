/// The rows that a challenger learns from, and those that both models are judged on: later ones, which neither has seen.
struct RetrainingChoice {
  let learned: Table
  let learnedFrom: String
  let judged: Table
  let judgedOn: String
  /// Why there can be no trial; nil where there can.
  let gap: String?

  /// - Parameter count: how many whole windows with known outcomes to judge on.
  /// - Throws: where the reference has other columns than the rows.
  init(_ data: MonitoredData, learning rows: RetrainingRows, judging count: Int) throws(DataError) {
    let places = data.known?.places(rowCount: data.table.rowCount)
    func known(_ windows: ArraySlice<Window>) -> [Int32] {
      windows.flatMap(\.rows).filter { row in places.map { $0[Int(row)] >= 0 } ?? false }
    }
    let told = data.windows.windows.filter { !$0.isPartial && !known([$0]).isEmpty }
    let (before, latest) = (told.dropLast(count), told.suffix(count))
    judgedOn = Self.span(latest)
    let judgedRows = known(latest)
    judged = data.table.choosing(judgedRows)
    let earlier: ArraySlice<Window>
    switch rows {
    case .latest(let most):
      try Retraining.validWindows.check("the latest windows", Double(most))
      earlier = before.suffix(most)
      learnedFrom = Self.span(earlier)
    case .all:
      earlier = before
      let all = data.reference.table == nil ? [] : ["the reference"]
      learnedFrom = (all + (earlier.isEmpty ? [] : [Self.span(earlier)])).joined(separator: " and ")
    }
    var learned = data.table.choosing(known(earlier))
    if case .all = rows, let reference = data.reference.table {
      let names = data.monitored.featureNames + [data.target]
      learned = try reference.selecting(names).stacked(with: learned.selecting(names))
    }
    self.learned = learned
    let (period, few) = (data.windows.period.shortName, Retraining.fewestRows)
    if judgedRows.count < few {
      gap =
        "the last \(count == 1 ? period : "\(count) \(period)s") with known outcomes \(count == 1 ? "has" : "have") "
        + "\(NumberText.whole(judgedRows.count)) rows to judge by, of at least \(few)"
    } else if learned.rowCount < few {
      gap =
        "there are \(NumberText.whole(learned.rowCount)) rows with a known outcome before \(latest.first?.label ?? "then") "
        + "to learn from, of at least \(few)"
    } else {
      gap = nil
    }
  }

  private static func span(_ windows: ArraySlice<Window>) -> String {
    guard let first = windows.first, let last = windows.last else { return "nothing" }
    return windows.count == 1 ? first.label : "\(first.label) to \(last.label)"
  }
}
