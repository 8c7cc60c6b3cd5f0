import Diagnostics
import Testing

@testable import Notebook

@Suite("Prose as Markdown again")
struct ProseMarkdownTests {
  private static func blocks(_ text: String) -> [ProseBlock] {
    var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: text))
    return converter.blocks(fromLine: 1).map(\.block)
  }

  private static func html(_ blocks: [ProseBlock]) -> String {
    var writer = ProseHTML()
    writer.omitsComments = true
    return writer.html(of: blocks)
  }

  /// Raw HTML is left out, so that what only stands around it may close up.
  @Test(
    arguments: commonMarkCorpus.filter { !$0.contains("<") || $0.contains("https") } + [
      "| a | *b* |\n|:--|--:|\n| `x|y` | 1 \\| 2 |", "- [x] a\n- [ ] b", "~~a~~ b", "> [!TIP]\n> a\n>\n> b",
      "# a_b [c] #2", "1\\. a", "\\- a", "\\# a", "a\n\\+ b", "- a\n\n* b", "``a`b``", "` `` `",
    ])
  func `comes out as the same page when it is read again`(snippet: String) {
    let blocks = Self.blocks(snippet)
    let written = ProseMarkdown().text(of: blocks)
    let (before, after) = (Self.html(blocks), Self.html(Self.blocks(written)))
    // The lines of a heading become one.
    let isHeading = before.hasPrefix("<h")
    #expect(
      after == (isHeading ? before.replacing("two\nlines", with: "two lines") : before), "\(written.debugDescription)")
  }

  @Test func `stands without marks for a terminal`() {
    var plain = ProseMarkdown()
    plain.isPlain = true
    let text = plain.text(
      of: Self.blocks(
        "# A *b*\n\nSee [c](https://d.example) and `e_f`.\n\n- [x] g\n\n| h | i |\n|---|--:|\n| long | 1 |\n"))
    #expect(
      text == """
        A b

        See c (https://d.example) and e_f.

        - [x] g

        h       i
        ────  ───
        long    1
        """)
  }
}
