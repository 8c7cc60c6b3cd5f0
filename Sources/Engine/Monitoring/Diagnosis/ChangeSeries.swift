/// A figure's mean in each window beside its mean in the reference: what a change is looked for in.
struct ChangeSeries: Sendable {
  /// Rows of each window, which may be none, and the sum of the figure less what the reference lets expect.
  let counts: [Double]
  let sums: [Double]
  /// Of the reference.
  let referenceCount: Double
  let referenceMean: Double
  /// The variance of a single row: pooled over the reference and the windows.
  let variance: Double
  /// By how many times windows of the reference vary more than their rows alone would make them; 1 where they do not.
  let dispersion: Double
  /// How many degrees of freedom the dispersion was estimated with; nil where rows alone explain it.
  let freedom: Double?
  /// Of a figure that is 0 or 1, how often it was 1, in the windows and in the reference.
  let hits: (windows: [Double], reference: Double)?

  /// Windows that belong together: Mondays, say. The reference's windows and the current ones have one each.
  struct Phases: Sendable {
    let current: [Int]
    let reference: [Int]
    let count: Int
  }

  /// - Parameters:
  ///   - current: for each window how many rows it has, the sum of the figure and the sum of its squares.
  ///   - reference: the same for each window of the reference, of which there may be one.
  ///   - phases: what windows of a kind have in common is expected of them, where the reference shows that it is more
  ///     than chance.
  ///   - clusters: the same for each day of the reference: rows of one day may be alike, as those of a storm are, and
  ///     are then fewer than they look. Empty where days are not known.
  /// - Returns: nil where there are too few rows, or nothing varies.
  init?(current: [Moments], reference: [Moments], phases: Phases? = nil, clusters: [Moments] = []) {
    let before = reference.reduce(Moments(), +)
    let now = current.reduce(Moments(), +)
    guard before.count >= 10, now.count >= 10 else { return nil }
    let mean = before.sum / before.count
    let spread = before.spread + current.reduce(0) { $0 + $1.spread }
    let freedom = before.count + now.count - Double(current.count { $0.count > 0 }) - 1
    guard freedom > 0, spread > 0 || now.sum != now.count * mean else { return nil }
    // A figure that never varied still has half a row's worth of doubt.
    let variance = max(spread / freedom, 0.25 / (before.count + 1))
    guard variance.isFinite, spread > 0 || now.squares > 0 || before.squares > 0 else { return nil }
    counts = current.map(\.count)
    referenceCount = before.count
    referenceMean = mean
    self.variance = variance
    let isIndicator = before.squares == before.sum && now.squares == now.sum
    hits = isIndicator ? (current.map(\.sum), before.sum) : nil

    let windows = reference.enumerated().filter { $0.element.count >= 5 }
    func chi(_ expected: (Int) -> Double) -> Double {
      windows.reduce(0) { sum, window in
        let distance = window.element.sum / window.element.count - expected(window.offset)
        return sum + window.element.count * distance * distance / variance
      }
    }
    let plain = chi { _ in mean }
    let means = phases.flatMap { Self.means(reference, $0, plain: plain, chi) }
    sums = current.enumerated().map { place, window in
      window.sum - window.count * (means.map { $0[phases?.current[place] ?? 0] } ?? mean)
    }
    let byDay = Self.dispersion(ofClusters: clusters, mean: mean, variance: variance)
    guard windows.count >= 4 else {
      (dispersion, self.freedom) = (byDay ?? 1, nil)
      return
    }
    let degrees = Double(windows.count - (means == nil ? 1 : phases?.count ?? 1))
    let rest = means.map { means in chi { means[phases?.reference[$0] ?? 0] } } ?? plain
    let isSpread = degrees > 0 && ChiSquaredLaw.survival(rest, degreesOfFreedom: degrees) < 0.01
    if isSpread, rest / degrees > byDay ?? 1 {
      (dispersion, self.freedom) = (rest / degrees, degrees)
    } else {
      // Of days there are so many that what they tell is as good as known.
      (dispersion, self.freedom) = (byDay ?? 1, nil)
    }
  }

  /// By how many times days vary more than their rows alone would make them; nil where they do not, or are too few.
  private static func dispersion(ofClusters clusters: [Moments], mean: Double, variance: Double) -> Double? {
    let days = clusters.filter { $0.count > 0 }
    guard days.count >= 20 else { return nil }
    let chi = days.reduce(0) { sum, day in
      let distance = day.sum - day.count * mean
      return sum + distance * distance / (day.count * variance)
    }
    let degrees = Double(days.count - 1)
    return ChiSquaredLaw.survival(chi, degreesOfFreedom: degrees) < 0.01 ? max(1, chi / degrees) : nil
  }

  /// The mean of each phase, where every one has windows enough and they differ by more than chance.
  private static func means(
    _ reference: [Moments], _ phases: Phases, plain: Double, _ chi: ((Int) -> Double) -> Double
  ) -> [Double]? {
    var sums = [Moments](repeating: Moments(), count: phases.count)
    var windows = [Int](repeating: 0, count: phases.count)
    for (place, window) in reference.enumerated() where window.count > 0 {
      sums[phases.reference[place]] = sums[phases.reference[place]] + window
      windows[phases.reference[place]] += 1
    }
    guard windows.allSatisfy({ $0 >= 3 }) else { return nil }
    let means = sums.map { $0.sum / $0.count }
    let explained = plain - chi { means[phases.reference[$0]] }
    return ChiSquaredLaw.survival(max(0, explained), degreesOfFreedom: Double(phases.count - 1)) < 0.001 ? means : nil
  }

  /// Rows with their sum and their sum of squares.
  struct Moments: Sendable {
    var count = 0.0
    var sum = 0.0
    var squares = 0.0

    /// Σ (x − mean)².
    var spread: Double { count > 0 ? max(0, squares - sum * sum / count) : 0 }

    static func + (a: Moments, b: Moments) -> Moments {
      Moments(count: a.count + b.count, sum: a.sum + b.sum, squares: a.squares + b.squares)
    }

    @inline(__always)
    mutating func add(_ value: Double) {
      count += 1
      sum += value
      squares += value * value
    }
  }

  /// The chance of so high a likelihood ratio if nothing had changed, for one question asked.
  func pValue(_ ratio: Double) -> Double {
    guard let freedom else { return 2 * NormalLaw.survival(max(0, ratio).squareRoot()) }
    return 2 * StudentTLaw.survival(max(0, ratio).squareRoot(), degreesOfFreedom: freedom)
  }

  /// Twice the logarithm of the likelihood ratio that a share differs inside and outside of so many rows: of few hits it
  /// says less than their distance from the mean would.
  func ratio(ofHits inside: Double, rows: Double) -> Double? {
    guard let hits else { return nil }
    let all = hits.reference + hits.windows.reduce(0, +)
    let total = referenceCount + counts.reduce(0, +)
    let (outside, others) = (all - inside, total - rows)
    guard rows > 0, others > 0 else { return 0 }
    func term(_ part: Double, _ whole: Double) -> Double {
      let share = part / whole
      let common = all / total
      func one(_ count: Double, _ own: Double, _ expected: Double) -> Double {
        count > 0 && expected > 0 ? count * logarithm(own / expected) : 0
      }
      return one(part, share, common) + one(whole - part, 1 - share, 1 - common)
    }
    return max(0, 2 * (term(inside, rows) + term(outside, others))) / dispersion
  }
}
