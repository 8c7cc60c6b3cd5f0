/// A stream of random numbers from a seed, the same on every machine (Steele, Lea & Flood 2014, "SplitMix64").
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// One of many independent streams of the same seed. Seeds that differ by a multiple of the step of `next` would give
  /// one stream, shifted; a mixed one does not.
  init(stream: Int, of seed: UInt64) {
    var mixer = SplitMix64(seed: seed ^ UInt64(bitPattern: Int64(stream)))
    state = mixer.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Above 0 and below 1.
  mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// From the standard normal law.
  mutating func normal() -> Double { NormalLaw.quantile(uniform()) }

  /// From 0 to `bound` − 1; `bound` is at least 1.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// Some of the elements, at least one where there are any, in their order.
  mutating func sample<T>(_ elements: [T], share: Double) -> [T] {
    let wanted = min(elements.count, max(1, Int((Double(elements.count) * share).rounded())))
    var left = wanted
    var result: [T] = []
    result.reserveCapacity(wanted)
    for (place, element) in elements.enumerated() where left > 0 {
      if below(elements.count - place) < left {
        result.append(element)
        left -= 1
      }
    }
    return result
  }
}
