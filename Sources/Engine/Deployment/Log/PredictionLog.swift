import Foundation
import GRDB
import GRDBSQLite

/// The log of what a deployed model was asked and what it answered: an SQLite database beside its versions,
/// `models/NAME/predictions.sqlite`, for which any tool of SQLite will do.
///
/// Its table `predictions` has a row for each row that was asked: `time` (microseconds since 1970, UTC), `id`, `version`,
/// `prediction`, `latency` (seconds), then the features and what is kept beside them; `labels` holds what came true, by
/// the same `id`; `drops` how many rows could not be written, and when.
public struct PredictionLog: Sendable {
  public static let fileName = "predictions.sqlite"

  public let path: String
  public let displayPath: String
  public let facts: ReleaseFacts

  /// - Parameter file: where the log lies, if not beside the model's versions.
  public init(_ registry: ModelRegistry, _ facts: ReleaseFacts, file: String? = nil) {
    path = file ?? "\(registry.path(of: facts.name))/\(Self.fileName)"
    displayPath = "\(registry.display(facts.name))/\(Self.fileName)"
    self.facts = facts
  }

  /// The fields that are stored.
  var fields: [ServedField] { (facts.features + facts.kept).filter { !facts.withheld.contains($0.name) } }

  // MARK: Reading

  /// Everything that was logged, with what came true in a column that is called as the target is; rows in the order in
  /// which they were written.
  ///
  /// - Throws: `DataError.cannotRead` where nothing was logged yet, or the log is damaged or locked.
  public func table() throws(DataError) -> Table {
    // Of a version that was promoted just now, no service has made the columns yet.
    let known = try reading { try Set($0.columns(in: "predictions").map { $0.name.lowercased() }) }
    let stored = fields.map { field in
      let isThere = known.contains(PredictionColumns.stored(field.name).lowercased())
      return "\(isThere ? "p.\(Self.column(of: field.name))" : "NULL") AS \(Self.quoted(field.name))"
    }
    let columns =
      [
        "strftime('%Y-%m-%dT%H:%M:%f', p.time / 1000000.0, 'unixepoch') AS time", "p.id AS id", "p.version AS version",
      ] + stored + [
        "p.prediction AS prediction", "p.latency AS latency", "l.label AS \(Self.quoted(facts.target))",
      ]
    let table = try SQLiteReader().read(
      path: path,
      query:
        "SELECT \(columns.joined(separator: ", ")) FROM predictions p LEFT JOIN labels l ON l.id = p.id ORDER BY p.row",
      displayPath: displayPath)
    return Table(
      label: "predictions of \(facts.name)", names: table.columnNames, rowCount: table.rowCount, sources: table.sources)
  }

  /// How many rows were logged.
  ///
  /// - Throws: `DataError.cannotRead` where nothing was logged yet, or the log is damaged or locked.
  public func rowCount() throws(DataError) -> Int {
    try reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM predictions") ?? 0 }
  }

  /// Asks the database.
  ///
  /// - Throws: `DataError.cannotRead` where nothing was logged yet, or the log is damaged or locked.
  func reading<Found>(_ body: (Database) throws -> Found) throws(DataError) -> Found {
    try checkForRows()
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    do { return try DatabaseQueue(path: path, configuration: configuration).read(body) } catch {
      throw .cannotRead(path: displayPath, reason: reason(of: error))
    }
  }

  private func checkForRows() throws(DataError) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .cannotRead(
        path: displayPath, reason: "nothing has been logged yet; daybook serve \(facts.name) answers and logs")
    }
  }

  // MARK: Layout

  /// How a statement names a field's column.
  static func column(of field: String) -> String { quoted(PredictionColumns.stored(field)) }

  static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

  /// Opens the database to write to it, and makes what is missing of its tables.
  ///
  /// - Throws: `DataError.cannotWrite` where the folder may not be written to, the file is no database or is damaged.
  func opened(patience: TimeInterval = 2, mostBytes: Int? = nil) throws(DataError) -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      // A commit is in the file, which outlives the process; only a loss of power can undo the last of them.
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
      if let mostBytes {
        let page = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
        try database.execute(sql: "PRAGMA max_page_count = \(max(1, mostBytes / page))")
      }
    }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.write { database in
        // SQLite opens a file that it may only read without a word.
        guard sqlite3_db_readonly(database.sqliteConnection, "main") == 0 else {
          throw DatabaseError(resultCode: .SQLITE_READONLY)
        }
        try lay(database)
      }
      return queue
    } catch {
      throw error as? DataError ?? explained(error)
    }
  }

  private func lay(_ database: Database) throws {
    let (prediction, label) =
      switch facts.answer {
      case .chance: ("REAL", "BOOLEAN")
      case .chances: ("TEXT", "TEXT")
      case .number: ("REAL", "REAL")
      }
    try database.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS predictions (row INTEGER PRIMARY KEY, time INTEGER NOT NULL, id TEXT NOT NULL,
          version TEXT NOT NULL, prediction \(prediction), latency REAL, shadow_version TEXT,
          shadow_prediction \(prediction));
        CREATE TABLE IF NOT EXISTS labels (id TEXT PRIMARY KEY, label \(label), time INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS drops (time INTEGER NOT NULL, rows INTEGER NOT NULL);
        """)
    guard try database.columns(in: "labels").contains(where: { $0.name == "label" && $0.type == label }) else {
      throw DataError.cannotWrite(
        path: displayPath,
        reason:
          "it holds answers of another kind than \(facts.predicted); deploy the model under another name, or move the "
          + "log away")
    }
    let known = Dictionary(
      try database.columns(in: "predictions").map { ($0.name.lowercased(), $0.type) },
      uniquingKeysWith: { first, _ in first })
    // A later version may ask for more than an earlier one did.
    for field in fields {
      guard let type = known[PredictionColumns.stored(field.name).lowercased()] else {
        try database.execute(
          sql: "ALTER TABLE predictions ADD COLUMN \(Self.column(of: field.name)) \(field.kind.sqliteType)")
        continue
      }
      guard field.kind.fits(type) else {
        throw DataError.cannotWrite(
          path: displayPath,
          reason:
            "its column \"\(field.name)\" holds values of another kind than \(field.kind.article); deploy the model "
            + "under another name, or move the log away")
      }
    }
  }

  /// What went wrong when the database was written to.
  func explained(_ error: any Error) -> DataError { .cannotWrite(path: displayPath, reason: reason(of: error)) }

  /// What went wrong with the database, for people.
  private func reason(of error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return switch error.resultCode.primaryResultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      "it is no SQLite database, or damaged; move it away, and a new one is made"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "another program has locked it; close that program"
    case .SQLITE_FULL: "the disk, or what the log may take of it, is full"
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: "may the file and its folder be written to?"
    default: error.message ?? "SQLite refuses"
    }
  }
}

extension ServedField.Kind {
  fileprivate var sqliteType: String {
    switch self {
    case .number: "REAL"
    case .integer: "INTEGER"
    case .boolean: "BOOLEAN"
    case .text: "TEXT"
    case .date: "DATE"
    }
  }

  /// Whether a column that was made for another version's field can hold this one's: whole numbers and others mix.
  fileprivate func fits(_ type: String) -> Bool {
    let numbers = ["REAL", "INTEGER"]
    return type == sqliteType || (numbers.contains(type) && numbers.contains(sqliteType))
  }
}
