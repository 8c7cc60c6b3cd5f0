/// A column of a table, made ready to be paired with others row by row.
struct PairedColumn: ProfiledColumn {
  let name: String
  let type: ColumnType
  let occurring: ValueCounts
  /// The place of each row's value in ascending order; behind the last one where it is missing.
  let codes: [Int32]
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

  private var isComplete: Bool { occurring.missingCount == 0 }

  /// Numbers are cut into so many bins of about equal counts.
  private static let numberBins = 10
  /// More categories than these are one.
  private static let mostCategories = 254

  init(name: String, _ column: Column) {
    let ranked = RankedColumn(column)
    let occurring = ranked.occurring
    var bins: [UInt8]
    switch occurring.values {
    case .numbers: bins = Self.bins(ofNumbers: occurring.counts)
    case .truths, .categories: bins = Self.bins(ofCategories: occurring.counts)
    }
    let valueDistances = occurring.numbers.map { numbers in
      // Infinities have no distance from anything: such a column has ranks, but no line.
      let mean = Self.mean(numbers, occurring.counts)
      return numbers.map { $0 - mean } + [.nan]
    }
    let binCount = bins.reduce(0) { max($0, Int($1) + 1) }
    bins.append(UInt8(binCount))
    let missing = Int32(truncatingIfNeeded: occurring.counts.count)
    self.init(
      name: name, type: column.type, occurring, codes: ranked.codes.map { $0 < 0 ? missing : $0 },
      distances: valueDistances.map { Self.pick($0, ranked.codes, missing) },
      bins: Self.pick(bins, ranked.codes, missing), binCount: binCount)
  }

  private init(
    name: String, type: ColumnType, _ occurring: ValueCounts, codes: [Int32], distances: [Double]?, bins: [UInt8],
    binCount: Int
  ) {
    self.name = name
    self.type = type
    self.occurring = occurring
    self.codes = codes
    self.bins = bins
    self.binCount = binCount
    line = distances.map { distances in
      let ranks = Self.centredRanks(occurring.counts)
      let (sum, squares) = Self.sums(distances)
      return Line(
        distances: distances, sum: sum, squares: squares,
        ranks: occurring.missingCount == 0 ? codes.map { ranks[Int($0)] } : [],
        rankSquares: Self.weightedSquares(ranks, occurring.counts))
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

  // MARK: Fewer rows

  /// Rows spread evenly, one at an arbitrary place of each stretch, so that no rhythm of the data is met by another.
  func sampled(_ count: Int) -> PairedColumn {
    guard count < codes.count else { return self }
    return choosing(
      (0..<count).map { place in
        let (start, end) = (place * codes.count / count, (place + 1) * codes.count / count)
        return Int32(truncatingIfNeeded: start + Int(mixed(UInt64(place)) % UInt64(max(end - start, 1))))
      })
  }

  private func choosing(_ rows: [Int32]) -> PairedColumn {
    let chosen = rows.map { codes[Int($0)] }
    let values = occurring.counts.count
    var counts = [Int](repeating: 0, count: values + 1)
    for code in chosen { counts[Int(code)] += 1 }
    let missing = counts.removeLast()
    // Values that no chosen row holds would cost every pair a step.
    let used = counts.indices.filter { counts[$0] > 0 }
    var places = [Int32](repeating: Int32(truncatingIfNeeded: used.count), count: values + 1)
    for (place, code) in used.enumerated() { places[code] = Int32(truncatingIfNeeded: place) }
    return PairedColumn(
      name: name, type: type,
      ValueCounts(
        values: occurring.values.choosing(used), counts: used.map { counts[$0] }, missingCount: missing),
      codes: chosen.map { places[Int($0)] }, distances: line.map { line in rows.map { line.distances[Int($0)] } },
      bins: rows.map { bins[Int($0)] }, binCount: binCount)
  }

  // MARK: Pairs

  func pairSums(with other: PairedColumn) -> PairSums { pairSums(with: other, nil) }

  /// - Parameter products: those of the two columns, where they are known.
  private func pairSums(with other: PairedColumn, _ products: PairProducts.Sums?) -> PairSums {
    PairSums(
      bins: ContingencyTable(bins, count: binCount, other.bins, count: other.binCount),
      values: moments(other, products?.values), ranks: rankSums(other, products?.ranks))
  }

  static func pairSums(among columns: [PairedColumn]) -> @Sendable (_ first: Int, _ second: Int) -> PairSums {
    let products = PairProducts(columns)
    return { first, second in columns[first].pairSums(with: columns[second], products.sums(first, second)) }
  }

  func sums(by column: PairedColumn) -> [GroupSums] {
    let values = column.occurring.counts.count
    var groups = [GroupSums](repeating: GroupSums(), count: 2 * (values + 1))
    let places = occurring.counts.count
    // A truth value counts as 0 or 1, as either of two categories does.
    let isBinary = places == 2
    for row in codes.indices where Int(codes[row]) < places {
      let value = isBinary ? Double(codes[row]) : line?.distances[row] ?? 0
      // A row's half follows from its number, but not in any pattern that the rows might have as well.
      let half = Int(mixed(UInt64(row)) >> 63)
      groups[2 * Int(column.codes[row]) + half].add(value)
    }
    return groups
  }

  /// Over the pairs in which both are present, as pandas has it.
  private func moments(_ other: PairedColumn, _ product: Double?) -> MomentSums? {
    guard let line, let others = other.line else { return nil }
    return line.distances.withUnsafeBufferPointer { x in
      others.distances.withUnsafeBufferPointer { y in
        guard isComplete, other.isComplete else { return MomentSums(x, y) }
        return MomentSums(
          n: Double(x.count), x: line.sum, y: others.sum, xx: line.squares, yy: others.squares,
          xy: product ?? PairProducts.product(x, y))
      }
    }
  }

  private func rankSums(_ other: PairedColumn, _ known: Double?) -> RankSums? {
    guard let line, let others = other.line else { return nil }
    if isComplete, other.isComplete {
      let product =
        known
        ?? line.ranks.withUnsafeBufferPointer { x in
          others.ranks.withUnsafeBufferPointer { y in PairProducts.product(x, y) }
        }
      return RankSums(xx: line.rankSquares, yy: others.rankSquares, xy: product)
    }
    // Ranks are those among the rows that both have.
    let (counts, otherCounts) = jointCounts(other)
    let (ranks, otherRanks) = (Self.centredRanks(counts) + [0], Self.centredRanks(otherCounts) + [0])
    var product = 0.0
    codes.withUnsafeBufferPointer { a in
      other.codes.withUnsafeBufferPointer { b in
        ranks.withUnsafeBufferPointer { ranks in
          otherRanks.withUnsafeBufferPointer { otherRanks in
            for row in a.indices { product += ranks[Int(a[row])] * otherRanks[Int(b[row])] }
          }
        }
      }
    }
    return RankSums(
      xx: Self.weightedSquares(ranks, counts), yy: Self.weightedSquares(otherRanks, otherCounts), xy: product)
  }

  /// How many of the rows that both columns have hold each value.
  private func jointCounts(_ other: PairedColumn) -> ([Int], [Int]) {
    var counts = [Int](repeating: 0, count: occurring.counts.count + 1)
    var others = [Int](repeating: 0, count: other.occurring.counts.count + 1)
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
