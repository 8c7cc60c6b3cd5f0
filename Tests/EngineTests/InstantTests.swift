import Testing

@testable import Engine

@Suite("Dates and ISO weeks")
struct InstantTests {
  @Test func `every day of four centuries has the date that counting gives, there and back`() throws {
    var year = 1599
    var month = 3
    var day = 1
    let first = Instant.daysSince1970(year: year, month: month, day: day)
    var mistakes = 0
    for number in first..<first + 146_097 + 400 {
      let instant = Instant(microseconds: Int64(number) * Instant.microsecondsPerDay)
      if instant.civil != (year, month, day) || Instant(year: year, month: month, day: day) != instant { mistakes += 1 }
      if instant.weekday != ((number % 7) + 10) % 7 + 1 { mistakes += 1 }
      day += 1
      if day > Instant.days(in: month, of: year) { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
    #expect(mistakes == 0)
    #expect(year == 2000)
  }

  @Test(arguments: [
    // ISO 8601's own examples and year ends of all kinds.
    ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"), ("2005-12-31", "2005-W52"), ("2007-01-01", "2007-W01"),
    ("2007-12-30", "2007-W52"), ("2007-12-31", "2008-W01"), ("2008-12-28", "2008-W52"), ("2008-12-29", "2009-W01"),
    ("2009-12-31", "2009-W53"), ("2010-01-03", "2009-W53"), ("2010-01-04", "2010-W01"), ("2020-12-31", "2020-W53"),
    ("2021-01-03", "2020-W53"), ("1969-12-28", "1969-W52"), ("1969-12-29", "1970-W01"), ("1970-01-01", "1970-W01"),
    ("0001-01-01", "0001-W01"), ("9999-12-31", "9999-W52"), ("1600-02-29", "1600-W09"),
  ])
  func `a date lies in its ISO week`(text: String, week: String) throws {
    let instant = try #require(Instant(text))
    #expect(instant.isoWeek.description == week)
    let monday = instant.isoWeek.firstDay
    #expect(monday.weekday == 1)
    #expect((0..<7).contains(instant.dayNumber - monday.dayNumber))
  }

  @Test(
    arguments: [
      ("2013-07-01", 1_372_636_800_000_000), ("1970-01-01", 0), ("1969-12-31", -86_400_000_000),
      ("1969-12-31T23:59:59.999999Z", -1), ("1970-01-01T00:00:00.000001", 1), ("1970-01-01 01:02", 3_720_000_000),
      ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T19:00-05:00", 0), ("1970-01-01T00:00:00.5Z", 500_000),
      ("1970-01-01T00:00:00.1234567", 123_456), ("0001-01-01", -62_135_596_800_000_000),
      ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
    ] as [(String, Int64)])
  func `a written moment is read to the microsecond`(text: String, microseconds: Int64) throws {
    #expect(try #require(Instant(text)).microseconds == microseconds)
  }

  @Test(arguments: [
    "", "2013", "2013-7-01", "2013-07-1", "2013-07-01T", "2013-07-01T1", "2013-07-01T12", "2013-07-01T12:0",
    "2013-07-01T24:00", "2013-07-01T12:60", "2013-07-01T12:00:", "2013-07-01T12:00:6", "2013-07-01T12:00:60",
    "2013-07-01T12:00:00.", "2013-07-01T12:00+1", "2013-07-01T12:00+01:0", "2013-07-01T12:00+24:00",
    "2013-07-01T12:00ZZ", "2013-07-01x12:00", "2013-02-29", "2013-00-01", "2013-01-00", "0000-01-01", "+013-01-01",
    "２０１３-07-01", "2013/07/01", "2013-07-01T12:00:00.5Y", "2013-07-01T12:00+01:00:00", "20130701", "          ",
  ])
  func `what is no date is nil`(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `a description is read back as the same moment`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let days = random.below(3_652_059) - 719_162
      let instant = Instant(
        microseconds: Int64(days) * Instant.microsecondsPerDay
          + (random.below(3) == 0 ? 0 : Int64(random.below(86_400_000)) * 1000 + Int64(random.below(1000))))
      #expect(Instant(instant.description) == instant, "\(instant)")
    }
  }

  @Test func `moments past the year 9999 and before the year 1 have a date as well`() throws {
    // A shift of the clock carries the last hour over the end.
    #expect(try #require(Instant("9999-12-31T23:30-01:00")).description == "10000-01-01T00:30:00Z")
    #expect(try #require(Instant("0001-01-01T00:30+01:00")).civil == (0, 12, 31))
    let early = Instant(
      microseconds: Int64(Instant.daysSince1970(year: -1, month: 2, day: 3)) * Instant.microsecondsPerDay)
    #expect(early.civil == (-1, 2, 3))
    #expect(early.description == "-0001-02-03")
  }

  @Test func `the first and the last moment that 64 bits hold have descriptions and weeks`() async {
    await #expect(processExitsWith: .success) {
      dieQuietly()
      _ = Instant(microseconds: .min).description
    }
    #expect(Instant(microseconds: .max).description == "294247-01-10T04:00:54.775807Z")
    #expect(Instant(microseconds: .max).isoWeek.description == "294247-W01")
    await #expect(processExitsWith: .success) {
      dieQuietly()
      _ = try table(("t", Column(.date([.max, .min]), validity: Validity(allPresent: 2)))).windows(
        every: .day, on: "t")
    }
  }
}
