import Diagnostics
import Foundation
import Report
import Testing

@testable import Daybook

@Suite("A notebook becomes a report")
struct RenderTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
  }

  @Test func `goals are measured by the steps that can`() throws {
    let page = try workshop.render(weatherNotebook).page
    #expect(page.goals.map(\.state) == [.met, .missed, .met])
    #expect(page.goals.map { $0.step?.word } == ["evaluate", "evaluate", "monitor"])
    #expect(page.goals[1].measurement?.rows == 43)
  }

  @Test func `sentences carry values and link to figures`() throws {
    let html = try workshop.render(weatherNotebook).html
    #expect(html.contains("There are 240 days,"))
    #expect(html.contains("see <a href=\"#table-2\">Table 2</a> and <a href=\"#figure-2\">Figure 2</a>."))
    #expect(html.contains("id=\"figure-2\""))
    #expect(html.contains("Done &amp; dusted"))
  }

  @Test func `every link inside the page leads somewhere, and no anchor stands twice`() throws {
    let html = try workshop.render(weatherNotebook).html
    let anchors = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
    #expect(anchors.count == Set(anchors).count)
    for link in html.matches(of: /href="#([^"]+)"/) { #expect(anchors.contains(String(link.1)), "\(link.1)") }
  }

  @Test func `a heading does not take the anchor of a figure or a step`() throws {
    let html = try workshop.render("# A\n\n## Step 1\n\n## Figure 1\n\n```swift\nnote(\"x\")\n```\n").html
    let anchors = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
    #expect(anchors.count == Set(anchors).count)
    #expect(anchors.contains("section-step-1") && anchors.contains("step-1"))
  }

  @Test func `a heading of the first level below the title is a part, unless it says the title again`() throws {
    let front = "---\ntitle: All of it\n---\n\n"
    let again = try workshop.render(front + "# All of it\n\nText\n")
    #expect(again.html.components(separatedBy: "<h1").count == 2)
    let part = try workshop.render(front + "# A part\n\nText\n\n## A section\n")
    #expect(part.html.contains("<h1 id=\"a-part\">A part</h1>"))
    #expect(part.html.contains("<li><a href=\"#a-part\">A part</a></li>"))
  }

  @Test func `a table that stands alone shows its first rows as the data have them`() throws {
    try workshop.write(
      "year,delay,who,day\n"
        + (0..<12).map { "2013,\($0 == 1 ? "" : "-\($0).5"),<a&b>,2013-01-0\($0 % 9 + 1)\n" }.joined(),
      to: "notebooks/data/t.csv")
    let code = """
      let t = Table(csv: "data/t.csv")
      t
      t.filter(col("delay") < -10).selecting(["who"])
      t.filter(col("delay") > 0)
      """
    let html = try workshop.render("```swift data\n\(code)\n```\n").html
    #expect(html.contains("t has 12 rows and 4 columns. Shown are the first 10 rows."))
    #expect(html.contains("<th scope=\"col\" class=\"num\">year</th>"))
    #expect(html.contains("<th scope=\"col\">who</th>"))
    #expect(
      html.contains(
        "><td class=\"num\">2013</td><td class=\"num\">−0.5</td><td>&lt;a&amp;b&gt;</td>"
          + "<td class=\"num\">2013-01-01</td></tr>"))
    #expect(html.contains("<td class=\"num\">2013</td><td class=\"num\">–</td>"))
    #expect(html.contains("t has 2 rows and 1 column.</figcaption>"))
    #expect(html.contains("t has 0 rows and 4 columns.</figcaption>"))
  }

  @Test func `tuples with labels are shown as tables, and no table is without a caption`() throws {
    let code = #"""
      let stations = [(name: "north", days: 12345, wet: percent(0.25)), (name: "east", days: 7, wet: "none")]
      stations
      show(stations, caption: "Stations.")
      stations[0]
      ["b": 2, "a": 1]
      [("x", 1)]
      """#
    let (page, html, json) = try workshop.render("```swift\n\(code)\n```\n")
    #expect(page.steps.flatMap(\.results).map(\.kind) == ["rows", "rows", "values", "values", "list"])
    #expect(
      html.contains("<th scope=\"col\">name</th><th scope=\"col\" class=\"num\">days</th><th scope=\"col\">wet</th>"))
    #expect(html.contains("<th scope=\"row\">north</th><td class=\"num\">12,345</td><td>25.0%</td>"))
    let captions = html.matches(of: /<figcaption><b>[^<]+<\/b> ([^<]*)</).map { String($0.1) }
    #expect(captions == ["2 rows.", "Stations.", "3 values.", "2 values."])
    #expect(json.contains("\"days\" : \"12,345\""))
  }

  @Test func `the same input gives the same bytes`() throws {
    let first = try workshop.render(weatherNotebook)
    let second = try workshop.render(weatherNotebook)
    #expect(first.html == second.html)
    #expect(first.json == second.json)
  }

  @Test func `the JSON holds every result with its numbers`() throws {
    let json = try workshop.render(weatherNotebook).json
    let report = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(report["format"] as? Int == 1)
    #expect(report["title"] as? String == "Will it rain?")
    let results = try #require(report["results"] as? [[String: Any]])
    let kinds = results.compactMap { $0["kind"] as? String }
    #expect(
      kinds == [
        "project", "profile", "validation", "model", "evaluation", "rocCurve", "calibration", "confusion", "slices",
        "monitor", "drift", "timeline", "rates", "note",
      ])
    let provenance = try #require(report["provenance"] as? [String: Any])
    let inputs = try #require(provenance["inputs"] as? [[String: Any]])
    #expect(inputs.first?["rows"] as? Int == 240)
    #expect((inputs.first?["sha256"] as? String)?.count == 64)
    #expect((report["goals"] as? [[String: Any]])?.count == 3)
  }

  @Test func `the command line sets parameters in their type`() throws {
    let page = try workshop.render(weatherNotebook, overrides: ["rounds": "3"]).page
    #expect(page.provenance.parameters.map(\.value) == ["3"])
    #expect(
      try workshop.complaint(weatherNotebook, overrides: ["rounds": "many"])
        .contains(
          "test.md:36:25: error: with -P rounds=many: the parameter \"rounds\" is Int, but it is given \"many\""))
    let unknown = try workshop.complaint(weatherNotebook, overrides: ["round": "3"])
    #expect(unknown.contains("there is no parameter \"round\" to set with -P"))
    #expect(unknown.contains("did you mean \"rounds\"?"))
  }

  @Test func `what a value of the command line leaves empty is told with it`() throws {
    let notebook = """
      ```swift
      let week = parameter("week", default: "2024-W10")
      let all = Table(csv: "data/weather.csv")
      let split = all.split(on: "day", at: "2024-05-01")
      let model = train(.logistic(), on: split.train, predicting: "wet", from: ["wind"])
      let those = all.filter(col("day").isoWeek == week)
      evaluate(model, on: those)
      ```
      """
    let told = try workshop.complaint(notebook, overrides: ["week": "2030-W01"])
    #expect(told.hasPrefix("test.md:7:21: error: with -P week=2030-W01: those has no rows"))
    let wrong = try workshop.complaint(notebook, overrides: ["week": "2024-W53"])
    #expect(wrong.contains("the calendar has no week \"2024-W53\""))
  }

  @Test func `a reference to a block that shows nothing this time is a warning`() throws {
    let notebook = """
      See @fig-alerts and @fig-days.

      ```swift
      //| label: days
      let all = Table(csv: "data/weather.csv")
      all
      ```

      ```swift
      //| label: alerts
      let split = all.split(on: "day", at: "2024-05-01")
      let model = train(.logistic(), on: split.train, predicting: "wet", from: ["wind"])
      monitor(model, split.test, against: split.train, every: .month, on: "day").alerts
      ```
      """
    let path = try workshop.write(notebook, to: "notebooks/test.md")
    let warnings = try NotebookRun(path: path).run().warnings
    #expect(warnings.map(\.message) == ["block \"alerts\" shows no figure or table this time"])
    #expect(warnings.first?.place == Place(line: 1, column: 5, length: 11))
  }

  @Test func `a mistake that a value of the command line causes is told with it`() throws {
    let notebook = """
      ```swift
      let week = parameter("week", default: "2013-W30")
      let position = parameter("place", default: 1)
      endOf(week: week)
      [1, 2, 3][position]
      [1, 2, 3][position + 1 - position]
      [1][2 - 1]
      ```
      """
    #expect(
      try workshop.complaint(notebook, overrides: ["week": "30"])
        .hasPrefix("test.md:4:13: error: with -P week=30: \"30\" is no ISO week"))
    #expect(
      try workshop.complaint(notebook, overrides: ["place": "3"])
        .hasPrefix("test.md:5:11: error: with -P place=3: there is no element 3"))
    #expect(
      try workshop.complaint(notebook, overrides: ["place": "2"]).hasPrefix("test.md:7:5: error: there is no element 1")
    )
    var run = NotebookRun(path: try workshop.write(notebook, to: "notebooks/each.md"), overrides: ["week": "30"])
    run.repeatedParameter = "week"
    #expect { try run.run() } throws: { "\($0)".contains("with --for-each week=30: ") }
  }

  @Test func `options of a block are kept`() throws {
    let notebook = """
      ```swift data
      //| label: one
      //| caption: My own words
      //| echo: false
      let all = Table(csv: "data/weather.csv")
      all.profile()
      ```

      ```swift data
      //| show: false
      note("hidden")
      ```

      ```swift data
      //| eval: false
      note("never run")
      nonsense(
      ```
      """
    // Code that is not run need not parse.
    let html = try workshop.render(notebook).html
    #expect(html.contains("My own words"))
    #expect(!html.contains("Table</span>(csv:"))
    #expect(!html.contains("<p>hidden</p>"))
  }
}
