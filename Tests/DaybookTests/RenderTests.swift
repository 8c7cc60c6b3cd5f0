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
        .contains("test.md:36:25: error: parameter \"rounds\" is Int, but the command line gives \"many\""))
    let unknown = try workshop.complaint(weatherNotebook, overrides: ["round": "3"])
    #expect(unknown.contains("there is no parameter \"round\" to set with -P"))
    #expect(unknown.contains("did you mean \"rounds\"?"))
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
