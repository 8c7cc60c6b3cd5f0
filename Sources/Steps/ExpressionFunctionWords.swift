import Engine
import Interpreter

/// What is computed from the numbers and strings of a row, and choices between values.
extension Registry {
  mutating func addNumberFunctions() {
    let expression = ValueType.of(Expression.self)
    let example = """
      let logMiles = col("distance").log().rounded(decimals: 1)
      flights.adding("log distance", logMiles).profile(columns: ["log distance"])
      """
    property(
      "magnitude", of: Expression.self, gives: expression, "the number without its sign, row by row",
      details: "Whole numbers stay whole. Missing where the number is.",
      example: """
        percent(flights.share(where: col("arr_delay").magnitude <= 15))
        """
    ) { .object($0.magnitude) }
    let functions: [(name: String, summary: String, details: String, function: @Sendable (Expression) -> Expression)] =
      [
        ("exp", "e to the power of the number, row by row", "Always decimal.", { $0.exp() }),
        (
          "log", "the natural logarithm of the number, row by row",
          "Always decimal; missing where the number is not above zero.", { $0.log() }
        ),
        (
          "squareRoot", "the square root of the number, row by row",
          "Always decimal; missing where the number is below zero.", { $0.squareRoot() }
        ),
      ]
    for (name, summary, details, function) in functions {
      word(.method(of: expression), name, [], gives: expression, summary, details: details, example: example) { call in
        .object(function(try call.receiver(as: Expression.self)))
      }
    }
    word(
      .method(of: expression), "rounded",
      [
        Parameter(
          "decimals", .int, default: .int(0), unit: "digits from 0 to 15", "how many digits stay behind the point",
          rules: [.within(Expression.validDecimals, "decimals")])
      ], gives: expression, "the number rounded, row by row",
      details: "Halves go away from zero. Whole numbers stay as they are.", example: example
    ) { call in .object(try call.receiver(as: Expression.self).rounded(decimals: call.int("decimals"))) }
    word(
      .method(of: expression), "power", [Parameter(unlabelled: "exponent", expression, "a number or a column of them")],
      gives: expression, "the number to a power, row by row",
      details: "Always decimal; missing where the power of a negative number is not a number.",
      example: """
        let squared = flights.adding("squared error", col("dep_delay").power(2))
        number(squared.mean("squared error"))
        """
    ) { call in .object(try call.receiver(as: Expression.self).power(call.object("exponent", as: Expression.self))) }
    word(
      .method(of: expression), "clipped",
      [
        Parameter("from", expression, "the lower limit: a number or a column"),
        Parameter("to", expression, "the upper limit: a number or a column"),
      ], gives: expression, "the number, or the nearer limit where it is outside, row by row",
      details: "Missing where the number or a limit is.",
      example: """
        let mildDelay = col("arr_delay").clipped(from: -30, to: 180)
        let mild = flights.adding("mild delay", mildDelay)
        number(mild.mean("mild delay"))
        """
    ) { call in
      .object(
        try call.receiver(as: Expression.self).clipped(
          from: call.object("from", as: Expression.self), to: call.object("to", as: Expression.self)))
    }
    let extremes: [(name: String, summary: String, function: @Sendable ([Expression]) -> Expression)] = [
      ("least", "the smallest of several values in each row", { least(of: $0) }),
      ("greatest", "the largest of several values in each row", { greatest(of: $0) }),
    ]
    for (name, summary, function) in extremes {
      word(
        .free, name,
        [
          Parameter(
            "of", .array(expression), "columns, numbers or computations, all of one type",
            rules: [.notEmpty("at least one value is compared")])
        ],
        gives: expression, summary, details: "Missing where one of them is. Whole and decimal numbers mix.",
        example: """
          let both = [col("dep_delay"), col("arr_delay")]
          let ends = flights.adding("better", least(of: both))
            .adding("worse", greatest(of: both))
          ends.profile(columns: ["better", "worse"])
          """
      ) { call in .object(function(try call.objects("of"))) }
    }
  }

  mutating func addTextFunctions() {
    let expression = ValueType.of(Expression.self)
    let example = """
      let tidy = col("origin").trimmed().lowercased()
        .replacing("jfk", with: "kennedy").uppercased()
      flights.adding("airport", tidy).profile(columns: ["airport"])
      """
    let functions: [(name: String, summary: String, function: @Sendable (Expression) -> Expression)] = [
      ("lowercased", "the string in lower case, row by row", { $0.lowercased() }),
      ("uppercased", "the string in upper case, row by row", { $0.uppercased() }),
      ("trimmed", "the string without white space at its ends, row by row", { $0.trimmed() }),
    ]
    for (name, summary, function) in functions {
      word(
        .method(of: expression), name, [], gives: expression, summary,
        details: "Missing where the string is. Of anything but strings it is an error.", example: example
      ) { call in .object(function(try call.receiver(as: Expression.self))) }
    }
    word(
      .method(of: expression), "replacing",
      [
        Parameter(unlabelled: "part", .string, "what is looked for, as it is written"),
        Parameter("with", .string, "what stands there instead"),
      ], gives: expression, "the string with every occurrence of a part replaced, row by row",
      details: "An empty part occurs nowhere. Of anything but strings it is an error.", example: example
    ) { call in
      .object(try call.receiver(as: Expression.self).replacing(call.string("part"), with: call.string("with")))
    }
    property(
      "length", of: Expression.self, gives: expression, "how many characters the string has, row by row",
      details: "A whole number. Of anything but strings it is an error.",
      example: """
        percent(all.share(where: col("dest").length == 3))
        """
    ) { .object($0.length) }
    let tests: [(name: String, summary: String, test: @Sendable (Expression, String) -> Expression)] = [
      ("contains", "whether a part occurs in the string, row by row", { $0.contains($1) }),
      ("hasPrefix", "whether the string begins with a part, row by row", { $0.hasPrefix($1) }),
      ("hasSuffix", "whether the string ends with a part, row by row", { $0.hasSuffix($1) }),
    ]
    for (name, summary, test) in tests {
      word(
        .method(of: expression), name, [Parameter(unlabelled: "part", .string, "as it is written, case and all")],
        gives: expression, summary, details: "Missing where the string is. Of anything but strings it is an error.",
        example: """
          percent(all.share(where: col("dest").\(name)(\"B\")))
          """
      ) { call in .object(test(try call.receiver(as: Expression.self), try call.string("part"))) }
    }
    for unit in Expression.DateUnit.allCases {
      property(
        unit.member, of: Expression.self, gives: expression,
        unit == .day ? "midnight before each row's moment" : "the first day of each row's \(unit.rawValue)",
        details: "A date, in UTC; weeks start on Monday. Of anything but a date it is an error.",
        example: """
          flights.adding("period", col("date").\(unit.member)).profile(columns: ["period"])
          """
      ) { .object(Expression.startOf(unit, $0)) }
    }
  }

  mutating func addChoices() {
    let expression = ValueType.of(Expression.self)
    word(
      .free, "when",
      [
        Parameter(unlabelled: "condition", expression, "true or false for each row", rules: [.condition]),
        Parameter("then", expression, "the value where it is true"),
        Parameter("otherwise", expression, "the value where it is false; one of the same type", synonyms: ["else"]),
      ], gives: expression, "one value where a condition holds, another where it does not",
      details: """
        Missing where the condition is. Whole and decimal numbers give decimals. A chain of choices is one inside \
        another: `when(…, then: …, otherwise: when(…))`.
        """,
      example: """
        let daytime = when(col("hour") < 12, then: "morning", otherwise: "later")
        flights.adding("daytime", daytime).profile(columns: ["daytime"])
        """
    ) { call in
      .object(
        Expression.when(
          try call.object("condition"), then: try call.object("then"), otherwise: try call.object("otherwise")))
    }
    word(
      .method(of: expression), "filled",
      [Parameter("with", expression, "the value, or a column, for rows that have none", synonyms: ["value"])],
      gives: expression, "the value, and where it is missing another one",
      details: "Of the same type; whole and decimal numbers mix.",
      example: """
        let known = all.adding("delay or 0", col("dep_delay").filled(with: 0))
        number(known.mean("delay or 0"))
        """
    ) { call in .object(try call.receiver(as: Expression.self).filled(with: call.object("with", as: Expression.self))) }
  }
}
