/// What a goal is about: the quality of a model, the stability of its inputs, or the speed of its answers.
public enum Measure: Sendable, Hashable {
  case metric(Metric)
  case drift(DriftMeasure)
  /// The time within which so many per cent of requests are answered, in seconds.
  case latency(percentile: Double = 99)
  /// How many requests are answered a second.
  case throughput

  public static let rocAUC = Measure.metric(.rocAUC)
  public static let averagePrecision = Measure.metric(.averagePrecision)
  public static let logLoss = Measure.metric(.logLoss)
  public static let brier = Measure.metric(.brier)
  public static let calibrationError = Measure.metric(.expectedCalibrationError(bins: 10))
  public static func accuracy(threshold: Double = 0.5) -> Measure { .metric(.accuracy(threshold: threshold)) }
  public static func precision(threshold: Double = 0.5) -> Measure { .metric(.precision(threshold: threshold)) }
  public static func recall(threshold: Double = 0.5) -> Measure { .metric(.recall(threshold: threshold)) }
  public static func f1(threshold: Double = 0.5) -> Measure { .metric(.f1(threshold: threshold)) }
  public static func balancedAccuracy(threshold: Double = 0.5) -> Measure {
    .metric(.balancedAccuracy(threshold: threshold))
  }
  public static func specificity(threshold: Double = 0.5) -> Measure { .metric(.specificity(threshold: threshold)) }
  public static func matthewsCorrelation(threshold: Double = 0.5) -> Measure {
    .metric(.matthewsCorrelation(threshold: threshold))
  }
  public static func cohenKappa(threshold: Double = 0.5) -> Measure { .metric(.cohenKappa(threshold: threshold)) }

  // Of several classes.
  public static func precision(averaging: ClassOutcomes.Averaging) -> Measure {
    .metric(.averaged(.precision, averaging))
  }
  public static func recall(averaging: ClassOutcomes.Averaging) -> Measure { .metric(.averaged(.recall, averaging)) }
  public static func f1(averaging: ClassOutcomes.Averaging) -> Measure { .metric(.averaged(.f1, averaging)) }
  public static func topAccuracy(_ most: Int) -> Measure { .metric(.topAccuracy(most)) }

  // Of numbers.
  public static let meanAbsoluteError = Measure.metric(.meanAbsoluteError)
  public static let meanSquaredError = Measure.metric(.meanSquaredError)
  public static let rootMeanSquaredError = Measure.metric(.rootMeanSquaredError)
  public static let medianAbsoluteError = Measure.metric(.medianAbsoluteError)
  public static let maximumError = Measure.metric(.maximumError)
  public static let rSquared = Measure.metric(.rSquared)
  public static let explainedVariance = Measure.metric(.explainedVariance)
  public static let meanAbsolutePercentageError = Measure.metric(.meanAbsolutePercentageError)
  public static let symmetricPercentageError = Measure.metric(.symmetricPercentageError)
  public static let rootMeanSquaredLogError = Measure.metric(.rootMeanSquaredLogError)
  public static func pinballLoss(quantile: Double) -> Measure { .metric(.pinballLoss(quantile: quantile)) }
  public static let poissonDeviance = Measure.metric(.poissonDeviance)
  public static let gammaDeviance = Measure.metric(.gammaDeviance)

  /// The values that the measure can take.
  public var range: ClosedRange<Double> {
    switch self {
    case .metric(let metric): metric.range
    case .drift(let measure): measure.range
    case .latency, .throughput: 0...Double.infinity
    }
  }

  /// Drift and latency are better the lower they are, but for p-values of drift.
  public var isBetterHigher: Bool {
    switch self {
    case .metric(let metric): metric.isBetterHigher
    case .drift(let measure): measure.isPValue
    case .latency: false
    case .throughput: true
    }
  }

  public static let validPercentile = ValidRange.between(0, 100)
  public static let validQuantile = ValidRange.between(0, 1)
  public static let validTop = ValidRange.from(1, to: 1000)

  public var name: String {
    switch self {
    case .metric(let metric):
      guard let threshold = metric.threshold, threshold != 0.5 else { return metric.name }
      return "\(metric.name) at \(threshold)"
    case .drift(let measure): return "drift (\(measure.name))"
    case .latency(let percentile):
      return "\(NumberText.short(percentile))th-percentile latency"
    case .throughput: return "throughput"
    }
  }
}

/// A figure that a project promises to reach, written before it is measured.
public struct Goal: Sendable, Hashable {
  public enum Bound: Sendable, Hashable {
    case atLeast(Double)
    case atMost(Double)

    public var limit: Double {
      switch self {
      case .atLeast(let limit), .atMost(let limit): limit
      }
    }

    public func admits(_ value: Double) -> Bool {
      switch self {
      case .atLeast(let limit): value >= limit
      case .atMost(let limit): value <= limit
      }
    }
  }

  public enum Priority: String, Sendable, Codable {
    /// A missed goal stops a release.
    case must
    /// A missed goal is reported.
    case should
  }

  public let measure: Measure
  public let bound: Bound
  /// The rows that the goal is about; nil for all.
  public let condition: Expression?
  public let priority: Priority

  public init(_ measure: Measure, _ bound: Bound, where condition: Expression? = nil, priority: Priority = .must) {
    self.measure = measure
    self.bound = bound
    self.condition = condition
    self.priority = priority
  }

  public init(
    _ measure: Measure, atLeast limit: Double, where condition: Expression? = nil, priority: Priority = .must
  ) {
    self.init(measure, .atLeast(limit), where: condition, priority: priority)
  }

  public init(
    _ measure: Measure, atMost limit: Double, where condition: Expression? = nil, priority: Priority = .must
  ) {
    self.init(measure, .atMost(limit), where: condition, priority: priority)
  }

  public init(
    _ measure: Measure, atLeast limit: Duration, where condition: Expression? = nil, priority: Priority = .must
  ) {
    self.init(measure, .atLeast(limit / .seconds(1)), where: condition, priority: priority)
  }

  public init(
    _ measure: Measure, atMost limit: Duration, where condition: Expression? = nil, priority: Priority = .must
  ) {
    self.init(measure, .atMost(limit / .seconds(1)), where: condition, priority: priority)
  }
}

/// What a step of the project found out about a goal.
public struct GoalMeasurement: Sendable {
  public let goal: Goal
  /// Nil where the rows do not define the measure.
  public let value: Double?
  public let interval: Interval?
  /// How many rows the value rests on.
  public let rows: Int
  /// Where the value was found, when it is the worst of several: "dep_delay, 2013-W51".
  public let place: String?

  public init(goal: Goal, value: Double?, interval: Interval? = nil, rows: Int, place: String? = nil) {
    self.goal = goal
    self.value = value
    self.interval = interval
    self.rows = rows
    self.place = place
  }

  /// Nil where there is no value to judge.
  public var isMet: Bool? { value.map(goal.bound.admits) }
}
