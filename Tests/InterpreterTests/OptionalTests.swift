import Testing

@Suite("What may be nil")
struct OptionalTests {
  /// Blocks with what they show, which is what the compiler makes of them.
  @Test(arguments: [
    Block(
      "if let, and its short form", shows: ["[3, 3, -1]"],
      """
      let a: Int? = 3
      let b: Int? = nil
      var out: [Int] = []
      if let a { out.append(a) }
      if let x = a { out.append(x) }
      if let b { out.append(b) } else { out.append(-1) }
      out
      """),
    Block(
      "guard let", shows: ["[3, -1, -1]"],
      """
      func length(_ s: String?) -> Int {
        guard let s, !s.isEmpty else { return -1 }
        return s.count
      }
      [length("abc"), length(""), length(nil)]
      """),
    Block(
      "?? in a row", shows: ["[5, 3]"],
      """
      let a: Int? = nil
      let b: Int? = nil
      let c: Int? = 3
      [a ?? b ?? 5, a ?? c ?? 5]
      """),
    Block(
      "?? does not compute what it does not need", shows: ["[1, 0]"],
      """
      var calls = 0
      func costly() -> Int {
        calls += 1
        return 9
      }
      let a: Int? = 1
      let x = a ?? costly()
      [x, calls]
      """),
    Block(
      "chaining", shows: ["[3, -1, 3]"],
      """
      let name: String? = "JFK"
      let none: String? = nil
      [name?.count ?? 0, none?.count ?? -1, name?.lowercased().count ?? 0]
      """),
    Block(
      "chaining changes a variable", shows: ["[2, -1]"],
      """
      var list: [Int]? = [1]
      list?.append(2)
      var none: [Int]? = nil
      none?.append(2)
      [list?.count ?? 0, none?.count ?? -1]
      """),
    Block(
      "chaining through dictionaries", shows: ["[[7, 2, 3], []]"],
      """
      var d = ["a": [1, 2]]
      d["a"]?.append(3)
      d["b"]?.append(3)
      d["a"]?[0] = 7
      [d["a"] ?? [], d["b"] ?? []]
      """),
    Block(
      "map and flatMap", shows: ["[8, -1, 4, -2]"],
      """
      let a: Int? = 4
      let b: Int? = nil
      [a.map { $0 * 2 } ?? 0, b.map { $0 * 2 } ?? -1, a.flatMap { $0 > 3 ? $0 : nil } ?? -2, a.flatMap { $0 > 4 ? $0 : nil } ?? -2]
      """),
    Block(
      "compared", shows: ["[true, true, true, false, false]"],
      """
      let a: Int? = 4
      let b: Int? = nil
      [a == 4, b == nil, a != nil, a == b, b == 4]
      """),
    Block(
      "a value that is given later", shows: ["0.7"],
      """
      var best: Double?
      for x in [0.3, 0.7, 0.5] { if x > best ?? 0 { best = x } }
      best ?? -1
      """),
    Block(
      "from texts", shows: ["[42, -1, -1, -1, -7]"],
      """
      [Int("42") ?? 0, Int("x") ?? -1, Int("4.2") ?? -1, Int(" 4") ?? -1, Int("-7") ?? 0]
      """),
    Block(
      "in arrays", shows: ["[1, 3] 3 [1, 0, 3]"],
      #"""
      let a: [Int?] = [1, nil, 3]
      "\(a.compactMap { $0 }) \(a.count) \(a.map { $0 ?? 0 })"
      """#),
    Block(
      "unwrapped by force", shows: ["4"],
      """
      let a: Int? = 3
      a! + 1
      """),
    Block(
      "an element that may be missing, of a func", shows: ["[1, -9]"],
      """
      func find(_ n: Int) -> (name: String, n: Int)? { n > 0 ? ("x", n) : nil }
      [find(1)?.n ?? 0, find(-1)?.n ?? -9]
      """),
    Block(
      "nested funcs give nil", shows: ["[2.0, -1.0]"],
      """
      func root(_ x: Double) -> Double? { x < 0 ? nil : x.squareRoot() }
      [root(4) ?? -1, root(-4) ?? -1]
      """),
  ])
  func `a block shows what Swift makes of it`(block: Block) throws {
    #expect(try Language.shown(block.code) == block.shown, "\(block.name)")
  }
}
