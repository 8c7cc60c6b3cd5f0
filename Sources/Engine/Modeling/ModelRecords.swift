/// The JSON form of a model: how it was made and what it relies on, not its trees.
extension Model: Encodable {
  private enum Key: String, CodingKey {
    case learner, settings, calibration, target, classes, features, trainingRows, baseRate, prior, importance
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch learner {
    case .boostedTrees(let settings):
      try container.encode("boostedTrees", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .randomForest(let settings):
      try container.encode("randomForest", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .logistic(let settings):
      try container.encode("logistic", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .linear(let settings):
      try container.encode("linear", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .elasticNet(let settings):
      try container.encode("elasticNet", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .poisson(let settings):
      try container.encode("poisson", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .naiveBayes(let settings):
      try container.encode("naiveBayes", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .neighbours(let settings):
      try container.encode("neighbours", forKey: .learner)
      try container.encode(settings, forKey: .settings)
    case .constant: try container.encode("constant", forKey: .learner)
    }
    if let calibration { try container.encode(calibration, forKey: .calibration) }
    try container.encode(target, forKey: .target)
    try container.encode(featureNames, forKey: .features)
    try container.encode(trainingRows, forKey: .trainingRows)
    switch kind {
    case .binary: try container.encode(baseRate, forKey: .baseRate)
    case .number: try container.encode(prior, forKey: .prior)
    case .multiclass(let classes):
      try container.encode(classes, forKey: .classes)
      try container.encode(prior, forKey: .prior)
    }
    if let importance {
      try container.encode(
        Dictionary(uniqueKeysWithValues: importance.map { ($0.feature, $0.share) }), forKey: .importance)
    }
  }
}
