/// What a monitored model must not do: `Watch(.psi, above: 0.2)`.
public struct Watch: Sendable {
  public enum Subject: Sendable, Hashable {
    /// How far a feature has moved from its reference.
    case drift(DriftMeasure)
    /// The share of rows in which a feature is missing.
    case missing
    /// How good the model is, once outcomes are known.
    case metric(Metric)

    public static let psi = Subject.drift(.psi)
    public static let kolmogorovSmirnov = Subject.drift(.kolmogorovSmirnov)
    public static let rocAUC = Subject.metric(.rocAUC)
    public static let averagePrecision = Subject.metric(.averagePrecision)
    public static let logLoss = Subject.metric(.logLoss)
    public static let brier = Subject.metric(.brier)
    public static func accuracy(threshold: Double = 0.5) -> Subject { .metric(.accuracy(threshold: threshold)) }
    public static func precision(threshold: Double = 0.5) -> Subject { .metric(.precision(threshold: threshold)) }
    public static func recall(threshold: Double = 0.5) -> Subject { .metric(.recall(threshold: threshold)) }

    public var name: String {
      switch self {
      case .drift(let measure): measure.name
      case .missing: "share of missing values"
      case .metric(let metric): metric.name
      }
    }

    /// The values that the figure can take.
    public var range: ClosedRange<Double> {
      switch self {
      case .drift(let measure): measure.range
      case .missing: 0...1
      case .metric(let metric): metric.range
      }
    }

    /// Drift and gaps are better the lower they are.
    public var isBetterHigher: Bool { if case .metric(let metric) = self { metric.isBetterHigher } else { false } }

    /// A value of the figure in its unit.
    public func text(_ value: Double) -> String {
      switch self {
      case .drift: NumberText.decimal(value, decimals: 2)
      case .missing: NumberText.percent(value)
      case .metric(let metric): metric.text(value)
      }
    }

    /// The metric of the model that a timeline can show.
    ///
    /// - Throws: `DataError.invalid` for what belongs to a feature rather than to the model.
    public func metric() throws(DataError) -> Metric {
      guard case .metric(let metric) = self else {
        throw .invalid("a timeline shows a metric of the model, such as .rocAUC; for \(name) show .drift")
      }
      return metric
    }

    /// - Throws: `DataError.invalid` where these are no features to look at.
    public func check(columns: [String]) throws(DataError) {
      guard !columns.isEmpty else { throw .invalid("a watch on columns: names at least one") }
      if case .metric(let metric) = self { throw .invalid("\(metric.name) is the model's, not a column's") }
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

  public let subject: Subject
  public let limit: Limit
  /// The features that are watched; nil for all.
  public let columns: [String]?
  /// In how many windows in a row the limit must be crossed.
  public let windows: Int

  public init(_ subject: Subject, above limit: Double, for windows: Int = 1, columns: [String]? = nil) {
    self.subject = subject
    self.limit = .above(limit)
    self.windows = windows
    self.columns = columns
  }

  public init(_ subject: Subject, below limit: Double, for windows: Int = 1, columns: [String]? = nil) {
    self.subject = subject
    self.limit = .below(limit)
    self.windows = windows
    self.columns = columns
  }
}

/// Collects watches in a block, which may hold `if`, `switch` and `for` as well.
@resultBuilder
public enum WatchBuilder {
  public static func buildExpression(_ part: Watch) -> [Watch] { [part] }
  public static func buildBlock(_ parts: [Watch]...) -> [Watch] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [Watch]?) -> [Watch] { parts ?? [] }
  public static func buildEither(first parts: [Watch]) -> [Watch] { parts }
  public static func buildEither(second parts: [Watch]) -> [Watch] { parts }
  public static func buildArray(_ parts: [[Watch]]) -> [Watch] { parts.flatMap(\.self) }
}
