import Testing

@Suite("Arrays, dictionaries, texts and tuples")
struct CollectionTests {
  /// Blocks with what they show, which is what the compiler makes of them.
  @Test(arguments: [
    Block(
      "arrays are copied when one of them changes", shows: ["[[9, 2], [1, 2, 3]]"],
      """
      var a = [1, 2]
      var b = a
      b.append(3)
      a[0] = 9
      [a, b]
      """),
    Block(
      "an array in a closure's capture is shared, a copy is not", shows: ["[1, 2]"],
      """
      var a = [1]
      let copy = a
      let read = { a.count }
      a.append(2)
      [copy.count, read()]
      """),
    Block(
      "elements of elements", shows: ["[[12], [3, 4]]"],
      """
      var a = [[1, 2], [3]]
      a[0][1] += 10
      a[1].append(4)
      a[0].removeFirst()
      a
      """),
    Block(
      "entries that are set, changed and taken out", shows: ["[\"b2\", \"c6\"]"],
      #"""
      var d = ["a": 1]
      d["b"] = 2
      d["a"] = nil
      d["c", default: 5] += 1
      d.keys.sorted().map { "\($0)\(d[$0] ?? 0)" }
      """#),
    Block(
      "groups by hand", shows: ["[[2, 4], [1, 3]]"],
      """
      var d: [String: [Int]] = [:]
      for n in 1...4 { d[n % 2 == 0 ? "even" : "odd", default: []].append(n) }
      [d["even"] ?? [], d["odd"] ?? []]
      """),
    Block(
      "dictionaries in dictionaries", shows: ["5"],
      """
      var d: [String: [String: Int]] = [:]
      d["x", default: [:]]["y", default: 0] += 2
      d["x", default: [:]]["y", default: 0] += 3
      d["x"]?["y"] ?? 0
      """),
    Block(
      "dictionaries are copied", shows: ["[1, 2]"],
      """
      let a = ["x": 1]
      var b = a
      b["x"] = 2
      [a["x"] ?? 0, b["x"] ?? 0]
      """),
    Block(
      "tuples in arrays", shows: ["5yz"],
      #"""
      var a = [(1, "x"), (2, "y")]
      a[0].0 = 5
      a[1].1 += "z"
      "\(a[0].0)\(a[1].1)"
      """#),
    Block(
      "ranges", shows: ["[3, 2, 4, 10, 3, 1]"],
      """
      let r = 2..<5
      [r.count, r.lowerBound, Array(r).last ?? 0, (1...4).reduce(0, +), r.map { $0 * 2 }.count, (3...5).contains(5) ? 1 : 0]
      """),
    Block(
      "slices are arrays of their own", shows: ["[[5, 6], [6, 7, 8], [5], [7, 8]]"],
      """
      let a = [5, 6, 7, 8]
      let b = a.suffix(2)
      [a.prefix(2), a.dropFirst(), a.dropLast(3), b]
      """),
    Block(
      "search and order", shows: ["[1, 2, 4, 1, 2, 1, 5]"],
      """
      let a = [3, 1, 4, 1, 5]
      [a.firstIndex(of: 1) ?? -1, a.firstIndex { $0 > 3 } ?? -1, a.first { $0 > 3 } ?? -1, a.last { $0 < 4 } ?? -1, a.count { $0 == 1 }, a.min() ?? 0, a.max() ?? 0]
      """),
    Block(
      "sorting keeps what is equal in its order",
      shows: ["[\"a\", \"d\", \"bb\", \"cc\", \"d\", \"cc\", \"bb\", \"a\"]"],
      """
      let words = ["bb", "a", "cc", "d"]
      words.sorted { $0.count < $1.count } + words.sorted(by: >)
      """),
    Block(
      "reduce, flatMap, compactMap, zip", shows: ["4 [1, 1, 2, 2, 3, 3] [1, 3] [\"1a\", \"2b\"] 123"],
      #"""
      let a = [1, 2, 3]
      "\(a.reduce(10, -)) \(a.flatMap { [$0, $0] }) \(["1", "x", "3"].compactMap { Int($0) }) \(zip(a, ["a", "b"]).map { "\($0)\($1)" }) \(a.reduce("") { "\($0)\($1)" })"
      """#),
    Block(
      "decimal sums", shows: ["7.5"],
      """
      let a = [1.5, 2.5].reduce(0, +)
      let b = [1, 2].map { Double($0) }.reduce(0.5, +)
      a + b
      """),
    Block(
      "changes in place", shows: ["[1, 2, 9, 3]"],
      """
      var a = [3, 1, 2]
      a.sort()
      a.swapAt(0, 2)
      a.insert(9, at: 1)
      let gone = a.remove(at: 0)
      a.append(contentsOf: [7, 7])
      a.removeAll { $0 == 7 }
      a.reverse()
      a + [gone]
      """),
    Block(
      "equal arrays, dictionaries and tuples", shows: ["[true, true, true, false, false]"],
      """
      [[1, 2] == [1, 2], ["a": 1, "b": 2] == ["b": 2, "a": 1], (1, "a") == (1, "a"), [1] == [2], [[1]] != [[1]]]
      """),
    Block(
      "mapValues, filter, grouping", shows: ["[4, 2, 2, 6, 3]"],
      """
      let d = ["a": 1, "b": 2, "c": 3]
      let g = Dictionary(grouping: ["EWR", "ERI", "JFK"], by: { $0.prefix(1) })
      [d.mapValues { $0 * 2 }["b"] ?? 0, d.filter { $0.value > 1 }.count, g["E"]?.count ?? 0, d.map { $0.value }.reduce(0, +), d.values.max() ?? 0]
      """),
    Block(
      "sorting entries", shows: ["[\"b\", \"c\", \"a\", \"a\", \"b\", \"c\"]"],
      """
      let d = ["a": 1, "b": 3, "c": 2]
      d.sorted { $0.value > $1.value }.map { $0.key } + d.keys.sorted()
      """),
    Block(
      "a dictionary of pairs", shows: ["121"],
      """
      let d = Dictionary(uniqueKeysWithValues: zip(["a", "b"], [1, 2]))
      (d["a"] ?? 0) + (d["b"] ?? 0) * 10 + (d["c"] ?? 100)
      """),
    Block(
      "text", shows: ["12 HÉLLO, WÖRLD true true HéLLo, WörLd [\"Héllo\", \"Wörld\"] dlröW ,olléH Hél|ld|Wörld"],
      #"""
      let s = "Héllo, Wörld"
      "\(s.count) \(s.uppercased()) \(s.hasPrefix("Hé")) \(s.contains("Wö")) \(s.replacing("l", with: "L")) \(s.split(separator: ", ")) \(String(s.reversed())) \(s.prefix(3))|\(s.suffix(2))|\(s.dropFirst(7))"
      """#),
    Block(
      "characters", shows: ["B6aaXc"],
      """
      "B6-a".filter { $0.isNumber || $0.isLetter } + String("abc".map { $0 == "b" ? "X" : $0 })
      """),
    Block(
      "letters that repeat", shows: ["[\"a3\", \"b1\", \"n2\"]"],
      #"""
      var counts: [Character: Int] = [:]
      for c in "banana" { counts[c, default: 0] += 1 }
      counts.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }
      """#),
    Block(
      "arrays put together and repeated", shows: ["[0, 0, 1, 2]"],
      """
      var a = Array(repeating: 0, count: 2) + [1]
      a += [2]
      a
      """),
    Block(
      "empty ones", shows: ["true true [] true 0 true"],
      #"""
      let a: [Int] = []
      let d = [String: Int]()
      "\(a.isEmpty) \(d.isEmpty) \(a) \(a.first == nil) \(a.reduce(0, +)) \(a.allSatisfy { $0 > 0 })"
      """#),
    Block(
      "interpolated values", shows: ["[1, 2] [\"a\"] (1, \"b\") 2.0 1e+20 0.30000000000000004 true [1.5] 3"],
      #"""
      let o: Int? = 3
      "\([1, 2]) \(["a"]) \((1, "b")) \(2.0) \(1e20) \(0.1 + 0.2) \(true) \([1.5]) \(o ?? 0)"
      """#),
  ])
  func `a block shows what Swift makes of it`(block: Block) throws {
    #expect(try Language.shown(block.code) == block.shown, "\(block.name)")
  }
}
