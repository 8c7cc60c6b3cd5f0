/// What to expect of judgements between several classes, where each row is of each class with a chance.
struct ExpectedClasses: Sendable {
  private let width: Int
  /// Row after row, the chance that it is of each class.
  private let chances: [Double]
  /// Row after row, what was predicted.
  private let scores: [Double]
  /// For each row the place of its most probable class, as predicted.
  private let judged: [Int]

  init(chances: [Double], _ predictions: Predictions) {
    width = predictions.kind.outputs
    self.chances = chances
    scores = predictions.values
    judged = predictions.classes
  }

  func canEstimate(_ metric: Metric) -> Bool {
    switch metric {
    case .rocAUC, .logLoss, .brier, .accuracy, .balancedAccuracy, .matthewsCorrelation, .cohenKappa, .topAccuracy,
      .averaged:
      true
    default: false
    }
  }

  /// Nil where there are no rows, or they do not define it.
  func value(of metric: Metric, _ rows: [Int32]) -> Double? {
    guard !rows.isEmpty else { return nil }
    switch metric {
    case .rocAUC: return rocAUC(rows)
    case .logLoss:
      return mean(rows) { row in
        (0..<width).reduce(0) { $0 + chances[row * width + $1] * rowLogLoss(1, scores[row * width + $1]) }
      }
    case .brier:
      return mean(rows) { row in
        (0..<width).reduce(0) { sum, output in
          let (chance, score) = (chances[row * width + output], scores[row * width + output])
          return sum + chance * (1 - score) * (1 - score) + (1 - chance) * score * score
        }
      }
    case .topAccuracy(let most):
      return mean(rows) { row in
        // Of equals, the later classes are preferred, as where outcomes are known.
        let ranked = (0..<width).sorted { (scores[row * width + $0], $0) > (scores[row * width + $1], $1) }
        return ranked.prefix(most).reduce(0) { $0 + chances[row * width + $1] }
      }
    case .accuracy: return mean(rows) { row in chances[row * width + judged[row]] }
    default: return metric.value(of: counts(rows))
    }
  }

  private func mean(_ rows: [Int32], _ value: (Int) -> Double) -> Double {
    rows.reduce(0) { $0 + value(Int($1)) } / Double(rows.count)
  }

  /// How many rows of each class are to be expected among those that were taken for each.
  private func counts(_ rows: [Int32]) -> ClassCounts {
    var cells = [Double](repeating: 0, count: width * width)
    for row in rows {
      for actual in 0..<width { cells[actual * width + judged[Int(row)]] += chances[Int(row) * width + actual] }
    }
    return ClassCounts(
      classes: width,
      cells: cells.indices.map { .init(actual: $0 / width, predicted: $0 % width, rows: cells[$0]) })
  }

  /// Of each class against all others, averaged.
  private func rocAUC(_ rows: [Int32]) -> Double? {
    var sum = 0.0
    for output in 0..<width {
      let own = rows.map { scores[Int($0) * width + output] }
      let truths = rows.map { chances[Int($0) * width + output] }
      let outcomes = ScoredOutcomes(
        actual: rows.map { _ in true } + rows.map { _ in false }, scores: own + own,
        weights: truths + truths.map { 1 - $0 })
      guard let area = outcomes.rocAUC else { return nil }
      sum += area
    }
    return sum / Double(width)
  }
}
