import Engine
import Interpreter

/// Learning anew: when, from what, and when the new model takes over.
extension Registry {
  mutating func addRetrainingWords() {
    word(
      .free, "retrain",
      [
        Parameter(unlabelled: "model", .of(Model.self), "the one in use"),
        Parameter(
          "on", .of(Table.self), "the rows to learn from, the latest last", rules: [.hasRows],
          synonyms: ["with", "data", "rows", "table", "from"]),
      ], gives: .of(Model.self), "the same kind of model, learned anew from other rows",
      details: """
        The same settings, target and features; rows whose target is not known yet are left out, and all others count \
        alike. A calibrated model is calibrated again, on the last fifth of the rows, which it then does not learn from. A \
        model that learned encodings is to be trained anew by `train`, since it does not keep their settings.
        """,
      example: """
        let newer = retrain(
          model, on: flights.filter(col("date") < "2013-10-01"))
        let autumnOnly = flights.filter(col("date") >= "2013-10-01")
        compare(champion: model, challenger: newer, on: autumnOnly)
        """
    ) { call in .object(try retrain(call.object("model"), on: call.object("on"))) }
    addRetraining()
    addTriggers()
    addRetrainingRows()
    addPromotionRules()
  }

  private static let example = """
    let renewal = watch.retraining(
      when: [.alert(), .age(3)],
      learning: .latest(3),
      promoting: [.better(), .noWorse(where: col("origin") == "LGA")])
    renewal
    """

  private static let carefulExample = """
    watch.retraining(
      when: [.changedRelation, .changedInputs, .outcomes(100_000)],
      learning: .all, judging: 2,
      promoting: [.better(by: 0.005), .meeting(project.goals)])
    """

  private mutating func addRetraining() {
    word(
      .method(of: .of(MonitorReport.self)), "retraining",
      [
        Parameter(
          "when", .array(.of(RetrainingTrigger.self)), "what calls for a new model; any of them is enough",
          synonyms: ["triggers", "if", "on"]),
        Parameter(
          "learning", .of(RetrainingRows.self), default: .object(RetrainingRows.latest(8)),
          "the rows that the challenger learns from, before those that it is judged on",
          synonyms: ["from", "training", "rows"]),
        Parameter(
          "judging", .int, default: .int(1), unit: "windows",
          "how many whole windows with known outcomes, the latest, both models are judged on; at least 1",
          rules: [.within(Retraining.validWindows, "judging")], synonyms: ["evaluating", "over", "windows"]),
        Parameter(
          "promoting", .array(.of(PromotionRule.self)), default: .array([.object(PromotionRule.better())]),
          "what must hold for the challenger to take over; all of them", synonyms: ["rules", "requiring", "unless"]),
      ],
      gives: .of(Retraining.self), "whether a model is due for retraining, and whether its challenger takes over",
      details: """
        Each trigger is asked. Where one fires, a challenger of the same kind and settings learns from the windows before, \
        champion and challenger judge the same rows, which neither has seen, and each rule is asked of the result. Where \
        none fires, nothing is trained.

        Windows that the data cover only in part are left out, and so are rows whose outcome is not known yet. With under \
        100 rows to learn from or to judge by there is no trial, and the report says so. A model that learned encodings is \
        to be trained anew by `train`.
        """, example: Self.example
    ) { call in
      .object(
        try call.receiver(as: MonitorReport.self).retraining(
          when: call.objects("when"), learning: call.object("learning"), judging: call.int("judging"),
          promoting: call.objects("promoting")))
    }
    property(
      "isDue", of: Retraining.self, gives: .bool, "whether any trigger fired",
      details: "Where none did, there is no challenger.",
      example: """
        let isDue = watch.retraining(when: [.age(12)]).isDue
        note(isDue ? "A new model is due." : "Keep the model in use.")
        """
    ) { .bool($0.isDue) }
    property(
      "isPromoted", of: Retraining.self, gives: .bool, "whether a challenger was tried, and every rule holds",
      details: "What a deployment asks before it puts the challenger in the champion's place.",
      example: """
        let takesOver = watch.retraining(when: [.age(3)]).isPromoted
        note(takesOver ? "Promote it." : "No promotion.")
        """
    ) { .bool($0.isPromoted) }
    property(
      "challenger", of: Retraining.self, gives: .optional(.of(Model.self)), "the model that was tried, if one was",
      details: "It can be evaluated and compared as any other.",
      example: """
        let heir = watch.retraining(when: [.age(3)]).challenger
        heir
        """
    ) { $0.challenger.map { .object($0) } ?? .nil }
  }

  private mutating func addTriggers() {
    let type = EngineTypes.name(of: RetrainingTrigger.self)
    word(
      .staticMember(of: type), "alert",
      [
        Parameter(
          "of", .optional(.of(Watch.Subject.self)), default: .nil,
          "what is watched, such as `.rocAUC`; nil for every limit of `.must`")
      ], gives: .of(RetrainingTrigger.self), "a watched limit is crossed now",
      details: "An alert that is over does not count. What is not watched never fires.", example: Self.example
    ) { call in .object(RetrainingTrigger.alert(of: try call.optional("of"))) }
    member(
      "changedRelation", RetrainingTrigger.changedRelation,
      "the same inputs no longer mean the same outcomes, as the diagnosis finds",
      details: """
        What a model learned no longer holds: only new rows can teach it. A change that has passed does not count, nor one \
        that came with the latest window, of which there is nothing to learn from yet.
        """, example: Self.carefulExample)
    member(
      "changedInputs", RetrainingTrigger.changedInputs,
      "inputs moved, lost values or gained new ones, as the diagnosis finds",
      details: """
        A model may well hold on inputs that moved: whether it does, the comparison tells. Gaps that a broken source makes \
        are no reason to learn anew, but to mend the source.
        """, example: Self.carefulExample)
    word(
      .staticMember(of: type), "age",
      [
        Parameter(
          unlabelled: "windows", .int, unit: "windows", "how many whole windows have passed, at least 1",
          rules: [.within(RetrainingTrigger.validCount, "the age")])
      ], gives: .of(RetrainingTrigger.self), "a schedule: so many whole windows have passed since the first",
      details: "The first window stands for the day on which the model came into use.", example: Self.example
    ) { call in .object(RetrainingTrigger.age(try call.int("windows"))) }
    word(
      .staticMember(of: type), "outcomes",
      [
        Parameter(
          unlabelled: "count", .int, unit: "rows", "how many outcomes have become known, at least 1",
          rules: [.within(RetrainingTrigger.validCount, "the outcomes")])
      ], gives: .of(RetrainingTrigger.self), "so many new outcomes are known since the first window",
      details: "Enough to learn something new from.",
      example: Self.carefulExample
    ) { call in .object(RetrainingTrigger.outcomes(try call.int("count"))) }
  }

  private mutating func addRetrainingRows() {
    word(
      .staticMember(of: EngineTypes.name(of: RetrainingRows.self)), "latest",
      [
        Parameter(
          unlabelled: "windows", .int, unit: "windows", "how many whole windows, at least 1",
          rules: [.within(Retraining.validWindows, "the latest windows")])
      ], gives: .of(RetrainingRows.self), "the rows of so many windows before those that are judged",
      details: """
        Few windows follow a world that changes, many teach more of one that does not. A challenger that learned from less \
        than the champion must know the newest better to win.
        """, example: Self.example
    ) { call in .object(RetrainingRows.latest(try call.int("windows"))) }
    member(
      "all", RetrainingRows.all, "the reference and all windows before those that are judged",
      details: "What was learned once is kept, and what came since is added.",
      example: Self.carefulExample)
  }

  private mutating func addPromotionRules() {
    let type = EngineTypes.name(of: PromotionRule.self)
    word(
      .staticMember(of: type), "better",
      [
        Parameter(
          "by", .double, default: .double(0), unit: "that of the figure", "by how much at least, from 0 on",
          rules: [.within(PromotionRule.validMargin, "better by")])
      ], gives: .of(PromotionRule.self), "the challenger is better, by more than luck",
      details: """
        By the figure that leads, as in `compare`: ROC AUC for what is true or false, accuracy for several classes, the mean \
        absolute error for numbers. A margin keeps models from being exchanged for next to nothing.
        """,
      example: Self.carefulExample
    ) { call in .object(PromotionRule.better(by: try call.double("by"))) }
    word(
      .staticMember(of: type), "noWorse",
      [
        Parameter("where", .of(Expression.self), "the rows to look at", rules: [.condition])
      ], gives: .of(PromotionRule.self), "the challenger is not worse in some rows, by more than luck",
      details: """
        For groups that must not pay for the mean: a market, an airport, a group of people. Without a row there, the rule \
        does not hold.
        """, example: Self.example
    ) { call in .object(PromotionRule.noWorse(where: try call.object("where"))) }
    word(
      .staticMember(of: type), "meeting",
      [Parameter(unlabelled: "goals", .array(.of(Goal.self)), "those about a model's quality count")],
      gives: .of(PromotionRule.self), "the challenger reaches every goal that it must",
      details: "Of the goals, those of `.must`; where none is about quality, the rule does not hold.",
      example: Self.carefulExample
    ) { call in .object(PromotionRule.meeting(try call.objects("goals"))) }
  }
}
