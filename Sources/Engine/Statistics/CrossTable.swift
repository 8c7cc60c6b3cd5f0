/// How often each pair of two codings' codes occurs: what the association of two columns of categories is measured by.
public struct CrossTable: Sendable {
  /// Rows in which both codes are present.
  public let count: Int
  /// Pairs that occur, by first code, then by second.
  let cells: [Cell]
  /// Rows by first code and by second; 0 for codes that no row holds.
  let firstCounts: [Int]
  let secondCounts: [Int]

  struct Cell: Sendable {
    let first: Int
    let second: Int
    let count: Int
  }

  /// Codes are places in lists of categories, one a row; a negative code is missing, and its row is left out. The arrays
  /// are of equal length. Costs the rows plus the pairs of codes, or sorts the rows where those are many more.
  public init(_ first: [Int32], _ second: [Int32]) {
    precondition(first.count == second.count)
    let rows = first.indices.filter { first[$0] >= 0 && second[$0] >= 0 }
    var firstCounts = [Int](repeating: 0, count: rows.reduce(0) { max($0, Int(first[$1]) + 1) })
    var secondCounts = [Int](repeating: 0, count: rows.reduce(0) { max($0, Int(second[$1]) + 1) })
    for row in rows {
      firstCounts[Int(first[row])] += 1
      secondCounts[Int(second[row])] += 1
    }
    let width = secondCounts.count
    var cells: [Cell] = []
    if firstCounts.count <= (4 * rows.count + 65_536) / max(width, 1) {
      var counts = [Int](repeating: 0, count: firstCounts.count * width)
      for row in rows { counts[Int(first[row]) * width + Int(second[row])] += 1 }
      for (place, count) in counts.enumerated() where count > 0 {
        cells.append(Cell(first: place / width, second: place % width, count: count))
      }
    } else {
      let keys = rows.map { UInt64(first[$0]) << 32 | UInt64(second[$0]) }.sorted()
      var start = 0
      for place in keys.indices where place + 1 == keys.count || keys[place + 1] != keys[place] {
        cells.append(
          Cell(first: Int(keys[place] >> 32), second: Int(keys[place] & 0xFFFF_FFFF), count: place + 1 - start))
        start = place + 1
      }
    }
    count = rows.count
    self.cells = cells
    self.firstCounts = firstCounts
    self.secondCounts = secondCounts
  }

  /// Pearson's chi-squared test of independence, without continuity correction; nil where a side has fewer than two
  /// categories.
  public var chiSquared: TestResult? {
    let rows = firstCounts.count { $0 > 0 }
    let columns = secondCounts.count { $0 > 0 }
    guard rows > 1, columns > 1 else { return nil }
    var statistic = 0.0
    var expectedInCells = 0.0
    for cell in cells {
      let expected = Double(firstCounts[cell.first]) * Double(secondCounts[cell.second]) / Double(count)
      let distance = Double(cell.count) - expected
      statistic += distance * distance / expected
      expectedInCells += expected
    }
    // An empty cell is as far off as what was expected in it.
    if Double(cells.count) < Double(rows) * Double(columns) { statistic += max(0, Double(count) - expectedInCells) }
    let freedom = Double(rows - 1) * Double(columns - 1)
    return TestResult(
      statistic: statistic, pValue: ChiSquaredLaw.survival(statistic, degreesOfFreedom: freedom),
      degreesOfFreedom: freedom)
  }

  /// Cramér's V: 0 where the two are independent, 1 where one tells the other (Cramér 1946, without correction of bias);
  /// nil where a side has fewer than two categories.
  public var cramersV: Double? {
    guard let statistic = chiSquared?.statistic else { return nil }
    let least = min(firstCounts.count { $0 > 0 }, secondCounts.count { $0 > 0 })
    return min(1, (statistic / Double(count) / Double(least - 1)).squareRoot())
  }

  /// How much one tells of the other, in nats: 0 where they are independent, the entropy where one tells all; nil where
  /// no row holds both.
  public var mutualInformation: Double? {
    guard count > 0 else { return nil }
    let n = Double(count)
    let sum = cells.reduce(0.0) { sum, cell in
      let share = Double(cell.count) / n
      let byChance = Double(firstCounts[cell.first]) / n * (Double(secondCounts[cell.second]) / n)
      return sum + share * logarithm(share / byChance)
    }
    return max(0, sum)
  }
}
