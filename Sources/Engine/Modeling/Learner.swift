/// A way to learn, with its settings: what `train` is given.
public enum Learner: Sendable, Equatable {
  case boostedTrees(BoostedTrees.Settings)
  case randomForest(RandomForest.Settings)
  case logistic(LogisticRegression.Settings)
  case linear(LinearRegression.Settings)
  case elasticNet(ElasticNet.Settings)
  case poisson(PoissonRegression.Settings)
  case naiveBayes(GaussianNaiveBayes.Settings)
  case neighbours(NearestNeighbours.Settings)
  /// The same answer for every row: the share of true, each class's share, or the mean.
  case constant

  /// Histogram gradient boosting of decision trees, for targets of every kind.
  ///
  /// - Parameters:
  ///   - rounds: how many trees, or trees a class; at least 1.
  ///   - leaves: the most leaves of a tree, at least 2.
  ///   - learningRate: how much of each tree's correction is taken, above 0, at most 1.
  ///   - minimumRows: the fewest training rows in a leaf.
  ///   - l2: what holds the leaves' values back; at least 0.
  ///   - rowShare: the share of the rows that each tree is grown on.
  ///   - columnShare: the share of the features that each tree may use.
  ///   - monotone: which way predictions must go as a feature rises.
  ///   - loss: what is made small; the log loss for classes, the squared error for numbers unless told otherwise.
  ///   - earlyStopping: ends training once this many rounds in a row did not lower the loss of a tenth of the rows, which
  ///     is held out for it.
  ///   - seed: where the drawing of rows and features starts.
  public static func boostedTrees(
    rounds: Int = 200, leaves: Int = 31, learningRate: Double = 0.1, minimumRows: Int = 20, l2: Double = 0,
    rowShare: Double = 1, columnShare: Double = 1, monotone: [String: Monotonicity] = [:],
    loss: BoostingLoss = .automatic, earlyStopping: Int? = nil, seed: Int = 1
  ) -> Learner {
    .boostedTrees(
      BoostedTrees.Settings(
        rounds: rounds, leaves: leaves, learningRate: learningRate, minimumRows: minimumRows, l2: l2,
        rowShare: rowShare, columnShare: columnShare, monotone: monotone, loss: loss, earlyStopping: earlyStopping,
        seed: seed))
  }

  /// The mean of deep trees grown on rows and features drawn at random, for targets of every kind.
  ///
  /// - Parameters:
  ///   - trees: how many trees, or trees a class; at least 1.
  ///   - leaves: the most leaves of a tree, at least 2.
  ///   - minimumRows: the fewest training rows in a leaf.
  ///   - columnShare: the share of the features that each split is looked for among; nil for the square root of their
  ///     number for classes and a third of them for numbers.
  ///   - seed: where the drawing starts.
  public static func randomForest(
    trees: Int = 200, leaves: Int = 1024, minimumRows: Int = 5, columnShare: Double? = nil, seed: Int = 1
  ) -> Learner {
    .randomForest(
      RandomForest.Settings(
        trees: trees, leaves: leaves, minimumRows: minimumRows, columnShare: columnShare, seed: seed))
  }

  /// Logistic regression on standardised numbers and one indicator a category, for targets that are true or false or
  /// one of several classes.
  ///
  /// - Parameters:
  ///   - inverseRegularization: the weight of the data against the penalty, above 0, as scikit-learn's C.
  ///   - l1Ratio: the share of the penalty on absolute values: 0 for L2, 1 for L1, which leaves features out.
  public static func logistic(inverseRegularization: Double = 1, l1Ratio: Double = 0) -> Learner {
    .logistic(.init(inverseRegularization: inverseRegularization, l1Ratio: l1Ratio))
  }

  /// Linear regression on standardised numbers and one indicator a category, for numbers.
  ///
  /// - Parameter ridge: the weight of the coefficients' squares against those of the errors, at least 0; 0 for ordinary
  ///   least squares.
  public static func linear(ridge: Double = 0) -> Learner { .linear(.init(ridge: ridge)) }

  /// Linear regression that gives features that help little no coefficient at all, for numbers.
  ///
  /// - Parameters:
  ///   - alpha: the weight of the penalty, at least 0, in the target's unit.
  ///   - l1Ratio: the share of the penalty on absolute values: 1 for the lasso, 0 for ridge.
  public static func elasticNet(alpha: Double = 1, l1Ratio: Double = 0.5) -> Learner {
    .elasticNet(.init(alpha: alpha, l1Ratio: l1Ratio))
  }

  /// Regression of counts, whose logarithm is linear in the features.
  ///
  /// - Parameter alpha: the weight of the coefficients' squares against the mean deviance, at least 0.
  public static func poisson(alpha: Double = 0.01) -> Learner { .poisson(.init(alpha: alpha)) }

  /// Naive Bayes with normal laws for numbers and frequencies for categories, for classes.
  ///
  /// - Parameters:
  ///   - varianceSmoothing: the share of the largest variance that every variance is raised by, above 0.
  ///   - categorySmoothing: how many rows each category is taken to have had beside those of the data, above 0.
  public static func naiveBayes(varianceSmoothing: Double = 1e-9, categorySmoothing: Double = 1) -> Learner {
    .naiveBayes(.init(varianceSmoothing: varianceSmoothing, categorySmoothing: categorySmoothing))
  }

  /// What the nearest training rows have, for targets of every kind.
  ///
  /// - Parameter count: how many rows are asked, at least 1.
  public static func neighbours(count: Int = 15) -> Learner { .neighbours(.init(count: count)) }

  /// What the learner is called in a sentence.
  public var name: String {
    switch self {
    case .boostedTrees: "boosted trees"
    case .randomForest: "a random forest"
    case .logistic: "logistic regression"
    case .linear: "linear regression"
    case .elasticNet: "an elastic net"
    case .poisson: "Poisson regression"
    case .naiveBayes: "naive Bayes"
    case .neighbours: "nearest neighbours"
    case .constant: "a constant"
    }
  }

  /// The one kind of target that the learner can have; nil where it has several.
  var soleKind: TargetKind? {
    switch self {
    case .boostedTrees, .randomForest, .logistic, .naiveBayes, .neighbours, .constant: nil
    case .linear, .elasticNet, .poisson: .number
    }
  }

  /// Whether the learner tells classes apart and predicts no numbers.
  var isOfClasses: Bool {
    switch self {
    case .logistic, .naiveBayes: true
    case .boostedTrees, .randomForest, .linear, .elasticNet, .poisson, .neighbours, .constant: false
    }
  }

  /// - Throws: where the target's column is of a type that the learner does not predict.
  func check(target name: String, in table: Table) throws(DataError) {
    let column = try table.column(name)
    if soleKind == .number, column.type == .string {
      throw .wrongType(
        "\"\(name)\" must be a number to be predicted by \(self.name), but it holds strings; use .logistic() for classes"
      )
    }
    if isOfClasses, column.type == .int || column.type == .double, let numbers = column.numbers(),
      numbers.contains(where: { $0.isFinite && $0 != 0 && $0 != 1 })
    {
      throw .wrongType(
        "\"\(name)\" must be true or false (or 0 and 1) to be predicted by \(self.name), or name classes, but it holds "
          + "other numbers")
    }
  }
}
