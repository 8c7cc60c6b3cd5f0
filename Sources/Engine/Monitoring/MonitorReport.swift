/// How a model and its inputs held up over time.
public struct MonitorReport: Sendable {
  public let target: String
  public let kind: TargetKind
  public let period: Period
  public let referenceRows: Int
  /// How good the predictions are on the reference, where its outcomes are known; else empty.
  public let referenceFigures: [MetricValue]
  public let windows: [WindowPerformance]
  /// The features in the model's order, then the prediction and the target.
  public let features: [FeatureDrift]
  public let watches: [Watch]
  /// What is new first, then what lasts, then what is over; each in order of time.
  public let alerts: [Alert]
  public let goals: [GoalMeasurement]
  /// What is odd about the rows, in sentences.
  public let notices: [String]
  /// What later questions are answered from.
  let data: MonitoredData

  /// The movement of every column in every window.
  public var drift: DriftReport {
    DriftReport(
      period: period, measure: .psi, windows: windows.map(\.label), referenceRows: referenceRows, features: features,
      limit: watches.first { $0.subject == .psi && $0.condition == nil }?.limit?.value)
  }

  /// The movement of every column by a measure of choice.
  ///
  /// - Throws: where no column has such a measure.
  public func drift(_ measure: DriftMeasure) throws(DataError) -> DriftReport {
    let known = features.contains { $0.windows.contains { $0.values[measure] != nil } }
    let shown = known ? features : try data.drifts(by: [measure])
    guard shown.contains(where: { measure.applies(to: $0) }) else {
      throw .invalid("\(measure.name) is of \(measure.reads.words), of which there are none here")
    }
    return DriftReport(
      period: period, measure: measure, windows: windows.map(\.label), referenceRows: referenceRows,
      features: shown, limit: watches.first { $0.subject == .drift(measure) && $0.condition == nil }?.limit?.value)
  }

  /// A metric of the model over time, with the limits that are watched.
  ///
  /// - Parameter deviations: draws where the reference's own windows lie, so many standard deviations to either side of
  ///   their mean. Where the reference is what the model learned from, costs three trainings the first time.
  /// - Parameter marks: what happened when, by window or date: `["2013-09-01": "model deployed"]`.
  /// - Throws: where the subject is no metric, or not one of such a target; where a band is asked for and the reference has
  ///   too few windows to say what is usual; where a mark is in no window.
  public func timeline(
    _ subject: Watch.Subject, band deviations: Double? = nil, marking marks: [String: String] = [:]
  ) throws(DataError) -> Timeline {
    let metric = try subject.metric()
    guard metric.applies(to: kind) else {
      throw .invalid("\(metric.name) is not a metric of a model that predicts \(kind.sentence)")
    }
    if let deviations { try Watch.validDeviations.check("band", deviations) }
    return Timeline(
      metric: metric, period: period, windows: windows, values: windows.map { $0.value(metric) },
      limits: limits(of: subject), usual: try usual(of: subject, within: deviations),
      events: try data.windows.events(marks))
  }

  /// The given limits that are watched of the model's figures over all rows.
  func limits(of subject: Watch.Subject) -> [Watch.Limit] {
    watches.filter { $0.subject == subject && $0.condition == nil }.compactMap(\.limit)
  }

  /// Where a figure of the model usually lies in each window: within so many deviations, or as many as are watched; nil
  /// where neither is asked for.
  func usual(of subject: Watch.Subject, within deviations: Double? = nil) throws(DataError) -> [Interval]? {
    let watched = watches.lazy.filter { $0.subject == subject && $0.condition == nil }.compactMap { watch -> Double? in
      if case .usual(let deviations) = watch.bound { deviations } else { nil }
    }
    guard let reach = deviations ?? watched.first else { return nil }
    return try data.usual(Watch(subject, outside: reach), deviations: reach)
  }

  /// How often the target was true, and how often the model expected it, over time; of numbers, their means.
  public var rates: RateTimeline { RateTimeline(target: target, kind: kind, period: period, windows: windows) }
}

extension DriftMeasure {
  /// Whether the measure can be had of a column.
  func applies(to feature: FeatureDrift) -> Bool {
    switch reads {
    case .anything: true
    case .numbers: !feature.isCategorical
    case .truthValues: feature.windows.contains { $0.values[self] != nil }
    }
  }
}

extension DriftMeasure.Reads {
  /// The columns, in a sentence.
  var words: String {
    switch self {
    case .anything: "any column"
    case .numbers: "numbers"
    case .truthValues: "truth values"
    }
  }
}

/// How far columns moved by one measure.
public struct DriftReport: Sendable {
  public let period: Period
  public let measure: DriftMeasure
  public let windows: [String]
  public let referenceRows: Int
  public let features: [FeatureDrift]
  /// The limit that is watched, if one is.
  public let limit: Double?
}

public struct Timeline: Sendable {
  public let metric: Metric
  public let period: Period
  public let windows: [WindowPerformance]
  public let values: [MetricValue]
  public let limits: [Watch.Limit]
  /// Where the reference's own windows lie, those of the same season for each; nil where that was not asked for.
  public let usual: [Interval]?
  /// What happened in which window.
  public let events: [MarkedEvent]

  /// The places of the whole windows whose value lies outside of what is usual.
  public var unusual: [Int] {
    guard let usual else { return [] }
    return windows.indices.filter { index in
      guard !windows[index].isPartial, let value = values[index].value else { return false }
      return value < usual[index].low || value > usual[index].high
    }
  }
}

public struct RateTimeline: Sendable {
  public let target: String
  public let kind: TargetKind
  public let period: Period
  public let windows: [WindowPerformance]
}
