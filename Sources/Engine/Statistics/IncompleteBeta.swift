/// The regularised incomplete beta function I_x(a, b) for positive a and b: from 0 at x = 0 to 1 at x = 1.
///
/// A continued fraction (Lentz's method, Numerical Recipes 6.4) on the side where it converges quickly; its factor
/// xᵃ(1 − x)ᵇ / B(a, b) by Loader's deviances, so that it keeps its digits for millions of trials. Costs about the root
/// of the larger parameter.
///
/// - Parameter complement: 1 − x, which the caller may know with more digits than the subtraction leaves.
/// - Returns: NaN where a parameter is not positive or a number is none.
func regularizedIncompleteBeta(_ x: Double, complement: Double, a: Double, b: Double) -> Double {
  guard a > 0, b > 0, a.isFinite, b.isFinite, !x.isNaN, !complement.isNaN else { return .nan }
  if x <= 0 { return 0 }
  if complement <= 0 { return 1 }
  let n = a + b
  let factor = binomialMass(a, of: n, x, complement) * (a / n) * b
  return x < (a + 1) / (n + 2)
    ? min(1, factor * betaFraction(x, a, b) / a)
    : max(0, 1 - factor * betaFraction(complement, b, a) / b)
}

/// The continued fraction of the incomplete beta function.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  func held(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
  var c = 1.0
  var d = 1 / held(1 - (a + b) * x / (a + 1))
  var h = d
  for step in 1...200_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / held(1 + even * d)
    c = held(1 + even / c)
    h *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / held(1 + odd * d)
    c = held(1 + odd / c)
    let delta = d * c
    h *= delta
    if (delta - 1).magnitude < 1e-16 { break }
  }
  return h
}

/// Γ(n + 1) / (Γ(k + 1) Γ(n − k + 1)) · pᵏ qⁿ⁻ᵏ for any 0 ≤ k ≤ n, whole or not, with p + q = 1: the chance of k hits in
/// n trials where both are whole (Loader 2000, "Fast and accurate computation of binomial probabilities").
func binomialMass(_ k: Double, of n: Double, _ p: Double, _ q: Double) -> Double {
  guard n > 0 else { return 1 }
  if p <= 0 { return k == 0 ? 1 : 0 }
  if q <= 0 { return k == n ? 1 : 0 }
  let misses = n - k
  if k == 0 { return exponential(n * logarithmOfComplement(p, q)) }
  if misses == 0 { return exponential(n * logarithmOfComplement(q, p)) }
  let exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(misses) - deviance(k, n * p) - deviance(misses, n * q)
  return exponential(exponent) * (n / (2 * Double.pi * k * misses)).squareRoot()
}

/// ln(1 − p), where q = 1 − p is known: by its series where p is small.
private func logarithmOfComplement(_ p: Double, _ q: Double) -> Double {
  guard p < 0.01 else { return logarithm(q) }
  var sum = 0.0
  var term = 1.0
  for i in 1...12 {
    term *= p
    sum -= term / Double(i)
  }
  return sum
}

/// x ln(x / mean) + mean − x, without the loss of digits where the two are near.
private func deviance(_ x: Double, _ mean: Double) -> Double {
  guard (x - mean).magnitude < 0.1 * (x + mean) else { return x * logarithm(x / mean) + mean - x }
  let v = (x - mean) / (x + mean)
  var sum = (x - mean) * v
  var term = 2 * x * v
  for i in 1...1000 {
    term *= v * v
    let next = sum + term / Double(2 * i + 1)
    if next == sum { break }
    sum = next
  }
  return sum
}

/// What Stirling's formula leaves out of ln Γ(n + 1).
private func stirlingError(_ n: Double) -> Double {
  guard n > 15 else {
    return logGamma(n + 1) - (n + 0.5) * logarithm(n) + n - 0.5 * logarithm(2 * Double.pi)
  }
  let square = n * n
  return
    (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n
}

/// The positive x at which an increasing function reaches a value, by halving the range of floating-point numbers: at
/// most 64 evaluations, whatever the size of x.
///
/// - Parameter isReached: false below the x that is looked for, true from there on.
func positiveRoot(upTo limit: Double, _ isReached: (Double) -> Bool) -> Double {
  var low: UInt64 = 0
  var high = limit.bitPattern
  while high - low > 1 {
    let middle = low + (high - low) / 2
    if isReached(Double(bitPattern: middle)) { high = middle } else { low = middle }
  }
  return Double(bitPattern: high)
}
