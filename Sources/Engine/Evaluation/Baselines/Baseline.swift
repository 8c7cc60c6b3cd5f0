/// What a model must beat to be worth having.
public enum Baseline: Sendable {
  /// The base rates of the training rows for every row: always the most frequent class.
  case majority
  /// The mean of the training rows for every row.
  case mean
  /// A condition, a number or a class that anyone could work out by hand.
  case rule(String, Expression)
  /// Another model, simpler as a rule.
  case model(String, Model)
  /// What a column of the table predicts: a forecast or a system that is in use.
  case column(String, named: String)
  /// What people answered, in a column of the table: as good as a model of their answers can be asked to be.
  case human(String)
  /// What came a number of rows before.
  case earlier(EarlierValue)

  /// The value that came last, by a column of dates.
  ///
  /// - Parameters:
  ///   - by: a column that tells apart several series in one table.
  ///   - history: rows before the judged ones, so that the first of them have a past as well.
  public static func lastValue(on dates: String, by series: String? = nil, after history: Table? = nil) -> Baseline {
    .earlier(EarlierValue(rows: 1, dates: dates, series: series, history: history))
  }

  /// The value that came one season before: so many rows back, by a column of dates.
  public static func seasonal(
    _ rows: Int, on dates: String, by series: String? = nil, after history: Table? = nil
  ) -> Baseline {
    .earlier(EarlierValue(rows: rows, dates: dates, series: series, history: history))
  }

  public static let validSeason = ValidRange.from(1, to: 1_000_000)

  var name: String {
    switch self {
    case .majority: "always the same answer"
    case .mean: "always the mean"
    case .rule(let name, _), .model(let name, _), .column(_, let name): name
    case .human(let column): "people (\(column))"
    case .earlier(let value): value.rows == 1 ? "the last value" : "the value \(value.rows) rows before"
    }
  }

  /// What the baseline says of a table's rows, beside what came, and whether it knows no chances.
  ///
  /// - Throws: where it does not fit the kind of target, or has no answer for a row.
  func outcomes(
    beside model: Model, on table: Table
  ) throws(DataError) -> (outcomes: Outcomes, isHardDecision: Bool) {
    switch self {
    case .majority:
      guard model.kind != .number else {
        throw .wrongType("\"\(model.target)\" is a number, of which there is no majority; the baseline is .mean")
      }
      return (try constant(model, table), false)
    case .mean:
      guard model.kind == .number else {
        throw .wrongType("the mean predicts numbers, but \"\(model.target)\" is none; the baseline is .majority")
      }
      return (try constant(model, table), false)
    case .model(let name, let other):
      guard model.kind.isLike(other.kind) else {
        throw .wrongType("the baseline \"\(name)\" predicts \(other.kind.sentence), the model \(model.kind.sentence)")
      }
      return (try table.outcomes(of: model.target, try other.predictions(for: table)), false)
    case .rule(let name, let expression):
      let column = try expression.evaluated(over: table)
      if model.kind == .binary {
        guard let holds = column.truths() else {
          throw .wrongType("a rule is true or false for each row, not \(column.type.article): \(expression)")
        }
        let actual = try table.outcomes(model.target)
        return (.binary(ScoredOutcomes(actual: actual, scores: holds.map { $0 ? 1 : 0 })), true)
      }
      return try outcomes(of: column, called: "the rule \"\(name)\"", model, table)
    case .column(let column, _), .human(let column):
      return try outcomes(of: try table.column(column), called: "\"\(column)\"", model, table)
    case .earlier(let value):
      let column = try value.column(of: model, in: table)
      return try outcomes(of: column, called: name, model, table)
    }
  }

  private func constant(_ model: Model, _ table: Table) throws(DataError) -> Outcomes {
    let answers = (0..<table.rowCount).flatMap { _ in model.prior }
    return try table.outcomes(of: model.target, Predictions(kind: model.kind, values: answers))
  }

  /// Answers that stand in a column, in the form that the model's target has.
  private func outcomes(
    of column: Column, called name: String, _ model: Model, _ table: Table
  ) throws(DataError) -> (outcomes: Outcomes, isHardDecision: Bool) {
    guard column.validity.isComplete else {
      throw .invalid(
        "\(name) has no answer in \(column.validity.missingCount) of \(table.rowCount) rows; leave them out with "
          + ".filter")
    }
    let mismatch = DataError.wrongType(
      "\(name) is \(column.type.article), but \"\(model.target)\" is predicted as \(model.kind.sentence)")
    switch model.kind {
    case .binary:
      guard column.type != .date, let scores = column.numbers(), scores.allSatisfy({ (0...1).contains($0) }) else {
        throw mismatch
      }
      let outcomes = ScoredOutcomes(actual: try table.outcomes(model.target), scores: scores)
      return (.binary(outcomes), scores.allSatisfy { $0 == 0 || $0 == 1 })
    case .number:
      guard column.type != .date, let numbers = column.numbers(), numbers.allSatisfy(\.isFinite) else { throw mismatch }
      return (.number(NumberOutcomes(actual: try table.finiteNumbers(model.target), predicted: numbers)), true)
    case .multiclass(let known):
      guard case .string(let strings) = column.values else { throw mismatch }
      let actual = try table.presentTexts(model.target)
      let answers = strings.codes.map { strings.dictionary[Int($0)] }
      let classes = known + Set(actual + answers).subtracting(known).sorted()
      let places = Dictionary(uniqueKeysWithValues: zip(classes, 0...))
      var scores = [Double](repeating: 0, count: answers.count * classes.count)
      for (row, answer) in answers.enumerated() { scores[row * classes.count + (places[answer] ?? 0)] = 1 }
      let outcomes = ClassOutcomes(
        classes: classes, actual: actual.map { Int32(places[$0] ?? 0) }, scores: scores)
      return (.multiclass(outcomes), true)
    }
  }
}

extension TargetKind {
  /// Whether figures of both can stand side by side: two models may know other classes.
  fileprivate func isLike(_ other: TargetKind) -> Bool {
    switch (self, other) {
    case (.binary, .binary), (.number, .number), (.multiclass, .multiclass): true
    default: false
    }
  }
}
