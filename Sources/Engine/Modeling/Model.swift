/// What was learned from a table's rows: predicts one of its columns from others.
public struct Model: Sendable {
  public let learner: Learner
  public let target: String
  /// Whether predictions are probabilities of true, of one of several classes, or numbers.
  public let kind: TargetKind
  public let schema: FeatureSchema
  public let trainingRows: Int
  /// What predicts best without any feature: the share of true, each class's share, or the mean.
  public let prior: [Double]
  let predictor: any Predictor
  /// The table that it learned from, where this is still known: a model that was read from a file has none.
  public internal(set) var learnedRows: Table?

  /// The columns that the model learned from.
  public var featureNames: [String] { schema.columnNames }

  /// The share of training rows in which the target is true; of other targets, the first class's share or the mean.
  public var baseRate: Double { prior[0] }

  /// The model's predictions for every row.
  ///
  /// - Throws: where a feature is not in the table or of another kind than in training.
  public func predictions(for table: Table) throws(DataError) -> Predictions {
    Predictions(
      kind: kind, values: predictor.predictions(try schema.encoded(table), rowCount: table.rowCount))
  }

  /// The probability, for every row, that the target is true.
  ///
  /// - Throws: where the target is not true or false; where a feature is not in the table or of another kind than in
  ///   training.
  public func probabilities(for table: Table) throws(DataError) -> [Double] {
    guard kind == .binary else {
      throw .wrongType("the model of \"\(target)\" predicts \(kind.sentence), not whether something is true")
    }
    return try predictions(for: table).values
  }

  /// Columns with their share of what the model knows, largest first; what was made of a column counts together.
  public var importance: [(feature: String, share: Double)]? {
    predictor.importance.map { shares in
      var sums = [Double](repeating: 0, count: schema.columns.count)
      for (place, share) in shares.enumerated() { sums[schema.sources[place]] += share }
      return zip(featureNames, sums).map { (feature: $0, share: $1) }.sorted {
        ($1.share, $0.feature) < ($0.share, $1.feature)
      }
    }
  }
}

/// What a model says of each row of a table.
public struct Predictions: Sendable, Equatable {
  public let kind: TargetKind
  /// Row after row: the probability of true, or one probability a class that sum to 1, or the number.
  public let values: [Double]

  public var count: Int { values.count / kind.outputs }

  /// The most probable class of every row, the first of equals; true is 1.
  var classes: [Int] {
    switch kind {
    case .binary: return values.map { $0 >= 0.5 ? 1 : 0 }
    case .number: return []
    case .multiclass(let names):
      return (0..<count).map { row in
        var best = 0
        for place in 1..<names.count where values[row * names.count + place] > values[row * names.count + best] {
          best = place
        }
        return best
      }
    }
  }
}

/// Learns to predict a column from others.
///
/// - Parameters:
///   - learner: the kind of model and its settings.
///   - table: the training rows.
///   - target: a column with a value in every row: true and false (or 0 and 1), strings that name classes, or numbers.
///   - features: the columns to learn from; the target is not one of them.
///   - weights: a column that says how much each row counts, at least 0; a row of weight 2 counts as two.
///   - balanced: whether rows of rare classes count for more, so that all classes count for the same.
///   - encodings: how columns become features that are not to be taken as they are.
/// - Throws: `DataError` where the target has missing values or one class, or a feature cannot be used.
public func train(
  _ learner: Learner, on table: Table, predicting target: String, from features: [String],
  weights: String? = nil, balanced: Bool = false, encoding encodings: [String: FeatureEncoding] = [:]
) throws(DataError) -> Model {
  try FeatureSchema.check(features, predicting: target)
  if let weights, features.contains(weights) {
    throw .invalid("\"\(weights)\" says how much each row counts and cannot be a feature as well")
  }
  try learner.check(target: target, in: table)
  let learned = try table.trainingTarget(target, for: learner, weights: weights, balanced: balanced)
  let (schema, encoded) = try FeatureSchema.learn(features, in: table, encodings: encodings, learned)
  let names = schema.features.map(\.name)
  let predictor: any Predictor
  switch learner {
  case .boostedTrees(let settings):
    try settings.check(names: names, target: learned, named: target)
    predictor = BoostedTrees(settings, features: encoded, names: names, target: learned)
  case .randomForest(let settings):
    try settings.check()
    predictor = RandomForest(settings, features: encoded, target: learned)
  case .logistic(let settings):
    try settings.check()
    predictor = try LogisticRegression(settings, features: encoded, target: learned)
  case .linear(let settings):
    try settings.check()
    predictor = LinearRegression(settings, features: encoded, target: learned)
  case .elasticNet(let settings):
    try settings.check()
    predictor = ElasticNet(settings, features: encoded, target: learned)
  case .poisson(let settings):
    try settings.check()
    predictor = try PoissonRegression(settings, features: encoded, target: learned, named: target)
  case .naiveBayes(let settings):
    try settings.check()
    predictor = GaussianNaiveBayes(settings, features: encoded, target: learned)
  case .neighbours(let settings):
    try settings.check()
    predictor = NearestNeighbours(settings, features: encoded, target: learned)
  case .constant: predictor = ConstantModel(learned)
  }
  return Model(
    learner: learner, target: target, kind: learned.kind, schema: schema, trainingRows: table.rowCount,
    prior: learned.prior, predictor: predictor, learnedRows: table)
}

extension Model {
  /// The rows that it learned from.
  ///
  /// - Throws: where they are not known any more.
  public var trainingData: Table {
    get throws(DataError) {
      guard let learnedRows else {
        throw .invalid("the model was read from a file, which holds none of the rows that it learned from")
      }
      return learnedRows
    }
  }
}
