import Engine
import Interpreter

/// Judging a way to learn on several splits, and choosing its settings.
extension Registry {
  mutating func addTuningWords() {
    addCrossValidation()
    addLearningCurve()
    addTuning()
    addSettings()
    addMethods()
  }

  private static let splits = Parameter(
    "over", .array(.of(Split.self)), "what is trained and judged on, as `.folds` or `.rollingOrigin` makes it",
    rules: [.notEmpty("at least one split is needed")], synonyms: ["on", "folds", "splits", "cv"])
  private static let target = Parameter(
    "predicting", .string, "the column to predict", synonyms: ["target", "label", "y"])
  private static let features = Parameter(
    "from", .array(.string), "the columns to learn from", rules: [.features], synonyms: ["features", "using", "x"])

  private mutating func addCrossValidation() {
    let example = """
      let thirds = split.train.folds(3, stratifiedBy: "late")
      let crossed = crossValidate(
        .logistic(), over: thirds, predicting: "late", from: features)
      crossed
      note("ROC AUC \\(number(crossed.mean(of: .rocAUC), decimals: 3)) on average")
      """
    word(
      .free, "crossValidate",
      [
        Parameter(unlabelled: "learner", .of(Learner.self), "the kind of model and its settings"), Self.splits,
        Self.target, Self.features,
        Parameter(
          "measuring", .array(.of(Measure.self)), default: .array([]), "figures besides those that are always reported",
          synonyms: ["metrics", "scoring", "goals"]),
        .encoding,
      ], gives: .of(CrossValidation.self), "how good a way to learn is on several splits, and how far they differ",
      details: """
        A model is trained on each split's training rows and judged on its test rows. What a single split says may be \
        luck: the standard deviation over the splits tells how much.
        """, example: example
    ) { call in
      .object(
        try crossValidate(
          call.object("learner"), over: call.objects("over"), predicting: call.string("predicting"),
          from: call.objects("from"), measuring: call.objects("measuring"), encoding: call.dictionary("encoding")))
    }
    word(
      .method(of: .of(CrossValidation.self)), "mean",
      [Parameter("of", .of(Measure.self), "the figure", rules: [], synonyms: ["metric"])], gives: .double,
      "the mean of a figure over the splits", details: "A figure that was not measured is an error.", example: example
    ) { call in .double(try call.receiver(as: CrossValidation.self).mean(of: call.object("of"))) }
  }

  private mutating func addLearningCurve() {
    word(
      .free, "learningCurve",
      [
        Parameter(unlabelled: "learner", .of(Learner.self), "the kind of model and its settings"),
        Parameter(
          "on", .of(Split.self), "its training rows are learned from, part by part, its test rows judge",
          synonyms: ["over", "split"]), Self.target, Self.features,
        Parameter(
          "measuring", .optional(.of(Measure.self)), default: .nil,
          "the figure; nil for the one that comes first in an evaluation", synonyms: ["metric", "scoring"]),
        Parameter("seed", .int, default: .int(1), unit: "", "which rows come first"), .encoding,
      ], gives: .of(LearningCurve.self), "how good a way to learn is with fewer rows",
      details: """
        A model is trained on each of seven growing parts of the training rows, each holding the one before, and judged         on the same test rows. Where both lines have met, more rows of this kind help little, and a richer model or other         features might; where the one on new rows still rises, more rows would.
        """,
      example: """
        learningCurve(
          .logistic(), on: split, predicting: "late", from: features,
          measuring: .logLoss)
        """
    ) { call in
      .object(
        try learningCurve(
          call.object("learner"), on: call.object("on"), predicting: call.string("predicting"),
          from: call.objects("from"), measuring: call.optional("measuring"), seed: call.int("seed"),
          encoding: call.dictionary("encoding")))
    }
  }

  private static let tuningExample = """
    let search = tune(
      .boostedTrees(rounds: 30), over: split.train.folds(3), predicting: "late",
      from: features, by: .tpe(trials: 14)
    ) {
      Setting("leaves", from: 4, to: 40, logarithmic: true)
      Setting("learningRate", from: 0.03, to: 0.4, logarithmic: true)
      Setting("minimumRows", among: [5, 20, 60])
    }
    search
    let tuned = train(
      search.learner, on: split.train, predicting: "late", from: features)
    note("ROC AUC: \\(number(evaluate(tuned, on: split.test).rocAUC, decimals: 3))")
    """

  private mutating func addTuning() {
    word(
      .free, "tune",
      [
        Parameter(unlabelled: "learner", .of(Learner.self), "the kind of model; settings that are not tried stay"),
        Self.splits, Self.target, Self.features,
        Parameter(
          "by", .of(TuningMethod.self), default: .object(TuningMethod.tpe()), "how the values to try are chosen",
          synonyms: ["method", "sampler", "strategy", "search"]),
        Parameter(
          "measuring", .optional(.of(Measure.self)), default: .nil,
          "what decides; nil for the log loss of classes, the root of the mean squared error of numbers",
          synonyms: ["metric", "scoring", "objective"]),
        Parameter(
          "seconds", .optional(.double), default: .nil, unit: "seconds",
          "after which no further trial begins; nil for no limit", synonyms: ["timeout", "budget"]),
        Parameter(
          "seed", .int, default: .int(1), unit: "number", "where drawing starts",
          synonyms: ["randomState", "random_state"]),
        .encoding,
        Parameter("settings", .block(of: [.of(TunedSetting.self)]), "what is tried: one `Setting` or more"),
      ], gives: .of(Tuning.self), "tries settings of a learner on splits, and keeps the best",
      details: """
        Each trial is trained and judged on every split; its score is the mean. Test rows that will judge the chosen \
        model must not be among them: split those off first. The same seed tries the same values; with a limit of \
        time, how many there are depends on the machine.

        A setting that the learner does not have is an error that lists those it has, and so is a value that it cannot \
        have.
        """, example: Self.tuningExample
    ) { call in
      .object(
        try tune(
          call.object("learner"), over: call.objects("over"), predicting: call.string("predicting"),
          from: call.objects("from"), by: call.object("by"), measuring: call.optional("measuring"),
          seconds: call.optional("seconds"), seed: call.int("seed"), encoding: call.dictionary("encoding"),
          settings: call.objects("settings")))
    }
    property(
      "learner", of: Tuning.self, gives: .of(Learner.self), "the learner with the best settings",
      details: "For `train`, on all training rows.", example: Self.tuningExample
    ) { .object($0.learner) }
  }

  private mutating func addSettings() {
    let name = Parameter(
      unlabelled: "name", .string, "as the learner calls it: `leaves`, `learningRate`, `alpha`")
    word(
      .initializer, "Setting",
      [
        name,
        Parameter(
          "from", .double, unit: "the setting's unit", "the lowest value that is tried", synonyms: ["low", "min"]),
        Parameter(
          "to", .double, unit: "the setting's unit", "the highest one, above the lowest", synonyms: ["high", "max"]),
        Parameter(
          "logarithmic", .bool, default: .bool(false), "whether each doubling counts the same: for rates and penalties",
          synonyms: ["log", "isLogarithmic"]),
      ], gives: .of(TunedSetting.self), "a setting to try between two values",
      details: "Settings that are whole numbers are tried as such. A logarithmic scale starts above 0.",
      example: Self.tuningExample
    ) { call in
      .object(
        try TunedSetting(
          call.string("name"), from: call.double("from"), to: call.double("to"), logarithmic: call.bool("logarithmic")))
    }
    word(
      .initializer, "Setting",
      [
        name,
        Parameter(
          "among", .array(.double), "the values that are tried", rules: [.notEmpty("at least one value is tried")],
          synonyms: ["values", "choices", "of"]),
      ], gives: .of(TunedSetting.self), "a setting to try among some values",
      details: "Values that a learner's setting cannot have are an error once they are tried.",
      example: Self.tuningExample
    ) { call in .object(try TunedSetting(call.string("name"), among: call.objects("among"))) }
  }

  private mutating func addMethods() {
    let count = { (standard: Int) in
      Parameter(
        "trials", .int, default: .int(standard), unit: "trials", "how many, at least 1",
        rules: [.within(.from(1, to: 100_000), "trials")], synonyms: ["count", "n", "iterations"])
    }
    let type = Function.Kind.staticMember(of: EngineTypes.name(of: TuningMethod.self))
    let example = """
      let methods: [TuningMethod] = [
        .grid(steps: 2), .random(trials: 4), .halving(trials: 9),
      ]
      for method in methods {
        let found = tune(
          .logistic(), over: [split.train.split(test: 0.3)], predicting: "late",
          from: ["dep_delay", "hour"], by: method
        ) {
          Setting("inverseRegularization", from: 0.001, to: 10, logarithmic: true)
        }
        show(found, caption: "One way to search")
      }
      """
    word(
      type, "grid",
      [
        Parameter(
          "steps", .int, default: .int(3), unit: "values", "how many of each range, evenly spread; at least 1",
          rules: [.within(.from(1, to: 1000), "steps")])
      ], gives: .of(TuningMethod.self), "all combinations of evenly spread values",
      details: "At most 10,000 combinations.", example: example
    ) { call in .object(TuningMethod.grid(steps: try call.int("steps"))) }
    word(
      type, "random", [count(30)], gives: .of(TuningMethod.self), "combinations drawn at random",
      details: "Better than a grid where only some settings matter (Bergstra & Bengio 2012).", example: example
    ) { call in .object(TuningMethod.random(trials: try call.int("trials"))) }
    word(
      type, "halving", [count(27)], gives: .of(TuningMethod.self),
      "combinations at random, first on few rows; the best third goes on with three times as many",
      details: "Successive halving (Jamieson & Talwalkar 2016): for large tables, where most trials show early.",
      example: example
    ) { call in .object(TuningMethod.halving(trials: try call.int("trials"))) }
    word(
      type, "tpe", [count(30)], gives: .of(TuningMethod.self), "combinations where good ones were found before",
      details: """
        A tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kégl 2011): ten trials at random, then each \
        where the best tenth lies denser than the others.
        """, example: Self.tuningExample
    ) { call in .object(TuningMethod.tpe(trials: try call.int("trials"))) }
  }
}
