import Foundation
import Testing

@testable import Daybook

/// Pages as a browser shows them; where no Chromium is installed there is nothing to ask.
@Suite("Pages in a browser", .enabled(if: Chromium.isThere), .serialized)
struct BrowserPageTests {
  private static let reports: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../reports").standardizedFileURL

  private static func findings(_ report: URL, isDark: Bool) throws -> [String] {
    let page = try PageInspector.write(for: report)
    let (dom, console) = try Chromium.dom(of: page, isDark: isDark)
    let found = try #require(PageInspector.findings(in: dom), "the inspector did not end: \(dom.suffix(300))")
    return found + console
  }

  @Test(arguments: ["flights", "weekly", "scoping", "bikes", "gallery"], [false, true])
  func `fit, fetch nothing, say nothing and can be read at every width, light and dark`(
    name: String, isDark: Bool
  ) throws {
    let workshop = try Workshop()
    let copy = workshop.root.appendingPathComponent("\(name).html")
    try FileManager.default.copyItem(at: Self.reports.appendingPathComponent("\(name).html"), to: copy)
    let found = try Self.findings(copy, isDark: isDark)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  /// By style alone: the script here is the reader's click.
  @Test func `a heading that is chosen puts the rows in its order`() throws {
    let workshop = try Workshop()
    let click = """
      <script>
      const table = [...document.querySelectorAll("table.sortable")].find(t => t.textContent.includes("Worth"));
      const heads = [...table.tHead.rows[0].cells], place = heads.findIndex(h => h.textContent == "Worth");
      heads[place].querySelector("input").click();
      const rows = [...table.tBodies[0].rows].map(r => r.cells[place]);
      rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
      const heights = new Set(rows.map(c => Math.round(c.getBoundingClientRect().top)));
      document.body.dataset.order = heights.size + ":" + rows.map(c => parseFloat(c.textContent)).join(",");
      </script></body>
      """
    let page = try String(contentsOf: Self.reports.appendingPathComponent("gallery.html"), encoding: .utf8)
      .replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "").replacing("</body>", with: click)
    try workshop.write(page, to: "page.html")
    let (dom, _) = try Chromium.dom(of: workshop.root.appendingPathComponent("page.html"), isDark: false)
    let order = try #require(dom.firstMatch(of: /data-order="(\d+):([^"]*)"/))
    let worths = order.2.split(separator: ",").compactMap { Double($0) }
    #expect(worths.count == 8 && Int(order.1) == 8)
    #expect(worths == worths.sorted(by: >))
    #expect(!page.contains("<tbody>\n<tr style=\"--o2:0"), "the table would be in that order anyway")
  }

  /// The inspector itself: a page with one of each mistake.
  @Test func `what is wrong with a page is found`() throws {
    let workshop = try Workshop()
    try workshop.write(
      """
      <!doctype html><html><head><title>x</title></head><body style="margin:0"><header></header><nav></nav><main>
      <h1>a</h1><h3>b</h3><p id="p" style="color:#aaa;background:#fff">faint</p><p id="p">again</p>
      <a href="#nowhere">c</a><svg width="2000" height="5"></svg><table><tr><td>1</td></tr></table>
      <img src="real.svg"></main><footer></footer></body></html>
      """, to: "bad.html")
    try workshop.write("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>", to: "real.svg")
    let found = try Self.findings(workshop.root.appendingPathComponent("bad.html"), isDark: false).joined(
      separator: "\n")
    for wrong in [
      "360: scrolls sideways", "asks for", "no language", "heading skips to 3", "twice the id p",
      "leads nowhere: #nowhere",
      "a picture without a name", "a table without heads", "an image without words", "contrast 2.3",
    ] { #expect(found.contains(wrong), "\(wrong)") }
  }

  @Test func `a page is printed as a PDF, an earlier one staying until it is whole`() throws {
    let workshop = try Workshop()
    try workshop.write("# A page\n\nSome words.\n", to: "notebooks/page.md")
    let run = NotebookRun(path: workshop.root.appendingPathComponent("notebooks/page.md").path)
    let html = workshop.root.appendingPathComponent("reports/page.html")
    try ReportFiles(html: html).write(try run.run().page)
    try PrintedReport(html: html).write()
    let pdf = try Data(contentsOf: workshop.root.appendingPathComponent("reports/page.pdf"))
    #expect(pdf.starts(with: Data("%PDF-".utf8)) && pdf.count > 2000)
    let names = try FileManager.default.contentsOfDirectory(atPath: html.deletingLastPathComponent().path)
    #expect(names.sorted() == ["page.html", "page.json", "page.pdf"])
  }
}

@Suite("Printing")
struct PrintingTests {
  @Test func `without a browser the message says how to get one`() throws {
    let missing = try #require(throws: RunFailure.self) { try PrintedReport.browser(environment: ["PATH": "/none"]) }
    #expect(
      missing.description.contains("not on this machine") && missing.description.contains("apt-get install chromium"))
    let wrong = try #require(throws: RunFailure.self) {
      try PrintedReport.browser(environment: [PrintedReport.variable: "/no/such/browser"])
    }
    #expect(wrong.description.contains("\"/no/such/browser\", which is no program"))
    #expect(try PrintedReport.browser(environment: [PrintedReport.variable: "/bin/sh"]).path == "/bin/sh")
  }
}
