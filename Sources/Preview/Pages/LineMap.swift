/// Where the lines of a changed text stood before the change.
struct LineMap {
  enum Origin: Equatable {
    /// The line is this one of the earlier text, as it was or rewritten.
    case line(Int)
    /// The line is new, behind this one of the earlier text; zero is before the first.
    case behind(Int)
  }

  /// By the new text's lines.
  private var origins: [Origin] = []

  /// Lines are compared one by one only where about so many changed: the effort grows with the square.
  private static let mostCompared = 1500

  init(from old: TextLines, to new: TextLines) {
    var start = 0
    while start < min(old.count, new.count), old[start + 1] == new[start + 1] { start += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - start, old[old.count - tail] == new[new.count - tail] { tail += 1 }

    origins = (0..<start).map { .line($0 + 1) }
    addChanged(
      old: start..<(old.count - tail), new: start..<(new.count - tail),
      { line in old[line + 1] }, { line in new[line + 1] })
    origins += (0..<tail).reversed().map { .line(old.count - $0) }
  }

  subscript(newLine: Int) -> Origin { origins[min(max(newLine, 1), origins.count) - 1] }

  /// The lines between the first change and the last. Line numbers are from zero.
  private mutating func addChanged(
    old: Range<Int>, new: Range<Int>, _ oldLine: (Int) -> [UInt8], _ newLine: (Int) -> [UInt8]
  ) {
    var isRemoved = [Bool](repeating: true, count: old.count)
    var isInserted = [Bool](repeating: true, count: new.count)
    if max(old.count, new.count) <= Self.mostCompared {
      isRemoved = isRemoved.map { _ in false }
      isInserted = isInserted.map { _ in false }
      for change in new.map(newLine).difference(from: old.map(oldLine)) {
        switch change {
        case .remove(let offset, _, _): isRemoved[offset] = true
        case .insert(let offset, _, _): isInserted[offset] = true
        }
      }
    }
    var i = 0
    var j = 0
    while j < new.count || i < old.count {
      let removed = isRemoved[i...].prefix { $0 }.count
      let inserted = isInserted[j...].prefix { $0 }.count
      // Lines that came where others went are those lines rewritten, in their order.
      for k in 0..<inserted {
        origins.append(
          removed == 0 ? .behind(old.lowerBound + i) : .line(old.lowerBound + i + min(k, removed - 1) + 1))
      }
      i += removed
      j += inserted
      if i < old.count, j < new.count {
        origins.append(.line(old.lowerBound + i + 1))
        i += 1
        j += 1
      }
    }
  }
}
