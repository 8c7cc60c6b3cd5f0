extension MonitorReport {
  /// Looks for what has changed since the reference: in the values of each column, in its gaps, in what follows from the
  /// inputs; in all rows, or in one group alone; suddenly, gradually, in passing or with the seasons.
  ///
  /// A series of windows is fitted by a step from each window on, ramps, passing and returning changes, and the most likely
  /// one counts, if its chance under no change, times the number of questions asked, is under ``Diagnosis/level``. Windows
  /// of the reference tell how much figures vary by themselves.
  ///
  /// Where there is no whole window yet, nothing is found in none.
  ///
  /// - Throws: where there is nothing to compare windows with.
  public var diagnosis: Diagnosis { get throws(DataError) { try Diagnosing(self).diagnosis() } }
}

private struct Diagnosing {
  let report: MonitorReport
  let data: MonitoredData
  let rows: DiagnosedRows
  let groupings: [SharedGrouping]
  private typealias Followed = (name: String, current: Column, reference: Column)
  private let columns: [Followed]

  init(_ report: MonitorReport) throws(DataError) {
    self.report = report
    data = report.data
    rows = try DiagnosedRows(data)
    var columns: [Followed] = []
    for name in data.monitored.featureNames where rows.table.hasColumn(name) && rows.reference.hasColumn(name) {
      columns.append((name, try rows.table.column(name), try rows.reference.column(name)))
    }
    self.columns = columns
    let all = columns
    groupings = mapInParallel(all.count) { SharedGrouping(all[$0].name, all[$0].current, all[$0].reference) }
      .compactMap(\.self).filter { $0.labels.count > 1 }
  }

  func diagnosis() throws(DataError) -> Diagnosis {
    guard rows.windows.contains(where: { $0.rowCount > 0 }) else {
      return Diagnosis(
        target: report.target, period: report.period, findings: [], consequences: [], cost: nil, windowCount: 0,
        questions: 0, uncompared: uncompared)
    }
    var inputs = InputDiagnosis(rows, groupings)
    let moved = inputs.changes(of: columns)
    var questions = inputs.questions
    // What moved by a first look is taken out of what is asked of the relation.
    let (relation, asked) = try relationChange(
      beside: moved.filter { $0.pValue * Double(inputs.questions) < 0.05 })
    questions += asked
    var effects = InputDiagnosis(rows, [])
    let consequences = effects.changes(of: try outcomes())
    let tests = Double(max(1, questions))
    let significant = (moved + [relation].compactMap(\.self)).filter { $0.pValue * tests < Diagnosis.level }
    let costs = FindingCosts(
      rows, groupings, known: data.known, reference: data.known == nil ? nil : try data.unlearned.known)
    let findings = distinct(significant).map { finding($0, tests, costs) }.rankedByCost
    return Diagnosis(
      target: report.target, period: report.period, findings: findings,
      consequences: distinct(consequences.filter { $0.pValue * tests < Diagnosis.level }).map {
        finding($0, tests, nil)
      },
      cost: try cost(since: findings.first?.since), windowCount: rows.windows.count, questions: questions,
      uncompared: uncompared)
  }

  /// Features that are gone, or of another kind.
  private var uncompared: [String] {
    ComparedFeatures(data.monitored.featureNames, rows.table, rows.reference).uncompared
  }

  /// The prediction and the target, as columns.
  private func outcomes() throws(DataError) -> [Followed] {
    var columns: [Followed] = []
    if let now = data.predictions, let before = data.referencePredictions, data.reference.table != nil {
      columns.append(("prediction", now.column, before.column))
    }
    if rows.table.hasColumn(report.target), rows.reference.hasColumn(report.target) {
      columns.append(
        (report.target, try rows.table.column(report.target), try rows.reference.column(report.target)))
    }
    return columns
  }

  // MARK: The relation

  private func relationChange(beside moved: [FoundChange]) throws(DataError) -> (FoundChange?, questions: Int) {
    guard let known = data.known, data.reference.table != nil,
      let reference = try data.unlearned.known
    else { return (nil, 0) }
    var relation = RelationDiagnosis(rows, groupings, known: known, reference: reference)
    adjust(&relation, reference: reference)
    for name in Set(moved.compactMap(\.column)).sorted() {
      guard let column = columns.first(where: { $0.name == name }) else { continue }
      adjust(&relation, for: column, leavingOutMissing: moved.contains { $0.column == name && $0.subject == .missing })
    }
    let change = relation.change()
    return (change, relation.questions)
  }

  /// By how probable the model thought the outcome: where its chances are off in the reference, they may be off here.
  private func adjust(_ relation: inout RelationDiagnosis, reference: KnownOutcomes) {
    guard let predictions = data.predictions, data.kind.outputs == 1 else { return }
    let before = reference.outcomes.predictedValues
    let distribution = NumericDistribution(before)
    let edges = PopulationStability.edges(of: distribution)
    guard distribution.values.count > 1 else { return }
    let now = Grouping("", predictions.values, distribution, edges: edges, isDate: false)
    var codes = [Int32](repeating: -1, count: rows.reference.rowCount)
    let then = Grouping("", before, distribution, edges: edges, isDate: false)
    for (row, code) in zip(reference.rows, then.codes) { codes[Int(row)] = code }
    relation.adjust(for: now.codes, codes, groups: edges.count + 1)
  }

  private func adjust(_ relation: inout RelationDiagnosis, for column: Followed, leavingOutMissing: Bool) {
    guard column.current.isNumeric == column.reference.isNumeric else { return }
    if column.reference.isNumeric, let before = column.reference.numbers(), let now = column.current.numbers() {
      let distribution = NumericDistribution(before)
      guard distribution.values.count > 1 else { return }
      let edges = PopulationStability.edges(of: distribution, bins: 20)
      // What lies beyond nearly all of the reference is nothing that it could tell about.
      let (low, high) = (distribution.quantile(0.005), distribution.quantile(0.995))
      func codes(_ numbers: [Double]) -> [Int32] {
        let grouping = Grouping("", numbers, distribution, edges: edges, isDate: false)
        return zip(numbers, grouping.codes).map { number, code in
          if number.isNaN { return leavingOutMissing ? -1 : Int32(edges.count + 1) }
          return number < low || number > high ? -1 : code
        }
      }
      relation.adjust(for: codes(now), codes(before), groups: edges.count + 2)
    } else {
      var places: [String: Int32] = [:]
      func codes(_ column: Column, learning: Bool) -> [Int32] {
        (0..<column.count).map { row in
          guard let text = column.text(at: row) else { return leavingOutMissing ? -1 : 0 }
          if learning, places[text] == nil { places[text] = Int32(places.count + 1) }
          return places[text] ?? -1
        }
      }
      let before = codes(column.reference, learning: true)
      let now = codes(column.current, learning: false)
      relation.adjust(for: now, before, groups: places.count + 1)
    }
  }

  // MARK: Findings

  /// The surest change of each subject of each column.
  private func distinct(_ changes: [FoundChange]) -> [FoundChange] {
    var seen: Set<String> = []
    return changes.enumerated().sorted {
      ($1.element.fit.ratio, $0.offset) < ($0.element.fit.ratio, $1.offset)
    }.map(\.element).filter { seen.insert("\($0.subject.rawValue) \($0.column ?? "")").inserted }
  }

  /// Costs under one in fifty of all error are no reason to look at a change first.
  private static let smallestCost = 0.02

  private func finding(_ change: FoundChange, _ tests: Double, _ costs: FindingCosts?) -> Diagnosis.Finding {
    let fit = change.fit
    let cost = costs?.cost(of: change)
    return Diagnosis.Finding(
      subject: change.subject, column: change.column, kind: fit.kind, since: rows.windows[fit.since].label,
      until: fit.kind == .passing ? rows.windows[fit.until].label : nil,
      isLatest: fit.since == rows.windows.lastIndex { $0.rowCount > 0 }, returnsEvery: fit.period,
      slice: change.slice, what: words(change), pValue: min(1, change.pValue * tests), strength: fit.ratio,
      addedError: cost?.share,
      isCostly: cost.map { $0.share > Self.smallestCost && $0.errors > 3 } ?? false)
  }

  private func words(_ change: FoundChange) -> String {
    let (before, effect) = (change.series.referenceMean, change.fit.effect)
    func share(_ value: Double) -> String { NumberText.percent(min(1, max(0, value))) }
    switch change.aspect {
    case .level: return effect > 0 ? "values rose" : "values fell"
    case .spread: return effect > 0 ? "values spread wider" : "values drew together"
    case .category(let name): return "\(name) went from \(share(before)) to \(share(before + effect)) of rows"
    case .missing: return "missing values went from \(share(before)) to \(share(before + effect)) of rows"
    case .unknown: return "\(share(before + effect)) of values are new"
    case nil:
      let more = report.kind == .number ? "outcomes" : "\(report.target)"
      return effect > 0
        ? "\(more) came \(report.kind == .number ? "higher" : "more often") than the same inputs meant before"
        : "\(more) came \(report.kind == .number ? "lower" : "less often") than the same inputs meant before"
    }
  }

  /// The first metric of such a target, before the first window of a change and from it on; before the first window of all,
  /// that of the reference, by models that have not seen it.
  private func cost(since label: String?) throws(DataError) -> Diagnosis.Cost? {
    guard let label, let metric = WindowPerformance.reported(report.kind).first, let known = data.known else {
      return nil
    }
    let places = known.places(rowCount: data.table.rowCount)
    func value(_ windows: ArraySlice<Window>) -> MetricValue? {
      let chosen = windows.flatMap(\.rows).compactMap { places[Int($0)] < 0 ? nil : places[Int($0)] }
      return chosen.count >= DriftFigures.fewestRows
        ? MetricValue(metric, known.outcomes.choosing(chosen.sorted())) : nil
    }
    func text(_ windows: ArraySlice<Window>) -> String {
      "\(windows.first?.label ?? "")\(windows.count > 1 ? " to \(windows.last?.label ?? "")" : "")"
    }
    let start = rows.windows.firstIndex { $0.label == label } ?? 0
    let (before, since) = (rows.windows[..<start], rows.windows[start...])
    var old = value(before)
    var oldText = text(before)
    if old?.value == nil, let reference = try data.unlearned.known {
      (old, oldText) = (MetricValue(metric, reference.outcomes), "the reference")
    }
    guard let old, let first = old.value, let new = value(since), let second = new.value else { return nil }
    func reach(_ interval: Interval?) -> Double { interval.map { ($0.high - $0.low) / 2 } ?? .infinity }
    let (a, b) = (reach(old.interval), reach(new.interval))
    return Diagnosis.Cost(
      metric: metric, before: first, since: second, beforeText: oldText, sinceText: text(since),
      isReal: (second - first).magnitude > (a * a + b * b).squareRoot())
  }
}

extension [Diagnosis.Finding] {
  /// What costs first, by its cost; the rest as it was.
  fileprivate var rankedByCost: [Diagnosis.Finding] {
    filter(\.isCostly).enumerated().sorted {
      ($1.element.addedError ?? 0, $0.offset) < ($0.element.addedError ?? 0, $1.offset)
    }.map(\.element) + filter { !$0.isCostly }
  }
}

extension Outcomes {
  /// The chances of true, or the predicted numbers; empty of several classes.
  fileprivate var predictedValues: [Double] {
    switch self {
    case .binary(let outcomes): outcomes.scores
    case .multiclass: []
    case .number(let outcomes): outcomes.predicted
    }
  }
}
