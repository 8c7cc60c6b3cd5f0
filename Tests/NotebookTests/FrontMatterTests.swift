import Diagnostics
import Testing

@testable import Notebook

@Suite struct FrontMatterTests {
  @Test func `reads every key`() throws {
    let document = try read(
      """
      ---
      title: Which flights will land late?
      subtitle: "Scope: owners"
      author: 'It''s us'
      date: 2024-02-29
      lang: pt-BR
      ---
      # H
      """)
    let matter = document.frontMatter
    #expect(matter.title == "Which flights will land late?")
    #expect(matter.subtitle == "Scope: owners")
    #expect(matter.author == "It's us")
    #expect(matter.date == "2024-02-29")
    #expect(matter.lang == "pt-BR")
    #expect(matter.places[.date] == Place(line: 5, column: 1, length: 4))
    #expect(document.prose.map(\.place.line) == [8])
  }

  @Test(
    arguments: [
      ("title: 2013", "2013"), ("title: 2013-07-01", "2013-07-01"), ("title: 1.50", "1.50"), ("title: true", "true"),
      ("title: no", "no"), ("title: Late flights, week {week}", "Late flights, week {week}"),
      ("title: >\n  two\n  lines", "two lines"),
      ("title: |\n  a\n  b", "a b"), ("title: a # comment", "a"), ("title: \"\\u00e9\"", "é"),
      ("title:", nil),
      ("title: ~", nil), ("title: \"\"", nil), ("# nothing", nil), ("", nil), ("title: a & b < *c*", "a & b < *c*"),
    ] as [(String, String?)]) func `takes values as plain text`(yaml: String, expected: String?) throws
  {
    #expect(try read("---\n\(yaml)\n---\n").frontMatter.title == expected)
  }

  @Test(arguments: [
    "---\ntitle: a\n---", "---  \ntitle: a\n---\t\n", "---\ntitle: a\n...\n", "\u{FEFF}---\ntitle: a\n---\n",
    "---\r\ntitle: a\r\n---\r\n", "---\rtitle: a\r---\r",
  ]) func `ends at three hyphens or three dots`(text: String) throws {
    let document = try read(text)
    #expect(document.frontMatter.title == "a")
    #expect(document.nodes.isEmpty)
  }

  @Test(arguments: ["", "# a\n---\ntitle: a\n---", "\n---\ntitle: a\n---", " ---\na\n---", "----\n", "--- a\n---"])
  func `begins on the first line or not at all`(text: String) throws {
    let matter = try read(text).frontMatter
    #expect(matter == FrontMatter())
    #expect(matter.lang == "en")
  }

  @Test(arguments: frontMatterComplaints) func `says what is wrong, where and what to do`(
    yaml: String, expected: String
  ) {
    #expect(complaints(about: "---\n\(yaml)\n---\n\ntext\n") == expected)
  }

  @Test func `says that front matter is never closed, and no more`() {
    #expect(
      complaints(about: "---\ntitle: a\n\n```swift nonsense\n") == """
        n.md:1:1: error: the front matter is never closed
           | ---
           | ^~~ close it with --- on a line of its own
        """)
  }

  @Test func `collects what is wrong in front matter and body`() {
    let text = "---\nautor: a\nlang: Klingonisch\n---\n\n```swift dat\n```\n"
    #expect(
      complaints(about: text).split(separator: "\n").filter { $0.hasPrefix("n.md") } == [
        "n.md:2:1: error: unknown front matter key \"autor\"",
        "n.md:3:7: error: \"Klingonisch\" is no language tag",
        "n.md:6:10: error: unknown step \"dat\"",
      ])
  }

  @Test(arguments: ["[", "{", "- ", "? ", "[{", "{a: "]) func `survives deep nesting`(piece: String) {
    let yaml = String(repeating: piece, count: 10_000)
    #expect(
      complaints(about: "---\ntitle: \(yaml)\n---\n").contains("n.md:1:1: error: the front matter is nested too deeply")
    )
  }

  @Test func `survives a front matter without measure`() {
    let text = "---\ntitle: \(String(repeating: "a", count: 70_000))\n---\n"
    #expect(complaints(about: text).hasPrefix("n.md:1:1: error: the front matter is longer than 64 KB"))
  }
}
