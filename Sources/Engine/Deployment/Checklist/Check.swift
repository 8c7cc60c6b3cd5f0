/// A question to answer before others rely on a deployed model.
///
/// What can be looked up is; where nothing is found, what was stated counts, and is shown as that.
public struct Check: Sendable, Equatable {
  /// What is looked up; nil for a question that only people can answer.
  public let fact: Fact?
  public let question: String
  /// What people say; nil where they leave it to what is found.
  public let answer: String?

  /// What Daybook looks up itself.
  public enum Fact: String, Sendable, Codable, CaseIterable {
    case goals, latency, logging, tokens, rollback, scheduledReport, personalColumns, integrity, drift

    public var question: String {
      switch self {
      case .goals: "Is every goal met that must be?"
      case .latency: "How long do answers take under load?"
      case .logging: "Is what it answers logged?"
      case .tokens: "Who may ask?"
      case .rollback: "Was going back to an earlier version tried?"
      case .scheduledReport: "Does a scheduled report follow it?"
      case .personalColumns: "Which fields tell people apart?"
      case .integrity: "Are the files those that were deployed?"
      case .drift: "Are the rows of late like those that it learned from?"
      }
    }
  }

  /// - Parameter answer: what is stated where nothing can be found.
  public init(_ fact: Fact, stated answer: String? = nil) {
    self.fact = fact
    question = fact.question
    self.answer = answer
  }

  /// A question that only people can answer.
  public init(_ question: String, answer: String) {
    fact = nil
    self.question = question
    self.answer = answer
  }
}

/// Collects the questions of a checklist in a block, which may hold `if` and `for` as well.
@resultBuilder
public enum ChecklistBuilder {
  public static func buildExpression(_ check: Check) -> [Check] { [check] }
  public static func buildBlock(_ parts: [Check]...) -> [Check] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [Check]?) -> [Check] { parts ?? [] }
  public static func buildEither(first parts: [Check]) -> [Check] { parts }
  public static func buildEither(second parts: [Check]) -> [Check] { parts }
  public static func buildArray(_ parts: [[Check]]) -> [Check] { parts.flatMap(\.self) }
}
