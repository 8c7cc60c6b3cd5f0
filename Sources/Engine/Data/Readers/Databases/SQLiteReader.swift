import Foundation
import GRDB
import GRDBSQLite

/// Reads what a query finds in an SQLite database into a table; the database itself is left as it is.
///
/// The query runs in SQLite, so that only its rows are read. A column that is declared BOOLEAN and holds zeros and ones
/// alone is one of truth values; texts that all are dates (`2013-07-01`, with or without a time) become dates.
public struct SQLiteReader: Sendable {
  /// How long a database that another program is writing to is waited for, in seconds.
  public var patience = 2.0

  public init() {}

  /// - Parameters:
  ///   - path: the database's file.
  ///   - query: one statement that gives rows.
  ///   - displayPath: what error messages call the file.
  /// - Throws: `DataError` where the file is no database or another program has locked it, where SQLite refuses the
  ///   query, where two of its columns have the same name, and where a column holds bytes (BLOB).
  public func read(path: String, query: String, displayPath: String? = nil) throws(DataError) -> Table {
    let name = displayPath ?? path
    // What is wrong with the file itself is told as for any other file.
    _ = try FileStream(path: path, displayPath: name)
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(patience)
    let outcome: Result<Table, DataError>
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      outcome = try queue.read { database in
        Result { () throws(DataError) in
          do { return try table(of: query, in: database, path: name) } catch let error as DataError {
            throw error
          } catch {
            throw Self.explained(error, name, tables: Self.tableNames(in: database))
          }
        }
      }
    } catch {
      throw Self.explained(error, name, tables: [])
    }
    return try outcome.get()
  }

  private func table(of query: String, in database: Database, path: String) throws -> Table {
    let statement = try database.makeStatement(sql: query)
    let names = statement.columnNames
    guard !names.isEmpty, statement.isReadonly else {
      throw DataError.invalid("the query gives no rows; one that does starts with SELECT or WITH")
    }
    if let twice = names.enumerated().first(where: { names[..<$0.offset].contains($0.element) })?.element {
      throw DataError.invalid("the query gives two columns \"\(twice)\"; name one of them otherwise with AS")
    }
    let handle = statement.sqliteStatement
    var builders = names.map { _ in ColumnBuilder() }
    let cursor = try Row.fetchCursor(statement)
    while try cursor.next() != nil {
      for place in names.indices {
        let column = Int32(place)
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: builders[place].append(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: builders[place].append(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
          let text = sqlite3_column_text(handle, column)
          builders[place].append(
            UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, column))))
        case SQLITE_BLOB:
          throw DataError.invalid(
            "column \"\(names[place])\" of the query holds bytes (BLOB), which no column can; leave it out, or take "
              + "hex(\(names[place]))")
        default: builders[place].appendMissing()
        }
      }
    }
    let columns = names.indices.map { place in
      let declared = sqlite3_column_decltype(handle, Int32(place)).map { String(cString: $0).uppercased() }
      return builders[place].column(areTruths: declared?.hasPrefix("BOOL") ?? false)
    }
    let table = try Table(label: CSVHeader.label(ofFile: path), columns: zip(names, columns).map { ($0, $1) })
    return table.noticing(
      names.indices.filter { builders[$0].mixedCount > 0 }.map {
        .mixed(names[$0], builders[$0], path: path, hint: "CAST(\(names[$0]) AS REAL) in the query makes it one kind")
      })
  }

  private static func tableNames(in database: Database) -> [String] {
    let query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    return (try? String.fetchAll(database, sql: query)) ?? []
  }

  private static func explained(_ error: any Error, _ path: String, tables: [String]) -> DataError {
    guard let error = error as? DatabaseError else { return .cannotRead(path: path, reason: "\(error)") }
    switch error.resultCode.primaryResultCode {
    case .SQLITE_NOTADB: return .cannotRead(path: path, reason: "it is no SQLite database")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return .cannotRead(path: path, reason: "another program has locked it; close that program, or read a copy")
    case .SQLITE_CORRUPT: return .cannotRead(path: path, reason: "the database is damaged; fetch it again")
    case .SQLITE_CANTOPEN:
      return .cannotRead(path: path, reason: "SQLite cannot open it; may it be read, and its folder?")
    case .SQLITE_AUTH, .SQLITE_READONLY: return .invalid("the query would change \(path), which is only read")
    case .SQLITE_MISUSE: return .invalid("the query holds several statements; one that gives rows is read")
    default:
      let message = error.message ?? "it gives no reason"
      let offers =
        message.contains("no such table") && !tables.isEmpty ? "; there are \(tables.joined(separator: ", "))" : ""
      return .invalid("SQLite refuses the query: \(message)\(offers)")
    }
  }
}
