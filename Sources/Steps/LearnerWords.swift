import Engine
import Interpreter

/// Kinds of models that weigh features one by one.
extension Registry {
  mutating func addLearners() {
    let learner = ValueType.of(Learner.self)
    word(
      .staticMember(of: "Learner"), "logistic",
      [
        Parameter(
          "inverseRegularization", .double, default: .double(1), unit: "weight",
          "of the data against the penalty, above 0: scikit-learn's C",
          rules: [.within(LogisticRegression.Settings.validInverseRegularization, "inverseRegularization")],
          synonyms: ["C", "c", "regularization"]),
        Parameter(
          "l1Ratio", .double, default: .double(0), unit: "share of the penalty",
          "on absolute values, from 0 to 1: 1 leaves features out that help little",
          rules: [.within(LogisticRegression.Settings.validL1Ratio, "l1Ratio")],
          synonyms: ["l1_ratio", "l1", "penalty"]),
      ], gives: learner, "logistic regression: simple, quick, a good baseline",
      details: """
        For targets that are true or false, or one of several classes. Over standardised numbers and an indicator for \
        each category. Minimises (1 − l1Ratio)/2 ‖w‖² + l1Ratio ‖w‖₁ + C Σ log loss by Newton's method, the intercept \
        unpenalised, as scikit-learn does. Missing \
        numbers stand at the mean; categories past the 255 most frequent ones of a column share the intercept.
        """,
      example: """
        let straight = train(
          .logistic(inverseRegularization: 0.5), on: split.train, predicting: "late",
          from: features)
        note("ROC AUC: \\(number(evaluate(straight, on: split.test).rocAUC))")
        """
    ) { call in
      .object(
        Learner.logistic(
          inverseRegularization: try call.double("inverseRegularization"), l1Ratio: try call.double("l1Ratio")))
    }
    addNumberLearners()
    addSimpleLearners()
  }

  private mutating func addNumberLearners() {
    let learner = ValueType.of(Learner.self)
    word(
      .staticMember(of: "Learner"), "linear",
      [
        Parameter(
          "ridge", .double, default: .double(0), unit: "weight",
          "of the coefficients' squares against those of the errors, at least 0: scikit-learn's alpha",
          rules: [.within(LinearRegression.Settings.validRidge, "ridge")],
          synonyms: ["alpha", "l2", "lambda", "regularization"])
      ], gives: learner, "linear regression, for targets that are numbers",
      details: """
        Over standardised numbers and an indicator for each category; missing numbers stand at the mean. Without \
        `ridge:`, ordinary least squares; with it, coefficients are held back, which helps where features are many or \
        say the same.
        """,
      example: Self.numberExample
    ) { call in .object(Learner.linear(ridge: try call.double("ridge"))) }
    word(
      .staticMember(of: "Learner"), "elasticNet",
      [
        Parameter(
          "alpha", .double, default: .double(1), unit: "weight", "of the penalty, at least 0, as scikit-learn's",
          rules: [.within(ElasticNet.Settings.validAlpha, "alpha")], synonyms: ["lambda", "penalty"]),
        Parameter(
          "l1Ratio", .double, default: .double(0.5), unit: "share of the penalty",
          "on absolute values, from 0 to 1: 1 for the lasso, 0 for ridge",
          rules: [.within(ElasticNet.Settings.validL1Ratio, "l1Ratio")], synonyms: ["l1_ratio", "l1", "mixing"]),
      ], gives: learner, "linear regression that leaves out what helps little",
      details: """
        For targets that are numbers. Minimises ½ the mean squared error + α (ρ ‖w‖₁ + ½ (1 − ρ) ‖w‖²) by coordinate \
        descent (Friedman, Hastie & Tibshirani 2010), so that features that help little get no coefficient at all. \
        Over standardised numbers and an indicator for each category.
        """,
      example: Self.numberExample
    ) { call in
      .object(Learner.elasticNet(alpha: try call.double("alpha"), l1Ratio: try call.double("l1Ratio")))
    }
    word(
      .staticMember(of: "Learner"), "poisson",
      [
        Parameter(
          "alpha", .double, default: .double(0.01), unit: "weight",
          "of the coefficients' squares against the mean deviance, at least 0",
          rules: [.within(PoissonRegression.Settings.validAlpha, "alpha")], synonyms: ["l2", "lambda", "penalty"])
      ], gives: learner, "regression of counts, which are never below 0",
      details: """
        For targets that are numbers of at least 0. The logarithm of the mean is linear in the features, so that each \
        multiplies it; minimises the Poisson deviance by Newton's method, as scikit-learn's `PoissonRegressor` does.
        """,
      example: Self.numberExample
    ) { call in .object(Learner.poisson(alpha: try call.double("alpha"))) }
  }

  private static let numberExample = """
    let learners: [Learner] = [
      .linear(), .linear(ridge: 10), .elasticNet(alpha: 0.1, l1Ratio: 0.5),
      .poisson(alpha: 0.1),
    ]
    for learner in learners {
      let length = train(
        learner, on: split.train, predicting: "distance", from: ["origin", "hour"])
      note("\\(length.featureNames.count) features")
    }
    """

  private mutating func addSimpleLearners() {
    let learner = ValueType.of(Learner.self)
    word(
      .staticMember(of: "Learner"), "naiveBayes",
      [
        Parameter(
          "varianceSmoothing", .double, default: .double(1e-9), unit: "share of the largest variance",
          "that every variance is raised by, above 0: scikit-learn's var_smoothing",
          rules: [.within(GaussianNaiveBayes.Settings.validVarianceSmoothing, "varianceSmoothing")],
          synonyms: ["var_smoothing", "smoothing"]),
        Parameter(
          "categorySmoothing", .double, default: .double(1), unit: "rows",
          "that each category is taken to have had beside those of the data, above 0",
          rules: [.within(GaussianNaiveBayes.Settings.validCategorySmoothing, "categorySmoothing")],
          synonyms: ["alpha", "laplace"]),
      ], gives: learner, "naive Bayes: as if features had nothing to do with each other",
      details: """
        For targets that are true or false, or one of several classes. Numbers follow a normal law in each class, \
        categories their frequencies; missing values are left out. Quick, and mostly too sure of itself: look at the \
        calibration.
        """,
      example: Self.classExample
    ) { call in
      .object(
        Learner.naiveBayes(
          varianceSmoothing: try call.double("varianceSmoothing"),
          categorySmoothing: try call.double("categorySmoothing")))
    }
    word(
      .staticMember(of: "Learner"), "neighbours",
      [
        Parameter(
          "count", .int, default: .int(15), unit: "rows", "that are asked, at least 1",
          rules: [.within(NearestNeighbours.Settings.validCount, "count")],
          synonyms: ["k", "n_neighbors", "rows", "neighbors"])
      ], gives: learner, "what the training rows nearest to a row have",
      details: """
        For targets of every kind. Numbers are standardised, and categories that differ are one standard deviation \
        apart. The search is exact: predicting costs the training rows times the rows to predict.
        """,
      example: Self.classExample
    ) { call in .object(Learner.neighbours(count: try call.int("count"))) }
    member(
      "constant", Learner.constant, "the same answer for every row: the base rate, or the mean",
      details: "What a model must beat. It looks at no feature.", example: Self.classExample)
  }

  private static let classExample = """
    let simple: [Learner] = [.naiveBayes(), .neighbours(count: 5), .constant]
    for learner in simple {
      let judge = train(
        learner, on: split.train, predicting: "late", from: ["dep_delay", "origin"])
      note("Log loss: \\(number(evaluate(judge, on: split.test).logLoss))")
    }
    """
}
