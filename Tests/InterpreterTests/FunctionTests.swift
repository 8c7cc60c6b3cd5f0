import Testing

@Suite("Functions and closures")
struct FunctionTests {
  /// Blocks with what they show, which is what the compiler makes of them.
  @Test(arguments: [
    Block(
      "labels and defaults", shows: ["[0.5, 0.25, 1.0, 1.0]"],
      """
      func share(of part: Int, in whole: Int = 10, times factor: Double = 1) -> Double { Double(part) / Double(whole) * factor }
      [share(of: 5), share(of: 5, in: 20), share(of: 5, times: 2), share(of: 5, in: 20, times: 4)]
      """),
    Block(
      "words handed on as functions", shows: ["[1] [\"1\", \"2\"] [\"a\", \"b\"] [1.0, 2.0] [1.5] [1] [1.0, 2.0] 3.0"],
      #"""
      let root: (Double) -> Double = sqrt
      let all = [
        "\(["1", "x"].compactMap(Int.init))", "\([1, 2].map(String.init))", "\("ab".map(String.init))",
        "\([1.0, 4].map(sqrt))", "\([-1.5].map(abs))", "\([1.9].map(Int.init))", "\([1, 2].map(Double.init))",
      ]
      "\(all.joined(separator: " ")) \(root(9))"
      """#),
    Block(
      "functions call each other, whatever their order", shows: ["[true, true, false]"],
      """
      func even(_ n: Int) -> Bool { n == 0 ? true : odd(n - 1) }
      func odd(_ n: Int) -> Bool { n == 0 ? false : even(n - 1) }
      [even(10), odd(7), even(3)]
      """),
    Block(
      "a func within a func calls itself", shows: ["121"],
      """
      func outer(_ n: Int) -> Int {
        func factorial(_ k: Int) -> Int { k < 2 ? 1 : k * factorial(k - 1) }
        return factorial(n) + 1
      }
      outer(5)
      """),
    Block(
      "a func within a func changes its variables", shows: ["4"],
      """
      func count() -> Int {
        var n = 0
        func step() { n += 2 }
        step()
        step()
        return n
      }
      count()
      """),
    Block(
      "a closure sees later changes", shows: ["50"],
      """
      var n = 1
      let f = { n * 10 }
      n = 5
      f()
      """),
    Block(
      "a closure changes what it captured", shows: ["7"],
      """
      var total = 0
      let add = { (x: Int) in total += x }
      add(3)
      add(4)
      total
      """),
    Block(
      "each call of a maker has variables of its own", shows: ["[1, 2, 1, 3]"],
      """
      func counter() -> () -> Int {
        var n = 0
        return {
          n += 1
          return n
        }
      }
      let a = counter()
      let b = counter()
      [a(), a(), b(), a()]
      """),
    Block(
      "closures of a loop keep their own turn", shows: ["[10, 20, 30]"],
      """
      var made: [() -> Int] = []
      for i in 1...3 { made.append { i * 10 } }
      made.map { $0() }
      """),
    Block(
      "closures of a while loop share the outer variable", shows: ["[3, 103, 203]"],
      """
      var made: [() -> Int] = []
      var i = 0
      while i < 3 {
        let own = i
        made.append { own * 100 + i }
        i += 1
      }
      made.map { $0() }
      """),
    Block(
      "two closures share one variable", shows: ["2"],
      """
      var n = 0
      let up = { n += 1 }
      let read = { n }
      up()
      up()
      read()
      """),
    Block(
      "a parameter is a copy", shows: ["[[1, 9], [1]]"],
      """
      func grown(_ a: [Int]) -> [Int] {
        var b = a
        b.append(9)
        return b
      }
      let a = [1]
      [grown(a), a]
      """),
    Block(
      "trailing closures, $0 and $1", shows: ["[4, 20, -1, 14]"],
      """
      func apply(_ x: Int, _ f: (Int) -> Int) -> Int { f(x) }
      func both(_ a: Int, _ b: Int, by f: (Int, Int) -> Int) -> Int { f(a, b) }
      [apply(3) { $0 + 1 }, both(4, 5) { $0 * $1 }, both(4, 5, by: -), apply(2, { x in x * 7 })]
      """),
    Block(
      "a func is a value", shows: ["[8, 9, 2, 4]"],
      """
      func twice(_ x: Int) -> Int { x * 2 }
      let f = twice
      let g: (Int) -> Int = { twice($0) + 1 }
      [f(4), g(4)] + [1, 2].map(twice)
      """),
    Block(
      "a closure with statements", shows: ["10"],
      """
      let f = { (x: Int) -> Int in
        var sum = 0
        for i in 0...x { sum += i }
        return sum
      }
      f(4)
      """),
    Block(
      "functions that give functions", shows: ["7"],
      """
      func adder(_ n: Int) -> (Int) -> Int { { $0 + n } }
      adder(3)(4)
      """),
    Block(
      "several results in a tuple", shows: ["[1, 3, 8, 9]"],
      """
      func ends(_ a: [Int]) -> (least: Int, most: Int) { (a.min() ?? 0, a.max() ?? 0) }
      let e = ends([3, 1, 2])
      let (low, high) = ends([8, 9])
      [e.least, e.most, low, high]
      """),
    Block(
      "recursion with arrays", shows: ["6"],
      """
      func sum(_ a: [Int]) -> Int { a.isEmpty ? 0 : (a.first ?? 0) + sum(a.dropFirst()) }
      sum([1, 2, 3])
      """),
    Block(
      "a closure in a dictionary", shows: ["24"],
      """
      let moves: [String: (Int) -> Int] = ["up": { $0 + 1 }, "down": { $0 - 1 }]
      (moves["up"]?(5) ?? 0) * (moves["down"]?(5) ?? 0)
      """),
    Block(
      "a nested closure reaches through both", shows: ["[90]"],
      """
      func f() -> [Int] {
        var n = 0
        [1, 2].forEach { a in [10, 20].forEach { b in n += a * b } }
        return [n]
      }
      f()
      """),
    Block(
      "key paths stand for closures", shows: ["[\"a\", \"bb\"] 3 [1, 3] 1"],
      #"""
      let pairs = [(name: "a", n: 1), (name: "bb", n: 2)]
      "\(pairs.map(\.name)) \(pairs.map(\.n).reduce(0, +)) \(["x", "yyy"].map(\.count)) \(["", "a"].filter(\.isEmpty).count)"
      """#),
  ])
  func `a block shows what Swift makes of it`(block: Block) throws {
    #expect(try Language.shown(block.code) == block.shown, "\(block.name)")
  }
}
