/// Later data held against a schema.
public struct SchemaCheck: Sendable, Codable {
  public let table: String
  public let rowCount: Int
  /// The table that the schema was learned from.
  public let reference: String
  public let referenceRowCount: Int
  /// How many columns were compared.
  public let columnCount: Int
  /// In the order of the schema's columns, then new columns in the order of the table.
  public let anomalies: [Anomaly]

  /// Whether nothing that must hold is broken; a drift or a new column is a warning.
  public var isMet: Bool { !anomalies.contains { $0.severity == .must } }

  /// Fewer rows that hold a value are no distribution.
  public static let leastDriftRows = 30

  /// The anomalies as sentences.
  public var remarks: [String] { anomalies.map(\.text) }
}

/// Something in later data that its schema does not expect.
public struct Anomaly: Sendable, Codable, Equatable {
  /// Named as TensorFlow Data Validation names them.
  public enum Kind: String, Sendable, Codable {
    /// A column that later data lack.
    case missingColumn
    /// A column that the reference does not have.
    case newColumn
    /// Values of another type than the reference's.
    case typeChanged
    /// More rows without a value than the schema allows.
    case tooManyMissing
    /// Categories that the reference does not have.
    case newCategory
    /// Numbers outside the schema's range.
    case outOfRange
    /// A distribution that is further from the reference's than the schema allows.
    case drifted
  }

  public let kind: Kind
  public let column: String
  /// What must not be is a failure, what should not be a warning: drift and new columns, which a model may live with.
  public let severity: Goal.Priority
  /// One sentence, with the figure and the limit.
  public let text: String
  /// Rows that are concerned; nil for what is said of a column as a whole.
  public let rows: Int?
  /// The population stability index, of a column that drifted.
  public let distance: Double?
  /// The first rows that are concerned, at most five.
  public let samples: [FailingRow]
}

extension Table {
  /// Holds the table against a schema that was learned from other rows; what differs is a result, not an error.
  ///
  /// A drift is told where the population stability index is above the column's bound, and at least
  /// `SchemaCheck.leastDriftRows` rows differ from the reference more than chance would have them once in a thousand
  /// times (Pearson's χ² over the same bins), so that a few rows raise no alarm.
  public func validate(against schema: Schema) -> SchemaCheck {
    let found = mapInParallel(schema.columns.count) { place -> [Anomaly] in
      let expected = schema.columns[place]
      guard let column = try? column(expected.name) else {
        return [
          Anomaly(.missingColumn, expected.name, "\(expected.name) is missing from \(label).")
        ]
      }
      return ColumnComparison(expected, column).anomalies
    }
    let known = Set(schema.columns.map(\.name) + schema.otherColumns)
    let new = columnNames.filter { !known.contains($0) }.map { name in
      Anomaly(.newColumn, name, "\(name) is new: \(schema.table) has no such column.", severity: .should)
    }
    return SchemaCheck(
      table: label, rowCount: rowCount, reference: schema.table, referenceRowCount: schema.rowCount,
      columnCount: schema.columns.count, anomalies: found.flatMap(\.self) + new)
  }
}

extension Anomaly {
  fileprivate init(
    _ kind: Kind, _ column: String, _ text: String, severity: Goal.Priority = .must, rows: Int? = nil,
    distance: Double? = nil, samples: [FailingRow] = []
  ) {
    self.init(
      kind: kind, column: column, severity: severity, text: text, rows: rows, distance: distance, samples: samples)
  }
}

/// One column of later data beside what is expected of it.
private struct ColumnComparison {
  let expected: ColumnSchema
  let column: Column

  init(_ expected: ColumnSchema, _ column: Column) {
    self.expected = expected
    self.column = column
  }

  private var name: String { expected.name }
  private var presentCount: Int { column.count - column.validity.missingCount }

  var anomalies: [Anomaly] {
    var anomalies: [Anomaly] = []
    if let gaps { anomalies.append(gaps) }
    // Without a value there is nothing that a type, a range or a distribution could be read from.
    guard presentCount > 0, let type = expected.type else { return anomalies }
    // Whole numbers are decimals as well: a few rows may hold none with a fraction.
    guard column.type == type || column.type == .int && type == .double else {
      let plural =
        type == .int && column.type == .double ? ("whole numbers", "decimals") : (type.plural, column.type.plural)
      anomalies.append(Anomaly(.typeChanged, name, "\(name) held \(plural.0), and holds \(plural.1) now."))
      return anomalies
    }
    anomalies += [strangers, outsiders, drift].compactMap(\.self)
    return anomalies
  }

  private var gaps: Anomaly? {
    let missing = column.validity.missingCount
    let share = Double(missing) / Double(max(column.count, 1))
    guard missing > 0, share > expected.mostMissing else { return nil }
    let failures = Failures(0..<column.count) { !column.validity.isPresent($0) }
    let limit = expected.mostMissing == 0 ? "none may be" : "at most \(percent(expected.mostMissing)) may be"
    return Anomaly(
      .tooManyMissing, name,
      "\(name) is missing in \(percent(share)) of rows; \(limit), as it was in \(percent(expected.missingShare)).",
      rows: missing, samples: failures.first.map { FailingRow(row: $0 + 1, value: "missing") })
  }

  private var strangers: Anomaly? {
    guard let categories = expected.categories else { return nil }
    let known = Set(categories)
    let single = Set(texts.filter { !known.contains($0) })
    guard !single.isEmpty else { return nil }
    let failures = Failures(0..<column.count) { row in column.text(at: row).map(single.contains) ?? false }
    let shown = single.sorted().prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    let more = single.count > 5 ? " and \(NumberText.whole(single.count - 5)) more" : ""
    return Anomaly(
      .newCategory, name,
      "\(name) has \(single.count == 1 ? "a new category" : "\(NumberText.whole(single.count)) new categories"): "
        + "\(shown)\(more), in \(rows(failures.count)).",
      rows: failures.count, samples: samples(failures))
  }

  /// The different texts of the column.
  private var texts: [String] {
    guard case .string(let strings) = column.values else { return ["false", "true"].filter(occurs) }
    var isUsed = [Bool](repeating: false, count: strings.dictionary.count)
    for row in 0..<column.count where column.validity.isPresent(row) { isUsed[Int(strings.codes[row])] = true }
    return isUsed.indices.filter { isUsed[$0] }.map { strings.dictionary[$0] }
  }

  private func occurs(_ truth: String) -> Bool { (0..<column.count).contains { column.text(at: $0) == truth } }

  private var outsiders: Anomaly? {
    guard let range = expected.range, let numbers = column.numbers() else { return nil }
    let failures = Failures(0..<column.count) { numbers[$0] < range.low || numbers[$0] > range.high }
    guard failures.count > 0 else { return nil }
    return Anomaly(
      .outOfRange, name,
      "\(name) lies outside \(NumberText.short(range.low)) to \(NumberText.short(range.high)) in "
        + "\(rows(failures.count)).", rows: failures.count, samples: samples(failures))
  }

  private var drift: Anomaly? {
    guard let reference = expected.reference else { return nil }
    let (before, now) = counts(reference)
    let distance = PopulationStability.index(before, now, floor: PopulationStability.floor)
    guard distance > expected.driftBound, presentCount >= SchemaCheck.leastDriftRows,
      let test = ContingencyTable(counts: before + now, rowCount: 2, columnCount: before.count).chiSquaredTest,
      test.pValue < 0.001
    else { return nil }
    return Anomaly(
      .drifted, name,
      "\(name) has drifted: population stability index \(NumberText.decimal(distance, decimals: 2)), bound "
        + "\(NumberText.short(expected.driftBound)).", severity: .should, distance: distance)
  }

  private func counts(_ reference: ColumnSchema.Reference) -> ([Int], [Int]) {
    switch reference {
    case .numbers(let edges, let counts):
      return (counts, NumericDistribution(column.numbers() ?? []).counts(betweenEdges: edges))
    case .categories(let names, let counts, let others):
      let occurring = RankedColumn(column).occurring
      guard let categories = occurring.names else { return ([], []) }
      var places: [String: Int] = [:]
      for (place, name) in names.enumerated() { places[name] = place }
      var now = [Int](repeating: 0, count: names.count + 1)
      for (category, count) in zip(categories, occurring.counts) { now[places[category] ?? names.count] += count }
      return (counts + [others], now)
    }
  }

  // MARK: Words

  private func samples(_ failures: Failures) -> [FailingRow] {
    failures.first.map { row in
      let value: String =
        switch column.values {
        case .double(let numbers): NumberText.short(numbers[row])
        case .string: "\"\(column.text(at: row) ?? "")\""
        default: column.text(at: row) ?? "missing"
        }
      return FailingRow(row: row + 1, value: value)
    }
  }

  private func rows(_ count: Int) -> String { "\(NumberText.whole(count)) \(count == 1 ? "row" : "rows")" }

  private func percent(_ share: Double) -> String {
    // A gap in one of a million rows is no "0.0%".
    share > 0 && share < 0.0005 ? "under 0.1%" : NumberText.percent(share)
  }
}
