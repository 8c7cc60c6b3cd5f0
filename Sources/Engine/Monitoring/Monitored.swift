/// What is followed through time: a model, or the predictions that another system left in a column.
public struct Monitored: Sendable {
  enum Source: Sendable {
    case model(Model)
    case column(String)
  }

  let source: Source
  public let target: String
  public let kind: TargetKind
  /// The columns whose movement is followed.
  public let featureNames: [String]

  public init(_ model: Model) {
    source = .model(model)
    target = model.target
    kind = model.kind
    featureNames = model.featureNames
  }

  /// - Parameters:
  ///   - column: the predictions: chances from 0 to 1 where the target is true or false, else numbers.
  ///   - reference: rows that say which of both the target is.
  /// - Throws: where the target is missing or of strings, or a name stands twice.
  public init(
    predictions column: String, of target: String, from features: [String], in reference: Table
  ) throws(DataError) {
    source = .column(column)
    self.target = target
    featureNames = features
    guard column != target else { throw .invalid("\"\(target)\" is the target and cannot be its own prediction") }
    for name in features where name == target || name == column {
      throw .invalid(
        "\"\(name)\" is \(name == target ? "the target" : "the prediction") and cannot be a feature as well")
    }
    if let name = features.enumerated().first(where: { features[..<$0.offset].contains($0.element) }) {
      throw .invalid("the feature \"\(name.element)\" is named twice")
    }
    let column = try reference.column(target)
    let numbers = column.type == .date ? nil : column.numbers()
    guard let numbers else {
      throw .wrongType(
        "predictions in a column are chances or numbers, but the target \"\(target)\" holds \(column.type.article); "
          + "monitor the model itself")
    }
    kind = numbers.allSatisfy { $0.isNaN || $0 == 0 || $0 == 1 } ? .binary : .number
  }

  var model: Model? { if case .model(let model) = source { model } else { nil } }

  /// What was predicted for every row of a table; NaN where a column of predictions has a gap.
  ///
  /// - Throws: where a column is missing or holds something else.
  func predictions(for table: Table) throws(DataError) -> Predictions {
    switch source {
    case .model(let model): return try model.predictions(for: table)
    case .column(let name):
      let column = try table.column(name)
      guard column.type != .date, let numbers = column.numbers() else {
        throw .wrongType("predictions are numbers, but column \"\(name)\" holds \(column.type.article)")
      }
      if kind == .binary, let row = numbers.firstIndex(where: { !($0.isNaN || (0...1).contains($0)) }) {
        throw .invalid(
          "\"\(target)\" is true or false, so that \"\(name)\" must hold chances from 0 to 1, but row \(row + 1) holds "
            + "\(NumberText.short(numbers[row]))")
      }
      return Predictions(kind: kind, values: numbers)
    }
  }

  /// What was predicted, beside what came, where both are known.
  ///
  /// - Returns: the outcomes with the rows that they are of; nil where the table has no target.
  /// - Throws: where the target is of another kind than was predicted.
  func outcomes(_ predictions: Predictions, in table: Table) throws(DataError) -> KnownOutcomes? {
    guard table.hasColumn(target) else { return nil }
    let validity = try table.column(target).validity
    let width = kind.outputs
    let rows = (0..<Int32(table.rowCount)).filter {
      validity.isPresent(Int($0)) && !predictions.values[Int($0) * width].isNaN
    }
    guard !rows.isEmpty else { return nil }
    let isWhole = rows.count == table.rowCount
    let known =
      isWhole
      ? predictions
      : Predictions(
        kind: kind, values: rows.flatMap { predictions.values[Int($0) * width..<(Int($0) + 1) * width] })
    return KnownOutcomes(
      rows: rows, outcomes: try (isWhole ? table : table.choosing(rows)).outcomes(of: target, known))
  }
}

/// Outcomes of the rows whose target is known: others may follow, and say nothing of a model's quality yet.
struct KnownOutcomes: Sendable {
  /// Ascending places in the table, one for each outcome.
  let rows: [Int32]
  let outcomes: Outcomes

  /// The outcomes of some rows of a table, as places among these.
  func choosing(_ kept: [Int32], of rowCount: Int) -> KnownOutcomes? {
    let places = places(rowCount: rowCount)
    let known = kept.indices.filter { places[Int(kept[$0])] >= 0 }
    guard !known.isEmpty else { return nil }
    return KnownOutcomes(
      rows: known.map { Int32($0) }, outcomes: outcomes.choosing(known.map { places[Int(kept[$0])] }))
  }

  /// The predictions and what came as columns, a row for each of so many of the table; missing where nothing is known.
  func table(_ kind: TargetKind, rowCount: Int) throws(DataError) -> (
    table: Table, predictions: [String], outcome: String
  ) {
    let places = places(rowCount: rowCount)
    let width = kind.outputs
    let names = (0..<width).map { "prediction \($0)" }
    let (values, actual) = outcomes.columns
    let stride = values.count / max(1, rows.count)
    var columns = names.enumerated().map { output, name in
      (
        name: name,
        column: Column(places.map { $0 < 0 ? .nan : values[Int($0) * stride + output] })
      )
    }
    columns.append((name: "outcome", column: actual.gathered(orMissing: places)))
    return (try Table(label: "outcomes", columns: columns), names, "outcome")
  }

  /// For each of so many rows of the table the place of its outcome; −1 where there is none.
  func places(rowCount: Int) -> [Int32] {
    var places = [Int32](repeating: -1, count: rowCount)
    for (place, row) in rows.enumerated() { places[Int(row)] = Int32(place) }
    return places
  }
}

extension Outcomes {
  /// What was predicted, row after row, and what came, as a column.
  fileprivate var columns: (predictions: [Double], outcome: Column) {
    switch self {
    case .binary(let outcomes): (outcomes.scores, Column(outcomes.actual))
    case .number(let outcomes): (outcomes.predicted, Column(outcomes.actual))
    case .multiclass(let outcomes): (outcomes.scores, Column(outcomes.actual.map { outcomes.classes[Int($0)] }))
    }
  }
}
