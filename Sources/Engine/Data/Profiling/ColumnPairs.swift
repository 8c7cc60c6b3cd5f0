/// How two columns go together, over the rows in which both hold a value.
public struct Association: Sendable, Codable, Equatable {
  public let first: String
  public let second: String
  /// Rows in which both hold a value.
  public let rowCount: Int
  /// Pearson's r, from −1 to 1: how close the pairs lie to a straight line. Truth values are 0 and 1. Nil where a
  /// side is a category or constant.
  public let pearson: Double?
  /// Spearman's ρ, from −1 to 1: how close they lie to a line that only rises or only falls. Nil as `pearson`.
  public let spearman: Double?
  /// Cramér's V, from 0 to 1, less what chance would give (Bergsma 2013); numbers are cut into tenths of the rows. Nil
  /// where both sides are numbers or truth values.
  public let cramersV: Double?
  /// In nats, less what chance would give (Miller 1955); numbers are cut into tenths of the rows.
  public let mutualInformation: Double

  /// The largest of the measures that run to 1, by which pairs are ranked.
  public var strength: Double {
    max(pearson?.magnitude ?? 0, spearman?.magnitude ?? 0, cramersV ?? 0)
  }
}

/// A column made ready to be paired with others.
struct PairedColumn: Sendable {
  let name: String
  /// The place of each row's value in ascending order; behind the last one where it is missing.
  let codes: [Int32]
  let counts: [Int]
  let isComplete: Bool
  /// Of numbers, truth values being 0 and 1; nil of categories.
  let line: Line?
  /// The tenth of a number, or the category; `binCount` where missing.
  let bins: [UInt8]
  let binCount: Int

  /// What the distance of rows from the middle is, by value and by rank.
  struct Line: Sendable {
    /// Each row's distance from the mean, NaN where missing.
    let distances: [Double]
    /// Their sum and that of their squares.
    let sum: Double
    let squares: Double
    /// Each row's rank, ties sharing the mean of their places, less the mean rank; empty where a row is missing, since
    /// ranks are then other ones for each pair.
    let ranks: [Double]
    let rankSquares: Double
  }

  var isOfNumbers: Bool { line != nil }

  /// Numbers are cut into so many bins of about equal counts.
  private static let numberBins = 10
  /// More categories than these are one.
  private static let mostCategories = 254

  init(name: String, _ ranked: RankedColumn) {
    var bins: [UInt8]
    switch ranked.values {
    case .numbers: bins = Self.bins(ofNumbers: ranked.counts)
    case .categories: bins = Self.bins(ofCategories: ranked.counts)
    }
    let valueDistances = ranked.numbers.map { numbers in
      // Infinities have no distance from anything: such a column has ranks, but no line.
      let mean = Self.mean(numbers, ranked.counts)
      return numbers.map { $0 - mean } + [.nan]
    }
    let binCount = bins.reduce(0) { max($0, Int($1) + 1) }
    bins.append(UInt8(binCount))
    let missing = Int32(truncatingIfNeeded: ranked.counts.count)
    self.init(
      name: name, codes: ranked.codes.map { $0 < 0 ? missing : $0 }, counts: ranked.counts,
      distances: valueDistances.map { Self.pick($0, ranked.codes, missing) },
      bins: Self.pick(bins, ranked.codes, missing), binCount: binCount)
  }

  private init(name: String, codes: [Int32], counts: [Int], distances: [Double]?, bins: [UInt8], binCount: Int) {
    self.name = name
    self.codes = codes
    self.counts = counts
    self.bins = bins
    self.binCount = binCount
    let isComplete = counts.reduce(0, +) == codes.count
    self.isComplete = isComplete
    line = distances.map { distances in
      let ranks = Self.centredRanks(counts)
      let (sum, squares) = Self.sums(distances)
      return Line(
        distances: distances, sum: sum, squares: squares, ranks: isComplete ? codes.map { ranks[Int($0)] } : [],
        rankSquares: Self.weightedSquares(ranks, counts))
    }
  }

  private static func mean(_ numbers: [Double], _ counts: [Int]) -> Double {
    zip(numbers, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(counts.reduce(0, +))
  }

  /// What each row's code stands for; a negative code is that of missing ones.
  private static func pick<T>(_ table: [T], _ codes: [Int32], _ missing: Int32) -> [T] {
    [T](unsafeUninitializedCapacity: codes.count) { buffer, count in
      table.withUnsafeBufferPointer { table in
        for (row, code) in codes.enumerated() {
          buffer.initializeElement(at: row, to: table[Int(code < 0 ? missing : code)])
        }
      }
      count = codes.count
    }
  }

  /// By the middle row of each value, so that a value with many rows is one bin; bins without a value are left out.
  private static func bins(ofNumbers counts: [Int]) -> [UInt8] {
    guard counts.count > numberBins else { return counts.indices.map(UInt8.init) }
    let total = counts.reduce(0, +)
    var before = 0
    var bins: [UInt8] = []
    bins.reserveCapacity(counts.count)
    var last = (place: -1, bin: -1)
    for count in counts {
      let place = (2 * before + count) * numberBins / (2 * total)
      if place != last.place { last = (place, last.bin + 1) }
      bins.append(UInt8(last.bin))
      before += count
    }
    return bins
  }

  /// The most frequent have a bin of their own, the others one together.
  private static func bins(ofCategories counts: [Int]) -> [UInt8] {
    guard counts.count > mostCategories + 1 else { return counts.indices.map(UInt8.init) }
    let ranked = ColumnProfile.most(counts, mostCategories, least: 1, <)
    var bins = [UInt8](repeating: UInt8(mostCategories), count: counts.count)
    for (place, code) in ranked.enumerated() { bins[code] = UInt8(place) }
    return bins
  }

  /// The chosen rows only.
  func choosing(_ rows: [Int32]) -> PairedColumn {
    let chosen = rows.map { codes[Int($0)] }
    var counts = [Int](repeating: 0, count: counts.count + 1)
    for code in chosen { counts[Int(code)] += 1 }
    counts.removeLast()
    // Values that no chosen row holds would cost every pair a step.
    let used = counts.indices.filter { counts[$0] > 0 }
    var places = [Int32](repeating: Int32(truncatingIfNeeded: used.count), count: counts.count + 1)
    for (place, code) in used.enumerated() { places[code] = Int32(truncatingIfNeeded: place) }
    return PairedColumn(
      name: name, codes: chosen.map { places[Int($0)] }, counts: used.map { counts[$0] },
      distances: line.map { line in rows.map { line.distances[Int($0)] } }, bins: rows.map { bins[Int($0)] },
      binCount: binCount)
  }

  /// How the column goes together with another one of the same rows.
  ///
  /// - Parameter products: those of the two columns, where they are known.
  func association(with other: PairedColumn, _ products: PairProducts.Sums? = nil) -> Association {
    let table = contingency(with: other)
    return Association(
      first: name, second: other.name, rowCount: table.total, pearson: pearson(other, products?.values),
      spearman: spearman(other, products?.ranks),
      cramersV: line != nil && other.line != nil ? nil : table.cramersVBiasCorrected,
      mutualInformation: table.mutualInformationBiasCorrected)
  }

  func contingency(with other: PairedColumn) -> ContingencyTable {
    ContingencyTable(bins, count: binCount, other.bins, count: other.binCount)
  }

  // MARK: Correlation

  /// Over the pairs in which both are present, as pandas has it.
  private func pearson(_ other: PairedColumn, _ product: Double?) -> Double? {
    guard let line, let others = other.line else { return nil }
    return line.distances.withUnsafeBufferPointer { x in
      others.distances.withUnsafeBufferPointer { y in
        guard isComplete, other.isComplete else { return MomentSums(x, y).correlation }
        return MomentSums(
          n: Double(x.count), x: line.sum, y: others.sum, xx: line.squares, yy: others.squares,
          xy: product ?? PairProducts.product(x, y)
        ).correlation
      }
    }
  }

  private func spearman(_ other: PairedColumn, _ known: Double?) -> Double? {
    guard let line, let others = other.line else { return nil }
    var (product, squares) = (0.0, line.rankSquares * others.rankSquares)
    if isComplete, other.isComplete {
      product =
        known
        ?? line.ranks.withUnsafeBufferPointer { x in
          others.ranks.withUnsafeBufferPointer { y in PairProducts.product(x, y) }
        }
    } else {
      // Ranks are those among the rows that both have.
      let (counts, otherCounts) = jointCounts(other)
      let (ranks, otherRanks) = (Self.centredRanks(counts) + [0], Self.centredRanks(otherCounts) + [0])
      squares = Self.weightedSquares(ranks, counts) * Self.weightedSquares(otherRanks, otherCounts)
      codes.withUnsafeBufferPointer { a in
        other.codes.withUnsafeBufferPointer { b in
          ranks.withUnsafeBufferPointer { ranks in
            otherRanks.withUnsafeBufferPointer { otherRanks in
              for row in a.indices { product += ranks[Int(a[row])] * otherRanks[Int(b[row])] }
            }
          }
        }
      }
    }
    return squares > 0 ? max(-1, min(1, product / squares.squareRoot())) : nil
  }

  /// How many of the rows that both columns have hold each value.
  private func jointCounts(_ other: PairedColumn) -> ([Int], [Int]) {
    var counts = [Int](repeating: 0, count: counts.count + 1)
    var others = [Int](repeating: 0, count: other.counts.count + 1)
    let (last, otherLast) = (Int32(truncatingIfNeeded: counts.count - 1), Int32(truncatingIfNeeded: others.count - 1))
    codes.withUnsafeBufferPointer { a in
      other.codes.withUnsafeBufferPointer { b in
        counts.withUnsafeMutableBufferPointer { counts in
          others.withUnsafeMutableBufferPointer { others in
            for row in a.indices {
              counts[Int(a[row])] &+= b[row] == otherLast ? 0 : 1
              others[Int(b[row])] &+= a[row] == last ? 0 : 1
            }
          }
        }
      }
    }
    return (counts.dropLast(), others.dropLast())
  }

  /// Ranks by value, ties sharing the mean of their places, less the mean rank.
  private static func centredRanks(_ counts: [Int]) -> [Double] {
    let middle = Double(counts.reduce(0, +)) / 2
    var before = 0
    return counts.map { count in
      defer { before += count }
      return Double(before) + Double(count) / 2 - middle
    }
  }

  private static func weightedSquares(_ ranks: [Double], _ counts: [Int]) -> Double {
    zip(ranks, counts).reduce(0) { $0 + $1.0 * $1.0 * Double($1.1) }
  }

  private static func sums(_ numbers: [Double]) -> (Double, Double) {
    numbers.reduce((0, 0)) { ($0.0 + $1, $0.1 + $1 * $1) }
  }
}
