import Engine
import Interpreter

/// Judging a model: figures, curves, baselines.
extension Registry {
  mutating func addEvaluationWords(_ session: Session) {
    addEvaluate(session)
    addFigures()
    addCurves()
    addBaselines()
  }

  mutating func addEvaluationRules() {
    addSourceRule(
      .free, "evaluate",
      SourceRule(
        "on", isNotWhat: "model", wasMadeFrom: "on",
        warning: "the model has learned from rows among these, which says little of how good it is on new ones",
        hint: "judge it on rows that it has not seen, such as the .test of a split"))
  }

  private mutating func addEvaluate(_ session: Session) {
    word(
      .free, "evaluate",
      [
        Parameter(unlabelled: "model", .of(Model.self), "the model to judge"),
        Parameter(
          "on", .of(Table.self), "rows that it has not seen, in which the target is never missing",
          rules: [.hasRows], synonyms: ["over", "with", "using", "data", "rows", "table"]),
        Parameter(
          "goals", .array(.of(Goal.self)), default: .array([]),
          "those about quality are measured, the others left to later steps", synonyms: ["goal", "metrics"]),
        Parameter(
          "against", .array(.of(Baseline.self)), default: .array([]),
          "what the model must beat, judged on the same rows",
          synonyms: ["baseline", "baselines", "comparedTo", "versus", "reference"]),
      ], gives: .of(Evaluation.self), "judges a model on unseen rows, beside baselines, against goals",
      details: """
        Standing alone, an evaluation shows its figures with their 95% intervals and the baselines beside them; goals are \
        listed at the head of the report, shown or not. Judgements are made at a chance of one half. A goal with `where:` is measured on those rows alone.

        A column that is missing from the table is an error, and so is a target that has no value in some row.
        """, example: Self.baselineExample
    ) { call in
      let evaluation = try evaluate(
        call.object("model"), on: call.object("on"), goals: call.objects("goals"), against: call.objects("against"))
      session.record(.measured(evaluation.goals))
      return .object(evaluation)
    }
  }

  private mutating func addFigures() {
    let figures: [(name: String, metric: Metric)] = [
      ("rocAUC", .rocAUC), ("averagePrecision", .averagePrecision), ("logLoss", .logLoss), ("brier", .brier),
      ("accuracy", .accuracy(threshold: 0.5)), ("precision", .precision(threshold: 0.5)),
      ("recall", .recall(threshold: 0.5)), ("f1", .f1(threshold: 0.5)),
    ]
    for (name, metric) in figures {
      let atOneHalf = metric.threshold == nil ? "" : " Judged at a chance of one half."
      property(
        name, of: Evaluation.self, gives: .double, metric.meaning, details: MetricWords.details(of: metric) + atOneHalf,
        example: "\(metric.isShare ? "percent" : "number")(quality.\(name))"
      ) { evaluation in
        guard let value = evaluation.value(metric) else {
          throw CallError("\(metric.name) is not defined for these rows")
        }
        return .double(value)
      }
    }
  }

  private mutating func addCurves() {
    property(
      "rocCurve", of: Evaluation.self, gives: .of(ROCCurve.self),
      "the trade between true and false alarms, over all thresholds",
      details: """
        One point a distinct chance, from no warning at all to a warning for every row; the diagonal is guessing. The \
        area under it is `rocAUC`. Empty where only one class occurs.
        """,
      example: """
        quality.rocCurve
        """
    ) { .object($0.rocCurve) }
    property(
      "calibration", of: Evaluation.self, gives: .of(Calibration.self),
      "whether predicted chances can be taken at their word",
      details: """
        Rows in ten equal bins of the predicted chance, empty bins left out, and how often the target was true in each, \
        with its 95% interval. On the diagonal, seven in ten of the rows with a chance of 70% come true.
        """,
      example: """
        quality.calibration
        """
    ) { .object($0.calibration) }
    property(
      "confusion", of: Evaluation.self, gives: .of(Confusion.self),
      "judgements against outcomes, at a chance of one half",
      details: "How many rows were judged yes and no, and how many of each were right: what the shares are made of.",
      example: """
        quality.confusion
        """
    ) { .object($0.confusion) }
  }

  // MARK: Baselines

  private static let baselineExample = """
    let plain = train(
      .logistic(), on: split.train, predicting: "late", from: features)
    evaluate(
      model, on: split.test,
      against: [
        .majority, .rule("left 15 minutes late", col("dep_delay") > 15),
        .model("logistic regression", plain),
      ])
    """

  private mutating func addBaselines() {
    let baseline = ValueType.of(Baseline.self)
    member(
      "majority", Baseline.majority, "always the more frequent answer",
      details: """
        The share of positive rows in training, as the chance of every row. A model that is not better than this has \
        learned nothing.
        """, example: Self.baselineExample)
    word(
      .staticMember(of: "Baseline"), "rule",
      [
        Parameter(unlabelled: "name", .string, "what the rule says, for the report"),
        Parameter(
          unlabelled: "condition", .of(Expression.self), "true or false for each row; true is a yes",
          rules: [.condition]),
      ],
      gives: baseline, "a condition that anyone could apply by hand",
      details: """
        A rule has no chances, so that only metrics of judgements are measured: accuracy, precision, recall, F1.
        """, example: Self.baselineExample
    ) { call in .object(Baseline.rule(try call.string("name"), try call.object("condition"))) }
    word(
      .staticMember(of: "Baseline"), "model",
      [
        Parameter(unlabelled: "name", .string, "what the other model is called in the report"),
        Parameter(unlabelled: "model", .of(Model.self), "the other model"),
      ], gives: baseline,
      "another model: as a rule a simpler one, or the one in use",
      details: "It is judged on the same rows, which must have all of its features.", example: Self.baselineExample
    ) { call in .object(Baseline.model(try call.string("name"), try call.object("model"))) }
  }
}
