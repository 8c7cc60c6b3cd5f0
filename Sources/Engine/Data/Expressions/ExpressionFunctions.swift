extension Expression {
  /// A function of one number.
  public enum NumberFunction: String, Sendable, CaseIterable {
    case magnitude, exponential, logarithm, squareRoot

    /// As the notebook writes it behind a dot.
    var call: String {
      switch self {
      case .magnitude: "magnitude"
      case .exponential: "exp()"
      case .logarithm: "log()"
      case .squareRoot: "squareRoot()"
      }
    }
  }

  public enum Extreme: String, Sendable { case least, greatest }

  /// What makes a string of another.
  public enum TextFunction: Sendable, Hashable, CustomStringConvertible {
    case lowercased
    case uppercased
    /// Without white space at either end.
    case trimmed
    case replacing(String, with: String)

    public var description: String {
      switch self {
      case .lowercased: "lowercased()"
      case .uppercased: "uppercased()"
      case .trimmed: "trimmed()"
      case .replacing(let part, let other): "replacing(\"\(part)\", with: \"\(other)\")"
      }
    }
  }

  /// What is asked of a string.
  public enum TextTest: String, Sendable { case contains, hasPrefix, hasSuffix }

  /// What a date is cut down to.
  public enum DateUnit: String, Sendable, CaseIterable {
    case day, week, month

    /// As the notebook writes it behind a dot.
    public var member: String {
      switch self {
      case .day: "startOfDay"
      case .week: "startOfWeek"
      case .month: "startOfMonth"
      }
    }

    /// The moment at which the unit that holds a date begins.
    func start(of date: Instant) -> Instant {
      let day =
        switch self {
        case .day: date.dayNumber
        case .week: date.dayNumber - date.weekday + 1
        case .month: date.dayNumber - date.civil.day + 1
        }
      return Instant(microseconds: Int64(day) &* Instant.microsecondsPerDay)
    }
  }
}

// MARK: Numbers

extension Expression {
  /// The number without its sign; whole numbers stay whole.
  public var magnitude: Expression { .number(.magnitude, self) }
  /// The exponential function.
  public func exp() -> Expression { .number(.exponential, self) }
  /// The natural logarithm; missing where the number is not above zero.
  public func log() -> Expression { .number(.logarithm, self) }
  /// Missing where the number is below zero.
  public func squareRoot() -> Expression { .number(.squareRoot, self) }
  /// The decimals that a number may be rounded to.
  public static let validDecimals = ValidRange.from(0, to: 15)
  /// Rounded to so many decimals, from 0 to 15, halves away from zero; whole numbers stay as they are.
  public func rounded(decimals: Int = 0) -> Expression { .rounded(self, decimals: decimals) }
  /// This number to a power, always a decimal number; missing where the power of a negative number is not whole.
  public func power(_ exponent: some ColumnValue) -> Expression { .power(self, exponent.asExpression) }
  /// Moved to the nearer limit where the number is outside both.
  public func clipped(from low: some ColumnValue, to high: some ColumnValue) -> Expression {
    greatest(of: [low.asExpression, least(of: [self, high.asExpression])])
  }
}

/// The smallest of several values in each row; missing where one of them is.
public func least(of values: [Expression]) -> Expression { .extreme(.least, of: values) }

/// The largest of several values in each row; missing where one of them is.
public func greatest(of values: [Expression]) -> Expression { .extreme(.greatest, of: values) }

// MARK: Strings

extension Expression {
  public func lowercased() -> Expression { .text(.lowercased, self) }
  public func uppercased() -> Expression { .text(.uppercased, self) }
  /// Without white space at either end.
  public func trimmed() -> Expression { .text(.trimmed, self) }
  /// With every occurrence of a part replaced; an empty part occurs nowhere.
  public func replacing(_ part: String, with other: String) -> Expression {
    .text(.replacing(part, with: other), self)
  }
  /// How many characters a string has.
  public var length: Expression { .length(self) }
  /// Whether a part occurs in a string.
  public func contains(_ part: String) -> Expression { .textTest(.contains, self, part) }
  public func hasPrefix(_ part: String) -> Expression { .textTest(.hasPrefix, self, part) }
  public func hasSuffix(_ part: String) -> Expression { .textTest(.hasSuffix, self, part) }
}

// MARK: Dates

extension Expression {
  public var quarter: Expression { .datePart(.quarter, self) }
  public var hour: Expression { .datePart(.hour, self) }
  public var minute: Expression { .datePart(.minute, self) }
  /// Midnight before a moment.
  public var startOfDay: Expression { .startOf(.day, self) }
  /// The Monday of a date's ISO week.
  public var startOfWeek: Expression { .startOf(.week, self) }
  /// The first day of a date's month.
  public var startOfMonth: Expression { .startOf(.month, self) }
}

// MARK: Choices

/// One value where a condition holds and another where it does not.
///
/// Missing where the condition is missing. The two values are of one type; a whole and a decimal number give decimals.
///
/// ```swift
/// flights.adding("time of day", when(col("hour") < 12, then: "morning", otherwise: "later"))
/// ```
public func when(
  _ condition: Expression, then: some ColumnValue, otherwise: some ColumnValue
) -> Expression {
  .when(condition, then: then.asExpression, otherwise: otherwise.asExpression)
}

extension Expression {
  /// This value, and where it is missing another one of the same type.
  public func filled(with other: some ColumnValue) -> Expression { .filled(self, with: other.asExpression) }
}
