/// A figure of how good a classifier is: a value that knows its name, its direction and what it means.
public enum Metric: Sendable, Hashable {
  case rocAUC
  case averagePrecision
  case logLoss
  case brier
  case accuracy(threshold: Double)
  case balancedAccuracy(threshold: Double)
  case precision(threshold: Double)
  case recall(threshold: Double)
  case specificity(threshold: Double)
  case f1(threshold: Double)
  case matthewsCorrelation(threshold: Double)
  case cohenKappa(threshold: Double)
  /// The largest distance between the score's distributions in the two classes.
  case kolmogorovSmirnov
  case expectedCalibrationError(bins: Int)

  /// The figures that an evaluation reports, at the threshold of one half.
  public static let reported: [Metric] = [
    .rocAUC, .averagePrecision, .logLoss, .brier, .accuracy(threshold: 0.5), .precision(threshold: 0.5),
    .recall(threshold: 0.5), .f1(threshold: 0.5), .expectedCalibrationError(bins: 10),
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
    }
  }

  /// The probability from which on a row is taken for positive; nil for figures that need none.
  public var threshold: Double? {
    switch self {
    case .accuracy(let threshold), .balancedAccuracy(let threshold), .precision(let threshold),
      .recall(let threshold), .specificity(let threshold), .f1(let threshold),
      .matthewsCorrelation(let threshold), .cohenKappa(let threshold):
      threshold
    case .rocAUC, .averagePrecision, .logLoss, .brier, .kolmogorovSmirnov, .expectedCalibrationError: nil
    }
  }

  public var isBetterHigher: Bool {
    switch self {
    case .logLoss, .brier, .expectedCalibrationError: false
    default: true
    }
  }

  /// The values that the figure can take.
  public var range: ClosedRange<Double> {
    switch self {
    case .matthewsCorrelation, .cohenKappa: -1...1
    case .logLoss: 0...Double.infinity
    default: 0...1
    }
  }

  /// Whether the figure is a share of rows, best read in per cent.
  public var isShare: Bool {
    switch self {
    case .accuracy, .precision, .recall, .specificity, .balancedAccuracy: true
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
    }
  }

  /// The value for scored rows; nil where it is not defined, as the area under a curve is for one class.
  public func value(of outcomes: ScoredOutcomes) -> Double? {
    let value: Double? =
      switch self {
      case .rocAUC: outcomes.rocAUC
      case .averagePrecision: outcomes.averagePrecision
      case .logLoss: outcomes.logLoss
      case .brier: outcomes.brier
      case .kolmogorovSmirnov: outcomes.kolmogorovSmirnov
      case .expectedCalibrationError(let bins): outcomes.expectedCalibrationError(bins: bins)
      case .accuracy(let threshold): outcomes.confusion(at: threshold).accuracy
      case .balancedAccuracy(let threshold): outcomes.confusion(at: threshold).balancedAccuracy
      case .precision(let threshold): outcomes.confusion(at: threshold).precision
      case .recall(let threshold): outcomes.confusion(at: threshold).recall
      case .specificity(let threshold): outcomes.confusion(at: threshold).specificity
      case .f1(let threshold): outcomes.confusion(at: threshold).f1
      case .matthewsCorrelation(let threshold): outcomes.confusion(at: threshold).matthewsCorrelation
      case .cohenKappa(let threshold): outcomes.confusion(at: threshold).cohenKappa
      }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The 95% interval of the value: DeLong's for the area under the ROC curve, Wilson's for shares, the normal one for
  /// means of a loss; nil where none of these fits.
  public func interval(of outcomes: ScoredOutcomes) -> Interval? {
    switch self {
    case .rocAUC:
      guard let area = outcomes.rocAUC, let error = outcomes.rocAUCStandardError else { return nil }
      let interval = Interval.normal(area, standardError: error)
      return Interval(low: max(0, interval.low), high: min(1, interval.high))
    case .logLoss: return outcomes.meanInterval { outcome, score in rowLogLoss(outcome, score) }
    case .brier: return outcomes.meanInterval { outcome, score in (score - outcome) * (score - outcome) }
    case .accuracy(let threshold):
      let c = outcomes.confusion(at: threshold)
      return .wilson(successes: c.truePositives + c.trueNegatives, trials: c.total)
    case .precision(let threshold):
      let c = outcomes.confusion(at: threshold)
      return c.predictedPositives > 0 ? .wilson(successes: c.truePositives, trials: c.predictedPositives) : nil
    case .recall(let threshold):
      let c = outcomes.confusion(at: threshold)
      return c.positives > 0 ? .wilson(successes: c.truePositives, trials: c.positives) : nil
    case .specificity(let threshold):
      let c = outcomes.confusion(at: threshold)
      return c.negatives > 0 ? .wilson(successes: c.trueNegatives, trials: c.negatives) : nil
    default: return nil
    }
  }

  /// A value of the figure: shares in per cent, others with three decimals.
  public func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    return isShare ? NumberText.percent(value) : NumberText.decimal(value, decimals: 3)
  }
}
