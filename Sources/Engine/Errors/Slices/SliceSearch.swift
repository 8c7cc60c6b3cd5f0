import Synchronization

/// How slices are ranked, and how high one inside of another can come at most.
protocol SliceScore: Sendable {
  func score(_ sums: SliceSums) -> Double
  /// No slice inside of this one has a higher score.
  func bound(_ sums: SliceSums) -> Double
}

/// Looks at every slice that has rows enough and may be among the best: a slice's rows are split by one more feature, and
/// where the bound of what lies inside is too low, no further (Sagadeeva & Boehm, SIGMOD 2021, whose bounds these are).
struct SliceSearch<Score: SliceScore>: Sendable {
  let scoring: Score
  let depth: Int
  let minimumRows: Int
  /// How many are wanted; only slices with a score above zero count.
  let count: Int

  struct Found: Sendable {
    let terms: [SliceTerm]
    let sums: SliceSums
    let score: Double
  }

  struct Result: Sendable {
    /// The best first; of equals the larger one, then the one whose features come first.
    let slices: [Found]
    /// How many slices had rows enough and were looked at.
    let examined: Int
  }

  /// - Parameters:
  ///   - values: what is summed up of each row.
  ///   - seconds: a second figure of each row.
  func run(_ features: [SliceFinder.Feature], values: [Double], seconds: [Double]) -> Result {
    guard depth > 0, count > 0, !values.isEmpty, !features.isEmpty else { return Result(slices: [], examined: 0) }
    return features.allSatisfy { $0.count < 256 }
      ? run(SliceRows<UInt8>(features, values: values, seconds: seconds), features: features.count)
      : run(SliceRows<UInt32>(features, values: values, seconds: seconds), features: features.count)
  }

  private func run<Rows: SliceAggregator>(_ rows: Rows, features: Int) -> Result {
    let level = Level(count: count)
    let all = Node(terms: [], rows: rows.all, count: .infinity)
    let roots = mapInParallel(features) { feature in split(all, by: feature, of: features, rows, level: level) }
    var best = top(roots.flatMap(\.found))
    if best.count == count, let last = best.last { level.raise(to: last.score) }
    // The largest first, so that no core waits for a late one.
    let tasks = roots.flatMap(\.children).sorted { $0.count > $1.count }
    let results = mapInParallel(tasks.count) { task -> (found: [Found], examined: Int) in
      var local: [Found] = []
      var examined = 0
      descend(from: tasks[task], rows, features, level, &local, &examined)
      return (top(local), examined)
    }
    best = top(best + results.flatMap(\.found))
    return Result(
      slices: best, examined: roots.reduce(0) { $0 + $1.examined } + results.reduce(0) { $0 + $1.examined })
  }

  private struct Node<Group: Sendable>: Sendable {
    let terms: [SliceTerm]
    let rows: Group
    /// How many rows.
    let count: Double
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

  private func descend<Rows: SliceAggregator>(
    from node: Node<Rows.Group>, _ rows: Rows, _ features: Int, _ level: Level, _ found: inout [Found],
    _ examined: inout Int
  ) {
    guard let last = node.terms.last, node.terms.count < depth else { return }
    var children: [Node<Rows.Group>] = []
    for feature in last.feature + 1..<features {
      let part = split(node, by: feature, of: features, rows, level: level)
      examined += part.examined
      children += part.children
      found += part.found
    }
    // Kept short, but not sorted again for every few.
    if found.count > 4 * max(64, min(count, 1 << 20)), count < found.count {
      found = top(found)
      if found.count == count, let last = found.last { level.raise(to: last.score) }
    }
    for child in children { descend(from: child, rows, features, level, &found, &examined) }
  }

  /// The slices that a feature splits a slice into: those that count, and those to look inside of.
  private func split<Rows: SliceAggregator>(
    _ node: Node<Rows.Group>, by feature: Int, of features: Int, _ rows: Rows, level: Level
  ) -> (found: [Found], children: [Node<Rows.Group>], examined: Int) {
    let cells = rows.sums(of: node.rows, by: feature)
    var found: [Found] = []
    var examined = 0
    var opened: [Int] = []
    let isLast = node.terms.count + 1 >= depth || feature + 1 == features
    for (code, sums) in cells.enumerated() where sums.rows >= Double(minimumRows) {
      examined += 1
      let score = scoring.score(sums)
      if score > 0, score >= level.value {
        found.append(Found(terms: node.terms + [(feature, code)], sums: sums, score: score))
      }
      guard !isLast else { continue }
      let bound = scoring.bound(sums)
      if bound > 0, bound >= level.value { opened.append(code) }
    }
    guard !opened.isEmpty else { return (found, [], examined) }
    let parts = rows.parts(of: node.rows, by: feature, codes: opened)
    let children = zip(opened, parts).map { code, part in
      Node(terms: node.terms + [(feature, code)], rows: part, count: cells[code].rows)
    }
    return (found, children, examined)
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
