import Testing

@testable import Engine

@Suite("Windows of time")
struct WindowTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let period: Period
    let days: [String?]
    let labels: [String]
    let partial: [Bool]
    var testDescription: String { "\(period) \(labels.joined(separator: " "))" }
  }

  @Test(arguments: [
    Example(
      period: .day, days: ["2013-01-01T23:59:59.999999", "2012-12-31", nil, "2013-01-01"],
      labels: ["2012-12-31", "2013-01-01"], partial: [false, false]),
    Example(
      period: .week, days: ["2012-12-24", "2012-12-31", "2013-01-06", "2013-01-07", "2012-12-30"],
      labels: ["2012-W52", "2013-W01", "2013-W02"], partial: [false, false, true]),
    Example(
      period: .week, days: ["2020-12-29", "2021-01-03", "2021-01-04", "2021-01-10"], labels: ["2020-W53", "2021-W01"],
      partial: [true, false]),
    Example(
      period: .month, days: ["2012-12-01", "2012-12-31", "2013-01-31", "2013-02-01", "2013-02-28"],
      labels: ["2012-12", "2013-01", "2013-02"], partial: [false, false, false]),
    Example(period: .month, days: ["2012-02-02", "2012-02-28"], labels: ["2012-02"], partial: [true]),
    Example(
      period: .month, days: ["1969-12-01", "1970-01-31", "9999-12-31"], labels: ["1969-12", "1970-01", "9999-12"],
      partial: [false, false, false]),
    Example(
      period: .week, days: ["0001-01-01", "9999-12-31"], labels: ["0001-W01", "9999-W52"], partial: [false, true]),
  ])
  func `rows fall into the windows of their dates`(_ example: Example) throws {
    let windows = try table(("t", dates(example.days))).windows(every: example.period, on: "t").windows
    #expect(windows.map(\.label) == example.labels)
    #expect(windows.map(\.isPartial) == example.partial)
    #expect(windows.flatMap(\.rows).count == example.days.count { $0 != nil })
    for window in windows {
      for row in window.rows {
        let text = try #require(example.days[Int(row)])
        let instant = try #require(Instant(text))
        #expect(try #require(window.start) <= instant && instant < #require(window.end))
      }
    }
  }

  @Test(arguments: Period.calendar)
  func `windows of thirty years touch, do not overlap and hold every row once`(period: Period) throws {
    var random = SeededGenerator(seed: 31)
    let days = (0..<4000).map { _ in Int64(random.below(11_000) - 5500) }
    let column = Column(.date(days.map { $0 * Instant.microsecondsPerDay + 5 }), validity: Validity(allPresent: 4000))
    let windows = try table(("t", column)).windows(every: period, on: "t").windows
    #expect(Set(windows.map(\.label)).count == windows.count)
    #expect(zip(windows, windows.dropFirst()).allSatisfy { ($0.end ?? Instant(microseconds: .max)) == $1.start })
    #expect(windows.flatMap(\.rows).sorted() == (0..<4000).map(Int32.init))
    #expect(windows.dropFirst().dropLast().allSatisfy { !$0.isPartial })
  }

  @Test func `a column that is no date or holds none is told by name`() throws {
    let sample = try table(("t", dates([nil])), ("i", ints([1])))
    #expect(try complaint { try sample.windows(every: .day, on: "t") }.contains("\"t\""))
    #expect(try complaint { try sample.windows(every: .day, on: "i") }.contains("\"i\" holds a number"))
    #expect(try complaint { try sample.windows(every: .day, on: "x") }.contains("\"x\""))
  }

  @Test func `hours and windows of rows have names, and the last of a few rows is partial`() throws {
    let sample = try table(
      (
        "t",
        dates(["2013-07-01T10:05:00Z", "2013-07-01T10:59:59Z", "2013-07-01T12:00:00Z", nil, "1969-12-31T23:30:00Z"])
      ))
    let hours = try sample.choosing([0, 1, 2, 3]).windows(every: .hour, on: "t")
    #expect(hours.windows.map(\.label) == ["2013-07-01 10:00", "2013-07-01 11:00", "2013-07-01 12:00"])
    #expect(hours.windows.map(\.rowCount) == [2, 0, 1])
    #expect(hours.notices.count == 1 && hours.notices[0].contains("1 row without a value in \"t\""))
    #expect(
      Period.hour.window(number: Period.hour.number(of: try #require(Instant("1969-12-31T23:30:00Z")))).label
        == "1969-12-31 23:00")
    let rows = try sample.windows(every: .rows(3), on: "t")
    #expect(rows.windows.map(\.rows) == [[4, 0, 1], [2]])
    #expect(rows.windows.map(\.label) == ["1–3", "4–4"] && rows.windows.map(\.isPartial) == [false, true])
    let unordered = try sample.windows(every: .rows(2), on: nil)
    #expect(unordered.windows.map(\.rows) == [[0, 1], [2, 3], [4]] && unordered.windows[0].start == nil)
    #expect(try complaint { try sample.windows(every: .day, on: nil) }.contains("on: \"…\""))
    #expect(try complaint { try sample.windows(every: .rows(0), on: "t") }.contains("at least 1"))
  }

  @Test func `a gap is filled with empty windows, and a clock that jumped is left out`() throws {
    let days = (0..<400).map { $0 % 100 < 50 ? "2013-01-0\($0 % 4 + 1)" : "2013-01-09" }
    let windows = try table(("t", dates(days + ["1970-01-01", "2099-05-05"]))).windows(every: .day, on: "t")
    #expect(windows.windows.count == 9 && windows.windows.map(\.rowCount)[4...7] == [0, 0, 0, 0])
    #expect(windows.notices.count == 1)
    #expect(windows.notices[0].contains("2 rows are dated far from all others (1970-01-01, 2099-05-05)"))
  }

  @Test func `a day whose log ends at ten in the morning is partial`() throws {
    let minutes = (0..<2000).map { $0 < 1440 ? $0 : $0 }
    let column = Column(
      .date(minutes.map { Int64($0) * 60_000_000 }), validity: Validity(allPresent: minutes.count))
    let windows = try table(("t", column)).windows(every: .day, on: "t").windows
    #expect(windows.map(\.isPartial) == [false, true])
  }
}
