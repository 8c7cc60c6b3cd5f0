import Foundation
import Testing

@testable import Daybook
@testable import Report

/// What front matter hides is neither in the page nor in its JSON.
@Suite("Privacy")
struct PrivacyTests {
  private static let notebook = """
    ## Data
    ```swift data
    let rows = Table(csv: "rows.csv")
    rows.profile()
    rows.grouped(by: ["town"]) { Aggregate("rows", .count) }
    rows.histogram(of: "town")
    rows.prefix(2)
    let model = train(.logistic(), on: rows, predicting: "late", from: ["age", "town"])
    let evaluation = evaluate(model, on: rows)
    evaluation.confusion
    evaluation.slices(by: ["age", "town"])
    ```
    """

  /// Forty people of two towns, and three of a third one.
  private static let rows =
    "name,age,town,late\n"
    + (0..<83).map { place in
      let town = place < 40 ? "Northam" : place < 80 ? "Southam" : "Tinyham"
      return "Person\(place),\(20 + place % 37),\(town),\((place * 7) % 3 == 0)"
    }.joined(separator: "\n")

  private func render(_ front: String) throws -> (page: Page, html: String, json: String) {
    let workshop = try Workshop()
    try workshop.write(Self.rows, to: "notebooks/rows.csv")
    return try workshop.render("---\ntitle: Test\n\(front)---\n\n\(Self.notebook)")
  }

  @Test func `what is hidden is withheld where a model is deployed`() throws {
    let workshop = try Workshop()
    try workshop.write(Self.rows, to: "notebooks/rows.csv")
    let (_, html, json) = try workshop.render(
      """
      ---
      title: Test
      privacy:
        hide: [town]
      ---

      ```swift deploy
      let rows = Table(csv: "rows.csv")
      let model = train(.logistic(), on: rows, predicting: "late", from: ["age", "town"])
      deploy(model, as: "late")
      ```
      """)
    #expect(!html.contains("Northam") && !json.contains("Northam"))
    let folder = workshop.root.appendingPathComponent("models/late")
    let version = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.count == 16 && !$0.contains(".") })
    for file in ["facts.json", "profile.json", "reference.daybooktable", "card.html", "card.md"] {
      let bytes = try Data(contentsOf: folder.appendingPathComponent("\(version)/\(file)"))
      #expect(bytes.firstRange(of: Data("Northam".utf8)) == nil, "\(file)")
      #expect(bytes.firstRange(of: Data("not yet deployed".utf8)) == nil, "\(file)")
    }
  }

  @Test func `a hidden column is nowhere but in the code`() throws {
    let open = try render("")
    #expect(open.html.contains("Person0") && open.html.contains("Tinyham"))
    let (report, page, json) = try render("privacy:\n  hide: [name, town]\n")
    for text in ["Person", "Northam", "Tinyham"] { #expect(!page.contains(text) && !json.contains(text)) }
    let shown = report.steps.flatMap(\.results).flatMap(\.components)
    #expect(!"\(shown)".contains("town"))
    #expect(page.contains("What concerns hidden columns is left out."))
    // What is not hidden is still there.
    #expect(page.contains(">age<") && json.contains("\"age\""))
  }

  @Test func `a group of a few rows is not told`() throws {
    let (_, page, json) = try render("privacy:\n  minimumGroup: 10\n")
    // Three rows are too few to be told, and alone they are too few for "smaller groups".
    #expect(!page.contains("Tinyham") && page.contains("Northam"))
    #expect(page.contains("1 group of under 10 rows is merged or left out."))
    #expect(!json.contains("\"count\" : 3\n") && !json.contains("\"rows\" : 3\n"))
  }

  @Test func `a column that is not there is no column to hide`() throws {
    let error = #expect(throws: RunFailure.self) { try render("privacy:\n  hide: [nmae]\n") }
    #expect("\(error as Any)".contains("did you mean"))
  }

  @Test func `a page in German has German numbers, its JSON none`() throws {
    let (_, page, json) = try render("lang: de\ndate: 2013-12-31\n")
    #expect(page.contains("31.12.2013") && page.contains(",5%") || page.contains(",2%"))
    #expect(!json.contains("31.12.2013") && json.contains("2013-12-31"))
  }
}
