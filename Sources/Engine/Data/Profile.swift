/// What a table holds, column by column.
public struct Profile: Sendable, Codable {
  public let table: String
  public let rowCount: Int
  /// The column that a model is to predict, where one was named.
  public let target: String?
  public let columns: [ColumnProfile]
}

/// The figures of one column.
public struct ColumnProfile: Sendable, Codable {
  public let name: String
  public let type: ColumnType
  public let missingCount: Int
  public let distinctCount: Int
  /// Of numeric columns that hold a value; nil of others.
  public let numbers: Numbers?
  /// Of columns of categories: the most frequent ones, at most twenty, by falling count.
  public let topCategories: [Category]
  /// What a small picture of the column shows: counts in twenty equal bins between the 1st and the 99th percentile
  /// (the outer bins take the rest), or of the most frequent categories.
  public let shape: [Int]

  public struct Numbers: Sendable, Codable {
    public let mean: Double
    public let standardDeviation: Double?
    public let minimum: Double
    public let lowerQuartile: Double
    public let median: Double
    public let upperQuartile: Double
    public let maximum: Double
  }

  public struct Category: Sendable, Codable {
    public let name: String
    public let count: Int
  }

  public var isCategorical: Bool { type == .string || type == .bool }
}

extension Table {
  /// Counts, moments, quantiles and the shape of the given columns, of all where none are named.
  ///
  /// - Throws: `DataError.unknownColumn`.
  public func profile(target: String? = nil, columns names: [String]? = nil) throws(DataError) -> Profile {
    if let target { _ = try column(target) }
    let names = names ?? columnNames
    for name in names { _ = try column(name) }
    let profiles = mapInParallel(names.count) { index in
      Result { () throws(DataError) in try columnProfile(names[index]) }
    }
    return Profile(
      table: label, rowCount: rowCount, target: target,
      columns: try profiles.map { (p) throws(DataError) in try p.get() })
  }

  private func columnProfile(_ name: String) throws(DataError) -> ColumnProfile {
    let type = try column(name).type
    let distribution = try distribution(of: name)
    switch distribution {
    case .numeric(let numeric):
      return ColumnProfile(
        name: name, type: type, missingCount: numeric.missingCount, distinctCount: numeric.values.count,
        numbers: Summary(numeric).map { summary in
          .init(
            mean: summary.mean, standardDeviation: summary.standardDeviation, minimum: summary.minimum,
            lowerQuartile: numeric.quantile(0.25), median: summary.median, upperQuartile: numeric.quantile(0.75),
            maximum: summary.maximum)
        }, topCategories: [], shape: Self.shape(of: numeric))
    case .category(let categories):
      let ranked = categories.ranked
      return ColumnProfile(
        name: name, type: type, missingCount: categories.missingCount, distinctCount: ranked.count, numbers: nil,
        topCategories: ranked.prefix(20).map { .init(name: $0.category, count: $0.count) },
        shape: ranked.prefix(20).map(\.count))
    }
  }

  private static func shape(of distribution: NumericDistribution) -> [Int] {
    let low = distribution.quantile(0.01)
    let high = distribution.quantile(0.99)
    guard low < high, (high - low).isFinite else { return distribution.count > 0 ? [distribution.count] : [] }
    return distribution.counts(betweenEdges: (1..<20).map { low + (high - low) * Double($0) / 20 })
  }
}
