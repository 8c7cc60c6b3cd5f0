import Diagnostics

/// Where the lines of a piece of code stand in the notebook, so that what a Swift parser says about the code can be
/// shown in the file.
///
/// A fence that is indented strips as many spaces from each line, and a span in prose may go on in the next line
/// behind the mark of a quote: the code's own lines and columns are not the file's.
public struct CodePlacement: Sendable {
  /// Bytes of the code that follow each other in the file.
  struct Run: Sendable, Equatable {
    var codeOffset: Int
    var fileOffset: Int
  }

  private let source: SourceText
  private let runs: [Run]
  /// The offset in the code at which each of its lines begins.
  private let lineStarts: [Int]
  /// The offset behind the last byte that is not blank.
  private let end: Int
  private let fallback: Place

  /// - Parameters:
  ///   - runs: In ascending order of both offsets; none where the code was not found in the file.
  ///   - fallback: The place to name where there is no better one.
  init(of code: String, runs: [Run], in source: SourceText, fallback: Place) {
    let bytes = code.utf8
    self.source = source
    self.runs = runs
    self.fallback = fallback
    var starts = [0]
    var end = 0
    for (offset, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
      if !byte.isBlank { end = offset + 1 }
    }
    lineStarts = starts
    self.end = end
  }

  /// The place in the file of a run of the code's bytes.
  ///
  /// A position behind the last character, where a parser misses a closing brace, is the place just behind it.
  ///
  /// - Parameters:
  ///   - line: In the code, from one.
  ///   - utf8Column: In bytes, from one, as SwiftParser counts.
  ///   - utf8Length: In bytes; cut at the end of the line.
  public func place(ofLine line: Int, utf8Column: Int, utf8Length: Int = 1) -> Place {
    guard line >= 1, end > 0 else { return fallback }
    let lineStart = line <= lineStarts.count ? lineStarts[line - 1] : end
    let offset = min(max(lineStart + utf8Column - 1, 0), end)
    guard let run = runs.last(where: { $0.codeOffset <= offset }) else { return fallback }
    return source.place(utf8Offset: run.fileOffset + offset - run.codeOffset, utf8Length: utf8Length)
  }
}
