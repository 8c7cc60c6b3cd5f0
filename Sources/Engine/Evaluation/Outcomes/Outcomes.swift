/// What a model said of some rows beside what came, whatever kind of target it has.
public enum Outcomes: Sendable {
  /// Chances of something that is true or false.
  case binary(ScoredOutcomes)
  /// Chances of several classes.
  case multiclass(ClassOutcomes)
  /// Numbers.
  case number(NumberOutcomes)

  public var count: Int {
    switch self {
    case .binary(let outcomes): outcomes.count
    case .multiclass(let outcomes): outcomes.count
    case .number(let outcomes): outcomes.count
    }
  }

  /// The given rows only.
  public func choosing(_ rows: [Int32]) -> Outcomes {
    switch self {
    case .binary(let outcomes): .binary(outcomes.choosing(rows))
    case .multiclass(let outcomes): .multiclass(outcomes.choosing(rows))
    case .number(let outcomes): .number(outcomes.choosing(rows))
    }
  }

  /// How wrong each row is: squared distances of chance and outcome, summed over the classes where there are several,
  /// and of numbers.
  public var losses: [Double] {
    switch self {
    case .binary(let outcomes):
      return outcomes.actual.indices.map { row in
        let distance = outcomes.scores[row] - (outcomes.actual[row] ? 1 : 0)
        return distance * distance
      }
    case .multiclass(let outcomes): return outcomes.actual.indices.map { outcomes.brier(ofRow: $0) }
    case .number(let outcomes):
      return outcomes.actual.indices.map { row in
        let distance = outcomes.predicted[row] - outcomes.actual[row]
        return distance * distance
      }
    }
  }

  /// The metrics that an evaluation of such outcomes reports.
  public var reported: [Metric] {
    switch self {
    case .binary: Metric.reported
    case .multiclass: Metric.reportedOfClasses
    case .number: Metric.reportedOfNumbers
    }
  }
}

extension Table {
  /// What came in every row of a target column, beside predictions of it.
  ///
  /// A class that the model has never seen is one that it gave no chance.
  /// - Throws: where the target is missing, in a row or at all, or of another kind than was predicted.
  func outcomes(of target: String, _ predictions: Predictions) throws(DataError) -> Outcomes {
    switch predictions.kind {
    case .binary: return .binary(ScoredOutcomes(actual: try outcomes(target), scores: predictions.values))
    case .number: return .number(NumberOutcomes(actual: try finiteNumbers(target), predicted: predictions.values))
    case .multiclass(let known):
      let actual = try presentTexts(target)
      let places = Dictionary(uniqueKeysWithValues: zip(known, Int32(0)...))
      let unseen = Set(actual).subtracting(known).sorted()
      let classes = known + unseen
      let unseenPlaces = Dictionary(uniqueKeysWithValues: zip(unseen, Int32(known.count)...))
      let width = known.count
      let scores =
        unseen.isEmpty
        ? predictions.values
        : (0..<rowCount).flatMap { row in
          predictions.values[row * width..<(row + 1) * width] + [Double](repeating: 0, count: unseen.count)
        }
      return .multiclass(
        ClassOutcomes(
          classes: classes, actual: actual.map { places[$0] ?? unseenPlaces[$0] ?? 0 }, scores: scores))
    }
  }

  /// A target column of numbers.
  ///
  /// - Throws: where one is missing or not finite, or where it holds something else.
  func finiteNumbers(_ target: String) throws(DataError) -> [Double] {
    let column = try presentColumn(target)
    guard column.type != .date, let numbers = column.numbers() else {
      throw .wrongType("\"\(target)\" must hold numbers, as the model predicts, but it holds \(column.type.article)")
    }
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw .invalid("\"\(target)\" is not finite in row \(row + 1)")
    }
    return numbers
  }

  /// A target column of strings that name classes.
  ///
  /// - Throws: where one is missing, or where it holds something else.
  func presentTexts(_ target: String) throws(DataError) -> [String] {
    let column = try presentColumn(target)
    guard case .string(let strings) = column.values else {
      throw .wrongType("\"\(target)\" must hold strings, as the model predicts, but it holds \(column.type.article)")
    }
    return strings.codes.map { strings.dictionary[Int($0)] }
  }
}
