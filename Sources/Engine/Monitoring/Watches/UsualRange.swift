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

/// What is usual of one figure: over all of the reference's windows, and over those of each season that has enough.
struct UsualRanges: Sendable {
  private let all: UsualRange
  private let seasons: [Int: UsualRange]

  /// - Parameters:
  ///   - values: one a window of the reference; nil where it is not known.
  ///   - keys: each window's season; nil for none.
  fileprivate init?(of values: [Double?], keys: [Int?]) {
    guard let all = UsualRange(of: values.compactMap(\.self)) else { return nil }
    self.all = all
    var known: [Int: [Double]] = [:]
    for (value, key) in zip(values, keys) { if let value, let key { known[key, default: []].append(value) } }
    seasons = known.compactMapValues { UsualRange(of: $0) }
  }

  /// That of a season; of one with too few windows, and of none, that of all.
  subscript(season: Int?) -> UsualRange { season.flatMap { seasons[$0] } ?? all }
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
  func usualRanges(of watch: Watch) throws(DataError) -> [String?: UsualRanges] {
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
    var ranges: [String?: UsualRanges] = [:]
    for series in watch.series(try reference.performances, features, estimates) {
      let values = zip(series.values, reference.windows.windows).map { $1.isPartial ? nil : $0 }
      if let range = UsualRanges(of: values, keys: reference.seasonKeys) { ranges[series.feature] = range }
    }
    return ranges
  }

  /// Each window's season; nil for windows without one.
  var seasonKeys: [Int?] {
    windows.windows.map { window in season.flatMap { season in window.start.map(season.key) } }
  }

  /// Where a figure of the model usually lies in each window, so many standard deviations to either side.
  ///
  /// - Throws: where the reference has too few windows to say.
  func usual(_ watch: Watch, deviations: Double) throws(DataError) -> [Interval] {
    guard let ranges = try usualRanges(of: watch)[nil] else { throw .unknownHabits(watch.subject) }
    let valid = watch.subject.range
    return seasonKeys.map { key in
      let interval = ranges[key].interval(deviations)
      return Interval(low: max(valid.lowerBound, interval.low), high: min(valid.upperBound, interval.high))
    }
  }

  func limits(of watch: Watch) throws(DataError) -> WatchLimits {
    let ranges = if case .usual = watch.bound { try usualRanges(of: watch) } else { [String?: UsualRanges]() }
    return WatchLimits(watch: watch, ranges: ranges, keys: seasonKeys)
  }
}

/// The limits of one watch in each window: the same everywhere where they are given; learned ones are each column's own,
/// and each season's.
struct WatchLimits {
  fileprivate let watch: Watch
  fileprivate let ranges: [String?: UsualRanges]
  fileprivate let keys: [Int?]

  /// - Parameter feature: nil for the model itself.
  /// - Throws: where the reference knows the figure in too few windows to say what is usual.
  func of(_ feature: String?) throws(DataError) -> [[Watch.Limit]] {
    switch watch.bound {
    case .fixed(let limit): return keys.map { _ in [limit] }
    case .usual(let deviations):
      guard let ranges = ranges[feature] else { throw .unknownHabits(watch.subject) }
      return keys.map { limits(ranges[$0].interval(deviations)) }
    }
  }

  private func limits(_ usual: Interval) -> [Watch.Limit] {
    // Of a distance or a share, only a rise alarms.
    switch watch.subject {
    case .metric, .estimated: [.below(usual.low), .above(usual.high)]
    case .drift(let measure) where measure.isPValue: [.below(max(0, usual.low))]
    case .drift, .missing: [.above(usual.high)]
    }
  }
}

extension DataError {
  fileprivate static func unknownHabits(_ subject: Watch.Subject) -> DataError {
    .invalid("\(subject.name) is known in too few windows of the reference to learn what is usual")
  }
}
