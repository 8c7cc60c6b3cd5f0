/// A way to find the moments at which a stream of errors has changed.
public enum Detector: Sendable, Hashable {
  /// Keeps the longest recent window in which no two parts differ: no length to choose (ADWIN, Bifet & Gavaldà 2007).
  case adwin(delta: Double = 0.002)
  /// The error rate against its lowest so far (DDM, Gama et al. 2004); of judgements right or wrong.
  case ddm(deviations: Double = 3)
  /// The distance between errors against its largest so far (EDDM, Baena-García et al. 2006); of judgements right or
  /// wrong.
  case eddm(share: Double = 0.9)
  /// The mean against that of an earlier stretch, by Hoeffding's bound (HDDM-A, Frías-Blanco et al. 2014).
  case hddmA(confidence: Double = 0.001)
  /// The excess over the mean, summed up, rises or falls by a threshold (Page 1954).
  case pageHinkley(threshold: Double = 50, slack: Double = 0.005)
  /// The excess over the mean of the first rows, in standard deviations, summed up (Page 1954).
  case cusum(threshold: Double = 8, slack: Double = 0.5)

  /// Each with its usual settings.
  public static let usual: [Detector] = [
    .adwin(), .ddm(), .eddm(), .hddmA(), .pageHinkley(), .cusum(),
  ]

  public static let validChance = ValidRange.between(0, 1)
  public static let validThreshold = ValidRange.above(0)
  public static let validSlack = ValidRange.from(0)

  public var name: String {
    switch self {
    case .adwin: "ADWIN"
    case .ddm: "DDM"
    case .eddm: "EDDM"
    case .hddmA: "HDDM-A"
    case .pageHinkley: "Page–Hinkley"
    case .cusum: "CUSUM"
    }
  }

  /// Whether it reads whether judgements were wrong, rather than how wrong predictions are.
  public var readsJudgements: Bool {
    switch self {
    case .ddm, .eddm, .hddmA: true
    case .adwin, .pageHinkley, .cusum: false
    }
  }

  /// - Throws: where a setting is out of its range.
  public func check() throws(DataError) {
    switch self {
    case .adwin(let delta): try Self.validChance.check("delta", delta)
    case .ddm(let deviations): try Self.validThreshold.check("deviations", deviations)
    case .eddm(let share): try Self.validChance.check("share", share)
    case .hddmA(let confidence): try Self.validChance.check("confidence", confidence)
    case .pageHinkley(let threshold, let slack), .cusum(let threshold, let slack):
      try Self.validThreshold.check("threshold", threshold)
      try Self.validSlack.check("slack", slack)
    }
  }

  /// A detector that has read nothing.
  private var fresh: any ChangeDetector {
    switch self {
    case .adwin(let delta): AdaptiveWindowDetector(delta: delta)
    case .ddm(let deviations): ErrorRateDetector(deviations: deviations)
    case .eddm(let share): ErrorDistanceDetector(share: share)
    case .hddmA(let confidence): HoeffdingDetector(confidence: confidence)
    case .pageHinkley(let threshold, let slack): PageHinkleyDetector(slack: slack, threshold: threshold)
    case .cusum(let threshold, let slack): CumulativeSumDetector(slack: slack, threshold: threshold)
    }
  }

  /// A change in a stream.
  public struct Change: Sendable, Hashable, Codable {
    /// The value, from 0 on, at which it was noticed.
    public let noticedAt: Int
    /// The value at which it began by the detector's own estimate, no later than it was noticed.
    public let beganAt: Int
  }

  /// The changes of a stream, in its order. Values must be finite. Costs one pass.
  public func changes(in stream: some Sequence<Double>) -> [Change] {
    var detector = fresh
    var changes: [Change] = []
    for (place, value) in stream.enumerated() {
      if let since = detector.update(value) {
        changes.append(Change(noticedAt: place, beganAt: max(0, place + 1 - max(since, 1))))
      }
    }
    return changes
  }
}
