import Testing

@testable import Notebook

@Suite struct RobustnessTests {
  @Test(arguments: [
    ">", "> ", "- ", "1. ", "* ", "[", "![", "*", "**", "_", "*a ", "`", "```", "<", "<!--", "<b>", "\\", "&", "@fig-",
    "\t", "#", "- > ",
    "`{swift} ", "`{swift} a` ", "[a](", "> `", "\n", "\n\n", "\n- ", "\n> ", "| ",
  ]) func `survives ten thousand of anything`(piece: String) {
    let text = String(repeating: piece, count: 10_000) + "a"
    let html = (try? read(text)).map { ProseHTML().html(of: $0.prose) }
    #expect(html?.isEmpty != true || piece == "```")
  }

  @Test(arguments: [("**a ", " b**"), ("[", "](x)"), ("![", "](x)"), ("*a _b ", " b_ a*"), ("> ", ""), ("- ", "")])
  func `shows what nests too deeply as plain text, and says so`(open: String, close: String) throws {
    let text = String(repeating: open, count: 2_000) + "core" + String(repeating: close, count: 2_000)
    let document = try read(text)
    // Links do not nest: only the innermost is one.
    #expect(open == "[" ? document.warnings.isEmpty : document.warnings.count == 1)
    #expect(ProseHTML().html(of: document.prose).contains("core"))
    #expect(document.prose.plainText.contains("core"))
  }

  @Test func `says once what is nested too deeply`() {
    let text = "a\n\n" + String(repeating: ">", count: 101) + "b *c*\n\n" + String(repeating: ">", count: 101) + "d"
    #expect(
      complaints(about: text).hasPrefix(
        "n.md:3:101: warning: more than 100 levels of nesting: what is deeper is shown as plain text\n"))
  }

  @Test func `reads a large notebook`() throws {
    let part = "## Week `{swift} week`\n\nText with `{swift} a` and *b*,\nsee @fig-a.\n\n```swift\nlet x = 1\n```\n\n"
    let text = "```swift\n//| label: a\n```\n" + String(repeating: part, count: 5_000)
    let document = try read(text)
    #expect(document.expressions.count == 10_000)
    #expect(document.steps.count == 5_001)
    #expect(document.expressions.last?.place.line == 3 + 9 * 4_999 + 3)
  }

  @Test func `finds every code span of a paragraph full of them`() throws {
    let text = String(repeating: "`{swift} a` `b`\n", count: 20_000)
    #expect(try read(text).expressions.map(\.place.line) == Array(1...20_000))
  }

  @Test func `reads a notebook of nothing`() throws {
    let document = try read("")
    #expect(document.nodes.isEmpty && document.frontMatter == FrontMatter() && document.source.path == "n.md")
  }
}
