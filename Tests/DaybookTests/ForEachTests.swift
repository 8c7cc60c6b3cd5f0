import Daybook
import Testing

/// One report for each value of a parameter.
@Suite("For each value")
struct ForEachTests {
  @Test(arguments: [
    ("week=2013-W51...2014-W02", ["2013-W51", "2013-W52", "2014-W01", "2014-W02"]),
    ("week=2020-W52...2021-W01", ["2020-W52", "2020-W53", "2021-W01"]),
    ("month=2013-11...2014-01", ["2013-11", "2013-12", "2014-01"]),
    ("day=2024-02-28...2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]), ("n=9...11", ["9", "10", "11"]),
    ("n=-1...1", ["-1", "0", "1"]), ("origin=EWR, JFK,LGA", ["EWR", "JFK", "LGA"]), ("x=a=b", ["a=b"]),
    ("x=../a,..b", ["../a", "..b"]),
  ])
  func `ranges and lists are spelled out`(text: String, values: [String]) throws {
    #expect(try ParameterValues(text).values == values)
  }

  @Test(arguments: [
    ("week", "write name=first...last"), ("=1...2", "write name=first...last"), ("n=3...1", "ends before it starts"),
    ("week=2013-W60...2013-W61", "is no range"), ("week=2013-W53...2014-W01", "is no range"),
    ("n=1...x", "is no range"), ("week=2013-W27..2013-W30", "write week=2013-W27...2013-W30, with three dots"),
    ("n=1..<4", "write n=1...4"), ("n=1…4", "write n=1...4"),
    ("n=", "names no value"), ("n=0...100000", "more than 10,000"),
    ("n=-9223372036854775808...9223372036854775807", "more than 10,000"),
    ("day=0001-01-01...9999-12-31", "more than 10,000"),
  ])
  func `what is no list of values is explained`(text: String, message: String) {
    #expect { try ParameterValues(text) } throws: { "\($0)".contains(message) }
  }

  @Test(arguments: [("2013-W27", "2013-W27"), ("a/b c", "a-b-c"), ("../x", "..-x"), ("é.1_2", "é.1_2")])
  func `a value becomes a part of a file's name`(value: String, name: String) {
    #expect(ParameterValues.fileName(for: value) == name)
  }

  @Test func `the title names the value`() throws {
    let notebook = """
      ---
      title: Report of {week}
      ---

      ```swift
      let week = parameter("week", default: "2013-W01", help: "the week")
      week
      ```
      """
    let workshop = try Workshop()
    #expect(try workshop.render(notebook).page.title == "Report of 2013-W01")
    #expect(try workshop.render(notebook, overrides: ["week": "2013-W30"]).page.title == "Report of 2013-W30")
  }
}
