import Foundation

/// Reads delimited text (RFC 4180) into a table, inferring each column's type.
///
/// The file is cut into pieces at record ends while it is read; the pieces are parsed on all cores. A column has the
/// narrowest type that all its values fit, whichever rows come first: integers, else decimals, else dates, else truth
/// values, else strings. Empty fields and the words NA, N/A, NaN, nan, NULL and null are missing.
public struct CSVReader: Sendable {
  public var delimiter: Character

  public init(delimiter: Character = ",") { self.delimiter = delimiter }

  private static let nullWords = NullWords(["NA", "N/A", "NaN", "nan", "NULL", "null"])

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
    let stream: any ByteStream = file.isGzip ? try GzipStream(file) : file
    let table = try table(from: stream, path: file.path)
    return (table, file.fingerprint)
  }

  /// - Throws: `DataError` with the row (counted as lines of the file are, the header being 1) and the column of the
  ///   first thing that is not in order.
  public func table(from file: FileBytes) throws(DataError) -> Table {
    try table(from: MemoryStream(file.contents), path: file.path)
  }

  private func table(from stream: any ByteStream, path: String) throws(DataError) -> Table {
    let quote = UInt8(ascii: "\"")
    guard let separator = delimiter.asciiValue, separator != quote, separator != CSVFormat.newline else {
      throw .invalid("a delimiter is one ASCII character, not \"\(delimiter)\"")
    }
    let format = CSVFormat(separator: separator, quote: quote)
    var cutter = CSVCutter(stream, format: format, path: path)
    guard let first = try cutter.next() else { throw .cannotRead(path: path, reason: "the file is empty") }
    let header = try header(of: first, format: format, path: path, &cutter)
    let plan = CSVLoad.Plan(path: path, format: format, names: header.names, nullWords: Self.nullWords)
    let columns = try CSVLoad(plan, cutter).columns(first: first, from: header.bodyStart)
    let label = (path as NSString).lastPathComponent.prefix { $0 != "." }
    return try Table(
      label: label.isEmpty ? "the table" : String(label), columns: zip(header.names, columns).map { ($0, $1) })
  }

  private func header(
    of first: CSVText, format: CSVFormat, path: String, _ cutter: inout CSVCutter
  ) throws(DataError) -> (names: [String], bodyStart: Int) {
    do {
      return try CSVHeader.read(first, format: format, path: path)
    } catch {
      // Of a damaged file, what is wrong with its bytes comes before what they led to.
      try cutter.finish()
      throw error
    }
  }
}
