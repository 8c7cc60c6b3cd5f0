/// How often each number occurs: what quantiles, histograms, PSI and Kolmogorov–Smirnov are computed from.
public struct NumericDistribution: Sendable, Equatable {
  /// The distinct values, ascending.
  public let values: [Double]
  /// How many rows hold `values[i]` or less.
  public let cumulativeCounts: [Int]
  public let missingCount: Int

  /// Rows that hold a value.
  public var count: Int { cumulativeCounts.last ?? 0 }

  /// NaN counts as missing.
  public init(_ numbers: [Double]) {
    let counted = Self.countedInRange(numbers) ?? Self.sorted(numbers)
    values = counted.values
    cumulativeCounts = counted.cumulative
    missingCount = numbers.count - (counted.cumulative.last ?? 0)
  }

  /// Numbers of which each counts several times, or not at all.
  init(_ numbers: [Double], repeats: [Int64]) {
    let sorted = zip(numbers, repeats).filter { !$0.0.isNaN && $0.1 > 0 }.sorted { $0.0 < $1.0 }
    var values: [Double] = []
    var cumulative: [Int] = []
    var total = 0
    for (value, count) in sorted {
      total += Int(count)
      if values.last == value {
        cumulative[cumulative.count - 1] = total
      } else {
        values.append(value)
        cumulative.append(total)
      }
    }
    self.values = values
    cumulativeCounts = cumulative
    missingCount = zip(numbers, repeats).reduce(0) { $0 + ($1.0.isNaN ? Int($1.1) : 0) }
  }

  /// Distinct values, ascending, with how many rows hold each or less.
  init(values: [Double], cumulativeCounts: [Int], missingCount: Int) {
    self.values = values
    self.cumulativeCounts = cumulativeCounts
    self.missingCount = missingCount
  }

  /// Whole numbers in a narrow range are counted instead of sorted.
  private static func countedInRange(_ numbers: [Double]) -> (values: [Double], cumulative: [Int])? {
    guard numbers.count > 256 else { return nil }
    var low = Double.infinity
    var high = -Double.infinity
    for number in numbers where !number.isNaN {
      guard number == number.rounded(.towardZero), number.magnitude < 1e15 else { return nil }
      low = min(low, number)
      high = max(high, number)
    }
    guard low <= high, high - low < Double(numbers.count) else { return nil }
    var counts = [Int](repeating: 0, count: Int(high - low) + 1)
    for number in numbers where !number.isNaN { counts[Int(number - low)] += 1 }
    var values: [Double] = []
    var cumulative: [Int] = []
    var total = 0
    for (offset, count) in counts.enumerated() where count > 0 {
      total += count
      values.append(low + Double(offset))
      cumulative.append(total)
    }
    return (values, cumulative)
  }

  private static func sorted(_ numbers: [Double]) -> (values: [Double], cumulative: [Int]) {
    let sorted = numbers.filter { !$0.isNaN }.sorted()
    var values: [Double] = []
    var cumulative: [Int] = []
    for (index, value) in sorted.enumerated() {
      if values.last == value {
        cumulative[cumulative.count - 1] = index + 1
      } else {
        values.append(value)
        cumulative.append(index + 1)
      }
    }
    return (values, cumulative)
  }

  /// Each distinct value with its count.
  var weightedValues: some Sequence<(Double, Double)> {
    values.indices.lazy.map { (values[$0], Double(cumulativeCounts[$0] - ($0 == 0 ? 0 : cumulativeCounts[$0 - 1]))) }
  }

  public var mean: Double {
    var sum = 0.0
    var compensation = 0.0
    for (value, weight) in weightedValues {
      let term = value * weight
      let next = sum + term
      // Neumaier: the digits that the sum drops are kept beside it.
      compensation += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
      sum = next
    }
    return (compensation.isFinite ? sum + compensation : sum) / Double(count)
  }

  /// The value at a share from 0 to 1 of the rows, as numpy's default interpolates; NaN where there are no rows.
  public func quantile(_ share: Double) -> Double {
    guard count > 0 else { return .nan }
    let position = min(max(share.isNaN ? 0 : share, 0), 1) * Double(count - 1)
    let below = min(Int(position.rounded(.down)), count - 1)
    return interpolated(value(atRank: below), value(atRank: min(below + 1, count - 1)), position - Double(below))
  }

  /// The value of the row that stands at a place, from zero, in ascending order.
  private func value(atRank rank: Int) -> Double {
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulativeCounts[middle] > rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  /// How many rows hold less than a value.
  public func count(below value: Double) -> Int { count(value) { $0 < $1 } }

  /// How many rows hold a value or less.
  public func count(upTo value: Double) -> Int { count(value) { $0 <= $1 } }

  private func count(_ value: Double, _ precedes: (Double, Double) -> Bool) -> Int {
    let place = place(value, precedes)
    return place == 0 ? 0 : cumulativeCounts[place - 1]
  }

  /// How many distinct values are a value or less.
  func place(upTo value: Double) -> Int { place(value) { $0 <= $1 } }

  private func place(_ value: Double, _ precedes: (Double, Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(values[middle], value) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Counts in left-closed bins whose inner edges are given, the outer bins being open: one more bin than edges.
  public func counts(betweenEdges edges: [Double]) -> [Int] {
    var counts: [Int] = []
    var before = 0
    for edge in edges {
      let below = count(below: edge)
      counts.append(below - before)
      before = below
    }
    counts.append(count - before)
    return counts
  }

  /// Counts in `bins` equal bins from the lowest to the highest value, the last bin closed.
  public func histogram(bins: Int) -> (edges: [Double], counts: [Int]) {
    guard let low = values.first, let high = values.last, bins > 0 else { return ([], []) }
    guard low < high, (high - low).isFinite else { return ([low, high], [count]) }
    let edges = (0...bins).map { low + (high - low) * Double($0) / Double(bins) }
    return (edges, counts(betweenEdges: Array(edges[1..<bins])))
  }
}

/// How often each category occurs.
public struct CategoryDistribution: Sendable, Equatable {
  /// Rows by category; a category that a table knows but no row holds is left out.
  public let counts: [String: Int]
  public let missingCount: Int

  public var count: Int { counts.values.reduce(0, +) }

  public init(counts: [String: Int], missingCount: Int = 0) {
    self.counts = counts
    self.missingCount = missingCount
  }

  public init(_ categories: [String]) {
    counts = categories.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    missingCount = 0
  }

  /// Categories by falling count, then by name.
  public var ranked: [(category: String, count: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}

extension Distribution {
  /// Several samples taken for one; nil where there are none, or they are of different kinds.
  init?(joining samples: [Distribution]) {
    guard let first = samples.first else { return nil }
    switch first {
    case .numeric:
      var counts: [Double: Int] = [:]
      var missing = 0
      for sample in samples {
        guard case .numeric(let numbers) = sample else { return nil }
        for (value, weight) in numbers.weightedValues { counts[value, default: 0] += Int(weight) }
        missing += numbers.missingCount
      }
      var total = 0
      let values = counts.keys.sorted()
      self = .numeric(
        NumericDistribution(
          values: values,
          cumulativeCounts: values.map {
            total += counts[$0] ?? 0
            return total
          }, missingCount: missing))
    case .category:
      var counts: [String: Int] = [:]
      var missing = 0
      for sample in samples {
        guard case .category(let categories) = sample else { return nil }
        counts.merge(categories.counts, uniquingKeysWith: +)
        missing += categories.missingCount
      }
      self = .category(CategoryDistribution(counts: counts, missingCount: missing))
    }
  }
}
