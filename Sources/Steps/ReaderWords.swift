import Engine
import Interpreter

/// Tables read from files, and written beside the report.
extension Registry {
  mutating func addReaderWords(_ session: Session) {
    addCSV(session)
    addColumnTypes()
    addEncodings()
    addJSONLines(session)
    addDatabases(session)
    addWriters(session)
  }

  private func file(_ label: String, of session: Session, _ meaning: String, synonyms: [String]) -> Parameter {
    Parameter(label, .string, meaning, rules: [.file(of: session)], synonyms: synonyms)
  }

  private mutating func addCSV(_ session: Session) {
    let words = CSVReader.usualNullWords.map { Value.string($0) }
    word(
      .initializer, "Table",
      [
        file(
          "csv", of: session, "the file's path, from the notebook's own folder",
          synonyms: ["path", "file", "contentsOf", "contentsOfCSVFile", "url", "from", "named", "tsv"]),
        Parameter(
          "delimiter", .optional(.string), default: .nil,
          "what separates the fields: one character; nil for a tab in files named .tsv, else a comma",
          synonyms: ["separator", "sep", "delim"]),
        Parameter(
          "quote", .optional(.string), default: .string("\""),
          "what fields stand in that hold a delimiter; nil where quotes are plain characters", synonyms: ["quotechar"]),
        Parameter(
          "header", .bool, default: .bool(true), "whether the first line names the columns", synonyms: ["hasHeader"]),
        Parameter(
          "names", .array(.string), default: .array([]), "the columns' names, in place of the header's",
          synonyms: ["columns", "columnNames"]),
        Parameter(
          "types", .dictionary(key: .string, value: .of(ColumnType.self)), default: .dictionary([:]),
          "the types of columns that are not to be inferred: `[\"zip\": .string]`", synonyms: ["dtype", "schema"]),
        Parameter(
          "missing", .array(.string), default: .array(words),
          "the words that stand for no value; an empty field always does",
          synonyms: ["nullWords", "nulls", "naValues", "na_values", "null_values"]),
        Parameter(
          "encoding", .of(TextEncoding.self), default: .object(TextEncoding.utf8),
          "how the file's characters are written"),
      ],
      gives: .of(Table.self), "reads a CSV file, gzipped or not, and infers its columns' types",
      details: """
        The file is delimited text (RFC 4180) with a header line. A column holds whole numbers if all of its \
        values are, else decimals, else dates (`2013-07-01`, with or without a time), else truth values, else strings; \
        no row's place matters. A column that would hold numbers but for a few values is pointed out.

        A type that is declared stays: values that do not fit it count as missing, and a warning tells how many there \
        are and where the first one stands. A column declared `.bool` also reads 1 and 0, yes and no.

        Only files in the project's folder can be read. The report's footer names every file with its SHA-256. \
        A record with too few or too many fields is an error that names its row.
        """,
      example: """
        let sample = Table(csv: "data/reference.csv")
        sample
        let coded = Table(
          csv: "data/reference.csv", types: ["flight": .string, "hour": .double],
          missing: ["NA", "-"])
        coded.profile(columns: ["flight", "hour"])
        """
    ) { call in
      var reader = CSVReader()
      reader.delimiter = try CSVReader.character(call.optional("delimiter"), "a delimiter")
      reader.quote = try CSVReader.character(call.optional("quote"), "a quote")
      reader.hasHeader = try call.bool("header")
      reader.names = try call.objects("names")
      reader.types = try call.dictionary("types")
      reader.nullWords = try call.objects("missing")
      reader.encoding = try call.object("encoding")
      return call.warned(of: try session.table(csv: call.string("csv"), reader))
    }
  }

  private mutating func addColumnTypes() {
    let example = """
      Table(csv: "data/reference.csv", types: ["month": .string, "hour": .int])
        .profile(columns: ["month", "hour"])
      """
    let types: [(ColumnType, String, String)] = [
      (.string, "texts, such as codes that only look like numbers", "Leading zeros stay: `01930`."),
      (.int, "whole numbers", "Up to 64 bits with a sign."),
      (.double, "decimal numbers", "Whole numbers are read as well. `inf` is infinity."),
      (.bool, "truth values", "true and false in any case, 1 and 0, yes and no, y and n, t and f."),
      (.date, "dates, with or without a time", "As ISO 8601 writes them: `2013-07-01` or `2013-07-01T08:30:00Z`."),
    ]
    for (type, summary, details) in types {
      member(type.rawValue, type, summary, details: details, example: example)
    }
  }

  private mutating func addEncodings() {
    let example = """
      Table(csv: "data/reference.csv", encoding: .latin1).rowCount
      """
    member(
      "utf8", TextEncoding.utf8, "the characters of all scripts, as nearly all files are written today",
      details: "A byte order mark at the start is passed over.", example: example)
    member(
      "latin1", TextEncoding.latin1, "the characters of western Europe, as older programs write them",
      details: "ISO 8859-1; what that leaves free is read as Windows-1252: curly quotes, dashes, the euro sign.",
      example: example)
  }

  private mutating func addJSONLines(_ session: Session) {
    word(
      .initializer, "Table",
      [
        file(
          "jsonLines", of: session, "the file's path, from the notebook's own folder",
          synonyms: ["jsonl", "ndjson", "json", "jsonLinesFile"])
      ], gives: .of(Table.self), "reads a file of JSON Lines: one object a line, gzipped or not",
      details: """
        Columns stand in the order of their first appearance; a field that a line leaves out is missing, and so is \
        null. The fields of an object in an object become columns of their own, such as `address.city`; an array \
        stays as the text that it is. Texts that all are dates become dates. A column of several kinds holds texts, \
        and a warning says so.
        """,
      example: """
        let landed = Table(jsonLines: "data/reference.jsonl")
        landed.profile()
        """
    ) { call in call.warned(of: try session.table(jsonLines: call.string("jsonLines"))) }
  }

  private mutating func addDatabases(_ session: Session) {
    word(
      .initializer, "Table",
      [
        file(
          "sqlite", of: session, "the database's path, from the notebook's own folder",
          synonyms: ["database", "db"]),
        Parameter("query", .string, "one statement that gives rows", synonyms: ["sql", "select", "table"]),
      ], gives: .of(Table.self), "reads what a query finds in an SQLite database",
      details: """
        The query runs in SQLite, so that only its rows are read; the database is never changed. A column declared \
        BOOLEAN that holds zeros and ones is one of truth values, texts that all are dates become dates, and a column \
        of several kinds holds texts, of which a warning tells. Two columns of one name need an AS, and bytes (BLOB) \
        a function that makes a number or a text of them.
        """,
      example: """
        let airports = Table(
          sqlite: "data/reference.sqlite",
          query: "SELECT origin, COUNT(*) AS takeoffs FROM flights GROUP BY origin")
        airports
        """
    ) { call in
      call.warned(of: try session.table(sqlite: call.string("sqlite"), query: call.string("query")))
    }
    word(
      .initializer, "Table",
      [
        file(
          "duckDB", of: session, "the file's path, from the notebook's own folder",
          synonyms: ["parquet", "excel", "xlsx", "arrow", "duckdb", "feather"]),
        Parameter(
          "query", .string, default: .string("SELECT * FROM data"), "one statement that gives rows", synonyms: ["sql"]),
      ], gives: .of(Table.self), "reads a Parquet file, or another that DuckDB reads, through its command",
      details: """
        The command `duckdb` must be installed (duckdb.org/docs/installation). It is given this one file, whose rows \
        the query calls `data`, and may open no other; of a database of its own (`.duckdb`) the tables have their own \
        names. Columns keep DuckDB's types; lists and records become texts.
        """,
      example: """
        //| eval: false
        let fares = Table(
          duckDB: "data/trips.parquet",
          query: "SELECT city, fare FROM data WHERE fare > 0")
        """
    ) { call in
      call.warned(of: try session.table(duckDB: call.string("duckDB"), query: call.string("query")))
    }
  }

  private mutating func addWriters(_ session: Session) {
    let table = ValueType.of(Table.self)
    word(
      .method(of: table), "write",
      [Parameter("csv", .string, "the file's name in the folder of reports", synonyms: ["toCSV", "path", "to"])],
      gives: .void, "writes the table as a CSV file beside the report",
      details: """
        Into the project's `reports/`, where alone a notebook writes. UTF-8 with a header line; a missing value is an \
        empty field. A file of that name is replaced once the new one is whole.
        """,
      example: """
        let veryLate = flights.filter(col("arr_delay") > 120)
        veryLate.write(csv: "very-late.csv")
        note("reports/very-late.csv lists \\(veryLate.rowCount) flights.")
        """
    ) { call in
      let table = try call.receiver(as: Table.self)
      try session.write(call.string("csv"), of: table.rowCount, endings: [".csv"]) {
        try table.write(csv: $0, displayPath: $1)
      }
      return .void
    }
    word(
      .method(of: table), "write",
      [Parameter("jsonLines", .string, "the file's name in the folder of reports", synonyms: ["jsonl", "json"])],
      gives: .void, "writes the table as JSON Lines beside the report: one object a row",
      details: "Into the project's `reports/`. Dates are texts in ISO 8601; a missing value is null.",
      example: """
        flights.prefix(100).write(jsonLines: "first-flights.jsonl")
        note("reports/first-flights.jsonl has a line for each flight.")
        """
    ) { call in
      let table = try call.receiver(as: Table.self)
      try session.write(call.string("jsonLines"), of: table.rowCount, endings: [".jsonl", ".ndjson"]) {
        try table.write(jsonLines: $0, displayPath: $1)
      }
      return .void
    }
    word(
      .method(of: table), "write",
      [
        Parameter("sqlite", .string, "the database's name in the folder of reports", synonyms: ["database", "db"]),
        Parameter("table", .string, "what the table is called in it", synonyms: ["named", "name"]),
      ], gives: .void, "writes the table into an SQLite database of its own beside the report",
      details: """
        Into the project's `reports/`; a file of that name is replaced. Dates are texts in ISO 8601, truth values 0 \
        and 1 in a column declared BOOLEAN, so that reading gives the same table again.
        """,
      example: """
        flights.prefix(100).write(sqlite: "flights.sqlite", table: "first")
        note("reports/flights.sqlite answers SELECT * FROM first.")
        """
    ) { call in
      let table = try call.receiver(as: Table.self)
      let name = try call.string("table")
      try session.write(call.string("sqlite"), of: table.rowCount, endings: [".sqlite", ".sqlite3", ".db"]) {
        try table.write(sqlite: $0, table: name, displayPath: $1)
      }
      return .void
    }
  }
}

extension Call {
  /// A table as a value, once what was odd about it has been said.
  func warned(of table: Table) -> Value {
    for notice in table.notices { warn(notice.message, subject: notice.subject, hint: notice.hint) }
    return .object(table)
  }
}

extension CSVReader {
  /// A delimiter or a quote as a notebook writes it: a text of one character.
  ///
  /// - Throws: `CallError` where the text is longer, or empty.
  package static func character(_ text: String?, _ article: String) throws -> Character? {
    guard let text else { return nil }
    guard let character = text.first, text.count == 1 else {
      throw CallError("\(article) is one character", subject: text)
    }
    return character
  }
}
