import CZlib
import Foundation

/// The names of a CSV file's columns, read from its first line alone.
public struct CSVHeader: Sendable {
  /// What a table of the file is called.
  public let label: String
  public let columnNames: [String]

  /// A header is looked for in this much of the file.
  private static let reach = 1 << 16

  /// Nil where there is no such file, or its start is no header: reading the table says why.
  public init?(path: String, delimiter: Character = ",") {
    var found = stat()
    guard stat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG, let separator = delimiter.asciiValue,
      let file = gzopen(path, "rb")
    else { return nil }
    defer { gzclose(file) }
    var text = [UInt8](repeating: 0, count: Self.reach)
    let count = text.withUnsafeMutableBytes { gzread(file, $0.baseAddress, UInt32(Self.reach)) }
    guard count > 0 else { return nil }
    text.removeLast(Self.reach - Int(count))
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    // A line that is cut off is no line, unless the file ends with it.
    if Int(count) == Self.reach {
      guard let last = text.lastIndex(of: CSVSyntax.newline) else { return nil }
      text.removeSubrange((last + 1)...)
    } else if text.last != CSVSyntax.newline {
      text.append(CSVSyntax.newline)
    }
    let names = text.withUnsafeBufferPointer { buffer -> [String]? in
      guard let base = buffer.baseAddress else { return nil }
      let syntax = CSVSyntax(base: base, end: base + buffer.count, separator: separator, path: path)
      return try? syntax.header().names
    }
    guard let names else { return nil }
    columnNames = names
    let stem = (path as NSString).lastPathComponent.prefix { $0 != "." }
    label = stem.isEmpty ? "the table" : String(stem)
  }
}
