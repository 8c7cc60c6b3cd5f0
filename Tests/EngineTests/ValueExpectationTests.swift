import Testing

@testable import Engine

@Suite("Expectations of values, orders, totals and pairs")
struct ValueExpectationTests {
  static func sample() throws -> Table {
    try table(
      ("i", ints([1, 2, nil, 2, 40])), ("d", Column([0.5, .nan, 1e6, -1, 0.5])),
      ("s", Column(["UA1", nil, "é", "👩‍🚀", "UA1"])), ("b", bools([true, true, false, nil, true])),
      ("t", dates(["2013-07-01", nil, "2013-07-03", "2013-07-03", "2013-07-02"])))
  }

  static func other() throws -> Table {
    try Table(label: "codes", columns: [("key", Column(["UA1", "é"])), ("number", Column([1.0, 2]))])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expectation: Expect
    let isMet: Bool
    /// Number of rows looked at, of those that break it, and what the first of them are.
    let found: (checked: Int, failing: Int, samples: [String])
    init(_ name: String, _ expectation: Expect, _ isMet: Bool, _ checked: Int, _ failing: Int, _ samples: [String]) {
      testDescription = name
      self.expectation = expectation
      self.isMet = isMet
      found = (checked, failing, samples)
    }
  }

  private static func day(_ text: String) -> Instant { Instant(text) ?? Instant(microseconds: 0) }

  static let cases: [Case] = [
    Case("a share of values", Expect("i").isBetween(0, 3, atLeast: 0.75), true, 4, 1, ["5: 40"]),
    Case("too few of them", Expect("i").isBetween(0, 3, atLeast: 0.76), false, 4, 1, ["5: 40"]),
    Case("dates", Expect("t").isBetween(day("2013-07-02"), day("2013-07-03")), false, 4, 1, ["1: 2013-07-01"]),
    Case("matches", Expect("s").matches("[A-Z]{2}\\d"), false, 4, 2, ["3: \"é\"", "4: \"👩‍🚀\""]),
    Case(
      "the whole text", Expect("s").matches("UA"), false, 4, 4, ["1: \"UA1\"", "3: \"é\"", "4: \"👩‍🚀\"", "5: \"UA1\""]),
    Case("anywhere", Expect("s").matches(".*A.*|."), true, 4, 0, []),
    Case("letters are what a reader sees", Expect("s").hasLength(1...1), false, 4, 2, ["1: \"UA1\"", "5: \"UA1\""]),
    Case("length", Expect("s").hasLength(1..<4), true, 4, 0, []),
    Case(
      "no length", Expect("s").hasLength(2..<2, atLeast: 0), true, 4, 4,
      ["1: \"UA1\"", "3: \"é\"", "4: \"👩‍🚀\"", "5: \"UA1\""]),
    Case("unique", Expect("s").isUnique(), false, 4, 1, ["5: s UA1"]),
    Case("missing is no value twice", Expect("b").isUnique(), false, 4, 2, ["2: true", "5: true"]),
    Case("rises", Expect("i").isIncreasing(), true, 4, 0, []),
    Case("rises always", Expect("i").isIncreasing(strictly: true), false, 4, 1, ["4: 2 after 2"]),
    Case("falls", Expect("d").isDecreasing(), false, 4, 2, ["3: 1000000.0 after 0.5", "5: 0.5 after -1.0"]),
    Case("dates rise", Expect("t").isIncreasing(), false, 4, 1, ["5: 2013-07-02 after 2013-07-03"]),
    Case("fresh", Expect("t").isFresh(days: 2, before: day("2013-07-05")), true, 4, 0, []),
    Case("of the day itself", Expect("t").isFresh(days: 0, before: day("2013-07-03")), true, 4, 0, []),
    Case("stale", Expect("t").isFresh(days: 1.9, before: day("2013-07-05")), false, 4, 0, []),
    Case("of the future", Expect("t").isFresh(days: 2, before: day("2013-07-02")), false, 4, 0, []),
    Case("mean", Expect("i").meanIsBetween(11.25, 11.25), true, 4, 0, []),
    Case("mean of truth values", Expect("b").meanIsBetween(0.8, 1), false, 4, 0, []),
    Case("sum", Expect("d").sumIsBetween(1_000_000, 1_000_000), true, 4, 0, []),
    Case("sum outside", Expect("i").sumIsBetween(0, 44), false, 4, 0, []),
    Case("pairs", Expect(every: col("d") <= col("i")), false, 3, 0, []),
    Case("pairs where", Expect(every: col("i") == 2, where: col("d") < 0), true, 1, 0, []),
    Case(
      "rows keep their numbers", Expect("i", where: col("t") > day("2013-07-01")).isBetween(0, 3), false, 2, 1,
      ["5: 40"]),
    Case("present where", Expect("i", where: col("d").isPresent).isPresent(), false, 4, 1, ["3: missing"]),
  ]

  @Test(arguments: cases.filter { $0.testDescription != "pairs" })
  func `a check says how many rows it looked at, how many break it and which`(_ example: Case) throws {
    let check = try #require(try Self.sample().validate([example.expectation]).checks.first)
    #expect(check.isMet == example.isMet)
    #expect(check.checkedRows == example.found.checked && check.failingRows == example.found.failing)
    #expect(check.samples.map { "\($0.row): \($0.value)" } == example.found.samples)
    #expect((check.firstFailure == nil) == (example.isMet && example.found.failing == 0))
  }

  @Test func `a pair of columns is compared row by row, a missing one satisfying it`() throws {
    let check = try Self.sample().validate([Expect(every: col("d") <= col("i"), atLeast: 0.5)]).checks[0]
    // 0.5 ≤ 1, −1 ≤ 2, 0.5 ≤ 40; two rows lack one of them.
    #expect(check.isMet && check.checkedRows == 3 && check.failingRows == 0)
    let more = try Self.sample().validate([Expect(every: col("i") * 2 >= col("d") + col("i"), where: col("b"))]).checks[
      0]
    #expect(more.isMet && more.checkedRows == 2)
    let broken = try Self.sample().validate([Expect(every: col("i") == col("d"))]).checks[0]
    #expect(broken.failingRows == 3 && broken.samples[0] == FailingRow(row: 1, value: "i 1, d 0.5"))
  }

  @Test func `foreign keys are found in another table's column`() throws {
    let checks = try Self.sample().validate {
      Expect("s").isFound(in: try Self.other(), column: "key")
      Expect("i").isFound(in: try Self.other(), column: "number", atLeast: 0.75)
    }.checks
    #expect(checks.map(\.failingRows) == [1, 1] && checks.map(\.isMet) == [false, true])
    #expect(checks[0].samples == [FailingRow(row: 4, value: "\"👩‍🚀\"")])
    #expect(checks[0].expectation == "s is found in key of codes")
  }

  @Test func `what should hold is a warning, what must hold a failure`() throws {
    let result = try Self.sample().validate {
      Expect("i").isPresent().severity(.should).isBetween(0, 3)
      Expect("s").isPresent(atLeast: 0.5)
    }
    #expect(result.isMet && result.warnings.count == 2 && result.failures.isEmpty && result.metCount == 1)
    let failed = try Self.sample().validate([Expect("i").isPresent()])
    #expect(!failed.isMet && failed.warnings.isEmpty)
  }

  @Test(arguments: [
    (Expect("s").matches("(a"), "\"(a\" is no regular expression: expected ')'"),
    (Expect("s").matches("(?<=a)b"), "lookbehind"),
    (Expect("i").matches("a"), "matches needs strings, but column \"i\""),
    (Expect("d").hasLength(1...2), "hasLength needs strings"), (Expect("s").hasLength(-1...2), "never below 0"),
    (Expect("t").isBetween(0, 1), "holds dates"),
    (Expect("i").isBetween(Instant(microseconds: 0), Instant(microseconds: 1)), "numbers"),
    (Expect("i").isBetween(3, 1), "3 is above 1"),
    (Expect("i").isFresh(days: 1, before: Instant(microseconds: 0)), "dates"),
    (Expect("t").isFresh(days: -1, before: Instant(microseconds: 0)), "days must be from 0"),
    (Expect("s").isIncreasing(), "numbers or dates"), (Expect("b").isDecreasing(), "truth values"),
    (Expect("s").meanIsBetween(0, 1), "the mean needs numbers"),
    (Expect("t").sumIsBetween(0, 1), "the sum needs numbers"),
    (Expect("i").meanIsBetween(.nan, 1), "lower bound"), (Expect("i").isBetween(0, 1, atLeast: 1.5), "atLeast must be"),
    (Expect(every: col("i") + 1), "true or false"), (Expect(every: col("x") > 1), "\"x\""),
    (Expect("i", where: col("i")).isPresent(), "where: needs a condition"), (Expect("j").isUnique(), "\"j\""),
    (Expect("j").isFresh(days: 1, before: Instant(microseconds: 0)), "\"j\""),
  ])
  func `what cannot be checked is an error that says why`(expectation: Expect, words: String) throws {
    let complaint = try complaint { try Self.sample().validate([expectation]) }
    #expect(complaint.contains(words), "\(complaint)")
  }

  @Test func `a key that is not there, or holds another type, is told`() throws {
    let other = try Self.other()
    #expect(
      try complaint { try Self.sample().validate([Expect("s").isFound(in: other)]) } == "no column \"s\" in codes")
    let clash = try complaint { try Self.sample().validate([Expect("i").isFound(in: other, column: "key")]) }
    #expect(clash.contains("\"i\" holds numbers, but \"key\" of codes holds strings"))
  }

  @Test(arguments: [[], [0]] as [[Int32]])
  func `a table of no row or one is checked as any other`(rows: [Int32]) throws {
    let sample = try Self.sample().choosing(rows)
    for example in Self.cases {
      let check = try #require(try sample.validate([example.expectation]).checks.first)
      #expect(check.failingRows <= check.checkedRows && check.failingShare <= 1)
    }
    let none = try sample.choosing([]).validate {
      Expect("i").meanIsBetween(0, 1)
      Expect("i").sumIsBetween(0, 0)
      Expect("t").isFresh(days: 1, before: Instant(microseconds: 0))
    }
    #expect(none.checks.map(\.isMet) == [false, true, false])
    #expect(none.checks.map(\.firstFailure) == ["no value", nil, "no date"])
  }

  @Test func `a column without a value and infinities are no trap`() throws {
    let sample = try table(
      ("n", Column([String?](repeating: nil, count: 3))), ("x", Column([.infinity, -.infinity, 1])))
    let checks = try sample.validate {
      Expect("n").isUnique().matches("a").hasLength(1...1).isOne(of: ["a"])
      Expect("x").isIncreasing().sumIsBetween(-1, 1).meanIsBetween(-1, 1).isBetween(-.infinity, .infinity)
    }.checks
    #expect(checks.map(\.isMet) == [true, true, true, true, false, false, false, true])
  }

  @Test func `every expectation keeps its meaning in storage`() throws {
    let expectations =
      Self.cases.map(\.expectation) + [Expect("s").isFound(in: try Self.other(), column: "key").severity(.should)]
    let copy = try [Expect](storedBytes: expectations.storedBytes())
    let (before, after) = (try Self.sample().validate(expectations), try Self.sample().validate(copy))
    #expect(try before.storedBytes() == after.storedBytes())
    #expect(
      try Validation(storedBytes: before.storedBytes()).checks.map(\.expectation) == before.checks.map(\.expectation))
  }
}
