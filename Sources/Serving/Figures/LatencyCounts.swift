/// Latencies counted in bins: eight for each doubling, so that every quantile is known to within an eighth.
struct LatencyCounts: Sendable {
  /// Up to 2⁴⁰ nanoseconds, 18 minutes.
  private static let lastOctave = 40

  private var counts = [Int](repeating: 0, count: (lastOctave - 1) * 8)
  private(set) var count = 0
  /// In seconds.
  private(set) var sum = 0.0

  mutating func add(_ seconds: Double) {
    counts[min(Self.bin(UInt64(max(0, min(seconds, 1e6)) * 1e9)), counts.count - 1)] += 1
    count += 1
    sum += seconds
  }

  private static func bin(_ nanoseconds: UInt64) -> Int {
    guard nanoseconds >= 8 else { return Int(nanoseconds) }
    let octave = 63 - nanoseconds.leadingZeroBitCount
    return (octave - 2) * 8 + Int(nanoseconds >> UInt64(octave - 3) & 7)
  }

  /// The bin's end, in seconds.
  private static func end(of bin: Int) -> Double {
    guard bin >= 8 else { return Double(bin + 1) * 1e-9 }
    let octave = bin / 8 + 2
    return Double((UInt64(8 + bin % 8) + 1) << UInt64(octave - 3)) * 1e-9
  }

  /// Within how many seconds a share of the answers came; nil without any.
  func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let wanted = max(1, (Double(count) * share).rounded(.up))
    var sum = 0
    for (bin, inBin) in counts.enumerated() {
      sum += inBin
      if Double(sum) >= wanted { return Self.end(of: bin) }
    }
    return nil
  }

  /// How many answers surely came within so many seconds.
  func within(_ seconds: Double) -> Int {
    counts.enumerated().reduce(0) { Self.end(of: $1.offset) <= seconds ? $0 + $1.element : $0 }
  }
}
