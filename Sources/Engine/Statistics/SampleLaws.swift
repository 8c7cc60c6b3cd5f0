/// Student's t law: that of a mean whose deviation is estimated from the same sample.
public enum StudentTLaw {
  /// P(T ≤ x) with so many degrees of freedom, whole or not; NaN where they are not positive.
  public static func cdf(_ x: Double, degreesOfFreedom: Double) -> Double {
    x > 0 ? 1 - survival(x, degreesOfFreedom: degreesOfFreedom) : survival(-x, degreesOfFreedom: degreesOfFreedom)
  }

  /// P(T > x), exact far into the tail.
  public static func survival(_ x: Double, degreesOfFreedom v: Double) -> Double {
    guard v > 0, !x.isNaN else { return .nan }
    guard v.isFinite else { return NormalLaw.survival(x) }
    guard x > 0 else { return x == 0 ? 0.5 : 1 - survival(-x, degreesOfFreedom: v) }
    guard x.isFinite else { return 0 }
    // v / (v + x²) and its complement, neither of which may overflow.
    let beyond: Double
    if x * x > v {
      let ratio = v / x / x
      beyond = regularizedIncompleteBeta(ratio / (1 + ratio), complement: 1 / (1 + ratio), a: v / 2, b: 0.5)
    } else {
      let ratio = x * x / v
      beyond = regularizedIncompleteBeta(1 / (1 + ratio), complement: ratio / (1 + ratio), a: v / 2, b: 0.5)
    }
    return beyond / 2
  }

  /// The x with P(T ≤ x) = p, for 0 < p < 1.
  public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, p >= 0, p <= 1 else { return .nan }
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : .infinity }
    guard degreesOfFreedom.isFinite else { return NormalLaw.quantile(p) }
    let tail = min(p, 1 - p)
    guard tail < 0.5 else { return 0 }
    let x = positiveRoot(upTo: .infinity) { survival($0, degreesOfFreedom: degreesOfFreedom) <= tail }
    return p < 0.5 ? -x : x
  }
}

/// The beta law on 0 to 1: what is known of a share after a − 1 hits and b − 1 misses.
public enum BetaLaw {
  /// P(X ≤ x); NaN where a or b is not positive.
  public static func cdf(_ x: Double, a: Double, b: Double) -> Double {
    regularizedIncompleteBeta(x, complement: 1 - x, a: a, b: b)
  }

  /// P(X > x).
  public static func survival(_ x: Double, a: Double, b: Double) -> Double {
    regularizedIncompleteBeta(1 - x, complement: x, a: b, b: a)
  }

  /// The x with P(X ≤ x) = p.
  public static func quantile(_ p: Double, a: Double, b: Double) -> Double {
    guard a > 0, b > 0, a.isFinite, b.isFinite, p >= 0, p <= 1 else { return .nan }
    guard p > 0, p < 1 else { return p }
    // In the smaller tail, where the function keeps its digits.
    return p <= 0.5
      ? positiveRoot(upTo: 1) { cdf($0, a: a, b: b) >= p } : positiveRoot(upTo: 1) { survival($0, a: a, b: b) <= 1 - p }
  }
}

/// Fisher's F law: that of the ratio of two variances.
public enum FLaw {
  /// P(F > x) with the degrees of freedom of the variance above and of the one below; NaN where they are not positive.
  public static func survival(_ x: Double, numerator d1: Double, denominator d2: Double) -> Double {
    guard !x.isNaN, d1 > 0, d2 > 0, d1.isFinite, d2.isFinite else { return .nan }
    guard x > 0 else { return 1 }
    guard x.isFinite else { return 0 }
    let ratio = d1 * x / d2
    guard ratio.isFinite else { return 0 }
    return regularizedIncompleteBeta(1 / (1 + ratio), complement: ratio / (1 + ratio), a: d2 / 2, b: d1 / 2)
  }

  /// P(F ≤ x).
  public static func cdf(_ x: Double, numerator d1: Double, denominator d2: Double) -> Double {
    guard x > 0 else { return x.isNaN ? .nan : 0 }
    return survival(1 / x, numerator: d2, denominator: d1)
  }
}

/// The binomial law: so many hits in so many trials.
public enum BinomialLaw {
  /// P(K ≤ k) of so many trials, each a hit with the given chance; NaN where that is none.
  public static func cdf(_ k: Int, trials n: Int, chance p: Double) -> Double {
    guard n >= 0, p >= 0, p <= 1 else { return .nan }
    guard k >= 0 else { return 0 }
    guard k < n else { return 1 }
    return regularizedIncompleteBeta(1 - p, complement: p, a: Double(n - k), b: Double(k) + 1)
  }

  /// P(K = k).
  public static func mass(_ k: Int, trials n: Int, chance p: Double) -> Double {
    guard n >= 0, p >= 0, p <= 1 else { return .nan }
    guard k >= 0, k <= n else { return 0 }
    return binomialMass(Double(k), of: Double(n), p, 1 - p)
  }

  /// The two-sided p-value of so many hits where a hit is as likely as a miss: the chance of a split at least as uneven.
  public static func signTest(_ k: Int, trials n: Int) -> Double {
    min(1, 2 * cdf(min(k, n - k), trials: n, chance: 0.5))
  }
}
