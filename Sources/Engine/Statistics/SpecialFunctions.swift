/// The logarithm of the gamma function for positive x (Lanczos, g = 7, nine terms; about 15 digits).
func logGamma(_ x: Double) -> Double {
  let coefficients = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  // Γ(x) = Γ(x + 1) / x keeps the approximation where it is good.
  guard x >= 0.5 else { return logGamma(x + 1) - logarithm(x) }
  var sum = coefficients[0]
  for i in 1..<coefficients.count { sum += coefficients[i] / (x - 1 + Double(i)) }
  let t = x + 6.5
  return 0.5 * logarithm(2 * Double.pi) + (x - 0.5) * logarithm(t) - t + logarithm(sum)
}

/// The regularised upper incomplete gamma function Q(a, x): a series below x = a + 1, a continued fraction above
/// (Numerical Recipes, 6.2).
func upperIncompleteGamma(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return 1 }
  guard x.isFinite else { return 0 }
  let scale = exponential(-x + a * logarithm(x) - logGamma(a))
  if x < a + 1 {
    var term = 1 / a
    var sum = term
    var n = a
    for _ in 0..<10_000 {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return max(0, 1 - sum * scale)
  }
  let tiny = 1e-300
  var b = x + 1 - a
  var c = 1 / tiny
  var d = 1 / b
  var h = d
  for i in 1..<10_000 {
    let an = -Double(i) * (Double(i) - a)
    b += 2
    d = an * d + b
    if d.magnitude < tiny { d = tiny }
    c = b + an / c
    if c.magnitude < tiny { c = tiny }
    d = 1 / d
    let delta = d * c
    h *= delta
    if (delta - 1).magnitude < 1e-16 { break }
  }
  return h * scale
}
