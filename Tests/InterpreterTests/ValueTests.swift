import Interpreter
import Testing

@Suite("Values and expressions")
struct ValueTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 / 2", "3"), ("7 % 4", "3"), ("-3 + 1", "-2"), ("0x1F", "31"),
    ("1_000_000", "1000000"), ("1.5 * 2", "3.0"), ("2 * 1.5", "3.0"), ("1e3", "1000.0"),
    ("0.1 + 0.2", "0.30000000000000004"),
    ("1 < 2 && 2 < 3", "true"), ("1 == 2 || !(3 != 3)", "true"), ("\"a\" + \"b\"", "ab"), ("\"a\" < \"b\"", "true"),
    ("true ? 1 : 2", "1"), ("[1, 2] + [3]", "[1, 2, 3]"), ("[1, 2.5]", "[1.0, 2.5]"),
    ("[10, 20, 30][1]", "20"), ("\"\\(1 + 1) and \\(\"x\")\"", "2 and x"), ("\"tab\\there \\u{1F600}\"", "tab\there 😀"),
    ("1...3", "1...3"), ("(1...5).upperBound", "5"), ("1..<3", "1..<3"), ("[1, 2, 3, 4][1...2]", "[2, 3]"),
    ("#\"raw \\n\"#", "raw \\n"),
  ])
  func `expressions have Swift's values`(code: String, value: String) throws {
    #expect(try Language.shown(code) == [value])
  }

  @Test func `statements keep state and show what stands alone`() throws {
    let code = """
      let a = 2
      var sum = 0
      for i in 1...10 where i % a == 0 {
        if i == 8 { break }
        sum += i
      }
      while sum < 20 { sum += 5 }
      sum
      if sum > 100 { "large" } else if sum > 20 { "middle" } else { "small" }
      """
    #expect(try Language.shown(code) == ["22", "middle"])
  }

  @Test func `names declared in one block are seen by the next`() throws {
    let interpreter = Interpreter(registry: Language.registry)
    _ = try interpreter.run(Language.unit("let x = 4"))
    #expect(try interpreter.run(Language.unit("x * x")).map(\.value.description) == ["16"])
    #expect(try interpreter.evaluate(Language.unit("x + 1")).description == "5")
  }

  @Test(arguments: [
    ("Point(x: 1, y: 2).x", "1.0"), ("Point(x: 3).scaled(by: 2).x", "6.0"), ("paint(.red)", "red × 1"),
    ("paint(Colour.green, times: 3)", "green × 3"), ("path { Point(x: 1)\nPoint(x: 2) }", "2"),
    ("let half = 0.5\nPoint(x: half).x", "0.5"),
  ])
  func `words are called as Swift calls them`(code: String, value: String) throws {
    #expect(try Language.shown(code) == [value])
  }

  @Test func `coloured runs put together are the code`() {
    let code = "let x = train(.trees, on: \"a\\(b)\") // why\nvar 😀 = 1.5"
    let runs = colouredRuns(of: code)
    #expect(runs.map(\.text).joined() == code)
    #expect(runs.first?.kind == .keyword)
    #expect(runs.contains { $0.kind == .comment && $0.text.hasPrefix("// why") })
  }
}
