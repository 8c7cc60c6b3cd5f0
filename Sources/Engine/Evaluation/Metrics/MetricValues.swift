extension Metric {
  /// The value for some rows; nil where it is not defined, as the area under a curve is for one class, or where the
  /// figure is one of other targets.
  public func value(of outcomes: Outcomes) -> Double? {
    let value: Double? =
      switch outcomes {
      case .binary(let outcomes): self.value(of: outcomes)
      case .multiclass(let outcomes): self.value(of: outcomes)
      case .number(let outcomes): self.value(of: outcomes)
      }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The value for chances of something that is true or false.
  public func value(of outcomes: ScoredOutcomes) -> Double? {
    let value: Double? =
      switch self {
      case .rocAUC: outcomes.rocAUC
      case .averagePrecision: outcomes.averagePrecision
      case .logLoss: outcomes.logLoss
      case .brier: outcomes.brier
      case .kolmogorovSmirnov: outcomes.kolmogorovSmirnov
      case .expectedCalibrationError(let bins): outcomes.expectedCalibrationError(bins: bins)
      default: threshold.flatMap { self.value(of: outcomes.confusion(at: $0)) }
      }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The value for judgements at a threshold.
  func value(of confusion: Confusion) -> Double? {
    switch self {
    case .accuracy: confusion.accuracy
    case .balancedAccuracy: confusion.balancedAccuracy
    case .precision: confusion.precision
    case .recall: confusion.recall
    case .specificity: confusion.specificity
    case .f1: confusion.f1
    case .matthewsCorrelation: confusion.matthewsCorrelation
    case .cohenKappa: confusion.cohenKappa
    default: nil
    }
  }

  /// The value for chances of several classes: judgements are of the most probable one, whatever the threshold.
  public func value(of outcomes: ClassOutcomes) -> Double? {
    switch self {
    case .rocAUC: outcomes.rocAUC(.macro)
    case .logLoss: outcomes.logLoss
    case .brier: outcomes.brier
    case .accuracy: outcomes.accuracy
    case .balancedAccuracy: outcomes.balancedAccuracy
    case .matthewsCorrelation: outcomes.matthewsCorrelation
    case .cohenKappa: outcomes.cohenKappa
    case .topAccuracy(let most): outcomes.topAccuracy(most)
    case .averaged(let figure, let averaging):
      switch figure {
      case .precision: outcomes.precision(averaging)
      case .recall: outcomes.recall(averaging)
      case .f1: outcomes.f1(averaging)
      }
    default: nil
    }
  }

  /// The value for numbers.
  public func value(of outcomes: NumberOutcomes) -> Double? {
    switch self {
    case .meanAbsoluteError: outcomes.meanAbsoluteError
    case .meanSquaredError: outcomes.meanSquaredError
    case .rootMeanSquaredError: outcomes.rootMeanSquaredError
    case .medianAbsoluteError: outcomes.medianAbsoluteError
    case .maximumError: outcomes.maximumError
    case .bias: outcomes.bias
    case .rSquared: outcomes.rSquared
    case .explainedVariance: outcomes.explainedVariance
    case .meanAbsolutePercentageError: outcomes.meanAbsolutePercentageError
    case .symmetricPercentageError: outcomes.symmetricPercentageError
    case .rootMeanSquaredLogError: outcomes.rootMeanSquaredLogError
    case .pinballLoss(let quantile): outcomes.pinballLoss(quantile: quantile)
    case .poissonDeviance: outcomes.poissonDeviance
    case .gammaDeviance: outcomes.gammaDeviance
    default: nil
    }
  }
}
