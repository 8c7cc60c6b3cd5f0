/// Tests of two samples of numbers that look at the order of their values alone.
extension ReferenceSample {
  /// For each distinct value of another sample: how many rows it has, how many rows of the reference lie below it and
  /// at it.
  private func steps(of current: NumericDistribution) -> [(rows: Double, below: Double, at: Double)] {
    current.values.indices.map { index in
      let value = current.values[index]
      let rows = current.cumulativeCounts[index] - (index == 0 ? 0 : current.cumulativeCounts[index - 1])
      let upTo = distribution.count(upTo: value)
      let below = distribution.count(below: value)
      return (Double(rows), Double(below), Double(upTo - below))
    }
  }

  /// The Mann–Whitney test that neither sample tends to larger values (Mann & Whitney 1947): U of the reference, with
  /// the normal law's two-sided p-value, corrected for ties and continuity, as scipy's asymptotic one. Nil where a side
  /// is empty or all values are one.
  public func mannWhitney(_ current: NumericDistribution) -> TestResult? {
    let n = Double(count)
    let m = Double(current.count)
    guard n > 0, m > 0 else { return nil }
    var wins = 0.0
    var ties = tieTerm
    for step in steps(of: current) {
      wins += step.rows * (n - step.below - step.at + step.at / 2)
      let together = step.rows + step.at
      ties += together * together * together - together - (step.at * step.at * step.at - step.at)
    }
    let all = n + m
    let variance = n * m / 12 * ((all + 1) - ties / (all * (all - 1)))
    guard variance > 0 else { return nil }
    let z = (max(wins, n * m - wins) - n * m / 2 - 0.5) / variance.squareRoot()
    return TestResult(statistic: wins, pValue: min(1, 2 * NormalLaw.survival(z)))
  }

  /// The Cramér–von Mises test that both samples have one distribution (Anderson 1962), with the limit law's p-value, as
  /// scipy's asymptotic one. Nil where a side is empty.
  public func cramerVonMises(_ current: NumericDistribution) -> TestResult? {
    let n = Double(count)
    let m = Double(current.count)
    guard n > 0, m > 0 else { return nil }
    // Of each row: by how much its rank among all differs from its rank in its own sample, squared. Rows that share a
    // value have one rank among all and different ones among their own, which the tie term counts.
    var ofReference = tieTerm / 12
    var ofCurrent = 0.0
    var belowBefore = 0.0
    var currentBelow = 0.0
    for step in steps(of: current) {
      ofReference += (step.below - belowBefore) * currentBelow * currentBelow
      let middle = currentBelow + step.rows / 2
      ofReference += step.at * middle * middle
      let own = step.below + step.at / 2
      ofCurrent += step.rows * own * own + (step.rows * step.rows * step.rows - step.rows) / 12
      currentBelow += step.rows
      belowBefore = step.below + step.at
    }
    ofReference += (n - belowBefore) * m * m
    let product = n * m
    let all = n + m
    let statistic = (n * ofReference + m * ofCurrent) / (product * all) - (4 * product - 1) / (6 * all)
    let mean = (1 + 1 / all) / 6
    let variance = (all + 1) * (4 * product * all - 3 * (n * n + m * m) - 2 * product) / (45 * all * all * 4 * product)
    let scaled = 1 / 6 + (statistic - mean) / (45 * variance).squareRoot()
    // Below this the law's series is of no use, and a p-value of 1 is right to six decimals.
    return TestResult(
      statistic: statistic, pValue: scaled < 0.003 ? 1 : CramerVonMisesLaw.survival(scaled))
  }

  /// The Anderson–Darling test that both samples have one distribution, which looks harder at the tails than others
  /// (Scholz & Stephens 1987, with midranks): the standardised statistic, as scipy's `anderson_ksamp`. Nil where there are
  /// fewer than two values in all, or a side is empty.
  ///
  /// The p-value is interpolated in the paper's table, from 0.25 to 0.001; beyond, it is the nearer end.
  /// Costs the distinct values of both samples.
  public func andersonDarling(_ current: NumericDistribution) -> TestResult? {
    let n = Double(count)
    let m = Double(current.count)
    let all = n + m
    guard n > 0, m > 0, all > 3 else { return nil }
    var sum = 0.0
    var terms = 0
    // Both samples walked together, value by value.
    var (i, j) = (0, 0)
    var (referenceBefore, currentBefore) = (0.0, 0.0)
    let (reference, other) = (distribution, current)
    while i < reference.values.count || j < other.values.count {
      let value = min(
        i < reference.values.count ? reference.values[i] : .infinity,
        j < other.values.count ? other.values[j] : .infinity)
      var (referenceUpTo, currentUpTo) = (referenceBefore, currentBefore)
      if i < reference.values.count, reference.values[i] == value {
        referenceUpTo = Double(reference.cumulativeCounts[i])
        i += 1
      }
      if j < other.values.count, other.values[j] == value {
        currentUpTo = Double(other.cumulativeCounts[j])
        j += 1
      }
      let here = (referenceUpTo - referenceBefore) + (currentUpTo - currentBefore)
      let middle = referenceBefore + currentBefore + here / 2
      let scale = middle * (all - middle) - all * here / 4
      terms += 1
      if scale > 0 {
        let ofReference = all * (referenceUpTo + referenceBefore) / 2 - middle * n
        let ofCurrent = all * (currentUpTo + currentBefore) / 2 - middle * m
        sum += here / all * (ofReference * ofReference / n + ofCurrent * ofCurrent / m) / scale
      }
      (referenceBefore, currentBefore) = (referenceUpTo, currentUpTo)
    }
    guard terms > 1 else { return nil }
    let raw = sum * (all - 1) / all
    let statistic = (raw - 1) / AndersonDarlingLaw.deviation(rows: n, m)
    return TestResult(statistic: statistic, pValue: AndersonDarlingLaw.pValue(statistic))
  }
}
