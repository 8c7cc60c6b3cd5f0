/// A figure of how good a model is: a value that knows its name, its direction and what it means.
public enum Metric: Sendable, Hashable {
  // Of chances.
  case rocAUC
  case averagePrecision
  case logLoss
  case brier
  /// The largest distance between the score's distributions in the two classes.
  case kolmogorovSmirnov
  case expectedCalibrationError(bins: Int)

  // Of judgements. Where there are several classes, the most probable one is taken, whatever the threshold.
  case accuracy(threshold: Double)
  case balancedAccuracy(threshold: Double)
  case precision(threshold: Double)
  case recall(threshold: Double)
  case specificity(threshold: Double)
  case f1(threshold: Double)
  case matthewsCorrelation(threshold: Double)
  case cohenKappa(threshold: Double)

  // Of judgements between several classes.
  /// The share of rows whose class is among the so many most probable ones.
  case topAccuracy(Int)
  case averaged(ClassFigure, ClassOutcomes.Averaging)

  // Of numbers.
  case meanAbsoluteError
  case meanSquaredError
  case rootMeanSquaredError
  case medianAbsoluteError
  case maximumError
  case bias
  case rSquared
  case explainedVariance
  case meanAbsolutePercentageError
  case symmetricPercentageError
  case rootMeanSquaredLogError
  case pinballLoss(quantile: Double)
  case poissonDeviance
  case gammaDeviance

  /// A figure of one class against all others, of which several classes have a mean.
  public enum ClassFigure: String, Sendable, CaseIterable {
    case precision, recall, f1

    public var name: String { self == .f1 ? "F1" : rawValue }
  }

  /// The figures that an evaluation of two classes reports, at the threshold of one half.
  public static let reported: [Metric] = [
    .rocAUC, .averagePrecision, .logLoss, .brier, .accuracy(threshold: 0.5), .precision(threshold: 0.5),
    .recall(threshold: 0.5), .f1(threshold: 0.5), .expectedCalibrationError(bins: 10),
  ]

  /// The figures that an evaluation of several classes reports.
  public static let reportedOfClasses: [Metric] = [
    .accuracy(threshold: 0.5), .balancedAccuracy(threshold: 0.5), .averaged(.precision, .macro),
    .averaged(.recall, .macro), .averaged(.f1, .macro), .logLoss, .rocAUC, .cohenKappa(threshold: 0.5),
  ]

  /// The figures that an evaluation of numbers reports.
  public static let reportedOfNumbers: [Metric] = [
    .meanAbsoluteError, .rootMeanSquaredError, .medianAbsoluteError, .bias, .rSquared,
    .symmetricPercentageError,
  ]

  public var name: String {
    switch self {
    case .rocAUC: "ROC AUC"
    case .averagePrecision: "average precision"
    case .logLoss: "log loss"
    case .brier: "Brier score"
    case .accuracy: "accuracy"
    case .balancedAccuracy: "balanced accuracy"
    case .precision: "precision"
    case .recall: "recall"
    case .specificity: "specificity"
    case .f1: "F1"
    case .matthewsCorrelation: "Matthews correlation"
    case .cohenKappa: "Cohen's kappa"
    case .kolmogorovSmirnov: "KS distance"
    case .expectedCalibrationError: "calibration error"
    case .topAccuracy(let most): "top-\(most) accuracy"
    case .averaged(let figure, let averaging): "\(averaging.rawValue) \(figure.name)"
    case .meanAbsoluteError: "mean error"
    case .meanSquaredError: "mean squared error"
    case .rootMeanSquaredError: "RMSE"
    case .medianAbsoluteError: "median error"
    case .maximumError: "largest error"
    case .bias: "bias"
    case .rSquared: "R²"
    case .explainedVariance: "explained variance"
    case .meanAbsolutePercentageError: "MAPE"
    case .symmetricPercentageError: "sMAPE"
    case .rootMeanSquaredLogError: "RMSLE"
    case .pinballLoss(let quantile): "pinball loss at \(NumberText.short(quantile))"
    case .poissonDeviance: "Poisson deviance"
    case .gammaDeviance: "gamma deviance"
    }
  }

  /// The probability from which on a row is taken for positive; nil for figures that need none.
  public var threshold: Double? {
    switch self {
    case .accuracy(let threshold), .balancedAccuracy(let threshold), .precision(let threshold),
      .recall(let threshold), .specificity(let threshold), .f1(let threshold),
      .matthewsCorrelation(let threshold), .cohenKappa(let threshold):
      threshold
    default: nil
    }
  }

  /// Whether a model that predicts targets of a kind has such a figure.
  public func applies(to kind: TargetKind) -> Bool {
    switch self {
    case .rocAUC, .logLoss, .brier, .accuracy, .balancedAccuracy, .matthewsCorrelation, .cohenKappa: kind != .number
    case .averagePrecision, .kolmogorovSmirnov, .expectedCalibrationError, .precision, .recall, .specificity, .f1:
      kind == .binary
    case .topAccuracy, .averaged: if case .multiclass = kind { true } else { false }
    default: kind == .number
    }
  }

  /// Whether the figure judges decisions, so that answers without chances have it as well.
  var isOfJudgements: Bool {
    if case .averaged = self { return true }
    return threshold != nil
  }

  /// Of the bias, the nearer to zero the better; a goal asks for less of it than a limit.
  public var isBetterHigher: Bool {
    switch self {
    case .logLoss, .brier, .expectedCalibrationError: false
    case .meanAbsoluteError, .meanSquaredError, .rootMeanSquaredError, .medianAbsoluteError, .maximumError, .bias,
      .meanAbsolutePercentageError, .symmetricPercentageError, .rootMeanSquaredLogError, .pinballLoss,
      .poissonDeviance, .gammaDeviance:
      false
    default: true
    }
  }

  /// Whether one value is better than another: a bias is the better the nearer it is to zero.
  public func isBetter(_ value: Double, than other: Double) -> Bool {
    if self == .bias { return value.magnitude < other.magnitude }
    return isBetterHigher ? value > other : value < other
  }

  /// The values that the figure can take.
  public var range: ClosedRange<Double> {
    switch self {
    case .matthewsCorrelation, .cohenKappa: -1...1
    // Of several classes a Brier score may reach 2.
    case .brier, .symmetricPercentageError: 0...2
    case .bias: -Double.infinity...Double.infinity
    case .rSquared, .explainedVariance: -Double.infinity...1
    case .logLoss, .meanAbsoluteError, .meanSquaredError, .rootMeanSquaredError, .medianAbsoluteError, .maximumError,
      .meanAbsolutePercentageError, .rootMeanSquaredLogError, .pinballLoss, .poissonDeviance, .gammaDeviance:
      0...Double.infinity
    default: 0...1
    }
  }

  /// Whether the figure is a share of rows, best read in per cent.
  public var isShare: Bool {
    switch self {
    case .accuracy, .precision, .recall, .specificity, .balancedAccuracy, .topAccuracy: true
    case .averaged(let figure, _): figure != .f1
    case .meanAbsolutePercentageError, .symmetricPercentageError: true
    default: false
    }
  }

  /// Whether the figure is a quantity in the target's unit.
  var isInTargetUnit: Bool {
    switch self {
    case .meanAbsoluteError, .rootMeanSquaredError, .medianAbsoluteError, .maximumError, .bias, .pinballLoss: true
    default: false
    }
  }

  /// One sentence for a reader who does not know the figure.
  public var meaning: String {
    switch self {
    case .rocAUC: "how often a positive row is ranked above a negative one: 0.5 is chance, 1 perfect"
    case .averagePrecision: "precision averaged over all recalls; chance is the base rate"
    case .logLoss: "the penalty for sure and wrong probabilities: 0 is perfect"
    case .brier: "the mean squared distance between probability and outcome: 0 is perfect"
    case .accuracy: "the share of rows that are judged right"
    case .balancedAccuracy: "the mean of the shares judged right in either class"
    case .precision: "the share of warnings that are right"
    case .recall: "the share of positive rows that are found"
    case .specificity: "the share of negative rows that are left alone"
    case .f1: "the harmonic mean of precision and recall"
    case .matthewsCorrelation: "the correlation of judgement and outcome: 0 is chance, 1 perfect"
    case .cohenKappa: "the agreement beyond chance: 0 is chance, 1 perfect"
    case .kolmogorovSmirnov: "how far apart the scores of the two classes lie: 0 not at all, 1 wholly"
    case .expectedCalibrationError: "how far predicted chances lie from what happened, on average"
    case .topAccuracy(let most): "the share of rows whose class is among the \(most) most probable"
    case .averaged(let figure, let averaging): "the \(figure.name) of each class, \(averaging.phrase)"
    case .meanAbsoluteError: "how far predictions lie from what came, on average"
    case .meanSquaredError: "the mean of the squared distances of prediction and outcome"
    case .rootMeanSquaredError: "how far predictions lie from what came, large misses counting for more"
    case .medianAbsoluteError: "the distance that half of the predictions stay within"
    case .maximumError: "the distance of the worst prediction"
    case .bias: "by how much predictions are too high on average: 0 is none"
    case .rSquared: "the share of the outcome's variance that is explained: 0 is the mean's, 1 perfect"
    case .explainedVariance: "the share of variance that is explained, a constant bias forgiven"
    case .meanAbsolutePercentageError: "the mean distance as a share of what came"
    case .symmetricPercentageError: "the mean distance as a share of the mean of prediction and outcome, at most 200%"
    case .rootMeanSquaredLogError: "the RMSE of logarithms: how far off predictions are as a ratio"
    case .pinballLoss: "the loss that a quantile makes least: 0 is perfect"
    case .poissonDeviance: "how much less likely counts are than under a perfect prediction: 0 is perfect"
    case .gammaDeviance: "how much less likely amounts are than under a perfect prediction: 0 is perfect"
    }
  }

  /// A value of the figure: shares in per cent, quantities in the target's unit as short as they tell, others with
  /// three decimals.
  public func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    if isShare { return NumberText.percent(value) }
    switch self {
    case .meanSquaredError: return NumberText.short(value)
    default: return isInTargetUnit ? NumberText.short(value) : NumberText.decimal(value, decimals: 3)
    }
  }
}

extension ClassOutcomes.Averaging {
  fileprivate var phrase: String {
    switch self {
    case .macro: "every class counting for the same"
    case .micro: "every row counting for the same"
    case .weighted: "every class counting by its rows"
    }
  }
}
