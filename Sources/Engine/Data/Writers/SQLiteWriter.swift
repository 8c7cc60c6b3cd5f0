import Foundation
import GRDB

extension Table {
  /// Writes the table into an SQLite database of its own, as one table.
  ///
  /// Dates are kept as texts (`2013-07-01` or with a time), truth values as 0 and 1 in a column that is declared
  /// BOOLEAN, so that reading gives the same table again.
  /// - Parameters:
  ///   - path: the database's file, which is made anew.
  ///   - name: what the table is called in it.
  /// - Throws: `DataError.cannotWrite`; what was there before is then still there.
  public func write(sqlite path: String, table name: String, displayPath: String? = nil) throws(DataError) {
    guard !name.isEmpty, !name.lowercased().hasPrefix("sqlite_") else {
      throw .invalid("\"\(name)\" cannot be the name of a table in SQLite")
    }
    var columns: [Column] = []
    for name in columnNames { columns.append(try column(name)) }
    let file = try WholeFile(path: path, displayPath: displayPath ?? path)
    do { try write(columns, to: file.partial, table: name) } catch {
      throw .cannotWrite(path: displayPath ?? path, reason: (error as? DatabaseError)?.message ?? "\(error)")
    }
    try file.finish()
  }

  private func write(_ columns: [Column], to path: String, table name: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      let declared = zip(columnNames, columns).map { "\(Self.quoted($0)) \($1.type.sqliteName)" }
      try database.execute(sql: "CREATE TABLE \(Self.quoted(name)) (\(declared.joined(separator: ", ")))")
      let marks = columns.map { _ in "?" }.joined(separator: ", ")
      let statement = try database.makeStatement(sql: "INSERT INTO \(Self.quoted(name)) VALUES (\(marks))")
      for row in 0..<rowCount {
        statement.setUncheckedArguments(StatementArguments(columns.map { $0.databaseValue(at: row) }))
        try statement.execute()
      }
    }
    try queue.close()
  }

  private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}

extension ColumnType {
  fileprivate var sqliteName: String {
    switch self {
    case .int: "INTEGER"
    case .double: "REAL"
    case .bool: "BOOLEAN"
    case .string: "TEXT"
    case .date: "DATE"
    }
  }
}

extension Column {
  fileprivate func databaseValue(at row: Int) -> (any DatabaseValueConvertible)? {
    guard validity.isPresent(row) else { return nil }
    return switch values {
    case .double(let values): values[row]
    case .int(let values): values[row]
    case .bool(let values): values[row]
    case .string, .date: text(at: row)
    }
  }
}
