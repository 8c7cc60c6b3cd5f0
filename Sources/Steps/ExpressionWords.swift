import Engine
import Interpreter

extension Registry {
  /// Columns, their operators and what can be computed from them.
  mutating func addExpressionWords() {
    let expression = ValueType.of(Expression.self)
    addConversion(to: EngineTypes.name(of: Expression.self), from: [.int, .double, .bool, .string]) { value in
      switch value {
      case .int(let value): .object(Expression.int(Int64(value)))
      case .double(let value): .object(Expression.double(value))
      case .bool(let value): .object(Expression.bool(value))
      case .string(let value): .object(Expression.string(value))
      default: value
      }
    }
    word(.free, "col", [Parameter(unlabelled: "name", .string)], gives: expression, "a column by its name") { call in
      .object(col(try call.string("name")))
    }
    word(
      .free, "date", [Parameter("year", expression), Parameter("month", expression), Parameter("day", expression)],
      gives: expression, "the day that three columns of whole numbers name"
    ) { call in
      .object(date(year: try call.object("year"), month: try call.object("month"), day: try call.object("day")))
    }
    let infix: [(String, @Sendable (Expression, Expression) -> Expression)] = [
      ("+", { $0 + $1 }), ("-", { $0 - $1 }), ("*", { $0 * $1 }), ("/", { $0 / $1 }), ("==", { $0 == $1 }),
      ("!=", { $0 != $1 }), ("<", { $0 < $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }), (">=", { $0 >= $1 }),
      ("&&", { $0 && $1 }), ("||", { $0 || $1 }),
    ]
    for (symbol, combine) in infix {
      word(
        .infix, symbol, [Parameter(unlabelled: "a", expression), Parameter(unlabelled: "b", expression)],
        gives: expression, "column by column, row by row"
      ) { call in
        let combined = combine(try call.object("a"), try call.object("b"))
        guard !combined.hasMoreParts(than: 2000) else {
          throw CallError(
            "this column expression has more than 2,000 parts", hint: "compute a part of it with .adding(…) first")
        }
        return .object(combined)
      }
    }
    let prefix: [(String, @Sendable (Expression) -> Expression)] = [("!", { !$0 }), ("-", { -$0 })]
    for (symbol, change) in prefix {
      word(.prefix, symbol, [Parameter(unlabelled: "a", expression)], gives: expression, "row by row") { call in
        .object(change(try call.object("a")))
      }
    }
    property("isPresent", of: Expression.self, gives: expression, "whether the row has a value") {
      .object($0.isPresent)
    }
    property("isMissing", of: Expression.self, gives: expression, "whether the row has no value") {
      .object($0.isMissing)
    }
    property("isoWeek", of: Expression.self, gives: expression, "the ISO week of a date, written 2013-W27") {
      .object($0.isoWeek)
    }
    word(
      .method(of: expression), "isOne", [Parameter("of", .array(expression))], gives: expression,
      "whether the value is one of these"
    ) { call in .object(try call.receiver(as: Expression.self).isOne(of: try call.objects("of"))) }
  }
}
