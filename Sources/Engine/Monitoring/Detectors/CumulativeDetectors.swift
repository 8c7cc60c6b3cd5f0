/// The Page–Hinkley test: a change is found where values have run above, or below, their mean for so long that the
/// excess adds up to a threshold (Page 1954). For numbers of any scale, of which the threshold must be a fitting sum.
struct PageHinkleyDetector: ChangeDetector {
  let warmUp: Int
  /// The excess of a single value that is no change.
  let slack: Double
  let threshold: Double
  /// What is left of the sum after each value.
  let memory: Double
  private var mean = RunningMean()
  private var rise = 0.0
  private var fall = 0.0
  private var lowest: (sum: Double, at: Double) = (.infinity, 0)
  private var highest: (sum: Double, at: Double) = (-1, 0)

  init(warmUp: Int = 30, slack: Double = 0.005, threshold: Double = 50, memory: Double = 0.9999) {
    self.warmUp = warmUp
    self.slack = slack
    self.threshold = threshold
    self.memory = memory
  }

  mutating func update(_ value: Double) -> Int? {
    mean.add(value)
    let excess = value - mean.mean
    rise = memory * rise + excess - slack
    fall = memory * fall + excess + slack
    if rise < lowest.sum { lowest = (rise, mean.count) }
    if fall > highest.sum { highest = (fall, mean.count) }
    guard mean.count >= Double(warmUp) else { return nil }
    let isRise = rise - lowest.sum > threshold
    guard isRise || highest.sum - fall > threshold else { return nil }
    let since = mean.count - (isRise ? lowest.at : highest.at)
    self = PageHinkleyDetector(warmUp: warmUp, slack: slack, threshold: threshold, memory: memory)
    return Int(since)
  }
}

/// The cumulative sum chart on standardised values: the warm-up sets mean and deviation, later values add up what lies
/// beyond half the shift to be found (Page 1954; Montgomery, "Introduction to Statistical Quality Control", 9.1).
struct CumulativeSumDetector: ChangeDetector {
  /// How many values set the mean and the deviation.
  let warmUp: Int
  /// In standard deviations: what a value may lie off without adding to the sum, and the sum that is a change.
  let slack: Double
  let threshold: Double
  private var mean = RunningMean()
  private var spread = 0.0
  private var count = 0
  private var rise: (sum: Double, at: Int) = (0, 0)
  private var fall: (sum: Double, at: Int) = (0, 0)

  init(warmUp: Int = 100, slack: Double = 0.5, threshold: Double = 8) {
    self.warmUp = warmUp
    self.slack = slack
    self.threshold = threshold
  }

  mutating func update(_ value: Double) -> Int? {
    count += 1
    guard count > warmUp else {
      let before = mean.mean
      mean.add(value)
      spread += (value - before) * (value - mean.mean)
      return nil
    }
    let deviation = (spread / max(mean.count - 1, 1)).squareRoot()
    let distance = value - mean.mean
    // After a constant stretch any other value is a change.
    let standardised =
      distance == 0 ? 0 : deviation > 0 ? distance / deviation : distance > 0 ? threshold * 2 : -threshold * 2
    rise = Self.next(rise, standardised - slack, at: count)
    fall = Self.next(fall, -standardised - slack, at: count)
    guard max(rise.sum, fall.sum) > threshold else { return nil }
    let since = count - (rise.sum > threshold ? rise.at : fall.at)
    self = CumulativeSumDetector(warmUp: warmUp, slack: slack, threshold: threshold)
    return since
  }

  /// A sum that never falls below zero, with where it last stood there.
  private static func next(_ sum: (sum: Double, at: Int), _ step: Double, at count: Int) -> (sum: Double, at: Int) {
    sum.sum + step > 0 ? (sum.sum + step, sum.at) : (0, count)
  }
}
