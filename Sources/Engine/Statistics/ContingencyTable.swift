/// How often each pair of categories of two columns occurs together: what association between categories is measured on.
public struct ContingencyTable: Sendable, Equatable {
  /// Row by row: the cell of categories `i` and `j` stands at `i * columnCount + j`.
  public let counts: [Int]
  public let rowCount: Int
  public let columnCount: Int

  /// Counts pairs of codes, each below its count; a pair with a code that is its count is left out, as missing.
  ///
  /// Costs one step a pair, and `rowCount` × `columnCount` cells of memory.
  init<X: BinaryInteger, Y: BinaryInteger>(_ x: [X], count rowCount: Int, _ y: [Y], count columnCount: Int) {
    precondition(x.count == y.count)
    // Missing ones are counted as well, which is quicker than looking, and left behind. Every other pair is counted
    // apart: neighbours are often the same pair, and a count waits for the one before it.
    let cells = (rowCount + 1) * (columnCount + 1)
    var all = [Int](repeating: 0, count: 2 * cells)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        all.withUnsafeMutableBufferPointer { all in
          for row in stride(from: 0, to: x.count - 1, by: 2) {
            all[Int(x[row]) &* (columnCount &+ 1) &+ Int(y[row])] &+= 1
            all[cells &+ Int(x[row &+ 1]) &* (columnCount &+ 1) &+ Int(y[row &+ 1])] &+= 1
          }
          if x.count % 2 == 1 { all[Int(x[x.count - 1]) * (columnCount + 1) + Int(y[x.count - 1])] += 1 }
        }
      }
    }
    let counts = (0..<rowCount).flatMap { row in
      (0..<columnCount).map { column in
        let cell = row * (columnCount + 1) + column
        return all[cell] + all[cells + cell]
      }
    }
    self.init(counts: counts, rowCount: rowCount, columnCount: columnCount)
  }

  /// Counts pairs of categories; those of each side are numbered in the order in which they occur.
  public init(_ x: [String], _ y: [String]) {
    let (x, y) = (CodedStrings(x), CodedStrings(y))
    self.init(x.codes, count: x.dictionary.count, y.codes, count: y.dictionary.count)
  }

  init(counts: [Int], rowCount: Int, columnCount: Int) {
    precondition(counts.count == rowCount * columnCount)
    self.counts = counts
    self.rowCount = rowCount
    self.columnCount = columnCount
  }

  /// How many pairs were counted.
  public var total: Int { counts.reduce(0, +) }

  private var rowSums: [Int] {
    (0..<rowCount).map { row in counts[row * columnCount..<(row + 1) * columnCount].reduce(0, +) }
  }

  /// How often each category of the second side occurs.
  var columnSums: [Int] {
    var sums = [Int](repeating: 0, count: columnCount)
    for row in 0..<rowCount { for column in 0..<columnCount { sums[column] += counts[row * columnCount + column] } }
    return sums
  }

  /// What the measures share: the sums of both sides and how many of them are not zero.
  private struct Margins {
    let total: Double
    let rows: [Int]
    let columns: [Int]
    let usedRows: Double
    let usedColumns: Double

    init(_ table: ContingencyTable) {
      rows = table.rowSums
      columns = table.columnSums
      total = Double(rows.reduce(0, +))
      usedRows = Double(rows.count { $0 > 0 })
      usedColumns = Double(columns.count { $0 > 0 })
    }
  }

  /// Pearson's χ²: Σ (observed − expected)² / expected under independence.
  private func chiSquared(_ margins: Margins) -> Double {
    var sum = 0.0
    for row in 0..<rowCount where margins.rows[row] > 0 {
      for column in 0..<columnCount where margins.columns[column] > 0 {
        let expected = Double(margins.rows[row]) * Double(margins.columns[column]) / margins.total
        let distance = Double(counts[row * columnCount + column]) - expected
        sum += distance * distance / expected
      }
    }
    return sum
  }

  /// Pearson's χ² test that the two sides are independent, without continuity correction; nil where a side has fewer
  /// than two categories.
  public var chiSquaredTest: TestResult? {
    let margins = Margins(self)
    let freedom = (margins.usedRows - 1) * (margins.usedColumns - 1)
    guard margins.usedRows > 1, margins.usedColumns > 1 else { return nil }
    let statistic = chiSquared(margins)
    return TestResult(
      statistic: statistic, pValue: ChiSquaredLaw.survival(statistic, degreesOfFreedom: freedom),
      degreesOfFreedom: freedom)
  }

  // MARK: Association

  /// Cramér's V, √(χ² / n / (min(r, c) − 1)), from 0 for independence to 1 where one side follows from the other
  /// (Cramér 1946); nil where a side has fewer than two categories.
  public var cramersV: Double? {
    let margins = Margins(self)
    let freedom = min(margins.usedRows, margins.usedColumns) - 1
    guard freedom > 0 else { return nil }
    return min(1, (chiSquared(margins) / margins.total / freedom).squareRoot())
  }

  /// Cramér's V less what chance alone would give (Bergsma 2013, "A bias-correction for Cramér's V and Tschuprow's
  /// T"): many categories over few rows no longer look associated. From 0 to 1; nil where a side has fewer than two
  /// categories, or there are too few rows for the correction to be one.
  public var cramersVBiasCorrected: Double? {
    let margins = Margins(self)
    let (n, r, c) = (margins.total, margins.usedRows, margins.usedColumns)
    guard n > 1, min(r, c) > 1 else { return nil }
    let square = max(0, chiSquared(margins) / n - (r - 1) * (c - 1) / (n - 1))
    let freedom = min(r - (r - 1) * (r - 1) / (n - 1), c - (c - 1) * (c - 1) / (n - 1)) - 1
    guard freedom > 0 else { return nil }
    return min(1, (square / freedom).squareRoot())
  }

  /// Mutual information in nats: Σ p(x, y) ln(p(x, y) / p(x) p(y)); 0 for independence, and where there are no pairs.
  public var mutualInformation: Double { mutualInformation(Margins(self)) }

  private func mutualInformation(_ margins: Margins) -> Double {
    var sum = 0.0
    for row in 0..<rowCount where margins.rows[row] > 0 {
      for column in 0..<columnCount {
        let count = Double(counts[row * columnCount + column])
        guard count > 0 else { continue }
        let expected = Double(margins.rows[row]) * Double(margins.columns[column])
        sum += count / margins.total * logarithm(count * margins.total / expected)
      }
    }
    return max(0, sum)
  }

  /// Mutual information less what chance alone would give, (r − 1)(c − 1) / 2n (Miller 1955), and never below 0.
  public var mutualInformationBiasCorrected: Double {
    let margins = Margins(self)
    guard margins.total > 0 else { return 0 }
    let bias = (margins.usedRows - 1) * (margins.usedColumns - 1) / (2 * margins.total)
    return max(0, mutualInformation(margins) - bias)
  }

  /// The entropy of the second side in nats: −Σ p ln p.
  public var columnEntropy: Double {
    let margins = Margins(self)
    return -margins.columns.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / margins.total
      return sum + share * logarithm(share)
    }
  }

  /// The share of the second side's entropy that the first explains, from 0 to 1, less what chance would give (Theil's
  /// uncertainty coefficient); nil where the second side has a single category.
  public var explainedEntropy: Double? {
    let entropy = columnEntropy
    return entropy > 0 ? min(1, mutualInformationBiasCorrected / entropy) : nil
  }
}
