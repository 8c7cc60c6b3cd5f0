/// Finds the groups of rows, described by a few features, in which a loss is highest.
///
/// Slices are scored as SliceLine does (Sagadeeva & Boehm, SIGMOD 2021): α (mean loss in the slice / mean loss − 1) −
/// (1 − α) (rows / rows in the slice − 1). The best are exact: what is not looked at cannot be among them.
public struct SliceFinder: Sendable {
  /// How much a high loss counts against a small size, above 0, at most 1.
  public var alpha: Double
  /// The most features that describe a slice.
  public var depth: Int
  /// The fewest rows of a slice.
  public var minimumRows: Int

  public init(alpha: Double = 0.95, depth: Int = 2, minimumRows: Int) {
    self.alpha = alpha
    self.depth = depth
    self.minimumRows = minimumRows
  }

  /// A feature's values as codes from 0 to `count` − 1; −1 where missing, which is in no slice.
  public struct Feature: Sendable {
    public let codes: [Int32]
    public let count: Int

    public init(codes: [Int32], count: Int) {
      self.codes = codes
      self.count = count
    }
  }

  /// Rows that share a value in each of a few features.
  public struct Slice: Sendable {
    /// Places in the list of features, ascending, with the code that each has.
    public let terms: [(feature: Int, code: Int)]
    public let rows: Int
    public let sum: Double
    public let maximum: Double
    public let sumOfSquares: Double
    public let score: Double

    public var mean: Double { sum / Double(rows) }
  }

  /// The best slices with a score above zero, best first.
  ///
  /// - Parameter losses: one a row, at least 0.
  public func topSlices(_ features: [Feature], losses: [Double], count: Int) -> [Slice] {
    search(features, losses: losses, count: count).slices
  }

  /// The same, with how many slices were looked at: the number of tests that each of them is one of.
  func search(_ features: [Feature], losses: [Double], count: Int) -> (slices: [Slice], examined: Int) {
    let total = losses.reduce(0, +)
    guard total > 0 else { return ([], 0) }
    let search = SliceSearch(
      scoring: SliceLineScore(
        alpha: alpha, rows: Double(losses.count), mean: total / Double(losses.count), minimumRows: Double(minimumRows)),
      depth: depth, minimumRows: max(1, minimumRows), count: count)
    let result = search.run(features, values: losses, seconds: losses.map { $0 * $0 })
    return (
      result.slices.map {
        Slice(
          terms: $0.terms, rows: Int($0.sums.rows), sum: $0.sums.sum, maximum: $0.sums.maximum,
          sumOfSquares: $0.sums.second, score: $0.score)
      }, result.examined
    )
  }
}

/// The score of the paper.
private struct SliceLineScore: SliceScore {
  let alpha: Double
  let rows: Double
  let mean: Double
  let minimumRows: Double

  func score(_ sums: SliceSums) -> Double {
    sums.sum > 0 ? score(rows: sums.rows, sum: sums.sum) : -.infinity
  }

  private func score(rows size: Double, sum: Double) -> Double {
    alpha * (sum / size / mean - 1) - (1 - alpha) * (rows / size - 1)
  }

  /// A slice inside has at most all of the loss, and no more a row than the largest one: the score of such a slice is
  /// highest with the fewest rows, with all of them, or with as few as hold all of the loss.
  func bound(_ sums: SliceSums) -> Double {
    let fewest = max(1, minimumRows)
    let holding = sums.maximum > 0 ? min(max(sums.sum / sums.maximum, fewest), sums.rows) : sums.rows
    func best(_ size: Double) -> Double { score(rows: size, sum: min(sums.sum, size * sums.maximum)) }
    // A little higher than rounding may have left it, so that no slice is lost to the last digit.
    let bound = max(best(fewest), best(holding), best(sums.rows))
    return bound + bound.magnitude * 1e-12
  }
}
