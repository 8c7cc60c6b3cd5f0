/// Where a model fails: the groups of rows that carry more than their share of its error.
public struct SliceReport: Sendable, Codable {
  public let rowCount: Int
  /// The mean squared error over all rows: of the probabilities (the Brier score), or of predicted numbers.
  public let meanLoss: Double
  public let depth: Int
  public let minimumRows: Int
  /// By score, the best first; slices that say no more than a wider one before them are left out.
  public let slices: [ErrorSlice]

  public static let validDepth = ValidRange.from(1, to: 4)
  public static let validCovering = ValidRange.between(0, 1)
}

/// A group of rows and how the model does in it.
public struct ErrorSlice: Sendable, Codable {
  public struct Term: Sendable, Codable, Hashable {
    public let feature: String
    public let value: String
  }

  public let terms: [Term]
  public let rows: Int
  public let meanLoss: Double
  /// The slice's mean loss as a multiple of the mean of all rows.
  public let ratio: Double
  /// The 95% interval of `ratio`, the mean of all rows taken as known.
  public let ratioInterval: Interval
  /// The slice's share of all rows, from 0 to 1.
  public let share: Double
  /// The slice's share of all error.
  public let errorShare: Double
  public let score: Double

  /// `origin JFK · hour 17–19`
  public var name: String { terms.map { "\($0.feature) \($0.value)" }.joined(separator: " · ") }
}

extension Evaluation {
  /// The weakest slices: groups described by up to `depth` features in which the squared error of the predictions
  /// is highest for their size.
  ///
  /// - Parameters:
  ///   - features: columns to describe slices by; numbers are cut at their deciles.
  ///   - share: the least share of rows that a slice covers, from 0 to 1.
  ///   - count: the most slices.
  /// - Throws: where a column is missing, or depth or share are out of range.
  public func slices(
    by features: [String], depth: Int = 2, covering share: Double = 0.01, count: Int = 8
  ) throws(DataError) -> SliceReport {
    try SliceReport.validDepth.check("depth", Double(depth))
    try SliceReport.validCovering.check("covering", share)
    guard !features.isEmpty else { throw .invalid("slices need at least one feature to be described by") }
    var groupings: [Grouping] = []
    for name in features { groupings.append(try Grouping(name, in: table)) }
    let losses = outcomes.losses
    let minimumRows = max(1, Int((share * Double(table.rowCount)).rounded(.up)))
    // The best by SliceLine's usual weight come first; a lighter weight on size then fills the list with wider groups,
    // so that a reader sees the next ones as well.
    let codes = groupings.map { SliceFinder.Feature(codes: $0.codes, count: $0.labels.count) }
    let found = [0.95, 0.99].flatMap { alpha in
      SliceFinder(alpha: alpha, depth: depth, minimumRows: minimumRows)
        .topSlices(codes, losses: losses, count: .max)
    }
    let total = losses.reduce(0, +)
    let n = Double(losses.count)
    let mean = total / n

    var chosen: [SliceFinder.Slice] = []
    for slice in found where chosen.count < count && slice.mean > mean {
      // A slice inside a chosen one must be clearly worse than it, else it tells nothing new; likewise one that adds
      // nothing to a wider slice but its own description.
      let isTold = chosen.contains { other in
        let isInside = other.terms.allSatisfy { term in slice.terms.contains { $0 == term } }
        let isAround = slice.terms.allSatisfy { term in other.terms.contains { $0 == term } }
        return (isInside && slice.mean < other.mean * 1.1)
          || (isAround && Double(other.rows) > 0.8 * Double(slice.rows))
      }
      if !isTold { chosen.append(slice) }
    }
    return SliceReport(
      rowCount: table.rowCount, meanLoss: mean, depth: depth, minimumRows: minimumRows,
      slices: chosen.map { slice in
        let rows = Double(slice.rows)
        let variance = max(0, slice.sumOfSquares / rows - slice.mean * slice.mean)
        let interval = Interval.normal(slice.mean, standardError: (variance / rows).squareRoot())
        return ErrorSlice(
          terms: slice.terms.map { term in
            .init(feature: groupings[term.feature].name, value: groupings[term.feature].labels[term.code])
          },
          rows: slice.rows, meanLoss: slice.mean, ratio: slice.mean / mean,
          ratioInterval: Interval(low: max(0, interval.low / mean), high: interval.high / mean), share: rows / n,
          errorShare: slice.sum / total, score: slice.score)
      })
  }
}
