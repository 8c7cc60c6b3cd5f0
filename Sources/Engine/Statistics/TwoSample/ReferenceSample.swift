/// A sample of numbers that many others are compared with, prepared once: each comparison then costs no more than the
/// other sample's own distinct values, times the logarithm of this one's.
public struct ReferenceSample: Sendable, Equatable {
  public let distribution: NumericDistribution
  /// The moments of the sample.
  let moments: SampleMoments
  /// For each distinct value v: ∫ F and ∫ F² from the lowest value up to v, F being the distribution function.
  private let integrals: [Double]
  private let integralsOfSquares: [Double]
  /// Σ (w³ − w) over values that w rows share: what ties take from a rank's variance.
  let tieTerm: Double

  /// Costs one pass over the distinct values.
  public init(_ distribution: NumericDistribution) {
    self.distribution = distribution
    moments = SampleMoments(distribution)
    let values = distribution.values
    let n = Double(distribution.count)
    var integrals = [0.0]
    var squares = [0.0]
    var ties = 0.0
    integrals.reserveCapacity(values.count)
    squares.reserveCapacity(values.count)
    for index in values.indices {
      let cumulative = distribution.cumulativeCounts[index]
      let weight = Double(cumulative - (index == 0 ? 0 : distribution.cumulativeCounts[index - 1]))
      ties += weight * weight * weight - weight
      guard index + 1 < values.count else { break }
      let share = Double(cumulative) / n
      let step = values[index + 1] - values[index]
      integrals.append(integrals[index] + share * step)
      squares.append(squares[index] + share * share * step)
    }
    self.integrals = integrals
    integralsOfSquares = squares
    tieTerm = ties
  }

  public init(_ numbers: [Double]) { self.init(NumericDistribution(numbers)) }

  public var count: Int { distribution.count }

  /// ∫ F and ∫ F² up to a place.
  func integrals(upTo x: Double) -> (first: Double, second: Double) {
    let place = distribution.place(upTo: x)
    guard place > 0 else { return (0, 0) }
    let index = place - 1
    let share = Double(distribution.cumulativeCounts[index]) / Double(count)
    let beyond = x - distribution.values[index]
    return (integrals[index] + share * beyond, integralsOfSquares[index] + share * share * beyond)
  }

  /// The lowest value at which the distribution function reaches a share.
  func value(reaching share: Double) -> Double {
    let values = distribution.values
    var low = 0
    var high = values.count
    let n = Double(count)
    while low < high {
      let middle = (low + high) / 2
      if Double(distribution.cumulativeCounts[middle]) / n >= share { high = middle } else { low = middle + 1 }
    }
    return low < values.count ? values[low] : .infinity
  }
}

/// The mean and the spread of a sample.
struct SampleMoments: Sendable, Equatable {
  let count: Double
  let mean: Double
  /// Σ (x − mean)².
  let spread: Double

  init(_ distribution: NumericDistribution) {
    count = Double(distribution.count)
    let mean = distribution.count > 0 ? distribution.mean : .nan
    self.mean = mean
    spread = distribution.weightedValues.reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
  }

  /// With n − 1.
  var variance: Double { spread / (count - 1) }
  /// With n, as numpy's default.
  var deviation: Double { (spread / count).squareRoot() }
}
