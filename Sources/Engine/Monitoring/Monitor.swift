/// Follows a model through the windows of a table: its features against a reference, its quality where outcomes are
/// known.
///
/// - Parameters:
///   - reference: the rows that the features are compared with, as a rule the training rows.
///   - column: the column of dates that places a row in its window; nil for windows of rows in the table's order.
///   - season: compares each window with the reference's rows of the same season.
///   - goals: those about drift are measured; the worst feature and window count.
///   - watches: limits whose crossing is an alert.
/// - Throws: `DataError` where the windows cannot be made, the reference lacks a feature, or a watch cannot be kept.
public func monitor(
  _ model: Model, _ table: Table, against reference: Table, every period: Period, on column: String? = nil,
  seasonal season: Season? = nil, goals: [Goal] = [], @WatchBuilder _ watches: () throws -> [Watch] = { [] }
) throws -> MonitorReport {
  try monitor(
    Monitored(model), table, against: .table(reference), every: period, on: column, seasonal: season, goals: goals,
    watches: try watches())
}

/// Follows a model, each window compared with the whole windows before it.
///
/// - Parameter windows: how many, at least one; the first window has none and is not compared.
public func monitor(
  _ model: Model, _ table: Table, trailing windows: Int, every period: Period, on column: String? = nil,
  goals: [Goal] = [], @WatchBuilder _ watches: () throws -> [Watch] = { [] }
) throws -> MonitorReport {
  try monitor(
    Monitored(model), table, against: .trailing(windows), every: period, on: column, goals: goals,
    watches: try watches())
}

/// Follows the predictions that another system left in a column.
///
/// - Parameters:
///   - predictions: the column: chances from 0 to 1 where the target is true or false, else numbers.
///   - target: what was predicted; may be missing where it is not known yet.
///   - features: the columns whose movement is followed.
public func monitor(
  predictions: String, of target: String, from features: [String], in table: Table, against reference: Table,
  every period: Period, on column: String? = nil, seasonal season: Season? = nil, goals: [Goal] = [],
  @WatchBuilder _ watches: () throws -> [Watch] = { [] }
) throws -> MonitorReport {
  try monitor(
    Monitored(predictions: predictions, of: target, from: features, in: reference), table, against: .table(reference),
    every: period, on: column, seasonal: season, goals: goals, watches: try watches())
}

/// The same for whatever is monitored.
public func monitor(
  _ monitored: Monitored, _ table: Table, against reference: MonitorReference, every period: Period,
  on column: String?, seasonal season: Season? = nil, goals: [Goal], watches: [Watch]
) throws(DataError) -> MonitorReport {
  switch reference {
  case .table(let rows):
    guard rows.rowCount > 0 else { throw .empty("the reference has no rows to compare with") }
  case .trailing(let count): try MonitorReference.validTrailing.check("the trailing windows", Double(count))
  }
  let windows = try table.windows(every: period, on: column)
  for watch in watches { try watch.check(monitored) }
  let missing = monitored.featureNames.filter { !table.hasColumn($0) }
  if missing.count == monitored.featureNames.count, let first = missing.first {
    throw .unknownColumn(first, available: table.columnNames, table: table.label)
  }
  var notices = windows.notices
  let predictions = try monitored.predictions(for: table, missing: missing, &notices)
  let referencePredictions = try reference.table.flatMap { (rows) throws(DataError) in
    try monitored.referencePredictions(for: rows)
  }
  let data = MonitoredData(
    monitored: monitored, table: table, reference: reference, season: season, dates: column, windows: windows,
    predictions: predictions,
    known: try predictions.flatMap { (predictions) throws(DataError) in
      try monitored.outcomes(predictions, in: table)
    },
    referencePredictions: referencePredictions,
    referenceKnown: try referencePredictions.flatMap { (predictions) throws(DataError) in
      try reference.table.flatMap { (rows) throws(DataError) in try monitored.outcomes(predictions, in: rows) }
    })
  notices += try data.oddities
  let measures = DriftMeasure.computed(for: watches, goals)
  let performances = try data.performances
  let features = try data.drifts(by: measures)
  var watched = WatchedData(data, performances, features)
  let alerts = try watched.alerts(watches)
  notices += watched.notices
  let order = Dictionary(uniqueKeysWithValues: performances.enumerated().map { ($1.label, $0) })
  return MonitorReport(
    target: monitored.target, kind: monitored.kind, period: period,
    referenceRows: reference.table?.rowCount ?? 0,
    referenceFigures: data.referenceKnown.map { known in
      WindowPerformance.reported(monitored.kind).map { MetricValue($0, known.outcomes) }
    } ?? [],
    windows: performances, features: features, watches: watches,
    alerts: alerts.enumerated().sorted {
      ($0.element.state.rank, order[$0.element.firstWindow] ?? 0, $0.offset)
        < ($1.element.state.rank, order[$1.element.firstWindow] ?? 0, $1.offset)
    }.map(\.element),
    goals: goals.compactMap { $0.measured(performances, features) }, notices: notices, data: data)
}

extension DriftMeasure {
  /// The measures of every window: the usual ones, and what watches and goals ask for.
  fileprivate static func computed(for watches: [Watch], _ goals: [Goal]) -> [DriftMeasure] {
    var measures: [DriftMeasure] = [.psi, .kolmogorovSmirnov]
    for watch in watches { if case .drift(let measure) = watch.subject { measures.append(measure) } }
    for goal in goals { if case .drift(let measure) = goal.measure { measures.append(measure) } }
    return DriftMeasure.allCases.filter(measures.contains)
  }
}

extension Alert.State {
  /// News come first.
  fileprivate var rank: Int {
    switch self {
    case .new: 0
    case .lasting: 1
    case .over: 2
    }
  }
}

extension Goal {
  /// Nil where the goal is not about drift.
  fileprivate func measured(_ windows: [WindowPerformance], _ features: [FeatureDrift]) -> GoalMeasurement? {
    guard case .drift(let measure) = self.measure else { return nil }
    var worst: (value: Double, place: String, rows: Int)?
    for feature in features where feature.role == .feature {
      for (window, figures) in zip(windows, feature.windows) where !window.isPartial {
        guard let value = figures.value(measure) else { continue }
        if worst.map({ measure.isPValue ? value < $0.value : value > $0.value }) ?? true {
          worst = (value, "\(feature.feature), \(window.label)", figures.rows)
        }
      }
    }
    return GoalMeasurement(goal: self, value: worst?.value, rows: worst?.rows ?? 0, place: worst?.place)
  }
}

extension Monitored {
  /// Nil, with a notice, where the rows lack what the model needs: their columns can be followed all the same.
  fileprivate func predictions(
    for table: Table, missing: [String], _ notices: inout [String]
  ) throws(DataError) -> Predictions? {
    guard let model else {
      guard case .column(let name) = source, table.hasColumn(name) else {
        notices.append("There are no predictions: \(table.label) has no column \"\(columnName)\".")
        return nil
      }
      return try predictions(for: table)
    }
    guard missing.isEmpty else {
      let names = missing.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
      notices.append(
        "The model cannot predict: \(table.label) has no column \(names)"
          + "\(missing.count > 3 ? " and \(missing.count - 3) more" : ""). Its features are followed all the same.")
      return nil
    }
    do { return try model.predictions(for: table) } catch {
      notices.append("The model cannot predict: \(error). Its features are followed all the same.")
      return nil
    }
  }

  private var columnName: String { if case .column(let name) = source { name } else { "prediction" } }

  /// A reference without predictions is compared by its features alone.
  fileprivate func referencePredictions(for reference: Table) throws(DataError) -> Predictions? {
    if case .column(let name) = source, !reference.hasColumn(name) { return nil }
    return try predictions(for: reference)
  }
}

extension MonitoredData {
  /// What is odd about the rows as a whole.
  fileprivate var oddities: [String] {
    get throws(DataError) {
      var notices: [String] = []
      let repeated = try table.repeatedRows(table.columnNames).count
      // A few rows are alike by chance; a log that was written twice is not.
      if repeated * 200 > table.rowCount {
        notices.append(
          "\(NumberText.whole(repeated)) rows repeat another in every column: was a part of the log written twice?")
      }
      if let predictions, predictions.count > 1, kind.outputs == 1, let first = predictions.values.first,
        predictions.values.allSatisfy({ $0 == first })
      {
        notices.append("All predictions are the same, \(NumberText.short(first)).")
      }
      if let reference = reference.table, reference.rowCount < DriftFigures.fewestRows {
        notices.append(
          "The reference has \(NumberText.whole(reference.rowCount)) rows, too few to compare with: take "
            + "\(DriftFigures.fewestRows) at least.")
      }
      return notices
    }
  }
}
