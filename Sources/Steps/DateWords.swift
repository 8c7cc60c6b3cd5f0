import Engine
import Interpreter

/// Days and lengths of time as values.
extension Registry {
  mutating func addDateWords() {
    addDates()
    addWeeks()
    addDurationWords()
  }

  private mutating func addDates() {
    let date = ValueType.of(Instant.self)
    word(
      .initializer, "Date",
      [Parameter("iso", .string, "a day, or a moment of one, as ISO 8601 writes it", rules: [.isoDate])],
      gives: date,
      "a day by its text: 2013-07-01",
      details: """
        With or without a time of day (`2013-07-01T09:30`), in UTC. Dates compare with `<` and `==`, and stand beside \
        a column of dates: `col("date") >= Date(iso: "2013-07-01")`.
        """,
      example: """
        Date(iso: "2013-07-01").weekday
        """
    ) { call in .object(try Instant(iso: call.string("iso"))) }
    for part in DatePart.allCases {
      property(
        part.rawValue, of: Instant.self, gives: .int, part.meaning, details: "Of the day in UTC.",
        example: "Date(iso: \"2013-07-01\").\(part)"
      ) { .int(part.of($0)) }
    }
    property(
      "week", of: Instant.self, gives: .string, "the ISO week, written 2013-W27",
      details: "Weeks start on Monday; the first week of a year holds its first Thursday (ISO 8601).",
      example: "Date(iso: \"2013-07-01\").week"
    ) { .string($0.week) }
    word(
      .method(of: date), "adding", [Parameter("days", .int, unit: "days", "how many, negative for earlier")],
      gives: date,
      "so many days later", details: "Outside the years 1 to 9999 it is an error.",
      example: "Date(iso: \"2013-07-01\").adding(days: 30)"
    ) { call in .object(try call.receiver(as: Instant.self).adding(days: call.int("days"))) }
    word(
      .method(of: date), "days", [Parameter("since", date, "the other day")], gives: .int,
      "whole days from another day to this one", details: "Negative where the other one is later.",
      example: "Date(iso: \"2013-07-31\").days(since: Date(iso: \"2013-07-01\"))"
    ) { call in .int(try call.receiver(as: Instant.self).days(since: call.object("since"))) }
  }

  private mutating func addWeeks() {
    let date = ValueType.of(Instant.self)
    let week = Parameter("week", .string, "an ISO week, written 2013-W27", rules: [.isoWeek])
    word(
      .free, "startOf", [week], gives: date, "the Monday of an ISO week",
      details: "A year's week 53 is there only in long years.",
      example: "startOf(week: \"2013-W27\")"
    ) { call in .object(try startOf(week: call.string("week"))) }
    word(
      .free, "endOf", [week], gives: date, "the Sunday of an ISO week",
      details: "A year's week 53 is there only in long years.",
      example: "flights.filter(col(\"date\") <= endOf(week: \"2013-W27\")).rowCount"
    ) { call in .object(try endOf(week: call.string("week"))) }
    word(
      .method(of: .of(Expression.self)), "within",
      [
        Parameter("weeks", .int, unit: "weeks", "how many", rules: [.within(Expression.validWeeks, "weeks")]),
        Parameter("before", date, "the last day of them"),
      ],
      gives: .of(Expression.self), "whether a date lies in the weeks that end with a day",
      details: "The day itself belongs to them; the day that many weeks before it does not.",
      example: """
        flights.filter(
          col("date").within(weeks: 4, before: endOf(week: "2013-W30"))
        ).rowCount
        """
    ) { call in
      .object(try call.receiver(as: Expression.self).within(weeks: call.int("weeks"), before: call.object("before")))
    }
  }

  private mutating func addDurationWords() {
    let duration = ValueType.of(Duration.self)
    let example = """
      let limit = Duration.milliseconds(250)
      limit * 4.0 + .seconds(2)
      """
    let details = "A length of time is shown in seconds. One beyond 1e15 seconds is an error."
    for (symbol, combine) in [
      ("+", { @Sendable (a: Duration, b: Duration) in a + b }), ("-", { @Sendable a, b in a - b }),
    ] {
      word(
        .infix, symbol,
        [Parameter(unlabelled: "a", duration, "a length of time"), Parameter(unlabelled: "b", duration, "another")],
        gives: duration, symbol == "+" ? "two lengths of time together" : "what is left of a length of time",
        details: details,
        example: example
      ) { call in
        let (a, b): (Duration, Duration) = (try call.object("a"), try call.object("b"))
        try checkLength(a / .seconds(1) + abs(b / .seconds(1)))
        return .object(combine(a, b))
      }
    }
    word(
      .infix, "*",
      [
        Parameter(unlabelled: "a", duration, "a length of time"),
        Parameter(unlabelled: "b", .double, unit: "times", "how often"),
      ],
      gives: duration, "a length of time, so often", details: details, example: example
    ) { call in
      let (a, b): (Duration, Double) = (try call.object("a"), try call.double("b"))
      try checkLength(a / .seconds(1) * b)
      return .object(a * b)
    }
    word(
      .infix, "/",
      [Parameter(unlabelled: "a", duration, "a length of time"), Parameter(unlabelled: "b", duration, "another")],
      gives: .double, "how often one length of time goes into another",
      details: "So a length of time becomes a number: `x / .seconds(1)`. Division by zero is an error.",
      example: "Duration.seconds(90) / .minutes(1)"
    ) { call in
      let (a, b): (Duration, Duration) = (try call.object("a"), try call.object("b"))
      guard b != .zero else { throw CallError("division by zero") }
      return .double(a / b)
    }
  }
}

/// A length of time beyond what a `Duration` holds would trap.
private func checkLength(_ seconds: Double) throws {
  guard abs(seconds) < 1e15 else { throw CallError("this length of time is beyond 1e15 seconds") }
}
