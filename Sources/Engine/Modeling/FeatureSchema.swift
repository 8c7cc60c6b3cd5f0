/// What a model expects of each feature, learned from its training rows.
public struct FeatureSchema: Sendable, Codable {
  public let features: [Feature]

  public struct Feature: Sendable, Codable {
    public let name: String
    public let kind: Kind
  }

  public enum Kind: Sendable, Codable {
    case number
    /// By falling frequency in the training rows, then by name.
    case category([String])
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

  /// - Throws: where a feature is missing from the table, a date, or holds no value at all.
  public init(names: [String], in table: Table) throws(DataError) {
    var features: [Feature] = []
    for name in names {
      let column = try table.column(name)
      guard column.validity.missingCount < table.rowCount else {
        throw .invalid("feature \"\(name)\" has no value in any of the \(table.rowCount) training rows")
      }
      switch column.type {
      case .double:
        if let numbers = column.numbers(), let row = numbers.firstIndex(where: \.isInfinite) {
          throw .invalid("feature \"\(name)\" is infinite in row \(row + 1); a model needs finite numbers")
        }
        features.append(Feature(name: name, kind: .number))
      case .int, .bool: features.append(Feature(name: name, kind: .number))
      case .date:
        throw .wrongType(
          "feature \"\(name)\" is a date, which no later row repeats; use its parts instead, "
            + "such as col(\"\(name)\").month")
      case .string:
        let ranked = try table.categoryDistribution(of: name).ranked
        features.append(Feature(name: name, kind: .category(ranked.map(\.category))))
      }
    }
    self.features = features
  }

  /// The table's features as numbers and category codes.
  ///
  /// - Throws: where a column is not there, or is of the other kind than in training.
  func encoded(_ table: Table) throws(DataError) -> [EncodedFeature] {
    var result: [EncodedFeature] = []
    for feature in features {
      let column = try table.column(feature.name)
      // A column without a value has no kind: it is missing, of whatever kind is expected.
      if column.validity.missingCount == column.count {
        switch feature.kind {
        case .number: result.append(.number([Double](repeating: .nan, count: column.count)))
        case .category(let categories):
          result.append(.category([Int32](repeating: -1, count: column.count), count: categories.count))
        }
        continue
      }
      switch (feature.kind, column.values) {
      case (.number, _):
        guard column.type != .date, let numbers = column.numbers() else {
          throw .wrongType(
            "feature \"\(feature.name)\" was a number in training and is \(column.type.article) here")
        }
        result.append(.number(numbers))
      case (.category(let categories), .string(let strings)):
        let codes = Dictionary(uniqueKeysWithValues: zip(categories, Int32(0)...))
        let translation = strings.dictionary.map { codes[$0] ?? -1 }
        result.append(
          .category(
            strings.codes.indices.map {
              column.validity.isPresent($0) ? translation[Int(strings.codes[$0])] : -1
            }, count: categories.count))
      case (.category, _):
        throw .wrongType("feature \"\(feature.name)\" was a category in training and is \(column.type.article) here")
      }
    }
    return result
  }
}

/// A feature's values for every row.
enum EncodedFeature: Sendable {
  /// NaN where missing.
  case number([Double])
  /// Places in the schema's list of `count` categories; −1 where missing or never seen in training.
  case category([Int32], count: Int)
}
