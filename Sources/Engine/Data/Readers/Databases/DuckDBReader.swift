import Foundation

/// Reads whatever DuckDB reads (Parquet, Excel, Arrow, its own databases) through its command `duckdb`.
///
/// The command is given the one file, as the view `data`, and may open nothing else. What the query finds comes back
/// as CSV with the types that DuckDB gives its columns.
public struct DuckDBReader: Sendable {
  /// The command's name, or its path.
  public var command = "duckdb"

  public init() {}

  /// - Parameters:
  ///   - path: the file.
  ///   - query: one statement that gives rows; of most files the rows are `data`, of DuckDB's own databases the tables
  ///     have their own names.
  ///   - displayPath: what error messages call the file.
  /// - Throws: `DataError` where the command is not installed, the file cannot be read or DuckDB refuses the query.
  public func read(path: String, query: String = "SELECT * FROM data", displayPath: String? = nil) throws(DataError)
    -> Table
  {
    let name = displayPath ?? path
    _ = try FileStream(path: path, displayPath: name)
    guard let program = ProgramPath.of(command) else {
      throw .invalid(
        "reading \(name) takes DuckDB's command, and there is no \"\(command)\" on the PATH; install it "
          + "(duckdb.org/docs/installation, or pip install duckdb-cli), or save the file as CSV")
    }
    let trimmed = query.trimmingCharacters(in: CharacterSet(charactersIn: "; \n\t"))
    let preparation = Self.preparation(path)
    let described = try run(program, preparation + "DESCRIBE SELECT * FROM (\(trimmed)) AS found;", path: name) {
      stream throws(DataError) in
      try CSVReader(delimiter: ",").table(from: stream, path: name)
    }
    let columns = try Self.columns(described)
    let selection = columns.map(\.expression).joined(separator: ", ")
    var reader = CSVReader(delimiter: ",")
    reader.nullWords = [Self.nullWord]
    reader.isEmptyMissing = false
    for column in columns { reader.types[column.name] = column.type }
    let statement = preparation + "SELECT \(selection) FROM (\(trimmed)) AS found;"
    return try run(program, statement, path: name) { stream throws(DataError) in
      try reader.table(from: stream, path: name)
    }
  }

  /// What stands for a missing value between DuckDB and the table.
  private static let nullWord = "\\N"

  /// The file under the name `data`, and nothing else within reach.
  private static func preparation(_ path: String) -> String {
    let isDatabase = ["duckdb", "ddb", "db"].contains((path as NSString).pathExtension.lowercased())
    let attached =
      isDatabase
      ? "ATTACH \(quoted(path)) AS file (READ_ONLY); USE file; " : "CREATE VIEW data AS FROM \(quoted(path)); "
    return "SET allowed_paths = [\(quoted(path))]; SET TimeZone = 'UTC'; SET enable_external_access = false; "
      + "\(attached)SET lock_configuration = true; "
  }

  private static func quoted(_ text: String) -> String { "'\(text.replacingOccurrences(of: "'", with: "''"))'" }

  // MARK: Types

  private struct DescribedColumn {
    let name: String
    let type: ColumnType?
    /// How the query's column is asked for, so that its text is what the table reads.
    let expression: String
  }

  private static func columns(_ described: Table) throws(DataError) -> [DescribedColumn] {
    let (names, types) = (try described.column("column_name"), try described.column("column_type"))
    var columns: [DescribedColumn] = []
    for row in 0..<described.rowCount {
      guard let name = names.text(at: row), let type = types.text(at: row) else { continue }
      let quoted = "\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\""
      let isZoned = type == "TIMESTAMP WITH TIME ZONE"
      columns.append(
        DescribedColumn(
          name: name, type: columnType(type),
          expression: isZoned ? "(\(quoted) AT TIME ZONE 'UTC') AS \(quoted)" : quoted))
    }
    return columns
  }

  private static func columnType(_ type: String) -> ColumnType? {
    switch type {
    case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER": .int
    // These may be wider than 64 bits.
    case "HUGEINT", "UHUGEINT", "UBIGINT": nil
    case "DOUBLE", "FLOAT": .double
    case "BOOLEAN": .bool
    case "DATE": .date
    case _ where type.hasPrefix("DECIMAL"): .double
    case _ where type.hasPrefix("TIMESTAMP"): .date
    default: .string
    }
  }

  // MARK: The command

  private func run(
    _ program: String, _ statements: String, path: String, _ read: (any ByteStream) throws(DataError) -> Table
  ) throws(DataError) -> Table {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    // What the user set up for the command has no say here.
    process.arguments = ["-init", "/dev/null", "-csv", "-nullvalue", Self.nullWord, "-c", statements]
    let (output, complaints) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaints
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch {
      throw .invalid("\(program) could not be started: \(error.localizedDescription)")
    }
    let listener = Listener(complaints.fileHandleForReading)
    let stream = PipeStream(output.fileHandleForReading.fileDescriptor, path: path)
    let table = Result { () throws(DataError) in try read(stream) }
    _ = Result { () throws(DataError) in try stream.finish() }
    process.waitUntilExit()
    let complaint = listener.text
    guard process.terminationStatus == 0 else {
      throw .invalid("DuckDB cannot read \(path): \(Self.firstLines(complaint))")
    }
    return try table.get()
  }

  /// The complaint without the drawing of the place in a query that the user did not write like that.
  private static func firstLines(_ complaint: String) -> String {
    let lines = complaint.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let told = lines.prefix { !$0.hasPrefix("LINE ") }.filter { !$0.isEmpty }
    return told.isEmpty ? "it gives no reason" : told.joined(separator: "; ")
  }
}

/// Collects what a command complains of, while its output is read elsewhere.
private final class Listener: @unchecked Sendable {
  private let group = DispatchGroup()
  private var data = Data()

  init(_ handle: FileHandle) {
    DispatchQueue.global().async(group: group) { self.data = handle.readDataToEndOfFile() }
  }

  var text: String {
    group.wait()
    return String(decoding: data, as: UTF8.self)
  }
}

/// What a command writes.
private final class PipeStream: ByteStream {
  private let descriptor: Int32
  private let path: String

  init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = Foundation.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path: path, reason: "reading stopped half-way") }
      guard count > 0 else { break }
      filled += count
    }
    return filled
  }
}

/// Where programs lie.
enum ProgramPath {
  /// The file that a command's name stands for; nil where there is none that may be run.
  static func of(_ command: String) -> String? {
    if command.contains("/") { return FileManager.default.isExecutableFile(atPath: command) ? command : nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(command)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
