import Testing

@testable import Charts

@Suite("Ticks")
struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, 4, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0.838...0.955, 3, [0.85, 0.9, 0.95]),
    (0.83...0.97, 3, [0.8, 0.85, 0.9, 0.95, 1]),
    (0...0.395, 2, [0, 0.2, 0.4]), (-3...8, 3, [-5, 0, 5, 10]), (0...97, 4, [0, 20, 40, 60, 80, 100]),
    (1e6...3e6, 4, [1e6, 1.5e6, 2e6, 2.5e6, 3e6]),
  ])
  func `that cover a range are round and reach to its ends`(
    range: ClosedRange<Double>, count: Int, expected: [Double]
  ) {
    let ticks = Ticks(covering: range, count: count)
    #expect(ticks.values.count == expected.count)
    for (tick, value) in zip(ticks.values, expected) { #expect(abs(tick - value) <= abs(value) * 1e-12) }
  }

  private static let hardRanges: [ClosedRange<Double>] = [
    0...0, 1...1, -7...(-7), 1e300...1e300, -1e300...1e300, 1e-300...2e-300,
    .leastNonzeroMagnitude ... .leastNonzeroMagnitude, 1e15...(1e15 + 1),
    0...1e-12, -0.001...1e9,
  ]

  @Test(arguments: hardRanges)
  func `are few, ascending and around the range, whatever it is`(range: ClosedRange<Double>) {
    let ticks = Ticks(covering: range, count: 4)
    #expect((2...10).contains(ticks.values.count))
    #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 && $1.isFinite })
    let slack = (range.upperBound - range.lowerBound) * 1e-6
    #expect(ticks.domain.lowerBound <= range.lowerBound + slack)
    #expect(ticks.domain.upperBound >= range.upperBound - slack)
    #expect(Set(ticks.labels(.number(decimals: 2))).count == ticks.values.count || range.upperBound >= 1e15)
  }

  @Test func `inside a range do not reach past its ends`() {
    #expect(Ticks(within: -42...103, count: 6).values == [-40, -20, 0, 20, 40, 60, 80, 100])
  }

  @Test(arguments: [
    (0.0...1.0, 2, NumberStyle.number(decimals: 0), ["0", "0.5", "1"]),
    (0.8...0.95, 3, .number(decimals: 3), ["0.80", "0.85", "0.90", "0.95"]),
    (0...0.5, 2, .percent(decimals: 1), ["0%", "20%", "40%", "60%"]),
    (0...0.01, 2, .percent(decimals: 0), ["0%", "0.5%", "1%"]),
    (0...3e6, 3, .number(decimals: 0), ["0", "1M", "2M", "3M"]),
    (-2...2, 4, .number(decimals: 1), ["−2", "−1", "0", "1", "2"]),
    (0...4e-9, 2, .number(decimals: 1), ["0", "2e-9", "4e-9"]),
  ])
  func `have as many decimals as tell them apart`(
    range: ClosedRange<Double>, count: Int, style: NumberStyle, expected: [String]
  ) {
    #expect(Ticks(covering: range, count: count).labels(style) == expected)
  }
}

@Suite("Labels of steps")
struct StepLabelsTests {
  @Test func `leave out what all of them share`() {
    #expect(StepLabels(["2013-W27", "2013-W28"]).texts == ["W27", "W28"])
    #expect(StepLabels(["2013-07-01", "2013-07-08", "2013-08-01"]).texts == ["07-01", "07-08", "08-01"])
    #expect(StepLabels(["2013-W52", "2014-W01"]).texts == ["2013-W52", "2014-W01"])
    #expect(StepLabels(["run 9", "run 10"]).texts == ["9", "10"])
    #expect(StepLabels(["2013-W27"]).texts == ["2013-W27"])
    #expect(StepLabels(["one same", "one same"]).texts == ["one same", "one same"])
  }

  @Test func `are thinned until they are clear of each other`() {
    let weeks = StepLabels(Sample.weeks)
    #expect(weeks.shown(pitch: 100).count == 26)
    #expect(weeks.shown(pitch: 30).count == 13)
    #expect(weeks.shown(pitch: 23.2).map(\.step) == [0, 4, 8, 12, 16, 20, 24])
    #expect(weeks.shown(pitch: 0).map(\.step) == [0])
    #expect(StepLabels([]).shown(pitch: 10).isEmpty)
  }

  @Test func `a year of days is labelled by its months`() {
    let start = CivilDate(year: 2012, month: 12, day: 20).secondsSince1970
    let days = (0..<400).map { CivilDate(secondsSince1970: start + Double($0) * 86_400).text }
    let shown = StepLabels(days).shown(pitch: 1.6)
    #expect(shown.map(\.text) == ["Jan 2013", "Apr", "Jul", "Oct", "Jan 2014"])
    #expect(shown.map { days[$0.step] }.allSatisfy { $0.hasSuffix("-01") })
  }

  @Test func `dates are those of the calendar, before 1970 as well`() {
    for (text, seconds) in [
      ("1970-01-01", 0.0), ("1969-12-31 23:59:59", -1), ("2000-02-29", 951_782_400), ("1900-03-01", -2_203_891_200),
      ("2026-11-28 12:30", 1_795_869_000),
    ] {
      #expect(CivilDate(secondsSince1970: seconds).text == text)
    }
    for year in [-4, 0, 1600, 1900, 1968, 2000, 2400] {
      for month in 1...12 {
        let date = CivilDate(year: year, month: month, day: 1)
        #expect(CivilDate(secondsSince1970: date.secondsSince1970) == date)
      }
    }
  }

  @Test func `an axis of time has its marks where the calendar has its joints`() {
    func marks(_ from: String, _ to: String) -> [String] {
      func seconds(_ text: String) -> Double {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return CivilDate(year: parts[0], month: parts[1], day: parts[2]).secondsSince1970
      }
      return CalendarTicks(seconds(from)...seconds(to), count: 6).labels
    }
    #expect(marks("2013-01-01", "2013-07-01") == ["Jan 2013", "Feb", "Mar", "Apr", "May", "Jun", "Jul"])
    #expect(marks("1961-05-05", "1969-05-05") == ["1962", "1964", "1966", "1968"])
    #expect(marks("2013-12-30", "2014-01-04") == ["30 Dec 2013", "31", "1 Jan 2014", "2", "3", "4"])
    #expect(marks("2013-03-01", "2013-03-02").first == "1 Mar 00:00")
  }

  @Test func `an axis of ratios has its marks at powers of ten`() {
    func marks(_ low: Double, _ high: Double) -> [String] {
      AxisMarks(.logarithmic, low...high, count: 5, style: .compact, isTight: true).labels
    }
    #expect(marks(0, 3) == ["1", "3", "10", "30", "100", "300", "1k"])
    #expect(marks(-2, 6) == ["0.01", "1", "100", "10k", "1M"])
    #expect(AxisKind.logarithmic.place(0) == nil && AxisKind.logarithmic.place(-1) == nil)
  }
}
