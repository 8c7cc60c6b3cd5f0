import Foundation

/// The names of a CSV file's columns, read from its first line alone.
public struct CSVHeader: Sendable {
  /// What a table of the file is called.
  public let label: String
  public let columnNames: [String]

  /// Nil where there is no such file, or its start is no header: reading the table says why.
  public init?(path: String) {
    guard let format = try? CSVReader().format(of: path), let file = try? FileStream(path: path, displayPath: path),
      let stream = try? file.contents()
    else { return nil }
    var cutter = CSVCutter(stream, format: format, path: path)
    guard let text = try? cutter.next(), let names = try? Self.read(text, format: format, path: path).names else {
      return nil
    }
    columnNames = names
    label = Self.label(ofFile: path)
  }

  /// What the table of a file is called: the file's name up to its first dot.
  static func label(ofFile path: String) -> String {
    let stem = (path as NSString).lastPathComponent.prefix { $0 != "." }
    return stem.isEmpty ? "the table" : String(stem)
  }

  /// Names for columns that nobody named.
  static func standInNames(_ count: Int) -> [String] { (1...max(count, 1)).map { "column\($0)" } }

  /// The fields of a file's first record, and the offset of the second.
  ///
  /// - Parameter namesColumns: whether the fields name the columns, so that each must be there and differ.
  static func read(
    _ text: CSVText, format: CSVFormat, path: String, namesColumns: Bool = true
  ) throws(DataError) -> (names: [String], bodyStart: Int) {
    var names: [String] = []
    let base = CSVFormat.Place(text.bytes)
    var at = base
    // The last byte is a line break in any case, and one carriage return may stand before it.
    if memchr(base, Int32(CSVFormat.newline), text.count - 1) == nil,
      UnsafeBufferPointer(start: base, count: text.count).dropLast(2).contains(CSVFormat.carriageReturn)
    {
      throw .cannotRead(
        path: path, reason: "its lines end with a carriage return alone; save it with the line ends of today (LF)")
    }
    do throws(CSVFormat.Fault) {
      try text.check()
      while true {
        let field = try format.field(at: at, end: base + text.count)
        names.append(field.text(quote: format.quote))
        at = field.stop + 1
        if field.endsRecord { break }
      }
    } catch {
      let offset = error.place - base
      let column = format.column(of: offset, in: text, from: 0)
      let rough = roughNames(text, format: format)
      throw .malformed(
        path: path, line: text.lineBreaks(before: offset) + 1,
        column: column < rough.count && !rough[column].isEmpty ? rough[column] : "\(column + 1)", reason: error.reason)
    }
    guard namesColumns else { return (names, at - base) }
    var known: Set<String> = []
    for (index, name) in names.enumerated() {
      guard !name.isEmpty else {
        throw .malformed(path: path, line: 1, column: "\(index + 1)", reason: "the header has no name for this column")
      }
      guard known.insert(name).inserted else {
        throw .malformed(path: path, line: 1, column: name, reason: "the header names this column twice")
      }
    }
    return (names, at - base)
  }

  /// The first line cut at its separators: good enough to name a column of a file that cannot be read.
  private static func roughNames(_ text: CSVText, format: CSVFormat) -> [String] {
    let line = UnsafeBufferPointer(start: text.bytes, count: text.count).prefix { $0 != CSVFormat.newline }
    return line.split(separator: format.separator, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: CharacterSet(charactersIn: "\"\r"))
    }
  }
}
