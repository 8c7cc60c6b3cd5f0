import Engine
import Interpreter

/// What computations over columns must be beyond their type.
extension Rule {
  /// True or false for each row, and so more than a literal.
  static let condition = Rule { value, _ in
    guard let expression = value.object(as: Expression.self) else { return }
    switch expression {
    case .string(let text):
      throw CallError(
        "a condition is computed from columns; this is a text", subject: text, hint: "write \(columnExpression(text))")
    case .int, .double, .date:
      throw CallError(
        "a condition is true or false for each row; this is \(expression)", hint: "write col(\"…\") == \(expression)")
    default: break
    }
  }

  /// What a rule answers: any constant will do, but a comparison that was put in quotes is one no longer.
  static let answer = Rule { value, _ in
    guard case .string(let text) = value.object(as: Expression.self), let comparison = comparison(in: text) else {
      return
    }
    throw CallError("a rule is computed from columns; this is a text", subject: text, hint: "write \(comparison)")
  }

  /// A part of a day, which no text is.
  static let datePart = Rule { value, _ in
    guard case .string(let text) = value.object(as: Expression.self) else { return }
    throw CallError("a part of a date is a whole number, not a text", subject: text, hint: "write col(\"\(text)\")")
  }

  /// The column, or the comparison of one, that a text was meant to be.
  private static func columnExpression(_ text: String) -> String { comparison(in: text) ?? "col(\"\(text)\")" }

  /// The comparison of a column that a text spells out.
  private static func comparison(in text: String) -> String? {
    guard let parts = try? /\s*(\w+)\s*(==|!=|<=|>=|<|>)\s*(\S.*)/.wholeMatch(in: text) else { return nil }
    return "col(\"\(parts.1)\") \(parts.2) \(parts.3)"
  }

  /// Beside the week of a date, only a text that is one: any other would never be equal to it.
  ///
  /// - Parameter other: the parameter on the other side of the operator.
  static func week(beside other: String) -> Rule {
    Rule { value, others in
      let written = value.object(as: Expression.self)
      switch written {
      case .string(let text):
        guard case .isoWeek = others(other)?.object(as: Expression.self) else { return }
        try WrittenDate.checkWeek(text)
      case .int(let number):
        guard case .isoWeek = others(other)?.object(as: Expression.self) else { return }
        let week = (1...53).contains(number) ? "\"2013-W\(number < 10 ? "0" : "")\(number)\"" : WrittenDate.week
        throw CallError("a week is a text, not a whole number", hint: "write the year with it: \(week)")
      default: break
      }
    }
  }
}
