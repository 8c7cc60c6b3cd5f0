/// The usual figures of a sample of numbers.
public struct Summary: Sendable, Equatable, Codable {
  public let count: Int
  public let mean: Double
  /// With n − 1 in the denominator; nil for fewer than two values.
  public let standardDeviation: Double?
  public let minimum: Double
  public let maximum: Double
  public let median: Double
  /// Fisher's g₁ and excess g₂, biased as scipy's defaults are; nil for fewer than three values.
  public let skewness: Double?
  public let kurtosis: Double?

  /// Nil for an empty sample. Values must be finite.
  public init?(_ values: [Double]) {
    self.init(NumericDistribution(values))
  }

  public init?(_ distribution: NumericDistribution) {
    guard let first = distribution.values.first, let last = distribution.values.last else { return nil }
    let n = Double(distribution.count)
    count = distribution.count
    minimum = first
    maximum = last
    median = distribution.quantile(0.5)
    let mean = distribution.mean
    self.mean = mean
    var second = 0.0
    var third = 0.0
    var fourth = 0.0
    for (value, weight) in distribution.weightedValues {
      let d = value - mean
      second += weight * d * d
      third += weight * d * d * d
      fourth += weight * d * d * d * d
    }
    standardDeviation = n > 1 ? (second / (n - 1)).squareRoot() : nil
    let variance = second / n
    skewness = n > 2 && variance > 0 ? third / n / (variance * variance.squareRoot()) : nil
    kurtosis = n > 2 && variance > 0 ? fourth / n / (variance * variance) - 3 : nil
  }
}

/// The quantile of sorted values at a share from 0 to 1, between neighbours by interpolation (type 7 of Hyndman and
/// Fan, as numpy's default).
public func quantile(ofSorted values: [Double], _ share: Double) -> Double {
  guard let last = values.last else { return .nan }
  let position = min(max(share.isNaN ? 0 : share, 0), 1) * Double(values.count - 1)
  let below = Int(position.rounded(.down))
  guard below + 1 < values.count else { return last }
  return interpolated(values[below], values[below + 1], position - Double(below))
}

/// As numpy's: from the nearer end, so that the result never leaves the two values and rounds the same way.
func interpolated(_ a: Double, _ b: Double, _ t: Double) -> Double {
  if a == b || t == 0 { return a }
  guard (b - a).isFinite else { return a * (1 - t) + b * t }
  return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t
}
