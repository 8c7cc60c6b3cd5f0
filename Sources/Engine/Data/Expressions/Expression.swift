/// A computation over the columns of a table: `col("arr_delay") > 15`.
///
/// Building one computes nothing; a table runs it over whole columns. A row in which an operand is missing is missing
/// in the result, except that `false && missing` is false and `true || missing` is true.
public indirect enum Expression: Sendable, Hashable {
  case column(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)
  case string(String)
  case date(Instant)
  case arithmetic(Arithmetic, Expression, Expression)
  case comparison(Comparison, Expression, Expression)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case not(Expression)
  case negated(Expression)
  /// True where the operand has a value; never missing itself.
  case isPresent(Expression)
  case isOne(Expression, of: [Expression])
  /// The day that three integer columns name; missing where the calendar has no such day.
  case day(year: Expression, month: Expression, day: Expression)
  /// The ISO week of a date, written `2013-W27`.
  case isoWeek(Expression)
  case datePart(DatePart, Expression)
  /// Whole days from one date to another; negative where the first is later.
  case days(Expression, since: Expression)
  /// The moment at which the day, week or month of a date begins.
  case startOf(DateUnit, Expression)
  case number(NumberFunction, Expression)
  /// A number rounded to so many decimals, halves away from zero.
  case rounded(Expression, decimals: Int)
  case power(Expression, Expression)
  /// The smallest or the largest of several values in a row.
  case extreme(Extreme, of: [Expression])
  /// A string made of another.
  case text(TextFunction, Expression)
  /// How many characters a string has.
  case length(Expression)
  case textTest(TextTest, Expression, String)
  /// One value where a condition holds, another where it does not.
  case when(Expression, then: Expression, otherwise: Expression)
  /// A value, and where it is missing another.
  case filled(Expression, with: Expression)
  /// A value that other rows decide as well: those of the same group, in the table's order.
  case window(WindowFunction, Expression, by: [String])

  public enum Arithmetic: String, Sendable { case add = "+", subtract = "-", multiply = "*", divide = "/" }

  public enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// A column by its name.
public func col(_ name: String) -> Expression { .column(name) }

/// The day that three columns of whole numbers name.
public func date(year: Expression, month: Expression, day: Expression) -> Expression {
  .day(year: year, month: month, day: day)
}

extension Expression: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByStringLiteral
{
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(stringLiteral value: String) { self = .string(value) }
}

extension Expression {
  public var isPresent: Expression { .isPresent(self) }
  public var isMissing: Expression { .not(.isPresent(self)) }
  public var isoWeek: Expression { .isoWeek(self) }
  public var year: Expression { .datePart(.year, self) }
  public var month: Expression { .datePart(.month, self) }
  public var day: Expression { .datePart(.day, self) }
  public var weekday: Expression { .datePart(.weekday, self) }
  public func days(since other: Expression) -> Expression { .days(self, since: other) }
  public func isOne(of values: [Expression]) -> Expression { .isOne(self, of: values) }

  public static func + (a: Expression, b: Expression) -> Expression { .arithmetic(.add, a, b) }
  public static func - (a: Expression, b: Expression) -> Expression { .arithmetic(.subtract, a, b) }
  public static func * (a: Expression, b: Expression) -> Expression { .arithmetic(.multiply, a, b) }
  /// Always a decimal number; missing where the divisor is zero.
  public static func / (a: Expression, b: Expression) -> Expression { .arithmetic(.divide, a, b) }
  public static func == (a: Expression, b: Expression) -> Expression { .comparison(.equal, a, b) }
  public static func != (a: Expression, b: Expression) -> Expression { .comparison(.notEqual, a, b) }
  public static func < (a: Expression, b: Expression) -> Expression { .comparison(.less, a, b) }
  public static func <= (a: Expression, b: Expression) -> Expression { .comparison(.lessOrEqual, a, b) }
  public static func > (a: Expression, b: Expression) -> Expression { .comparison(.greater, a, b) }
  public static func >= (a: Expression, b: Expression) -> Expression { .comparison(.greaterOrEqual, a, b) }
  public static func && (a: Expression, b: Expression) -> Expression { .and(a, b) }
  public static func || (a: Expression, b: Expression) -> Expression { .or(a, b) }
  public static prefix func ! (a: Expression) -> Expression { .not(a) }
  public static prefix func - (a: Expression) -> Expression { .negated(a) }
}

extension Expression {
  /// What the expression computes with, in order.
  var operands: [Expression] {
    switch self {
    case .column, .int, .double, .bool, .string, .date: []
    case .arithmetic(_, let a, let b), .comparison(_, let a, let b), .and(let a, let b), .or(let a, let b),
      .days(let a, let b), .power(let a, let b), .filled(let a, let b):
      [a, b]
    case .not(let a), .negated(let a), .isPresent(let a), .isoWeek(let a), .datePart(_, let a), .startOf(_, let a),
      .number(_, let a), .rounded(let a, _), .text(_, let a), .length(let a), .textTest(_, let a, _),
      .window(_, let a, _):
      [a]
    case .isOne(let a, let values): [a] + values
    case .day(let year, let month, let day): [year, month, day]
    case .extreme(_, let values): values
    case .when(let condition, let then, let otherwise): [condition, then, otherwise]
    }
  }

  /// Whether the expression has more parts than a limit; costs no more than the limit.
  public func hasMoreParts(than limit: Int) -> Bool {
    var waiting = [self]
    var count = 0
    while let next = waiting.popLast() {
      count += 1
      guard count <= limit else { return true }
      // The literals of a choice cost nothing to speak of.
      if case .isOne(let a, _) = next { waiting.append(a) } else { waiting += next.operands }
    }
    return false
  }
}

extension Expression: CustomStringConvertible {
  /// The expression as prose would put it: `origin == "LGA"`, `hour < 6`.
  public var description: String { text(inside: 0) }

  private func text(inside outer: Int) -> String {
    let (text, strength): (String, Int) =
      switch self {
      case .column(let name): (name, 9)
      case .int(let value): ("\(value)", 9)
      case .double(let value): ("\(value)", 9)
      case .bool(let value): ("\(value)", 9)
      case .string(let value): ("\"\(value)\"", 9)
      case .date(let value): ("\(value)", 9)
      case .arithmetic(let symbol, let a, let b):
        symbol == .add || symbol == .subtract
          ? ("\(a.text(inside: 5)) \(symbol.rawValue) \(b.text(inside: 6))", 5)
          : ("\(a.text(inside: 6)) \(symbol.rawValue) \(b.text(inside: 7))", 6)
      case .comparison(let symbol, let a, let b): ("\(a.text(inside: 5)) \(symbol.rawValue) \(b.text(inside: 5))", 4)
      case .and(let a, let b): ("\(a.text(inside: 3)) and \(b.text(inside: 3))", 3)
      case .or(let a, let b): ("\(a.text(inside: 2)) or \(b.text(inside: 2))", 2)
      case .not(.isPresent(let a)): ("\(a.text(inside: 8)) is missing", 4)
      case .not(let a): ("not \(a.text(inside: 8))", 8)
      case .negated(let a): ("-\(a.text(inside: 8))", 8)
      case .isPresent(let a): ("\(a.text(inside: 8)) is present", 4)
      case .isOne(let a, let values):
        ("\(a.text(inside: 8)) is one of \(values.map { $0.text(inside: 0) }.joined(separator: ", "))", 4)
      case .day(let year, let month, let day):
        ("the day of \([year, month, day].map { $0.text(inside: 0) }.joined(separator: ", "))", 9)
      case .isoWeek(let a): ("the week of \(a.text(inside: 8))", 8)
      case .datePart(let part, let a): ("the \(part) of \(a.text(inside: 8))", 8)
      case .days(let a, let b): ("the days from \(b.text(inside: 8)) to \(a.text(inside: 8))", 8)
      default: (callText, 9)
      }
    return strength < outer ? "(\(text))" : text
  }

  /// Functions are written as the notebook writes them: `x.lag(1, by: ["carrier"])`.
  private var callText: String {
    func before(_ a: Expression) -> String { a.text(inside: 9) }
    func inside(_ a: Expression) -> String { a.text(inside: 0) }
    return switch self {
    case .startOf(let unit, let a): "\(before(a)).\(unit.member)"
    case .number(let function, let a): "\(before(a)).\(function.call)"
    case .rounded(let a, let decimals): "\(before(a)).rounded(decimals: \(decimals))"
    case .power(let a, let b): "\(before(a)).power(\(inside(b)))"
    case .extreme(let side, let values): "\(side)(of: [\(values.map(inside).joined(separator: ", "))])"
    case .text(let function, let a): "\(before(a)).\(function)"
    case .length(let a): "\(before(a)).length"
    case .textTest(let test, let a, let part): "\(before(a)).\(test)(\"\(part)\")"
    case .when(let condition, let then, let otherwise):
      "when(\(inside(condition)), then: \(inside(then)), otherwise: \(inside(otherwise)))"
    case .filled(let a, let b): "\(before(a)).filled(with: \(inside(b)))"
    case .window(let function, let a, let by): function.call(on: before(a), by: by)
    default: "\(operands.map(inside).joined(separator: ", "))"
    }
  }
}
