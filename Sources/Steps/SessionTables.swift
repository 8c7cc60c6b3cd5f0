import Engine
import Foundation
import Interpreter

/// Tables that a notebook reads from files, which are then its inputs, and files that it writes beside its report.
extension Session {
  /// Reads a CSV file that the notebook names.
  ///
  /// - Throws: `CallError` where the file is outside the project folder, however it gets there, or cannot be read;
  ///   `DataError` where the file is no CSV.
  package func table(csv path: String, _ reader: CSVReader = CSVReader()) throws -> Table {
    let url = try checkedLocation(of: path)
    let (table, sha256) = try reader.read(path: url.path, displayPath: path)
    record(Input(path: path, rows: table.rowCount, sha256: sha256, columns: table.columnNames))
    return table
  }

  /// Reads a file of JSON Lines that the notebook names.
  ///
  /// - Throws: as for a CSV file.
  package func table(jsonLines path: String) throws -> Table {
    let url = try checkedLocation(of: path)
    let (table, sha256) = try JSONLinesReader().read(path: url.path, displayPath: path)
    record(Input(path: path, rows: table.rowCount, sha256: sha256, columns: table.columnNames))
    return table
  }

  /// Reads what a query finds in an SQLite database that the notebook names.
  ///
  /// - Throws: `CallError` as for a CSV file; `DataError` where it is no database or the query is refused.
  package func table(sqlite path: String, query: String) throws -> Table {
    let url = try checkedLocation(of: path)
    let table = try SQLiteReader().read(path: url.path, query: query, displayPath: path)
    record(
      Input(
        path: path, rows: table.rowCount, sha256: try FileBytes.fingerprint(ofFileAt: url.path),
        columns: table.columnNames))
    // What another program has written of late stands in a file of its own.
    let journal = path + "-wal"
    if let sha256 = try? FileBytes.fingerprint(ofFileAt: url.path + "-wal") {
      record(Input(path: journal, rows: 0, sha256: sha256))
    }
    return table
  }

  /// Reads what DuckDB finds in a file that the notebook names.
  ///
  /// - Throws: `CallError` as for a CSV file; `DataError` where DuckDB is not installed or refuses.
  package func table(duckDB path: String, query: String) throws -> Table {
    let url = try checkedLocation(of: path)
    let table = try DuckDBReader().read(path: url.path, query: query, displayPath: path)
    record(
      Input(
        path: path, rows: table.rowCount, sha256: try FileBytes.fingerprint(ofFileAt: url.path),
        columns: table.columnNames))
    return table
  }

  /// Reads a model that the notebook, or another, wrote to a file.
  ///
  /// - Throws: `CallError` as for a CSV file; `DataError` where the file holds no model.
  package func model(bundle path: String) throws -> Model {
    let url = try checkedLocation(of: path)
    let model = try Model(bundle: url.path, displayPath: path)
    record(Input(path: path, rows: model.trainingRows, sha256: try FileBytes.fingerprint(ofFileAt: url.path)))
    return model
  }

  private func checkedLocation(of path: String) throws -> URL {
    try checkFile(at: path)
    return try location(of: path)
  }

  // MARK: Writing

  /// Writes a file into the project's folder of reports.
  ///
  /// - Parameters:
  ///   - name: the file's name, or its path below the folder of reports.
  ///   - endings: what the name must end in, so that no report is written over.
  /// - Throws: `CallError` where the name is not of that kind or leads elsewhere; what the writer throws.
  package func write(
    _ name: String, of rowCount: Int, endings: [String],
    _ writer: (_ path: String, _ displayPath: String) throws -> Void
  ) throws {
    let reports = projectFolder.appendingPathComponent("reports").standardizedFileURL.resolvingSymlinksInPath()
    let file = reports.appendingPathComponent(name).standardizedFileURL
    let folder = file.deletingLastPathComponent().resolvingSymlinksInPath().path
    guard !name.hasPrefix("/"), folder == reports.path || folder.hasPrefix(reports.path + "/") else {
      throw CallError(
        "\(name) is outside the folder of reports", subject: name,
        hint: "a notebook writes only into reports/: give the file's name alone")
    }
    guard endings.contains(where: { name.lowercased().hasSuffix($0) && name.count > $0.count }) else {
      throw CallError(
        "\"\(name)\" does not say what the file is", subject: name,
        hint: "end its name in \(endings.joined(separator: " or "))")
    }
    try writer(file.path, "reports/\(name)")
    record(output: Input(path: file.path, rows: rowCount, sha256: try FileBytes.fingerprint(ofFileAt: file.path)))
  }
}
