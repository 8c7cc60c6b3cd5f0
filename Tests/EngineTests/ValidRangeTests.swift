import Testing

@testable import Engine

@Suite("Valid ranges")
struct ValidRangeTests {
  @Test(
    arguments: [
      (.from(1, to: 4), "from 1 to 4", [1, 4], [0, 4.5]), (.from(1), "at least 1", [1, 1e9], [0, .infinity]),
      (.above(0), "above 0", [0.001], [0, .nan]), (.above(0, to: 1), "above 0 and at most 1", [1], [0, 1.1]),
      (.between(0, 1), "above 0 and below 1", [0.5], [0, 1]), (.share, "from 0 to 1", [0, 1], [-0.1, 85]),
    ] as [(ValidRange, String, [Double], [Double])])
  func `hold some numbers and say which`(range: ValidRange, words: String, inside: [Double], outside: [Double]) throws {
    #expect(range.description == words)
    for number in inside { try range.check("x", number) }
    for number in outside {
      #expect(try complaint { try range.check("x", number) }.hasPrefix("x must be \(words), not "))
    }
  }
}
