/// A text file as its author sees it: lines and columns, counted from one.
///
/// Columns count characters (grapheme clusters), so that a caret stands under the character it means whatever comes
/// before it.
public struct SourceText: Sendable {
  /// The path as the user wrote it; it opens every diagnostic.
  public let path: String
  public let text: String
  /// The UTF-8 offset at which each line begins.
  private let lineStarts: [Int]

  public init(path: String, text: String) {
    self.path = path
    self.text = text
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  public var lineCount: Int { lineStarts.count }

  /// The text of a line without its line break, or an empty string past the end.
  public func line(_ number: Int) -> Substring {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[number - 1])
    let end =
      number < lineStarts.count
      ? utf8.index(utf8.startIndex, offsetBy: lineStarts[number] - 1) : utf8.endIndex
    var line = text[start..<end]
    if line.utf8.last == UInt8(ascii: "\r") { line = Substring(line.unicodeScalars.dropLast()) }
    return line
  }

  /// The UTF-8 offset of a line's first byte.
  public func offset(ofLine number: Int) -> Int {
    lineStarts[min(max(number, 1), lineStarts.count) - 1]
  }

  /// The place of a run of UTF-8 bytes; `length` is cut at the end of the first line.
  public func place(utf8Offset offset: Int, utf8Length: Int = 1) -> Place {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return place(line: low + 1, utf8Column: offset - lineStarts[low], utf8Length: utf8Length)
  }

  /// The place of a run that starts `utf8Column` bytes (from zero) into a line.
  public func place(line number: Int, utf8Column: Int, utf8Length: Int = 1) -> Place {
    let line = line(number)
    let bytes = Array(line.utf8)
    let start = min(max(utf8Column, 0), bytes.count)
    let end = min(start + max(utf8Length, 1), bytes.count)
    let before = String(decoding: bytes[..<start], as: UTF8.self).count
    let inside = String(decoding: bytes[start..<end], as: UTF8.self).count
    return Place(line: number, column: before + 1, length: max(inside, 1))
  }
}

/// A run of characters on one line of a source file.
public struct Place: Sendable, Hashable, Codable {
  /// From one.
  public var line: Int
  /// In characters, from one.
  public var column: Int
  /// In characters, at least one.
  public var length: Int

  public init(line: Int, column: Int, length: Int = 1) {
    self.line = line
    self.column = column
    self.length = max(length, 1)
  }
}
