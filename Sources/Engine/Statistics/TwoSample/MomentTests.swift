/// Tests of two samples of numbers that compare their means and their spread.
extension ReferenceSample {
  /// Welch's t test that both samples have one mean, whatever their variances (Welch 1947), two-sided. Nil where a side
  /// has fewer than two rows, or neither varies.
  public func welch(_ current: NumericDistribution) -> TestResult? {
    let other = SampleMoments(current)
    guard moments.count > 1, other.count > 1 else { return nil }
    let a = moments.variance / moments.count
    let b = other.variance / other.count
    guard a + b > 0 else { return nil }
    let t = (moments.mean - other.mean) / (a + b).squareRoot()
    let freedom = (a + b) * (a + b) / (a * a / (moments.count - 1) + b * b / (other.count - 1))
    return TestResult(
      statistic: t, pValue: min(1, 2 * StudentTLaw.survival(t.magnitude, degreesOfFreedom: freedom)),
      degreesOfFreedom: freedom)
  }

  /// Levene's test that both samples spread alike, by distances from their medians (Levene 1960, Brown & Forsythe 1974).
  /// Nil where a side is empty or no distance differs from its mean.
  public func levene(_ current: NumericDistribution) -> TestResult? {
    let sides = [distribution, current].map { side -> (count: Double, mean: Double, spread: Double) in
      let median = side.quantile(0.5)
      let n = Double(side.count)
      let mean = side.weightedValues.reduce(0) { $0 + $1.1 * ($1.0 - median).magnitude } / n
      let spread = side.weightedValues.reduce(0) { sum, value in
        let distance = (value.0 - median).magnitude - mean
        return sum + value.1 * distance * distance
      }
      return (n, mean, spread)
    }
    let all = sides[0].count + sides[1].count
    let within = sides[0].spread + sides[1].spread
    guard sides[0].count > 0, sides[1].count > 0, all > 2, within > 0 else { return nil }
    let mean = (sides[0].count * sides[0].mean + sides[1].count * sides[1].mean) / all
    let between = sides.reduce(0) { $0 + $1.count * ($1.mean - mean) * ($1.mean - mean) }
    let statistic = (all - 2) * between / within
    return TestResult(statistic: statistic, pValue: FLaw.survival(statistic, numerator: 1, denominator: all - 2))
  }
}
