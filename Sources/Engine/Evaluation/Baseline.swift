/// What a model must beat to be worth having.
public enum Baseline: Sendable {
  /// The base rate of the training rows for every row: always the more frequent class.
  case majority
  /// A condition that anyone could apply by hand.
  case rule(String, Expression)
  /// Another model, simpler as a rule.
  case model(String, Model)

  var name: String {
    switch self {
    case .majority: "always the same answer"
    case .rule(let name, _), .model(let name, _): name
    }
  }

  func scores(of model: Model, on table: Table) throws(DataError) -> [Double] {
    switch self {
    case .majority: return [Double](repeating: model.baseRate, count: table.rowCount)
    case .model(_, let other): return try other.probabilities(for: table)
    case .rule(_, let condition):
      let column = try condition.evaluated(over: table)
      guard let holds = column.truths() else {
        throw .wrongType("a rule is true or false for each row, not \(column.type.article): \(condition)")
      }
      return holds.map { $0 ? 1 : 0 }
    }
  }

  /// A rule has no probabilities, so that their quality cannot be measured.
  var isHardDecision: Bool { if case .rule = self { true } else { false } }
}
