import CCmark
import Diagnostics
import Foundation
import Testing

@testable import Notebook

@Suite("What Markdown has beyond CommonMark")
struct ProseExtensionTests {
  private static func html(_ text: String) -> String {
    var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: text))
    return ProseHTML().html(of: converter.blocks(fromLine: 1).map(\.block))
  }

  // MARK: Tables

  /// The cells of a table, row by row, as HTML.
  private static func cells(_ text: String) -> [[String]]? {
    var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: text))
    for block in converter.blocks(fromLine: 1).map(\.block) {
      guard case .table(let table) = block.kind else { continue }
      return ([table.header] + table.rows).map { row in row.map { ProseHTML().html(of: $0) } }
    }
    return nil
  }

  @Test(arguments: [
    ("| a | b |\n| --- | --- |\n| 1 | 2 |", [["a", "b"], ["1", "2"]]),
    ("a | b\n--|--\n1 | 2", [["a", "b"], ["1", "2"]]),
    ("|a|\n|-|\n|1|\n|2", [["a"], ["1"], ["2"]]),
    // Cells too many are left out, those missing are empty.
    ("| a | b |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |", [["a", "b"], ["1", ""], ["1", "2"]]),
    (
      "| *a* | [b](c) |\n| :-: | --: |\n| `x` | **y** z |",
      [["<em>a</em>", "<a href=\"c\">b</a>"], ["<code>x</code>", "<strong>y</strong> z"]]
    ),
    // A pipe behind a backslash, and one in code, parts no cells.
    ("| a | b |\n|---|---|\n| 1 \\| 2 | `x|y` |", [["a", "b"], ["1 | 2", "<code>x|y</code>"]]),
    ("| a | b |\n|---|---|\n| | 2 |", [["a", "b"], ["", "2"]]),
    ("text before\n| a | b |\n|---|---|\n| 1 | 2 |", [["a", "b"], ["1", "2"]]),
    ("| a |\n|---|", [["a"]]),
  ])
  func `tables are rows of cells`(text: String, expected: [[String]]) {
    #expect(Self.cells(text) == expected)
  }

  @Test(arguments: [
    "| a | b |\n| --- |\n| 1 | 2 |", "a | b\nc | d", "| a | b |", "a\n---|---", "| a | b |\n| -x- | --- |",
    "| a \\| b |\n|---|---|", "`a|b`\n-|-",
  ])
  func `what only looks like a table is none`(text: String) {
    #expect(Self.cells(text) == nil)
    #expect(!Self.html(text).contains("<table"))
  }

  @Test func `tables say which way their columns stand, and where they stand`() {
    let html = Self.html("> | a | b | c | d |\n> |:--|:-:|--:|---|\n> | 1 | 2 | 3 | 4 |\n\nafter")
    #expect(html.contains("<th scope=\"col\" class=\"left\">a</th><th scope=\"col\" class=\"center\">b</th>"))
    #expect(html.contains("<td class=\"right\">3</td><td>4</td>"))
    #expect(html.hasPrefix("<blockquote>") && html.hasSuffix("<p>after</p>\n"))
  }

  @Test func `values in cells are found where they stand`() throws {
    let document = try read("| a | b |\n|---|---|\n| 1 | `{swift} x + 1` |\n")
    let expression = try #require(document.expressions.first)
    #expect(expression.code == "x + 1")
    #expect(expression.place.line == 3 && expression.place.column == 16)
  }

  // MARK: Text

  @Test(arguments: [
    ("~~gone~~", "<p><del>gone</del></p>\n"), ("a ~b~ c", "<p>a <del>b</del> c</p>\n"),
    ("~~a *b* c~~ d", "<p><del>a <em>b</em> c</del> d</p>\n"), ("*a ~~b~~*", "<p><em>a <del>b</del></em></p>\n"),
    ("~~a~~ and ~~b~~", "<p><del>a</del> and <del>b</del></p>\n"),
    ("~~`a`~~", "<p><del><code>a</code></del></p>\n"),
    ("\\~~a~~", "<p>~<del>a</del>~</p>\n".replacing("<del>a</del>~", with: "~a~~")),
    ("~~a", "<p>~~a</p>\n"), ("~~ a ~~", "<p>~~ a ~~</p>\n"),
    ("~~~a~~~", "<pre><code class=\"language-a~~~\"></code></pre>\n"),
    ("from ~/notes to ~/data", "<p>from ~/notes to ~/data</p>\n"), ("a~b~c", "<p>a~b~c</p>\n"),
    ("about ~20 or ~30", "<p>about ~20 or ~30</p>\n"), ("`~~a~~`", "<p><code>~~a~~</code></p>\n"),
    ("~~a\nb~~", "<p><del>a\nb</del></p>\n"),
  ])
  func `tildes strike text through`(text: String, expected: String) { #expect(Self.html(text) == expected) }

  @Test(arguments: [
    ("see https://a.example/b.", "see <a href=\"https://a.example/b\">https://a.example/b</a>."),
    ("(http://a.example/x(y))", "(<a href=\"http://a.example/x(y)\">http://a.example/x(y)</a>)"),
    ("www.a.example!", "<a href=\"http://www.a.example\">www.a.example</a>!"),
    ("at http://localhost:8080/x", "at <a href=\"http://localhost:8080/x\">http://localhost:8080/x</a>"),
    ("https://a.example/?q=1&r=2", "<a href=\"https://a.example/?q=1&amp;r=2\">https://a.example/?q=1&amp;r=2</a>"),
    ("**https://a.example**", "<strong><a href=\"https://a.example\">https://a.example</a></strong>"),
    ("nothttps://a.example", "nothttps://a.example"), ("https://", "https://"), ("https://nopoint", "https://nopoint"),
    ("www.", "www."), ("`https://a.example`", "<code>https://a.example</code>"),
    ("[https://a.example](b)", "<a href=\"b\">https://a.example</a>"),
    ("<https://a.example>", "<a href=\"https://a.example\">https://a.example</a>"),
    ("javascript://a.example", "javascript://a.example"),
  ])
  func `addresses are links`(text: String, expected: String) { #expect(Self.html(text) == "<p>\(expected)</p>\n") }

  // MARK: Lists and quotes

  @Test func `tasks have boxes`() {
    let html = Self.html("- [ ] open\n- [x] *done*\n- [X] done\n- [-] none\n- [ ]\n- \\[ ] none")
    let open = "<span class=\"task\" role=\"img\" aria-label=\"to do\">☐</span>"
    let done = "<span class=\"task\" role=\"img\" aria-label=\"done\">☑</span>"
    #expect(
      html == """
        <ul>
        <li>\(open) open</li>
        <li>\(done) <em>done</em></li>
        <li>\(done) done</li>
        <li>[-] none</li>
        <li>[ ]</li>
        <li>[ ] none</li>
        </ul>

        """)
  }

  @Test(arguments: ProseAlert.allCases) func `a marked quote is an alert`(kind: ProseAlert) {
    let html = Self.html("> [!\(kind.rawValue.uppercased())]\n> Mind *this*.\n>\n> - and that")
    #expect(
      html == """
        <aside class="alert \(kind.rawValue)">
        <p class="alert-title">\(kind.title)</p>
        <p>Mind <em>this</em>.</p>
        <ul>
        <li>and that</li>
        </ul>
        </aside>

        """)
  }

  @Test(arguments: ["> [!NOTE] in a sentence", "> [!OTHER]\n> a", "> a\n> [!NOTE]", "> \\[!NOTE]\n> a"])
  func `other quotes are quotes`(text: String) { #expect(Self.html(text).hasPrefix("<blockquote>")) }

  // MARK: Notes

  private static func notes(_ text: String) -> ProseNotes {
    var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: text))
    return ProseNotes(converter.blocks(fromLine: 1).map(\.block))
  }

  @Test func `notes are numbered as the text speaks of them`() {
    let text =
      "A[^late] and b[^1], *again[^late]*.\n\n[^1]: First *one*.\n[^late]: Later,\n  in two lines.\n\n[^unused]: x"
    let notes = Self.notes(text)
    #expect(notes.labels == ["late", "1"])
    #expect(notes.number(of: "1") == 2 && notes.number(of: "unused") == nil)
    #expect(ProseHTML().html(of: notes.content(of: "1")) == "First <em>one</em>.")
    #expect(notes.content(of: "late").plainText == "Later, in two lines.")
    #expect(Self.html(text) == "<p>A[^late] and b[^1], <em>again[^late]</em>.</p>\n")
  }

  @Test(arguments: [
    // A word or an address alone would be a link's definition to CommonMark.
    "a[^n]\n\n[^n]: word", "a[^n]\n\n[^n]: https://a.example", "a[^N]\n\n[^n]: x", "- a[^n]\n\n[^n]: x",
    "| a[^n] | b |\n|---|---|\n\n[^n]: x", "text[^n]\n[^n]: x",
  ])
  func `a note is found wherever it stands`(text: String) { #expect(Self.notes(text).labels == ["n"]) }

  @Test func `a note that no reader will see is told`() throws {
    let (_, issues) = Document.reading(text: "a[^n]\n\n[^n]: one\n\n[^n]: two\n\n[^m]: three\n", path: "n.md")
    #expect(issues.map(\.place?.line) == [5, 7])
    #expect(
      issues[0].message.contains("above already") && issues[1].message.contains("nothing refers to the note \"m\""))
  }

  @Test(arguments: ["a[^n]", "`[^n]`\n\n[^n]: x", "a\\[^n]\n\n[^n]: x", "[^n](b)\n\n[^n]: x"])
  func `what is no note's mark stays`(text: String) { #expect(Self.notes(text).labels.isEmpty) }

  // MARK: All else

  /// Prose that uses nothing of all this.
  @Test(arguments: commonMarkCorpus.filter { $0 != "- [x] done" && $0 != "https://bare.example" })
  func `other prose comes out as libcmark reads it`(snippet: String) {
    var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: snippet), readsExtensions: false)
    let plain = converter.blocks(fromLine: 1).map(\.block)
    #expect(Self.html(snippet) == ProseHTML().html(of: plain))
  }

  /// The examples of a specification file, where one is named: COMMONMARK_SPEC=…/spec.txt.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["COMMONMARK_SPEC"] != nil))
  func `the specification's examples come out as libcmark reads them`() throws {
    let path = try #require(ProcessInfo.processInfo.environment["COMMONMARK_SPEC"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var count = 0
    for match in text.matches(of: /`{32} example\n([\s\S]*?)^\.\n/.anchorsMatchLineEndings()) {
      let example = String(match.1).replacing("→", with: "\t")
      // Two of them are of addresses that CommonMark leaves alone and we link.
      guard !example.contains(/^(?:< )?https?:\/\//) else { continue }
      var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: example), readsExtensions: false)
      let plain = ProseHTML().html(of: converter.blocks(fromLine: 1).map(\.block))
      #expect(Self.html(example) == plain, "\(example.debugDescription)")
      count += 1
    }
    #expect(count > 600)
  }

  @Test func `the characters that stand for escapes stay where a text has them itself`() {
    for mark in ["\u{2E36}", "\u{2E37}", "\u{2E38}", "\u{2E39}"] {
      #expect(Self.html("a \(mark) `\(mark)` \\|") == "<p>a \(mark) <code>\(mark)</code> |</p>\n")
      #expect(Self.html("\(mark)^n]: words") == "<p>\(mark)^n]: words</p>\n")
    }
  }

  @Test(.timeLimit(.minutes(1))) func `long texts of marks alone are read at once`() {
    let many = 20_000
    #expect(Self.html(String(repeating: "~~a~~ ", count: many)).matches(of: /<del>/).count == many)
    #expect(!Self.html(String(repeating: "~~a ", count: many)).contains("<del>"))
    #expect(!Self.html(String(repeating: "xwww.", count: many)).contains("<a "))
  }

  @Test func `texts put together at random keep all of their words`() {
    var random = SeededRandom(state: 77)
    let pieces = [
      "|", "\n|---|---|\n", "\n", "\n\n", "~~", "~", "\\", "[^a]", "[^a]: ", "[ ] ", "- ", "> ", "[!NOTE]", "www.x.y ",
      "https://x.y ", "a", " b ", "`", "*", "[", "](u)", "!", "<b>", "\u{2E36}", "é", "\t",
    ]
    for _ in 0..<4000 {
      let text = (0..<random.next(below: 24)).map { _ in pieces[random.next(below: pieces.count)] }.joined()
      let letters = { (text: String) in text.filter { $0 == "a" || $0 == "b" || $0 == "é" }.count }
      var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: text))
      let blocks = converter.blocks(fromLine: 1).map(\.block)
      var plain = CommonMarkConverter(source: SourceText(path: "n.md", text: text), readsExtensions: false)
      // Cells beyond the header's and labels of notes are all that may go.
      guard !text.contains("|"), !text.contains("[^a]") else { continue }
      #expect(
        letters(blocks.plainText) == letters(plain.blocks(fromLine: 1).map(\.block).plainText),
        "\(text.debugDescription)")
    }
  }
}
