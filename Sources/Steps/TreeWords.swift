import Engine
import Interpreter

/// Trees, boosted and in forests, and what they may be told.
extension Registry {
  mutating func addTreeLearners() {
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
        Parameter(
          "l2", .double, default: .double(0), unit: "curvature",
          "what holds the leaves' values back, at least 0: LightGBM's lambda_l2",
          rules: [.within(BoostedTrees.Settings.validL2, "l2")], synonyms: ["lambda", "reg_lambda", "lambda_l2"]),
        Parameter(
          "rowShare", .double, default: .double(1), unit: "share of rows",
          "that each tree is grown on, drawn anew; above 0, at most 1",
          rules: [.within(BoostedTrees.Settings.validShare, "rowShare")],
          synonyms: ["subsample", "bagging", "bagging_fraction", "rows"]),
        Parameter(
          "columnShare", .double, default: .double(1), unit: "share of features",
          "that each tree may use, drawn anew; above 0, at most 1",
          rules: [.within(BoostedTrees.Settings.validShare, "columnShare")],
          synonyms: ["colsample", "colsample_bytree", "feature_fraction"]),
        Parameter(
          "monotone", .dictionary(key: .string, value: .of(Monotonicity.self)), default: .dictionary([:]),
          "which way predictions must go as a feature rises", synonyms: ["constraints", "monotone_constraints"]),
        Parameter(
          "loss", .of(BoostingLoss.self), default: .object(BoostingLoss.automatic), "what is made small",
          synonyms: ["objective", "criterion"]),
        Parameter(
          "earlyStopping", .optional(.int), default: .nil, unit: "rounds",
          "without a lower loss, after which growing ends; nil for never",
          rules: [.within(BoostedTrees.Settings.validRounds, "earlyStopping")],
          synonyms: ["patience", "early_stopping_rounds", "stopAfter"]),
        Parameter(
          "seed", .int, default: .int(1), unit: "number", "where the drawing of rows and features starts",
          synonyms: ["randomState", "random_state"]),
      ], gives: learner, "gradient boosting of decision trees: the usual first choice",
      details: """
        For targets of every kind. Histogram gradient boosting: each tree fits the Newton step of the loss (Friedman \
        2001; Chen & Guestrin 2016) and grows leaf by leaf, the most useful split first (Ke et al. 2017). Numbers are \
        cut into at most 255 bins, categories are split into sets, and missing values go the way that fits the training \
        rows better. Growing stops once no split helps.

        More rounds with a lower rate fit more finely and take longer. With few rows, fewer leaves keep the model from \
        learning them by heart. `earlyStopping:` holds a tenth of the rows out, drawn by the seed, and keeps the rounds \
        after which their loss was lowest.
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
          learningRate: try call.double("learningRate"), minimumRows: try call.int("minimumRows"),
          l2: try call.double("l2"), rowShare: try call.double("rowShare"),
          columnShare: try call.double("columnShare"), monotone: try call.dictionary("monotone"),
          loss: try call.object("loss"), earlyStopping: try call.optional("earlyStopping"), seed: try call.int("seed")))
    }
    word(
      .staticMember(of: "Learner"), "randomForest",
      [
        Parameter(
          "trees", .int, default: .int(200), unit: "trees", "how many are grown, from 1 to 10,000",
          rules: [.within(BoostedTrees.Settings.validRounds, "trees")],
          synonyms: ["rounds", "count", "estimators", "n_estimators", "ntree"]),
        Parameter(
          "leaves", .int, default: .int(1024), unit: "leaves", "the most of one tree, from 2 to 4,096",
          rules: [.within(BoostedTrees.Settings.validLeaves, "leaves")],
          synonyms: ["maxLeaves", "max_leaf_nodes", "maxDepth", "max_depth"]),
        Parameter(
          "minimumRows", .int, default: .int(5), unit: "rows", "the fewest training rows in a leaf, at least 1",
          rules: [.within(BoostedTrees.Settings.validMinimumRows, "minimumRows")],
          synonyms: ["minRows", "minSamples", "min_samples_leaf", "nodesize"]),
        Parameter(
          "columnShare", .optional(.double), default: .nil, unit: "share of features",
          "that each split looks among; nil for √n of n for classes, a third for numbers",
          rules: [.within(BoostedTrees.Settings.validShare, "columnShare")],
          synonyms: ["maxFeatures", "max_features", "mtry"]),
        Parameter(
          "seed", .int, default: .int(1), unit: "number", "where the drawing of rows and features starts",
          synonyms: ["randomState", "random_state"]),
      ], gives: learner, "a random forest: the mean of many deep trees",
      details: """
        For targets of every kind. Each tree is grown on as many rows as there are, drawn with replacement, and each of \
        its splits is looked for among a few features drawn anew (Breiman 2001); predictions are the mean of all trees. \
        There is little to set, and more trees never do harm; boosted trees are mostly more exact.
        """,
      example: """
        let forest = train(
          .randomForest(trees: 30), on: split.train, predicting: "late",
          from: ["dep_delay", "distance", "carrier"])
        forest
        """
    ) { call in
      .object(
        Learner.randomForest(
          trees: try call.int("trees"), leaves: try call.int("leaves"), minimumRows: try call.int("minimumRows"),
          columnShare: try call.optional("columnShare"), seed: try call.int("seed")))
    }
  }

  private static let directionExample = """
    let sensible = train(
      .boostedTrees(
        rounds: 20, leaves: 4,
        monotone: [
          "dep_delay": .increasing, "distance": .decreasing, "hour": .any,
        ]),
      on: split.train, predicting: "late", from: ["dep_delay", "distance", "hour"])
    sensible
    """

  private static let lossExample = """
    let losses: [BoostingLoss] = [.automatic, .squared, .absolute, .poisson]
    for loss in losses {
      let length = train(
        .boostedTrees(rounds: 10, loss: loss), on: split.train,
        predicting: "distance", from: ["origin", "hour"])
      note("\\(length.featureNames.count) features")
    }
    """

  mutating func addTreeSettings() {
    let directions: [(Monotonicity, String)] = [
      (.any, "up or down"), (.increasing, "never down"), (.decreasing, "never up"),
    ]
    for (direction, way) in directions {
      member(
        direction.rawValue, direction, "predictions go \(way) as the feature rises",
        details: """
          For `monotone:` of `.boostedTrees`. A direction that everyone knows to hold keeps a model from learning chance, \
          and its answers explainable. Features of categories have no direction.
          """,
        example: Self.directionExample)
    }
    let losses: [(String, BoostingLoss, String, String)] = [
      (
        "automatic", .automatic, "the log loss for classes, the squared error for numbers",
        "What `.boostedTrees` makes small unless told otherwise."
      ),
      (
        "squared", .squared, "the squared error: predicts the mean",
        "For targets that are numbers. Rows far off count by the square of their distance."
      ),
      (
        "absolute", .absolute, "the absolute error: predicts the median",
        "For targets that are numbers. Rows far off, perhaps by mistake, draw the model less than by the squared error."
      ),
      (
        "poisson", .poisson, "the Poisson deviance: predicts the mean of counts",
        "For targets that are counts, at least 0. Predictions are never negative, and large counts may scatter more."
      ),
    ]
    for (name, loss, summary, details) in losses {
      member(
        name, loss, summary, details: details,
        example: Self.lossExample)
    }
    word(
      .staticMember(of: EngineTypes.name(of: BoostingLoss.self)), "quantile",
      [
        Parameter(
          unlabelled: "share", .double, unit: "share of rows", "that the prediction leaves below, between 0 and 1",
          rules: [.within(.between(0, 1), "share")])
      ], gives: .of(BoostingLoss.self), "the pinball loss: predicts what a share of the rows stays under",
      details: """
        For targets that are numbers (Koenker & Bassett 1978). Two models, of the quantiles 0.05 and 0.95, give an \
        interval that nine in ten rows fall into.
        """,
      example: """
        let late = train(
          .boostedTrees(rounds: 20, loss: .quantile(0.9)), on: split.train,
          predicting: "distance", from: ["origin", "dest", "hour"])
        late
        """
    ) { call in .object(BoostingLoss.quantile(try call.double("share"))) }
  }
}
