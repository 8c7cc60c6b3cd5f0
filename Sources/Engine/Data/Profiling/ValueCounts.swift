/// How often each value of a column occurs: in SQL, a `GROUP BY` of one column.
struct ValueCounts: Sendable {
  let values: Values
  /// How many rows hold each value: at least one.
  let counts: [Int]
  let missingCount: Int

  enum Values: Sendable {
    /// Distinct, ascending; dates in microseconds.
    case numbers([Double])
    /// `false` before `true`.
    case truths([Bool])
    /// In any order, which stays the same.
    case categories([String])

    /// Those at some places.
    func choosing(_ places: [Int]) -> Values {
      switch self {
      case .numbers(let numbers): .numbers(places.map { numbers[$0] })
      case .truths(let truths): .truths(places.map { truths[$0] })
      case .categories(let names): .categories(places.map { names[$0] })
      }
    }
  }

  var presentCount: Int { counts.reduce(0, +) }

  /// The distinct values as numbers, where they are any: truth values are 0 and 1.
  var numbers: [Double]? {
    switch values {
    case .numbers(let numbers): numbers
    case .truths(let truths): truths.map { $0 ? 1 : 0 }
    case .categories: nil
    }
  }

  /// The distinct values as names, where they are categories or truth values.
  var names: [String]? {
    switch values {
    case .numbers: nil
    case .truths(let truths): truths.map { $0 ? "true" : "false" }
    case .categories(let names): names
    }
  }

  /// The distribution of a column of numbers; nil for others.
  var distribution: NumericDistribution? {
    guard case .numbers(let values) = values else { return nil }
    var total = 0
    let cumulative = counts.map { count in
      total += count
      return total
    }
    return NumericDistribution(values: values, cumulativeCounts: cumulative, missingCount: missingCount)
  }
}
