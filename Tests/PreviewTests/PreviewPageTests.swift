import Diagnostics
import Foundation
import Report
import Testing

@testable import Preview

@Suite("What a preview shows")
struct PreviewPageTests {
  @Test func `shows the report as it is, and follows the notebook`() throws {
    var state = PreviewState(notebook: "rain.md")
    state.accept(.page(Sample.page, warnings: []), of: Sample.notebook)
    let html = try PreviewPage().html(state, reload: Sample.reload)
    #expect(html.contains("<h1>Rain</h1>"))
    #expect(html.contains(inOrder: "<script nonce=\"n0nce\">", "const shown = \"a-1\"", "</head>", "<body>"))
    #expect(!html.contains("class=\"stale\""))
    #expect(!html.contains("<section class=\"problems"))
    // The policy of a report would keep the script from running; the server sends the preview's.
    #expect(!html.contains("http-equiv"))
  }

  @Test func `leaves reports without a script`() throws {
    let html = try PageWriter().html(Sample.page)
    #expect(!html.contains("<script"))
    #expect(!html.contains("overlay"))
    #expect(
      html.contains(inOrder: "http-equiv=\"Content-Security-Policy\"", "</style>\n</head>\n<body>\n<a class=\"skip\""))
  }

  @Test func `greys the last good results, and puts an error at its block with a link from the top`() throws {
    let html = try Sample.html([Sample.error(line: 11, hint: "did you mean \"wind\"?")])
    #expect(html.contains("<body class=\"stale\">"))
    #expect(
      html.contains(
        inOrder: "<h2 id=\"problems\">1 error in rain.md</h2>", "last version that ran",
        "<a href=\"#problem:1\">no column &quot;wnd&quot;</a>", "rain.md:11:1", "id=\"step-1\"", "Prose between",
        "<aside class=\"diagnostic error\" id=\"problem:1\"", "   | let model = train(.logistic(), on: all)",
        "   | ^~~</pre>", "did you mean &quot;wind&quot;?", "id=\"step-2\"", "id=\"step-3\""))
  }

  @Test func `tells at the top what belongs to no block`() throws {
    let everywhere = [
      Sample.error("in prose", line: 8), Sample.error("nowhere", line: nil),
      Diagnostic("in the data", path: "data/weather.csv"),
    ]
    let html = try Sample.html(everywhere)
    for (index, error) in everywhere.enumerated() {
      #expect(
        html.contains(
          inOrder: "<section class=\"problems error\"", "id=\"problem:\(index + 1)\"", error.message, "</section>",
          "<h1>Rain</h1>"))
    }
  }

  @Test func `follows blocks that moved, and finds those that are new`() throws {
    let above = Sample.notebook.replacingOccurrences(of: "# Rain\n", with: "# Rain\n\nMore.\n\nAnd more.\n")
    let moved = try Sample.html(after: above, [Sample.error(line: 16, in: above)])
    #expect(moved.contains(inOrder: "id=\"step-1\"", "id=\"problem:1\"", "id=\"step-2\""))

    let added = Sample.notebook.replacingOccurrences(
      of: "Prose between", with: "```swift errors\nall.oops\n```\n\nProse between")
    let new = try Sample.html(after: added, [Sample.error(line: 9, in: added)])
    #expect(new.contains(inOrder: "id=\"step-1\"", "id=\"problem:1\"", "Prose between", "id=\"step-2\""))
  }

  @Test func `escapes what a notebook says`() throws {
    let text = Sample.notebook.replacingOccurrences(of: "model\n", with: "<script>alert(1)</script>\u{1B}[2J\u{7}\n")
    let html = try Sample.html(
      after: text, [Sample.error("<img src=x onerror=alert(2)>", line: 12, in: text, hint: "</aside><b>")])
    #expect(html.components(separatedBy: "<script").count == 2, "the preview's own and no other")
    #expect(html.contains("&lt;script&gt;alert(1)"))
    #expect(html.contains("&lt;img src=x"))
    #expect(html.contains("&lt;/aside&gt;&lt;b&gt;"))
    #expect(!html.contains("\u{1B}") && !html.contains("\u{7}"))
  }

  @Test func `shows warnings without greying anything`() throws {
    var state = PreviewState(notebook: "rain.md")
    state.accept(.page(Sample.page, warnings: [Sample.error("odd", line: 4, severity: .warning)]), of: Sample.notebook)
    let html = try PreviewPage().html(state, reload: Sample.reload)
    #expect(html.contains(inOrder: "problems warning", "1 warning in rain.md", "diagnostic warning", "id=\"step-1\""))
    #expect(!html.contains("class=\"stale\""))
  }

  @Test func `stands in for a report that never was`() throws {
    var state = PreviewState(notebook: "rain.md")
    #expect(try PreviewPage().waiting(for: state, reload: Sample.reload).contains("Running the notebook"))
    state.accept(.failed([Sample.error(line: 4), Sample.error("<b>", line: 5)]), of: Sample.notebook)
    let html = try PreviewPage().html(state, reload: Sample.reload)
    #expect(html.contains(inOrder: "<script nonce=", "This notebook does not run yet", "2 errors in rain.md"))
    #expect(html.contains(inOrder: "id=\"problem:1\"", "   | let all", "id=\"problem:2\"", "&lt;b&gt;"))
  }

  @Test func `is good again when the notebook is`() throws {
    var state = PreviewState(notebook: "rain.md")
    state.accept(.page(Sample.page, warnings: []), of: Sample.notebook)
    let good = try PreviewPage().html(state, reload: Sample.reload)
    state.accept(.failed([Sample.error(line: 4)]), of: "")
    state.accept(.page(Sample.page, warnings: []), of: Sample.notebook)
    #expect(try PreviewPage().html(state, reload: Sample.reload) == good)
  }

  @Test func `shows no more errors than anyone reads`() throws {
    let html = try Sample.html((1...2000).map { Sample.error("wrong \($0).", line: 11) })
    #expect(html.contains(inOrder: "2000 errors", "The first 50 are shown", "wrong 50."))
    #expect(!html.contains("wrong 51."))
  }
}
