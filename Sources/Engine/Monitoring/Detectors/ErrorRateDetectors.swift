/// The drift detection method: a change is found where the error rate lies so many standard deviations over the lowest
/// one since the last change (Gama, Medas, Castillo & Rodrigues 2004). For streams of 0 and 1.
struct ErrorRateDetector: ChangeDetector {
  let warmUp: Int
  let deviations: Double
  private var rate = RunningMean()
  private var lowest: (rate: Double, deviation: Double, sum: Double, at: Int) = (0, 0, .infinity, 0)

  init(warmUp: Int = 30, deviations: Double = 3) {
    self.warmUp = warmUp
    self.deviations = deviations
  }

  mutating func update(_ value: Double) -> Int? {
    rate.add(value)
    let count = Int(rate.count)
    let deviation = (rate.mean * (1 - rate.mean) / rate.count).squareRoot()
    guard count > warmUp else { return nil }
    if rate.mean + deviation <= lowest.sum { lowest = (rate.mean, deviation, rate.mean + deviation, count) }
    guard rate.mean + deviation > lowest.rate + deviations * lowest.deviation else { return nil }
    defer { self = ErrorRateDetector(warmUp: warmUp, deviations: deviations) }
    return count - lowest.at
  }
}

/// The early drift detection method: a change is found where errors follow each other faster than they did (Baena-García
/// et al. 2006). For streams of 0 and 1; finds slow changes sooner than the error rate does, and false ones as well.
struct ErrorDistanceDetector: ChangeDetector {
  let warmUp: Int
  /// The share of the largest distance between errors under which a change is found.
  let share: Double
  private var distances = RunningMean()
  private var spread = 0.0
  private var count = 0
  private var errors = 0
  private var lastError = 0
  private var largest = -1.0
  private var largestAt = 0

  init(warmUp: Int = 30, share: Double = 0.9) {
    self.warmUp = warmUp
    self.share = share
  }

  mutating func update(_ value: Double) -> Int? {
    count += 1
    guard value == 1 else { return nil }
    errors += 1
    let distance = Double(count - lastError)
    let before = distances.mean
    distances.add(distance)
    spread += (distance - before) * (distance - distances.mean)
    lastError = count
    guard count > warmUp else { return nil }
    let deviation = distances.count > 1 ? (spread / (distances.count - 1)).squareRoot() : 0
    let reach = distances.mean + 2 * deviation
    if reach > largest {
      (largest, largestAt) = (reach, count)
      return nil
    }
    guard errors > warmUp, reach / largest < share else { return nil }
    let since = count - largestAt
    self = ErrorDistanceDetector(warmUp: warmUp, share: share)
    return since
  }
}
