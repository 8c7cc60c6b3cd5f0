/// Raises the alerts of watches: looks at the rows that each is of, and learns limits from the reference where asked to.
struct WatchedData {
  private let data: MonitoredData
  private let performances: [WindowPerformance]
  private let features: [FeatureDrift]
  /// What is to be known of how limits were found.
  private(set) var notices: [String] = []
  private var estimators: [Expression?: PerformanceEstimator] = [:]
  private var parts: [Expression: (performances: [WindowPerformance], features: [FeatureDrift], data: MonitoredData)] =
    [:]

  init(_ data: MonitoredData, _ performances: [WindowPerformance], _ features: [FeatureDrift]) {
    self.data = data
    self.performances = performances
    self.features = features
  }

  /// - Throws: where a condition cannot be evaluated, a metric cannot be estimated, or the reference has too few windows to
  ///   learn a limit from.
  mutating func alerts(_ watches: [Watch]) throws(DataError) -> [Alert] {
    var alerts: [Alert] = []
    for watch in watches {
      let part = try part(watch, watches)
      var estimates: [Metric: [EstimatedValue?]] = [:]
      if let metric = watch.subject.estimatedMetric {
        estimates[metric] = try estimate(metric, part.data, watch.condition)
      }
      let limits = try part.data.limits(of: watch)
      for series in watch.series(part.performances, part.features, estimates) {
        alerts += watch.alerts(series, try limits.of(series.feature), over: part.performances)
      }
    }
    return alerts
  }

  private mutating func part(
    _ watch: Watch, _ watches: [Watch]
  ) throws(DataError) -> (performances: [WindowPerformance], features: [FeatureDrift], data: MonitoredData) {
    guard let condition = watch.condition else { return (performances, features, data) }
    if let part = parts[condition] { return part }
    let restricted = try data.restricted(to: condition)
    let measures = watches.filter { $0.condition == condition }.compactMap { watch -> DriftMeasure? in
      if case .drift(let measure) = watch.subject { measure } else { nil }
    }
    let part = (try restricted.performances, try restricted.drifts(by: measures), restricted)
    parts[condition] = part
    return part
  }

  private mutating func estimate(
    _ metric: Metric, _ part: MonitoredData, _ condition: Expression?
  ) throws(DataError) -> [EstimatedValue?] {
    if let known = estimators[condition] { return try known.values(of: metric) }
    let estimator = try PerformanceEstimator(part)
    estimators[condition] = estimator
    if let notice = estimator.notice, !notices.contains(notice) { notices.append(notice) }
    return try estimator.values(of: metric)
  }
}

extension MonitoredData {
  /// The same windows with those rows alone in which a condition holds, on either side.
  func restricted(to condition: Expression) throws(DataError) -> MonitoredData {
    let rows = Set(try table.rows(where: condition, of: "a watch's where:"))
    let cut = Windows(
      period: windows.period,
      windows: windows.windows.map { window in
        Window(
          label: window.label, start: window.start, end: window.end, rows: window.rows.filter(rows.contains),
          isPartial: window.isPartial)
      }, notices: [])
    guard let before = reference.table else {
      return MonitoredData(
        monitored: monitored, table: table, reference: reference, season: season, dates: dates, windows: cut,
        predictions: predictions, known: known, referencePredictions: nil, referenceKnown: nil)
    }
    let kept = try before.rows(where: condition, of: "a watch's where:")
    guard !kept.isEmpty else {
      throw .empty("the reference has no rows where \(condition), which a watch looks at")
    }
    let (count, width, all) = (before.rowCount, kind.outputs, unlearned)
    return MonitoredData(
      monitored: monitored, table: table, reference: .table(before.choosing(kept)), season: season, dates: dates,
      windows: cut, predictions: predictions, known: known,
      referencePredictions: referencePredictions.map { predictions in
        Predictions(
          kind: kind, values: kept.flatMap { predictions.values[Int($0) * width..<(Int($0) + 1) * width] })
      }, referenceKnown: referenceKnown?.choosing(kept, of: count),
      unlearned: UnlearnedOutcomes { () throws(DataError) in
        let answer = try all.answer
        return .init(known: answer.known?.choosing(kept, of: count), areOutOfFold: answer.areOutOfFold)
      })
  }
}
