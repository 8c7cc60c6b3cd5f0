import Diagnostics
import Foundation
import Testing

@testable import Daybook
@testable import Report

@Suite("Themes")
struct ThemeTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    for folder in ["notebooks/house", "other"] {
      try FileManager.default.createDirectory(
        at: workshop.root.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
  }

  /// The page of a notebook with this front matter.
  private func html(_ frontMatter: String, templates: String? = nil) throws -> String {
    try workshop.write("---\ntitle: A page\nauthor: Someone\n\(frontMatter)\n---\n\nWords.\n", to: "notebooks/page.md")
    var run = NotebookRun(path: workshop.root.appendingPathComponent("notebooks/page.md").path)
    run.templates = templates.map { workshop.root.appendingPathComponent($0) }
    return try PageWriter().html(run.run().page)
  }

  private func complaint(_ frontMatter: String, templates: String? = nil) throws -> String {
    let failure = try #require(throws: RunFailure.self) { _ = try html(frontMatter, templates: templates) }
    return failure.description
  }

  @Test func `a page of no project's stages has no rail of them`() throws {
    #expect(try !html("").contains("Stages of the project"))
    try workshop.write("# P\n\n```swift scope\nProject(\"P\") { Problem(\"Late.\") }\n```\n", to: "notebooks/page.md")
    let run = NotebookRun(path: workshop.root.appendingPathComponent("notebooks/page.md").path)
    #expect(try PageWriter().html(run.run().page).contains("Stages of the project"))
  }

  @Test func `the themes that Daybook carries use the variables that there are`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../templates")
    for (file, template) in [
      ("page", "page"), ("masthead", "masthead"), ("memo-masthead", "masthead"), ("step", "step"), ("figure", "figure"),
      ("table", "table"), ("keys", "keys"), ("callout", "callout"),
    ] {
      let text = try String(contentsOf: root.appendingPathComponent("\(file).mustache"), encoding: .utf8)
      _ = try Theme(name: "x", files: ["\(template).mustache": text])
    }
    #expect(Theme.carried.allSatisfy { $0.library.getTemplate(named: "page") != nil })
  }

  @Test func `the README lists every variable`() throws {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    for (template, variables) in ThemeVariables.documented {
      for variable in variables {
        #expect(
          text.contains("| `\(template)` | `\(variable.name)` | \(variable.meaning) |"), "\(template) \(variable.name)")
      }
    }
  }

  @Test func `a memo has a memo's head, and no rail`() throws {
    let memo = try html("theme: memo\nfooter: For the file")
    #expect(memo.contains("<dt>From</dt><dd>Someone</dd>") && memo.contains("<p>For the file</p>"))
    for usual in ["", "theme: plain"] {
      let page = try html(usual)
      #expect(!page.contains("<dt>From</dt>") && page.contains("<p class=\"kicker\">Someone</p>"))
    }
  }

  @Test func `a folder of templates stands in for what it holds`() throws {
    try workshop.write("<i>{{text}}</i>", to: "notebooks/house/callout.mustache")
    try workshop.write("h1 { color: red }", to: "notebooks/house/more.css")
    let page = try html("theme: house")
    #expect(page.contains("h1 { color: red }") && page.contains("--paper:"))
    try workshop.write("body { margin: 1em }", to: "other/style.css")
    let named = try html("theme: house", templates: "other")
    #expect(named.contains("body { margin: 1em }") && !named.contains("--paper:"))
  }

  @Test(arguments: [
    (
      "page.mustache", "a\n<p>{{titel}}</p>", "page.mustache:2:6: error: there is no \"titel\" in page.mustache",
      "\"title\"?"
    ),
    ("page.mustache", "{{> mast}}", "page.mustache:1:5: error: there is no template \"mast\"", ""),
    ("page.mustache", "{{#goals}}", "a section is never closed", ""),
    ("page.mustache", "{{#goals}}{{/briefs}}", "closed by another name", ""),
    ("page.mustache", "{{title", "a tag is not finished", ""),
    ("figure.mustache", "{{wide}}", "there is no \"wide\" in figure.mustache", ""),
    ("pag.mustache", "x", "no template is called pag.mustache", "page.mustache"),
  ])
  func `a template that is wrong is told with its file and line`(
    file: String, text: String, message: String, hint: String
  ) throws {
    try workshop.write(text, to: "notebooks/house/\(file)")
    let told = try complaint("theme: house")
    #expect(told.contains(message) && (hint.isEmpty || told.contains(hint)), "\(told)")
  }

  @Test func `an accent colours links and lines`() throws {
    let page = try html("accent: \"#7a1f5c\"")
    #expect(page.contains("--blue: #7a1f5c;"))
  }

  @Test func `a logo is put into the page`() throws {
    try workshop.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "notebooks/mark.svg")
    let page = try html("logo: mark.svg")
    #expect(page.contains("<img class=\"logo\" src=\"data:image/svg+xml;base64,"))
  }

  @Test func `what is no logo is told where it is named`() throws {
    try workshop.write("words", to: "notebooks/words.png")
    try workshop.write(String(repeating: "x", count: 200_001), to: "notebooks/big.png")
    for (name, message) in [
      ("words.png", "words.png is no picture"), ("big.png", "the logo has 200 KB"),
      ("none.png", "cannot read the logo none.png"), ("../../../x.png", "outside the project folder"),
    ] {
      let told = try complaint("logo: \(name)")
      #expect(told.contains(message) && told.contains("page.md:4:1"), "\(told)")
    }
    #expect(try complaint("theme: mem").contains("did you mean \"memo\"?"))
    #expect(try complaint("theme: none").contains("there are plain and memo"))
    #expect(try complaint("", templates: "nowhere").contains("--template names no folder"))
    try FileManager.default.createDirectory(
      at: workshop.root.appendingPathComponent("empty"), withIntermediateDirectories: true)
    #expect(try complaint("", templates: "empty").contains("the folder holds no templates"))
  }

  @Test(.enabled(if: Chromium.isThere), arguments: [false, true])
  func `a memo fits and can be read at every width`(isDark: Bool) throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../reports/flights.html").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    // The committed report with the memo's style sheet on top.
    let memo = text.replacing("</style>", with: "\(Theme.memo.style)</style>", maxReplacements: 1)
    try workshop.write(memo, to: "memo.html")
    let inspector = try PageInspector.write(for: workshop.root.appendingPathComponent("memo.html"))
    let (dom, console) = try Chromium.dom(of: inspector, isDark: isDark)
    let found = try #require(PageInspector.findings(in: dom))
    #expect(found + console == [])
  }
}
