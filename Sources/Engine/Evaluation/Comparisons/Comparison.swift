/// Two models judged on the same rows: the one in use, and one that would take its place.
public struct Comparison: Sendable, Encodable {
  public let target: String
  public let rowCount: Int
  /// The figure that decides first: ROC AUC, accuracy or mean absolute error, by the kind of target.
  public let leading: ComparedFigure
  public let others: [ComparedFigure]

  public var figures: [ComparedFigure] { [leading] + others }

  /// Differences that chance makes at most once in twenty times are taken for real.
  public static let significance = 0.05

  /// Whether the challenger is better by the leading figure, and chance alone would hardly make it so.
  public var isBetter: Bool { leading.isBetter && isReal }

  /// Whether the leading figures differ by more than chance makes them, either way.
  public var isReal: Bool { (leading.difference?.pValue ?? 1) < Self.significance }
}

/// One figure of two models on the same rows.
public struct ComparedFigure: Sendable, Encodable {
  public let metric: Metric
  /// Nil where the rows do not define it.
  public let champion: Double?
  public let challenger: Double?
  /// Challenger less champion.
  public let difference: PairedDifference?

  /// Whether the challenger's value is the better one.
  public var isBetter: Bool {
    guard let champion, let challenger else { return false }
    return metric.isBetter(challenger, than: champion)
  }

  private enum Key: String, CodingKey { case metric, champion, challenger, difference }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encode(champion, forKey: .champion)
    try container.encode(challenger, forKey: .challenger)
    try container.encode(difference, forKey: .difference)
  }
}

/// Judges two models of the same target on the same rows, with a paired test for each figure.
///
/// - Parameters:
///   - champion: the model in use.
///   - challenger: the one that would take its place.
///   - table: rows that neither has seen.
/// - Throws: `DataError` where the models predict different things, a column is missing, or there are no rows.
public func compare(champion: Model, challenger: Model, on table: Table) throws(DataError) -> Comparison {
  guard champion.target == challenger.target else {
    throw .invalid(
      "the champion predicts \"\(champion.target)\", the challenger \"\(challenger.target)\": they do not compare")
  }
  guard table.rowCount > 0 else { throw .empty("\(table.label) has no rows to compare models on") }
  let first = try table.outcomes(of: champion.target, try champion.predictions(for: table))
  let second = try table.outcomes(of: champion.target, try challenger.predictions(for: table))
  let figures: [ComparedFigure]
  switch (first, second) {
  case (.binary(let first), .binary(let second)): figures = compared(first, second)
  case (.multiclass(let first), .multiclass(let second)): figures = compared(first, second)
  case (.number(let first), .number(let second)): figures = compared(first, second)
  default: throw .invalid("one of the models predicts numbers, the other chances: they do not compare")
  }
  return Comparison(
    target: champion.target, rowCount: table.rowCount, leading: figures[0], others: Array(figures.dropFirst()))
}

private func compared(_ first: ScoredOutcomes, _ second: ScoredOutcomes) -> [ComparedFigure] {
  func isRight(_ outcomes: ScoredOutcomes) -> [Bool] {
    zip(outcomes.actual, outcomes.scores).map { $0 == ($1 >= 0.5) }
  }
  func losses(_ outcomes: ScoredOutcomes) -> [Double] {
    zip(outcomes.actual, outcomes.scores).map { rowLogLoss($0 ? 1 : 0, $1) }
  }
  return [
    ComparedFigure(
      metric: .rocAUC, champion: first.rocAUC, challenger: second.rocAUC,
      difference: .delong(first.actual, first.scores, second.scores)),
    figure(
      .accuracy(threshold: 0.5), .binary(first), .binary(second),
      .mcnemar(firstIsRight: isRight(first), secondIsRight: isRight(second))),
    figure(.logLoss, .binary(first), .binary(second), .bootstrap(losses(first), losses(second))),
    figure(
      .brier, .binary(first), .binary(second),
      .bootstrap(Outcomes.binary(first).losses, Outcomes.binary(second).losses)),
  ]
}

private func compared(_ first: ClassOutcomes, _ second: ClassOutcomes) -> [ComparedFigure] {
  func isRight(_ outcomes: ClassOutcomes) -> [Bool] { zip(outcomes.actual, outcomes.predicted).map { $0 == $1 } }
  let (a, b) = (Outcomes.multiclass(first), Outcomes.multiclass(second))
  return [
    figure(
      .accuracy(threshold: 0.5), a, b, .mcnemar(firstIsRight: isRight(first), secondIsRight: isRight(second))),
    figure(.logLoss, a, b, .bootstrap(first.rowLogLosses, second.rowLogLosses)),
    figure(.brier, a, b, .bootstrap(a.losses, b.losses)),
  ]
}

private func compared(_ first: NumberOutcomes, _ second: NumberOutcomes) -> [ComparedFigure] {
  func distances(_ outcomes: NumberOutcomes) -> [Double] {
    zip(outcomes.actual, outcomes.predicted).map { ($1 - $0).magnitude }
  }
  let (a, b) = (Outcomes.number(first), Outcomes.number(second))
  return [
    figure(.meanAbsoluteError, a, b, .bootstrap(distances(first), distances(second))),
    figure(.rootMeanSquaredError, a, b, .bootstrap(a.losses, b.losses) { $0.squareRoot() }),
  ]
}

private func figure(
  _ metric: Metric, _ first: Outcomes, _ second: Outcomes, _ difference: PairedDifference
) -> ComparedFigure {
  ComparedFigure(
    metric: metric, champion: metric.value(of: first), challenger: metric.value(of: second), difference: difference)
}
