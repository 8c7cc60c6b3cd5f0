import Testing

@Suite("Numbers, texts and truth")
struct PlainValueTests {
  /// Blocks with what they show, which is what the compiler makes of them.
  @Test(arguments: [
    Block(
      "numbers",
      shows: [
        "3.5 3.0 -3.0 2 1.5 3 3 1.0 1024.0 0.30000000000000004 1e+16 0.3333333333333333 9223372036854775807 true"
      ],
      #"""
      "\(7.0 / 2) \(2.5.rounded()) \((-2.5).rounded(.down)) \(Int(2.9)) \(Double(3) / 2) \(abs(-3)) \(max(2, 3)) \(min(2.5, 1)) \(pow(2.0, 10.0)) \(0.1 + 0.2) \(1e16) \(1.0 / 3) \(Int.max) \(12.isMultiple(of: 4))"
      """#),
    Block(
      "strides", shows: ["[0, 3, 6, 9] [1.0, 1.5, 2.0] [3, 2, 1] []"],
      #"""
      "\(stride(from: 0, to: 10, by: 3)) \(stride(from: 1.0, through: 2.0, by: 0.5)) \(stride(from: 3, through: 1, by: -1)) \(stride(from: 0, to: -3, by: 1))"
      """#),
    Block(
      "strides of a decimal step", shows: ["[0.0, 0.25, 0.5, 0.75] [1.0, 0.5, 0.0]"],
      #"""
      "\(stride(from: 0, to: 1, by: 0.25)) \(stride(from: 1, through: 0, by: -0.5))"
      """#),
    Block(
      "the smallest and the largest of several", shows: ["1 5 b 2.5 9"],
      #"""
      let n = 9
      "\(min(3, 1, 2)) \(max(3, 5, 2, 4)) \(max("a", "b", "a")) \(max(1, 2.5, 2)) \(max(1, n, 3))"
      """#),
    Block(
      "capitals", shows: ["Late Flights|Jfk|"],
      #"""
      "\("late flights".capitalized)|\("JFK".capitalized)|\("".capitalized)"
      """#),
    Block(
      "literals", shows: ["[31, 5, 15, 1000, -3]"],
      """
      [0x1F, 0b101, 0o17, 1_000, -3]
      """),
    Block(
      "texts over lines", shows: ["a\n  b c"],
      #"""
      let s = """
        a
          b \
        c
        """
      s
      """#),
    Block(
      "comparisons of texts", shows: ["[true, true, true, true]"],
      #"""
      ["a" < "b", "B" < "a", "é" == "e\u{301}", "10" < "9"]
      """#),
    Block(
      "precedence", shows: ["[5, 1, 6]"],
      """
      [1 + 2 * 3 - 4 / 2, (1 + 2) * 3 % 4, -2 * -3]
      """),
    Block(
      "logic leaves out what it does not need", shows: ["0 false true true"],
      #"""
      var n = 0
      func step() -> Bool {
        n += 1
        return true
      }
      let a = false && step()
      let b = true || step()
      "\(n) \(a) \(b) \(!a && b)"
      """#),
  ])
  func `a block shows what Swift makes of it`(block: Block) throws {
    #expect(try Language.shown(block.code) == block.shown, "\(block.name)")
  }
}
