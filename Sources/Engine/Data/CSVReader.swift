import Foundation

/// Reads delimited text (RFC 4180) into a table, inferring each column's type.
///
/// The file is cut into pieces at line breaks; the pieces are parsed on all cores, straight into the columns. The types
/// come from the first thousand rows; a column that a later row contradicts is parsed again as the wider type, so that
/// what comes out does not depend on which rows came first: integers, else decimals, else dates, else truth values,
/// else strings. Empty fields and the words NA, N/A, NaN, nan, NULL and null are missing.
public struct CSVReader: Sendable {
  public var delimiter: Character

  public init(delimiter: Character = ",") { self.delimiter = delimiter }

  /// - Throws: `DataError` with the row (counted as lines of the file are, the header being 1) and the column of the
  ///   first thing that is not in order.
  public func table(from file: FileBytes) throws(DataError) -> Table {
    guard let separator = delimiter.asciiValue, separator != CSVSyntax.quote, separator != CSVSyntax.newline else {
      throw .invalid("a delimiter is one ASCII character, not \"\(delimiter)\"")
    }
    var text = file.contents
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    let byteCount = text.count
    // A line break at the end lets the parser run without a look at the bound.
    if text.last != CSVSyntax.newline { text.append(CSVSyntax.newline) }

    let outcome: Result<Table, DataError> = text.withUnsafeBufferPointer { buffer in
      guard byteCount > 0, let base = buffer.baseAddress else {
        return .failure(.cannotRead(path: file.path, reason: "the file is empty"))
      }
      var syntax = CSVSyntax(base: base, end: base + buffer.count, separator: separator, path: file.path)
      return Result { () throws(DataError) in
        try syntax.checkText()
        let header = try syntax.header()
        syntax.columnNames = header.names
        return try table(syntax, bodyStart: header.bodyStart)
      }
    }
    return try outcome.get()
  }

  private func table(_ syntax: CSVSyntax, bodyStart: Int) throws(DataError) -> Table {
    let names = syntax.columnNames
    let pieces = try syntax.pieces(from: bodyStart, columnCount: names.count)
    let rowCount = pieces.last.map { $0.firstRow + $0.rowCount } ?? 0

    var types = try syntax.typesOfFirstRows(pieces, columnCount: names.count)
    var columns = [Column?](repeating: nil, count: names.count)
    var pending = Array(names.indices)
    // Each round either finishes a column or widens its type, of which there are five.
    while !pending.isEmpty {
      let wanted = pending
      let builders = names.indices.map { index in
        wanted.contains(index) ? ColumnBuilder(types[index], rowCount: rowCount, pieceCount: pieces.count) : nil
      }
      let parsed = mapInParallel(pieces.count) { index in
        Result { () throws(DataError) in try syntax.parse(pieces[index], index: index, into: builders) }
      }
      var misfits = [Bool](repeating: false, count: names.count)
      for result in parsed { for column in try result.get() { misfits[column] = true } }
      pending = []
      for column in wanted {
        if misfits[column] {
          types[column] = types[column].wider
          pending.append(column)
        } else {
          columns[column] = builders[column]?.finished(pieces)
        }
      }
    }
    let label = (syntax.path as NSString).lastPathComponent.prefix { $0 != "." }
    return try Table(
      label: label.isEmpty ? "the table" : String(label),
      columns: zip(names, columns).compactMap { name, column in column.map { (name, $0) } })
  }
}

/// A run of whole records.
struct CSVPiece: Sendable {
  let start: Int
  let end: Int
  let firstRow: Int
  let rowCount: Int
}

/// What a column is taken for until a value contradicts it.
enum CSVColumnType: Sendable {
  case int, double, date, bool, string

  var wider: CSVColumnType {
    switch self {
    case .int: .double
    case .double: .date
    case .date: .bool
    case .bool, .string: .string
    }
  }
}
