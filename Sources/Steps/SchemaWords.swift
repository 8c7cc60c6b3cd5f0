import Engine
import Interpreter

/// What later data are expected to be, learned from earlier ones.
extension Registry {
  mutating func addSchemaWords() {
    addSchemas()
    addSchemaChanges()
  }

  private static let example = """
    let expected = split.train.schema()
    expected
    split.test.validate(against: expected)
    """

  private static let changeExample = """
    let relaxed = split.train.schema(columns: features, categories: 50, drift: 0.25)
      .allowing("dep_delay", missing: 0.01, low: -60, high: 2_000)
      .allowing("carrier", categories: ["ZZ"])
      .ignoring(["hour"])
    if split.test.validate(against: relaxed).isMet { note("July is like June.") }
    split.test.validate(against: relaxed).remarks
    """

  private mutating func addSchemas() {
    let table = ValueType.of(Table.self)
    word(
      .method(of: table), "schema",
      [
        Parameter(
          "columns", .optional(.array(.string)), default: .nil, "the columns that later data must have; nil for all"),
        Parameter(
          "categories", .int, default: .int(Schema.mostCategories), unit: "values",
          "how many different strings a closed list may have"),
        Parameter(
          "drift", .double, default: .double(Schema.driftBound), unit: "population stability index",
          "from where on a column has drifted", rules: [.within(.from(0), "drift")]),
      ], gives: .of(Schema.self), "learns what the table's columns are, to hold later data against it",
      details: """
        Of each column: its type; the share of gaps that is still allowed (none where there was none, else twice the \
        share, or a hundredth more where that is more); the categories of strings, where there are few and at most \
        one for ten rows; the range of numbers, wider by a tenth of its width on either side, but not below zero \
        where nothing was; and its distribution. Dates go on, and have no range. A table without rows is an error.
        """, example: Self.example
    ) { call in
      let columns: [String]? = if case .nil = call["columns"] { nil } else { try call.objects("columns") }
      return .object(
        try call.receiver(as: Table.self).schema(
          columns: columns, categories: call.int("categories"), drift: call.double("drift")))
    }
    word(
      .method(of: table), "validate", [Parameter("against", .of(Schema.self), "what the data are expected to be")],
      gives: .of(SchemaCheck.self), "holds the table against a schema and reports what differs",
      details: """
        The anomalies are those of TensorFlow Data Validation: a missing or a new column, another type, too many \
        missing values, new categories, numbers out of range, and drift. Rows are counted, and the first five shown. \
        A drift is told where the population stability index is above the bound and at least thirty rows differ from \
        the reference as chance would have them less than once in a thousand times. New columns and drift are warnings, all others failures.
        """, example: Self.example
    ) { call in .object(try call.receiver(as: Table.self).validate(against: call.object("against"))) }
    property(
      "isMet", of: SchemaCheck.self, gives: .bool, "whether the data are what the schema expects",
      details: "New columns and drift are warnings, which a model may live with.", example: Self.changeExample
    ) { .bool($0.isMet) }
    property(
      "remarks", of: SchemaCheck.self, gives: .array(.string), "what differs, a sentence each",
      details: "In the order of the columns; an empty list where nothing does.", example: Self.changeExample
    ) { .array($0.remarks.map { .string($0) }) }
  }

  private mutating func addSchemaChanges() {
    let schema = ValueType.of(Schema.self)
    word(
      .method(of: schema), "allowing",
      [
        Parameter(unlabelled: "column", .string, "the column's name"),
        Parameter(
          "missing", .optional(.double), default: .nil, unit: "share from 0 to 1",
          "the largest share of rows without a value"),
        Parameter(
          "categories", .optional(.array(.string)), default: .nil, "values that are allowed beside the known ones"),
        Parameter("low", .optional(.double), default: .nil, unit: "that of the column", "the lowest number"),
        Parameter("high", .optional(.double), default: .nil, unit: "that of the column", "the highest number"),
        Parameter(
          "drift", .optional(.double), default: .nil, unit: "population stability index",
          "from where on the column has drifted"),
      ], gives: schema, "the schema with other limits for a column",
      details: """
        What is not given stays as it was learned. The schema itself does not change: name the result, or go on with \
        a dot. Categories are for columns of strings, `low` and `high` for columns of numbers; others are an error.
        """, example: Self.changeExample
    ) { call in
      let categories: [String]? = if case .nil = call["categories"] { nil } else { try call.objects("categories") }
      return .object(
        try call.receiver(as: Schema.self).allowing(
          call.string("column"), missing: call.optional("missing"), categories: categories, low: call.optional("low"),
          high: call.optional("high"), drift: call.optional("drift")))
    }
    word(
      .method(of: schema), "ignoring", [Parameter(unlabelled: "columns", .array(.string), "their names")],
      gives: schema, "the schema without expectations of some columns",
      details: "Nothing is expected of them then, not even that they are there.", example: Self.changeExample
    ) { call in .object(try call.receiver(as: Schema.self).ignoring(call.objects("columns"))) }
  }
}
