/// The predictions of one window, beside what came.
public struct WindowPerformance: Sendable {
  public let label: String
  /// The window's first moment; nil for rows without dates.
  public let start: Instant?
  public let rows: Int
  /// Whether the data cover only a part of the window; alerts and goals leave it out.
  public let isPartial: Bool
  /// Of the rows whose outcome is known, of which there may be none yet.
  public let outcomes: Outcomes
  /// Empty where no outcome is known.
  public let figures: [MetricValue]

  /// The metrics of every window, for each kind of target.
  static func reported(_ kind: TargetKind) -> [Metric] {
    switch kind {
    case .binary: [.rocAUC, .logLoss, .precision(threshold: 0.5), .recall(threshold: 0.5)]
    case .multiclass: [.accuracy(threshold: 0.5), .logLoss]
    case .number: [.meanAbsoluteError, .rootMeanSquaredError, .bias]
    }
  }

  /// The share of rows with a known outcome in which the target was true, or the mean of the numbers that came; nil
  /// where none is known, and of classes.
  public var actualMean: Double? { outcomes.means?.actual }
  /// The mean chance, or the mean of the predicted numbers, over the same rows.
  public var predictedMean: Double? { outcomes.means?.predicted }

  /// A metric; with too few rows to say, nil.
  public func value(_ metric: Metric) -> MetricValue {
    figures.first { $0.metric == metric } ?? MetricValue(metric, outcomes)
  }

  init(_ window: Window, _ outcomes: Outcomes, _ kind: TargetKind) {
    self.init(
      label: window.label, start: window.start, rows: window.rowCount, isPartial: window.isPartial, outcomes: outcomes,
      figures: Self.reported(kind).map { MetricValue($0, outcomes) })
  }

  init(label: String, start: Instant?, rows: Int, isPartial: Bool, outcomes: Outcomes, figures: [MetricValue]) {
    self.label = label
    self.start = start
    self.rows = rows
    self.isPartial = isPartial
    self.outcomes = outcomes
    self.figures = figures
  }
}

extension Outcomes {
  /// Nothing known of a target of a kind.
  static func none(_ kind: TargetKind) -> Outcomes {
    switch kind {
    case .binary: .binary(ScoredOutcomes(actual: [], scores: []))
    case .multiclass(let classes): .multiclass(ClassOutcomes(classes: classes, actual: [], scores: []))
    case .number: .number(NumberOutcomes(actual: [], predicted: []))
    }
  }

  /// What came and what was predicted, on average; nil of classes, and where there are no rows.
  fileprivate var means: (actual: Double, predicted: Double)? {
    guard count > 0 else { return nil }
    switch self {
    case .binary(let outcomes): return (outcomes.positiveShare, outcomes.meanScore)
    case .multiclass: return nil
    case .number(let outcomes):
      let rows = Double(outcomes.count)
      return (outcomes.actual.reduce(0) { $0 + $1 / rows }, outcomes.predicted.reduce(0) { $0 + $1 / rows })
    }
  }
}
