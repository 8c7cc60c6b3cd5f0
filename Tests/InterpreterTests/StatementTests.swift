import Testing

@Suite("Statements")
struct StatementTests {
  /// Blocks with what they show, which is what the compiler makes of them.
  @Test(arguments: [
    Block(
      "let, var and tuples", shows: ["1x5"],
      #"""
      let (a, b) = (1, "x")
      var c = a
      c += 4
      "\(a)\(b)\(c)"
      """#),
    Block(
      "an element of a tuple changes alone", shows: ["8"],
      """
      var t = (low: 1, high: 5)
      t.0 = 2
      t.high += 1
      t.low + t.high
      """),
    Block(
      "several places are set at once", shows: ["2 1 [3, 2, 1] 5 1 4.0 x"],
      #"""
      var (a, b) = (1, 2)
      (a, b) = (b, a)
      var list = [1, 2, 3]
      (list[0], list[2]) = (list[2], list[0])
      var t = (low: 1, high: 5)
      (t.low, t.high) = (t.high, t.low)
      var d = 0.5
      var name: String?
      (d, name, _) = (4, "x", nothing())
      func nothing() -> Int { 0 }
      "\(a) \(b) \(list) \(t.low) \(t.high) \(d) \(name ?? "-")"
      """#),
    Block(
      "if and else if", shows: ["abc"],
      """
      var out = ""
      for n in [1, 5, 10] { if n > 8 { out += "c" } else if n > 3 { out += "b" } else { out += "a" } }
      out
      """),
    Block(
      "a value that is set below, once on every way", shows: ["big!", "3", "[0, 2]", "odd"],
      #"""
      func size(_ n: Int) -> String {
        let word: String
        guard n > 0 else { return "none" }
        if n > 3 { word = "big" } else if n > 2 { word = "mid" } else { return "small" }
        let louder = { word + "!" }
        return louder()
      }
      size(5)
      let count: Int
      switch size(1) {
      case "small": count = 3
      default: count = 4
      }
      count
      var doubles: [() -> Int] = []
      for i in 0..<2 {
        let double: Int
        if i == 0 { double = 0 } else { double = i * 2 }
        doubles.append({ double })
      }
      doubles.map { $0() }
      var parity: String
      parity = "even"
      if count.isMultiple(of: 2) { parity += "?" } else { parity = "odd" }
      parity
      """#),
    Block(
      "if as a value", shows: ["big"],
      """
      let n = 3
      let size = if n > 2 { "big" } else { "small" }
      size
      """),
    Block(
      "switch over numbers and ranges", shows: ["nzsml"],
      """
      var out = ""
      for n in [-1, 0, 3, 7, 12] {
        switch n {
        case ..<0: out += "n"
        case 0: out += "z"
        case 1...5: out += "s"
        case 6..<10: out += "m"
        default: out += "l"
        }
      }
      out
      """),
    Block(
      "switch over texts with several values in a case", shows: ["NYNJ?"],
      """
      func side(_ code: String) -> String {
        switch code {
        case "JFK", "LGA": return "NY"
        case "EWR": return "NJ"
        default: return "?"
        }
      }
      side("LGA") + side("EWR") + side("ORD")
      """),
    Block(
      "switch with where and a binding", shows: ["negative -4even 4odd 5"],
      #"""
      func kind(_ n: Int) -> String {
        switch n {
        case let x where x < 0: "negative \(x)"
        case let x where x % 2 == 0: "even \(x)"
        case let x: "odd \(x)"
        }
      }
      kind(-4) + kind(4) + kind(5)
      """#),
    Block(
      "switch over a tuple", shows: ["[\"origin\", \"x\", \"y 2\", \"diagonal 4\", \"near\", \"far\"]"],
      #"""
      func place(_ p: (Int, Int)) -> String {
        switch p {
        case (0, 0): return "origin"
        case (_, 0): return "x"
        case (0, let y): return "y \(y)"
        case let (x, y) where x == y: return "diagonal \(x)"
        case (1...3, _): return "near"
        default: return "far"
        }
      }
      [place((0, 0)), place((5, 0)), place((0, 2)), place((4, 4)), place((2, 9)), place((9, 2))]
      """#),
    Block(
      "switch over what may be nil", shows: ["[\"none\", \"zero\", \"many\", \"4\"]"],
      #"""
      func say(_ n: Int?) -> String {
        switch n {
        case nil: return "none"
        case 0?: return "zero"
        case .some(let x) where x > 9: return "many"
        case let x?: return "\(x)"
        }
      }
      [say(nil), say(0), say(10), say(4)]
      """#),
    Block(
      "switch over truth is complete without default", shows: ["late"],
      """
      let late = true
      switch late {
      case true: "late"
      case false: "on time"
      }
      """),
    Block(
      "switch as a value", shows: ["2"],
      """
      let month = 4
      let quarter = switch month {
      case 1...3: 1
      case 4...6: 2
      default: 0
      }
      quarter
      """),
    Block(
      "guard leaves a func", shows: ["1"],
      """
      func half(_ n: Int) -> Int? {
        guard n % 2 == 0 else { return nil }
        return n / 2
      }
      (half(4) ?? -1) + (half(5) ?? -1)
      """),
    Block(
      "guard leaves a loop's turn", shows: ["12"],
      """
      var sum = 0
      for n in 1...5 {
        guard n != 3 else { continue }
        sum += n
      }
      sum
      """),
    Block(
      "while, break and continue", shows: ["[1, 3, 5, 7]"],
      """
      var i = 0
      var seen: [Int] = []
      while true {
        i += 1
        if i % 2 == 0 { continue }
        if i > 7 { break }
        seen.append(i)
      }
      seen
      """),
    Block(
      "repeat runs at least once", shows: ["11"],
      """
      var n = 10
      repeat { n += 1 } while n < 5
      n
      """),
    Block(
      "break in a switch leaves the switch alone", shows: ["[1, 10, 20, 4, 40]"],
      """
      var out: [Int] = []
      for n in 1...4 {
        switch n {
        case 2: break
        case 3: continue
        default: out.append(n)
        }
        out.append(n * 10)
      }
      out
      """),
    Block(
      "break in if in switch in a loop leaves the switch", shows: ["[1, 3]"],
      """
      var out: [Int] = []
      for n in 1...3 {
        switch n {
        case 2:
          if n == 2 { break }
          out.append(99)
        default: out.append(n)
        }
      }
      out
      """),
    Block(
      "continue in a switch in while", shows: ["[1, 3, 5]"],
      """
      var i = 0
      var out: [Int] = []
      while i < 5 {
        i += 1
        switch i {
        case 2, 4: continue
        default: out.append(i)
        }
      }
      out
      """),
    Block(
      "break in a loop in a switch leaves the loop", shows: ["[1, 2, 100]"],
      """
      var out: [Int] = []
      switch 1 {
      case 1:
        for n in 1...5 {
          if n == 3 { break }
          out.append(n)
        }
        out.append(100)
      default: out.append(-1)
      }
      out
      """),
    Block(
      "loops over pairs, with where", shows: ["0a2c"],
      #"""
      var text = ""
      for (i, name) in ["a", "b", "c"].enumerated() where i != 1 { text += "\(i)\(name)" }
      text
      """#),
    Block(
      "loops over characters and strides", shows: ["a-b-c-10,5,0,"],
      #"""
      var text = ""
      for c in "abc" { text += "\(c)-" }
      for n in stride(from: 10, through: 0, by: -5) { text += "\(n)," }
      text
      """#),
    Block(
      "a loop over a var runs over what it was", shows: ["[1, 2, 3, 10, 20, 30]"],
      """
      var a = [1, 2, 3]
      for x in a { a.append(x * 10) }
      a
      """),
    Block(
      "conditions in a row", shows: ["7"],
      """
      let a: Int? = 3
      let b: Int? = 4
      var result = 0
      if let a, let b, a < b { result = a + b }
      result
      """),
    Block(
      "if case", shows: ["x"],
      """
      let pair = (1, "x")
      var result = ""
      if case (1, let name) = pair { result = name }
      result
      """),
    Block(
      "while let", shows: ["5"],
      """
      var stack = [1, 2, 3]
      var out = 0
      while let last = stack.last, last > 1 {
        out += last
        stack.removeLast()
      }
      out
      """),
    Block(
      "division and remainder cut toward zero", shows: ["[3, -3, 1, -1, -3, 1]"],
      """
      [7 / 2, -7 / 2, 7 % 3, -7 % 3, 7 / -2, 7 % -3]
      """),
    Block(
      "shadowing in an inner scope", shows: ["[2, 1]"],
      """
      let x = 1
      var out: [Int] = []
      if x == 1 {
        let x = 2
        out.append(x)
      }
      out.append(x)
      out
      """),
    Block(
      "what is after a return is left alone", shows: ["[300, -1]"],
      """
      func f(_ n: Int) -> Int {
        for i in 0..<10 { if i == n { return i * 100 } }
        return -1
      }
      [f(3), f(20)]
      """),
    Block(
      "nested loops leave the inner one", shows: ["[21, 31, 32]"],
      """
      var pairs: [Int] = []
      for a in 1...3 {
        for b in 1...3 {
          if b == a { break }
          pairs.append(a * 10 + b)
        }
      }
      pairs
      """),
    Block(
      "ternaries in a row", shows: ["[\"A\", \"B\", \"C\"]"],
      """
      func grade(_ x: Double) -> String { x > 0.9 ? "A" : x > 0.5 ? "B" : "C" }
      [grade(0.95), grade(0.6), grade(0.1)]
      """),
  ])
  func `a block shows what Swift makes of it`(block: Block) throws {
    #expect(try Language.shown(block.code) == block.shown, "\(block.name)")
  }
}
