import Testing

@testable import Engine

@Suite("Tables are sorted, summed up, joined and stacked")
struct TableOperationTests {
  let sales: Table

  init() throws {
    sales = try table(
      ("shop", Column(["b", "a", "b", nil, "a"] as [String?])), ("day", ints([2, 1, 1, 3, nil])),
      ("sold", ints([10, 20, 30, 40, 50])), ("price", Column([1.5, 2, .nan, 4, 5])),
      ("open", bools([true, false, true, nil, true])))
  }

  private func rows(_ table: Table) -> [String] {
    (0..<table.rowCount).map { row in
      table.columnNames.map { (try? table.column($0).text(at: row)) ?? "·" }.joined(separator: " ")
    }
  }

  // MARK: Rows

  @Test func `missing values come last in either order, and equal rows keep theirs`() throws {
    #expect(texts(try sales.sorted(by: ["shop"]).column("sold")) == ["20", "50", "10", "30", "40"])
    #expect(
      texts(try sales.sorted(by: ["shop"], descending: true).column("sold")) == ["10", "30", "20", "50", "40"])
    #expect(texts(try sales.sorted(by: ["shop", "day"]).column("sold")) == ["20", "50", "30", "10", "40"])
    #expect(throws: DataError.self) { try sales.sorted(by: []) }
    #expect(throws: DataError.self) { try sales.sorted(by: ["nothing"]) }
  }

  @Test func `the first of equal rows stays, and a missing value equals a missing one`() throws {
    #expect(texts(try sales.distinct(by: ["shop"]).column("sold")) == ["10", "20", "40"])
    #expect(try sales.distinct().rowCount == 5)
    #expect(try sales.stacked(with: sales).distinct().rowCount == 5)
  }

  @Test func `a sample has distinct rows in their order, the same for its seed, each as likely as any other`() throws {
    let many = try table(("n", ints((0..<100).map { $0 })))
    let drawn = texts(try many.sampled(10, seed: 3).column("n")).compactMap { Int($0) }
    #expect(drawn == drawn.sorted() && Set(drawn).count == 10)
    #expect(texts(try many.sampled(10, seed: 3).column("n")).compactMap { Int($0) } == drawn)
    #expect(texts(try many.sampled(10, seed: 4).column("n")).compactMap { Int($0) } != drawn)
    #expect(try many.sampled(100).rowCount == 100)
    #expect(throws: DataError.self) { try many.sampled(101) }
    #expect(throws: DataError.self) { try many.sampled(0) }
    var counts = [Int](repeating: 0, count: 100)
    for seed in 0..<1000 {
      for text in texts(try many.sampled(20, seed: seed).column("n")) { counts[Int(text) ?? 0] += 1 }
    }
    // 200 each is expected, with a standard deviation of 12.6.
    #expect(counts.allSatisfy { $0 > 140 && $0 < 260 })
  }

  @Test func `prefixes end where the table does`() {
    #expect(sales.prefix(2).rowCount == 2 && sales.prefix(9).rowCount == 5)
    #expect(sales.prefix(-1).rowCount == 0 && sales.prefix(.min).rowCount == 0)
  }

  @Test func `a renamed column keeps its place`() throws {
    let renamed = try sales.renaming("day", to: "date").removing(["open", "price"])
    #expect(renamed.columnNames == ["shop", "date", "sold"])
    #expect(throws: DataError.duplicateColumn("sold", table: sales.label)) {
      try sales.renaming("day", to: "sold")
    }
    #expect(throws: DataError.self) { try sales.renaming("nothing", to: "something") }
    #expect(throws: DataError.self) { try sales.removing(["nothing"]) }
    #expect(try sales.renaming("day", to: "day").columnNames == sales.columnNames)
  }

  // MARK: Groups

  @Test func `groups stand in order with every figure of their rows`() throws {
    let grouped = try sales.grouped(by: ["shop"]) {
      Aggregate("rows", .count)
      Aggregate("days", .count, of: "day")
      Aggregate("gaps", .missingCount, of: "price")
      Aggregate("kinds", .distinctCount, of: "open")
      Aggregate("sum", .sum, of: "sold")
      Aggregate("open", .sum, of: "open")
      Aggregate("share", .mean, of: "open")
      Aggregate("mean", .mean, of: "price")
      Aggregate("spread", .deviation, of: "sold")
      Aggregate("median", .median, of: "sold")
      Aggregate("quarter", .quantile(0.25), of: "sold")
      Aggregate("least", .minimum, of: "day")
      Aggregate("most", .maximum, of: "price")
      Aggregate("first", .first, of: "price")
      Aggregate("last", .last, of: "day")
    }
    #expect(
      rows(grouped) == [
        "a 2 1 0 2 70 1 0.5 3.5 21.213203435596427 35.0 27.5 1 5.0 2.0 1",
        "b 2 2 1 1 40 2 1.0 1.5 14.142135623730951 20.0 15.0 1 1.5 1.5 1",
        "· 1 1 0 0 40 0 · 4.0 · 40.0 40.0 3 4.0 4.0 3",
      ])
  }

  @Test func `without a column there is one group, and the figures' names and types are checked`() throws {
    let all = try sales.grouped(by: []) { Aggregate("sum", .sum, of: "price") }
    #expect(rows(all) == ["12.5"])
    #expect(throws: DataError.self) { try sales.grouped(by: ["shop"]) { Aggregate("shop", .count) } }
    #expect(throws: DataError.self) { try sales.grouped(by: ["shop"]) { Aggregate("x", .mean, of: "shop") } }
    #expect(throws: DataError.self) { try sales.grouped(by: ["shop"]) { Aggregate("x", .mean) } }
    #expect(throws: DataError.self) { try sales.grouped(by: ["shop"]) { Aggregate("x", .quantile(2), of: "day") } }
    let huge = try table(("n", ints([.max, 1])))
    #expect(throws: DataError.self) { try huge.grouped(by: []) { Aggregate("sum", .sum, of: "n") } }
    let none = sales.prefix(0)
    #expect(try none.grouped(by: ["shop"]) { Aggregate("rows", .count) }.rowCount == 0)
  }

  @Test func `many groups over all cores are those of a plain loop`() throws {
    var random = SplitMix64(seed: 5)
    let keys = (0..<50_000).map { _ in Int64(random.below(3000)) }
    let numbers = keys.map { _ in random.uniform() }
    let grouped = try table(("k", Column(keys)), ("x", Column(numbers))).grouped(by: ["k"]) {
      Aggregate("sum", .sum, of: "x")
    }
    var sums: [Int64: Double] = [:]
    for (key, number) in zip(keys, numbers) { sums[key, default: 0] += number }
    #expect(texts(try grouped.column("k")) == sums.keys.sorted().map(\.description))
    #expect(try grouped.column("sum").numbers() == sums.keys.sorted().map { sums[$0] ?? .nan })
  }

  @Test func `a pivoted table has a cell for each combination, missing where no row is`() throws {
    let sums = try sales.pivoted(rows: ["shop"], columns: "day", .sum, of: "sold")
    #expect(sums.columnNames == ["shop", "1", "2", "3", "missing"])
    #expect(rows(sums) == ["a 20 · · 50", "b 30 10 · ·", "· · · 40 ·"])
    #expect(
      rows(try sales.pivoted(rows: ["shop"], columns: "day", .count)) == ["a 1 0 0 1", "b 1 1 0 0", "· 0 0 1 0"])
    let clash = try sales.renaming("shop", to: "1")
    #expect(throws: DataError.self) { try clash.pivoted(rows: ["1"], columns: "day", .count) }
    #expect(throws: DataError.self) { try sales.pivoted(rows: ["day"], columns: "day", .count) }
    let wide = try table(("n", ints((0..<1001).map { $0 })), ("one", ints((0..<1001).map { _ in 1 })))
    #expect(throws: DataError.self) { try wide.pivoted(rows: ["one"], columns: "n", .count) }
  }

  // MARK: Joins

  @Test func `a join keeps the left order, repeats rows and leaves missing keys alone`() throws {
    let towns = try table(
      ("shop", Column(["a", "b", "b", nil] as [String?])), ("sold", ints([1, 2, 3, 4])))
    let inner = try sales.selecting(["shop", "sold"]).joined(with: towns, on: "shop")
    #expect(rows(inner) == ["b 10 2", "b 10 3", "a 20 1", "b 30 2", "b 30 3", "a 50 1"])
    #expect(inner.columnNames == ["shop", "sold", "sold_right"])
    let left = try sales.selecting(["shop", "sold"]).joined(with: towns, on: ["shop"], kind: .left)
    #expect(rows(left)[5] == "· 40 ·" && left.rowCount == 7)
    let both = try sales.selecting(["shop", "sold"]).joined(with: towns, on: ["shop", "sold"], kind: .left)
    #expect(both.rowCount == 5 && both.columnNames == ["shop", "sold"])
    #expect(throws: DataError.self) { try sales.joined(with: towns, on: "day") }
    let numbered = try table(("shop", ints([1])))
    let error = #expect(throws: DataError.self) { try sales.joined(with: numbered, on: "shop") }
    #expect(error?.description == "\"shop\" holds strings in sample, but numbers in sample")
    let none = try sales.joined(with: towns.prefix(0), on: "shop", kind: .left)
    #expect(none.rowCount == 5)
    #expect(try sales.prefix(0).joined(with: towns, on: "shop").rowCount == 0)
  }

  @Test func `whole and decimal keys meet`() throws {
    let halves = try table(("day", Column([1.0, 2.5])), ("note", Column(["one", "no"] as [String?])))
    #expect(rows(try sales.selecting(["day"]).joined(with: halves, on: "day")) == ["1 one", "1 one"])
  }

  @Test func `a join by time sees the latest earlier row and nothing from the future`() throws {
    let trades = try table(
      ("at", try dates(["2024-01-03", "2024-01-01", "2024-01-10", nil, "2023-12-31"])),
      ("name", Column(["x", "x", "y", "x", "x"] as [String?])))
    let quotes = try table(
      ("at", try dates(["2024-01-02", "2024-01-01", "2024-01-01", "2024-01-09", nil])),
      ("name", Column(["x", "x", "y", "x", "x"] as [String?])), ("price", ints([2, 1, 7, 9, 5])))
    #expect(texts(try trades.joined(asOf: "at", with: quotes).column("price")) == ["2", "7", "9", "·", "·"])
    let grouped = try trades.joined(asOf: "at", with: quotes, by: ["name"])
    #expect(texts(try grouped.column("price")) == ["2", "1", "7", "·", "·"])
    #expect(grouped.columnNames == ["at", "name", "price"])
    let recent = try trades.joined(asOf: "at", with: quotes, by: ["name"], within: .seconds(86_400 * 2))
    #expect(texts(try recent.column("price")) == ["2", "1", "·", "·", "·"])
    #expect(try trades.joined(asOf: "at", with: quotes.prefix(0)).rowCount == 5)
    #expect(throws: DataError.self) { try trades.joined(asOf: "name", with: quotes) }
    #expect(throws: DataError.self) { try trades.joined(asOf: "at", with: quotes, by: ["at"]) }
    let numbered = try table(("at", ints([1])))
    #expect(throws: DataError.self) { try trades.joined(asOf: "at", with: numbered) }
    #expect(throws: DataError.self) { try numbered.joined(asOf: "at", with: numbered, within: .seconds(1)) }
  }

  // MARK: Stacks

  @Test func `stacked tables share their strings, and mixed numbers become decimals`() throws {
    let upper = try table(("s", Column(["a", nil, "b"] as [String?])), ("n", ints([1, 2, nil])))
    let lower = try table(("n", Column([0.5, .nan])), ("s", Column(["c", "a"] as [String?])))
    let both = try upper.stacked(with: lower)
    #expect(rows(both) == ["a 1.0", "· 2.0", "b ·", "c 0.5", "a ·"])
    guard case .string(let strings) = try both.column("s").values else { Issue.record("no strings"); return }
    #expect(strings.dictionary == ["a", "b", "c"])
    #expect(throws: DataError.self) { try upper.stacked(with: lower.selecting(["n"])) }
    #expect(throws: DataError.self) { try upper.selecting(["n"]).stacked(with: lower) }
    #expect(throws: DataError.self) {
      try upper.stacked(with: upper.renaming("n", to: "x").renaming("s", to: "n").renaming("x", to: "s"))
    }
  }
}
