import Diagnostics
import Testing

@testable import Interpreter

@Suite("Tangling inserts what Swift asks for")
struct TanglingTests {
  private static let words = TanglingWords(
    neverThrowing: ["col", "note", "map", "filter{}", "split(separator:)", "sorted()"],
    throwingProperties: ["rocAUC"])

  private func tangled(_ blocks: String..., sentences: [String] = []) throws -> (blocks: [String], sentences: [String])
  {
    try Tangling(words: Self.words).tangled(blocks: blocks.map(unit), sentences: sentences.map(unit))
  }

  private func unit(_ code: String) -> CodeUnit {
    let source = SourceText(path: "test.md", text: code)
    return CodeUnit(code: code, source: source) { line, column, length in
      Place(line: line, column: column, length: length)
    }
  }

  @Test(arguments: [
    ("let a = 1", "let a = 1"),
    ("let a = read(1)", "Notebook.line(1); let a = try read(1)"),
    ("let a = read(1) + read(2)", "Notebook.line(1); let a = try read(1) + read(2)"),
    ("a = read(1)", "Notebook.line(1); try a = read(1)"),
    ("a += 1", "a += 1"),
    ("a", "Notebook.show(a)"),
    ("a // why", "Notebook.show(a) // why"),
    ("read(1)", "Notebook.line(1); Notebook.show(try read(1))"),
    ("note(\"x\")", "Notebook.show(note(\"x\"))"),
    ("try read(1)", "Notebook.line(1); Notebook.show(try read(1))"),
    ("let a = try? read(1)", "let a = try? read(1)"),
    ("let s = \"\\(read(1))\"", "Notebook.line(1); let s = try \"\\(read(1))\""),
    // Overloads that differ in their first argument.
    ("let a = t.filter(c)", "Notebook.line(1); let a = try t.filter(c)"),
    ("let a = t.filter { $0 > 1 }", "let a = t.filter { $0 > 1 }"),
    ("let a = t.split(on: \"d\")", "Notebook.line(1); let a = try t.split(on: \"d\")"),
    ("let a = t.split(separator: \",\")", "let a = t.split(separator: \",\")"),
    // Properties, and values of a type.
    ("let a = q.rocAUC", "Notebook.line(1); let a = try q.rocAUC"),
    ("let a = Measure.rocAUC", "let a = Measure.rocAUC"),
    ("let a = q.count", "let a = q.count"),
    ("let a: Measure = .recall(threshold: 1)", "let a: Measure = .recall(threshold: 1)"),
    // Closures throw on their own account, and so does the call that is given one.
    ("let a = b.map { read($0) }", "Notebook.line(1); let a = try b.map { try read($0) }"),
    ("let f = { read(1) }\nf()", "let f = { try read(1) }\nNotebook.line(2); Notebook.show(try f())"),
    ("let f = { 1 }\nf()", "let f = { 1 }\nNotebook.show(f())"),
    ("let f: (Int) -> Int = { $0 }", "let f: (Int) throws -> Int = { $0 }"),
    // Functions throw where what they call does, also what stands below them.
    ("func f() -> Int { 1 }", "func f() -> Int { 1 }"),
    (
      "func f() -> Int { g() }\nfunc g() -> Int { read(1) }",
      "func f() throws -> Int { try g() }\nfunc g() throws -> Int { try read(1) }"
    ),
    ("func f() { a }", "func f() { Notebook.show(a) }"),
    ("func f() -> Int {\n  a\n  return 1\n}", "func f() -> Int {\n  Notebook.show(a)\n  return 1\n}"),
    ("func f(g: (Int) -> Int) -> Int { g(1) }", "func f(g: (Int) throws -> Int) throws -> Int { try g(1) }"),
    (
      "func f() -> Int { read(1) }\na.map(f)",
      "func f() throws -> Int { try read(1) }\nNotebook.line(2); Notebook.show(try a.map(f))"
    ),
    // Branches.
    (
      "if read(1) { a } else if b { c }",
      "Notebook.line(1); if try read(1) { Notebook.show(a) } else if b { Notebook.show(c) }"
    ),
    ("if let a = read(1), b { a }", "Notebook.line(1); if let a = try read(1), b { Notebook.show(a) }"),
    ("let a = if b { read(1) } else { 2 }", "Notebook.line(1); let a = if b { try read(1) } else { 2 }"),
    ("a = if b { read(1) } else { 2 }", "Notebook.line(1); a = if b { try read(1) } else { 2 }"),
    (
      "switch read(1) {\ncase 1: a\ndefault: read(2)\n}",
      "Notebook.line(1); switch try read(1) {\ncase 1: Notebook.show(a)\ndefault: Notebook.line(3); Notebook.show(try read(2))\n}"
    ),
    ("for a in read(1) where b { a }", "Notebook.line(1); for a in try read(1) where b { Notebook.show(a) }"),
    ("while a < read(1) { b }", "Notebook.line(1); while try a < read(1) { Notebook.show(b) }"),
  ])
  func `and nothing else`(code: String, expected: String) throws {
    #expect(try tangled(code).blocks == [expected])
  }

  @Test func `a function of one block throws for the others`() throws {
    let result = try tangled("let a = f()", "func f() -> Int { read(1) }", sentences: ["f()", "1 + 2"])
    #expect(
      result.blocks == ["Notebook.line(1); let a = try f()", "func f() throws -> Int { try read(1) }"])
    #expect(result.sentences == ["try f()", "1 + 2"])
  }

  @Test(arguments: ["let a = 1", "1; 2", ""])
  func `a sentence holds one expression`(code: String) throws {
    #expect { try tangled(sentences: [code]) } throws: { "\($0)".contains("a sentence holds one expression") }
  }
}
