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
      for series in watch.series(part.performances, part.features, estimates) {
        let limits: [Watch.Limit]
        switch watch.bound {
        case .fixed(let limit): limits = [limit]
        case .usual(let deviations):
          limits = try part.data.usualLimits(of: watch, feature: series.feature, deviations: deviations)
        }
        alerts += watch.alerts(series, limits, over: part.performances)
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
    let part = (restricted.performances, try restricted.drifts(by: measures), restricted)
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
    var restricted = MonitoredData(
      monitored: monitored, table: table, reference: reference, season: season, dates: dates, windows: cut,
      predictions: predictions, known: known, referencePredictions: referencePredictions, referenceKnown: referenceKnown
    )
    guard let before = reference.table else { return restricted }
    let kept = before.choosing(try before.rows(where: condition, of: "a watch's where:"))
    guard kept.rowCount > 0 else {
      throw .empty("the reference has no rows where \(condition), which a watch looks at")
    }
    let predictions = try referencePredictions.map { (_) throws(DataError) in try monitored.predictions(for: kept) }
    restricted = MonitoredData(
      monitored: monitored, table: table, reference: .table(kept), season: season, dates: dates, windows: cut,
      predictions: self.predictions, known: known, referencePredictions: predictions,
      referenceKnown: try predictions.flatMap { (predictions) throws(DataError) in
        try monitored.outcomes(predictions, in: kept)
      })
    return restricted
  }

  /// The reference cut into windows as the rows are, each compared with the whole of it.
  ///
  /// - Throws: where the reference has fewer than four whole windows.
  func referenceByWindow() throws(DataError) -> MonitoredData {
    guard let table = reference.table else {
      throw .invalid("what is usual is learned from a reference of its own: monitor against: a table")
    }
    guard dates.map(table.hasColumn) ?? true else {
      throw .invalid(
        "what is usual is learned from the reference's own windows, but it has no column \"\(dates ?? "")\"")
    }
    let cut = try table.windows(every: windows.period, on: dates)
    guard cut.windows.count(where: { !$0.isPartial && $0.rowCount > 0 }) >= 4 else {
      throw .invalid(
        "what is usual is learned from at least 4 whole \(windows.period.shortName)s of the reference, which has "
          + "\(cut.windows.count { !$0.isPartial && $0.rowCount > 0 }): give a limit, or a shorter period")
    }
    let honest = try unlearnedReferenceOutcomes?.known
    return MonitoredData(
      monitored: monitored, table: table, reference: reference, season: season, dates: dates, windows: cut,
      predictions: referencePredictions, known: honest, referencePredictions: referencePredictions,
      referenceKnown: honest)
  }

  /// The mean of the reference's own windows, so many standard deviations to either side; of a distance or a share, above
  /// alone.
  func usualLimits(
    of watch: Watch, feature: String?, deviations: Double
  ) throws(DataError) -> [Watch.Limit] {
    let reference = try referenceByWindow()
    var estimates: [Metric: [EstimatedValue?]] = [:]
    var measures: [DriftMeasure] = []
    if let metric = watch.subject.estimatedMetric {
      estimates[metric] = try PerformanceEstimator(reference).values(of: metric)
    }
    if case .drift(let measure) = watch.subject { measures = [measure] }
    let needsColumns = feature != nil
    let series = watch.series(
      reference.performances, needsColumns ? try reference.drifts(by: measures) : [], estimates)
    let values = zip(series.first { $0.feature == feature }?.values ?? [], reference.windows.windows)
      .filter { !$0.1.isPartial }.compactMap(\.0)
    guard values.count >= 4 else {
      throw .invalid("\(watch.subject.name) is known in too few windows of the reference to learn what is usual")
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    let reach = deviations * spread.squareRoot()
    switch watch.subject {
    case .metric, .estimated: return [.below(mean - reach), .above(mean + reach)]
    case .drift(let measure) where measure.isPValue: return [.below(max(0, mean - reach))]
    case .drift, .missing: return [.above(mean + reach)]
    }
  }
}
