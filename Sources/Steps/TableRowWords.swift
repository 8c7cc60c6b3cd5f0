import Engine
import Interpreter

/// Which rows and columns of a table go on, and in which order.
extension Registry {
  mutating func addTableRowWords() {
    addRowWords()
    addColumnNameWords()
  }

  private mutating func addRowWords() {
    let table = ValueType.of(Table.self)
    word(
      .method(of: table), "sorted",
      [
        Parameter(
          "by", .array(.string), "columns, the first of which decides first",
          rules: [.notEmpty("at least one column gives the order")], synonyms: ["on"]),
        Parameter(
          "descending", .bool, default: .bool(false), "whether the largest values come first", synonyms: ["reverse"]),
      ], gives: table, "the rows in the order of some columns",
      details: """
        Missing values come last either way, and rows that are equal keep their order. Strings stand in Swift's order, \
        `false` before `true`.
        """,
      example: """
        let latest = flights.sorted(by: ["arr_delay"], descending: true).prefix(5)
        latest.selecting(["date", "carrier", "dest", "arr_delay"])
        """
    ) { call in
      .object(try call.receiver(as: Table.self).sorted(by: call.objects("by"), descending: call.bool("descending")))
    }
    word(
      .method(of: table), "prefix", [Parameter(unlabelled: "rows", .int, unit: "rows", "how many")], gives: table,
      "the first rows", details: "All of them where there are not as many; none for 0 or less.",
      example: """
        flights.prefix(3)
        """
    ) { call in .object(try call.receiver(as: Table.self).prefix(call.int("rows"))) }
    word(
      .method(of: table), "distinct",
      [
        Parameter(
          "by", .array(.string), default: .array([]), "the columns whose values are compared; none for all of them",
          synonyms: ["on", "subset"])
      ], gives: table, "the first row of each that share their values",
      details: "In the table's order. A missing value equals another missing one.",
      example: """
        let routes = flights.distinct(by: ["origin", "dest"])
        note("\\(routes.rowCount) routes were flown.")
        """
    ) { call in .object(try call.receiver(as: Table.self).distinct(by: call.objects("by"))) }
    word(
      .method(of: table), "sampled",
      [
        Parameter(
          unlabelled: "rows", .int, unit: "rows", "how many; no more than there are",
          rules: [.within(Table.validSample, "rows")]),
        Parameter("seed", .int, default: .int(1), unit: "any whole number", "another seed draws other rows"),
      ], gives: table, "rows drawn at random, without replacement",
      details: "They keep the table's order. The same seed draws the same rows of the same table, on every machine.",
      example: """
        number(flights.sampled(500, seed: 7).mean("arr_delay"))
        """
    ) { call in .object(try call.receiver(as: Table.self).sampled(call.int("rows"), seed: call.int("seed"))) }
  }

  private mutating func addColumnNameWords() {
    let table = ValueType.of(Table.self)
    let example = """
      let short = flights.renaming("arr_delay", to: "late by")
        .removing(["flight"])
      short.columnNames
      """
    word(
      .method(of: table), "renaming",
      [
        Parameter(unlabelled: "column", .string, "its name"),
        Parameter("to", .string, "what it is called from now on; a name that is taken is an error"),
      ], gives: table, "the table with one column under another name", details: "The column keeps its place.",
      example: example
    ) { call in .object(try call.receiver(as: Table.self).renaming(call.string("column"), to: call.string("to"))) }
    word(
      .method(of: table), "removing", [Parameter(unlabelled: "columns", .array(.string), "their names")], gives: table,
      "the table without some columns", details: "A name that the table does not have is an error.", example: example
    ) { call in .object(try call.receiver(as: Table.self).removing(call.objects("columns"))) }
  }
}
