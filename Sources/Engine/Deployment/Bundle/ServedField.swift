/// What a deployed model is told of a row: one of its features, or a column that is kept beside them.
public struct ServedField: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable {
    case number, integer, boolean, text, date

    /// "a number", as messages say it.
    public var article: String {
      switch self {
      case .number: "a number"
      case .integer: "a whole number"
      case .boolean: "true or false"
      case .text: "a text"
      case .date: "a date such as \"2013-07-01\""
      }
    }
  }

  public let name: String
  public let kind: Kind
  /// The lowest and highest number of the training rows.
  public let low: Double?
  public let high: Double?
  /// The texts of the training rows, sorted; nil where there are more than `Schema.mostCategories`.
  public let categories: [String]?
  /// The training rows' share without a value.
  public let missingShare: Double

  /// - Parameter isWithheld: whether nobody is to learn what the column holds, not even its range.
  /// - Throws: `DataError.unknownColumn`.
  init(_ name: String, in table: Table, isWithheld: Bool) throws(DataError) {
    let column = try table.column(name)
    self.name = name
    missingShare = table.rowCount == 0 ? 0 : Double(column.validity.missingCount) / Double(table.rowCount)
    var categories: [String]?
    switch column.type {
    case .double: kind = .number
    case .int: kind = .integer
    case .bool: kind = .boolean
    case .date: kind = .date
    case .string:
      kind = .text
      let names = try table.categoryDistribution(of: name).ranked.map(\.category)
      if names.count <= Schema.mostCategories { categories = names.sorted() }
    }
    guard !isWithheld else {
      (low, high, self.categories) = (nil, nil, nil)
      return
    }
    self.categories = categories
    let isNumeric = kind == .number || kind == .integer
    let finite = isNumeric ? (column.numbers() ?? []).lazy.filter(\.isFinite) : [].lazy.filter(\.isFinite)
    low = finite.min()
    high = finite.max()
  }

  /// "-43 to 1,301" or "EWR, JFK, LGA"; nil where neither says anything.
  public var expected: String? {
    if let low, let high { return "\(NumberText.short(low)) to \(NumberText.short(high))" }
    if let categories { return categories.joined(separator: ", ") }
    return nil
  }
}
