import Engine
import Interpreter

/// The metrics by their names in the language, and what is to be known of each: goals, watches and evaluations all
/// speak of the same ones.
enum MetricWords {
  static let unthresholded: [String: Metric] = [
    "rocAUC": .rocAUC, "averagePrecision": .averagePrecision, "logLoss": .logLoss, "brier": .brier,
    "calibrationError": .expectedCalibrationError(bins: 10),
  ]
  /// Metrics of judgements rather than of chances.
  static let thresholded = [
    "accuracy", "balancedAccuracy", "precision", "recall", "specificity", "f1", "matthewsCorrelation", "cohenKappa",
  ]
  /// Metrics of predicted numbers.
  static let ofNumbers: [(name: String, metric: Metric)] = [
    ("meanAbsoluteError", .meanAbsoluteError), ("meanSquaredError", .meanSquaredError),
    ("rootMeanSquaredError", .rootMeanSquaredError), ("medianAbsoluteError", .medianAbsoluteError),
    ("maximumError", .maximumError), ("rSquared", .rSquared), ("explainedVariance", .explainedVariance),
    ("meanAbsolutePercentageError", .meanAbsolutePercentageError),
    ("symmetricPercentageError", .symmetricPercentageError), ("rootMeanSquaredLogError", .rootMeanSquaredLogError),
    ("poissonDeviance", .poissonDeviance), ("gammaDeviance", .gammaDeviance),
  ]

  static let threshold = Parameter(
    "threshold", .double, default: .double(0.5), unit: "probability from 0 to 1",
    "the chance from which on a row is taken for positive", rules: [.within(.share, "threshold")],
    synonyms: ["at", "cutoff", "above"])

  /// A metric of judgements, by its name in the language.
  static let averaging = Parameter(
    "averaging", .of(ClassOutcomes.Averaging.self), "how the figures of all classes become one")
  static let most = Parameter(
    unlabelled: "most", .int, unit: "classes", "how many of the most probable",
    rules: [.within(Measure.validTop, "most")])
  static let quantile = Parameter(
    "quantile", .double, unit: "share of rows, above 0 and below 1", "which quantile is predicted",
    rules: [.within(Measure.validQuantile, "quantile")])

  static func metric(_ name: String, at threshold: Double) -> Metric {
    switch name {
    case "accuracy": .accuracy(threshold: threshold)
    case "balancedAccuracy": .balancedAccuracy(threshold: threshold)
    case "specificity": .specificity(threshold: threshold)
    case "matthewsCorrelation": .matthewsCorrelation(threshold: threshold)
    case "cohenKappa": .cohenKappa(threshold: threshold)
    case "precision": .precision(threshold: threshold)
    case "recall": .recall(threshold: threshold)
    default: .f1(threshold: threshold)
    }
  }

  /// The metric as a sentence writes it: "F1".
  static func title(ofThresholded name: String) -> String { metric(name, at: 0.5).name }

  static func details(ofThresholded name: String) -> String {
    details(of: metric(name, at: 0.5)) + " `threshold:` outside 0 to 1 is an error."
  }

  /// How a metric is computed, its interval, and where it is not defined.
  static func details(of metric: Metric) -> String {
    switch metric {
    case .rocAUC:
      """
      The area under the ROC curve, from 0 to 1, ties counting one half. Its 95% interval is DeLong's (DeLong, DeLong & \
      Clarke-Pearson 1988). Not defined where only one class occurs. Of several classes, it is the mean of each \
      against all others, without an interval. It says how well rows are ranked, and nothing of \
      whether the chances are right: see `calibration`.
      """
    case .averagePrecision:
      """
      Precision weighted by the gain in recall at each threshold, from 0 to 1. Chance is the share of positive rows, so \
      that values of different tables do not compare. Its 95% interval is normal on the scale of log odds (Boyd, Eng & \
      Page 2013). Not defined where no row is positive.
      """
    case .logLoss:
      """
      The mean of −ln(the chance that was given to what happened), from 0 up; in nats. Chances are held 2⁻⁵² off 0 and \
      1, as scikit-learn does. Its 95% interval is the normal one of a mean. Of two or more classes.
      """
    case .brier:
      """
      The mean squared distance of chance and outcome, from 0 to 1 (Brier 1950); of several classes, summed over them, \
      from 0 to 2. Its 95% interval is the normal one of a mean.
      """
    case .expectedCalibrationError:
      """
      The distance between predicted chance and observed share in ten equal bins of the chance, weighted by their rows, \
      from 0 to 1 (Naeini et al. 2015).
      """
    case .accuracy:
      """
      The share of rows that are judged right, from 0 to 1, with Wilson's 95% interval; of several classes, the most \
      probable one is the judgement, whatever the threshold. Where one answer is rare, always \
      giving the other looks good: compare with the baseline `.majority`.
      """
    case .precision:
      """
      Of the rows taken for positive, the share that is, from 0 to 1, with Wilson's 95% interval; 0 where no row is \
      taken for positive, as scikit-learn's `zero_division=0`.
      """
    case .recall:
      """
      Of the positive rows, the share that is found, from 0 to 1, with Wilson's 95% interval. Not defined where no row \
      is positive.
      """
    case .f1:
      """
      2 · precision · recall / (precision + recall), from 0 to 1; 0 where both are. Its 95% interval follows from \
      Wilson's of the hits among all rows that are positive or taken for it.
      """
    case .balancedAccuracy:
      """
      The mean of recall and specificity, or of the recalls of several classes, from 0 to 1: chance is one divided by \
      the number of classes, however rare some are. \(jackknife)
      """
    case .specificity:
      """
      Of the negative rows, the share that is left alone, from 0 to 1, with Wilson's 95% interval. Not defined where no \
      row is negative.
      """
    case .matthewsCorrelation:
      """
      The correlation of judgement and outcome, from −1 to 1 (Matthews 1975; of several classes, Gorodkin 2004); 0 where \
      one of them never changes. \(jackknife)
      """
    case .cohenKappa:
      """
      (agreement − agreement by chance) / (1 − agreement by chance), at most 1 (Cohen 1960); 0 is chance. \(jackknife)
      """
    case .averaged(let figure, _):
      """
      The \(figure.name) of each class against all others: \(formula(of: figure)), \
      averaged over the classes as told. Of models that predict one of several classes. \(jackknife)
      """
    case .topAccuracy:
      """
      The share of rows whose class is among the so many that are most probable, from 0 to 1, with Wilson's 95% interval. \
      Of models that predict one of several classes.
      """
    case .meanAbsoluteError: "The mean of |prediction − outcome|, in the target's unit. \(normal)"
    case .meanSquaredError: "The mean of (prediction − outcome)², in the target's unit squared. \(normal)"
    case .rootMeanSquaredError:
      "The root of the mean of (prediction − outcome)², in the target's unit, with the roots of that mean's 95% interval."
    case .medianAbsoluteError:
      "The median of |prediction − outcome|, in the target's unit. Its 95% interval is that of order statistics."
    case .maximumError: "The largest |prediction − outcome|, in the target's unit. It has no interval."
    case .bias: "The mean of prediction − outcome, in the target's unit: above 0, predictions are too high. \(normal)"
    case .rSquared:
      """
      1 − mean (prediction − outcome)² / variance of the outcome: 1 is perfect, 0 no better than the mean of these rows, \
      below it worse. Not defined where all outcomes are the same. Its 95% interval is the delta method's.
      """
    case .explainedVariance:
      """
      As R², but a bias that is the same for all rows is forgiven. Not defined where all outcomes are the same. Its 95% \
      interval is the delta method's.
      """
    case .meanAbsolutePercentageError:
      """
      The mean of |prediction − outcome| / |outcome|: huge where outcomes come near 0. \(normal)
      """
    case .symmetricPercentageError:
      """
      The mean of 2 · |prediction − outcome| / (|prediction| + |outcome|), from 0 to 2; 0 where both are 0. \(normal)
      """
    case .rootMeanSquaredLogError:
      """
      The root of the mean of (ln(1 + prediction) − ln(1 + outcome))². Not defined where one is below 0.
      """
    case .pinballLoss:
      """
      The mean of q · (outcome − prediction) where the outcome is higher, of (1 − q) · (prediction − outcome) where it is \
      lower (Koenker & Bassett 1978), in the target's unit: what predictions of the quantile q make least. \(normal)
      """
    case .poissonDeviance:
      """
      The mean of 2 · (outcome · ln(outcome / prediction) − outcome + prediction), for counts. Not defined where an \
      outcome is below 0 or a prediction is not above it. \(normal)
      """
    case .gammaDeviance:
      """
      The mean of 2 · (ln(prediction / outcome) + outcome / prediction − 1), for amounts. Not defined where either is \
      not above 0. \(normal)
      """
    default: metric.meaning
    }
  }

  private static func formula(of figure: Metric.ClassFigure) -> String {
    switch figure {
    case .precision: "of the rows taken for it, the share that is"
    case .recall: "of its rows, the share that is found"
    case .f1: "2 · precision · recall / (precision + recall)"
    }
  }

  private static let normal = "Its 95% interval is the normal one of a mean."
  private static let jackknife = "Its 95% interval is the jackknife's."
}
