/// The lines of a text, counted from one, as CommonMark ends them: at "\n", "\r\n" and "\r".
struct TextLines {
  private let lines: [[UInt8]]

  init(_ text: String) {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        lines.append(line)
        line = []
      default: line.append(byte)
      }
      previous = byte
    }
    self.lines = lines + [line]
  }

  var count: Int { lines.count }

  /// The line's bytes.
  subscript(number: Int) -> [UInt8] { lines[number - 1] }

  /// The bytes of a run of lines.
  subscript(numbers: ClosedRange<Int>) -> ArraySlice<[UInt8]> { lines[(numbers.lowerBound - 1)..<numbers.upperBound] }

  // MARK: Blocks

  /// The lines of each fenced block whose info string starts with `swift`, fences included.
  ///
  /// This reads texts that the notebook's own reader refuses, so that an error in a half-written notebook finds its
  /// block; a fence that is never closed reaches to the end.
  var blocks: [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var open: (fence: FenceMarks, line: Int)?
    for (index, line) in lines.enumerated() {
      let marks = FenceMarks(line)
      if let (fence, start) = open {
        guard let marks, marks.closes(fence) else { continue }
        if fence.opensSwift { found.append(start...(index + 1)) }
        open = nil
      } else if let marks, marks.isOpening {
        open = (marks, index + 1)
      }
    }
    if let (fence, start) = open, fence.opensSwift { found.append(start...lines.count) }
    return found
  }
}

/// A line that may open or close a fenced block.
private struct FenceMarks {
  let mark: UInt8
  let length: Int
  let info: ArraySlice<UInt8>

  init?(_ line: [UInt8]) {
    let rest = line.drop { $0 == UInt8(ascii: " ") }
    guard line.count - rest.count <= 3, let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
    else { return nil }
    length = rest.prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    self.mark = mark
    info = rest.dropFirst(length).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// Backticks behind backticks are code within a line.
  var isOpening: Bool { mark == UInt8(ascii: "~") || !info.contains(mark) }

  var opensSwift: Bool { info.starts(with: "swift".utf8) }

  func closes(_ opening: FenceMarks) -> Bool { mark == opening.mark && length >= opening.length && info.isEmpty }
}
