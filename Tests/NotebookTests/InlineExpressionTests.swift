import Diagnostics
import Testing

@testable import Notebook

@Suite struct InlineExpressionTests {
  /// Each expression's code and where its first character stands.
  private func expressions(_ text: String) throws -> [String] {
    let document = try read(text)
    #expect(document.expressions.map(\.index) == Array(document.expressions.indices))
    return document.expressions.map { "\($0.code) @\($0.place.line):\($0.place.column)+\($0.place.length)" }
  }

  @Test(arguments: [
    ("The value is `{swift} a + b` here.", ["a + b @1:23+5"]),
    ("`{swift} a` and `{swift} a` and `b` and `{swift}   a `", ["a @1:10+1", "a @1:26+1", "a @1:52+1"]),
    ("one\ntwo `{swift} x`\n   three `{swift} y`", ["x @2:14+1", "y @3:19+1"]),
    ("- item `{swift} x`\n  more `{swift} y`\n  - deep\n    `{swift} z`", ["x @1:17+1", "y @2:17+1", "z @4:14+1"]),
    ("*a `{swift} x`* **`{swift} y`** [l `{swift} z`](u)", ["x @1:13+1", "y @1:28+1", "z @1:45+1"]),
    ("> a\n> `{swift} x` b\nlazy `{swift} y`", ["x @2:12+1", "y @3:15+1"]),
    ("# Week `{swift} week`\n\n`{swift} x`\n===", ["week @1:17+4", "x @3:10+1"]),
    ("🚀é`{swift} x`", ["x @1:12+1"]),
    ("``{swift} a`b``", ["a`b @1:11+3"]), ("` {swift} a `", ["a @1:11+1"]), ("`\n{swift} a\n`", ["a @2:9+1"]),
    ("`{swift}\nx`", ["x @2:1+1"]), ("> 1. `{swift}\n>    f(a,\n>      b)`", ["f(a, b) @2:6+4"]),
    ("\\`{swift} x` and `{swift} x`", []), ("\\`{swift} x\\` `{swift} x`", ["x @1:24+1"]),
    ("\\``{swift} x`", ["x @1:12+1"]), ("<a title=\"`\"> `{swift} x`", ["x @1:24+1"]),
    ("`` `{swift} x` `` `{swift} x`", ["x @1:28+1"]), ("`{swift}` alone is `code`", []),
    ("```\n`{swift} x`\n```\n\n    `{swift} y`", []), ("a\tb\t`{swift} x`", ["x @1:14+1"]),
  ]) func `finds each expression where it stands`(text: String, expected: [String]) throws {
    #expect(try expressions(text) == expected)
  }

  @Test func `finds expressions in text put together at random`() throws {
    var random = SeededRandom(state: 7)
    let pieces = [
      "*", "**", "`", "``", "[", "](u)", "<b>", "\\", "&amp;", "\n", "\n> ", "\n  ", "\n- ", "\n    ", "\n\n", "a",
      "b c", "é🚀",
      "\t", "# ", "\n1. ", "<", ">", "  \n",
    ]
    var found = 0
    for _ in 0..<3_000 {
      var text = ""
      for number in 0..<random.next(below: 12) {
        for _ in 0..<random.next(below: 6) { text += pieces[random.next(below: pieces.count)] }
        let mark = ["`{swift} ", "`` {swift} ", "` {swift}\n "][random.next(below: 3)]
        text += mark + "x\(number)y" + (mark.hasPrefix("``") ? " ``" : mark.hasPrefix("` ") ? " `" : "`")
      }
      var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: text))
      _ = converter.blocks(fromLine: 1)
      for expression in converter.expressions where expression.code.first == "x" {
        found += 1
        let name = expression.code.prefix { $0 != "y" } + "y"
        let line = converter.source.line(expression.place.line)
        #expect(
          line.dropFirst(expression.place.column - 1).hasPrefix(name), "\(text.debugDescription) \(expression.code)")
      }
    }
    #expect(found > 5_000)
  }

  @Test func `maps the expression's columns to the file`() throws {
    let document = try read("> 1. é `{swift} f(a,\n>    b, c)` d\n")
    let expression = try #require(document.expressions.first)
    #expect(expression.code == "f(a, b, c)")
    #expect(expression.place(ofLine: 1, utf8Column: 1) == Place(line: 1, column: 17))
    #expect(expression.place(ofLine: 1, utf8Column: 3, utf8Length: 2) == Place(line: 1, column: 19, length: 2))
    #expect(expression.place(ofLine: 1, utf8Column: 6) == Place(line: 2, column: 6))
    #expect(expression.place(ofLine: 1, utf8Column: 9) == Place(line: 2, column: 9))
    #expect(expression.place(ofLine: 1, utf8Column: 99) == Place(line: 2, column: 11))
  }

  @Test(arguments: [
    (
      "a `{swift} ` b",
      """
      n.md:1:4: error: an expression is missing
         | a `{swift} ` b
         |    ^~~~~~~~ write {swift} expression
      """
    ),
    (
      "a\n`{swift}x`",
      """
      n.md:2:2: warning: shown as code
         | `{swift}x`
         |  ^~~~~~~~ write a space behind {swift} to run it
      """
    ),
    (
      "![a `{swift} x`](u)",
      """
      n.md:1:6: warning: an expression in an image's text does not run
         | ![a `{swift} x`](u)
         |      ^~~~~~~~~
      """
    ),
    ("`{swift}` and `{swiftly} x` and `swift x`", ""),
  ]) func `says what is wrong with an expression`(text: String, expected: String) {
    #expect(complaints(about: text) == expected)
  }
}
