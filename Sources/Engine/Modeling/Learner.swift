/// A way to learn, with its settings: what `train` is given.
public enum Learner: Sendable, Equatable {
  case boostedTrees(BoostedTrees.Settings)
  case randomForest(RandomForest.Settings)
  case logistic(LogisticRegression.Settings)

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

  /// Logistic regression on standardised numbers and one indicator a category, for a target that is true or false.
  ///
  /// - Parameter inverseRegularization: the weight of the data against the L2 penalty, above 0, as scikit-learn's C.
  public static func logistic(inverseRegularization: Double = 1) -> Learner {
    .logistic(.init(inverseRegularization: inverseRegularization))
  }

  /// What the learner is called in a sentence.
  public var name: String {
    switch self {
    case .boostedTrees: "boosted trees"
    case .randomForest: "a random forest"
    case .logistic: "logistic regression"
    }
  }

  /// The one kind of target that the learner can have; nil where it has several.
  var soleKind: TargetKind? {
    switch self {
    case .boostedTrees, .randomForest: nil
    case .logistic: .binary
    }
  }
}
