/// The outcome of checking a table against expectations.
public struct Validation: Sendable, Codable {
  public let table: String
  public let rowCount: Int
  public let checks: [CheckResult]

  public var metCount: Int { checks.count { $0.isMet } }

  /// Whether everything that must hold does; what only should is a warning.
  public var isMet: Bool { failures.isEmpty }

  /// Checks that must hold and do not.
  public var failures: [CheckResult] { checks.filter { !$0.isMet && $0.severity == .must } }

  /// Checks that should hold and do not.
  public var warnings: [CheckResult] { checks.filter { !$0.isMet && $0.severity == .should } }

  public var warningCount: Int { warnings.count }
}

/// The outcome of one expectation.
public struct CheckResult: Sendable, Codable {
  /// The expectation as a sentence.
  public let expectation: String
  public let severity: Goal.Priority
  public let isMet: Bool
  /// Rows that were looked at: for most checks, those that hold a value.
  public let checkedRows: Int
  /// Rows that break the expectation.
  public let failingRows: Int
  /// What was found, in words: "all 336,776 rows", or an example of what broke.
  public let firstFailure: String?
  /// The first rows that break the expectation, at most five.
  public let samples: [FailingRow]

  /// From 0 to 1.
  public var failingShare: Double { Double(failingRows) / Double(max(checkedRows, 1)) }
}

/// A row that breaks an expectation.
public struct FailingRow: Sendable, Codable, Equatable {
  /// The row's number in the table, from one.
  public let row: Int
  /// What it holds, in words.
  public let value: String
}

/// Rows that break a rule: their number and the first of them.
struct Failures {
  private(set) var count = 0
  private(set) var first: [Int] = []

  static let mostSamples = 5

  mutating func add(_ row: Int) {
    count += 1
    if first.count < Self.mostSamples { first.append(row) }
  }

  init() {}

  init(_ rows: Range<Int>, _ breaks: (Int) -> Bool) {
    for row in rows where breaks(row) { add(row) }
  }

  init(_ rows: [Int]) {
    count = rows.count
    first = Array(rows.prefix(Self.mostSamples))
  }
}
