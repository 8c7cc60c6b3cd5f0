import Synchronization

/// What a request is called in its answer, in the log and in messages.
struct RequestIDs: Sendable {
  private final class Counter: Sendable { let value = Atomic<UInt64>(0) }

  /// Tells this run of the service from others.
  private let run: String
  private let counter = Counter()

  init() {
    run = Self.hexadecimal(UInt64.random(in: 0...UInt64.max) >> 24, digits: 10)
  }

  /// One that no other request of this or another run has.
  func next() -> String {
    let number = counter.value.wrappingAdd(1, ordering: .relaxed).newValue
    return run + Self.hexadecimal(number, digits: 10)
  }

  private static func hexadecimal(_ number: UInt64, digits: Int) -> String {
    String(unsafeUninitializedCapacity: digits) { buffer in
      var rest = number
      for place in (0..<digits).reversed() {
        let digit = UInt8(rest & 15)
        buffer[place] = digit < 10 ? 48 + digit : 87 + digit
        rest >>= 4
      }
      return digits
    }
  }

  /// Whether a client's own name for a request may be taken over: nothing that means anything in a header, a log or a
  /// page.
  static func isUsable(_ id: some Collection<UInt8>) -> Bool {
    (1...64).contains(id.count)
      && id.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      }
  }
}
