/// Which rows of a column hold a value: one bit a row, or nothing at all where every row does.
public struct Validity: Sendable, Equatable {
  public let count: Int
  public let missingCount: Int
  /// Bit `row % 64` of word `row / 64` is one where the row is present; nil where all are.
  let words: [UInt64]?

  /// Every one of `count` rows is present.
  public init(allPresent count: Int) {
    self.count = count
    missingCount = 0
    words = nil
  }

  /// Every row but the given ones is present; the rows may repeat and stand in any order.
  public init(count: Int, missingRows: some Sequence<Int>) {
    var words = [UInt64](repeating: .max, count: (count + 63) / 64)
    var missing = 0
    for row in missingRows {
      let bit: UInt64 = 1 << UInt64(row & 63)
      if words[row >> 6] & bit != 0 {
        words[row >> 6] &= ~bit
        missing += 1
      }
    }
    self.count = count
    missingCount = missing
    self.words = missing == 0 ? nil : words
  }

  /// The words as they were written; nil where they are not as many as so many rows need.
  init?(count: Int, words: [UInt64]?) {
    var missing = 0
    if let words {
      guard words.count == (count + 63) / 64 else { return nil }
      var present = words.reduce(0) { $0 + $1.nonzeroBitCount }
      // Bits behind the last row may be set or not.
      if let last = words.last, count % 64 > 0 { present -= (last >> UInt64(count % 64)).nonzeroBitCount }
      missing = count - present
    }
    self.count = count
    missingCount = missing
    self.words = words
  }

  /// A row is present where the closure says so.
  public init(count: Int, isPresent: (Int) -> Bool) {
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    var present = 0
    for row in 0..<count where isPresent(row) {
      words[row >> 6] |= 1 << UInt64(row & 63)
      present += 1
    }
    self.count = count
    missingCount = count - present
    self.words = present == count ? nil : words
  }

  public var isComplete: Bool { words == nil }

  @inline(__always)
  public func isPresent(_ row: Int) -> Bool {
    guard let words else { return true }
    return words[row >> 6] & (1 << UInt64(row & 63)) != 0
  }

  /// Rows present in both.
  public func intersection(_ other: Validity) -> Validity {
    if isComplete { return other }
    if other.isComplete { return self }
    return Validity(count: count) { isPresent($0) && other.isPresent($0) }
  }

  /// The validity of the chosen rows, in their order.
  func gathered(_ rows: [Int32]) -> Validity {
    isComplete ? Validity(allPresent: rows.count) : Validity(count: rows.count) { isPresent(Int(rows[$0])) }
  }
}
