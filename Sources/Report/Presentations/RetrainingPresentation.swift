import Engine

extension Retraining: Presentable {
  public var presentation: Presentation {
    var components: [Component] = [.paragraph(headline)]
    if let trial {
      components += trial.comparison.presentation.components
      components.append(.table(rules(trial)))
    }
    components.append(.table(triggers))
    return Presentation(
      kind: "retraining", headline: headline, components: components,
      brief: Brief(lead: lead, text: sentence, isDecision: true),
      stageNote: StageNote(
        isPromoted ? "promote the challenger" : isDue ? "retraining due" : "no retraining due", isAlarming: isDue),
      record: self)
  }

  private var lead: String {
    guard isDue, trial == nil else { return isPromoted ? "Promote the challenger:" : "Keep the model in use:" }
    return "Retraining is due:"
  }

  private var headline: String { "\(lead) \(sentence)" }

  private var sentence: String {
    guard let fired = reasons.first(where: \.hasFired) else { return "\(listed(reasons.map(\.text)))." }
    guard let trial else { return "\(fired.text). There was no trial, since \(gap ?? "there are too few rows")." }
    let leading = trial.comparison.leading
    let values =
      "\(leading.metric.name) \(leading.metric.text(leading.challenger)) beside \(leading.metric.text(leading.champion)) on "
      + "\(counted(trial.comparison.rowCount, "row")) of \(trial.judgedOn)"
    let failed = trial.verdicts.filter { !$0.holds }
    let verdict =
      failed.isEmpty
      ? trial.verdicts.count == 1 ? "the rule holds" : "all \(trial.verdicts.count) rules hold"
      : "it is not \(failed.map { $0.rule.wording }.joined(separator: ", and not "))"
    return "\(values), and \(verdict). It was tried because \(fired.text)."
  }

  private var triggers: TableComponent {
    TableComponent(
      columns: [.init("Trigger"), .init("State"), .init("Found")],
      rows: reasons.map { reason in
        [
          .name(reason.trigger.name.capitalisedFirst), .text(reason.hasFired ? "fired" : "quiet"), .text(reason.text),
        ]
      }, caption: "What calls for a new model: any of these is enough.")
  }

  private func rules(_ trial: Trial) -> TableComponent {
    TableComponent(
      columns: [
        .init("Rule"), .init("Verdict"), .init("Found"), .init("Rows", .trailing),
      ],
      rows: trial.verdicts.map { verdict in
        [
          .name(verdict.rule.name.capitalisedFirst), .text(verdict.holds ? "holds" : "does not hold"),
          .text(verdict.finding), .number(NumberText.whole(verdict.rows)),
        ]
      },
      caption:
        "The challenger learned from \(counted(trial.learnedRows, "row")) of \(trial.learnedFrom); it takes over where every "
        + "rule holds.")
  }
}

extension PromotionRule {
  /// Behind "it is not": `better`.
  fileprivate var wording: String { if case .noWorse = self { "shown to be \(name)" } else { name } }
}

extension Retraining.Verdict {
  fileprivate var finding: String {
    if case .meeting = rule {
      guard !goals.isEmpty else { return "no goal is about the quality of such a model" }
      return listed(
        goals.map { goal in
          "\(goal.goal.text): \(goal.value.map { goal.goal.measure.text($0) } ?? "not measured")"
        })
    }
    guard let figure else { return "no such row" }
    let chance = figure.difference?.pValue.map { ", p \(NumberText.pValue($0))" } ?? ""
    return
      "\(figure.metric.name) \(figure.metric.text(figure.challenger)) beside \(figure.metric.text(figure.champion))\(chance)"
  }
}
