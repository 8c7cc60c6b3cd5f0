import Report

/// Finds the block of the last good page that a line of the changed notebook belongs to.
struct Placement {
  enum Position: Equatable {
    /// At the block with this anchor.
    case at(String)
    /// In a block that the page does not have yet, behind the one with this anchor.
    case behind(String)
    /// In no block.
    case top
  }

  private let steps: [(anchor: String, lines: ClosedRange<Int>)]
  private let newBlocks: [ClosedRange<Int>]
  private let map: LineMap

  init(page: Page, madeFrom old: String, changedTo new: String) {
    let oldLines = TextLines(old)
    let newLines = TextLines(new)
    let ranges = Dictionary(uniqueKeysWithValues: oldLines.blocks.map { ($0.lowerBound, $0) })
    steps = page.steps.map { ($0.anchor, ranges[$0.line] ?? $0.line...$0.line) }
    newBlocks = newLines.blocks
    map = LineMap(from: oldLines, to: newLines)
  }

  func position(ofLine line: Int) -> Position {
    let last: Int
    switch map[line] {
    case .line(let old):
      if let step = steps.first(where: { $0.lines.contains(old) }) { return .at(step.anchor) }
      last = old
    case .behind(let old):
      if let step = steps.first(where: { $0.lines.lowerBound <= old && old < $0.lines.upperBound }) {
        return .at(step.anchor)
      }
      last = old
    }
    guard newBlocks.contains(where: { $0.contains(line) }),
      let step = steps.last(where: { $0.lines.lowerBound <= last })
    else { return .top }
    return .behind(step.anchor)
  }
}
