import Engine
import Interpreter

/// Kinds of models, and what they learn.
extension Registry {
  mutating func addModelingWords() {
    addTraining()
    addLearners()
  }

  private mutating func addTraining() {
    word(
      .free, "train",
      [
        Parameter(unlabelled: "learner", .of(Learner.self), "the kind of model and its settings"),
        Parameter("on", .of(Table.self), "the rows to learn from", rules: [.hasRows]),
        Parameter(
          "predicting", .string, "the column to predict: true or false, or 0 and 1, and missing in no row",
          synonyms: ["target", "label", "labels", "y", "outcome", "response"]),
        Parameter(
          "from", .array(.string), "the columns to learn from, at least one, the target not among them",
          rules: [.features], synonyms: ["features", "using", "inputs", "columns", "x", "with", "by"]),
      ], gives: .of(Model.self), "learns to predict a column from others",
      details: """
        Columns of numbers and truth values are learned from as numbers, columns of strings as categories. Missing \
        values are fine, in training and later, and so are categories that come up only later. Dates are refused: no \
        later row repeats one; use their parts.

        It is an error where every training row has the same answer, where a feature has no value at all or an \
        infinite one, and where a column is named twice. The same rows and settings give the same model, bit for bit, \
        on any number of cores. Standing alone, a model shows what it relies on, where its kind can say.
        """,
      example: """
        let small = train(
          .boostedTrees(rounds: 20, leaves: 4), on: split.train, predicting: "late",
          from: ["dep_delay", "distance", "hour"])
        small
        """
    ) { call in
      .object(
        try train(
          call.object("learner"), on: call.object("on"), predicting: call.string("predicting"),
          from: call.objects("from")))
    }
    property(
      "featureNames", of: Model.self, gives: .array(.string), "the columns that the model learned from",
      details: "In the order in which `train` was given them. A table that the model judges must have all of them.",
      example: """
        model.featureNames
        """
    ) { .array($0.featureNames.map { .string($0) }) }
  }

  private mutating func addLearners() {
    let learner = ValueType.of(Learner.self)
    word(
      .staticMember(of: "Learner"), "boostedTrees",
      [
        Parameter(
          "rounds", .int, default: .int(200), unit: "trees", "how many are grown, from 1 to 10,000",
          rules: [.within(BoostedTrees.Settings.validRounds, "rounds")],
          synonyms: ["trees", "count", "iterations", "estimators", "n_estimators", "nrounds", "epochs"]),
        Parameter(
          "leaves", .int, default: .int(31), unit: "leaves", "the most of one tree, from 2 to 4,096",
          rules: [.within(BoostedTrees.Settings.validLeaves, "leaves")],
          synonyms: ["maxLeaves", "max_leaves", "num_leaves", "maxDepth", "depth", "max_depth"]),
        Parameter(
          "learningRate", .double, default: .double(0.1), unit: "share",
          "how much of each tree's correction is taken, above 0, at most 1",
          rules: [.within(BoostedTrees.Settings.validLearningRate, "learningRate")],
          synonyms: ["rate", "eta", "shrinkage", "learning_rate"]),
        Parameter(
          "minimumRows", .int, default: .int(20), unit: "rows", "the fewest training rows in a leaf, at least 1",
          rules: [.within(BoostedTrees.Settings.validMinimumRows, "minimumRows")],
          synonyms: ["minRows", "minSamples", "min_samples_leaf", "min_data_in_leaf"]),
      ], gives: learner, "gradient boosting of decision trees: the usual first choice",
      details: """
        Histogram gradient boosting: each tree fits the Newton step of the log loss (Friedman 2001; Chen & Guestrin 2016) and grows leaf by leaf, \
        the most useful split first (Ke et al. 2017). Numbers are cut into at most 255 bins, categories are split into \
        sets, and missing values go the way that fits the training rows better. Growing stops early once no split helps.

        More rounds with a lower rate fit more finely and take longer. With few rows, fewer leaves keep the model from \
        learning them by heart.
        """,
      example: """
        let gentle = train(
          .boostedTrees(rounds: 60, leaves: 6, learningRate: 0.05, minimumRows: 40),
          on: split.train, predicting: "late", from: features)
        note("ROC AUC: \\(number(evaluate(gentle, on: split.test).rocAUC))")
        """
    ) { call in
      .object(
        Learner.boostedTrees(
          rounds: try call.int("rounds"), leaves: try call.int("leaves"),
          learningRate: try call.double("learningRate"), minimumRows: try call.int("minimumRows")))
    }
    word(
      .staticMember(of: "Learner"), "logistic",
      [
        Parameter(
          "inverseRegularization", .double, default: .double(1), unit: "weight",
          "of the data against the penalty, above 0: scikit-learn's C",
          rules: [.within(LogisticRegression.Settings.validInverseRegularization, "inverseRegularization")],
          synonyms: ["C", "c", "regularization"])
      ], gives: learner, "logistic regression: simple, quick, a good baseline",
      details: """
        Over standardised numbers and an indicator for each category. Minimises ½‖w‖² + C Σ log loss by Newton's method, the intercept unpenalised, as scikit-learn does. Missing \
        numbers stand at the mean; categories past the 255 most frequent ones of a column share the intercept.
        """,
      example: """
        let simple = train(
          .logistic(inverseRegularization: 0.5), on: split.train, predicting: "late",
          from: features)
        note("ROC AUC: \\(number(evaluate(simple, on: split.test).rocAUC))")
        """
    ) { call in .object(Learner.logistic(inverseRegularization: try call.double("inverseRegularization"))) }
  }
}
