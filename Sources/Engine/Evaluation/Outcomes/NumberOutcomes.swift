/// Predicted numbers beside those that came: what figures of a regression are computed from.
public struct NumberOutcomes: Sendable {
  public let actual: [Double]
  public let predicted: [Double]
  /// How much each row counts, at least 0; nil for all the same.
  public let weights: [Double]?

  public init(actual: [Double], predicted: [Double], weights: [Double]? = nil) {
    precondition(actual.count == predicted.count && weights.map(\.count) ?? actual.count == actual.count)
    self.actual = actual
    self.predicted = predicted
    self.weights = weights
  }

  public var count: Int { actual.count }

  /// The outcomes of some rows.
  public func choosing(_ rows: [Int32]) -> NumberOutcomes {
    NumberOutcomes(
      actual: rows.map { actual[Int($0)] }, predicted: rows.map { predicted[Int($0)] },
      weights: weights.map { weights in rows.map { weights[Int($0)] } })
  }

  /// The weighted mean of what each row says; nil where there are no rows, or one is no number.
  private func mean(_ value: (_ actual: Double, _ predicted: Double) -> Double) -> Double? {
    var sum = 0.0
    var total = 0.0
    for row in actual.indices {
      let weight = weights?[row] ?? 1
      guard weight > 0 else { continue }
      sum += weight * value(actual[row], predicted[row])
      total += weight
    }
    let mean = sum / total
    return mean.isFinite ? mean : nil
  }

  /// The mean distance of prediction and outcome, in the target's unit.
  public var meanAbsoluteError: Double? { mean { ($1 - $0).magnitude } }

  /// The mean squared distance, in the target's unit squared.
  public var meanSquaredError: Double? { mean { ($1 - $0) * ($1 - $0) } }

  /// The root of the mean squared distance, in the target's unit.
  public var rootMeanSquaredError: Double? { meanSquaredError.map { $0.squareRoot() } }

  /// By how much predictions are too high on the mean, in the target's unit.
  public var bias: Double? { mean { $1 - $0 } }

  /// 1 − squared error / squared distance from the mean: 1 is perfect, 0 no better than the mean; nil where all
  /// outcomes are the same.
  public var rSquared: Double? {
    guard let average = mean({ actual, _ in actual }),
      let spread = mean({ actual, _ in
        (actual - average) * (actual - average)
      }), let error = meanSquaredError, spread > 0
    else { return nil }
    return 1 - error / spread
  }

  /// As R², but of errors less their mean.
  public var explainedVariance: Double? {
    guard let average = mean({ actual, _ in actual }), let bias,
      let spread = mean({ actual, _ in
        (actual - average) * (actual - average)
      }), let error = mean({ ($1 - $0 - bias) * ($1 - $0 - bias) }), spread > 0
    else { return nil }
    return 1 - error / spread
  }

  /// The median distance; every row counts once. Nil where there are no rows.
  public var medianAbsoluteError: Double? {
    guard count > 0 else { return nil }
    let median = quantile(ofSorted: actual.indices.map { (predicted[$0] - actual[$0]).magnitude }.sorted(), 0.5)
    return median.isFinite ? median : nil
  }

  /// The largest distance; nil where there are no rows.
  public var maximumError: Double? { actual.indices.map { (predicted[$0] - actual[$0]).magnitude }.max() }

  /// The mean distance as a share of the outcome's size, outcomes near 0 held at 2⁻⁵² as scikit-learn does.
  public var meanAbsolutePercentageError: Double? { mean { ($1 - $0).magnitude / max($0.magnitude, 0x1p-52) } }

  /// The mean of 2 · distance / (sum of both sizes), from 0 to 2; rows where both are 0 count as right.
  public var symmetricPercentageError: Double? { mean(Self.symmetricPercentageLoss) }

  /// The root of the mean squared distance of the logarithms of 1 + value; nil where one is below 0.
  public var rootMeanSquaredLogError: Double? {
    guard actual.allSatisfy({ $0 >= 0 }), predicted.allSatisfy({ $0 >= 0 }) else { return nil }
    return mean(Self.squaredLogLoss).map { $0.squareRoot() }
  }

  /// The pinball loss of predictions of a quantile (Koenker & Bassett 1978), in the target's unit.
  ///
  /// - Parameter share: of the rows that predictions should leave below, between 0 and 1.
  public func pinballLoss(quantile share: Double) -> Double? {
    mean { Self.pinballLoss($0, $1, quantile: share) }
  }

  /// Twice the Poisson likelihood lost against a perfect prediction, on the mean; nil where an outcome is below 0 or a
  /// prediction not above it.
  public var poissonDeviance: Double? {
    guard actual.allSatisfy({ $0 >= 0 }), predicted.allSatisfy({ $0 > 0 }) else { return nil }
    return mean(Self.poissonLoss)
  }

  /// The same of the gamma law; nil where an outcome or a prediction is not above 0.
  public var gammaDeviance: Double? {
    guard actual.allSatisfy({ $0 > 0 }), predicted.allSatisfy({ $0 > 0 }) else { return nil }
    return mean(Self.gammaLoss)
  }

  // MARK: Of one row

  static func symmetricPercentageLoss(_ actual: Double, _ predicted: Double) -> Double {
    let size = actual.magnitude + predicted.magnitude
    return size > 0 ? 2 * (predicted - actual).magnitude / size : 0
  }

  static func squaredLogLoss(_ actual: Double, _ predicted: Double) -> Double {
    let distance = logarithm(1 + predicted) - logarithm(1 + actual)
    return distance * distance
  }

  static func pinballLoss(_ actual: Double, _ predicted: Double, quantile share: Double) -> Double {
    actual >= predicted ? share * (actual - predicted) : (1 - share) * (predicted - actual)
  }

  static func poissonLoss(_ actual: Double, _ predicted: Double) -> Double {
    2 * ((actual > 0 ? actual * logarithm(actual / predicted) : 0) - actual + predicted)
  }

  static func gammaLoss(_ actual: Double, _ predicted: Double) -> Double {
    2 * (logarithm(predicted / actual) + actual / predicted - 1)
  }
}
