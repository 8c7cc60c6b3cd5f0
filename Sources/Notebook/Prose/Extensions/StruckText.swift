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
    guard let (opening, closing) = firstPair(runs) else { return content }
    let (open, close) = (runs[opening], runs[closing])
    guard case .text(let first) = content[open.part], case .text(let last) = content[close.part] else { return content }
    var inside: [ProseInline] = []
    if open.part == close.part {
      inside.append(.text(String(first[open.range.upperBound..<close.range.lowerBound])))
    } else {
      let head = first[open.range.upperBound...]
      if !head.isEmpty { inside.append(.text(String(head))) }
      inside += content[(open.part + 1)..<close.part]
      let tail = last[..<close.range.lowerBound]
      if !tail.isEmpty { inside.append(.text(String(tail))) }
    }
    let head = first[..<open.range.lowerBound]
    let tail = last[close.range.upperBound...]
    let before = content[..<open.part] + (head.isEmpty ? [] : [.text(String(head))])
    let behind = (tail.isEmpty ? [] : [ProseInline.text(String(tail))]) + content[(close.part + 1)...]
    return before + [.struck(inside)] + reading(Array(behind))
  }

  private static func firstPair(_ runs: [Run]) -> (Int, Int)? {
    for (opening, open) in runs.enumerated() where open.canOpen {
      let closing = runs.indices.first { $0 > opening && runs[$0].canClose && runs[$0].count == open.count }
      if let closing { return (opening, closing) }
    }
    return nil
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
