import Testing

@testable import Engine

@Suite("Expectations")
struct ExpectationTests {
  static func sample() throws -> Table {
    try table(
      ("i", ints([1, 2, nil, 2, 40])), ("d", Column([0.5, .nan, .infinity, -1, 0.5])),
      ("s", Column(["x", nil, "y", "x", "x"])), ("b", bools([true, true, false, nil, true])))
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let expectation: Expect
    let isMet: Bool
    let failing: Int
    let found: String?
    let testDescription: String
    init(_ name: String, _ expectation: Expect, _ isMet: Bool, _ failing: Int, _ found: String?) {
      self.expectation = expectation
      self.isMet = isMet
      self.failing = failing
      self.found = found
      testDescription = name
    }
  }

  @Test(arguments: [
    Example("present", Expect("i").isPresent(), false, 1, "1 missing"),
    Example("mostly present", Expect("i").isPresent(atLeast: 0.8), true, 1, "1 missing"),
    Example("more present", Expect("i").isPresent(atLeast: 0.81), false, 1, "1 missing"),
    Example("between", Expect("i").isBetween(1, 40), true, 0, nil),
    Example("below", Expect("i").isBetween(1, 39), false, 1, "40"),
    Example("infinite", Expect("d").isBetween(-1, 1), false, 1, "–"),
    Example("truth values are numbers", Expect("b").isBetween(0, 1), true, 0, nil),
    Example("one of", Expect("s").isOne(of: ["x", "y", "z"]), true, 0, nil),
    Example("not one of", Expect("s").isOne(of: ["y"]), false, 3, "\"x\""),
    Example("number as text", Expect("i").isOne(of: ["1", "2"]), false, 1, "\"40\""),
    Example("unique", Expect(unique: ["i"]), false, 1, "i 2"),
    Example("missing repeats", Expect(unique: ["s"]), false, 2, "s x"),
    Example("unique pair", Expect(unique: ["i", "s"]), true, 0, nil),
    Example("unique triple", Expect(unique: ["d", "s"]), false, 1, "d 0.5, s x"),
    Example("rows", Expect(rowCount: 5...5), true, 0, nil),
    Example("too few rows", Expect(rowCount: 6...9), false, 0, "5 rows"),
  ])
  func `a check tells whether it is met, how many rows break it and one of them`(_ example: Example) throws {
    let result = try Self.sample().validate([example.expectation])
    let check = try #require(result.checks.first)
    #expect(check.isMet == example.isMet)
    #expect(check.failingRows == example.failing)
    #expect(check.firstFailure == example.found)
    #expect(!check.expectation.isEmpty)
    #expect(result.metCount == (example.isMet ? 1 : 0))
  }

  @Test func `each check of a chain is reported in its order`() throws {
    let result = try Self.sample().validate {
      Expect("i").isPresent(atLeast: 0.5).isBetween(0, 3)
      Expect("s").isOne(of: ["x"])
    }
    #expect(result.checks.map(\.isMet) == [true, false, false])
    #expect(result.checks.map(\.failingRows) == [1, 1, 1])
  }

  @Test func `repeated rows agree with brute force`() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<30 {
      let count = 1 + random.below(40)
      let a = (0..<count).map { _ in random.below(4) == 0 ? nil : Int64(random.below(4)) }
      let b = (0..<count).map { _ in random.below(4) == 0 ? nil : "v\(random.below(3))" }
      let repeats = count - Set((0..<count).map { "\(a[$0].map { "\($0)" } ?? "·")/\(b[$0] ?? "·")" }).count
      let result = try table(("a", ints(a)), ("b", Column(b))).validate([Expect(unique: ["a", "b"])])
      #expect(result.checks[0].failingRows == repeats)
    }
  }

  @Test(arguments: [
    (Expect("x").isPresent(), "\"x\""), (Expect("s").isBetween(0, 1), "\"s\""), (Expect(unique: ["i", "x"]), "\"x\""),
    (Expect("x").isOne(of: ["a"]), "\"x\""), (Expect("i").isOne(of: []), "at least one value"),
    (Expect("i"), "says nothing yet"),
  ])
  func `an expectation that cannot be checked is an error with the column's name`(expectation: Expect, name: String)
    throws
  {
    #expect(try complaint { try Self.sample().validate([expectation]) }.contains(name))
  }

  @Test func `a share that is reached exactly is reached`() throws {
    for present in 1...10 {
      let column = ints((0..<10).map { $0 < present ? 1 : nil })
      let check = try table(("x", column)).validate([Expect("x").isPresent(atLeast: Double(present) / 10)]).checks[0]
      #expect(check.isMet, "\(present) of 10")
    }
  }

  @Test func `a key of no columns is refused`() throws {
    #expect(throws: DataError.self) { try Self.sample().validate([Expect(unique: [])]) }
  }

  @Test func `the smallest whole number is not a missing value`() throws {
    #expect(try table(("x", ints([.min, nil]))).validate([Expect(unique: ["x"])]).checks[0].isMet)
  }
}
