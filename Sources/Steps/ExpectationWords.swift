import Engine
import Interpreter

/// What should hold for a table's rows.
extension Registry {
  mutating func addExpectationWords() {
    let expect = ValueType.of(Expect.self)
    word(
      .method(of: .of(Table.self)), "validate",
      [
        Parameter(
          "expectations", .block(of: [expect]), "what should hold, each expectation a line of its own",
          rules: [.saysSomething])
      ],
      gives: .of(Validation.self), "checks every expectation and reports each",
      details: """
        Data that break an expectation are a result, not an error: the report shows how many rows break it and the \
        first of them with their numbers, and the summary at its head says so. An expectation of `.severity(.should)` \
        is a warning. A column that is not there is an error.
        """, example: Self.expectationExample
    ) { call in .object(try call.receiver(as: Table.self).validate(call.objects("expectations"))) }
    addExpectations()
    addChecks()
  }

  private static let expectationExample = """
    all.validate {
      Expect(rowCount: 2_000...4_000)
      Expect("dep_delay").isPresent(atLeast: 0.95).isBetween(-60, 1_500)
      Expect("origin").isPresent().isOne(of: ["EWR", "JFK", "LGA"])
      Expect(unique: ["year", "month", "day", "carrier", "flight", "origin"])
    }
    """

  private mutating func addExpectations() {
    let expect = ValueType.of(Expect.self)
    word(
      .initializer, "Expect",
      [
        Parameter(unlabelled: "column", .string, "its name"),
        Parameter(
          "where", .optional(.of(Expression.self)), default: .nil, "the rows that it is about; nil for all",
          rules: [.condition]),
      ], gives: expect,
      "what the values of a column must be",
      details: """
        Says nothing by itself: a check follows with a dot, and another behind it. Missing values satisfy every check \
        but `isPresent`.
        """, example: Self.expectationExample, isConstant: true
    ) { call in .object(Expect(try call.string("column"), where: try call.optional("where"))) }
    word(
      .initializer, "Expect",
      [
        Parameter(
          "unique", .array(.string), "the columns that name a row together",
          rules: [.notEmpty("at least one column names a row")])
      ],
      gives: expect, "no two rows share the values of these columns",
      details: "At least one column. The report counts the rows whose values stood in an earlier row.",
      example: Self.expectationExample
    ) { call in .object(Expect(unique: try call.objects("unique"))) }
    word(
      .initializer, "Expect",
      [
        Parameter(
          "rowCount", .range, unit: "rows", "between how many, both ends counted: `2_000...4_000`",
          rules: [.rangeOfSomething])
      ],
      gives: expect, "the table has between so many rows",
      details: "Catches a file that was cut short, or delivered twice.", example: Self.expectationExample
    ) { call in
      let range: Range<Int> = try call.object("rowCount")
      return .object(Expect(rowCount: range.lowerBound...range.upperBound - 1))
    }
  }

  private mutating func addChecks() {
    let expect = ValueType.of(Expect.self)
    word(
      .method(of: expect), "isPresent",
      [
        Parameter(
          "atLeast", .double, default: .double(1), unit: "share from 0 to 1", "the least share of rows with a value",
          rules: [.within(.share, "atLeast")])
      ], gives: expect, "at least this share of rows has a value",
      details: "Without an argument, no value may be missing.", example: Self.expectationExample
    ) { call in
      .object(try call.receiver(as: Expect.self).isPresent(atLeast: call.double("atLeast")))
    }
    word(
      .method(of: expect), "isBetween",
      [
        Parameter(unlabelled: "low", .double, unit: "that of the column", "the lowest value that is allowed"),
        Parameter(
          unlabelled: "high", .double, unit: "that of the column", "the highest value that is allowed",
          rules: [.notBelow("low")]),
        .leastShare,
      ],
      gives: expect, "every value lies between two numbers, both included",
      details: "For columns of numbers; one of strings or dates is an error.", example: Self.expectationExample
    ) { call in
      .object(
        try call.receiver(as: Expect.self).isBetween(
          call.double("low"), call.double("high"), atLeast: call.double("atLeast")))
    }
    word(
      .method(of: expect), "isOne",
      [
        Parameter(
          "of", .array(.string), "the values that are allowed, as text",
          rules: [.notEmpty("at least one value is allowed")]),
        .leastShare,
      ],
      gives: expect, "every value is one of these",
      details:
        "Values are compared as text: a 1 of a column of numbers is `\"1\"`. At least one value must be allowed.",
      example: Self.expectationExample
    ) { call in
      .object(
        try call.receiver(as: Expect.self).isOne(of: try call.objects("of"), atLeast: call.double("atLeast")))
    }
  }
}

extension Parameter {
  /// How many values must satisfy a check.
  static let leastShare = Parameter(
    "atLeast", .double, default: .double(1), unit: "share from 0 to 1", "the least share of values that satisfy it",
    rules: [.within(.share, "atLeast")])
}
