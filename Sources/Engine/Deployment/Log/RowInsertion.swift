import Foundation
import GRDB
import GRDBSQLite

/// A prepared statement that writes rows.
struct RowInsertion {
  private let statement: OpaquePointer?
  private let database: Database
  private let classes: [String]?
  /// The places of the fields that are stored, with their kinds.
  private let stored: [(place: Int, kind: ServedField.Kind)]
  /// SQLite makes a copy of what it is given.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ log: PredictionLog, _ database: Database) throws {
    self.database = database
    classes = if case .chances(let names) = log.facts.answer { names } else { nil }
    let all = log.facts.features + log.facts.kept
    stored = all.indices.filter { !log.facts.withheld.contains(all[$0].name) }.map { ($0, all[$0].kind) }
    let columns =
      ["time", "id", "version", "prediction", "latency", "shadow_version", "shadow_prediction"]
      + stored.map { PredictionLog.column(of: all[$0.place].name) }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    statement = try database.cachedStatement(
      sql: "INSERT INTO predictions (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    )
    .sqliteStatement
  }

  mutating func insert(_ entry: LoggedRows.Entry, version: String, shadow: (String, Double)?) throws {
    sqlite3_bind_int64(statement, 1, entry.time)
    bind(entry.id, 2)
    bind(version, 3)
    bind(prediction: entry.prediction, 4)
    sqlite3_bind_double(statement, 5, entry.latency)
    if let shadow {
      bind(shadow.0, 6)
      bind(prediction: shadow.1, 7)
    } else {
      sqlite3_bind_null(statement, 6)
      sqlite3_bind_null(statement, 7)
    }
    for (column, field) in stored.enumerated() {
      let index = Int32(column + 8)
      let number = entry.values.numbers[field.place]
      switch field.kind {
      case .text:
        if let text = entry.values.texts[field.place] { bind(text, index) } else { sqlite3_bind_null(statement, index) }
      case _ where number.isNaN: sqlite3_bind_null(statement, index)
      case .number: sqlite3_bind_double(statement, index, number)
      case .integer, .boolean:
        if let whole = Int64(exactly: number) {
          sqlite3_bind_int64(statement, index, whole)
        } else {
          sqlite3_bind_double(statement, index, number)
        }
      case .date: bind(Instant(microseconds: Int64(number)).description, index)
      }
    }
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
    }
  }

  private func bind(prediction: Double, _ index: Int32) {
    if let classes {
      bind(classes[Int(prediction)], index)
    } else {
      sqlite3_bind_double(statement, index, prediction)
    }
  }

  private func bind(_ text: String, _ index: Int32) {
    var text = text
    text.withUTF8 { utf8 in
      _ = utf8.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), Self.copied)
      }
    }
  }
}
