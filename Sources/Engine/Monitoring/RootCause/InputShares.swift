/// What the movement of each feature accounts for.
struct InputShares {
  let parts: [RootCause.Part]

  private static let mostRows = 10_000
  private static let exactUpTo = 7
  private static let orders = 24

  init(_ metric: Metric, _ before: ComparedRows, _ after: ComparedRows, features: [String]) throws(DataError) {
    let shift = try DomainShift(before, after, features: features, mostRows: Self.mostRows)
    let names = shift.features
    let plain = metric.value(of: shift.outcomes) ?? 0
    var known: [UInt64: Double] = [0: plain]
    func wanted() -> [[Int]] {
      if names.count <= Self.exactUpTo { return [] }
      var random = SplitMix64(seed: 1)
      return (0..<Self.orders).map { _ in
        var order = Array(names.indices)
        for place in order.indices.dropLast().reversed() { order.swapAt(place, random.below(place + 1)) }
        return order
      }
    }
    let orders = wanted()
    let masks: [UInt64] =
      names.count <= Self.exactUpTo
      ? Array(1..<(UInt64(1) << UInt64(names.count)))
      : Set(
        orders.flatMap { order in
          order.indices.map { last in order[...last].reduce(UInt64(0)) { $0 | 1 << UInt64($1) } }
        }
      ).sorted()
    let values = mapInParallel(masks.count) { index -> Double in
      let chosen = names.indices.filter { masks[index] & (1 << UInt64($0)) != 0 }
      return shift.outcomes.weighted(by: shift.weights(from: chosen)).flatMap { metric.value(of: $0) } ?? plain
    }
    for (mask, value) in zip(masks, values) { known[mask] = value }
    var amounts = [Double](repeating: 0, count: names.count)
    if names.count <= Self.exactUpTo {
      for mask in 0..<(UInt64(1) << UInt64(names.count)) {
        for feature in names.indices where mask & (1 << UInt64(feature)) == 0 {
          let weight = Self.shapleyWeight(mask.nonzeroBitCount, of: names.count)
          amounts[feature] += weight * ((known[mask | 1 << UInt64(feature)] ?? plain) - (known[mask] ?? plain))
        }
      }
    } else {
      for order in orders {
        var mask: UInt64 = 0
        for feature in order {
          let next = mask | 1 << UInt64(feature)
          amounts[feature] += ((known[next] ?? plain) - (known[mask] ?? plain)) / Double(orders.count)
          mask = next
        }
      }
    }
    parts = zip(names, amounts).map { RootCause.Part(feature: $0, amount: $1) }
  }

  /// |S|! (n − |S| − 1)! / n!
  private static func shapleyWeight(_ size: Int, of count: Int) -> Double {
    exponential(
      logGamma(Double(size) + 1) + logGamma(Double(count - size)) - logGamma(Double(count) + 1))
  }
}

/// Two sets of rows, and how much rows of the first must weigh for their features to look as in the second.
private struct DomainShift: Sendable {
  let features: [String]
  /// Of the first set, in the order of the weights.
  let outcomes: Outcomes
  private let separation: RowSeparation

  private static let mostFeatures = 60
  private static let settings = BoostedTrees.Settings(rounds: 30, leaves: 8, learningRate: 0.15)

  init(_ before: ComparedRows, _ after: ComparedRows, features: [String], mostRows: Int) throws(DataError) {
    guard features.count <= Self.mostFeatures else {
      throw .invalid("a root cause is split over at most \(Self.mostFeatures) features, not \(features.count)")
    }
    self.features = features
    separation = try RowSeparation(
      features, before.table, before.rows, after.table, after.rows, mostRows: mostRows, seed: 7)
    outcomes = before.outcomes.choosing(separation.firstRows)
  }

  /// Odds of the second set over the first, held within 1/20 to 20 and scaled to a mean of 1.
  func weights(from chosen: [Int]) -> [Double] {
    let odds = separation.chances(Self.settings, by: chosen).prefix(outcomes.count)
      .map { min(max($0 / max(1 - $0, 1e-9), 0.05), 20) }
    let mean = odds.reduce(0, +) / Double(max(1, odds.count))
    return odds.map { $0 / mean }
  }
}

extension Outcomes {
  /// The same rows, each counting for so much; nil of several classes, whose figures know no weights.
  fileprivate func weighted(by weights: [Double]) -> Outcomes? {
    switch self {
    case .binary(let outcomes):
      .binary(ScoredOutcomes(actual: outcomes.actual, scores: outcomes.scores, weights: weights))
    case .multiclass(let outcomes): .multiclass(outcomes.repeated(weights))
    case .number(let outcomes):
      .number(NumberOutcomes(actual: outcomes.actual, predicted: outcomes.predicted, weights: weights))
    }
  }
}

extension ClassOutcomes {
  /// Rows drawn in proportion to their weights, evenly spread.
  fileprivate func repeated(_ weights: [Double]) -> ClassOutcomes {
    var rows: [Int32] = []
    var due = 0.5
    for (row, weight) in weights.enumerated() {
      due += weight
      while due >= 1 {
        rows.append(Int32(row))
        due -= 1
      }
    }
    return choosing(rows)
  }
}
