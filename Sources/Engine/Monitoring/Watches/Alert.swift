/// A limit that was crossed.
public struct Alert: Sendable {
  /// Whether it is news.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// The latest whole window raised it.
    case new
    /// It was raised before, and the latest whole window still crosses the limit.
    case lasting
    /// The latest whole window keeps the limit again.
    case over
  }

  public let watch: Watch
  /// The feature that moved; nil where the model itself is meant.
  public let feature: String?
  /// The limit that the worst value crossed.
  public let crossed: Watch.Limit
  /// The first and the last window in a row in which the limit was crossed.
  public let firstWindow: String
  public let lastWindow: String
  public let windowCount: Int
  /// The value farthest over the limit, and where.
  public let worst: Double
  public let worstWindow: String
  public let state: State

  /// What was watched: `PSI`.
  public var subject: String { watch.subject.name }
  public var limit: Double { crossed.value }
  public var priority: Goal.Priority { watch.priority }
  public var isNew: Bool { state == .new }
  /// Whether it holds now.
  public var isCurrent: Bool { state != .over }
  /// Whether it fails a strict run.
  public var callsForAction: Bool { isCurrent && priority == .must }
  /// What was watched, of which feature and rows: `PSI of dep_delay`.
  public var name: String {
    (feature.map { "\(subject) of \($0)" } ?? subject) + (watch.condition.map { " where \($0)" } ?? "")
  }
  /// The worst value in the unit of the subject.
  public var worstText: String { watch.subject.text(worst) }
}

extension Alert: CustomStringConvertible {
  /// `PSI of dep_delay was 0.26 in 2013-W51, over the limit of 0.20`
  public var description: String {
    let side = if case .above = crossed { "over" } else { "under" }
    let span =
      windowCount == 1 ? "in \(firstWindow)" : "from \(firstWindow) to \(lastWindow), at worst in \(worstWindow)"
    let kind = if case .usual = watch.bound { "the usual" } else { "the limit of" }
    return "\(name) was \(worstText) \(span), \(side) \(kind) \(watch.subject.text(limit))"
  }
}

/// What a watch looks at, window by window.
struct WatchedSeries: Sendable {
  let feature: String?
  let values: [Double?]
}

extension Watch {
  /// The series of the watch's subject.
  ///
  /// - Parameter estimates: of the metrics that are to be estimated.
  func series(
    _ performances: [WindowPerformance], _ features: [FeatureDrift], _ estimates: [Metric: [EstimatedValue?]]
  ) -> [WatchedSeries] {
    switch subject {
    case .metric(let metric):
      return [WatchedSeries(feature: nil, values: performances.map { $0.value(metric).value })]
    case .estimated:
      return [
        WatchedSeries(feature: nil, values: subject.estimatedMetric.flatMap { estimates[$0]?.map(\.?.value) } ?? [])
      ]
    case .drift(let measure):
      return watched(features).map { feature in
        WatchedSeries(feature: feature.feature, values: feature.windows.map { $0.value(measure) })
      }
    case .missing:
      return watched(features).map { feature in
        WatchedSeries(feature: feature.feature, values: feature.windows.map(\.missingShare))
      }
    }
  }

  /// The columns that are looked at: those named, else the features.
  private func watched(_ features: [FeatureDrift]) -> [FeatureDrift] {
    features.filter { feature in columns.map { $0.contains(feature.feature) } ?? (feature.role == .feature) }
  }

  /// The runs of windows in which a limit is crossed; partial windows, and those of which the figure is not known, neither
  /// extend nor break a run.
  ///
  /// - Parameter limits: those of each window, any of which is crossed by what lies beyond it.
  func alerts(_ series: WatchedSeries, _ limits: [[Limit]], over performances: [WindowPerformance]) -> [Alert] {
    typealias Crossing = (label: String, value: Double, limit: Limit)
    var runs: [[Crossing]] = [[]]
    var latest: String?
    for (place, window) in performances.enumerated() where !window.isPartial {
      guard let value = series.values[place] else { continue }
      latest = window.label
      if let limit = limits[place].first(where: { $0.isCrossed(by: value) }) {
        runs[runs.count - 1].append((window.label, value, limit))
      } else {
        runs.append([])
      }
    }
    return runs.filter { $0.count >= windows }.compactMap { run -> Alert? in
      guard let first = run.first, let last = run.last else { return nil }
      let worst = run.reduce(first) { worst, next in
        next.limit.excess(of: next.value) > worst.limit.excess(of: worst.value) ? next : worst
      }
      return Alert(
        watch: self, feature: series.feature, crossed: worst.limit, firstWindow: first.label,
        lastWindow: last.label, windowCount: run.count, worst: worst.value, worstWindow: worst.label,
        state: last.label != latest ? .over : run.count == windows ? .new : .lasting)
    }
  }
}

extension Watch.Limit {
  /// How far a value lies beyond it.
  fileprivate func excess(of value: Double) -> Double {
    switch self {
    case .above(let limit): value - limit
    case .below(let limit): limit - value
    }
  }
}
