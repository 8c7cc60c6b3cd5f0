/// The drift detection method by Hoeffding's bound: a change is found where the mean of all values lies over the mean of
/// an earlier stretch by more than chance allows, whatever the values' law (Frías-Blanco et al. 2014, HDDM-A). For values
/// from 0 to 1.
struct HoeffdingDetector: ChangeDetector {
  /// The chance of a false alarm at any one value.
  let confidence: Double
  /// Whether a fall is a change as well.
  let isTwoSided: Bool
  private var lowest = RunningMean()
  private var highest = RunningMean()
  private var all = RunningMean()

  init(confidence: Double = 0.001, isTwoSided: Bool = false) {
    self.confidence = confidence
    self.isTwoSided = isTwoSided
  }

  private func bound(_ count: Double) -> Double { (1 / (2 * count) * logarithm(1 / confidence)).squareRoot() }

  /// Whether the mean since a cut lies farther off than chance allows.
  private func isBeyond(_ cut: RunningMean, _ rise: Double) -> Bool {
    guard cut.count != all.count else { return false }
    let m = (all.count - cut.count) / cut.count * (1 / all.count)
    return rise >= (m / 2 * logarithm(2 / confidence)).squareRoot()
  }

  mutating func update(_ value: Double) -> Int? {
    all.add(value)
    if lowest.count == 0 { lowest = all }
    if highest.count == 0 { highest = all }
    let reach = bound(all.count)
    if lowest.mean + bound(lowest.count) >= all.mean + reach { lowest = all }
    if highest.mean - bound(highest.count) <= all.mean - reach { highest = all }
    var since: Double?
    if isBeyond(lowest, all.mean - lowest.mean) {
      since = all.count - lowest.count
    } else if isTwoSided, isBeyond(highest, highest.mean - all.mean) {
      since = all.count - highest.count
    }
    guard let since else { return nil }
    self = HoeffdingDetector(confidence: confidence, isTwoSided: isTwoSided)
    return Int(since)
  }
}
