/// Where a model fails: the groups of rows that carry more than their share of its error.
public struct SliceReport: Sendable {
  /// What was searched by: `squared error`.
  public let loss: String
  /// What the mean over all rows is called: `mean squared error`.
  public let meanName: String
  public let rowCount: Int
  /// The mean loss over all rows.
  public let meanLoss: Double
  public let depth: Int
  public let minimumRows: Int
  /// How many groups were looked at: what p-values are corrected for.
  public let examined: Int
  /// By score, the best first, each followed by those that are mostly the same rows; slices that say no more than a wider
  /// one before them are left out.
  public let slices: [ErrorSlice]

  public static let validDepth = ValidRange.from(1, to: 12)
  public static let validCovering = ValidRange.between(0, 1)
}

/// A group of rows and how the model does in it.
public struct ErrorSlice: Sendable {
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
  /// By what share the mean loss of all rows would fall if this slice became like the rest.
  public let worth: Double
  public let score: Double
  /// Of Welch's test against the rest, times the number of groups that were looked at (Bonferroni).
  public let pValue: Double
  /// Slices of one number are mostly the same rows: at least half of the rows of both together.
  public let group: Int

  /// `origin JFK · hour 17–19`
  public var name: String { terms.name }
}

extension [ErrorSlice.Term] {
  /// What the group is called: `origin JFK · hour 17–19`; empty for all rows.
  var name: String { map { "\($0.feature) \($0.value)" }.joined(separator: " · ") }
}

extension Evaluation {
  /// The weakest slices: groups described by up to `depth` features in which the loss of the predictions is highest for
  /// their size.
  ///
  /// - Parameters:
  ///   - features: columns to describe slices by.
  ///   - share: the least share of rows that a slice covers, from 0 to 1.
  ///   - count: the most slices.
  ///   - loss: what is wrong with a row.
  ///   - cut: where numbers are cut.
  /// - Throws: where a column is missing, depth or share are out of range, or the outcomes have no such loss.
  public func slices(
    by features: [String], depth: Int = 2, covering share: Double = 0.01, count: Int = 8,
    of loss: SliceLoss = .squaredError, cut: SliceCut = .quantiles
  ) throws(DataError) -> SliceReport {
    try table.slices(
      of: try outcomes.losses(loss), loss: loss.name, meanName: meanName(of: loss), by: features, depth: depth,
      covering: share, count: count, cut: cut)
  }

  private func meanName(of loss: SliceLoss) -> String {
    loss == .squaredError && model.kind != .number ? Metric.brier.name : loss.meanName
  }
}

extension Table {
  /// The groups of rows in which values are missing more often than elsewhere.
  ///
  /// - Parameters:
  ///   - features: columns to describe groups by.
  ///   - columns: those whose gaps are counted; nil for all others.
  /// - Throws: where a column is missing, or depth or share are out of range.
  public func missingSlices(
    by features: [String], in columns: [String]? = nil, depth: Int = 2, covering share: Double = 0.01, count: Int = 8
  ) throws(DataError) -> SliceReport {
    let names = columns ?? columnNames.filter { !features.contains($0) }
    guard !names.isEmpty else { throw .invalid("there is no column left whose gaps could be counted") }
    var gaps = [Double](repeating: 0, count: rowCount)
    for name in names {
      let validity = try column(name).validity
      guard !validity.isComplete else { continue }
      for row in 0..<rowCount where !validity.isPresent(row) { gaps[row] += 1 / Double(names.count) }
    }
    return try slices(
      of: gaps, loss: "missing values", meanName: "share of missing values", by: features, depth: depth,
      covering: share, count: count, cut: .quantiles)
  }

  /// The slices of highest loss; losses are at least 0, one a row.
  func slices(
    of losses: [Double], loss: String, meanName: String, by features: [String], depth: Int, covering share: Double,
    count: Int, cut: SliceCut
  ) throws(DataError) -> SliceReport {
    try SliceReport.validDepth.check("depth", Double(depth))
    try SliceReport.validCovering.check("covering", share)
    guard !features.isEmpty else { throw .invalid("slices need at least one feature to be described by") }
    let minimumRows = max(1, Int((share * Double(rowCount)).rounded(.up)))
    var groupings: [Grouping] = []
    for name in features {
      groupings.append(try Grouping(name, in: self, cut, losses: losses, minimumRows: minimumRows))
    }
    // The best by SliceLine's usual weight come first; a lighter weight on size then fills the list with wider groups,
    // so that a reader sees the next ones as well.
    let codes = groupings.map { SliceFinder.Feature(codes: $0.codes, count: $0.labels.count) }
    let searches = [0.95, 0.99].map { alpha in
      SliceFinder(alpha: alpha, depth: depth, minimumRows: minimumRows).search(codes, losses: losses, count: .max)
    }
    let chosen = Self.distinct(
      searches.flatMap(\.slices), mean: losses.reduce(0, +) / Double(max(1, losses.count)), count)
    let measured = SliceMeasure(
      losses: losses, codes: codes, groupings: groupings, tests: searches.map(\.examined).max() ?? 1)
    return SliceReport(
      loss: loss, meanName: meanName, rowCount: rowCount, meanLoss: measured.mean, depth: depth,
      minimumRows: minimumRows, examined: measured.tests, slices: measured.slices(chosen))
  }

  /// The first slices that each say something new.
  private static func distinct(_ found: [SliceFinder.Slice], mean: Double, _ count: Int) -> [SliceFinder.Slice] {
    var chosen: [SliceFinder.Slice] = []
    for slice in found where chosen.count < count && slice.mean > mean {
      // A slice inside a chosen one must be clearly worse than it, else it tells nothing new; likewise one that adds
      // nothing to a wider slice but its own description.
      let isTold = chosen.contains { other in
        (slice.terms.areInside(other.terms) && slice.mean < other.mean * 1.1)
          || (other.terms.areInside(slice.terms) && Double(other.rows) > 0.8 * Double(slice.rows))
      }
      if !isTold { chosen.append(slice) }
    }
    return chosen
  }
}

extension [SliceTerm] {
  /// Whether rows of these values are among those of others: they say all that the others say.
  func areInside(_ other: [SliceTerm]) -> Bool { other.allSatisfy { term in contains { $0 == term } } }
}

/// What is said of slices that were found.
private struct SliceMeasure {
  let losses: [Double]
  let codes: [SliceFinder.Feature]
  let groupings: [Grouping]
  let tests: Int
  let total: Double
  let squares: Double

  init(losses: [Double], codes: [SliceFinder.Feature], groupings: [Grouping], tests: Int) {
    self.losses = losses
    self.codes = codes
    self.groupings = groupings
    self.tests = max(1, tests)
    total = losses.reduce(0, +)
    squares = losses.reduce(0) { $0 + $1 * $1 }
  }

  var mean: Double { total / Double(losses.count) }

  func slices(_ found: [SliceFinder.Slice]) -> [ErrorSlice] {
    let groups = groups(of: found)
    let measured = zip(found, groups).map { measure($0, group: $1) }
    // Each group where its best stands.
    let places = Dictionary(groups.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    return measured.enumerated().sorted {
      ((places[$0.element.group] ?? 0), $0.offset) < ((places[$1.element.group] ?? 0), $1.offset)
    }.map(\.element)
  }

  private func measure(_ slice: SliceFinder.Slice, group: Int) -> ErrorSlice {
    let n = Double(losses.count)
    let rows = Double(slice.rows)
    let rest = n - rows
    let restMean = rest > 0 ? (total - slice.sum) / rest : slice.mean
    let variance = max(0, slice.sumOfSquares / rows - slice.mean * slice.mean)
    let interval = Interval.normal(slice.mean, standardError: (variance / rows).squareRoot())
    return ErrorSlice(
      terms: slice.terms.map { term in
        .init(feature: groupings[term.feature].name, value: groupings[term.feature].labels[term.code])
      },
      rows: slice.rows, meanLoss: slice.mean, ratio: slice.mean / mean,
      ratioInterval: Interval(low: max(0, interval.low / mean), high: interval.high / mean), share: rows / n,
      errorShare: slice.sum / total, worth: max(0, 1 - restMean / mean), score: slice.score,
      pValue: pValue(slice, restMean: restMean, rest: rest), group: group)
  }

  /// Welch's test of the slice's mean against that of the rest, for all the groups that might have been picked.
  private func pValue(_ slice: SliceFinder.Slice, restMean: Double, rest: Double) -> Double {
    let rows = Double(slice.rows)
    guard rows > 1, rest > 1 else { return 1 }
    let inside = max(0, slice.sumOfSquares - rows * slice.mean * slice.mean) / (rows - 1) / rows
    let outside = max(0, squares - slice.sumOfSquares - rest * restMean * restMean) / (rest - 1) / rest
    guard inside + outside > 0 else { return slice.mean > restMean ? 0 : 1 }
    let t = (slice.mean - restMean) / (inside + outside).squareRoot()
    let freedom =
      (inside + outside) * (inside + outside) / (inside * inside / (rows - 1) + outside * outside / (rest - 1))
    return min(1, StudentTLaw.survival(t, degreesOfFreedom: freedom) * Double(tests))
  }

  /// A number for each slice, the same where two are mostly the same rows.
  private func groups(of found: [SliceFinder.Slice]) -> [Int] {
    let rows = SliceRows<UInt32>(codes, values: losses, seconds: losses)
    var groups: [Int] = []
    for slice in found {
      let leader = groups.indices.first { other in
        let shared = rows.sums(where: found[other].terms + slice.terms).rows
        return shared * 2 >= Double(slice.rows + found[other].rows) - shared
      }
      groups.append(leader.map { groups[$0] } ?? (groups.max() ?? 0) + 1)
    }
    return groups
  }
}
