/// What a table holds, column by column, and how its columns go together.
public struct Profile: Sendable, Codable {
  public let table: String
  public let rowCount: Int
  /// The column that a model is to predict, where one was named.
  public let target: String?
  public let columns: [ColumnProfile]
  /// Rows that repeat an earlier row in every column of the table.
  public let duplicateRowCount: Int
  /// The pairs of columns that go together most, strongest first, the target not among them: at most twenty, each of a
  /// strength of `leastStrength` or more.
  public let associations: [Association]
  /// How many rows the pairs were measured on: all of them, or a sample where that would take too long.
  public let associationRowCount: Int
  /// How often each class of the target occurs; nil for targets that are numbers, and without one.
  public let balance: ClassBalance?
  /// What someone should look at before a model learns from the table, in the order of the columns.
  public let findings: [ProfileFinding]

  /// The findings as sentences.
  public var remarks: [String] { findings.map(\.text) }

  /// Of more columns, the first are held against each other, and the others against the target alone.
  public static let mostPairedColumns = 500
  /// Pairs that go together less are not told.
  public static let leastStrength = 0.1

  /// The figures of one column.
  ///
  /// - Throws: `DataError.unknownColumn`, which carries the names there are.
  public func column(_ name: String) throws(DataError) -> ColumnProfile {
    guard let column = columns.first(where: { $0.name == name }) else {
      throw .unknownColumn(name, available: columns.map(\.name), table: "the profile of \(table)")
    }
    return column
  }
}

/// The figures of one column.
public struct ColumnProfile: Sendable, Codable {
  public let name: String
  public let type: ColumnType
  public let missingCount: Int
  /// Rows that hold a value.
  public let presentCount: Int
  public let distinctCount: Int
  /// Rows that hold an infinite number.
  public let infiniteCount: Int
  /// Of numeric columns that hold a value; nil of others.
  public let numbers: Numbers?
  /// Of columns of categories: the most frequent ones, at most twenty, by falling count.
  public let topCategories: [Category]
  /// Of numeric columns: the values that occur most often, at most ten, by falling count, each at least twice.
  public let topNumbers: [NumberCount]
  /// What a small picture of the column shows: counts in twenty equal bins between the 1st and the 99th percentile
  /// (the outer bins take the rest), or of the most frequent categories.
  public let shape: [Int]
  /// Where the bins of `shape` meet: one fewer than there are bins; empty for categories.
  public let edges: [Double]
  /// Of numeric columns whose middle half is no single value.
  public let outliers: Outliers?
  /// How well the column alone tells the target; nil without a target, and of the target itself.
  public let target: TargetFit?

  public struct Numbers: Sendable, Codable {
    public let mean: Double
    public let standardDeviation: Double?
    public let minimum: Double
    public let fifthPercentile: Double
    public let lowerQuartile: Double
    public let median: Double
    public let upperQuartile: Double
    public let ninetyFifthPercentile: Double
    public let maximum: Double
  }

  public struct Category: Sendable, Codable {
    public let name: String
    public let count: Int
  }

  public struct NumberCount: Sendable, Codable {
    public let value: Double
    public let count: Int
  }

  /// Values further from the middle half than one and a half times its width (Tukey 1977, "Exploratory Data Analysis").
  public struct Outliers: Sendable, Codable {
    /// Values below are outliers: the lower quartile less one and a half times the distance of the quartiles.
    public let lowerFence: Double
    public let upperFence: Double
    public let below: Int
    public let above: Int

    public var count: Int { below + above }
  }

  public var isCategorical: Bool { type == .string || type == .bool }
}

/// How often each class of a target occurs.
public struct ClassBalance: Sendable, Codable {
  /// By falling count, then by name; at most twenty.
  public let classes: [ColumnProfile.Category]
  public let classCount: Int
  /// Rows of the smallest class.
  public let smallestCount: Int
  /// Rows without a class, which nothing can be learned from.
  public let missingCount: Int
  /// Rows that have a class.
  public let presentCount: Int

  /// From 0 to 1; of equal classes, one divided by their number.
  public var smallestShare: Double { Double(smallestCount) / Double(max(presentCount, 1)) }

  /// Below this share, the smallest class is told to be rare.
  public static let rareShare = 0.1
}

/// Something in a table that someone should look at before a model learns from it.
public struct ProfileFinding: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable {
    /// A column without any value.
    case empty
    /// A column with the same value in all rows that hold one.
    case constant
    /// A column of categories or whole numbers with a value of its own in nearly every row: an identifier.
    case nearUnique
    /// A column that holds a value in fewer than half of the rows.
    case mostlyMissing
    /// A column with infinite numbers.
    case infinite
    /// A column that alone tells the target too well to have been known before it.
    case leakage
    /// A target with a class that is rare.
    case rareClass
    /// A target that rows lack.
    case missingTarget
    /// Rows that are there twice.
    case duplicateRows
  }

  public let kind: Kind
  /// Nil for what is said of whole rows.
  public let column: String?
  /// One sentence, with the figure and the bound.
  public let text: String

  /// From this share of distinct values on, a column of at least `leastIdentifierRows` rows is taken for an identifier.
  public static let identifierShare = 0.95
  public static let leastIdentifierRows = 20
}
