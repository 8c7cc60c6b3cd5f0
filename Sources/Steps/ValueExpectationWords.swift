import Engine
import Interpreter

/// What else should hold for a table's rows: texts, orders, totals, pairs of columns, keys of other tables.
extension Registry {
  mutating func addValueExpectationWords() {
    addTextExpectations()
    addOrderExpectations()
    addTotalExpectations()
    addRowExpectations()
    addOutcomes()
  }

  private static let example = """
    all.validate {
      Expect("dest").matches("[A-Z]{3}", atLeast: 0.99).hasLength(3...3)
      Expect("carrier").isFound(in: flights).severity(.should)
      Expect(every: col("arr_delay") > -120, where: col("dep_delay") > 0)
      Expect("dep_delay", where: col("origin") == "JFK").meanIsBetween(5, 20)
      Expect("distance").sumIsBetween(1e6, 1e8).isBetween(50, 5_000)
    }
    """

  private static let dateExample = """
    flights.validate {
      Expect("date").isBetween(Date(iso: "2013-01-01"), Date(iso: "2013-12-31"))
      Expect("date").isFresh(days: 7, before: "2013-12-31")
      Expect("date").isIncreasing().severity(.should)
      Expect("flight").isDecreasing().severity(.should)
      Expect("flight").isUnique().severity(.should)
    }
    """

  private mutating func addTextExpectations() {
    let expect = ValueType.of(Expect.self)
    word(
      .method(of: expect), "matches",
      [
        Parameter(unlabelled: "pattern", .string, "a regular expression, such as `[A-Z]{2}`", rules: [.pattern]),
        .leastShare,
      ], gives: expect, "every text matches a regular expression from its first letter to its last",
      details: """
        The dialect is that of Swift's `Regex`: PCRE without lookbehind, recursion and callouts, in which a letter is \
        what a reader sees as one. Write `.*delay.*` to find something anywhere. For columns of strings; each \
        distinct text is matched once. A pattern that can match the same text in very many ways, as `(a+)+b` does, \
        takes very long.
        """, example: Self.example
    ) { call in
      .object(
        try call.receiver(as: Expect.self).matches(call.string("pattern"), atLeast: call.double("atLeast")))
    }
    word(
      .method(of: expect), "hasLength",
      [
        Parameter(
          unlabelled: "length", .range, unit: "letters", "from how many to how many: `3...3` for three",
          rules: [.rangeOfSomething]), .leastShare,
      ], gives: expect, "every text has so many letters",
      details: "A letter is what a reader sees as one, accents and all. For columns of strings.", example: Self.example
    ) { call in
      let range: Range<Int> = try call.object("length")
      return .object(try call.receiver(as: Expect.self).hasLength(range, atLeast: call.double("atLeast")))
    }
    word(
      .method(of: expect), "isFound",
      [
        Parameter("in", .of(Table.self), "the table that knows all values"),
        Parameter("column", .optional(.string), default: .nil, "its column of them; nil for one of the same name"),
        .leastShare,
      ], gives: expect, "every value stands in a column of another table, as a foreign key does",
      details: """
        Columns of strings, numbers, truth values and dates are found in columns of the same type; a column that is \
        not there, or holds another type, is an error.
        """, example: Self.example
    ) { call in
      .object(
        try call.receiver(as: Expect.self).isFound(
          in: call.object("in"), column: call.optional("column"), atLeast: call.double("atLeast")))
    }
    word(
      .method(of: expect), "severity",
      [Parameter(unlabelled: "severity", .of(Goal.Priority.self), "`.must` or `.should`")], gives: expect,
      "how much it matters: a failure, or a warning",
      details: """
        Without it, an expectation must hold. It is said of all checks of the expectation, those before it and those \
        behind. A warning is shown, but does not make `isMet` false.
        """, example: Self.example
    ) { call in .object(try call.receiver(as: Expect.self).severity(call.object("severity"))) }
  }

  private mutating func addOrderExpectations() {
    let expect = ValueType.of(Expect.self)
    let strictly = Parameter("strictly", .bool, default: .bool(false), "whether equal neighbours break it as well")
    for (name, isIncreasing) in [("isIncreasing", true), ("isDecreasing", false)] {
      word(
        .method(of: expect), name, [strictly], gives: expect,
        isIncreasing ? "no value is lower than the one before it" : "no value is higher than the one before it",
        details: """
          In the order of the rows; missing values are passed over. For columns of numbers and dates. Each row that \
          breaks the order is counted, and shown with the value before it.
          """, example: Self.dateExample
      ) { call in
        guard case .bool(let isStrict) = call["strictly"] else { throw CallError("strictly is true or false") }
        let expect = try call.receiver(as: Expect.self)
        return .object(
          isIncreasing ? expect.isIncreasing(strictly: isStrict) : expect.isDecreasing(strictly: isStrict))
      }
    }
    word(
      .method(of: expect), "isUnique", gives: expect, "no two rows share a value",
      details: """
        Missing values are no values twice. For rows that are named by several columns, write `Expect(unique:)`, in \
        which missing values are equal.
        """, example: Self.dateExample
    ) { call in .object(try call.receiver(as: Expect.self).isUnique()) }
    word(
      .method(of: expect), "isBetween",
      [
        Parameter(unlabelled: "low", .of(Instant.self), "the earliest date that is allowed"),
        Parameter(unlabelled: "high", .of(Instant.self), "the latest date that is allowed"), .leastShare,
      ], gives: expect, "every date lies between two dates, both included",
      details: "For columns of dates. A date without a time of day is its midnight.", example: Self.dateExample
    ) { call in
      let (low, high): (Instant, Instant) = (try call.object("low"), try call.object("high"))
      return .object(
        try call.receiver(as: Expect.self).isBetween(low, high, atLeast: call.double("atLeast")))
    }
    word(
      .method(of: expect), "isFresh",
      [
        Parameter(
          "days", .double, unit: "days", "how old the latest date may be", rules: [.within(Expect.validDays, "days")]),
        Parameter(
          "before", .either([.string, .of(Instant.self)]), "the day that it is held against: a date, or `2013-07-01`",
          rules: [.isoDate]),
      ], gives: expect, "the latest date lies at most so many days before a day",
      details: """
        The day is given rather than read from a clock, so that the same table is judged the same tomorrow. A latest \
        date behind that day breaks it as well. A column without a date is not fresh.
        """, example: Self.dateExample
    ) { call in
      .object(
        try call.receiver(as: Expect.self).isFresh(days: call.double("days"), before: call.date("before")))
    }
  }

  private mutating func addTotalExpectations() {
    let expect = ValueType.of(Expect.self)
    let bounds = { (figure: String) in
      [
        Parameter(unlabelled: "low", .double, unit: "that of the column", "the lowest \(figure) that is allowed"),
        Parameter(
          unlabelled: "high", .double, unit: "that of the column", "the highest \(figure) that is allowed",
          rules: [.notBelow("low")]),
      ]
    }
    word(
      .method(of: expect), "meanIsBetween", bounds("mean"), gives: expect,
      "the mean of the values lies between two numbers, both included",
      details: """
        Of truth values, the share that is true. Missing values do not count; a column without a value has no mean, \
        and breaks it.
        """, example: Self.example
    ) { call in
      .object(try call.receiver(as: Expect.self).meanIsBetween(call.double("low"), call.double("high")))
    }
    word(
      .method(of: expect), "sumIsBetween", bounds("sum"), gives: expect,
      "the sum of the values lies between two numbers, both included",
      details: "Missing values do not count; the sum of no value is 0.", example: Self.example
    ) { call in
      .object(try call.receiver(as: Expect.self).sumIsBetween(call.double("low"), call.double("high")))
    }
  }

  private mutating func addRowExpectations() {
    let expression = ValueType.of(Expression.self)
    word(
      .initializer, "Expect",
      [
        Parameter("every", expression, "what holds between the columns of a row", rules: [.condition]),
        Parameter(
          "where", .optional(expression), default: .nil, "the rows that it is about; nil for all",
          rules: [.condition]),
        Parameter(
          "atLeast", .double, default: .double(1), unit: "share from 0 to 1",
          "the least share of rows in which it holds", rules: [.within(.share, "atLeast")]),
      ], gives: .of(Expect.self), "a condition holds in each row, between its columns",
      details: """
        Any condition that a filter takes: `col("dep_time") <= col("arr_time")`. A row in which it is missing \
        satisfies it. Rows that break it are shown with the columns that it names.
        """, example: Self.example
    ) { call in
      .object(
        Expect(
          every: try call.object("every"), where: try call.optional("where"), atLeast: try call.double("atLeast")))
    }
  }

  private mutating func addOutcomes() {
    let example = """
      let rules = flights.validate {
        Expect("distance").isBetween(0, 3_000).severity(.should)
        Expect("origin").isPresent()
      }
      if rules.isMet { note("Fit for use, with \\(rules.warningCount) warnings.") }
      note("\\(rules.metCount) checks hold.")
      """
    property(
      "isMet", of: Validation.self, gives: .bool, "whether everything that must hold does",
      details: "Warnings, which come of `.severity(.should)`, do not count.", example: example
    ) { .bool($0.isMet) }
    property(
      "metCount", of: Validation.self, gives: .int, "how many checks hold",
      details: "Each check counts, also where several stand in one expectation.", example: example
    ) { .int($0.metCount) }
    property(
      "warningCount", of: Validation.self, gives: .int, "how many checks should hold and do not",
      details: "Those of `.severity(.should)`.", example: example
    ) { .int($0.warningCount) }
  }
}
