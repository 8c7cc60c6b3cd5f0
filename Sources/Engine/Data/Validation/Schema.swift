/// What a table's columns are, learned from reference data: names, types, gaps, categories, ranges and distributions.
///
/// ```swift
/// let schema = split.train.schema()
/// split.test.validate(against: schema)
/// ```
public struct Schema: Sendable, Codable {
  /// The table that it was learned from.
  public let table: String
  public let rowCount: Int
  /// In the order of the table.
  public let columns: [ColumnSchema]
  /// Columns of the reference of which nothing is expected, and which are not new where they occur.
  public let otherColumns: [String]

  /// Columns with more different strings than these have no closed list of categories.
  public static let mostCategories = 100
  /// The population stability index from which a column is told to have drifted.
  public static let driftBound = 0.2
  /// Numbers may lie outside the reference's range by this share of its width.
  public static let room = 0.1

  init(table: String, rowCount: Int, columns: [ColumnSchema], otherColumns: [String]) {
    self.table = table
    self.rowCount = rowCount
    self.columns = columns
    self.otherColumns = otherColumns
  }

  /// What is expected of one column.
  ///
  /// - Throws: `DataError.unknownColumn`, which carries the names there are.
  public func column(_ name: String) throws(DataError) -> ColumnSchema { columns[try place(of: name)] }

  private func place(of name: String) throws(DataError) -> Int {
    guard let place = columns.firstIndex(where: { $0.name == name }) else {
      throw .unknownColumn(name, available: columns.map(\.name), table: "the schema of \(table)")
    }
    return place
  }

  // MARK: Changes by hand

  /// The schema without some columns, of which nothing is expected then, not even that they are there.
  ///
  /// - Throws: `DataError.unknownColumn`.
  public func ignoring(_ names: [String]) throws(DataError) -> Schema {
    for name in names { _ = try place(of: name) }
    return Schema(
      table: table, rowCount: rowCount, columns: columns.filter { !names.contains($0.name) },
      otherColumns: otherColumns + columns.map(\.name).filter(names.contains))
  }

  /// The schema with other limits for a column; what is nil stays as it is.
  ///
  /// - Parameters:
  ///   - missing: the largest share of rows without a value, from 0 to 1.
  ///   - categories: values that are allowed beside those of the reference.
  ///   - low: the lowest number.
  ///   - high: the highest number.
  ///   - drift: the population stability index from which the column has drifted.
  /// - Throws: `DataError.unknownColumn`, and `.invalid` where a limit does not fit the column or is out of range.
  public func allowing(
    _ name: String, missing: Double? = nil, categories: [String]? = nil, low: Double? = nil, high: Double? = nil,
    drift: Double? = nil
  ) throws(DataError) -> Schema {
    var columns = columns
    let place = try place(of: name)
    columns[place] = try columns[place].allowing(
      missing: missing, categories: categories, low: low, high: high, drift: drift)
    return Schema(table: table, rowCount: rowCount, columns: columns, otherColumns: otherColumns)
  }
}

/// What is expected of one column of later data.
public struct ColumnSchema: Sendable, Codable {
  public let name: String
  /// Nil where the reference holds no value, so that its type says nothing.
  public let type: ColumnType?
  /// The reference's share of rows without a value.
  public let missingShare: Double
  /// The largest share of later rows without a value.
  public let mostMissing: Double
  /// The values that are allowed, sorted; nil where any is.
  public let categories: [String]?
  /// The lowest and highest number that are allowed; nil where any is.
  public let range: NumberRange?
  /// The reference's distribution, to measure drift against; nil of dates, identifiers and columns without a value.
  public let reference: Reference?
  /// The population stability index from which the column has drifted.
  public let driftBound: Double

  public struct NumberRange: Sendable, Codable, Equatable {
    public let low: Double
    public let high: Double
  }

  /// Counts of the reference in bins.
  public enum Reference: Sendable, Codable, Equatable {
    /// Bins between edges, the outer ones open.
    case numbers(edges: [Double], counts: [Int])
    /// The most frequent categories, and the rows of all others.
    case categories(names: [String], counts: [Int], others: Int)
  }

  /// The share of gaps that is still no anomaly: none where there was none, else twice the reference's share or one
  /// hundredth more, whichever is larger.
  static func mostMissing(_ share: Double) -> Double { share == 0 ? 0 : min(1, max(2 * share, share + 0.01)) }

  fileprivate func allowing(
    missing: Double?, categories more: [String]?, low: Double?, high: Double?, drift: Double?
  ) throws(DataError) -> ColumnSchema {
    if let missing { try ValidRange.share.check("missing", missing) }
    if let drift { try ValidRange.from(0).check("drift", drift) }
    var range = range
    if low != nil || high != nil {
      guard type == .int || type == .double else {
        throw .invalid("column \"\(name)\" has no range: it holds \(type?.plural ?? "no value")")
      }
      let (low, high) = (low ?? range?.low ?? -.infinity, high ?? range?.high ?? .infinity)
      guard low <= high else {
        throw .invalid("low comes first: \(NumberText.short(low)) is above \(NumberText.short(high))")
      }
      range = NumberRange(low: low, high: high)
    }
    if more != nil, type != .string, type != .bool {
      throw .invalid("column \"\(name)\" has no categories: it holds \(type?.plural ?? "no value")")
    }
    return ColumnSchema(
      name: name, type: type, missingShare: missingShare, mostMissing: missing ?? mostMissing,
      categories: categories.map { Set($0 + (more ?? [])).sorted() }, range: range, reference: reference,
      driftBound: drift ?? driftBound)
  }
}
