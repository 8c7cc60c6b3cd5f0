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
  static let thresholded = ["accuracy", "precision", "recall", "f1"]

  static let threshold = Parameter(
    "threshold", .double, default: .double(0.5), unit: "probability from 0 to 1",
    "the chance from which on a row is taken for positive", rules: [.within(.share, "threshold")],
    synonyms: ["at", "cutoff", "above"])

  /// A metric of judgements, by its name in the language.
  static func metric(_ name: String, at threshold: Double) -> Metric {
    switch name {
    case "accuracy": .accuracy(threshold: threshold)
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
      Clarke-Pearson 1988). Not defined where only one class occurs. It says how well rows are ranked, and nothing of \
      whether the chances are right: see `calibration`.
      """
    case .averagePrecision:
      """
      Precision weighted by the gain in recall at each threshold, from 0 to 1. Chance is the share of positive rows, so \
      that values of different tables do not compare. Not defined where no row is positive.
      """
    case .logLoss:
      """
      The mean of −ln(the chance that was given to what happened), from 0 up; in nats. Chances are held 2⁻⁵² off 0 and \
      1, as scikit-learn does. Its 95% interval is the normal one of a mean.
      """
    case .brier:
      """
      The mean squared distance of chance and outcome, from 0 to 1 (Brier 1950). Its 95% interval is the normal one of \
      a mean.
      """
    case .expectedCalibrationError:
      """
      The distance between predicted chance and observed share in ten equal bins of the chance, weighted by their rows, \
      from 0 to 1 (Naeini et al. 2015).
      """
    case .accuracy:
      """
      The share of rows that are judged right, from 0 to 1, with Wilson's 95% interval. Where one answer is rare, always \
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
    case .f1: "2 · precision · recall / (precision + recall), from 0 to 1; 0 where both are."
    default: metric.meaning
    }
  }

  static let psiDetails = """
    Σ (q − p) ln(q / p) over bins, with p the reference's shares and q the window's; empty shares are raised to 0.0001. \
    Numbers are cut at the reference's deciles, and every category is a bin. By the custom of credit-risk practice, \
    under 0.1 is stable, 0.1 to 0.2 moderate, above 0.2 a shift to act on.
    """

  static let kolmogorovSmirnovDetails = """
    The largest vertical distance between the distribution functions of the reference and of the window, from 0 to 1. \
    Of numbers only: features of categories have none.
    """
}
