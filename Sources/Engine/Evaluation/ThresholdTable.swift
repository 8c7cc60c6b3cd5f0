/// What follows from calling rows positive from one chance on or another, and what it costs.
public struct ThresholdTable: Sendable, Encodable {
  public let target: String
  /// What a false alarm and a miss cost, in the same unit; a right answer costs nothing.
  public let costs: Costs
  /// By rising threshold.
  public let rows: [Row]
  /// The threshold, among all chances that the model gave, with the lowest cost; the highest of equals.
  public let best: Row

  /// The threshold that costs least.
  public var cheapest: Double { best.threshold }

  public struct Costs: Sendable, Encodable {
    public let falseAlarm: Double
    public let miss: Double
  }

  public struct Row: Sendable, Encodable {
    public let threshold: Double
    /// The share of rows that are called positive.
    public let flagged: Double
    /// Nil where no row is called positive.
    public let precision: Double?
    /// Nil where no row is positive.
    public let recall: Double?
    public let f1: Double?
    /// A row on average.
    public let cost: Double

    init(_ confusion: Confusion, _ costs: Costs) {
      threshold = confusion.threshold
      flagged = confusion.predictedPositives / confusion.total
      precision = Metric.precision(threshold: threshold).value(of: confusion)
      recall = Metric.recall(threshold: threshold).value(of: confusion)
      f1 = Metric.f1(threshold: threshold).value(of: confusion)
      cost =
        (costs.falseAlarm * confusion.falsePositives + costs.miss * confusion.falseNegatives) / confusion.total
    }
  }
}

extension Evaluation {
  /// The thresholds from 0.05 to 0.95 side by side, and the one that costs least.
  ///
  /// - Parameters:
  ///   - falseAlarm: what a row costs that is called positive and is not, at least 0.
  ///   - miss: what a positive row costs that is not called so, at least 0.
  /// - Throws: where the target is not true or false, or there are no rows.
  public func thresholds(falseAlarm: Double = 1, miss: Double = 1) throws(DataError) -> ThresholdTable {
    let scored = try scored(for: "thresholds")
    try ValidRange.from(0).check("falseAlarm", falseAlarm)
    try ValidRange.from(0).check("miss", miss)
    let costs = ThresholdTable.Costs(falseAlarm: falseAlarm, miss: miss)
    let rows = (1..<20).map { ThresholdTable.Row(scored.confusion(at: Double($0) / 20), costs) }
    // Between two chances that were given nothing changes, so that each of them is tried, and calling nothing positive.
    var best = ThresholdTable.Row(scored.confusion(at: 1.0.nextUp), costs)
    for step in scored.steps {
      let row = ThresholdTable.Row(scored.confusion(at: step.score), costs)
      if row.cost < best.cost { best = row }
    }
    return ThresholdTable(target: model.target, costs: costs, rows: rows, best: best)
  }

  /// The threshold that keeps a promise at the least expense: the highest that finds so many of the positive rows, or the
  /// lowest whose alarms are right so often.
  ///
  /// - Throws: where the target is not true or false, or no threshold keeps the promise.
  public func threshold(recall: Double) throws(DataError) -> Double {
    try ValidRange.share.check("recall", recall)
    let scored = try scored(for: "a threshold")
    for step in scored.steps where step.truePositives >= recall * scored.positives && scored.positives > 0 {
      return step.score
    }
    throw .empty("no row is \(model.target): there is nothing to be found")
  }

  /// The lowest threshold from which on alarms are right so often.
  public func threshold(precision: Double) throws(DataError) -> Double {
    try ValidRange.share.check("precision", precision)
    let scored = try scored(for: "a threshold")
    let found = scored.steps.last { $0.truePositives >= precision * ($0.truePositives + $0.falsePositives) }
    guard let found else {
      throw .invalid("no threshold has a precision of \(NumberText.short(precision)) on \(scored.count) rows")
    }
    return found.score
  }

  /// - Throws: where the target is not true or false, or there are no rows.
  func scored(for what: String) throws(DataError) -> ScoredOutcomes {
    guard case .binary(let scored) = outcomes else {
      throw .wrongType("the model of \"\(model.target)\" predicts \(model.kind.sentence); \(what) need true or false")
    }
    guard scored.count > 0 else { throw .empty("there are no rows to judge") }
    return scored
  }
}
