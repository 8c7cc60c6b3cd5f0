/// A project's scope: what is wrong, for whom, what might help, and what counts as success.
public struct Project: Sendable {
  public let name: String
  public let parts: [ProjectPart]

  /// - Parameter parts: what the scope says, in any order.
  public init(_ name: String, @ProjectBuilder _ parts: () throws -> [ProjectPart]) rethrows {
    self.init(name, parts: try parts())
  }

  public init(_ name: String, parts: [ProjectPart]) {
    self.name = name
    self.parts = parts
  }

  public var goals: [Goal] { parts.compactMap { if case .goal(let goal) = $0 { goal } else { nil } } }
  public var problems: [Problem] { parts.compactMap { if case .problem(let part) = $0 { part } else { nil } } }
  public var stakeholders: [Stakeholder] {
    parts.compactMap { if case .stakeholder(let part) = $0 { part } else { nil } }
  }
  /// By value, then by feasibility, the best first.
  public var solutions: [Solution] {
    let solutions = parts.compactMap { if case .solution(let part) = $0 { part } else { nil } }
    return solutions.enumerated().sorted {
      ($1.element.value, $1.element.feasibility, $0.offset) < ($0.element.value, $0.element.feasibility, $1.offset)
    }.map(\.element)
  }
  public var constraints: [Constraint] { parts.compactMap { if case .constraint(let part) = $0 { part } else { nil } } }
  /// In order of their dates.
  public var milestones: [Milestone] {
    parts.compactMap { if case .milestone(let part) = $0 { part } else { nil } }.sorted { $0.by < $1.by }
  }
  public var budgets: [Budget] { parts.compactMap { if case .budget(let part) = $0 { part } else { nil } } }
  /// By likelihood and impact together, the gravest first.
  public var risks: [Risk] {
    let risks = parts.compactMap { if case .risk(let part) = $0 { part } else { nil } }
    return risks.enumerated().sorted { ($1.element.gravity, $0.offset) < ($0.element.gravity, $1.offset) }.map(
      \.element)
  }
}

/// One statement of a project's scope.
public enum ProjectPart: Sendable {
  case problem(Problem)
  case stakeholder(Stakeholder)
  case solution(Solution)
  case goal(Goal)
  case constraint(Constraint)
  case milestone(Milestone)
  case budget(Budget)
  case risk(Risk)
}

/// A rough grade, as people agree on in a meeting.
public enum Level: String, Sendable, Codable, Comparable, CaseIterable {
  case low, medium, high

  public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
  fileprivate var rank: Int { Level.allCases.firstIndex(of: self) ?? 0 }
}

public struct Problem: Sendable {
  public let text: String
  public init(_ text: String) { self.text = text }
}

public struct Stakeholder: Sendable, Encodable {
  public let name: String
  public let needs: String
  public init(_ name: String, needs: String) {
    self.name = name
    self.needs = needs
  }
}

public struct Solution: Sendable, Encodable {
  public let text: String
  public let feasibility: Level
  public let value: Level
  public init(_ text: String, feasibility: Level, value: Level) {
    self.text = text
    self.feasibility = feasibility
    self.value = value
  }
}

public struct Constraint: Sendable {
  public let text: String
  public init(_ text: String) { self.text = text }
}

public struct Milestone: Sendable {
  public let name: String
  public let by: Instant

  public init(_ name: String, by day: Instant) {
    self.name = name
    by = day
  }

  /// - Throws: where `by` is not a date such as `2026-12-15`.
  public init(_ name: String, by date: String) throws(DataError) {
    self.init(name, by: try Instant(iso: date))
  }
}

public struct Budget: Sendable, Encodable {
  public let item: String
  public let amount: Double
  public let unit: String
  public init(_ item: String, _ amount: Double, unit: String) {
    self.item = item
    self.amount = amount
    self.unit = unit
  }
}

public struct Risk: Sendable, Encodable {
  public let text: String
  public let likelihood: Level
  public let impact: Level
  public let mitigation: String
  public init(_ text: String, likelihood: Level, impact: Level, mitigation: String) {
    self.text = text
    self.likelihood = likelihood
    self.impact = impact
    self.mitigation = mitigation
  }
  var gravity: Int { (likelihood.rank + 1) * (impact.rank + 1) }
}

/// Collects the statements of a scope in a block, which may hold `if`, `switch` and `for` as well.
@resultBuilder
public enum ProjectBuilder {
  public static func buildExpression(_ part: Problem) -> [ProjectPart] { [.problem(part)] }
  public static func buildExpression(_ part: Stakeholder) -> [ProjectPart] { [.stakeholder(part)] }
  public static func buildExpression(_ part: Solution) -> [ProjectPart] { [.solution(part)] }
  public static func buildExpression(_ part: Goal) -> [ProjectPart] { [.goal(part)] }
  public static func buildExpression(_ part: Constraint) -> [ProjectPart] { [.constraint(part)] }
  public static func buildExpression(_ part: Milestone) -> [ProjectPart] { [.milestone(part)] }
  public static func buildExpression(_ part: Budget) -> [ProjectPart] { [.budget(part)] }
  public static func buildExpression(_ part: Risk) -> [ProjectPart] { [.risk(part)] }
  public static func buildBlock(_ parts: [ProjectPart]...) -> [ProjectPart] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [ProjectPart]?) -> [ProjectPart] { parts ?? [] }
  public static func buildEither(first parts: [ProjectPart]) -> [ProjectPart] { parts }
  public static func buildEither(second parts: [ProjectPart]) -> [ProjectPart] { parts }
  public static func buildArray(_ parts: [[ProjectPart]]) -> [ProjectPart] { parts.flatMap(\.self) }
}
