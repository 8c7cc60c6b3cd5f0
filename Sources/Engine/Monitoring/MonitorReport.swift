/// How a model and its inputs held up over time.
public struct MonitorReport: Sendable {
  public let target: String
  public let period: Period
  public let referenceRows: Int
  public let windows: [WindowPerformance]
  /// In the order of the model's features.
  public let features: [FeatureDrift]
  public let watches: [Watch]
  /// In order of time.
  public let alerts: [Alert]
  public let goals: [GoalMeasurement]

  /// The drift of every feature in every window.
  public var drift: DriftReport {
    DriftReport(
      period: period, windows: windows.map(\.label), referenceRows: referenceRows, features: features,
      limit: watches.first { $0.subject == .psi }?.limit.value)
  }

  /// A metric of the model over time, with the limits that are watched.
  public func timeline(_ subject: Watch.Subject) throws(DataError) -> Timeline {
    let metric = try subject.metric()
    return Timeline(
      metric: metric, period: period, windows: windows,
      values: windows.map { window in
        window.figures.first { $0.metric == metric } ?? MetricValue(metric, .binary(window.outcomes))
      },
      limits: watches.filter { $0.subject == subject }.map(\.limit))
  }

  /// How often the target was true, and how often the model expected it, over time.
  public var rates: RateTimeline { RateTimeline(target: target, period: period, windows: windows) }
}

/// The model in one window.
public struct WindowPerformance: Sendable {
  public let label: String
  public let start: Instant
  public let rows: Int
  /// Whether the data cover only a part of the window; alerts and goals leave it out.
  public let isPartial: Bool
  public let outcomes: ScoredOutcomes
  public let figures: [MetricValue]

  static let reported: [Metric] = [.rocAUC, .logLoss, .precision(threshold: 0.5), .recall(threshold: 0.5)]

  /// The share of rows with a known outcome in which the target was true; nil where none is known.
  public var positiveShare: Double? { outcomes.count > 0 ? outcomes.positiveShare : nil }
  public var meanScore: Double? { outcomes.count > 0 ? outcomes.meanScore : nil }
}

public struct DriftReport: Sendable, Encodable {
  public let period: Period
  public let windows: [String]
  public let referenceRows: Int
  public let features: [FeatureDrift]
  /// The PSI that is watched, if one is.
  public let limit: Double?
}

public struct Timeline: Sendable {
  public let metric: Metric
  public let period: Period
  public let windows: [WindowPerformance]
  public let values: [MetricValue]
  public let limits: [Watch.Limit]
}

public struct RateTimeline: Sendable {
  public let target: String
  public let period: Period
  public let windows: [WindowPerformance]
}

/// Follows a model through the windows of a table: its features against a reference, its quality where outcomes are
/// known.
///
/// - Parameters:
///   - reference: the rows that the features are compared with, as a rule the training rows.
///   - column: the column of dates that places a row in its window.
///   - goals: those about drift are measured; the worst feature and window count.
///   - watches: limits whose crossing is an alert.
/// - Throws: `DataError` where a column is missing or does not fit.
public func monitor(
  _ model: Model, _ table: Table, against reference: Table, every period: Period, on column: String,
  goals: [Goal] = [], @WatchBuilder _ watches: () throws -> [Watch] = { [] }
) throws -> MonitorReport {
  try monitor(model, table, against: reference, every: period, on: column, goals: goals, watches: try watches())
}

public func monitor(
  _ model: Model, _ table: Table, against reference: Table, every period: Period, on column: String,
  goals: [Goal], watches: [Watch]
) throws(DataError) -> MonitorReport {
  let windows = try table.windows(every: period, on: column)
  guard reference.rowCount > 0 else { throw .empty("the reference has no rows to compare with") }
  for watch in watches {
    if let columns = watch.columns { try watch.subject.check(columns: columns) }
    for name in watch.columns ?? [] where !model.featureNames.contains(name) {
      throw .unknownColumn(name, available: model.featureNames, table: "the model's features")
    }
    try Watch.validWindows.check("the windows in a row", Double(watch.windows))
  }
  let performances = try performances(of: model, table, windows)
  let features = try drifts(of: model, table, windows, reference)
  var goalsMeasured: [GoalMeasurement] = []
  for goal in goals {
    guard case .drift(let measure) = goal.measure else { continue }
    var worst: (value: Double, place: String, rows: Int)?
    for feature in features {
      for (window, figures) in zip(windows, feature.windows) where !window.isPartial {
        if let value = figures.value(measure), value > worst?.value ?? -.infinity {
          worst = (value, "\(feature.feature), \(window.label)", figures.rows)
        }
      }
    }
    goalsMeasured.append(
      GoalMeasurement(goal: goal, value: worst?.value, rows: worst?.rows ?? 0, place: worst?.place))
  }
  let alerts = watches.flatMap { $0.alerts(over: windows, performances, features) }
  let order = Dictionary(uniqueKeysWithValues: windows.enumerated().map { ($1.label, $0) })
  return MonitorReport(
    target: model.target, period: period, referenceRows: reference.rowCount, windows: performances,
    features: features, watches: watches,
    alerts: alerts.sorted { (order[$0.firstWindow] ?? 0) < (order[$1.firstWindow] ?? 0) }, goals: goalsMeasured)
}

private func performances(
  of model: Model, _ table: Table, _ windows: [Window]
) throws(DataError) -> [WindowPerformance] {
  let scores = try model.probabilities(for: table)
  // Outcomes may be late: rows without one say nothing of the model's quality yet.
  var known: [Int32]?
  if table.hasColumn(model.target) {
    let validity = try table.column(model.target).validity
    known = validity.isComplete ? nil : (0..<Int32(table.rowCount)).filter { validity.isPresent(Int($0)) }
  } else {
    known = []
  }
  let actual: [Bool]
  if let known {
    var all = [Bool](repeating: false, count: table.rowCount)
    if !known.isEmpty {
      for (row, outcome) in zip(known, try table.choosing(known).outcomes(model.target)) { all[Int(row)] = outcome }
    }
    actual = all
  } else {
    actual = try table.outcomes(model.target)
  }
  let knownRows = known.map(Set.init)
  return mapInParallel(windows.count) { index in
    let window = windows[index]
    let rows = knownRows.map { known in window.rows.filter(known.contains) } ?? window.rows
    let outcomes = ScoredOutcomes(
      actual: rows.map { actual[Int($0)] }, scores: rows.map { scores[Int($0)] })
    return WindowPerformance(
      label: window.label, start: window.start, rows: window.rows.count, isPartial: window.isPartial,
      outcomes: outcomes,
      figures: WindowPerformance.reported.map { MetricValue($0, .binary(outcomes)) })
  }
}

private func drifts(
  of model: Model, _ table: Table, _ windows: [Window], _ reference: Table
) throws(DataError) -> [FeatureDrift] {
  let slices = windows.map { table.choosing($0.rows) }
  let names = model.featureNames
  let results = mapInParallel(names.count) { index in
    Result { () throws(DataError) -> FeatureDrift in
      let name = names[index]
      let before = try reference.distribution(of: name)
      var figures: [DriftFigures] = []
      for slice in slices {
        var now = try slice.distribution(of: name)
        // A column without a value has no kind: it is missing, of whatever kind the reference is.
        if now.count == 0 {
          switch before {
          case .numeric: now = .numeric(NumericDistribution([Double](repeating: .nan, count: now.missingCount)))
          case .category: now = .category(CategoryDistribution(counts: [:], missingCount: now.missingCount))
          }
        }
        switch (before, now) {
        case (.numeric, .numeric), (.category, .category): break
        default:
          throw .wrongType(
            "column \"\(name)\" is \(try slice.column(name).type.article) here and "
              + "\(try reference.column(name).type.article) in the reference")
        }
        figures.append(DriftFigures(reference: before, current: now))
      }
      let isCategorical = if case .category = before { true } else { false }
      return FeatureDrift(feature: name, isCategorical: isCategorical, windows: figures)
    }
  }
  return try results.map { (result) throws(DataError) in try result.get() }
}
