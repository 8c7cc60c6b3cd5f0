/// Scores a file of rows with a deployed model, a few thousand at a time.
///
/// ```swift
/// let scoring = try BatchScoring(contents, reading: "rows.csv")
/// let rows = try scoring.write("scored.csv")
/// ```
public struct BatchScoring {
  private let contents: ReleaseContents
  private var batches: CSVBatches
  private let path: String

  /// The columns that are written behind the file's own.
  public static let columns = ["prediction", "version"]

  /// - Throws: `DataError` where the file cannot be read, lacks a field of the model, or has a column of the answer's name.
  public init(_ contents: ReleaseContents, reading path: String) throws(DataError) {
    self.contents = contents
    self.path = path
    batches = try CSVBatches(path: path, displayPath: path)
    for field in contents.release.facts.features where !batches.names.contains(field.name) {
      throw .unknownColumn(field.name, available: batches.names, table: path)
    }
    for name in Self.columns where batches.names.contains(name) {
      throw .invalid("\(path) has a column \"\(name)\" already, which the answers are to be written into; rename it")
    }
  }

  /// Writes the file's rows, each with its prediction and the version that made it; of classes also the chance of each.
  ///
  /// - Returns: how many rows there were.
  /// - Throws: `DataError` where a value is of another kind than its field, with its row; where the file cannot be
  ///   written. What was there before is then still there.
  public mutating func write(_ output: String) throws(DataError) -> Int {
    let facts = contents.release.facts
    let file = try WholeFile(path: output, displayPath: output)
    var rows = 0
    var isFirst = true
    while let batch = try batches.next() {
      let predictions = try contents.model.predictions(for: try features(of: batch, rowsBefore: rows))
      let scored = try scored(batch, predictions, facts)
      try file.append(try scored.csvBytes(withHeader: isFirst))
      isFirst = false
      rows += batch.rowCount
    }
    try file.finish()
    return rows
  }

  private func scored(_ batch: Table, _ predictions: Predictions, _ facts: ReleaseFacts) throws(DataError) -> Table {
    var columns: [(name: String, column: Column)] = []
    for name in batch.columnNames { columns.append((name, try batch.column(name))) }
    if case .chances(let classes) = facts.answer {
      columns.append(("prediction", Column(predictions.classes.map { classes[$0] as String? })))
      for (place, name) in classes.enumerated() {
        let chances = (0..<predictions.count).map { predictions.values[$0 * classes.count + place] }
        columns.append(("chance of \(name)", Column(chances)))
      }
    } else {
      columns.append(("prediction", Column(predictions.values)))
    }
    let version = [contents.release.version]
    columns.append(
      (
        "version",
        Column(
          .string(CodedStrings(dictionary: version, codes: [Int32](repeating: 0, count: batch.rowCount))),
          validity: Validity(allPresent: batch.rowCount))
      ))
    return try Table(label: batch.label, columns: columns)
  }

  // MARK: Fields

  /// The model's fields, in their own types; what stands for a missing value in a CSV file is missing.
  private func features(of batch: Table, rowsBefore: Int) throws(DataError) -> Table {
    var columns: [(name: String, column: Column)] = []
    for field in contents.release.facts.features {
      columns.append((field.name, try column(field, in: batch, rowsBefore: rowsBefore)))
    }
    return try Table(label: batch.label, columns: columns)
  }

  private static let missing = Set(CSVReader.usualNullWords + [""])

  private func column(_ field: ServedField, in batch: Table, rowsBefore: Int) throws(DataError) -> Column {
    let column = try batch.column(field.name)
    guard case .string(let strings) = column.values else { return column }
    let isMissing = strings.dictionary.map(Self.missing.contains)
    func isPresent(_ row: Int) -> Bool { column.validity.isPresent(row) && !isMissing[Int(strings.codes[row])] }
    let validity = Validity(count: batch.rowCount, isPresent: isPresent)
    if field.kind == .text { return Column(.string(strings), validity: validity) }
    // Each different text is read once.
    let values = strings.dictionary.map { Self.value($0, field.kind) }
    var numbers = [Double](repeating: 0, count: batch.rowCount)
    for row in 0..<batch.rowCount where isPresent(row) {
      guard let value = values[Int(strings.codes[row])] else {
        throw .malformed(
          path: path, line: rowsBefore + row + 2, column: "\"\(field.name)\"",
          reason: "\(field.kind.article) is expected, not \"\(strings.dictionary[Int(strings.codes[row])].prefix(60))\""
        )
      }
      numbers[row] = value
    }
    switch field.kind {
    case .date: return Column(.date(numbers.map { Int64($0) }), validity: validity)
    case .boolean: return Column(.bool(numbers.map { $0 != 0 }), validity: validity)
    case .number, .integer, .text: return Column(.double(numbers), validity: validity)
    }
  }

  private static func value(_ text: String, _ kind: ServedField.Kind) -> Double? {
    switch kind {
    case .number: return Double(text).flatMap { $0.isFinite ? $0 : nil }
    case .integer: return value(text, .number).flatMap { $0 == $0.rounded(.towardZero) ? $0 : nil }
    case .boolean:
      switch text.lowercased() {
      case "true", "1": return 1
      case "false", "0": return 0
      default: return nil
      }
    case .date: return Instant(text).map { Double($0.microseconds) }
    case .text: return nil
    }
  }
}
