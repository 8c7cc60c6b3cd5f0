/// What has changed since the reference, where, since when, how, at what cost, and what to do about it.
public struct Diagnosis: Sendable {
  public let target: String
  public let period: Period
  /// What changed: first what costs, by its cost, then the rest, the surest first; empty where nothing did.
  public let findings: [Finding]
  /// What follows from it: how the predictions and the target moved.
  public let consequences: [Finding]
  /// The main metric before the first finding and since; nil where no outcomes are known.
  public let cost: Cost?
  /// How many windows were looked at, and how many questions were asked of them, which every p-value is corrected for.
  public let windowCount: Int
  public let questions: Int
  /// Features that cannot be compared, with the reason: `a holds strings, and numbers in the reference`.
  public let uncompared: [String]

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
    /// Whether it began with the latest window, so that nobody knows yet whether it stays.
    public let isLatest: Bool
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
    /// How much the mean loss of all rows rose by the rows where this happened, as a share of what it was; nil where too
    /// few outcomes are known.
    public let addedError: Double?
    /// Whether that is a rise that matters, and more than chance makes.
    public let isCostly: Bool

    public var sliceName: String? {
      slice.isEmpty ? nil : slice.name
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
    /// Whether the two differ by more than chance makes: beyond both of their 95% intervals taken together.
    public let isReal: Bool

    public var isWorse: Bool { isReal && before != since && !metric.isBetter(since, than: before) }
  }
}

extension Diagnosis {
  public var isQuiet: Bool { findings.isEmpty && uncompared.isEmpty }

  /// What to do about the first finding; nil where nothing changed.
  public var proposal: String? {
    guard let first = findings.first else {
      return uncompared.isEmpty ? nil : "Look at where these columns come from: the model cannot use them as they are."
    }
    let place = first.sliceName.map { " where \($0)" } ?? ""
    if first.isLatest, first.subject != .missing {
      return "Look again after the next \(period.shortName): it is too soon to say whether this stays."
    }
    switch (first.subject, first.kind) {
    case (.missing, _):
      return "Look at where \(first.column ?? "the column") comes from\(place): its gaps are no property of the world."
    case (.unknownValues, _):
      return
        "Tell what the new values of \(first.column ?? "the column") are, and retrain once their outcomes are known."
    case (_, .seasonal):
      return
        "Compare like with like (seasonal:), and give the model the calendar: this returns every \(first.returnsEvery ?? 1) "
        + "\(period.shortName)s."
    case (_, .passing): return "Nothing for now: it has passed. Keep it in mind as a thing that may return."
    case (.relation, _):
      return
        "Retrain on rows since \(first.since)\(place): what came before teaches a relation that no longer holds."
    case (.values, _):
      return first.isCostly && cost?.isWorse ?? false
        ? "Retrain with rows since \(first.since), and compare the two models on the same rows."
        : "Watch: the inputs moved, and the model has held so far."
    }
  }
}

extension ChangeKind {
  /// How it happened: `suddenly`.
  public var adverb: String {
    switch self {
    case .sudden: "suddenly"
    case .gradual: "gradually"
    case .seasonal: "with the seasons"
    case .passing: "for a time"
    }
  }
}

extension Diagnosis.Finding: CustomStringConvertible {
  /// `spend: values rose, suddenly since 2013-W49, where region east`
  public var description: String {
    (column.map { "\($0): " } ?? "") + sentence
  }

  /// The same without the column: `values rose, suddenly since 2013-W49, where region east`
  public var sentence: String {
    let time =
      switch kind {
      case .passing: "for a time, from \(since) to \(until ?? since)"
      case .seasonal: "again and again, first in \(since)"
      default: isLatest ? "in \(since), the latest" : "\(kind.adverb) since \(since)"
      }
    return "\(what), \(time)" + (sliceName.map { ", where \($0)" } ?? "")
  }
}

extension Diagnosis: Encodable {
  private enum Key: String, CodingKey {
    case target, period, windows, questions, findings, consequences, uncompared, cost, proposal
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(period.name, forKey: .period)
    try container.encode(windowCount, forKey: .windows)
    try container.encode(questions, forKey: .questions)
    try container.encode(findings, forKey: .findings)
    try container.encode(consequences, forKey: .consequences)
    if !uncompared.isEmpty { try container.encode(uncompared, forKey: .uncompared) }
    try container.encodeIfPresent(cost, forKey: .cost)
    try container.encodeIfPresent(proposal, forKey: .proposal)
  }
}

extension Diagnosis.Finding: Encodable {
  private enum Key: String, CodingKey {
    case subject, column, kind, since, until, isLatest, returnsEvery, slice, what, pValue, strength, addedError,
      isCostly
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(subject, forKey: .subject)
    try container.encodeIfPresent(column, forKey: .column)
    try container.encode(kind, forKey: .kind)
    try container.encode(since, forKey: .since)
    try container.encodeIfPresent(until, forKey: .until)
    try container.encode(isLatest, forKey: .isLatest)
    try container.encodeIfPresent(returnsEvery, forKey: .returnsEvery)
    if !slice.isEmpty { try container.encode(slice, forKey: .slice) }
    try container.encode(what, forKey: .what)
    try container.encode(pValue, forKey: .pValue)
    try container.encode(strength, forKey: .strength)
    try container.encodeIfPresent(addedError, forKey: .addedError)
    try container.encode(isCostly, forKey: .isCostly)
  }
}

extension Diagnosis.Cost: Encodable {
  private enum Key: String, CodingKey { case metric, before, since, beforeWindows, sinceWindows, isReal }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encode(before, forKey: .before)
    try container.encode(since, forKey: .since)
    try container.encode(beforeText, forKey: .beforeWindows)
    try container.encode(sinceText, forKey: .sinceWindows)
    try container.encode(isReal, forKey: .isReal)
  }
}
