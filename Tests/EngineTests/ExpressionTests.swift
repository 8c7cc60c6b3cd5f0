import Testing

@testable import Engine

@Suite("Expressions")
struct ExpressionTests {
  static let sample = Result {
    try table(
      ("i", ints([1, 2, nil, -4])), ("d", Column([0.5, .nan, 2, -4])), ("b", bools([true, false, nil, true])),
      ("s", Column(["x", nil, "y", "é"])), ("t", dates(["2013-01-01", "2012-12-31", nil, "1969-12-31"])))
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let expression: Engine.Expression
    let texts: [String]
    var testDescription: String { "\(expression)" }
    init(_ expression: Engine.Expression, _ texts: String) {
      self.expression = expression
      self.texts = texts.split(separator: " ").map(String.init)
    }
  }

  @Test(arguments: [
    Example(col("i") + 1, "2 3 · -3"), Example(col("i") - 1, "0 1 · -5"), Example(col("i") * 3, "3 6 · -12"),
    Example(col("i") / 2, "0.5 1.0 · -2.0"), Example(col("d") / 0, "· · · ·"), Example(1 / col("d"), "2.0 · 0.5 -0.25"),
    Example(col("i") + col("d"), "1.5 · · -8.0"), Example(-col("i"), "-1 -2 · 4"),
    Example(-col("d"), "-0.5 · -2.0 4.0"),
    Example(col("i") > 1, "false true · false"), Example(col("i") >= col("d"), "true · · true"),
    Example(col("i") != 2, "true false · true"), Example(col("d") == -4, "false · false true"),
    Example(col("s") == "x", "true · false false"), Example("x" < col("s"), "false · true true"),
    Example(col("s") == col("s"), "true · true true"), Example(col("b") == true, "true false · true"),
    Example(col("t") < "2013-01-01", "false true · true"), Example("2012-12-31" == col("t"), "false true · false"),
    Example(!col("b"), "false true · false"), Example(col("b").isPresent, "true true false true"),
    Example(col("d").isMissing, "false true false false"),
    Example(col("i").isOne(of: [2, -4]), "false true · true"),
    Example(col("s").isOne(of: ["é", "q"]), "false · false true"),
    Example(col("t").isoWeek, "2013-W01 2013-W01 · 1970-W01"),
    Example(col("t").year, "2013 2012 · 1969"), Example(col("t").month, "1 12 · 12"),
    Example(col("t").day, "1 31 · 31"), Example(col("t").weekday, "2 1 · 3"),
    Example(col("t").days(since: "2013-01-03"), "-2 -3 · -15709"),
    Example(.date(Instant(microseconds: -1)).days(since: col("t")), "-15707 -15706 · 0"),
    Example(col("d") * 1e308 * 10, "inf · inf -inf"),
    Example(col("d") * 1e308 * 10 - col("d") * 1e308 * 10, "· · · ·"),
  ])
  func `an expression is computed a row at a time and is missing where an operand is`(_ example: Example) throws {
    #expect(try texts(example.expression.evaluated(over: Self.sample.get())) == example.texts)
  }

  @Test func `and, or and not follow three-valued logic`() throws {
    let all: [Bool?] = [true, false, nil]
    let pairs = all.flatMap { a in all.map { (a, $0) } }
    let truth = try table(("a", bools(pairs.map(\.0))), ("b", bools(pairs.map(\.1))))
    func text(_ value: Bool?) -> String { value.map { "\($0)" } ?? "·" }
    let conjunction = pairs.map { a, b in a == false || b == false ? false : a == nil || b == nil ? nil : true }
    let disjunction = pairs.map { a, b in a == true || b == true ? true : a == nil || b == nil ? nil : false }
    #expect(try texts((col("a") && col("b")).evaluated(over: truth)) == conjunction.map(text))
    #expect(try texts((col("a") || col("b")).evaluated(over: truth)) == disjunction.map(text))
    #expect(try texts((!col("a")).evaluated(over: truth)) == pairs.map { text($0.0.map { !$0 }) })
  }

  @Test(
    arguments: [
      (Engine.Expression.int(.max) + 1, "row 1"), (.int(.min) - 1, "row 1"), (.int(.max) * 2, "row 1"),
      (.int(.min) * -1, "row 1"), (col("s") + 1, "+ needs numbers"), (-col("s"), "- needs a number"),
      (!col("i"), "true or false"), (col("i") && col("b"), "true or false"), (col("i") == "x", "cannot compare"),
      (col("b") < true, "cannot compare"), (col("t") < "soon", "\"soon\" is not a date"),
      (col("t") > 5, "cannot compare"),
      (col("i").isoWeek, "needs a date"), (date(year: col("d"), month: 1, day: 1), "whole numbers"),
      (col("i").weekday, "a weekday needs a date"), (col("t").days(since: col("i")), "days lie between dates"),
      (col("t").days(since: "soon"), "\"soon\" is not a date"), (col("t") - col("t"), ".days(since: …)"),
      (col("nope") + 1, "no column \"nope\""), (col("nope").isPresent, "no column \"nope\""),
    ] as [(Engine.Expression, String)])
  func `what cannot be computed is told, never trapped`(expression: Engine.Expression, words: String) throws {
    #expect(try complaint { try expression.evaluated(over: Self.sample.get()) }.contains(words))
  }

  @Test func `an overflow in a row that is missing, or in decimals, is none`() throws {
    let large = try table(("x", ints([.max, nil])), ("y", ints([nil, .max])))
    #expect(try texts((col("x") + col("y")).evaluated(over: large)) == ["·", "·"])
    #expect(try texts((col("x") * 2.0).evaluated(over: large)) == ["1.8446744073709552e+19", "·"])
  }

  @Test(
    arguments: [
      (2013, 2, 28, "2013-02-28"), (2013, 2, 29, "·"), (2012, 2, 29, "2012-02-29"), (1900, 2, 29, "·"), (0, 1, 1, "·"),
      (10_000, 1, 1, "·"), (9999, 12, 31, "9999-12-31"), (.max, .max, .max, "·"), (.min, .min, .min, "·"),
      (2013, 0, 1, "·"), (2013, 13, 1, "·"), (2013, 1, 0, "·"), (1969, 12, 31, "1969-12-31"),
    ] as [(Int64, Int64, Int64, String)])
  func `a day is missing where the calendar has none`(year: Int64, month: Int64, day: Int64, text: String) throws {
    let parts = try table(("y", ints([year])), ("m", ints([month])), ("d", ints([day])))
    #expect(try texts(date(year: col("y"), month: col("m"), day: col("d")).evaluated(over: parts)) == [text])
  }

  @Test func `no expression trips over a table without rows or a column without values`() throws {
    let none = try table(("i", ints([])), ("s", Column([String?]())), ("b", bools([])), ("t", dates([])))
    let missing = try table(("i", ints([nil])), ("s", Column([nil])), ("b", bools([nil])), ("t", dates([nil])))
    let expressions: [Engine.Expression] = [
      col("i") + 1, col("i") / 0, col("s") == "x", "x" < col("s"), col("s") == col("s"), col("b") && true,
      col("t") < "2013-01-01", col("t").isoWeek, col("s").isOne(of: ["x"]), date(year: col("i"), month: 1, day: 1),
      -col("i"), col("s").isPresent, col("t").month, col("t").days(since: "2013-01-01"),
    ]
    for expression in expressions {
      #expect(try expression.evaluated(over: none).count == 0)
      let column = try expression.evaluated(over: missing)
      #expect(texts(column) == [expression == col("s").isPresent ? "false" : "·"], "\(expression)")
    }
  }

  @Test(arguments: [
    ((col("a") + 1) * 2, "(a + 1) * 2"), (col("a") - (col("b") - 1), "a - (b - 1)"),
    (col("a") && (col("b") || col("c")), "a and (b or c)"), (!(col("a") == "x"), "not (a == \"x\")"),
    (!col("a").isPresent, "a is missing"), (col("a").isOne(of: [1, 2]) && col("b"), "a is one of 1, 2 and b"),
  ])
  func `an expression reads as it was written`(expression: Engine.Expression, text: String) {
    #expect("\(expression)" == text)
  }

  @Test func `a choice among very many values is computed`() async {
    await #expect(processExitsWith: .success) {
      dieQuietly()
      let choice = col("i").isOne(of: (0..<20_000).map { .int($0) })
      _ = try choice.evaluated(over: table(("i", ints([5]))))
    }
  }

  @Test func `the smallest whole number has no negative, which is told`() throws {
    let least = try table(("x", ints([.min])))
    #expect(throws: DataError.self) { try (-col("x")).evaluated(over: least) }
  }

  @Test func `a choice among no values still needs its column`() throws {
    #expect(throws: DataError.self) { try col("nope").isOne(of: []).evaluated(over: Self.sample.get()) }
  }

  @Test func `text that no row holds any longer does not spoil a comparison with dates`() throws {
    let whole = try table(("when", Column(["2013-01-01", "soon"])), ("t", dates(["2013-01-02", "2013-01-02"])))
    let dated = try whole.filter(col("when") != "soon")
    #expect(try texts((col("when") < col("t")).evaluated(over: dated)) == ["true"])
  }

  @Test func `large whole numbers are compared exactly with decimals`() throws {
    let large = try table(("x", ints([9_007_199_254_740_993])))
    #expect(try texts((col("x") == 9_007_199_254_740_992.0).evaluated(over: large)) == ["false"])
  }
}
