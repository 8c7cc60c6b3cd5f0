/// The questions that drift and performance by window ask of data; a search through slices asks those of
/// ``SliceAggregator``.
///
/// They are few and small, so that another engine, a database say, can answer them about data that no single machine
/// holds; a `Table` answers them here.
public protocol Aggregator: Sendable {
  /// What a column holds.
  func type(of column: String) throws(DataError) -> ColumnType
  /// How often each value occurs in a column, in the form that fits its type.
  func distribution(of column: String) throws(DataError) -> Distribution
  /// The rows by window of time.
  func windows(every period: Period, on column: String?) throws(DataError) -> Windows
  /// The distribution of a column in each window. Costs each window's own rows.
  func distributions(of column: String, in windows: [Window]) throws(DataError) -> [Distribution]
  /// How often each prediction met each outcome, in each window; rows that lack either are left out.
  ///
  /// - Parameters:
  ///   - predictions: the columns of predictions: one, or one for each class.
  ///   - outcome: of truth values, class names or numbers, as the kind is.
  func outcomeCounts(
    _ kind: TargetKind, predictions: [String], outcome: String, in windows: [Window]
  ) throws(DataError) -> [OutcomeCounts]
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
  public func type(of name: String) throws(DataError) -> ColumnType { try column(name).type }

  public func numericDistribution(of name: String) throws(DataError) -> NumericDistribution {
    guard let numbers = try column(name).numbers() else {
      throw .wrongType("column \"\(name)\" holds strings, not numbers")
    }
    return NumericDistribution(numbers)
  }

  public func categoryDistribution(of name: String) throws(DataError) -> CategoryDistribution {
    let column = try column(name)
    if case .bool = column.values,
      case .category(let truths) = column.distribution(ofRows: (0..<Int32(rowCount)).map { $0 })
    {
      return truths
    }
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

  public func distributions(of name: String, in windows: [Window]) throws(DataError) -> [Distribution] {
    let column = try column(name)
    return windows.map { column.distribution(ofRows: $0.rows) }
  }
}

extension Column {
  /// The distribution of some rows' values.
  func distribution(ofRows rows: [Int32]) -> Distribution {
    switch values {
    case .double(let values): return .numeric(NumericDistribution(rows.map { value(values[Int($0)], at: $0) }))
    case .int(let values): return .numeric(NumericDistribution(rows.map { value(Double(values[Int($0)]), at: $0) }))
    case .date(let values): return .numeric(NumericDistribution(rows.map { value(Double(values[Int($0)]), at: $0) }))
    case .bool(let values):
      var counts = [0, 0]
      for row in rows where validity.isPresent(Int(row)) { counts[values[Int(row)] ? 1 : 0] += 1 }
      let named = [("false", counts[0]), ("true", counts[1])].filter { $0.1 > 0 }
      return .category(
        CategoryDistribution(
          counts: Dictionary(uniqueKeysWithValues: named), missingCount: rows.count - counts[0] - counts[1]))
    case .string(let strings):
      var counts: [Int32: Int] = [:]
      var missing = 0
      for row in rows {
        if validity.isPresent(Int(row)) { counts[strings.codes[Int(row)], default: 0] += 1 } else { missing += 1 }
      }
      return .category(
        CategoryDistribution(
          counts: Dictionary(
            counts.map { (strings.dictionary[Int($0.key)], $0.value) }, uniquingKeysWith: +), missingCount: missing))
    }
  }

  @inline(__always)
  private func value(_ number: Double, at row: Int32) -> Double { validity.isPresent(Int(row)) ? number : .nan }
}
