/// The questions that profiles, drift and performance by window ask of data.
///
/// They are few and small, so that another engine, a database say, can answer them about data that no single machine
/// holds; a `Table` answers them here.
public protocol Aggregator: Sendable {
  /// How often each number occurs in a numeric column.
  func numericDistribution(of column: String) throws(DataError) -> NumericDistribution
  /// How often each category occurs; truth values are the categories `true` and `false`.
  func categoryDistribution(of column: String) throws(DataError) -> CategoryDistribution
}

/// The distribution of a column of any type.
public enum Distribution: Sendable, Equatable {
  case numeric(NumericDistribution)
  case category(CategoryDistribution)

  public var count: Int {
    switch self {
    case .numeric(let distribution): distribution.count
    case .category(let distribution): distribution.count
    }
  }

  public var missingCount: Int {
    switch self {
    case .numeric(let distribution): distribution.missingCount
    case .category(let distribution): distribution.missingCount
    }
  }

  public var distinctCount: Int {
    switch self {
    case .numeric(let distribution): distribution.values.count
    case .category(let distribution): distribution.counts.count
    }
  }
}

extension Table: Aggregator {
  public func numericDistribution(of name: String) throws(DataError) -> NumericDistribution {
    guard let numbers = try column(name).numbers() else {
      throw .wrongType("column \"\(name)\" holds strings, not numbers")
    }
    return NumericDistribution(numbers)
  }

  public func categoryDistribution(of name: String) throws(DataError) -> CategoryDistribution {
    let column = try column(name)
    guard case .string(let strings) = column.values else {
      var counts: [String: Int] = [:]
      for row in 0..<rowCount {
        if let text = column.text(at: row) { counts[text, default: 0] += 1 }
      }
      return CategoryDistribution(counts: counts, missingCount: column.validity.missingCount)
    }
    var counts = [Int](repeating: 0, count: strings.dictionary.count)
    for row in 0..<rowCount where column.validity.isPresent(row) { counts[Int(strings.codes[row])] += 1 }
    let named = zip(strings.dictionary, counts).filter { $0.1 > 0 }
    return CategoryDistribution(
      counts: Dictionary(named, uniquingKeysWith: +), missingCount: column.validity.missingCount)
  }

  /// The distribution that fits the column's type.
  public func distribution(of name: String) throws(DataError) -> Distribution {
    try column(name).isNumeric
      ? .numeric(numericDistribution(of: name)) : .category(categoryDistribution(of: name))
  }
}
