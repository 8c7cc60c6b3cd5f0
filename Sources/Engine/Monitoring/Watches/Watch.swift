/// What a monitored model must not do: `Watch(.psi, above: 0.2)`.
public struct Watch: Sendable {
  public indirect enum Subject: Sendable, Hashable {
    /// How far a feature has moved from its reference.
    case drift(DriftMeasure)
    /// The share of rows in which a feature is missing.
    case missing
    /// How good the model is, once outcomes are known.
    case metric(Metric)
    /// The same by an estimate that needs no outcomes; of a metric.
    case estimated(Subject)

    public static let psi = Subject.drift(.psi)
    public static let kolmogorovSmirnov = Subject.drift(.kolmogorovSmirnov)
    public static let jensenShannon = Subject.drift(.jensenShannon)
    public static let hellinger = Subject.drift(.hellinger)
    public static let totalVariation = Subject.drift(.totalVariation)
    public static let wasserstein = Subject.drift(.wasserstein)
    public static let energyDistance = Subject.drift(.energyDistance)
    public static let cramerVonMises = Subject.drift(.cramerVonMises)
    public static let andersonDarling = Subject.drift(.andersonDarling)
    public static let mannWhitney = Subject.drift(.mannWhitney)
    public static let welch = Subject.drift(.welch)
    public static let levene = Subject.drift(.levene)
    public static let chiSquared = Subject.drift(.chiSquared)
    public static let gTest = Subject.drift(.gTest)
    public static let proportions = Subject.drift(.proportions)
    public static let fisherExact = Subject.drift(.fisherExact)
    public static let rocAUC = Subject.metric(.rocAUC)
    public static let averagePrecision = Subject.metric(.averagePrecision)
    public static let logLoss = Subject.metric(.logLoss)
    public static let brier = Subject.metric(.brier)
    public static func accuracy(threshold: Double = 0.5) -> Subject { .metric(.accuracy(threshold: threshold)) }
    public static func precision(threshold: Double = 0.5) -> Subject { .metric(.precision(threshold: threshold)) }
    public static func recall(threshold: Double = 0.5) -> Subject { .metric(.recall(threshold: threshold)) }
    public static func f1(threshold: Double = 0.5) -> Subject { .metric(.f1(threshold: threshold)) }
    public static func balancedAccuracy(threshold: Double = 0.5) -> Subject {
      .metric(.balancedAccuracy(threshold: threshold))
    }
    public static func specificity(threshold: Double = 0.5) -> Subject { .metric(.specificity(threshold: threshold)) }
    public static func matthewsCorrelation(threshold: Double = 0.5) -> Subject {
      .metric(.matthewsCorrelation(threshold: threshold))
    }
    public static func cohenKappa(threshold: Double = 0.5) -> Subject { .metric(.cohenKappa(threshold: threshold)) }
    public static func precision(averaging: ClassOutcomes.Averaging) -> Subject {
      .metric(.averaged(.precision, averaging))
    }
    public static func recall(averaging: ClassOutcomes.Averaging) -> Subject { .metric(.averaged(.recall, averaging)) }
    public static func f1(averaging: ClassOutcomes.Averaging) -> Subject { .metric(.averaged(.f1, averaging)) }
    public static func topAccuracy(_ most: Int) -> Subject { .metric(.topAccuracy(most)) }
    public static func pinballLoss(quantile: Double) -> Subject { .metric(.pinballLoss(quantile: quantile)) }
    public static let calibrationError = Subject.metric(.expectedCalibrationError(bins: 10))
    public static let meanAbsoluteError = Subject.metric(.meanAbsoluteError)
    public static let meanSquaredError = Subject.metric(.meanSquaredError)
    public static let rootMeanSquaredError = Subject.metric(.rootMeanSquaredError)
    public static let medianAbsoluteError = Subject.metric(.medianAbsoluteError)
    public static let maximumError = Subject.metric(.maximumError)
    public static let rSquared = Subject.metric(.rSquared)
    public static let explainedVariance = Subject.metric(.explainedVariance)
    public static let meanAbsolutePercentageError = Subject.metric(.meanAbsolutePercentageError)
    public static let symmetricPercentageError = Subject.metric(.symmetricPercentageError)
    public static let rootMeanSquaredLogError = Subject.metric(.rootMeanSquaredLogError)
    public static let poissonDeviance = Subject.metric(.poissonDeviance)
    public static let gammaDeviance = Subject.metric(.gammaDeviance)

    public var name: String {
      switch self {
      case .drift(let measure): measure.name
      case .missing: "share of missing values"
      case .metric(let metric): metric.name
      case .estimated(let subject): "estimated \(subject.name)"
      }
    }

    /// The values that the figure can take.
    public var range: ClosedRange<Double> {
      switch self {
      case .drift(let measure): measure.range
      case .missing: 0...1
      case .metric(let metric): metric.range
      case .estimated(let subject): subject.range
      }
    }

    /// Distances and gaps are better the lower they are, p-values the higher.
    public var isBetterHigher: Bool {
      switch self {
      case .metric(let metric): metric.isBetterHigher
      case .estimated(let subject): subject.isBetterHigher
      case .drift(let measure): measure.isPValue
      case .missing: false
      }
    }

    /// A value of the figure in its unit.
    public func text(_ value: Double) -> String {
      switch self {
      case .drift(let measure): measure.text(value)
      case .missing: NumberText.percent(value)
      case .metric(let metric): metric.text(value)
      case .estimated(let subject): subject.text(value)
      }
    }

    /// The metric of the model that a timeline can show.
    ///
    /// - Throws: `DataError.invalid` for what belongs to a feature rather than to the model.
    public func metric() throws(DataError) -> Metric {
      switch self {
      case .metric(let metric): return metric
      case .estimated(.metric):
        throw .invalid("a timeline shows what came; for \(name) write .estimated(…) of the monitor")
      default: throw .invalid("a timeline shows a metric of the model, such as .rocAUC; for \(name) show .drift")
      }
    }

    /// The metric that is to be estimated; nil where it is to be measured, or is none.
    var estimatedMetric: Metric? {
      if case .estimated(.metric(let metric)) = self { metric } else { nil }
    }

    /// - Throws: `DataError.invalid` where these are no features to look at.
    public func check(columns: [String]) throws(DataError) {
      guard !columns.isEmpty else { throw .invalid("a watch on columns: names at least one") }
      switch self {
      case .metric, .estimated: throw .invalid("\(name) is the model's, not a column's")
      case .drift, .missing: break
      }
    }
  }

  /// In how many windows in a row a limit may have to be crossed.
  public static let validWindows = ValidRange.from(1)

  public enum Limit: Sendable, Hashable {
    case above(Double)
    case below(Double)

    public var value: Double {
      switch self {
      case .above(let value), .below(let value): value
      }
    }

    /// Whether a value lies beyond the limit.
    public func isCrossed(by value: Double) -> Bool {
      switch self {
      case .above(let limit): value > limit
      case .below(let limit): value < limit
      }
    }
  }

  /// Where the limit comes from.
  public enum Bound: Sendable, Hashable {
    case fixed(Limit)
    /// The mean of the reference's own windows, so many standard deviations to either side.
    case usual(deviations: Double)
  }

  public static let validDeviations = ValidRange.above(0)

  public let subject: Subject
  public let bound: Bound
  /// In how many windows in a row the limit must be crossed.
  public let windows: Int
  /// The columns that are watched; nil for all features.
  public let columns: [String]?
  /// The rows that are looked at; nil for all.
  public let condition: Expression?
  /// Whether an alert fails a strict run, or is only reported.
  public let priority: Goal.Priority

  /// The limit, where it is a given one.
  public var limit: Limit? { if case .fixed(let limit) = bound { limit } else { nil } }

  init(
    _ subject: Subject, _ bound: Bound, for windows: Int, columns: [String]?, where condition: Expression?,
    priority: Goal.Priority
  ) {
    self.subject = subject
    self.bound = bound
    self.windows = windows
    self.columns = columns
    self.condition = condition
    self.priority = priority
  }

  public init(
    _ subject: Subject, above limit: Double, for windows: Int = 1, columns: [String]? = nil,
    where condition: Expression? = nil, priority: Goal.Priority = .must
  ) {
    self.init(
      subject, .fixed(.above(limit)), for: windows, columns: columns, where: condition, priority: priority)
  }

  public init(
    _ subject: Subject, below limit: Double, for windows: Int = 1, columns: [String]? = nil,
    where condition: Expression? = nil, priority: Goal.Priority = .must
  ) {
    self.init(
      subject, .fixed(.below(limit)), for: windows, columns: columns, where: condition, priority: priority)
  }

  /// - Parameter deviations: how many standard deviations of the reference's own windows a value may lie off their mean.
  public init(
    _ subject: Subject, outside deviations: Double, for windows: Int = 1, columns: [String]? = nil,
    where condition: Expression? = nil, priority: Goal.Priority = .must
  ) {
    self.init(
      subject, .usual(deviations: deviations), for: windows, columns: columns, where: condition, priority: priority)
  }
}

extension Watch {
  /// - Throws: where the watch cannot be kept: of a column that is not followed, or a metric of other targets.
  func check(_ monitored: Monitored) throws(DataError) {
    if let columns {
      try subject.check(columns: columns)
      let followed = monitored.featureNames + ["prediction", monitored.target]
      for name in columns where !followed.contains(name) {
        throw .unknownColumn(name, available: followed, table: "the model's features")
      }
    }
    switch subject {
    case .metric(let metric), .estimated(.metric(let metric)):
      guard metric.applies(to: monitored.kind) else {
        throw .invalid("\(metric.name) is not a metric of a model that predicts \(monitored.kind.sentence)")
      }
    case .estimated(let subject):
      throw .invalid("only a metric of the model is estimated, such as .rocAUC, not \(subject.name)")
    case .drift, .missing: break
    }
    try Watch.validWindows.check("the windows in a row", Double(windows))
    if case .usual(let deviations) = bound { try Watch.validDeviations.check("outside", deviations) }
  }
}

/// Collects watches in a block, which may hold `if`, `switch` and `for` as well.
@resultBuilder
public enum WatchBuilder {
  public static func buildExpression(_ part: Watch) -> [Watch] { [part] }
  public static func buildExpression(_ parts: [Watch]) -> [Watch] { parts }
  public static func buildBlock(_ parts: [Watch]...) -> [Watch] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [Watch]?) -> [Watch] { parts ?? [] }
  public static func buildEither(first parts: [Watch]) -> [Watch] { parts }
  public static func buildEither(second parts: [Watch]) -> [Watch] { parts }
  public static func buildArray(_ parts: [[Watch]]) -> [Watch] { parts.flatMap(\.self) }
}
