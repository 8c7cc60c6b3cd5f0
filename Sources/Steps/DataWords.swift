import Engine
import Interpreter

extension Registry {
  mutating func addDataWords(_ session: Session) {
    addTableWords(session)
    addExpectationWords()
  }

  private mutating func addTableWords(_ session: Session) {
    let table = ValueType.of(Table.self)
    let expression = ValueType.of(Expression.self)
    word(
      .initializer, "Table", [Parameter("csv", .string), Parameter("delimiter", .string, default: .string(","))],
      gives: table, "reads a CSV file, gzipped or not; the types of its columns are inferred"
    ) { call in
      let file = try session.bytes(at: call.string("csv"))
      guard let delimiter = try call.string("delimiter").first, try call.string("delimiter").count == 1 else {
        throw CallError("a delimiter is one character", subject: try call.string("delimiter"))
      }
      let table = try CSVReader(delimiter: delimiter).table(from: file)
      session.record(file, rows: table.rowCount)
      return .object(table)
    }
    word(
      .method(of: table), "filter", [Parameter(unlabelled: "condition", expression)], gives: table,
      "the rows where a condition holds"
    ) { call in .object(try call.receiver(as: Table.self).filter(call.object("condition"))) }
    word(
      .method(of: table), "adding",
      [Parameter(unlabelled: "name", .string), Parameter(unlabelled: "column", expression)],
      gives: table, "the table with one more column, computed from the others"
    ) { call in
      .object(try call.receiver(as: Table.self).adding(call.string("name"), call.object("column")))
    }
    word(
      .method(of: table), "selecting", [Parameter(unlabelled: "columns", .array(.string))], gives: table,
      "only the named columns"
    ) { call in .object(try call.receiver(as: Table.self).selecting(call.objects("columns"))) }
    property("rowCount", of: Table.self, gives: .int, "how many rows there are") { .int($0.rowCount) }
    property("columnNames", of: Table.self, gives: .array(.string), "the names of the columns") {
      .array($0.columnNames.map { .string($0) })
    }
    word(
      .method(of: table), "mean", [Parameter(unlabelled: "column", .string)], gives: .double,
      "the mean of a column's values; of truth values, the share that is true"
    ) { call in .double(try call.receiver(as: Table.self).mean(call.string("column"))) }
    word(
      .method(of: table), "share", [Parameter("where", expression)], gives: .double,
      "the share of rows where a condition holds, from 0 to 1"
    ) { call in .double(try call.receiver(as: Table.self).share(where: call.object("where"))) }
    word(
      .method(of: table), "profile",
      [
        Parameter("target", .optional(.string), default: .nil),
        Parameter("columns", .optional(.array(.string)), default: .nil),
      ], gives: .of(Profile.self), "counts, moments, quantiles and the shape of the columns"
    ) { call in
      let columns: [String]? = if case .nil = call["columns"] { nil } else { try call.objects("columns") }
      return .object(
        try call.receiver(as: Table.self).profile(target: try call.optional("target"), columns: columns))
    }
    word(
      .method(of: table), "split", [Parameter("on", .string), Parameter("at", .string)], gives: .of(Split.self),
      "cuts by time: rows before a date are for training, the others for testing"
    ) { call in .object(try call.receiver(as: Table.self).split(on: call.string("on"), at: call.string("at"))) }
    property("train", of: Split.self, gives: table, "the rows to learn from") { .object($0.train) }
    property("test", of: Split.self, gives: table, "the rows to judge on") { .object($0.test) }
  }

  private mutating func addExpectationWords() {
    let expect = ValueType.of(Expect.self)
    word(
      .method(of: .of(Table.self)), "validate", [Parameter("expectations", .block(of: [expect]))],
      gives: .of(Validation.self), "checks every expectation and reports each"
    ) { call in .object(try call.receiver(as: Table.self).validate(call.objects("expectations"))) }
    word(.initializer, "Expect", [Parameter(unlabelled: "column", .string)], gives: expect, "what a column must be") {
      call in .object(Expect(try call.string("column")))
    }
    word(
      .initializer, "Expect", [Parameter("unique", .array(.string))], gives: expect,
      "no two rows share the values of these columns"
    ) { call in .object(Expect(unique: try call.objects("unique"))) }
    word(
      .initializer, "Expect", [Parameter("rowCount", .range)], gives: expect, "the table has between so many rows"
    ) { call in
      let range: Range<Int> = try call.object("rowCount")
      guard !range.isEmpty else { throw CallError("this range holds no number") }
      return .object(Expect(rowCount: range.lowerBound...range.upperBound - 1))
    }
    word(
      .method(of: expect), "isPresent", [Parameter("atLeast", .double, default: .double(1))], gives: expect,
      "at least this share of rows has a value"
    ) { call in
      let share = try call.double("atLeast")
      guard share >= 0, share <= 1 else { throw CallError("atLeast is a share from 0 to 1") }
      return .object(try call.receiver(as: Expect.self).isPresent(atLeast: share))
    }
    word(
      .method(of: expect), "isBetween",
      [Parameter(unlabelled: "low", .double), Parameter(unlabelled: "high", .double)],
      gives: expect, "every value lies between two numbers, both included"
    ) { call in
      let (low, high) = (try call.double("low"), try call.double("high"))
      guard low <= high else { throw CallError("the lower bound comes first") }
      return .object(try call.receiver(as: Expect.self).isBetween(low, high))
    }
    word(
      .method(of: expect), "isOne", [Parameter("of", .array(.string))], gives: expect, "every value is one of these"
    ) { call in .object(try call.receiver(as: Expect.self).isOne(of: try call.objects("of"))) }
  }
}
