import Synchronization

/// What a search through slices keeps of the rows of one.
struct SliceSums: Sendable {
  var rows = 0.0
  var sum = 0.0
  /// Of the second figure of each row: as a rule the square of the first.
  var second = 0.0
  var maximum = -Double.infinity

  @inline(__always)
  mutating func add(_ value: Double, _ other: Double) {
    rows += 1
    sum += value
    second += other
    // No branch: which row is the largest cannot be guessed.
    maximum = value > maximum ? value : maximum
  }
}

/// How slices are ranked, and how high one inside of another can come at most.
protocol SliceScore: Sendable {
  func score(_ sums: SliceSums) -> Double
  /// No slice inside of this one has a higher score.
  func bound(_ sums: SliceSums) -> Double
}

/// Looks at every slice that has rows enough and may be among the best: a slice's rows are split by one more feature, and
/// where the bound of what lies inside is too low, no further (Sagadeeva & Boehm, SIGMOD 2021, whose bounds these are).
struct SliceSearch<Score: SliceScore>: Sendable {
  let features: [SliceFinder.Feature]
  /// What is summed up of each row, and a second figure.
  let values: [Double]
  let seconds: [Double]
  let scoring: Score
  let depth: Int
  let minimumRows: Int
  /// How many are wanted; only slices with a score above zero count.
  let count: Int

  struct Found: Sendable {
    let terms: [(feature: Int, code: Int)]
    let sums: SliceSums
    let score: Double
  }

  struct Result: Sendable {
    /// The best first; of equals the larger one, then the one whose features come first.
    let slices: [Found]
    /// How many slices had rows enough and were looked at.
    let examined: Int
  }

  func run() -> Result {
    guard depth > 0, count > 0, !values.isEmpty, !features.isEmpty else { return Result(slices: [], examined: 0) }
    // The last code stands for missing.
    return features.allSatisfy { $0.count < 256 } ? run(as: UInt8.self) : run(as: UInt32.self)
  }

  private func run<Code: FixedWidthInteger & UnsignedInteger & Sendable>(as type: Code.Type) -> Result {
    let codes = mapInParallel(features.count) { feature in
      features[feature].codes.map { $0 < 0 ? Code(features[feature].count) : Code($0) }
    }
    let level = Level(count: count)
    let all = (0..<Int32(values.count)).map { $0 }
    let roots = mapInParallel(features.count) { feature -> (found: [Found], children: [Node], examined: Int) in
      split(Node(terms: [], rows: all), by: feature, codes[feature], level: level)
    }
    var best = top(roots.flatMap(\.found))
    if best.count == count, let last = best.last { level.raise(to: last.score) }
    // The largest first, so that no core waits for a late one.
    let tasks = roots.flatMap(\.children).sorted { $0.rows.count > $1.rows.count }
    let results = mapInParallel(tasks.count) { task -> (found: [Found], examined: Int) in
      var local: [Found] = []
      var examined = 0
      descend(from: tasks[task], codes, level, &local, &examined)
      return (top(local), examined)
    }
    best = top(best + results.flatMap(\.found))
    return Result(
      slices: best, examined: roots.reduce(0) { $0 + $1.examined } + results.reduce(0) { $0 + $1.examined })
  }

  private struct Node: Sendable {
    let terms: [(feature: Int, code: Int)]
    /// Ascending.
    let rows: [Int32]
  }

  /// The score that a slice must reach to matter: it only rises, and whoever sees an older one merely looks at more.
  private final class Level: Sendable {
    private let bits = Atomic<UInt64>(0)
    let count: Int
    init(count: Int) { self.count = count }
    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
    /// Bits of numbers that are not negative are in the numbers' order.
    func raise(to score: Double) { _ = bits.max(score.bitPattern, ordering: .relaxed) }
  }

  private func descend<Code: FixedWidthInteger & UnsignedInteger>(
    from node: Node, _ codes: [[Code]], _ level: Level, _ found: inout [Found], _ examined: inout Int
  ) {
    guard let last = node.terms.last, node.terms.count < depth else { return }
    var children: [Node] = []
    for feature in last.feature + 1..<features.count {
      let part = split(node, by: feature, codes[feature], level: level)
      examined += part.examined
      children += part.children
      found += part.found
    }
    // Kept short, but not sorted again for every few.
    if found.count > 4 * max(64, min(count, 1 << 20)), count < found.count {
      found = top(found)
      if found.count == count, let last = found.last { level.raise(to: last.score) }
    }
    for child in children { descend(from: child, codes, level, &found, &examined) }
  }

  /// The slices that a feature splits a slice into: those that count, and those to look inside of.
  private func split<Code: FixedWidthInteger & UnsignedInteger>(
    _ node: Node, by feature: Int, _ codes: [Code], level: Level
  ) -> (found: [Found], children: [Node], examined: Int) {
    let size = features[feature].count
    let cells = sums(of: node.rows, codes, count: size + 1)
    var found: [Found] = []
    var examined = 0
    var opened = [Int32](repeating: -1, count: size + 1)
    var children: [(terms: [(feature: Int, code: Int)], rows: [Int32])] = []
    let isLast = node.terms.count + 1 >= depth || feature + 1 == features.count
    for code in 0..<size where cells[code].rows >= Double(minimumRows) {
      examined += 1
      let score = scoring.score(cells[code])
      let terms = node.terms + [(feature: feature, code: code)]
      if score > 0, score >= level.value { found.append(Found(terms: terms, sums: cells[code], score: score)) }
      guard !isLast else { continue }
      let bound = scoring.bound(cells[code])
      if bound > 0, bound >= level.value {
        opened[code] = Int32(children.count)
        var rows: [Int32] = []
        rows.reserveCapacity(Int(cells[code].rows))
        children.append((terms, rows))
      }
    }
    if !children.isEmpty {
      for row in node.rows {
        let child = opened[Int(codes[Int(row)])]
        if child >= 0 { children[Int(child)].rows.append(row) }
      }
    }
    return (found, children.map { Node(terms: $0.terms, rows: $0.rows) }, examined)
  }

  private func sums<Code: FixedWidthInteger & UnsignedInteger>(
    of rows: [Int32], _ codes: [Code], count: Int
  ) -> [SliceSums] {
    var cells = [SliceSums](repeating: SliceSums(), count: count)
    cells.withUnsafeMutableBufferPointer { cells in
      codes.withUnsafeBufferPointer { codes in
        values.withUnsafeBufferPointer { values in
          seconds.withUnsafeBufferPointer { seconds in
            for row in rows {
              let row = Int(row)
              cells[Int(codes[row])].add(values[row], seconds[row])
            }
          }
        }
      }
    }
    return cells
  }

  private func top(_ slices: [Found]) -> [Found] {
    let sorted = slices.sorted { a, b in
      if a.score != b.score { return a.score > b.score }
      if a.sums.rows != b.sums.rows { return a.sums.rows > b.sums.rows }
      if a.terms.count != b.terms.count { return a.terms.count < b.terms.count }
      return a.terms.lexicographicallyPrecedes(b.terms) { $0 < $1 }
    }
    return sorted.count > count ? Array(sorted.prefix(count)) : sorted
  }
}
