import Diagnostics

/// The fence of a code block as the source writes it; libcmark tells its info string but not where it stands.
struct Fence: Sendable {
  /// The run that opens the block: three or more backticks or tildes.
  let marks: String
  let place: Place
  /// The info string with its entities and escapes as they are written.
  let info: Substring
  let infoPlace: Place
  /// The line, and the bytes before the info string in it.
  let line: Int
  let infoUTF8Column: Int
  let isClosed: Bool

  /// Reads the fence at a code block's start, or nil where the block is indented code.
  ///
  /// - Parameters:
  ///   - utf8Column: Of the block's first character, from zero.
  ///   - info: What libcmark takes for the info string.
  ///   - isNested: Whether the block stands in a list or quote, whose end closes it too.
  init?(in source: SourceText, line: Int, utf8Column: Int, info: String, literal: String, isNested: Bool) {
    let text = source.line(line).utf8
    let rest = text.dropFirst(utf8Column)
    guard let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = rest.prefix { $0 == mark }.count
    guard length >= 3 else { return nil }

    let behind = rest.dropFirst(length)
    let infoStart = behind.firstIndex { !$0.isBlank } ?? behind.endIndex
    let infoEnd = behind.lastIndex { !$0.isBlank }.map { text.index(after: $0) } ?? infoStart
    let written = source.line(line)[infoStart..<infoEnd]
    if info.isEmpty {
      // Indented code may itself begin with the marks of a fence: then they are its first line.
      let firstLine = literal.utf8.prefix { $0 != UInt8(ascii: "\n") }
      guard written.isEmpty, !firstLine.elementsEqual(rest) else { return nil }
    }

    marks = String(decoding: rest.prefix(length), as: UTF8.self)
    place = source.place(line: line, utf8Column: utf8Column, utf8Length: length)
    self.info = written
    self.line = line
    infoUTF8Column = text.distance(from: text.startIndex, to: infoStart)
    infoPlace = source.place(line: line, utf8Column: infoUTF8Column, utf8Length: written.utf8.count)

    let lineBehind = line + 1 + literal.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    if isNested {
      let isLast = lineBehind > source.lineCount || (lineBehind == source.lineCount && source.line(lineBehind).isEmpty)
      isClosed = !isLast
    } else {
      isClosed = Self.isClosing(source.line(lineBehind), mark: mark, length: length)
    }
  }

  /// Whether a line closes a fence: up to three spaces, as many marks or more, and nothing else.
  private static func isClosing(_ line: Substring, mark: UInt8, length: Int) -> Bool {
    let indent = line.utf8.prefix { $0 == 0x20 }.count
    let rest = line.utf8.dropFirst(indent)
    let marks = rest.prefix { $0 == mark }.count
    return indent <= 3 && marks >= length && rest.dropFirst(marks).allSatisfy(\.isSpaceOrTab)
  }

  /// What to say of a block that swallows what is behind it: the rest of the notebook, or its text up to the end of the
  /// next block.
  ///
  /// - Parameter code: Swift, in which no other fence can begin.
  func diagnosticIfUnclosed(in source: SourceText, around code: String?) -> Diagnostic? {
    let next = code.flatMap(lineOfNextFence)
    guard !isClosed || next != nil else { return nil }
    return Diagnostic(
      "this code block is never closed", in: source, at: place,
      hint: "close it with \(marks) on a line of its own" + (next.map { ", above the next block in line \($0)" } ?? ""))
  }

  /// The line in which another fence begins inside this one, which only a missing end explains.
  private func lineOfNextFence(in code: String) -> Int? {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let index = lines.firstIndex { line in
      let marks = line.utf8.prefix { $0 == self.marks.utf8.first }
      return marks.count >= 3 && line.utf8.dropFirst(marks.count).first.map(\.isLetter) == true
    }
    return index.map { self.line + 1 + $0 }
  }
}
