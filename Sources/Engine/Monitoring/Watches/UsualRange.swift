/// What a figure usually is: its mean over the reference's own windows, and their standard deviation, with n − 1.
struct UsualRange: Sendable {
  let mean: Double
  let deviation: Double

  /// Fewer windows say nothing of what is usual.
  static let fewestWindows = 4

  /// Nil of too few values.
  init?(of values: [Double]) {
    guard values.count >= Self.fewestWindows else { return nil }
    mean = values.reduce(0, +) / Double(values.count)
    let mean = mean
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }

  /// So many standard deviations to either side of the mean.
  func interval(_ deviations: Double) -> Interval {
    Interval(low: mean - deviations * deviation, high: mean + deviations * deviation)
  }
}

extension MonitoredData {
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
    let whole = cut.windows.count { !$0.isPartial && $0.rowCount > 0 }
    guard whole >= UsualRange.fewestWindows else {
      throw .invalid(
        "what is usual is learned from at least \(UsualRange.fewestWindows) whole \(windows.period.shortName)s of the "
          + "reference, which has \(whole): give a limit, or a shorter period")
    }
    return MonitoredData(
      monitored: monitored, table: table, reference: reference, season: season, dates: dates, windows: cut,
      predictions: referencePredictions, known: try unlearned.known, referencePredictions: referencePredictions,
      referenceKnown: referenceKnown, unlearned: unlearned)
  }

  /// What is usual of what a watch looks at, by feature; of the model itself under nil.
  ///
  /// - Throws: where the reference has too few windows to say, or the figure cannot be had of them.
  func usualRanges(of watch: Watch) throws(DataError) -> [String?: UsualRange] {
    let reference = try referenceByWindow()
    var estimates: [Metric: [EstimatedValue?]] = [:]
    if let metric = watch.subject.estimatedMetric {
      estimates[metric] = try PerformanceEstimator(reference).values(of: metric)
    }
    let features: [FeatureDrift]
    switch watch.subject {
    case .drift(let measure): features = try reference.drifts(by: [measure])
    case .missing: features = try reference.drifts(by: [])
    case .metric, .estimated: features = []
    }
    var ranges: [String?: UsualRange] = [:]
    for series in watch.series(try reference.performances, features, estimates) {
      let values = zip(series.values, reference.windows.windows).filter { !$0.1.isPartial }.compactMap(\.0)
      if let range = UsualRange(of: values) { ranges[series.feature] = range }
    }
    return ranges
  }
}

/// The limits of one watch, each column's own where they are learned.
struct WatchLimits {
  fileprivate let watch: Watch
  /// Nil where the limit is a given one.
  fileprivate let usual: (deviations: Double, ranges: [String?: UsualRange])?

  /// - Parameter feature: nil for the model itself.
  /// - Throws: where the reference knows the figure in too few windows to say what is usual.
  func of(_ feature: String?) throws(DataError) -> [Watch.Limit] {
    guard let usual else { return watch.limit.map { [$0] } ?? [] }
    guard let range = usual.ranges[feature] else {
      throw .invalid("\(watch.subject.name) is known in too few windows of the reference to learn what is usual")
    }
    let interval = range.interval(usual.deviations)
    // Of a distance or a share, only a rise alarms.
    switch watch.subject {
    case .metric, .estimated: return [.below(interval.low), .above(interval.high)]
    case .drift(let measure) where measure.isPValue: return [.below(max(0, interval.low))]
    case .drift, .missing: return [.above(interval.high)]
    }
  }
}

extension MonitoredData {
  func limits(of watch: Watch) throws(DataError) -> WatchLimits {
    guard case .usual(let deviations) = watch.bound else { return WatchLimits(watch: watch, usual: nil) }
    return WatchLimits(watch: watch, usual: (deviations, try usualRanges(of: watch)))
  }
}
