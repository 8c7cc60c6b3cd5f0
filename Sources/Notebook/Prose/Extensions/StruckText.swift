/// Reads text between tildes, `~~as here~~`, as struck through.
enum StruckText {
  /// A run of one or two tildes that may open or close.
  private struct Run {
    let part: Int
    let range: Range<String.Index>
    let count: Int
    let canOpen: Bool
    let canClose: Bool
  }

  /// The content with every run that is opened and closed at this level made one part. What is inside of emphasis, links
  /// and struck text is read in its turn.
  static func reading(_ content: [ProseInline]) -> [ProseInline] {
    let runs = runs(in: content)
    guard runs.count > 1 else { return content }
    let closings = closings(runs)
    var result: [ProseInline] = []
    var written = Position(part: 0, index: nil)
    var place = 0
    while place < runs.count {
      guard runs[place].canOpen, let closing = closings[place] else {
        place += 1
        continue
      }
      let (open, close) = (runs[place], runs[closing])
      result += slice(content, from: written, to: Position(part: open.part, index: open.range.lowerBound))
      result.append(
        .struck(
          slice(
            content, from: Position(part: open.part, index: open.range.upperBound),
            to: Position(part: close.part, index: close.range.lowerBound))))
      written = Position(part: close.part, index: close.range.upperBound)
      place = closing + 1
    }
    return result + slice(content, from: written, to: Position(part: content.count, index: nil))
  }

  /// A place in the content: a part, and where in its text; nil for its start.
  private struct Position {
    let part: Int
    let index: String.Index?
  }

  private static func slice(_ content: [ProseInline], from start: Position, to end: Position) -> [ProseInline] {
    guard start.part < content.count else { return [] }
    func words(_ part: Int, from lower: String.Index?, to upper: String.Index?) -> [ProseInline] {
      guard case .text(let text) = content[part] else { return [content[part]] }
      let piece = text[(lower ?? text.startIndex)..<(upper ?? text.endIndex)]
      return piece.isEmpty ? [] : [.text(String(piece))]
    }
    if start.part == end.part { return words(start.part, from: start.index, to: end.index) }
    let tail = end.part < content.count ? words(end.part, from: nil, to: end.index) : []
    return words(start.part, from: start.index, to: nil) + content[(start.part + 1)..<end.part] + tail
  }

  /// For each run the next one behind it that closes as many tildes.
  private static func closings(_ runs: [Run]) -> [Int?] {
    var next: [Int: Int] = [:]
    var closings = [Int?](repeating: nil, count: runs.count)
    for place in runs.indices.reversed() {
      closings[place] = next[runs[place].count]
      if runs[place].canClose { next[runs[place].count] = place }
    }
    return closings
  }

  private static func runs(in content: [ProseInline]) -> [Run] {
    var runs: [Run] = []
    for (place, part) in content.enumerated() {
      guard case .text(let text) = part, text.contains("~") else { continue }
      for match in text.matches(of: /~+/) where match.0.count <= 2 {
        let range = match.range
        let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : nil
        let after = range.upperBound < text.endIndex ? text[range.upperBound] : nil
        // At the edge of a part stands something else: emphasis, code, or a line's end.
        let isBlankBefore = before?.isWhitespace ?? content.isBlank(at: place - 1)
        let isBlankAfter = after?.isWhitespace ?? content.isBlank(at: place + 1)
        // A single tilde between words is one: `~/notes`, `a~b`, `~ 20`.
        let isWordBefore = before.map { $0.isLetter || $0.isNumber } ?? false
        let isWordAfter = after.map { $0.isLetter || $0.isNumber } ?? false
        let isDouble = match.0.count == 2
        runs.append(
          Run(
            part: place, range: range, count: match.0.count, canOpen: !isBlankAfter && (isDouble || !isWordBefore),
            canClose: !isBlankBefore && (isDouble || !isWordAfter)))
      }
    }
    return runs
  }
}

extension [ProseInline] {
  /// Whether there is nothing at a place, or the end of a line.
  fileprivate func isBlank(at place: Int) -> Bool {
    guard indices.contains(place) else { return true }
    switch self[place] {
    case .softBreak, .lineBreak: return true
    default: return false
    }
  }
}
