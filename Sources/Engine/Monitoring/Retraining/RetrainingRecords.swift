/// The JSON form of a retraining: what a scheduler reads.
extension Retraining: Encodable {
  private enum Key: String, CodingKey { case target, period, isDue, isPromoted, reasons, trial, gap }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(period.name, forKey: .period)
    try container.encode(isDue, forKey: .isDue)
    try container.encode(isPromoted, forKey: .isPromoted)
    try container.encode(reasons, forKey: .reasons)
    try container.encodeIfPresent(trial, forKey: .trial)
    try container.encodeIfPresent(gap, forKey: .gap)
  }
}

extension Retraining.Reason: Encodable {
  private enum Key: String, CodingKey { case trigger, hasFired, text }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(trigger.name, forKey: .trigger)
    try container.encode(hasFired, forKey: .hasFired)
    try container.encode(text, forKey: .text)
  }
}

extension Retraining.Trial: Encodable {
  private enum Key: String, CodingKey { case learnedFrom, learnedRows, judgedOn, comparison, rules }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(learnedFrom, forKey: .learnedFrom)
    try container.encode(learnedRows, forKey: .learnedRows)
    try container.encode(judgedOn, forKey: .judgedOn)
    try container.encode(comparison, forKey: .comparison)
    try container.encode(verdicts, forKey: .rules)
  }
}

extension Retraining.Verdict: Encodable {
  private enum Key: String, CodingKey { case rule, holds, figure, goals, rows }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(rule.name, forKey: .rule)
    try container.encode(holds, forKey: .holds)
    try container.encodeIfPresent(figure, forKey: .figure)
    if !goals.isEmpty { try container.encode(goals, forKey: .goals) }
    try container.encode(rows, forKey: .rows)
  }
}

extension RetrainingTrigger {
  /// In a table: `an alert of ROC AUC`.
  public var name: String {
    switch self {
    case .alert(let subject): subject.map { "an alert of \($0.name)" } ?? "an alert"
    case .changedRelation: "a change of the relation"
    case .changedInputs: "a change of the inputs"
    case .age(let count): "an age of \(NumberText.whole(count))"
    case .outcomes(let count): "\(NumberText.whole(count)) known outcomes"
    }
  }
}

extension PromotionRule {
  /// In a table: `no worse where origin == "LGA"`.
  public var name: String {
    switch self {
    case .better(let margin): margin > 0 ? "better by \(NumberText.short(margin)) or more" : "better"
    case .noWorse(let condition): "no worse where \(condition)"
    case .meeting(let goals): goals.count == 1 ? "meets the goal" : "meets the goals"
    }
  }
}
