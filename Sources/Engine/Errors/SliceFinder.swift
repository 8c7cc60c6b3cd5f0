/// Finds the groups of rows, described by a few features, in which a loss is highest.
///
/// Slices are scored as SliceLine does (Sagadeeva & Boehm, SIGMOD 2021): α (mean loss in the slice / mean loss − 1) −
/// (1 − α) (rows / rows in the slice − 1). Every combination of values of up to `depth` features is counted, so that
/// the best are exact.
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
  /// Costs the rows times the number of combinations of features.
  public func topSlices(_ features: [Feature], losses: [Double], count: Int) -> [Slice] {
    let total = losses.reduce(0, +)
    guard total > 0, depth > 0, count > 0 else { return [] }
    let combinations = (1...depth).flatMap { Self.combinations(of: features.count, taking: $0) }
    let found = mapInParallel(combinations.count) { index in
      best(count, of: slices(combinations[index], features, losses: losses, total: total))
    }
    return best(count, of: found.flatMap { $0 })
  }

  private func best(_ count: Int, of slices: [Slice]) -> [Slice] {
    Array(
      slices.enumerated().sorted {
        ($1.element.score, $1.element.rows, $0.offset) < ($0.element.score, $0.element.rows, $1.offset)
      }.map(\.element).prefix(count))
  }

  private struct Cell {
    var rows = 0
    var sum = 0.0
    var maximum = -Double.infinity
    var sumOfSquares = 0.0

    mutating func add(_ loss: Double) {
      rows += 1
      sum += loss
      maximum = max(maximum, loss)
      sumOfSquares += loss * loss
    }
  }

  /// All slices of one combination of features with rows enough and a score above zero.
  private func slices(_ chosen: [Int], _ features: [Feature], losses: [Double], total: Double) -> [Slice] {
    var size = 1
    var fits = true
    for feature in chosen {
      let (product, overflow) = size.multipliedReportingOverflow(by: features[feature].count)
      size = product
      // Beyond this a table of cells would not fit the caches and is mostly empty.
      if overflow || size > 1 << 20 {
        fits = false
        break
      }
    }
    var cells: [(codes: [Int], cell: Cell)]
    if fits {
      var table = [Cell](repeating: Cell(), count: size)
      for row in losses.indices {
        if let code = code(of: row, chosen, features) { table[code].add(losses[row]) }
      }
      cells = table.indices.filter { table[$0].rows >= minimumRows }.map {
        (parts(of: $0, chosen, features), table[$0])
      }
    } else {
      var table: [[Int]: Cell] = [:]
      for row in losses.indices {
        let codes = chosen.map { Int(features[$0].codes[row]) }
        if codes.allSatisfy({ $0 >= 0 }) { table[codes, default: Cell()].add(losses[row]) }
      }
      cells = table.filter { $0.value.rows >= minimumRows }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        .map { ($0.key, $0.value) }
    }
    let n = Double(losses.count)
    let meanLoss = total / n
    return cells.compactMap { codes, cell in
      let rows = Double(cell.rows)
      let score = alpha * (cell.sum / rows / meanLoss - 1) - (1 - alpha) * (n / rows - 1)
      guard score > 0, cell.sum > 0 else { return nil }
      return Slice(
        terms: zip(chosen, codes).map { (feature: $0, code: $1) }, rows: cell.rows, sum: cell.sum,
        maximum: cell.maximum,
        sumOfSquares: cell.sumOfSquares, score: score)
    }
  }

  /// The code of each feature in a cell.
  private func parts(of code: Int, _ chosen: [Int], _ features: [Feature]) -> [Int] {
    var rest = code
    var codes: [Int] = []
    for feature in chosen.reversed() {
      codes.append(rest % features[feature].count)
      rest /= features[feature].count
    }
    return codes.reversed()
  }

  /// The row's cell among all combinations of codes; nil where a feature is missing.
  @inline(__always)
  private func code(of row: Int, _ chosen: [Int], _ features: [Feature]) -> Int? {
    var code = 0
    for feature in chosen {
      let own = features[feature].codes[row]
      guard own >= 0 else { return nil }
      code = code &* features[feature].count &+ Int(own)
    }
    return code
  }

  private static func combinations(of count: Int, taking size: Int) -> [[Int]] {
    guard size > 0 else { return [[]] }
    guard size <= count else { return [] }
    var result: [[Int]] = []
    func extend(_ chosen: [Int], from first: Int) {
      if chosen.count == size {
        result.append(chosen)
        return
      }
      for next in first..<max(count, first) { extend(chosen + [next], from: next + 1) }
    }
    extend([], from: 0)
    return result
  }
}
