/// A change that was found in a figure, before it is put in words.
struct FoundChange: Sendable {
  let subject: Diagnosis.Finding.Subject
  let column: String?
  let aspect: InputFigure.Aspect?
  let fit: ChangeFit
  let series: ChangeSeries
  let slice: [ErrorSlice.Term]
  /// For one question asked, every pattern counted; above 1 where it is no surprise at all.
  let pValue: Double
}

/// Looks for changes of the inputs: of every column as a whole, and in each group of rows that another column makes.
struct InputDiagnosis: Sendable {
  let rows: DiagnosedRows
  let groupings: [SharedGrouping]
  /// How many figures were looked at.
  private(set) var questions = 0

  init(_ rows: DiagnosedRows, _ groupings: [SharedGrouping]) {
    self.rows = rows
    self.groupings = groupings
  }

  private struct Looked: Sendable {
    var found: [FoundChange] = []
    var questions = 0
  }

  /// The best change of each aspect of each column, significant or not.
  mutating func changes(of columns: [(name: String, current: Column, reference: Column)]) -> [FoundChange] {
    let (rows, groupings) = (rows, groupings)
    let looked = mapInParallel(columns.count) { index -> Looked in
      let column = columns[index]
      var looked = Looked()
      for figure in InputFigure.figures(of: column.current, column.reference) {
        if let found = Self.change(
          figure, of: column.name, rows, groupings.filter { $0.name != column.name }, &looked.questions)
        {
          looked.found.append(found)
        }
      }
      return looked
    }
    questions += looked.reduce(0) { $0 + $1.questions }
    return looked.flatMap(\.found)
  }

  /// The change of a figure: of all rows, or of the one group that alone has changed.
  private static func change(
    _ figure: InputFigure, of name: String, _ rows: DiagnosedRows, _ groupings: [SharedGrouping],
    _ questions: inout Int
  ) -> FoundChange? {
    let subject: Diagnosis.Finding.Subject =
      switch figure.aspect {
      case .missing: .missing
      case .unknown: .unknownValues
      case .level, .spread, .category: .values
      }
    func found(_ series: ChangeSeries?, _ slice: [ErrorSlice.Term]) -> FoundChange? {
      guard let series, let fit = ChangeFit(series) else { return nil }
      return FoundChange(
        subject: subject, column: name, aspect: figure.aspect, fit: fit, series: series, slice: slice,
        pValue: series.pValue(fit.ratio) * fit.patterns)
    }
    questions += 1
    let whole = found(rows.series(figure.current, figure.reference), [])
    var best: (change: FoundChange, grouping: SharedGrouping, code: Int)?
    for grouping in groupings {
      let all = rows.series(
        figure.current, figure.reference, codes: grouping.codes, referenceCodes: grouping.referenceCodes,
        groups: grouping.labels.count)
      for (code, series) in all.enumerated() {
        questions += 1
        let term = ErrorSlice.Term(feature: grouping.name, value: grouping.labels[code])
        guard let change = found(series, [term]), change.fit.ratio > best?.change.fit.ratio ?? 0 else { continue }
        best = (change, grouping, code)
      }
    }
    guard let best, best.change.fit.ratio > (whole?.fit.ratio ?? 0) * 0.9 else { return whole }
    // Do the other rows stay as they were?
    func others(_ codes: [Int32], _ values: [Double]) -> [Double] {
      zip(codes, values).map { $0 == Int32(best.code) ? .nan : $1 }
    }
    let rest = rows.series(
      others(best.grouping.codes, figure.current), others(best.grouping.referenceCodes, figure.reference))
    guard let rest, let change = ChangeFit(rest) else { return best.change }
    let isQuiet =
      change.ratio < 12
      || (change.ratio < best.change.fit.ratio / 4 && change.effect.magnitude < best.change.fit.effect.magnitude / 3)
    return isQuiet ? best.change : whole
  }
}
