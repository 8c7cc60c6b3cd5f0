/// The two-sample Kolmogorov–Smirnov test: the largest distance between two empirical distribution functions.
public struct KolmogorovSmirnov: Sendable, Equatable {
  /// From 0 to 1.
  public let statistic: Double
  private let referenceCount: Int
  private let currentCount: Int

  /// Costs the number of distinct current values times the logarithm of the distinct reference values.
  public init(reference: NumericDistribution, current: NumericDistribution) {
    let n = Double(reference.count)
    let m = Double(current.count)
    referenceCount = reference.count
    currentCount = current.count
    var largest = 0.0
    var shareBefore = 0.0
    guard n > 0, m > 0 else {
      statistic = .nan
      return
    }
    // Between two current values only the reference rises, so its distance is largest just before or at one of them.
    for (index, value) in current.values.enumerated() {
      let share = Double(current.cumulativeCounts[index]) / m
      let referenceBelow = Double(reference.count(below: value)) / n
      let referenceUpTo = Double(reference.count(upTo: value)) / n
      largest = max(largest, (referenceBelow - shareBefore).magnitude, (referenceUpTo - share).magnitude)
      shareBefore = share
    }
    statistic = largest
  }

  /// Exact where the two counts multiply to at most 4 million, which is its cost; the limit law above, where the two
  /// differ little.
  public var pValue: Double {
    referenceCount.multipliedReportingOverflow(by: currentCount).partialValue <= 4_000_000
      && max(referenceCount, currentCount) <= 10_000 ? exactPValue : limitPValue
  }

  public var limitPValue: Double {
    let n = Double(referenceCount)
    let m = Double(currentCount)
    return KolmogorovLaw.survival(statistic * (n * m / (n + m)).squareRoot())
  }

  /// The share of all ways to order the two samples that lie at least this far apart: lattice paths that leave a band
  /// around the diagonal are counted, as probabilities (Hodges 1958; no ties assumed).
  public var exactPValue: Double {
    let n = referenceCount
    let m = currentCount
    guard n > 0, m > 0 else { return .nan }
    let product = Double(n) * Double(m)
    let limit = (0.5 + (statistic * product - 1e-7).rounded(.down)) / product
    var inside = (0...m).map { Double($0) / Double(m) > limit ? 0.0 : 1.0 }
    for i in 1...n {
      let weight = Double(i) / Double(i + m)
      inside[0] = Double(i) / Double(n) > limit ? 0 : weight * inside[0]
      for j in 1...m {
        let gap = (Double(i) / Double(n) - Double(j) / Double(m)).magnitude
        inside[j] = gap > limit ? 0 : weight * inside[j] + inside[j - 1]
      }
    }
    return min(1, max(0, 1 - inside[m]))
  }
}
