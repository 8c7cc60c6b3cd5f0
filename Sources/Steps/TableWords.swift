import Engine
import Interpreter

/// Tables: how they are narrowed, widened and summed up.
extension Registry {
  mutating func addTableWords() {
    addTableChanges()
    addTableFigures()
  }

  private mutating func addTableChanges() {
    let table = ValueType.of(Table.self)
    let expression = ValueType.of(Expression.self)
    word(
      .method(of: table), "filter",
      [
        Parameter(
          unlabelled: "condition", expression, "true or false for each row, such as `col(\"hour\") < 6`",
          rules: [.condition])
      ],
      gives: table, "the rows where a condition holds",
      details: """
        Rows in which the condition is missing are left out, as those in which it is false. The new table is a view: \
        columns are copied only when something asks for them.
        """,
      example: """
        let early = flights.filter(col("hour") < 7)
        note("\\(early.rowCount) flights leave before seven.")
        """
    ) { call in .object(try call.receiver(as: Table.self).filter(call.object("condition"))) }
    word(
      .method(of: table), "adding",
      [
        Parameter(unlabelled: "name", .string, "what the new column is called; a name that is taken is an error"),
        Parameter(unlabelled: "column", expression, "how each row's value is computed"),
      ],
      gives: table, "the table with one more column, computed from the others",
      details: "The table itself does not change: name the result, or go on with a dot.",
      example: """
        let timed = flights.adding("catchUp", col("dep_delay") - col("arr_delay"))
        note("Minutes made up in the air: \\(number(timed.mean("catchUp")))")
        """
    ) { call in
      .object(try call.receiver(as: Table.self).adding(call.string("name"), call.object("column")))
    }
    word(
      .method(of: table), "selecting",
      [Parameter(unlabelled: "columns", .array(.string), "their names, in the order that the new table has")],
      gives: table, "only the named columns, in the given order",
      details: "A name that the table does not have is an error, and so is one that is given twice.",
      example: """
        flights.selecting(["carrier", "origin", "late"])
        """
    ) { call in .object(try call.receiver(as: Table.self).selecting(call.objects("columns"))) }
  }

  private mutating func addTableFigures() {
    let table = ValueType.of(Table.self)
    property(
      "rowCount", of: Table.self, gives: .int, "how many rows there are",
      details: "Of a filtered table, the rows that are left.",
      example: """
        note("\\(all.rowCount - flights.rowCount) flights landed elsewhere or nowhere.")
        """
    ) { .int($0.rowCount) }
    property(
      "columnNames", of: Table.self, gives: .array(.string), "the names of the columns, in their order",
      details: "In the order of the file; columns that were added stand behind.",
      example: """
        flights.selecting(["carrier", "origin", "late"]).columnNames
        """
    ) { .array($0.columnNames.map { .string($0) }) }
    word(
      .method(of: table), "mean", [Parameter(unlabelled: "column", .string, "its name")], gives: .double,
      "the mean of a column, or the share of it that is true",
      details: """
        Rows without a value do not count. A column of strings or dates has no mean, nor has one without any value: \
        both are errors.
        """,
      example: """
        note("On average \\(number(flights.mean("arr_delay"))) minutes late.")
        """
    ) { call in .double(try call.receiver(as: Table.self).mean(call.string("column"))) }
    word(
      .method(of: table), "share",
      [
        Parameter(
          "where", .of(Expression.self), "true or false for each row", rules: [.condition], synonyms: ["of", "filter"])
      ],
      gives: .double,
      "the share of rows where a condition holds, from 0 to 1",
      details: "Of all rows, also of those in which the condition is missing. A table without rows is an error.",
      example: """
        percent(flights.share(where: col("origin") == "JFK"))
        """
    ) { call in .double(try call.receiver(as: Table.self).share(where: call.object("where"))) }
  }
}
