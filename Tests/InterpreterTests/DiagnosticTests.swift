import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
  @Test func `a misspelt name is offered the nearest one, under a caret`() throws {
    #expect(
      try Language.complaint("let total = 3\n  totl + 1") == """
        test.md:2:3: error: nothing is called "totl" here
           |   totl + 1
           |   ^~~~ did you mean "total"?
        """)
  }

  @Test func `a caret stands under its character behind wide ones and tabs`() throws {
    #expect(
      try Language.complaint("\t\"😀é\" + oops") == """
        test.md:1:9: error: nothing is called "oops" here
           | \t"😀é" + oops
           | \t        ^~~~
        """)
  }

  @Test func `an error about a text points at the text, wherever it was written`() throws {
    let code = "let fruit = [\"apple\", \"banan\"]\nfind(fruit)"
    #expect(
      try Language.complaint(code) == """
        test.md:1:24: error: no fruit "banan"
           | let fruit = ["apple", "banan"]
           |                        ^~~~~ did you mean "banana"?
        """)
  }

  @Test(arguments: [
    ("let a = 1\nlet a = 2", "2:5: error: \"a\" is already declared in line 1"),
    ("let a = 1\na = 2", "2:1: error: \"a\" is a constant"),
    ("var a = 1\na = \"x\"", "2:5: error: \"a\" holds Int and cannot take String"),
    ("let n = 3\nn * 1.5", "2:3: error: \"*\" does not go between Int and Double"),
    ("1 / 0", "1:1: error: division by zero"),
    ("9223372036854775807 + 1", "1:1: error: the result is too large for a whole number"),
    ("99999999999999999999", "1:1: error: 99999999999999999999 is too large for a whole number"),
    ("[1, \"a\"]", "1:5: error: an array holds values of one type: this is String, the first is Int"),
    ("[1, 2][5]", "1:8: error: there is no element 5: the array has 2"),
    ("if 1 { }", "1:4: error: a condition must be true or false, but this is Int"),
    ("5...1", "1:1: error: a range starts at its lower end: 5 is above 1"),
    ("while true { }", "1:7: error: this block ran for more than 0.5 seconds, which is the limit"),
    ("Point(y: 2)", "1:1: error: \"Point\" needs the argument \"x:\""),
    ("Point(x: 1, z: 2)", "1:13: error: \"Point\" has no argument \"z:\""),
    ("Point(x: \"a\")", "1:10: error: \"x:\" of \"Point\" must be Double, but this is String"),
    ("Point(y: 1, x: 2)", "1:1: error: the arguments of \"Point\" stand in another order"),
    ("Point(x: 1).w", "1:13: error: Point has no member \"w\""),
    ("Point(x: 1).scaled", "1:13: error: \"scaled\" is called with parentheses"),
    ("Point(x: 1).x()", "1:13: error: \"x\" is a property and takes no parentheses"),
    ("Point", "1:1: error: \"Point\" is called with parentheses"),
    ("paint(.blue)", "1:8: error: Colour has no member \"blue\""),
    (".red", "1:1: error: \".red\" needs a place whose type is known"),
    ("path { 3 }", "1:8: error: the block of \"path\" must hold Point, but this is Int"),
    ("path", "1:1: error: \"path\" is called with parentheses"),
    ("let x: Stirng = \"a\"", "1:8: error: no type \"Stirng\""),
    ("let x: Int = \"a\"", "1:14: error: \"x\" is declared as Int, but its value is String"),
    ("struct A { }", "1:1: error: \"struct\" is not part of the notebook language"),
    ("class A { }", "1:1: error: \"class\" is not part of the notebook language"),
    ("import Foundation", "1:1: error: \"import\" is not part of the notebook language"),
    ("switch 1 { case 1: 2 }", "1:1: error: this switch does not cover every Int"),
    ("let c = { $0 }", "1:11: error: \"$0\" stands for what a closure { … } is given"),
    ("nil ?? 5", "1:1: error: nil needs a place whose type is known"),
    ("var a = 1\na \u{C}= 2", "2:4: error: '=' must have consistent whitespace"),
    ("let a\n=3", "2:1: error: '=' must have consistent whitespace"),
    ("let a �= 3", "1:8: error: '=' must have consistent whitespace"),
    ("break", "1:1: error: \"break\" stands outside a loop"),
    ("lazy var x = 5", "1:1: error: \"lazy\" is not part of the notebook language"),
    ("var x = 5 { didSet { } }", "1:11: error: a computed value is not part of the notebook language"),
    ("do { 1 }", "1:1: error: \"do\" is not part of the notebook language"),
  ])
  func `mistakes are named where they are`(code: String, expected: String) throws {
    let complaint = try Language.complaint(code)
    #expect(complaint.hasPrefix("test.md:\(expected)"), "\(complaint)")
  }

  @Test(arguments: [
    String(repeating: "(", count: 10_000), String(repeating: "[", count: 20),
    String(repeating: "[", count: 10_000) + "1" + String(repeating: "]", count: 10_000),
    "1" + String(repeating: "+1", count: 20_000), "a" + String(repeating: ".b()", count: 20_000),
    String(repeating: "false ? 1 : ", count: 5000) + "2",
    "var s = \"0123456789\"\nwhile true { s += s }", "var a = [1]\nwhile true { a = a + a }",
    "var n = 0\nfor i in 0..<9223372036854775807 { n = i }",
  ])
  func `what would have no end is told`(code: String) throws {
    let complaint = try Language.complaint(code)
    #expect(complaint.hasPrefix("test.md:"), "\(complaint.prefix(200))")
    #expect(complaint.count < 1000)
  }

  @Test(arguments: [
    ("let x = ", 1), ("foo(1, ", 1), ("let = 3", 1), ("\"abc", 1), ("1 +", 1), ("a b", 1), ("if true {\n1", 2),
  ])
  func `code that does not parse is complained of in its line`(code: String, line: Int) throws {
    #expect(try Language.complaint(code).hasPrefix("test.md:\(line):"))
  }
}
