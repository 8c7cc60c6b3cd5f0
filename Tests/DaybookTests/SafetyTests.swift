import Foundation
import Testing

@testable import Daybook

@Suite("A page is safe to open")
struct SafetyTests {
  let workshop: Workshop
  private let attack = "<script>alert(1)</script>"

  init() throws { workshop = try Workshop() }

  @Test func `what data and titles say stays text`() throws {
    let quoted = attack.replacingOccurrences(of: "\"", with: "\"\"")
    var lines = ["day,\"\(quoted)\",\"{{{body}}}\",wet"]
    for i in 0..<120 {
      lines.append("2024-0\(1 + i / 28)-\(10 + i % 15),\"\(quoted) \(i % 3)\",\(i % 7),\(i % 7 > 3)")
    }
    try workshop.write(lines.joined(separator: "\n"), to: "notebooks/data/d.csv")
    let notebook = """
      ---
      title: "\(attack) {{style}}"
      subtitle: "\(attack)"
      author: "\(attack)"
      ---

      ## \(attack) & more {{#goals}}

      Raw \(attack) and <b onclick="x">bold</b>, [a](javascript:alert(1)), ![p](http://example.org/p.png),
      <iframe src="http://example.org"></iframe> and `{swift} "\(attack)"`.

      ```swift data
      //| caption: \(attack)
      let d = Table(csv: "data/d.csv")
      d.profile()
      let split = d.split(on: "day", at: "2024-03-01")
      let features = ["\(attack)", "{{{body}}}"]
      let model = train(.boostedTrees(rounds: 5, minimumRows: 2), on: split.train, predicting: "wet", from: features)
      let quality = evaluate(model, on: split.test, against: [.rule("\(attack)", col("{{{body}}}") > 3)])
      quality
      quality.slices(by: features, covering: 0.05)
      monitor(model, split.test, against: split.train, every: .month, on: "day").drift
      note("\(attack)")
      show(d.profile(), caption: "\(attack)")
      ```
      """
    let html = try workshop.render(notebook).html
    #expect(!html.contains("<script"))
    #expect(!html.contains("<iframe"))
    #expect(!html.contains("<b "))
    #expect(!html.contains("javascript:"))
    #expect(html.contains("&lt;b onclick=&quot;x&quot;&gt;bold"))
    #expect(!html.contains("<img"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; {{style}}</title>"))
    #expect(html.contains("{{{body}}}"))
  }

  @Test func `a page asks for nothing and runs nothing`() throws {
    let html = try workshop.render("# Title\n\n[a link](https://example.org)\n").html
    #expect(html.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"))
    #expect(!html.contains("src=\"http"))
    #expect(!html.contains("url("))
    #expect(!html.contains("@import"))
  }
}
