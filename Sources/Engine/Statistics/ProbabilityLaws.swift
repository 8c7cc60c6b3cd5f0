import Foundation

/// The standard normal law.
public enum NormalLaw {
  /// P(X ≤ x).
  public static func cdf(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// P(X > x), exact far into the tail.
  public static func survival(_ x: Double) -> Double { 0.5 * erfc(x / 2.0.squareRoot()) }

  /// The x with P(X ≤ x) = p, for 0 < p < 1: Acklam's rational approximation, made exact by one step of Halley.
  public static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
    let a = [
      -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
      -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    let b = [
      -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
      -1.328068155288572e+01,
    ]
    let c = [
      -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
      4.374664141464968e+00, 2.938163982698783e+00,
    ]
    let d = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00]
    func polynomial(_ coefficients: [Double], _ x: Double) -> Double { coefficients.reduce(0) { $0 * x + $1 } }
    var x: Double
    if p < 0.02425 || p > 1 - 0.02425 {
      let q = (-2 * logarithm(min(p, 1 - p))).squareRoot()
      x = polynomial(c, q) / (polynomial(d, q) * q + 1)
      if p > 0.5 { x = -x }
    } else {
      let q = p - 0.5
      x = polynomial(a, q * q) * q / (polynomial(b, q * q) * q * q + 1)
    }
    let error = (p < 0.5 ? cdf(x) - p : (1 - p) - survival(x)) * (2 * Double.pi).squareRoot() * exponential(x * x / 2)
    x -= error / (1 + x * error / 2)
    return x
  }
}

/// The chi-squared law.
public enum ChiSquaredLaw {
  /// P(X > x) with so many degrees of freedom.
  public static func survival(_ x: Double, degreesOfFreedom: Double) -> Double {
    degreesOfFreedom <= 0 ? 1 : upperIncompleteGamma(degreesOfFreedom / 2, x / 2)
  }
}

/// The limit law of the Kolmogorov–Smirnov statistic times the root of the sample size.
public enum KolmogorovLaw {
  /// P(K > x) (Marsaglia, Tsang & Wang 2003 for the two series).
  public static func survival(_ x: Double) -> Double {
    guard x > 0 else { return 1 }
    if x < 1.18 {
      let y = exponential(-Double.pi * Double.pi / (8 * x * x))
      let sum = y + power(y, 9) + power(y, 25) + power(y, 49)
      return 1 - (2 * Double.pi).squareRoot() / x * sum
    }
    let y = exponential(-2 * x * x)
    return 2 * (y - power(y, 4) + power(y, 9) - power(y, 16))
  }
}

/// An interval that holds the true value with a stated confidence.
public struct Interval: Sendable, Equatable, Codable {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Wilson's score interval for a share of successes (Wilson 1927); [0, 1] where there are no trials.
  public static func wilson(successes: Double, trials: Double, confidence: Double = 0.95) -> Interval {
    guard trials > 0 else { return Interval(low: 0, high: 1) }
    let z = reachInStandardErrors(confidence)
    let p = successes / trials
    let denominator = 1 + z * z / trials
    let centre = p + z * z / (2 * trials)
    let reach = z * (p * (1 - p) / trials + z * z / (4 * trials * trials)).squareRoot()
    return Interval(
      low: successes == 0 ? 0 : max(0, (centre - reach) / denominator),
      high: successes == trials ? 1 : min(1, (centre + reach) / denominator))
  }

  /// The two-sided normal quantile; the usual one is written out, so that it has the same bits on every machine.
  private static func reachInStandardErrors(_ confidence: Double) -> Double {
    confidence == 0.95 ? 1.959963984540054 : NormalLaw.quantile(1 - (1 - confidence) / 2)
  }

  /// The estimate plus or minus the normal quantile times its standard error.
  public static func normal(_ estimate: Double, standardError: Double, confidence: Double = 0.95) -> Interval {
    let reach = reachInStandardErrors(confidence) * standardError
    return Interval(low: estimate - reach, high: estimate + reach)
  }
}
