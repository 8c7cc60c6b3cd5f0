/// What a model expects of each feature, learned from its training rows.
public struct FeatureSchema: Sendable {
  /// The columns of a table, in the order in which the model was given them.
  let columns: [CodedColumn]
  /// What the columns become: as a rule each is one feature.
  public let features: [Feature]
  /// Of each feature, the place of its column.
  let sources: [Int]

  public var columnNames: [String] { columns.map(\.name) }

  public struct Feature: Sendable, Equatable {
    public let name: String
    public let kind: Kind
  }

  public enum Kind: Sendable, Equatable {
    case number
    /// By falling frequency in the training rows, then by name.
    case category([String])
  }

  /// A column, and how it becomes features.
  struct CodedColumn: Sendable {
    let name: String
    let coding: Coding
  }

  enum Coding: Sendable {
    case plain(Kind)
    case encoded(LearnedEncoding)
  }

  init(columns: [CodedColumn]) {
    self.columns = columns
    var features: [Feature] = []
    var sources: [Int] = []
    for (place, column) in columns.enumerated() {
      let own =
        switch column.coding {
        case .plain(let kind): [Feature(name: column.name, kind: kind)]
        case .encoded(let encoding): encoding.features(of: column.name)
        }
      features += own
      sources += own.map { _ in place }
    }
    self.features = features
    self.sources = sources
  }

  /// - Throws: where nothing can be learned from columns of these names, whatever they hold.
  public static func check(_ names: [String], predicting target: String) throws(DataError) {
    guard !names.isEmpty else { throw .invalid("a model needs at least one feature") }
    guard !names.contains(target) else {
      throw .invalid("\"\(target)\" is what the model predicts and cannot be one of its features")
    }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw .invalid("feature \"\(name)\" is named twice")
    }
  }

  /// Learns what the columns are, and encodes the training rows.
  ///
  /// - Parameter encodings: of the columns that are not taken as they are.
  /// - Throws: where a feature is missing from the table, a date, or holds no value at all; where an encoding is of no
  ///   feature or does not fit its column.
  static func learn(
    _ names: [String], in table: Table, encodings: [String: FeatureEncoding], _ target: TrainingTarget
  ) throws(DataError) -> (schema: FeatureSchema, encoded: [EncodedFeature]) {
    if let unknown = encodings.keys.sorted().first(where: { !names.contains($0) }) {
      throw .unknownColumn(unknown, available: names, table: "the features")
    }
    var columns: [CodedColumn] = []
    var encoded: [EncodedFeature] = []
    for name in names {
      if let encoding = encodings[name] {
        let (learned, features) = try LearnedEncoding.learn(encoding, of: name, in: table, target)
        columns.append(CodedColumn(name: name, coding: .encoded(learned)))
        encoded += features
      } else {
        let kind = try plainKind(name, in: table)
        columns.append(CodedColumn(name: name, coding: .plain(kind)))
        encoded.append(try plainlyEncoded(table, name, kind))
      }
    }
    let schema = FeatureSchema(columns: columns)
    if let twice = Dictionary(grouping: schema.features, by: \.name).filter({ $0.value.count > 1 }).keys.min() {
      throw .invalid("two features would be called \"\(twice)\"; rename a column")
    }
    return (schema, encoded)
  }

  private static func plainKind(_ name: String, in table: Table) throws(DataError) -> Kind {
    let column = try table.column(name)
    guard column.validity.missingCount < table.rowCount else {
      throw .invalid("feature \"\(name)\" has no value in any of the \(table.rowCount) training rows")
    }
    switch column.type {
    case .double:
      if let numbers = column.numbers(), let row = numbers.firstIndex(where: \.isInfinite) {
        throw .invalid("feature \"\(name)\" is infinite in row \(row + 1); a model needs finite numbers")
      }
      return .number
    case .int, .bool: return .number
    case .date:
      throw .wrongType(
        "feature \"\(name)\" is a date, which no later row repeats; use its parts instead, "
          + "such as col(\"\(name)\").month")
    case .string: return .category(try table.categoryDistribution(of: name).ranked.map(\.category))
    }
  }

  /// The table's features as numbers and category codes.
  ///
  /// - Throws: where a column is not there, or is of the other kind than in training.
  func encoded(_ table: Table) throws(DataError) -> [EncodedFeature] {
    var result: [EncodedFeature] = []
    for column in columns {
      switch column.coding {
      case .plain(let kind): result.append(try Self.plainlyEncoded(table, column.name, kind))
      case .encoded(let encoding): result += try encoding.encoded(table.column(column.name), named: column.name)
      }
    }
    return result
  }

  private static func plainlyEncoded(_ table: Table, _ name: String, _ kind: Kind) throws(DataError) -> EncodedFeature {
    let column = try table.column(name)
    // A column without a value has no kind: it is missing, of whatever kind is expected.
    if column.validity.missingCount == column.count {
      switch kind {
      case .number: return .number([Double](repeating: .nan, count: column.count))
      case .category(let categories):
        return .category([Int32](repeating: -1, count: column.count), count: categories.count)
      }
    }
    switch (kind, column.values) {
    case (.number, _):
      guard column.type != .date, let numbers = column.numbers() else {
        throw .wrongType("feature \"\(name)\" was a number in training and is \(column.type.article) here")
      }
      return .number(numbers)
    case (.category(let categories), .string(let strings)):
      let codes = Dictionary(uniqueKeysWithValues: zip(categories, Int32(0)...))
      let translation = strings.dictionary.map { codes[$0] ?? -1 }
      return .category(
        strings.codes.indices.map { column.validity.isPresent($0) ? translation[Int(strings.codes[$0])] : -1 },
        count: categories.count)
    case (.category, _):
      throw .wrongType("feature \"\(name)\" was a category in training and is \(column.type.article) here")
    }
  }
}

/// A feature's values for every row.
enum EncodedFeature: Sendable {
  /// NaN where missing.
  case number([Double])
  /// Places in the schema's list of `count` categories; −1 where missing or never seen in training.
  case category([Int32], count: Int)
}
