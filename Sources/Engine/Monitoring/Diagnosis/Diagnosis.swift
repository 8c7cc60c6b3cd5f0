/// What has changed since the reference, where, since when, how, at what cost, and what to do about it.
public struct Diagnosis: Sendable {
  public let target: String
  public let period: Period
  /// What changed, the surest first; empty where nothing did.
  public let findings: [Finding]
  /// What follows from it: how the predictions and the target moved.
  public let consequences: [Finding]
  /// The main metric before the first finding and since; nil where no outcomes are known.
  public let cost: Cost?
  /// How many windows were looked at, and how many questions were asked of them, which every p-value is corrected for.
  public let windowCount: Int
  public let questions: Int

  /// The chance of naming anything where nothing has changed.
  public static let level = 0.01

  /// One thing that changed.
  public struct Finding: Sendable {
    public enum Subject: String, Sendable, Codable {
      /// The values of a column.
      case values
      /// How often a column has no value.
      case missing
      /// How often a column has a value that the reference does not know.
      case unknownValues
      /// What follows from the inputs: the same inputs no longer mean the same outcome.
      case relation
    }

    public let subject: Subject
    /// The column; nil for the relation.
    public let column: String?
    public let kind: ChangeKind
    /// The window in which it began.
    public let since: String
    /// The last window of a change that passed; nil where it lasts or returns.
    public let until: String?
    /// Of a seasonal change, how many windows lie from one return to the next.
    public let returnsEvery: Int?
    /// The group of rows that alone has changed; empty where all have.
    public let slice: [ErrorSlice.Term]
    /// In words: `its level rose`, `missing values went from 1.0% to 9.8%`.
    public let what: String
    /// Corrected for all questions that were asked.
    public let pValue: Double
    /// Twice the logarithm of the likelihood ratio against no change.
    public let strength: Double

    public var sliceName: String? {
      slice.isEmpty ? nil : slice.map { "\($0.feature) \($0.value)" }.joined(separator: " · ")
    }
  }

  /// A metric before and since.
  public struct Cost: Sendable {
    public let metric: Metric
    public let before: Double
    public let since: Double
    /// The windows that count as before, and as since.
    public let beforeText: String
    public let sinceText: String

    public var isWorse: Bool { before != since && !metric.isBetter(since, than: before) }
  }
}
