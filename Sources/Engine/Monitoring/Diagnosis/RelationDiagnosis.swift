/// Looks for changes of what follows from the inputs: how far predictions lie off, less what the movement of the inputs
/// itself would explain.
struct RelationDiagnosis: Sendable {
  let rows: DiagnosedRows
  let groupings: [SharedGrouping]
  /// One a row of the table and of the reference, NaN where no outcome is known: how far the prediction lies off, with its
  /// sign, and how large the loss is beyond what was foreseen.
  private var figures: [(current: [Double], reference: [Double])]
  private(set) var questions = 0

  /// - Parameters:
  ///   - known: outcomes of the table's rows, and of the reference's by a model that has not learned from them.
  init(_ rows: DiagnosedRows, _ groupings: [SharedGrouping], known: KnownOutcomes, reference: KnownOutcomes) {
    self.rows = rows
    self.groupings = groupings
    let now = known.outcomes.surprises
    let before = reference.outcomes.surprises
    figures = zip(now, before).map { now, before in
      (
        Self.spread(now.held(within: before), known.rows, rows.table.rowCount),
        Self.spread(before.held(within: before), reference.rows, rows.reference.rowCount)
      )
    }
  }

  private static func spread(_ values: [Double], _ places: [Int32], _ count: Int) -> [Double] {
    var all = [Double](repeating: .nan, count: count)
    for (place, value) in zip(places, values) { all[Int(place)] = value }
    return all
  }

  /// Takes out what the reference says of rows of the same group: a model that is less good for some values of a column
  /// gets worse when there are more of them, which is no change of the relation. Rows in no group are left out.
  mutating func adjust(for current: [Int32], _ reference: [Int32], groups: Int) {
    for index in figures.indices {
      var sums = [ChangeSeries.Moments](repeating: .init(), count: groups)
      for (row, code) in reference.enumerated() where code >= 0 && !figures[index].reference[row].isNaN {
        sums[Int(code)].add(figures[index].reference[row])
      }
      // A group of a few rows says nothing.
      let means = sums.map { $0.count >= 20 ? $0.sum / $0.count : .nan }
      for row in current.indices {
        figures[index].current[row] = current[row] < 0 ? .nan : figures[index].current[row] - means[Int(current[row])]
      }
      for row in reference.indices {
        figures[index].reference[row] =
          reference[row] < 0 ? .nan : figures[index].reference[row] - means[Int(reference[row])]
      }
    }
  }

  /// The surest change, of all rows or of the one group that alone has changed; nil where outcomes are too few.
  mutating func change() -> FoundChange? {
    var whole: FoundChange?
    for figure in figures {
      questions += 1
      if let change = found(rows.series(figure.current, figure.reference), []), isSurer(change, whole) {
        whole = change
      }
    }
    guard let best = bestSlice(excluding: nil) else { return whole }
    guard best.change.fit.ratio > (whole?.fit.ratio ?? 0) * 0.9 else { return whole }
    // Do the other rows stay as they were, in every group?
    var rest: FoundChange?
    let excluded = Excluded(codes: best.codes, referenceCodes: best.referenceCodes, code: best.code)
    for figure in figures {
      let others = excluded.applied(to: figure)
      if let change = found(rows.series(others.current, others.reference), []), isSurer(change, rest) { rest = change }
    }
    if let other = bestSlice(excluding: excluded, depth: 1), isSurer(other.change, rest) { rest = other.change }
    guard let rest else { return best.change }
    let isQuiet = rest.fit.ratio < 24 || rest.fit.ratio < best.change.fit.ratio / 5
    if isQuiet { return best.change }
    // All rows have changed, though what they lie off by may cancel out over all of them.
    guard let whole, whole.fit.ratio > best.change.fit.ratio / 4 else {
      return FoundChange(
        subject: .relation, column: nil, aspect: nil, fit: best.change.fit, series: best.change.series, slice: [],
        pValue: best.change.pValue)
    }
    return whole
  }

  private func isSurer(_ change: FoundChange, _ other: FoundChange?) -> Bool {
    other.map { change.fit.ratio > $0.fit.ratio } ?? true
  }

  private func found(_ series: ChangeSeries?, _ slice: [ErrorSlice.Term]) -> FoundChange? {
    guard let series, let fit = ChangeFit(series) else { return nil }
    return FoundChange(
      subject: .relation, column: nil, aspect: nil, fit: fit, series: series, slice: slice,
      pValue: series.pValue(fit.ratio) * fit.patterns)
  }

  private struct Excluded: Sendable {
    let codes: [Int32]
    let referenceCodes: [Int32]
    let code: Int32

    func applied(to figure: (current: [Double], reference: [Double])) -> (current: [Double], reference: [Double]) {
      (
        zip(codes, figure.current).map { $0 == code ? .nan : $1 },
        zip(referenceCodes, figure.reference).map { $0 == code ? .nan : $1 }
      )
    }
  }

  private struct Slice: Sendable {
    let change: FoundChange
    let codes: [Int32]
    let referenceCodes: [Int32]
    let code: Int32
  }

  /// The group of one column, or of two, in which the change is surest.
  private mutating func bestSlice(excluding excluded: Excluded?, depth: Int = 2) -> Slice? {
    let pairs = groupings.indices.flatMap { first in
      groupings.indices.filter { $0 > first }.map { [first, $0] }
    }
    let cuts = groupings.indices.map { [$0] } + (depth > 1 ? pairs : [])
    let figures = figures.map { figure in excluded.map { $0.applied(to: figure) } ?? figure }
    let search = self
    let looked = mapInParallel(cuts.count) { index -> (best: Slice?, questions: Int) in
      let cut = cuts[index].map { search.groupings[$0] }
      let crossed =
        cut.count == 1 ? (cut[0].codes, cut[0].referenceCodes, cut[0].labels.count) : cut[0].crossed(with: cut[1])
      var best: Slice?
      var questions = 0
      for figure in figures {
        let all = search.rows.series(
          figure.current, figure.reference, codes: crossed.0, referenceCodes: crossed.1, groups: crossed.2)
        for (code, series) in all.enumerated() {
          questions += 1
          let places = cut.count == 1 ? [code] : [code / cut[1].labels.count, code % cut[1].labels.count]
          let terms = zip(cut, places).map { ErrorSlice.Term(feature: $0.name, value: $0.labels[$1]) }
          guard let change = search.found(series, terms), change.fit.ratio > best?.change.fit.ratio ?? 0 else {
            continue
          }
          best = Slice(change: change, codes: crossed.0, referenceCodes: crossed.1, code: Int32(code))
        }
      }
      return (best, questions)
    }
    questions += looked.reduce(0) { $0 + $1.questions }
    let found = looked.compactMap(\.best)
    guard let surest = found.max(by: { $0.change.fit.ratio < $1.change.fit.ratio }) else { return nil }
    // A simpler description that says nearly as much is the better one.
    let simple = found.filter { $0.change.slice.count == 1 }.max { $0.change.fit.ratio < $1.change.fit.ratio }
    return simple.flatMap { $0.change.fit.ratio > surest.change.fit.ratio * 0.85 ? $0 : nil } ?? surest
  }
}

extension Outcomes {
  /// For each row what nothing foresaw: by how much the outcome lies off, and how much larger its loss is than expected.
  fileprivate var surprises: [[Double]] {
    switch self {
    case .binary(let outcomes):
      return [
        zip(outcomes.actual, outcomes.scores).map { ($0 ? 1 : 0) - $1 },
        zip(outcomes.actual, outcomes.scores).map { actual, score in
          let distance = (actual ? 1 : 0) - score
          return distance * distance - score * (1 - score)
        },
      ]
    case .multiclass(let outcomes):
      let width = outcomes.classes.count
      return [
        outcomes.actual.indices.map { row in
          (outcomes.actual[row] == outcomes.predicted[row] ? 1 : 0)
            - outcomes.scores[row * width + Int(outcomes.predicted[row])]
        }
      ]
    case .number(let outcomes):
      return [
        zip(outcomes.actual, outcomes.predicted).map { $0 - $1 },
        zip(outcomes.actual, outcomes.predicted).map { ($0 - $1).magnitude },
      ]
    }
  }
}

extension [Double] {
  /// Held within the middle 98 per cent of other values, so that no single row decides.
  fileprivate func held(within other: [Double]) -> [Double] {
    let distribution = NumericDistribution(other)
    let (low, high) = (distribution.quantile(0.01), distribution.quantile(0.99))
    guard low < high else { return self }
    return map { Swift.min(Swift.max($0, low), high) }
  }
}
