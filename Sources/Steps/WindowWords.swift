import Engine
import Interpreter

/// What a row is given that other rows decide as well: those before it in the table, or in its group.
extension Registry {
  private static let groups = Parameter(
    "by", .array(.string), default: .array([]),
    "columns whose values together name the group of a row; none for the whole table",
    synonyms: ["group", "groups", "groupBy", "partitionBy"])

  private static let order = """
    In the table's order: sort it first where that matters. With `by:` only rows of the same group count; rows without a \
    value there are one group.
    """

  mutating func addWindows() {
    addShifts()
    addRolling()
    addPlaces()
  }

  private mutating func addShifts() {
    let expression = ValueType.of(Expression.self)
    let example = """
      let previous = flights.sorted(by: ["carrier", "date"])
        .adding("before", col("dep_delay").lag(1, by: ["carrier"]))
        .adding("after", col("dep_delay").lead(1, by: ["carrier"]))
      previous.profile(columns: ["before", "after"])
      """
    let shifts: [(name: String, summary: String, shift: @Sendable (Expression, Int, [String]) -> Expression)] = [
      ("lag", "the value so many rows before", { $0.lag($1, by: $2) }),
      ("lead", "the value so many rows after", { $0.lead($1, by: $2) }),
    ]
    for (name, summary, shift) in shifts {
      word(
        .method(of: expression), name,
        [
          Parameter(
            unlabelled: "rows", .int, default: .int(1), unit: "rows", "how many",
            rules: [.within(Expression.validWindow, "rows")]), Self.groups,
        ], gives: expression, summary, details: "Missing where there is no such row. \(Self.order)", example: example
      ) { call in
        .object(shift(try call.receiver(as: Expression.self), try call.int("rows"), try call.objects("by")))
      }
    }
  }

  private mutating func addRolling() {
    let expression = ValueType.of(Expression.self)
    let example = """
      let recent = flights.sorted(by: ["date"])
        .adding("recent delay", col("dep_delay").rollingMean(rows: 50, atLeast: 10))
        .adding("recent worst", col("dep_delay").rollingMaximum(rows: 50, atLeast: 9))
        .adding("recent best", col("dep_delay").rollingMinimum(rows: 50, atLeast: 10))
        .adding("recent miles", col("distance").rollingSum(rows: 50, by: ["carrier"]))
        .adding("recent count", col("dep_delay").rollingCount(rows: 50))
      recent.profile(columns: ["recent delay", "recent worst", "recent miles"])
      """
    let rows = Parameter(
      "rows", .int, unit: "rows", "how many of the last rows count, this one among them",
      rules: [.within(Expression.validWindow, "rows")], synonyms: ["window", "size"])
    let least = Parameter(
      "atLeast", .optional(.int), default: .nil, unit: "rows",
      "how many of them must have a value, else the result is missing; nil for all", synonyms: ["minPeriods"])
    typealias Rolling = @Sendable (Expression, Int, Int?, [String]) -> Expression
    let figures: [(name: String, summary: String, roll: Rolling)] = [
      ("rollingMean", "the mean of the last values", { $0.rollingMean(rows: $1, atLeast: $2, by: $3) }),
      ("rollingSum", "the sum of the last values", { $0.rollingSum(rows: $1, atLeast: $2, by: $3) }),
      ("rollingMinimum", "the smallest of the last values", { $0.rollingMinimum(rows: $1, atLeast: $2, by: $3) }),
      ("rollingMaximum", "the largest of the last values", { $0.rollingMaximum(rows: $1, atLeast: $2, by: $3) }),
    ]
    for (name, summary, roll) in figures {
      word(
        .method(of: expression), name, [rows, least, Self.groups], gives: expression, summary, details: Self.order,
        example: example
      ) { call in
        .object(
          roll(
            try call.receiver(as: Expression.self), try call.int("rows"), try call.optional("atLeast"),
            try call.objects("by")))
      }
    }
    word(
      .method(of: expression), "rollingCount", [rows, Self.groups], gives: expression,
      "how many of the last rows have a value", details: Self.order, example: example
    ) { call in
      .object(try call.receiver(as: Expression.self).rollingCount(rows: call.int("rows"), by: call.objects("by")))
    }
    word(
      .method(of: expression), "cumulativeSum", [Self.groups], gives: expression,
      "the sum of all values up to this row",
      details: "Missing where the row's value is, which the next rows pass over. \(Self.order)",
      example: """
        let milesSoFar = col("distance").cumulativeSum(by: ["carrier"])
        let flown = flights.adding("miles so far", milesSoFar)
        flown.profile(columns: ["miles so far"])
        """
    ) { call in .object(try call.receiver(as: Expression.self).cumulativeSum(by: call.objects("by"))) }
  }

  private mutating func addPlaces() {
    let expression = ValueType.of(Expression.self)
    let example = """
      let place = col("arr_delay").rank(descending: true, by: ["carrier"])
      let placed = flights.adding("place", place)
        .adding("flight of the day", rowNumber(by: ["date"]))
      placed.filter(col("place") == 1).rowCount
      """
    word(
      .method(of: expression), "rank",
      [
        Parameter("descending", .bool, default: .bool(false), "whether the largest value has place 1"), Self.groups,
      ], gives: expression, "the place of the value among all, from 1",
      details: "Equal values share the best place; missing where the value is. With `by:`, within the group.",
      example: example
    ) { call in
      .object(
        try call.receiver(as: Expression.self).rank(descending: call.bool("descending"), by: call.objects("by")))
    }
    word(
      .free, "rowNumber", [Self.groups], gives: expression, "the number of the row, from 1", details: Self.order,
      example: example
    ) { call in .object(rowNumber(by: try call.objects("by"))) }
  }
}
