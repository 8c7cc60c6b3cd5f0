import Foundation

/// Reads delimited text (RFC 4180) into a table, inferring each column's type.
///
/// The file is cut into pieces at record ends while it is read; the pieces are parsed on all cores. A column has the
/// narrowest type that all its values fit, whichever rows come first: integers, else decimals, else dates, else truth
/// values, else strings. A column whose type is declared has that type: a value that does not fit counts as missing,
/// and the table's notices tell how many there were and where the first one stands.
public struct CSVReader: Sendable {
  /// What separates fields; nil for a tab where the file's name ends in `.tsv` or `.tab`, else a comma.
  public var delimiter: Character?
  /// What fields with a delimiter or a line break in them stand in; nil where a quote is a character like any other.
  public var quote: Character? = "\""
  /// Whether the first line names the columns.
  public var hasHeader = true
  /// The columns' names, in place of the header's; without either they are `column1`, `column2` and so on.
  public var names: [String] = []
  /// Types of columns that are not inferred.
  public var types: [String: ColumnType] = [:]
  /// The words that stand for a missing value, as the empty field does.
  public var nullWords = Self.usualNullWords
  public var encoding = TextEncoding.utf8

  public static let usualNullWords = ["NA", "N/A", "NaN", "nan", "NULL", "null"]

  /// Whether empty fields are missing, rather than texts without a character.
  var isEmptyMissing = true

  public init(delimiter: Character? = nil) { self.delimiter = delimiter }

  /// Reads a file, gzipped or not, in one go: while one core reads, hashes and inflates, the others parse.
  ///
  /// - Parameter displayPath: what error messages call the file.
  /// - Returns: the table, and the SHA-256 of the file as it lies on disk, in hexadecimal.
  /// - Throws: `DataError` where the file cannot be read, or with the row (counted as lines of the file are, the header
  ///   being 1) and the column of the first thing that is not in order.
  public func read(
    path: String, displayPath: String? = nil
  ) throws(DataError) -> (table: Table, fingerprint: String) {
    let file = try FileStream(path: path, displayPath: displayPath ?? path)
    let table = try table(from: file.contents(), path: file.path)
    return (table, file.fingerprint)
  }

  /// - Throws: `DataError` with the row (counted as lines of the file are, the header being 1) and the column of the
  ///   first thing that is not in order.
  public func table(from file: FileBytes) throws(DataError) -> Table {
    try table(from: MemoryStream(file.contents), path: file.path)
  }

  func table(from bytes: any ByteStream, path: String) throws(DataError) -> Table {
    let format = try format(of: path)
    let stream = encoding == .latin1 ? Latin1Stream(bytes) : bytes
    var cutter = CSVCutter(stream, format: format, path: path)
    guard let first = try cutter.next() else { throw .cannotRead(path: path, reason: "the file is empty") }
    let header = try header(of: first, format: format, path: path, &cutter)
    let names = try chosenNames(header.names, path: path)
    let plan = CSVLoad.Plan(
      path: path, format: format, names: names, nullWords: NullWords(nullWords, empty: isEmptyMissing),
      types: try declaredTypes(of: names, path: path))
    let (columns, misfits) = try CSVLoad(plan, cutter).columns(first: first, from: hasHeader ? header.bodyStart : 0)
    let table = try Table(
      label: CSVHeader.label(ofFile: path), columns: zip(names, columns).map { ($0, $1) })
    return table.noticing(
      misfits.map { $0.notice(path: path) } + CSVSuspicions(plan, columns, written: header.names).notices)
  }

  // MARK: What is asked for

  /// - Throws: `DataError` where a delimiter or quote is no character that can be one.
  func format(of path: String) throws(DataError) -> CSVFormat {
    let stem = path.lowercased().hasSuffix(".gz") ? String(path.lowercased().dropLast(3)) : path.lowercased()
    let delimiter = delimiter ?? (stem.hasSuffix(".tsv") || stem.hasSuffix(".tab") ? "\t" : ",")
    var mark: UInt8?
    if let quote {
      guard let byte = quote.asciiValue, byte != CSVFormat.newline, byte != CSVFormat.carriageReturn else {
        throw .invalid("a quote is one ASCII character, not \"\(quote)\"")
      }
      mark = byte
    }
    guard let separator = delimiter.asciiValue, separator != mark, separator != CSVFormat.newline,
      separator != CSVFormat.carriageReturn
    else {
      throw .invalid("a delimiter is one ASCII character, not \"\(delimiter)\"")
    }
    return CSVFormat(separator: separator, quote: mark)
  }

  private func header(
    of first: CSVText, format: CSVFormat, path: String, _ cutter: inout CSVCutter
  ) throws(DataError) -> (names: [String], bodyStart: Int) {
    do {
      return try CSVHeader.read(first, format: format, path: path, namesColumns: hasHeader && names.isEmpty)
    } catch {
      // Of a damaged file, what is wrong with its bytes comes before what they led to.
      try cutter.finish()
      throw error
    }
  }

  private func chosenNames(_ fields: [String], path: String) throws(DataError) -> [String] {
    guard !names.isEmpty else { return hasHeader ? fields : CSVHeader.standInNames(fields.count) }
    guard names.count == fields.count else {
      throw .invalid(
        "\(names.count) \(names.count == 1 ? "name is" : "names are") given, but \(path) has \(fields.count) "
          + (fields.count == 1 ? "column" : "columns"))
    }
    if let twice = names.enumerated().first(where: { names[..<$0.offset].contains($0.element) })?.element {
      throw .duplicateColumn(twice, table: CSVHeader.label(ofFile: path))
    }
    return names
  }

  private func declaredTypes(of names: [String], path: String) throws(DataError) -> [CSVColumnType?] {
    if let unknown = types.keys.sorted().first(where: { !names.contains($0) }) {
      throw .unknownColumn(unknown, available: names, table: CSVHeader.label(ofFile: path))
    }
    return names.map { types[$0].map(CSVColumnType.init) }
  }
}
