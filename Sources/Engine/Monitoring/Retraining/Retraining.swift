/// Whether a model is due for retraining, how a challenger does on the rows that followed, and whether it is to be
/// promoted.
public struct Retraining: Sendable {
  public let target: String
  public let period: Period
  /// Every trigger, in the order in which they were given.
  public let reasons: [Reason]
  /// Nil where no trigger fired, or there are too few rows.
  public let trial: Trial?
  /// Why a model that is due was not tried; nil where it was, or is not due.
  public let gap: String?

  /// Whether any trigger fired.
  public var isDue: Bool { reasons.contains(where: \.hasFired) }

  /// Whether a challenger was tried, and every rule holds.
  public var isPromoted: Bool { trial.map { $0.verdicts.allSatisfy(\.holds) } ?? false }

  public var challenger: Model? { trial?.challenger }

  /// What a trigger found.
  public struct Reason: Sendable {
    public let trigger: RetrainingTrigger
    public let hasFired: Bool
    /// In words, made from the numbers: `4 of 13 weeks have passed`.
    public let text: String
  }

  /// A challenger beside the champion, on the same rows.
  public struct Trial: Sendable {
    public let challenger: Model
    /// What the challenger learned from: `2013-W22 to 2013-W29`.
    public let learnedFrom: String
    public let learnedRows: Int
    public let judgedOn: String
    public let comparison: Comparison
    public let verdicts: [Verdict]
  }

  /// Whether a rule holds, and by which figures.
  public struct Verdict: Sendable {
    public let rule: PromotionRule
    public let holds: Bool
    /// Of `better` and `noWorse`; nil where the rows do not define it.
    public let figure: ComparedFigure?
    /// Of `meeting`.
    public let goals: [GoalMeasurement]
    /// The rows that were looked at.
    public let rows: Int
  }

  /// The fewest rows with a known outcome to learn from, and to judge by.
  public static let fewestRows = 100
  public static let validWindows = ValidRange.from(1)
}

extension MonitorReport {
  /// Asks each trigger; where one fires, trains a challenger on the rows before the latest windows, judges both models on
  /// those, and asks the rules.
  ///
  /// - Parameters:
  ///   - triggers: at least one.
  ///   - rows: what the challenger learns from.
  ///   - judged: how many whole windows with known outcomes, the latest, both models are judged on.
  ///   - rules: all must hold for a promotion; at least one.
  /// - Throws: where predictions of another system are followed, the model cannot be trained anew, or a goal or condition
  ///   does not fit it. Too few rows are no error.
  public func retraining(
    when triggers: [RetrainingTrigger], learning rows: RetrainingRows = .latest(8), judging judged: Int = 1,
    promoting rules: [PromotionRule] = [.better()]
  ) throws(DataError) -> Retraining {
    guard !triggers.isEmpty else { throw .invalid("when: names at least one trigger, such as .alert()") }
    guard !rules.isEmpty else { throw .invalid("promoting: names at least one rule, such as .better()") }
    guard let champion = data.monitored.model else {
      throw .invalid("predictions of another system are followed: there is no model here to train anew")
    }
    try Retraining.validWindows.check("judging", Double(judged))
    // Asked of the rows once, however many triggers want to know.
    let findings = try triggers.contains { $0 == .changedRelation || $0 == .changedInputs } ? diagnosis.findings : []
    var reasons: [Retraining.Reason] = []
    for trigger in triggers { reasons.append(try reason(trigger, findings)) }
    func result(_ trial: Retraining.Trial?, _ gap: String?) -> Retraining {
      Retraining(target: target, period: period, reasons: reasons, trial: trial, gap: gap)
    }
    guard reasons.contains(where: \.hasFired) else { return result(nil, nil) }
    let choice = try RetrainingChoice(data, learning: rows, judging: judged)
    if let gap = choice.gap { return result(nil, gap) }
    let challenger = try retrain(champion, on: choice.learned)
    let comparison = try compare(champion: champion, challenger: challenger, on: choice.judged)
    var verdicts: [Retraining.Verdict] = []
    for rule in rules {
      verdicts.append(try rule.verdict(comparison, champion, challenger, choice.judged))
    }
    return result(
      Retraining.Trial(
        challenger: challenger, learnedFrom: choice.learnedFrom, learnedRows: choice.learned.rowCount,
        judgedOn: choice.judgedOn, comparison: comparison, verdicts: verdicts), nil)
  }

  // MARK: Triggers

  private func reason(
    _ trigger: RetrainingTrigger, _ findings: [Diagnosis.Finding]
  ) throws(DataError) -> Retraining.Reason {
    func told(_ hasFired: Bool, _ text: String) -> Retraining.Reason {
      Retraining.Reason(trigger: trigger, hasFired: hasFired, text: text)
    }
    func changes(_ holds: (Diagnosis.Finding) -> Bool, otherwise: String) -> Retraining.Reason {
      // What has passed is no reason to learn it, and of what came with the latest window there is nothing to learn from.
      let first = findings.first { $0.kind != .passing && !$0.isLatest && holds($0) }
      return told(first != nil, first?.description ?? otherwise)
    }
    switch trigger {
    case .alert(let subject):
      let current = alerts.first { alert in
        alert.isCurrent && (subject.map { $0 == alert.watch.subject } ?? (alert.priority == .must))
      }
      guard subject.map({ subject in watches.contains { $0.subject == subject } }) ?? !watches.isEmpty else {
        return told(false, "\(subject?.name ?? "nothing") is not watched")
      }
      return told(current != nil, current?.description ?? "no limit of \(subject?.name ?? "any kind") is crossed now")
    case .changedRelation:
      return changes({ $0.subject == .relation }, otherwise: "the same inputs mean the same outcomes as before")
    case .changedInputs: return changes({ $0.subject != .relation }, otherwise: "the inputs have not moved")
    case .age(let due):
      try RetrainingTrigger.validCount.check("the age", Double(due))
      let passed = windows.count { !$0.isPartial }
      return told(
        passed >= due,
        "\(NumberText.whole(passed)) of \(NumberText.whole(due)) \(period.shortName)\(due == 1 ? "" : "s") have passed")
    case .outcomes(let due):
      try RetrainingTrigger.validCount.check("the outcomes", Double(due))
      let known = data.known?.rows.count ?? 0
      return told(
        known >= due, "\(NumberText.whole(known)) of \(NumberText.whole(due)) outcomes have become known")
    }
  }
}

extension PromotionRule {
  fileprivate func verdict(
    _ comparison: Comparison, _ champion: Model, _ challenger: Model, _ rows: Table
  ) throws(DataError) -> Retraining.Verdict {
    switch self {
    case .better(let margin):
      try Self.validMargin.check("better by", margin)
      let gain = comparison.leading.gain
      return Retraining.Verdict(
        rule: self, holds: comparison.isBetter && (gain ?? 0) >= margin, figure: comparison.leading, goals: [],
        rows: comparison.rowCount)
    case .noWorse(let condition):
      let chosen = rows.choosing(try rows.rows(where: condition, of: "a promotion rule's where:"))
      guard chosen.rowCount > 0 else {
        // Nobody can say that it does no harm there.
        return Retraining.Verdict(rule: self, holds: false, figure: nil, goals: [], rows: 0)
      }
      let part = try compare(champion: champion, challenger: challenger, on: chosen)
      return Retraining.Verdict(
        rule: self, holds: part.leading.gain != nil && !(part.isReal && !part.leading.isBetter),
        figure: part.leading, goals: [], rows: part.rowCount)
    case .meeting(let goals):
      let measured = try evaluate(challenger, on: rows, goals: goals).goals
      return Retraining.Verdict(
        rule: self, holds: !measured.isEmpty && measured.allSatisfy { $0.goal.priority != .must || $0.isMet == true },
        figure: nil,
        goals: measured, rows: rows.rowCount)
    }
  }
}

extension ComparedFigure {
  /// By how much the challenger's value is the better one; below 0 where it is worse, nil where either is not defined.
  fileprivate var gain: Double? {
    guard let champion, let challenger else { return nil }
    return metric.isBetterHigher ? challenger - champion : champion - challenger
  }
}
