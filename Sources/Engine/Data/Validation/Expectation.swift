/// What should hold for a table's rows: `Expect("dep_delay").isBetween(-60, 1500)`.
public struct Expect: Sendable {
  let column: String?
  /// The rows that it is about; all where there is none.
  let condition: Expression?
  let severity: Goal.Priority
  let checks: [Check]

  enum Check: Sendable {
    case present(atLeast: Double)
    /// What each present value of the column must be, in at least such a share of them.
    case values(ValueRule, atLeast: Double)
    case unique([String])
    case rowCount(Int, Int)
    /// No value comes before a lower one, or before a higher one where they fall.
    case sorted(isFalling: Bool, isStrict: Bool)
    /// The latest date lies at most so many days before a day.
    case fresh(days: Double, before: Instant)
    case mean(Double, Double)
    case sum(Double, Double)
    /// What must hold between the columns of each row, in at least such a share of rows.
    case every(Expression, atLeast: Double)
  }

  /// Expectations of one column; missing values satisfy all of them but `isPresent`.
  ///
  /// - Parameter condition: the rows that they are about; all where it is nil.
  public init(_ column: String, where condition: Expression? = nil) {
    self.init(column: column, condition: condition, checks: [])
  }

  /// No two rows share the values of these columns.
  public init(unique columns: [String]) { self.init(column: nil, checks: [.unique(columns)]) }

  /// A condition holds in each row, between its columns: `Expect(every: col("dep_time") <= col("arr_time"))`. A row in
  /// which it is missing satisfies it.
  ///
  /// - Parameters:
  ///   - condition: the rows that it is about; all where it is nil.
  ///   - share: the least share of those rows in which it holds, from 0 to 1.
  public init(every holds: Expression, where condition: Expression? = nil, atLeast share: Double = 1) {
    self.init(column: nil, condition: condition, checks: [.every(holds, atLeast: share)])
  }

  /// The table has between so many rows.
  public init(rowCount: ClosedRange<Int>) {
    self.init(column: nil, checks: [.rowCount(rowCount.lowerBound, rowCount.upperBound)])
  }

  /// The table has between so many rows; an empty range admits no table.
  public init(rowCount: Range<Int>) {
    let (low, high) = rowCount.isEmpty ? (1, 0) : (rowCount.lowerBound, rowCount.upperBound - 1)
    self.init(column: nil, checks: [.rowCount(low, high)])
  }

  init(column: String?, condition: Expression? = nil, severity: Goal.Priority = .must, checks: [Check]) {
    self.column = column
    self.condition = condition
    self.severity = severity
    self.checks = checks
  }

  /// How much it matters: what `.must` hold fails the validation where it does not, what `.should` is a warning. Of all
  /// checks of the expectation, those before and behind it.
  public func severity(_ severity: Goal.Priority) -> Expect {
    Expect(column: column, condition: condition, severity: severity, checks: checks)
  }

  // MARK: Values

  /// At least this share of rows, from 0 to 1, holds a value.
  public func isPresent(atLeast share: Double = 1) -> Expect { adding(.present(atLeast: share)) }

  /// Every value lies from `low` to `high`, both included; or at least this share of the values does.
  public func isBetween(_ low: Double, _ high: Double, atLeast share: Double = 1) -> Expect {
    adding(.values(.between(low, high), atLeast: share))
  }

  /// Every date lies from `low` to `high`, both included; or at least this share of the dates does.
  public func isBetween(_ low: Instant, _ high: Instant, atLeast share: Double = 1) -> Expect {
    adding(.values(.betweenDates(low, high), atLeast: share))
  }

  /// Every value is one of these, as text; or at least this share of the values is.
  public func isOne(of values: [String], atLeast share: Double = 1) -> Expect {
    adding(.values(.oneOf(values), atLeast: share))
  }

  /// Every string matches a regular expression from its first letter to its last; or at least this share does.
  ///
  /// - Parameter pattern: in the dialect of Swift's `Regex`, which is that of PCRE without lookbehind, and in which a
  ///   letter is a whole grapheme of Unicode. Write `.*day.*` to find something anywhere.
  public func matches(_ pattern: String, atLeast share: Double = 1) -> Expect {
    adding(.values(.matches(pattern), atLeast: share))
  }

  /// Every string has so many letters (graphemes of Unicode); or at least this share has.
  public func hasLength(_ length: ClosedRange<Int>, atLeast share: Double = 1) -> Expect {
    adding(.values(.length(length.lowerBound, length.upperBound), atLeast: share))
  }

  /// Every string has so many letters; an empty range admits none.
  public func hasLength(_ length: Range<Int>, atLeast share: Double = 1) -> Expect {
    let (low, high) = length.isEmpty ? (1, 0) : (length.lowerBound, length.upperBound - 1)
    return adding(.values(.length(low, high), atLeast: share))
  }

  /// Every value stands in a column of another table, as a foreign key does; or at least this share of them does.
  ///
  /// - Parameter column: of the other table; the same name where it is nil.
  public func isFound(in table: Table, column: String? = nil, atLeast share: Double = 1) -> Expect {
    let name = column ?? self.column ?? ""
    // The other columns are not looked at; one that is not there is told when it is checked.
    return adding(.values(.found((try? table.selecting([name])) ?? table, column: name), atLeast: share))
  }

  // MARK: The column as a whole

  /// No two rows share a value.
  public func isUnique() -> Expect { adding(.values(.unique, atLeast: 1)) }

  /// No value is lower than the one before it, in the order of the rows.
  ///
  /// - Parameter strictly: whether it must be higher.
  public func isIncreasing(strictly: Bool = false) -> Expect {
    adding(.sorted(isFalling: false, isStrict: strictly))
  }

  /// No value is higher than the one before it, in the order of the rows.
  ///
  /// - Parameter strictly: whether it must be lower.
  public func isDecreasing(strictly: Bool = false) -> Expect {
    adding(.sorted(isFalling: true, isStrict: strictly))
  }

  /// The latest date lies at most so many days before a day, and not behind that day. The day is given, so that the
  /// same table is judged the same tomorrow.
  public func isFresh(days: Double, before day: Instant) -> Expect { adding(.fresh(days: days, before: day)) }

  /// The latest date lies at most so many days before a day as ISO 8601 writes it: `2013-07-01`.
  ///
  /// - Throws: `DataError.invalid` for another text.
  public func isFresh(days: Double, before text: String) throws(DataError) -> Expect {
    isFresh(days: days, before: try Instant(iso: text))
  }

  /// The mean of the values lies from `low` to `high`, both included.
  public func meanIsBetween(_ low: Double, _ high: Double) -> Expect { adding(.mean(low, high)) }

  /// The sum of the values lies from `low` to `high`, both included.
  public func sumIsBetween(_ low: Double, _ high: Double) -> Expect { adding(.sum(low, high)) }

  private func adding(_ check: Check) -> Expect {
    Expect(column: column, condition: condition, severity: severity, checks: checks + [check])
  }

  // MARK: Sense

  /// Days that a table may be old, and shares.
  public static let validDays = ValidRange.from(0, to: 1_000_000)

  /// - Throws: `DataError.invalid` where it expects nothing yet, or what no table can be.
  public func check() throws(DataError) {
    guard !checks.isEmpty else {
      throw .invalid("Expect(\"\(column ?? "")\") says nothing yet: add .isPresent() or another check")
    }
    for check in checks {
      switch check {
      case .present(let share): try ValidRange.share.check("atLeast", share)
      case .values(let rule, let share):
        try ValidRange.share.check("atLeast", share)
        try rule.check()
      case .every(_, let share): try ValidRange.share.check("atLeast", share)
      case .unique(let names):
        guard !names.isEmpty else { throw .invalid("Expect(unique:) needs at least one column") }
      case .fresh(let days, _): try Self.validDays.check("days", days)
      case .mean(let low, let high), .sum(let low, let high):
        guard low <= high else { throw .invalid("the lower bound comes first: \(low) is above \(high)") }
      case .rowCount, .sorted: break
      }
    }
  }
}

/// Collects expectations in a block, which may hold `if`, `switch` and `for` as well.
@resultBuilder
public enum ExpectationBuilder {
  public static func buildExpression(_ part: Expect) -> [Expect] { [part] }
  public static func buildBlock(_ parts: [Expect]...) -> [Expect] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [Expect]?) -> [Expect] { parts ?? [] }
  public static func buildEither(first parts: [Expect]) -> [Expect] { parts }
  public static func buildEither(second parts: [Expect]) -> [Expect] { parts }
  public static func buildArray(_ parts: [[Expect]]) -> [Expect] { parts.flatMap(\.self) }
}
