/// A set of bins: one bit each.
struct BinSet: Sendable, Equatable {
  var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// One where the bin is in the set, else zero.
  @inline(__always)
  func bit(_ bin: UInt8) -> Int32 {
    withUnsafePointer(to: words) { words in
      words.withMemoryRebound(to: UInt64.self, capacity: 4) { words in
        Int32(truncatingIfNeeded: (words[Int(bin >> 6)] >> UInt64(bin & 63)) & 1)
      }
    }
  }

  mutating func insert(_ bin: UInt8) {
    let bit: UInt64 = 1 << UInt64(bin & 63)
    switch bin >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  static func == (a: BinSet, b: BinSet) -> Bool { a.words == b.words }
}
