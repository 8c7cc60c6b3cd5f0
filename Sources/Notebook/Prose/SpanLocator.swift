/// Finds where the code spans and references of one paragraph or heading stand in the file.
///
/// libcmark's own columns for inlines go astray in continued lines, so what it found is searched again in the block's
/// source, in order: a code span is where a run of backticks, its text and a run of the same length follow each other.
struct SpanLocator {
  private let bytes: [UInt8]
  private let end: Int
  /// How many quotes the block stands in: each may put a `>` before a continued line.
  private let quoteDepth: Int
  private var cursor: Int

  private static let backtick = UInt8(ascii: "`")
  private static let backslash = UInt8(ascii: "\\")

  /// - Parameter range: The block's bytes in the file.
  init(bytes: [UInt8], range: Range<Int>, quoteDepth: Int) {
    self.bytes = bytes
    cursor = range.lowerBound
    end = range.upperBound
    self.quoteDepth = quoteDepth
  }

  /// Finds the next code span with a text, as libcmark gives it, and goes behind it.
  ///
  /// - Returns: Where the text's pieces stand, a run for each line; nil where the span cannot be found.
  mutating func codeSpan(_ literal: String) -> [CodePlacement.Run]? {
    let wanted = Array(literal.utf8)
    var position = cursor
    while let start = bytes[position..<end].firstIndex(of: Self.backtick) {
      let behind = bytes[start..<end].firstIndex { $0 != Self.backtick } ?? end
      position = behind
      // A backslash before the run makes its first backtick a plain character.
      let opening = isEscaped(start) ? start + 1 : start
      guard opening < behind, let match = match(wanted, from: behind, closing: behind - opening) else { continue }
      cursor = match.end
      return match.runs
    }
    return nil
  }

  /// Finds the next occurrence of a reference and goes behind it.
  ///
  /// - Returns: Its offset; nil where a backslash makes it plain text, or where it is not found as it is spelt.
  mutating func reference(_ spelling: String) -> Int? {
    let wanted = Array(spelling.utf8)
    var position = cursor
    while let start = bytes[position..<end].firstIndex(of: UInt8(ascii: "@")) {
      position = start + 1
      let behind = start + wanted.count
      guard behind <= end, bytes[start..<behind].elementsEqual(wanted) else { continue }
      let isPlainText = isEscaped(start)
      cursor = behind
      return isPlainText ? nil : start
    }
    return nil
  }

  /// Whether an odd number of backslashes stands before an offset.
  private func isEscaped(_ offset: Int) -> Bool {
    var start = offset
    while start > cursor, bytes[start - 1] == Self.backslash { start -= 1 }
    return (offset - start) % 2 == 1
  }

  private typealias Match = (runs: [CodePlacement.Run], end: Int)

  /// Compares the source from an offset with a span's text and the closing run.
  ///
  /// libcmark takes one space off each side of a span that has one at both.
  private func match(_ wanted: [UInt8], from start: Int, closing length: Int) -> Match? {
    if let match = compare(wanted, from: start, closing: length) { return match }
    let padded = [0x20] + wanted + [0x20]
    guard var match = compare(padded, from: start, closing: length) else { return nil }
    // The padding is no part of the text: what stood at 1 stands at 0.
    match.runs = match.runs.map { .init(codeOffset: $0.codeOffset - 1, fileOffset: $0.fileOffset) }
    if match.runs.count > 1, match.runs[1].codeOffset <= 0 { match.runs.removeFirst() }
    if match.runs[0].codeOffset < 0 { match.runs[0] = .init(codeOffset: 0, fileOffset: match.runs[0].fileOffset + 1) }
    return match
  }

  private func compare(_ wanted: [UInt8], from start: Int, closing length: Int) -> Match? {
    var runs = [CodePlacement.Run(codeOffset: 0, fileOffset: start)]
    var offset = start
    var index = 0
    while index < wanted.count {
      guard offset < end else { return nil }
      if bytes[offset] == UInt8(ascii: "\n") {
        guard wanted[index] == 0x20 else { return nil }
        // libcmark drops a continued line's indent, but keeps it where the line continues a quote or list lazily.
        let kept = wanted[(index + 1)...].prefix(while: \.isSpaceOrTab).count
        index += 1 + kept
        offset = startOfText(inLineAt: offset + 1, wanting: index < wanted.count ? wanted[index] : nil)
        runs.append(.init(codeOffset: index, fileOffset: offset))
      } else {
        guard bytes[offset] == wanted[index] else { return nil }
        index += 1
        offset += 1
      }
    }
    let closing = bytes[min(offset, end)..<end].prefix { $0 == Self.backtick }
    return closing.count == length ? (runs, closing.endIndex) : nil
  }

  /// The offset behind the marks of the quotes and the indent of a continued line.
  ///
  /// - Parameter first: The text's first byte: where that is a `>`, the last one is no mark.
  private func startOfText(inLineAt start: Int, wanting first: UInt8?) -> Int {
    let mark = UInt8(ascii: ">")
    var offset = firstVisible(from: start)
    for _ in 0..<quoteDepth where offset < end && bytes[offset] == mark {
      let next = firstVisible(from: offset + 1)
      if first == mark, next == end || bytes[next] != mark { break }
      offset = next
    }
    return offset
  }

  private func firstVisible(from start: Int) -> Int {
    bytes[min(start, end)..<end].firstIndex { !$0.isSpaceOrTab } ?? end
  }
}
