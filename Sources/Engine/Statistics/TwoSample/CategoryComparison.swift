/// How often each category, or each bin, occurs in two samples: what tests and distances of categories are computed from.
public struct CategoryComparison: Sendable, Equatable {
  /// Rows of the reference and of the current sample, category by category.
  public let reference: [Int]
  public let current: [Int]

  public init(reference: [Int], current: [Int]) {
    precondition(reference.count == current.count)
    self.reference = reference
    self.current = current
  }

  /// Every category of either sample, by name.
  public init(reference: CategoryDistribution, current: CategoryDistribution) {
    let categories = Set(reference.counts.keys).union(current.counts.keys).sorted()
    self.init(
      reference: categories.map { reference.counts[$0] ?? 0 }, current: categories.map { current.counts[$0] ?? 0 })
  }

  /// Rows of each sample.
  public var referenceRows: Int { reference.reduce(0, +) }
  public var currentRows: Int { current.reduce(0, +) }

  // MARK: Tests

  /// Pearson's χ² test that both samples have one law, without continuity correction. Nil where a side is empty; with a
  /// single category the p-value is 1.
  public var chiSquared: TestResult? {
    test { observed, expected in (observed - expected) * (observed - expected) / expected }
  }

  /// The likelihood-ratio test that both samples have one law: G = 2 Σ O ln(O / E) (Sokal & Rohlf 1981).
  public var gTest: TestResult? {
    test { observed, expected in observed > 0 ? 2 * observed * logarithm(observed / expected) : 0 }
  }

  private func test(_ term: (_ observed: Double, _ expected: Double) -> Double) -> TestResult? {
    let n = Double(referenceRows)
    let m = Double(currentRows)
    guard n > 0, m > 0 else { return nil }
    var statistic = 0.0
    var used = 0
    for (a, b) in zip(reference, current) where a + b > 0 {
      let share = Double(a + b) / (n + m)
      statistic += term(Double(a), share * n) + term(Double(b), share * m)
      used += 1
    }
    let freedom = Double(used - 1)
    return TestResult(
      statistic: statistic, pValue: ChiSquaredLaw.survival(statistic, degreesOfFreedom: freedom),
      degreesOfFreedom: freedom)
  }

  // MARK: Distances, all NaN where a side is empty

  /// Half the sum of the differences of shares, from 0 to 1: the largest difference of any event's chance.
  public var totalVariation: Double { distance { 0.5 * $0.reduce(0) { $0 + ($1.0 - $1.1).magnitude } } }

  /// The largest difference of a share, from 0 to 1.
  public var chebyshev: Double { distance { $0.reduce(0) { max($0, ($1.0 - $1.1).magnitude) } } }

  /// √(Σ (√p − √q)² / 2), from 0 to 1 (Hellinger 1909).
  public var hellinger: Double {
    distance { shares in
      let sum = shares.reduce(0.0) { sum, share in
        let gap = share.0.squareRoot() - share.1.squareRoot()
        return sum + gap * gap
      }
      return (sum / 2).squareRoot()
    }
  }

  /// The root of the Jensen–Shannon divergence in nats, from 0 to √ln 2 ≈ 0.83 (Lin 1991, as scipy's
  /// `jensenshannon`).
  public var jensenShannon: Double {
    distance { shares in
      func term(_ share: Double, _ middle: Double) -> Double { share > 0 ? share * logarithm(share / middle) : 0 }
      let sum = shares.reduce(0.0) { sum, share in
        let middle = (share.0 + share.1) / 2
        return sum + term(share.0, middle) + term(share.1, middle)
      }
      return (max(0, sum) / 2).squareRoot()
    }
  }

  /// The population stability index; see `PopulationStability`.
  public var populationStability: Double {
    PopulationStability.index(reference, current, floor: PopulationStability.floor)
  }

  private func distance(_ figure: ([(Double, Double)]) -> Double) -> Double {
    let n = Double(referenceRows)
    let m = Double(currentRows)
    guard n > 0, m > 0 else { return .nan }
    return figure(zip(reference, current).map { (Double($0) / n, Double($1) / m) })
  }
}
