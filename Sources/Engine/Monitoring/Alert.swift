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
}

extension Watch {
  /// The runs of windows in which a watch's limit is crossed; partial windows neither extend nor break a run.
  func alerts(
    over observed: [Window], _ performances: [WindowPerformance], _ features: [FeatureDrift]
  ) -> [Alert] {
    var series: [(feature: String?, values: [Double?])] = []
    switch subject {
    case .metric(let metric):
      series = [
        (nil, performances.map { window in metric.value(of: window.outcomes) })
      ]
    case .drift(let measure):
      series = features.map { feature in (feature.feature, feature.windows.map { $0.value(measure) }) }
    case .missing:
      series = features.map { feature in (feature.feature, feature.windows.map { $0.missingShare }) }
    }
    if let columns { series = series.filter { $0.feature.map(columns.contains) ?? true } }
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
      for (window, value) in zip(observed, values) where !window.isPartial {
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
}
