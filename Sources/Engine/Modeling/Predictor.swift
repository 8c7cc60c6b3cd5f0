/// What every kind of model can do once it has learned.
protocol Predictor: Sendable {
  /// Row after row: the probability of true, or one probability a class that sum to 1, or the number.
  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double]
  /// How much each feature contributes, one number a feature that sum to 1; nil where the kind of model has no say.
  var importance: [Double]? { get }
}

/// A predictor whose trees' leaves are summed, and then made into predictions.
protocol TreePredictor: Predictor {
  var ensemble: TreeEnsemble { get }
  /// The sums of a row before any tree.
  var startSums: [Double] { get }
  /// Makes predictions of rows' sums, in their place.
  func finish(_ sums: UnsafeMutablePointer<Double>, rows: Int)
}
