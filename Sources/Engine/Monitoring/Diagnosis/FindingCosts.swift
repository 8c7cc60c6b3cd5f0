/// What changes cost: how much of the error of all rows comes on top since, in the rows where they happened.
struct FindingCosts {
  private let windowOf: [Int32]
  private let groupings: [SharedGrouping]
  /// One a row; NaN where no outcome is known.
  private let losses: [Double]
  private let before: (losses: [Double], places: [Int])

  /// Nil where no outcome is known.
  ///
  /// - Parameter reference: its outcomes as an honest judge has them; nil where there are none.
  init?(_ rows: DiagnosedRows, _ groupings: [SharedGrouping], known: KnownOutcomes?, reference: KnownOutcomes?) {
    guard let known else { return nil }
    windowOf = rows.windowOf
    self.groupings = groupings
    var losses = [Double](repeating: .nan, count: rows.table.rowCount)
    for (row, loss) in zip(known.rows, known.outcomes.losses) { losses[Int(row)] = loss }
    self.losses = losses
    before = reference.map { ($0.outcomes.losses, $0.rows.map { Int($0) }) } ?? ([], [])
  }

  /// A mean excess of loss, with its variance.
  private struct Part {
    let mean: Double
    let variance: Double

    init?(_ values: [Double], fewest: Int) {
      guard values.count >= fewest else { return nil }
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      self.mean = mean
      variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count / count
    }
  }

  /// How much the mean loss of all rows is above what it was before, by the rows of a change alone, as a share of what it
  /// was; and by how many standard errors.
  ///
  /// Before are the windows before the change; where it began with the first of them, the reference.
  func cost(of change: FoundChange) -> (share: Double, errors: Double)? {
    let during = change.fit.kind == .passing ? change.fit.since...change.fit.until : change.fit.since...Int.max
    let mask = mask(change.slice) { $0.codes }
    func values(_ holds: (Int) -> Bool, less mean: Double?) -> [Double] {
      losses.indices.compactMap { row in
        guard windowOf[row] >= 0, holds(Int(windowOf[row])), !losses[row].isNaN else { return nil }
        guard let mean else { return losses[row] }
        return mask?[row] ?? true ? losses[row] - mean : 0
      }
    }
    let fewest = DriftFigures.fewestRows
    var earlier = values({ $0 < during.lowerBound }, less: nil)
    let isReference = earlier.count < fewest
    if isReference { earlier = before.losses }
    guard earlier.count >= fewest else { return nil }
    let mean = earlier.reduce(0, +) / Double(earlier.count)
    guard mean > 0 else { return nil }
    let old: [Double]
    if isReference {
      let mask = self.mask(change.slice) { $0.referenceCodes }
      old = zip(before.losses, before.places).map { mask?[$1] ?? true ? $0 - mean : 0 }
    } else {
      old = values({ $0 < during.lowerBound }, less: mean)
    }
    guard let first = Part(old, fewest: fewest), let second = Part(values(during.contains, less: mean), fewest: fewest)
    else { return nil }
    let error = (first.variance + second.variance).squareRoot()
    let rise = second.mean - first.mean
    return (rise / mean, error > 0 ? rise / error : 0)
  }

  /// Whether each row is in a group; nil for all rows.
  private func mask(_ terms: [ErrorSlice.Term], _ codes: (SharedGrouping) -> [Int32]) -> [Bool]? {
    var mask: [Bool]?
    for term in terms {
      guard let grouping = groupings.first(where: { $0.name == term.feature }),
        let code = grouping.labels.firstIndex(of: term.value)
      else { continue }
      let own = codes(grouping).map { Int($0) == code }
      mask = mask.map { zip($0, own).map { $0 && $1 } } ?? own
    }
    return mask
  }
}
