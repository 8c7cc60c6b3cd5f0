import Foundation
import Testing

import struct GRDB.Configuration
import class GRDB.DatabaseQueue

@testable import Engine

/// A folder of its own, which goes with the suite.
final class ScratchFolder: Sendable {
  let path = NSTemporaryDirectory() + "daybook-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(path)/\(name)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}

@Suite("JSON Lines")
struct JSONLinesTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func read(_ text: String) throws -> Table {
    try JSONLinesReader().read(path: try folder.file("d.jsonl", text), displayPath: "d.jsonl").table
  }

  @Test func `fields become columns in the order of their appearance`() throws {
    let table = try read(
      """
      {"b": 1, "a": {"x": "one", "deep": {"y": true}}, "list": [1, {"k": "]"}]}

      {"a": {"x": "t\\u00e9\\uD83D\\uDE00\\n", "deep": {"y": null}}, "c": "2024-03-01", "b": 2.5}
      """)
    #expect(table.columnNames == ["b", "a.x", "a.deep.y", "list", "c"])
    #expect(try table.texts("b") == ["1.0", "2.5"])
    #expect(try table.texts("a.x") == ["one", "té😀\n"])
    #expect(try table.texts("a.deep.y") == ["true", "·"])
    #expect(try table.texts("list") == ["[1, {\"k\": \"]\"}]", "·"])
    #expect(try table.column("c").type == .date)
  }

  @Test func `numbers of every form`() throws {
    let table = try read(
      "{\"n\": -0}\n{\"n\": 1e3}\n{\"n\": 0.1}\n{\"n\": NaN}\n{\"n\": -Infinity}\n{\"n\": 9007199254740993}\n")
    #expect(try table.texts("n") == ["0.0", "1000.0", "0.1", "·", "-inf", "9007199254740992.0"])
  }

  @Test func `identifiers of many digits keep them all, and kinds that do not mix are texts with a notice`() throws {
    let table = try read("{\"n\": 12345678901234567890}\n{\"n\": 5}\n{\"n\": true}\n")
    #expect(try table.texts("n") == ["12345678901234567890", "5", "true"])
    #expect(table.notices.count == 1)
  }

  @Test(arguments: [
    ("{\"a\": 1}\n[1]\n", "row 2: an array, where each line holds one object"),
    ("{\"a\": 1}\n{\"a\": }\n", "row 2: no JSON value starts like this"),
    ("{\"a\": 1} {\"a\": 2}\n", "row 1: something stands behind the object"),
    ("{\"a\": 1, \"a\": 2}\n", "row 1: the field \"a\" is there twice"),
    ("{\"a\": \"x\n", "row 1: a string is opened here and not closed on its line"),
    ("{\"a\": \"\\q\"}\n", "row 1: no character is escaped like this"),
    ("{\"a\" 1}\n", "row 1: a colon is missing behind a field's name"),
    ("{\"a\": 1\n", "row 1: a comma or } is missing behind a value"),
    ("{\"a\": 1.2.3}\n", "row 1: this is no JSON number"),
    ("{\"a\": nul}\n", "row 1: no JSON value starts like this"),
    ("\n\n", "the file holds no object"),
  ])
  func `what is no JSON is placed by its line`(text: String, message: String) throws {
    let error = try #require(throws: DataError.self) { try read(text) }
    #expect(error.description.contains(message))
  }

  @Test func `texts cut anywhere give an error or a table and never trap`() throws {
    let whole = "{\"a\": {\"b\": [1, \"x\\u00e9\"]}, \"c\": -1.5e3, \"d\": null, \"e\": false, \"f\": \"\\\\\"}"
    for count in 1..<whole.count {
      #expect(throws: DataError.self) { try read(String(whole.prefix(count))) }
    }
    #expect(try read(whole).rowCount == 1)
  }
}

@Suite("SQLite databases")
struct SQLiteTests {
  let folder: ScratchFolder
  let path: String

  init() throws {
    folder = try ScratchFolder()
    path = "\(folder.path)/d.sqlite"
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: """
          CREATE TABLE t (n INTEGER, x REAL, s TEXT, b BOOLEAN, day DATE, any, bytes BLOB);
          INSERT INTO t VALUES (1, 1.5, 'a', 1, '2024-01-01', 1, x'00'), (2, 2, 'é', 0, '2024-01-02 10:30:00', 'x', NULL),
            (NULL, NULL, NULL, NULL, NULL, NULL, NULL);
          """)
    }
  }

  private func read(_ query: String) throws -> Table {
    try SQLiteReader().read(path: path, query: query, displayPath: "d.sqlite")
  }

  @Test func `columns take the types of their values`() throws {
    let table = try read("SELECT n, x, s, b, day, any FROM t")
    #expect(try table.columnNames.map { try table.column($0).type } == [.int, .double, .string, .bool, .date, .string])
    #expect(try table.texts("n") == ["1", "2", "·"])
    #expect(try table.texts("x") == ["1.5", "2.0", "·"])
    #expect(try table.texts("s") == ["a", "é", "·"])
    #expect(try table.texts("b") == ["true", "false", "·"])
    #expect(try table.texts("any") == ["1", "x", "·"])
    #expect(table.notices.map(\.subject) == ["d.sqlite"])
    #expect(try read("SELECT n FROM t WHERE n > 5").rowCount == 0)
  }

  @Test(arguments: [
    ("SELECT * FROM u", "SQLite refuses the query: no such table: u; there are t"),
    ("SELECT q FROM t", "SQLite refuses the query: no such column: q"),
    ("DROP TABLE t", "the query gives no rows; one that does starts with SELECT or WITH"),
    ("INSERT INTO t (n) VALUES (5) RETURNING n", "the query gives no rows; one that does starts with SELECT or WITH"),
    ("SELECT n, n FROM t", "the query gives two columns \"n\"; name one of them otherwise with AS"),
    ("SELECT bytes FROM t", "column \"bytes\" of the query holds bytes (BLOB)"),
    ("SELECT 1; SELECT 2", "the query holds several statements; one that gives rows is read"),
    ("", "SQLite refuses the query: empty statement"),
  ])
  func `a query that gives no table says why`(query: String, message: String) throws {
    let error = try #require(throws: DataError.self) { try read(query) }
    #expect(error.description.hasPrefix(message), "\(error)")
    #expect(try read("SELECT COUNT(*) AS c FROM t").texts("c") == ["3"])
  }

  @Test func `what is no database, and one that is locked, are told apart`() throws {
    let text = try folder.file("text.sqlite", String(repeating: "no database\n", count: 100))
    let wrong = try #require(throws: DataError.self) { try SQLiteReader().read(path: text, query: "SELECT 1") }
    #expect(wrong.description.hasSuffix("it is no SQLite database"))
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let writer = try DatabaseQueue(path: path, configuration: configuration)
    try writer.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    var reader = SQLiteReader()
    reader.patience = 0.05
    let locked = try #require(throws: DataError.self) { try reader.read(path: path, query: "SELECT n FROM t") }
    #expect(locked.description.hasSuffix("another program has locked it; close that program, or read a copy"))
    try writer.inDatabase { try $0.execute(sql: "COMMIT") }
    #expect(try read("SELECT n FROM t").rowCount == 3)
  }
}

@Suite("Tables are written as they are read")
struct TableWriterTests {
  let folder: ScratchFolder
  let table: Table

  init() throws {
    folder = try ScratchFolder()
    table = try Table(
      label: "t",
      columns: [
        ("n", Column([1, -2, Int64.max])), ("x", Column([0.1, .nan, -.infinity])),
        ("s, \"t\"", Column(["a,b", nil, "\"\n\r\u{1}é"])), ("b", Column([true, false, true])),
        (
          "d",
          Column(.date([0, 86_400_000_001, 5]), validity: Validity(count: 3, missingRows: [2]))
        ),
      ])
  }

  private func expectSame(_ read: Table, _ file: String) throws {
    #expect(read.columnNames == table.columnNames)
    for name in table.columnNames {
      #expect(try read.column(name).type == table.column(name).type, "\(file) \(name)")
      #expect(try read.texts(name) == table.texts(name), "\(file) \(name)")
    }
  }

  @Test func `in each form`() throws {
    try table.write(csv: "\(folder.path)/t.csv")
    try expectSame(CSVReader().read(path: "\(folder.path)/t.csv").table, "csv")
    try table.write(jsonLines: "\(folder.path)/t.jsonl")
    try expectSame(JSONLinesReader().read(path: "\(folder.path)/t.jsonl").table, "jsonl")
    try table.write(sqlite: "\(folder.path)/t.sqlite", table: "a \"b\"")
    try expectSame(
      SQLiteReader().read(path: "\(folder.path)/t.sqlite", query: "SELECT * FROM \"a \"\"b\"\"\""), "sqlite")
    // Nothing half-written is left behind.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["t.csv", "t.jsonl", "t.sqlite"])
  }

  @Test func `a file that cannot be written is named, and nothing else is touched`() throws {
    let folder = "\(folder.path)/file"
    try "x".write(toFile: folder, atomically: true, encoding: .utf8)
    #expect(throws: DataError.cannotWrite(path: "t.csv", reason: "its folder cannot be made")) {
      try table.write(csv: "\(folder)/t.csv", displayPath: "t.csv")
    }
  }
}

@Suite("DuckDB")
struct DuckDBTests {
  @Test func `a command that is not there is named with what to do`() throws {
    let folder = try ScratchFolder()
    let path = try folder.file("d.parquet", "PAR1")
    var reader = DuckDBReader()
    reader.command = "no-such-duckdb"
    let error = try #require(throws: DataError.self) { try reader.read(path: path, displayPath: "d.parquet") }
    #expect(error.description.hasPrefix("reading d.parquet takes DuckDB's command, and there is no \"no-such-duckdb\""))
  }

  /// Where the command is installed: CI does not have it.
  @Test(.enabled(if: ProgramPath.of("duckdb") != nil))
  func `a query's rows come with DuckDB's types, and no other file is within reach`() throws {
    let folder = try ScratchFolder()
    let path = try folder.file(
      "d.json", "[{\"n\": 1, \"s\": \"\", \"d\": \"2024-01-01\", \"l\": [1]}, {\"s\": null, \"x\": 0.5}]")
    let table = try DuckDBReader().read(path: path, query: "SELECT n, s, d, x, n > 0 AS b FROM data;")
    #expect(try table.columnNames.map { try table.column($0).type } == [.int, .string, .date, .double, .bool])
    #expect(try table.texts("s") == ["", "·"])
    #expect(try table.texts("x") == ["·", "0.5"])
    #expect(throws: DataError.self) {
      try DuckDBReader().read(path: path, query: "SELECT * FROM read_csv('/etc/passwd')")
    }
    #expect(throws: DataError.self) { try DuckDBReader().read(path: path, query: "SELECT 1; SELECT 2") }
  }
}
