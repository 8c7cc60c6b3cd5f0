/// Tests that something is as frequent in one sample as in another.
public enum ShareTests {
  /// The z test of two proportions with a pooled share, two-sided: the statistic is positive where the first share is the
  /// larger. Nil where a side has no trials, or all trials came out alike.
  public static func proportions(successes: (Double, Double), trials: (Double, Double)) -> TestResult? {
    guard trials.0 > 0, trials.1 > 0 else { return nil }
    let pooled = (successes.0 + successes.1) / (trials.0 + trials.1)
    let variance = pooled * (1 - pooled) * (1 / trials.0 + 1 / trials.1)
    guard variance > 0 else { return nil }
    let z = (successes.0 / trials.0 - successes.1 / trials.1) / variance.squareRoot()
    return TestResult(statistic: z, pValue: min(1, 2 * NormalLaw.survival(z.magnitude)))
  }

  /// Fisher's exact test of a two by two table, two-sided: the chance, both margins being given, of a table no likelier
  /// than this one (Fisher 1922). The statistic is the odds ratio, infinite where it has no denominator.
  ///
  /// Costs at most the smallest margin, less where the law dies out before.
  public static func fisherExact(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> TestResult? {
    guard a >= 0, b >= 0, c >= 0, d >= 0, a + b > 0, c + d > 0 else { return nil }
    let (first, second, hits) = (a + b, c + d, a + c)
    let low = max(0, hits - second)
    let high = min(hits, first)
    // log of the chance that so many of the hits fall to the first side, but for what all have in common.
    func weight(_ x: Int) -> Double {
      let (x, first, second, hits) = (Double(x), Double(first), Double(second), Double(hits))
      return -(logGamma(x + 1) + logGamma(first - x + 1) + logGamma(hits - x + 1) + logGamma(second - hits + x + 1))
    }
    let mode = min(max(Int((Double(first + 1) * Double(hits + 1) / Double(first + second + 2))), low), high)
    let peak = weight(mode)
    let own = weight(a) - peak
    // Ties are rounded together, as scipy does.
    let limit = own + logarithm(1 + 1e-7)
    var total = 0.0
    var unlikely = 0.0
    func add(_ range: some Sequence<Int>) {
      for x in range {
        let relative = weight(x) - peak
        guard relative > -745 else { break }
        let chance = exponential(relative)
        total += chance
        if relative <= limit { unlikely += chance }
      }
    }
    add(mode...high)
    if mode > low { add((low..<mode).reversed()) }
    let ratio = b * c == 0 ? (a * d == 0 ? Double.nan : .infinity) : Double(a) * Double(d) / (Double(b) * Double(c))
    // A table beyond what doubles hold is as unlikely as it can be.
    return TestResult(statistic: ratio, pValue: min(1, unlikely / total))
  }
}
