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
    addSourceRule(
      .free, "compare",
      SourceRule(
        "on", isNotWhat: "challenger", wasMadeFrom: "on",
        warning: "the challenger has learned from rows among these, which says little of how good it is on new ones",
        hint: "compare on rows that neither has seen, such as the .test of a split"))
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
      try session.record(evaluation)
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
      figure(
        name, metric, details: MetricWords.details(of: metric) + atOneHalf,
        example: "\(metric.isShare ? "percent" : "number")(quality.\(name))")
    }
    let numbers: [(name: String, metric: Metric)] = [
      ("meanAbsoluteError", .meanAbsoluteError), ("rootMeanSquaredError", .rootMeanSquaredError),
      ("medianAbsoluteError", .medianAbsoluteError), ("bias", .bias), ("rSquared", .rSquared),
    ]
    for (name, metric) in numbers {
      figure(
        name, metric, details: MetricWords.details(of: metric) + " Of models that predict numbers.",
        example: Self.numbersExample)
    }
    word(
      .method(of: .of(Evaluation.self)), "value",
      [Parameter("of", .of(Measure.self), "the figure, as a goal names it", rules: [.qualityMeasure])],
      gives: .double, "any figure of the model's quality",
      details: """
        All figures that goals can ask for, at any threshold. A figure that models of such a target do not have is an \
        error, and so is one that these rows do not define.
        """,
      example: """
        number(quality.value(of: .recall(threshold: 0.3)))
        """
    ) { call in .double(try call.receiver(as: Evaluation.self).value(of: try call.object("of", as: Measure.self))) }
  }

  private static let numbersExample = """
    let regression = train(
      .boostedTrees(rounds: 40, leaves: 8), on: split.train,
      predicting: "arr_delay", from: features)
    let distance = evaluate(
      regression, on: split.test, against: [.mean])
    note("Off by \\(number(distance.meanAbsoluteError)) minutes on average.")
    """

  private mutating func figure(_ name: String, _ metric: Metric, details: String, example: String) {
    property(
      name, of: Evaluation.self, gives: .double, metric.meaning, details: details, example: example
    ) { .double(try $0.figure(metric)) }
  }

  private mutating func addCurves() {
    property(
      "rocCurve", of: Evaluation.self, gives: .of(ROCCurve.self),
      "the trade between true and false alarms, over all thresholds",
      details: """
        One point a distinct chance, from no warning at all to a warning for every row; the diagonal is guessing. The \
        area under it is `rocAUC`. Empty where only one class occurs; an error where the model does not predict what is \
        true or false.
        """,
      example: """
        quality.rocCurve
        """
    ) { .object(try $0.rocCurve) }
    property(
      "precisionRecallCurve", of: Evaluation.self, gives: .of(PrecisionRecallCurve.self),
      "how often warnings are right against how many they find, over all thresholds",
      details: """
        One point a distinct chance, beside the precision of a warning for every row. Where few rows are true it says \
        more than the ROC curve, which hides how many warnings are false. The area under it is `averagePrecision`. An \
        error where the model does not predict what is true or false.
        """,
      example: """
        quality.precisionRecallCurve
        """
    ) { .object(try $0.precisionRecallCurve) }
    property(
      "calibration", of: Evaluation.self, gives: .of(Calibration.self),
      "whether predicted chances can be taken at their word",
      details: """
        Rows in ten equal bins of the predicted chance, empty bins left out, and how often the target was true in each, \
        with its 95% interval. On the diagonal, seven in ten of the rows with a chance of 70% come true. An error where \
        the model does not predict what is true or false.
        """,
      example: """
        quality.calibration
        """
    ) { .object(try $0.calibration) }
    property(
      "confusion", of: Evaluation.self, gives: .of(ConfusionTable.self),
      "judgements against outcomes, at a chance of one half",
      details: """
        How many rows of each class were taken for each: what the shares are made of. Of several classes, the most \
        probable one is the judgement. A model that predicts numbers has none.
        """,
      example: """
        quality.confusion
        """
    ) { .object(try $0.confusion) }
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
        The share of positive rows in training, or of each class, as the chances of every row. A model that is not \
        better than this has learned nothing. Of numbers, the baseline is `.mean`.
        """, example: Self.baselineExample)
    word(
      .staticMember(of: "Baseline"), "rule",
      [
        Parameter(unlabelled: "name", .string, "what the rule says, for the report"),
        Parameter(
          unlabelled: "condition", .of(Expression.self),
          "true or false for each row; true is a yes. A number or a string where the model predicts those",
          rules: [.answer]),
      ],
      gives: baseline, "a condition that anyone could apply by hand",
      details: """
        A rule has no chances, so that only metrics of judgements are measured: accuracy, precision, recall, F1. Where \
        the model predicts a number, the rule is one too, such as `col("distance") / 8`; where it predicts one of several \
        classes, the rule is a string.
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
    addAnswersInTheTable()
    addEarlierValues()
  }

  private mutating func addAnswersInTheTable() {
    let baseline = ValueType.of(Baseline.self)
    member(
      "mean", Baseline.mean, "always the mean",
      details: "The mean of the target over the training rows. Of what is true or false, and of classes, `.majority`.",
      example: Self.numbersExample)
    let example = """
      let answered = split.test
        .adding("old system", col("dep_delay") > 30)
        .adding("dispatcher", col("dep_delay") > 20)
      evaluate(
        model, on: answered,
        against: [
          .column("old system", named: "the system in use"), .human("dispatcher"),
        ])
      """
    word(
      .staticMember(of: "Baseline"), "column",
      [
        Parameter(unlabelled: "column", .string, "the column with the answers", rules: []),
        Parameter("named", .string, "what they are called in the report"),
      ], gives: baseline, "answers that stand in the table: a forecast or a system that is in use",
      details: """
        True or false, 0 and 1, chances from 0 to 1, numbers or classes, as the target is. An answer that is missing in \
        some row is an error.
        """, example: example
    ) { call in .object(Baseline.column(try call.string("column"), named: try call.string("named"))) }
    word(
      .staticMember(of: "Baseline"), "human",
      [Parameter(unlabelled: "column", .string, "the column with people's answers")], gives: baseline,
      "what people answered: the level of performance that is known to be possible",
      details: """
        Answers of one person or team to the same rows, in a column of the table, in the form of the target. An answer \
        that is missing in some row is an error.
        """, example: example
    ) { call in .object(Baseline.human(try call.string("column"))) }
  }

  private mutating func addEarlierValues() {
    let shared = [
      Parameter("on", .string, "the column of dates that orders the rows"),
      Parameter(
        "by", .optional(.string), default: .nil, "a column that tells apart several series; nil for one",
        synonyms: ["series", "group"]),
      Parameter(
        "after", .optional(.of(Table.self)), default: .nil, "rows before these, so that the first have a past as well",
        synonyms: ["history"]),
    ]
    let example = """
      let series = flights.filter(col("origin") == "JFK" && col("flight") == 695)
      let byDay = series.split(on: "date", at: "2013-07-01")
      let usual = train(
        .linear(), on: byDay.train, predicting: "arr_delay", from: ["dep_delay"])
      evaluate(
        usual, on: byDay.test,
        against: [
          .lastValue(on: "date", after: byDay.train),
          .seasonal(2, on: "date", after: byDay.train),
        ])
      """
    let details = """
      Of each series, in the order of its dates. Rows that have no such past are given the mean of training, or the most \
      frequent class. An error where a date stands twice in one series, as nothing then says which came last.
      """
    word(
      .staticMember(of: "Baseline"), "lastValue", shared, gives: .of(Baseline.self), "the value that came last",
      details: details, example: example
    ) { call in
      .object(
        Baseline.lastValue(on: try call.string("on"), by: try call.optional("by"), after: try call.optional("after")))
    }
    word(
      .staticMember(of: "Baseline"), "seasonal",
      [
        Parameter(
          unlabelled: "rows", .int, unit: "rows", "how far back the season began: 7 in rows of days for a week",
          rules: [.within(Baseline.validSeason, "rows")])
      ] + shared, gives: .of(Baseline.self), "the value that came one season before", details: details,
      example: example
    ) { call in
      .object(
        Baseline.seasonal(
          try call.int("rows"), on: try call.string("on"), by: try call.optional("by"),
          after: try call.optional("after")))
    }
  }
}
