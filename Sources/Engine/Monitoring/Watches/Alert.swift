/// A limit that was crossed.
public struct Alert: Sendable {
  public let watch: Watch
  /// The feature that moved; nil where the model itself is meant.
  public let feature: String?
  /// The first and the last window in a row in which the limit was crossed.
  public let firstWindow: String
  public let lastWindow: String
  public let windowCount: Int
  /// The value farthest over the limit, and where.
  public let worst: Double
  public let worstWindow: String

  /// What was watched: `PSI`.
  public var subject: String { watch.subject.name }
  public var limit: Double { watch.limit.value }
  /// What was watched, of which feature: `PSI of dep_delay`.
  public var name: String { feature.map { "\(subject) of \($0)" } ?? subject }
  /// The worst value in the unit of the subject.
  public var worstText: String { watch.subject.text(worst) }
}

extension Alert: CustomStringConvertible {
  /// `PSI of dep_delay was 0.26 in 2013-W51, over the limit of 0.20`
  public var description: String {
    let side = if case .above = watch.limit { "over" } else { "under" }
    let span =
      windowCount == 1 ? "in \(firstWindow)" : "from \(firstWindow) to \(lastWindow), at worst in \(worstWindow)"
    return "\(name) was \(worstText) \(span), \(side) the limit of \(watch.subject.text(limit))"
  }
}

extension Watch {
  /// The runs of windows in which a watch's limit is crossed; partial windows neither extend nor break a run.
  func alerts(
    over performances: [WindowPerformance], _ features: [FeatureDrift], _ estimates: [Metric: [EstimatedValue?]]
  ) -> [Alert] {
    var series: [(feature: String?, values: [Double?])] = []
    switch subject {
    case .metric(let metric):
      series = [
        (nil, performances.map { window in window.value(metric).value })
      ]
    case .estimated: series = [(nil, subject.estimatedMetric.flatMap { estimates[$0]?.map(\.?.value) } ?? [])]
    case .drift(let measure):
      series = watched(features).map { feature in (feature.feature, feature.windows.map { $0.value(measure) }) }
    case .missing:
      series = watched(features).map { feature in (feature.feature, feature.windows.map { $0.missingShare }) }
    }

    var alerts: [Alert] = []
    for (feature, values) in series {
      var run: [(label: String, value: Double)] = []
      func close() {
        guard let first = run.first, let last = run.last, run.count >= windows else { return }
        let isAbove = if case .above = limit { true } else { false }
        let worst = run.reduce(first) { (isAbove ? $1.value > $0.value : $1.value < $0.value) ? $1 : $0 }
        alerts.append(
          Alert(
            watch: self, feature: feature, firstWindow: first.label, lastWindow: last.label, windowCount: run.count,
            worst: worst.value, worstWindow: worst.label))
      }
      for (window, value) in zip(performances, values) where !window.isPartial {
        if let value, limit.isCrossed(by: value) {
          run.append((window.label, value))
        } else {
          close()
          run = []
        }
      }
      close()
    }
    return alerts
  }

  /// The columns that are looked at: those named, else the features.
  private func watched(_ features: [FeatureDrift]) -> [FeatureDrift] {
    features.filter { feature in columns.map { $0.contains(feature.feature) } ?? (feature.role == .feature) }
  }
}
