import Testing

@testable import Engine

@Suite("Splits by time")
struct SplitTests {
  static func sample() throws -> Table {
    try table(
      ("t", dates(["2013-06-30T23:59:59.999999", "2013-07-01", nil, "1969-12-31", "2013-07-02"])),
      ("i", ints([0, 1, 2, 3, 4])))
  }

  @Test(arguments: [
    ("2013-07-01", ["0", "3"], ["1", "4"]), ("1970-01-01", ["3"], ["0", "1", "4"]),
    ("2013-07-01T00:00:00.000001", ["0", "1", "3"], ["4"]), ("2013-07-01T02:00+02:00", ["0", "3"], ["1", "4"]),
  ])
  func `rows before the moment train, rows from it on test, rows without a date do neither`(
    at text: String, train: [String], test: [String]
  ) throws {
    let split = try Self.sample().split(on: "t", at: text)
    #expect(try split.train.texts("i") == train)
    #expect(try split.test.texts("i") == test)
    #expect(split.rule == .time(column: "t", at: try #require(Instant(text))))
  }

  @Test(arguments: [
    ("t", "1960-01-01", "no rows before 1960-01-01"), ("t", "2020-01-01", "no rows from 2020-01-01 on"),
    ("t", "soon", "\"soon\" is no date"), ("t", "2013-02-29", "no date"),
    ("i", "2013-07-01", "\"i\" holds a number"),
    ("x", "2013-07-01", "no column \"x\""),
  ])
  func `a split that makes no sense is told`(column: String, text: String, words: String) throws {
    #expect(try complaint { try Self.sample().split(on: column, at: text) }.contains(words))
  }

  @Test func `a table without rows cannot be split`() throws {
    #expect(try complaint { try Self.sample().filter(false).split(on: "t", at: "2013-07-01") }.contains("no rows"))
  }
}
