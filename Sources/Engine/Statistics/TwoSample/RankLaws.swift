/// The limit law of the Cramér–von Mises statistic.
enum CramerVonMisesLaw {
  /// P(W > x), by the series in modified Bessel functions of Anderson & Darling (1952).
  static func survival(_ x: Double) -> Double {
    guard x > 0 else { return 1 }
    var sum = 0.0
    for k in 0..<40 {
      let y = Double(4 * k + 1)
      let q = y * y / (16 * x)
      let weight = exponential(logGamma(Double(k) + 0.5) - logGamma(Double(k) + 1))
      let term = weight * y.squareRoot() * scaledBessel(q)
      sum += term
      if term < sum * 1e-17 { break }
    }
    let cdf = sum / (Double.pi * Double.pi.squareRoot() * x.squareRoot())
    return min(1, max(0, 1 - cdf))
  }

  /// e^(−q) K₁⸝₄(q), by the integral ∫ e^(−q (1 + cosh t)) cosh(t / 4) over t from 0 on: the trapezoid rule is exact to
  /// rounding where an integrand dies out this fast.
  private static func scaledBessel(_ q: Double) -> Double {
    let step = 1.0 / 32
    var sum = 0.5 * exponential(-2 * q)
    var t = step
    while true {
      let growing = exponential(t)
      let cosh = (growing + 1 / growing) / 2
      let quarter = exponential(t / 4)
      let term = exponential(-q * (1 + cosh)) * (quarter + 1 / quarter) / 2
      sum += term
      if term <= sum * 1e-18 { break }
      t += step
    }
    return sum * step
  }
}

/// The law of the Anderson–Darling statistic of two samples.
enum AndersonDarlingLaw {
  /// The standard deviation of the statistic where both samples have one distribution (Scholz & Stephens 1987, formula 4).
  static func deviation(rows n: Double, _ m: Double) -> Double {
    let all = n + m
    let inverse = 1 / n + 1 / m
    // h = Σ 1/i and g = Σ Σ 1/((N − i) j), the inner sum over j from i + 1: partial harmonic sums.
    var harmonic = 0.0
    var g = 0.0
    let last = Int(all)
    var i = last - 1
    while i > 1 {
      harmonic += 1 / Double(i)
      // The (N − i)-th partial sum is divided by N − i + 1.
      g += harmonic / Double(last - i + 1)
      i -= 1
    }
    let h = harmonic + 1
    let k = 2.0
    let a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse
    let b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6
    let c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h
    let d = (2 * h + 6) * k * k - 4 * h * k
    let numerator = ((a * all + b) * all + c) * all + d
    return (numerator / ((all - 1) * (all - 2) * (all - 3))).squareRoot()
  }

  /// The table's significance levels with the statistics that reach them, for two samples.
  private static let levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001]
  private static let reached = zip(
    zip([0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085], [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615]),
    [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154]
  ).map { $0.0 + $0.1 + $1 }

  /// Interpolated linearly in the logarithm of the level; the ends where the table ends.
  static func pValue(_ statistic: Double) -> Double {
    guard let first = reached.first, let last = reached.last, statistic > first else { return levels[0] }
    guard statistic < last else { return levels[levels.count - 1] }
    let upper = reached.firstIndex { $0 >= statistic } ?? reached.count - 1
    let share = (statistic - reached[upper - 1]) / (reached[upper] - reached[upper - 1])
    return exponential(
      logarithm(levels[upper - 1]) + share * (logarithm(levels[upper]) - logarithm(levels[upper - 1])))
  }
}
