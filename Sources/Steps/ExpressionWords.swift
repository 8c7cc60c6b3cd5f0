import Engine
import Interpreter

/// Columns, their operators and what can be computed from them.
extension Registry {
  mutating func addExpressionWords() {
    addColumnConversion()
    addColumns()
    for family in operatorFamilies {
      for (symbol, combine) in family.operators { addOperator(symbol, of: family, combine) }
    }
    addPrefixOperators()
    addExpressionMembers()
    addNumberFunctions()
    addTextFunctions()
    addChoices()
    addWindows()
  }

  /// Lets literals and plain values stand where a computation over columns is asked for.
  private mutating func addColumnConversion() {
    addConversion(to: EngineTypes.name(of: Expression.self), from: [.int, .double, .bool, .string, .of(Instant.self)]) {
      value in
      switch value {
      case .int(let value): .object(Expression.int(Int64(value)))
      case .double(let value): .object(Expression.double(value))
      case .bool(let value): .object(Expression.bool(value))
      case .string(let value): .object(Expression.string(value))
      case .object(let object): (object.payload as? Instant).map { .object(Expression.date($0)) } ?? value
      default: value
      }
    }
  }

  private mutating func addColumns() {
    let expression = ValueType.of(Expression.self)
    word(
      .free, "col", [Parameter(unlabelled: "name", .string, "the column's name")], gives: expression,
      "a column by its name, to compute with",
      details: """
        Nothing is computed yet: `filter`, `adding`, `share` and whoever else is given the expression run it over whole \
        columns. A row in which an operand is missing is missing in the result, except that `false && missing` is \
        false and `true || missing` is true. A name that the table does not have is an error when the expression runs.
        """,
      example: """
        percent(flights.share(where: col("dep_delay") > 60))
        """
    ) { call in .object(col(try call.string("name"))) }
    word(
      .free, "date",
      [
        Parameter("year", expression, unit: "1 to 9999", "the year", rules: [.datePart]),
        Parameter("month", expression, unit: "1 to 12", "the month", rules: [.datePart]),
        Parameter("day", expression, unit: "1 to 31", "the day of the month", rules: [.datePart]),
      ],
      gives: expression, "the day that three columns of whole numbers name",
      details:
        "Missing where the calendar has no such day. Days are Gregorian, in UTC. Decimals and strings are errors.",
      example: """
        let day = date(year: col("year"), month: col("month"), day: col("day"))
        all.adding("day of flight", day).profile(columns: ["day of flight"])
        """
    ) { call in
      .object(date(year: try call.object("year"), month: try call.object("month"), day: try call.object("day")))
    }
  }

  // MARK: Operators

  private typealias Combination = @Sendable (Expression, Expression) -> Expression

  /// Operators that are explained together.
  private struct OperatorFamily {
    let operators: [(symbol: String, combine: Combination)]
    let summary: String
    let details: String
    let example: String
  }

  private var operatorFamilies: [OperatorFamily] {
    [
      OperatorFamily(
        operators: [("+", { $0 + $1 }), ("-", { $0 - $1 }), ("*", { $0 * $1 }), ("/", { $0 / $1 })],
        summary: "arithmetic over columns, row by row",
        details: """
          Of numbers. Two whole numbers give a whole one, which must fit 64 bits; a decimal on either side gives \
          decimals, and so does `/` always, which is missing where the divisor is zero. Whole and decimal columns mix.
          """,
        example: """
          let gain = (col("dep_delay") - col("arr_delay")) / 60
          number(flights.adding("hours made up", gain).mean("hours made up"))
          """),
      OperatorFamily(
        operators: [
          ("==", { $0 == $1 }), ("!=", { $0 != $1 }), ("<", { $0 < $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }),
          (">=", { $0 >= $1 }),
        ],
        summary: "comparison over columns, row by row: true or false",
        details: """
          Numbers with numbers, strings with strings (in Swift's order), dates with dates or with a day written as \
          text: `col("date") < "2013-07-01"`. Truth values know `==` and `!=` alone. Anything else is an error.
          """,
        example: """
          flights.filter(col("date") >= "2013-12-24").rowCount
          """),
      OperatorFamily(
        operators: [("&&", { $0 && $1 }), ("||", { $0 || $1 })],
        summary: "both, or at least one of two conditions, row by row",
        details: """
          Of conditions. Where one side is missing the other may still decide: `false && missing` is false and \
          `true || missing` is true; else the result is missing.
          """,
        example: """
          let hard = col("hour") >= 17 && (col("origin") == "LGA" || col("dest") == "ORD")
          note("Late in the hard cases: \\(percent(flights.filter(hard).mean("late")))")
          """),
    ]
  }

  private mutating func addOperator(_ symbol: String, of family: OperatorFamily, _ combine: @escaping Combination) {
    let expression = ValueType.of(Expression.self)
    // Weeks that are written as no week is are never equal; they may still be put in order.
    let isEquality = symbol == "==" || symbol == "!="
    word(
      .infix, symbol,
      [
        Parameter(
          unlabelled: "a", expression, "a column, a number, a text or a computation",
          rules: isEquality ? [.week(beside: "b")] : []),
        Parameter(
          unlabelled: "b", expression, "likewise; at least one of the two names a column",
          rules: isEquality ? [.week(beside: "a")] : []),
      ],
      gives: expression, family.summary, details: family.details, example: family.example
    ) { call in
      let combined = combine(try call.object("a"), try call.object("b"))
      guard !combined.hasMoreParts(than: 2000) else {
        throw CallError(
          "this column expression has more than 2,000 parts", hint: "compute a part of it with .adding(…) first")
      }
      return .object(combined)
    }
  }

  private mutating func addPrefixOperators() {
    let expression = ValueType.of(Expression.self)
    word(
      .prefix, "!", [Parameter(unlabelled: "a", expression, "a condition")], gives: expression,
      "the opposite of a condition, row by row", details: "Missing where the condition is.",
      example: """
        percent(flights.share(where: !col("late")))
        """
    ) { call in .object(!(try call.object("a", as: Expression.self))) }
    word(
      .prefix, "-", [Parameter(unlabelled: "a", expression, "a column or computation of numbers")], gives: expression,
      "the negative of a number, row by row", details: "Whole numbers stay whole. Missing where the number is.",
      example: """
        percent(flights.share(where: -col("arr_delay") > 30))
        """
    ) { call in .object(-(try call.object("a", as: Expression.self))) }
  }

  // MARK: Members

  private mutating func addExpressionMembers() {
    let expression = ValueType.of(Expression.self)
    let presenceExample = """
      let cancelled = all.filter(col("dep_delay").isMissing)
      let left = all.filter(col("dep_delay").isPresent)
      note("\\(cancelled.rowCount) flights were cancelled, \\(left.rowCount) left.")
      """
    property(
      "isPresent", of: Expression.self, gives: expression, "whether the row has a value",
      details: "True or false, never missing itself.", example: presenceExample
    ) { .object($0.isPresent) }
    property(
      "isMissing", of: Expression.self, gives: expression, "whether the row has no value",
      details: "True or false, never missing itself.", example: presenceExample
    ) { .object($0.isMissing) }
    property(
      "isoWeek", of: Expression.self, gives: expression, "the ISO week of a date, written 2013-W27",
      details: """
        A text. Weeks start on Monday, and the first week of a year holds its first Thursday (ISO 8601), so that the \
        last days of December may belong to the next year's first week. Of anything but a date it is an error.
        """,
      example: """
        flights.filter(col("date").isoWeek == "2013-W27").rowCount
        """
    ) { .object($0.isoWeek) }
    for part in DatePart.allCases {
      property(
        part.rawValue, of: Expression.self, gives: expression, "\(part.meaning), of each row's date",
        details: "A whole number, missing where the date is. Days are in UTC. Of anything but a date it is an error.",
        example: """
          flights.adding("\(part) of date", col("date").\(part))
            .profile(columns: ["\(part) of date"])
          """
      ) { .object(Expression.datePart(part, $0)) }
    }
    word(
      .method(of: expression), "days", [Parameter("since", expression, "the other day: a column, a date, or a text")],
      gives: expression, "whole days from another date to this one, row by row",
      details: """
        Negative where the other one is later, and missing where either is. One of the two may be a day written as text.
        """,
      example: """
        let age = col("date").days(since: "2013-01-01")
        let aged = flights.adding("age", age)
        note("On average \\(number(aged.mean("age"))) days after New Year.")
        """
    ) { call in .object(try call.receiver(as: Expression.self).days(since: call.object("since"))) }
    word(
      .method(of: expression), "isOne",
      [Parameter("of", .array(expression), "texts, numbers or dates as literals, not columns")], gives: expression,
      "whether the value is one of these",
      details: """
        Shorter than a chain of `==` and `||`. Missing where the value is. Numbers among strings are an error; a date \
        is compared with a day written as text.
        """,
      example: """
        percent(flights.share(where: col("carrier").isOne(of: ["UA", "B6", "DL"])))
        """
    ) { call in .object(try call.receiver(as: Expression.self).isOne(of: try call.objects("of"))) }
  }
}
