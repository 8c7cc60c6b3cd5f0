import CCmark
import Diagnostics
import Testing

@testable import Notebook

@Suite struct ProseHTMLTests {
  /// What libcmark itself writes in safe mode.
  private func reference(_ text: String) -> String {
    guard let tree = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT) else { return "" }
    defer { cmark_node_free(tree) }
    guard let html = cmark_render_html(tree, CMARK_OPT_SAFE) else { return "" }
    defer { cmark_get_default_mem_allocator().pointee.free(html) }
    return String(cString: html)
  }

  private func blocks(_ text: String, readsExtensions: Bool = false) -> [ProseBlock] {
    var converter = CommonMarkConverter(
      source: SourceText(path: "n.md", text: text), readsExtensions: readsExtensions)
    return converter.blocks(fromLine: 1).map(\.block)
  }

  @Test(arguments: commonMarkCorpus) func `writes what libcmark writes in safe mode`(snippet: String) {
    #expect(ProseHTML().html(of: blocks(snippet)) == reference(snippet))
  }

  @Test func `writes what libcmark writes for texts put together at random`() {
    var random = SeededRandom(state: 20_261_122)
    let pieces = [
      "*", "**", "_", "`", "``", "[", "](u)", "](<u v> \"t\")", "![", "<b>", "&amp;", "&", "<", ">", "\"", "\n", "\n\n",
      "\n- ",
      "\n  ", "\n    ", "\n> ", "\n1. ", "\n# ", "\n```\n", "\n~~~ x\n", "\n---\n", "\n===\n", "  \n", "\\", "a", "b c",
      "é",
      "🚀", "<https://x.y>", "\n<div>\n", "\t", "1", ". ", "javascript:", "[r]", "\n\n[r]: /u 't'\n",
    ]
    for _ in 0..<3_000 {
      let text = (0..<random.next(below: 30)).map { _ in pieces[random.next(below: pieces.count)] }.joined()
      #expect(ProseHTML().html(of: blocks(text)) == reference(text), "\(text.debugDescription)")
    }
  }

  @Test(arguments: 1...127 as ClosedRange<UInt8>) func `escapes each character of an address as libcmark does`(
    byte: UInt8
  ) {
    let escaped = "<>\\".utf8.contains(byte) ? "\\" : ""
    let text = "[a](<x" + escaped + String(UnicodeScalar(byte)) + "y>)"
    guard byte != 10, byte != 13 else { return }
    #expect(ProseHTML().html(of: blocks(text)) == reference(text))
  }

  @Test func `gives headings the anchors that it is told`() throws {
    var html = ProseHTML()
    html.headingID = { $0 == "No *x*".filter { $0 != "*" } ? nil : "<\($0)>" }
    #expect(html.html(of: blocks("# A `b` *c*")) == "<h1 id=\"&lt;A b c&gt;\">A <code>b</code> <em>c</em></h1>\n")
    #expect(html.html(of: blocks("# No *x*")) == "<h1>No <em>x</em></h1>\n")
  }

  @Test func `puts in values and references`() throws {
    let text = "At `{swift} a < b`, see @fig-drift.\n\n```swift\n//| label: drift\nx\n```\n"
    let document = try read(text)
    #expect(
      ProseHTML().html(of: document.prose) == "<p>At <code>a &lt; b</code>, see @fig-drift.</p>\n")
    var html = ProseHTML(headingID: { _ in nil }, expression: { "<b>\($0.index)</b>" })
    html.reference = { "<a href=\"#\($0)\">Figure 1</a>" }
    #expect(
      html.html(of: document.prose) == "<p>At <b>0</b>, see <a href=\"#drift\">Figure 1</a>.</p>\n")
  }

  @Test(arguments: [
    ("a <b>c</b>", "<p>a c</p>\n"), ("<div>\nx\n</div>\n\ny", "<p>y</p>\n"), ("<i></i>\n<br>", ""),
    ("- <div>\n- b", "<ul>\n<li></li>\n<li>b</li>\n</ul>\n"), ("> <!-- x -->", "<blockquote>\n</blockquote>\n"),
  ]) func `leaves no trace of raw HTML where told`(text: String, expected: String) {
    var html = ProseHTML()
    html.omitsComments = true
    #expect(html.html(of: blocks(text)) == expected)
  }

  @Test(arguments: [
    ("![a *b*](https://x.y/z?a&b)", false, "<p>a b</p>\n"),
    ("![a *b*](https://x.y/z?a&b \"t\")", true, "<p><a href=\"https://x.y/z?a&amp;b\" title=\"t\">a b</a></p>\n"),
    ("![](HTTP://x.y)", true, "<p><a href=\"HTTP://x.y\">HTTP://x.y</a></p>\n"),
    ("![](//x.y)", true, "<p><a href=\"//x.y\">//x.y</a></p>\n"),
    ("![a<b](local.png)", true, "<p>a&lt;b</p>\n"), ("![a](javascript:x)", true, "<p>a</p>\n"),
    ("![a](known.png)", false, "<p><img src=\"data:image/svg+xml,x\" alt=\"a\" /></p>\n"),
  ]) func `shows only images that it is given`(text: String, links: Bool, expected: String) {
    var html = ProseHTML()
    html.image = { $0 == "known.png" ? "data:image/svg+xml,x" : nil }
    html.linksRemoteImages = links
    #expect(html.html(of: blocks(text)) == expected)
  }

  @Test(arguments: [
    ("# A *b* `c`", "A b c"), ("- a\n- b\n  - c", "a\nb\nc"), ("> q\n\n[l](u) ![i](s) <b>x</b>", "q\nl i x"),
    ("```\nx\ny\n```\n***\n<p>", "x\ny"), ("a\nb  \nc", "a b c"), ("`{swift} n` of @fig-x", "n of @fig-x"),
  ]) func `gives the words alone`(text: String, expected: String) {
    #expect(blocks(text).plainText == expected)
  }
}

/// Numbers that are the same in every run (splitmix64).
struct SeededRandom {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
