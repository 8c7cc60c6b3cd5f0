import Engine
import Interpreter

/// Two tables made one.
extension Registry {
  mutating func addJoiningWords() {
    addJoins()
    let table = ValueType.of(Table.self)
    word(
      .method(of: table), "stacked", [Parameter("with", table, "the table whose rows come below", synonyms: ["on"])],
      gives: table, "the rows of two tables below each other",
      details: """
        Both have the same columns, in any order; the first table's order stays. Whole and decimal numbers give decimals. \
        A column that is in one table alone is an error.
        """,
      example: """
        let spring = flights.filter(col("month") <= 3)
        let autumnFlights = flights.filter(col("month") >= 10)
        spring.stacked(with: autumnFlights).rowCount
        """
    ) { call in .object(try call.receiver(as: Table.self).stacked(with: call.object("with"))) }
  }

  private mutating func addJoins() {
    let (table, kind) = (ValueType.of(Table.self), ValueType.of(JoinKind.self))
    let example = """
      let usualDelays = split.train.grouped(by: ["carrier"]) {
        Aggregate("usual delay", .mean, of: "arr_delay")
      }
      let compared = split.test.joined(with: usualDelays, on: "carrier", kind: .left)
      compared.profile(columns: ["arr_delay", "usual delay"])
      """
    word(
      .method(of: table), "joined",
      [
        Parameter("with", table, "the other table"),
        Parameter(
          "on", .either([.string, .array(.string)]), "the column, or columns, that must be the same in both",
          rules: [.notEmpty("at least one column is shared")]),
        Parameter("kind", kind, default: .object(JoinKind.inner), "which rows stay", synonyms: ["how", "keeping"]),
      ], gives: table, "each row beside the rows of another table that share its values",
      details: """
        In this table's order; a row that matches several is there several times, and a warning tells by how much the \
        rows have grown. A missing value matches nothing. \
        Columns of the other table whose names are taken end in `_right`.
        """, example: example
    ) { call in
      let names: [String] = if case .string(let name) = call["on"] { [name] } else { try call.objects("on") }
      return call.warned(
        of: try call.receiver(as: Table.self).joined(with: call.object("with"), on: names, kind: call.object("kind")))
    }
    member(
      "inner", JoinKind.inner, "only rows that have a match",
      details: "Rows of either table without one are left out.", example: example)
    member(
      "left", JoinKind.left, "all rows of the table that is joined with another",
      details: "Where nothing matches, the other table's columns are missing.", example: example)
    word(
      .method(of: table), "joined",
      [
        Parameter("asOf", .string, "the column of dates, or numbers, that both tables have"),
        Parameter("with", table, "the other table; its rows need not be in order"),
        Parameter(
          "by", .array(.string), default: .array([]), "columns whose values must be the same as well",
          synonyms: ["group"]),
        Parameter(
          "within", .optional(.of(Duration.self)), default: .nil, "how old the match may be, of dates; nil for any age",
          synonyms: ["tolerance"]),
      ], gives: table, "each row beside the latest row of another table that is not later",
      details: """
        What was known at that time, and nothing from the future: prices, weather, the state of a machine. All rows \
        stay; where nothing matches, the other table's columns are missing. Columns whose names are taken end in \
        `_right`.
        """,
      example: """
        let storms = flights.grouped(by: ["date"]) {
          Aggregate("worst of the day", .maximum, of: "dep_delay")
        }
        let informed = flights.joined(asOf: "date", with: storms, within: .hours(24))
        informed.profile(columns: ["worst of the day"])
        """
    ) { call in
      .object(
        try call.receiver(as: Table.self).joined(
          asOf: call.string("asOf"), with: call.object("with"), by: call.objects("by"),
          within: call.optional("within")))
    }
  }
}
