/// A way to learn, with its settings: what `train` is given.
public enum Learner: Sendable, Equatable {
  case boostedTrees(BoostedTrees.Settings)
  case logistic(LogisticRegression.Settings)

  /// Histogram gradient boosting of decision trees.
  ///
  /// - Parameters:
  ///   - rounds: how many trees, at least 1.
  ///   - leaves: the most leaves of a tree, at least 2.
  ///   - learningRate: how much of each tree's correction is taken, above 0, at most 1.
  ///   - minimumRows: the fewest training rows in a leaf.
  public static func boostedTrees(
    rounds: Int = 200, leaves: Int = 31, learningRate: Double = 0.1, minimumRows: Int = 20
  ) -> Learner {
    .boostedTrees(.init(rounds: rounds, leaves: leaves, learningRate: learningRate, minimumRows: minimumRows))
  }

  /// Logistic regression on standardised numbers and one indicator a category.
  ///
  /// - Parameter inverseRegularization: the weight of the data against the L2 penalty, above 0, as scikit-learn's C.
  public static func logistic(inverseRegularization: Double = 1) -> Learner {
    .logistic(.init(inverseRegularization: inverseRegularization))
  }
}

/// What every kind of model can do once it has learned.
protocol Predictor: Sendable {
  /// The probability of `true` for every row.
  func probabilities(_ features: [EncodedFeature], rowCount: Int) -> [Double]
  /// How much each feature contributes, one number a feature that sum to 1; nil where the kind of model has no say.
  var importance: [Double]? { get }
}

/// A trained classifier of a column that is true or false.
public struct Model: Sendable {
  public let learner: Learner
  public let target: String
  public let schema: FeatureSchema
  public let trainingRows: Int
  /// The share of training rows in which the target is true.
  public let baseRate: Double
  let predictor: any Predictor

  public var featureNames: [String] { schema.features.map(\.name) }

  /// The probability, for every row, that the target is true.
  ///
  /// - Throws: where a feature is not in the table or of another kind than in training.
  public func probabilities(for table: Table) throws(DataError) -> [Double] {
    predictor.probabilities(try schema.encoded(table), rowCount: table.rowCount)
  }

  /// Features with their share of what the model knows, largest first.
  public var importance: [(feature: String, share: Double)]? {
    predictor.importance.map { shares in
      zip(featureNames, shares).map { (feature: $0, share: $1) }.sorted {
        ($1.share, $0.feature) < ($0.share, $1.feature)
      }
    }
  }
}

/// Learns to predict a column from others.
///
/// - Parameters:
///   - learner: the kind of model and its settings.
///   - table: the training rows.
///   - target: a column that is true or false (or 0 and 1) in every row.
///   - features: the columns to learn from; the target is not one of them.
/// - Throws: `DataError` where the target has missing values or one class, or a feature cannot be used.
public func train(
  _ learner: Learner, on table: Table, predicting target: String, from features: [String]
) throws(DataError) -> Model {
  try FeatureSchema.check(features, predicting: target)
  let actual = try table.outcomes(target)
  let schema = try FeatureSchema(names: features, in: table)
  let positives = actual.count { $0 }
  guard positives > 0, positives < actual.count else {
    throw .invalid("\"\(target)\" is \(positives > 0) in every training row: there is nothing to tell apart")
  }
  let encoded = try schema.encoded(table)
  let predictor: any Predictor
  switch learner {
  case .boostedTrees(let settings):
    try settings.check()
    predictor = BoostedTrees(settings, features: encoded, actual: actual)
  case .logistic(let settings):
    try settings.check()
    predictor = try LogisticRegression(settings, features: encoded, actual: actual)
  }
  return Model(
    learner: learner, target: target, schema: schema, trainingRows: table.rowCount,
    baseRate: Double(positives) / Double(actual.count), predictor: predictor)
}

extension Table {
  /// A target column as truth values.
  ///
  /// - Throws: where it is neither true and false nor 0 and 1, or missing in a row.
  func outcomes(_ name: String) throws(DataError) -> [Bool] {
    let column = try column(name)
    guard rowCount > 0 else { throw .empty("\(label) has no rows") }
    guard column.validity.isComplete else {
      throw .invalid(
        "\"\(name)\" is missing in \(column.validity.missingCount) of \(rowCount) rows; leave them out with "
          + ".filter(col(\"\(name)\").isPresent)")
    }
    switch column.values {
    case .bool(let values): return values
    case .int(let values) where values.allSatisfy({ $0 == 0 || $0 == 1 }): return values.map { $0 == 1 }
    case .double(let values) where values.allSatisfy({ $0 == 0 || $0 == 1 }): return values.map { $0 == 1 }
    default: throw .wrongType("\"\(name)\" must be true or false (or 0 and 1) to be predicted")
    }
  }
}
