import Testing

@testable import Engine

@Suite("Tables")
struct TableTests {
  static func sample() throws -> Table {
    try table(
      ("i", ints((0..<10).map { $0 == 4 ? nil : $0 })), ("d", Column((0..<10).map { $0 == 2 ? .nan : Double($0) / 2 })),
      ("s", Column((0..<10).map { $0 == 6 ? nil : "v\($0 % 3)" })),
      ("b", bools((0..<10).map { $0 == 8 ? nil : $0 % 2 == 0 })))
  }

  @Test func `a view shows the chosen rows of every column, also a view of a view with a new column`() throws {
    var random = SeededGenerator(seed: 5)
    let whole = try Self.sample()
    for _ in 0..<20 {
      let rows = (0..<random.below(12)).map { _ in Int32(random.below(10)) }
      let view = whole.choosing(rows)
      let added = try view.adding("twice", col("i") * 2)
      let again = rows.indices.filter { _ in random.below(2) == 0 }.map(Int32.init)
      let second = added.choosing(again)
      for name in whole.columnNames {
        let all = try whole.texts(name)
        #expect(try view.texts(name) == rows.map { all[Int($0)] })
        #expect(try second.texts(name) == again.map { all[Int(rows[Int($0)])] })
      }
      let twice = try added.texts("twice")
      #expect(try second.texts("twice") == again.map { twice[Int($0)] })
      #expect(second.rowCount == again.count)
    }
  }

  @Test func `a filter keeps the rows where its condition is true, in their order`() throws {
    let whole = try Self.sample()
    #expect(try whole.filter(col("i") > 2).texts("i") == ["3", "5", "6", "7", "8", "9"])
    #expect(try whole.filter(col("i") > 2).filter(col("s") == "v0").texts("i") == ["3", "9"])
    #expect(try whole.filter(col("b")).texts("i") == ["0", "2", "·", "6"])
    let none = try whole.filter(col("i") > 100)
    #expect(none.rowCount == 0)
    #expect(none.columnNames == whole.columnNames)
    #expect(try none.filter(col("i") > 100).rowCount == 0)
    #expect(try complaint { try whole.filter(col("i") + 1) }.contains("true or false"))
  }

  @Test func `columns are chosen, added and looked up by name`() throws {
    let whole = try Self.sample()
    #expect(try whole.selecting(["b", "i"]).columnNames == ["b", "i"])
    #expect(try whole.selecting([]).rowCount == 10)
    #expect(whole.hasColumn("i") && !whole.hasColumn("I"))
    #expect(try complaint { try whole.selecting(["i", "i"]) }.contains("\"i\""))
    #expect(try complaint { try whole.adding("i", col("d")) } == "sample already has a column \"i\"")
    let error = try #require(throws: DataError.self) { try whole.column("x") }
    #expect(error.subject == "x")
    #expect(error.candidates == ["i", "d", "s", "b"])
  }

  @Test func `columns of different lengths or one name are refused`() throws {
    #expect(try complaint { try table(("a", ints([1])), ("b", ints([1, 2]))) }.contains("\"b\" has 2 rows"))
    #expect(try complaint { try table(("a", ints([1])), ("a", ints([2]))) }.contains("\"a\""))
  }

  @Test func `means and shares leave missing values out`() throws {
    let whole = try Self.sample()
    #expect(try whole.mean("i") == 41.0 / 9)
    #expect(try whole.mean("b") == 4.0 / 9)
    #expect(try whole.share(where: col("i") >= 5) == 0.5)
    #expect(try whole.share(where: col("b").isMissing) == 0.1)
    #expect(try complaint { try whole.mean("s") }.contains("strings"))
    #expect(try complaint { try whole.filter(false).mean("i") }.contains("no value"))
    #expect(try complaint { try whole.filter(false).share(where: true) }.contains("no rows"))
  }

  @Test func `validity is what was set, over word borders`() {
    for count in [0, 1, 63, 64, 65, 128, 1000] {
      let odd = Validity(count: count) { $0 % 2 == 1 }
      let thirds = Validity(
        count: count, missingRows: (0..<count).filter { $0 % 3 == 0 } + (0..<count).filter { $0 % 6 == 0 })
      #expect((0..<count).allSatisfy { odd.isPresent($0) == ($0 % 2 == 1) })
      #expect((0..<count).allSatisfy { thirds.isPresent($0) == ($0 % 3 != 0) })
      let both = odd.intersection(thirds)
      #expect(both.missingCount == (0..<count).count { $0 % 2 == 0 || $0 % 3 == 0 })
      #expect(Validity(allPresent: count).isComplete && Validity(count: count) { _ in true }.isComplete)
      #expect(odd.intersection(Validity(allPresent: count)) == odd)
    }
  }

  @Test func `a table without rows passes through every question`() throws {
    let none = try Self.sample().filter(false)
    #expect(try none.profile().columns.count == 4)
    #expect(try none.distribution(of: "i").count == 0)
    #expect(try none.categoryDistribution(of: "d").counts.isEmpty)
    #expect(try none.adding("new", col("i") + 1).rowCount == 0)
    let checks = try none.validate {
      Expect("i").isPresent().isBetween(0, 1).isOne(of: ["1"])
      Expect(unique: ["i", "s"])
    }
    #expect(checks.metCount == 4)
    #expect(try table().rowCount == 0)
    #expect(try table().profile().columns.isEmpty)
  }

  @Test func `a mean is the same wherever it is reported`() throws {
    let tenths = try table(("x", Column([Double](repeating: 0.1, count: 10))))
    #expect(try tenths.mean("x") == tenths.profile().columns[0].numbers?.mean)
  }
}
