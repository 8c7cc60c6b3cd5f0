import Testing

@testable import Engine

@Suite("Schemas")
struct SchemaTests {
  private static let count = 500

  /// Rows with gaps in `gaps`, few categories in `k`, many in `name`.
  static func reference(_ seed: UInt64 = 1, shift: Double = 0) throws -> Table {
    var random = SeededGenerator(seed: seed)
    return try Table(
      label: "before",
      columns: [
        ("x", Column((0..<count).map { _ in 10 + shift + 2 * random.normal() })),
        ("n", Column((0..<count).map { _ in Int64(random.below(20)) })),
        ("gaps", ints((0..<count).map { $0 % 10 == 0 ? nil : Int64($0 % 7) })),
        ("k", Column((0..<count).map { _ in ["a", "b", "c"][random.below(3)] })),
        ("name", Column((0..<count).map { "n\($0)" })), ("b", Column((0..<count).map { _ in random.below(2) == 0 })),
        ("t", try dates((0..<count).map { $0 % 2 == 0 ? "2013-01-01" : "2013-02-01" })),
        ("void", Column([String?](repeating: nil, count: count))),
      ])
  }

  private func kinds(_ check: SchemaCheck) -> [String] { check.anomalies.map { "\($0.column): \($0.kind)" } }

  @Test func `a schema is learned as it is documented`() throws {
    let schema = try Self.reference().schema()
    #expect(schema.columns.map(\.type) == [.double, .int, .int, .string, .string, .bool, .date, nil])
    #expect(try schema.column("k").categories == ["a", "b", "c"])
    #expect(try schema.column("name").categories == nil && schema.column("name").reference == nil)
    #expect(try schema.column("b").categories == ["false", "true"])
    #expect(try schema.column("n").range == .init(low: 0, high: 20))
    #expect(try schema.column("t").range == nil)
    #expect(try schema.column("gaps").mostMissing == 0.2 && schema.column("x").mostMissing == 0)
    #expect(try schema.column("void").mostMissing == 1)
  }

  @Test(arguments: [2, 3, 4, 5, 6] as [UInt64])
  func `other rows of the same kind hold no anomaly, nor do a few of them`(seed: UInt64) throws {
    let schema = try Self.reference().schema()
    // A normal law has no bounds: a row further out than the room allows is one.
    let later = try Self.reference(seed)
    #expect(kinds(later.validate(against: schema)).filter { $0 != "x: outOfRange" } == [])
    #expect(kinds(later.choosing([3, 8, 21]).validate(against: schema)).filter { $0 != "x: outOfRange" } == [])
    #expect(later.choosing([]).validate(against: schema).anomalies.isEmpty)
  }

  @Test func `each kind of anomaly is told with its rows`() throws {
    let schema = try Self.reference().schema()
    let later = try Self.reference(9)
    func replacing(_ name: String, _ column: Column) -> SchemaCheck {
      later.adding(name, column).validate(against: schema)
    }
    var k: [String?] = (0..<Self.count).map { ["a", "b", "c"][$0 % 3] }
    k[4] = "new"
    k[7] = "newer"
    let strangers = replacing("k", Column(k)).anomalies.first { $0.kind == .newCategory }
    #expect(strangers?.text == "k has 2 new categories: \"new\", \"newer\", in 2 rows.")
    #expect(strangers?.samples == [FailingRow(row: 5, value: "\"new\""), FailingRow(row: 8, value: "\"newer\"")])
    var numbers: [Int64?] = (0..<Self.count).map { Int64($0 % 20) }
    numbers[2] = nil
    let gaps = replacing("n", ints(numbers)).anomalies
    #expect(gaps.map(\.kind) == [.tooManyMissing] && gaps.map(\.rows) == [1])
    #expect(gaps[0].samples == [FailingRow(row: 3, value: "missing")])
    (numbers[2], numbers[3]) = (-1, 21)
    let out = replacing("n", ints(numbers)).anomalies
    #expect(out.map(\.text) == ["n lies outside 0 to 20 in 2 rows."] && out.map(\.severity) == [.must])
    let decimals = replacing("n", Column(numbers.map { Double($0 ?? 0) + 0.5 })).anomalies
    #expect(decimals.map(\.text) == ["n held whole numbers, and holds decimals now."])
    #expect(replacing("k", ints(numbers)).anomalies.map(\.kind) == [.typeChanged])
    let ten = ints([Int64?](repeating: 10, count: Self.count))
    #expect(replacing("x", ten).anomalies.map(\.kind) == [.drifted])
    #expect(replacing("void", Column(k)).anomalies.isEmpty)
    let dropped = try later.selecting(["x", "n", "gaps", "k", "name", "b", "t"]).adding("more", col("x") + 1)
    let check = dropped.validate(against: schema)
    #expect(kinds(check) == ["void: missingColumn", "more: newColumn"] && !check.isMet)
    #expect(check.anomalies[1].severity == .should)
  }

  @Test func `a shift of one deviation is a drift, and a bound above it is none`() throws {
    let (before, after) = (try Self.reference(), try Self.reference(2, shift: 2))
    let drifted = try #require(after.validate(against: before.schema()).anomalies.first { $0.kind == .drifted })
    #expect(drifted.column == "x" && drifted.severity == .should)
    let psi = PopulationStability.index(
      reference: try before.numericDistribution(of: "x"), current: try after.numericDistribution(of: "x"))
    #expect(drifted.distance == psi && psi > 0.5)
    let wide = try before.schema().allowing("x", low: -100, high: 100, drift: 2)
    #expect(after.validate(against: wide).anomalies.isEmpty)
  }

  @Test func `a schema can be changed by hand`() throws {
    let schema = try Self.reference().schema(columns: ["n", "k", "gaps", "b"])
    let later = try Self.reference(3).adding("x2", col("x") * 2)
    let strange = later.adding("k", Column([String?](repeating: "d", count: Self.count)))
      .adding("gaps", Column([String?](repeating: nil, count: Self.count)))
    #expect(Set(kinds(strange.validate(against: schema))).isSuperset(of: ["k: newCategory", "gaps: tooManyMissing"]))
    let changed = try schema.allowing("k", categories: ["d"], drift: 100).allowing("gaps", missing: 1)
    // Columns that the reference has, but of which nothing is expected, are not new.
    #expect(kinds(strange.validate(against: changed)) == ["x2: newColumn"])
    #expect(try schema.ignoring(["k"]).otherColumns.contains("k") && schema.otherColumns == ["x", "name", "t", "void"])
    #expect(strange.validate(against: try schema.ignoring(["k", "gaps"])).isMet)
  }

  @Test func `limits that do not fit are told`() throws {
    let schema = try Self.reference().schema()
    #expect(try complaint { try schema.allowing("kk", missing: 0.1) } == "no column \"kk\" in the schema of before")
    #expect(try complaint { try schema.ignoring(["x", "y"]) }.contains("\"y\""))
    #expect(try complaint { try schema.allowing("k", low: 1) }.contains("column \"k\" has no range"))
    #expect(try complaint { try schema.allowing("x", categories: ["a"]) }.contains("column \"x\" has no categories"))
    #expect(try complaint { try schema.allowing("x", missing: 2) }.contains("missing must be from 0 to 1"))
    #expect(try complaint { try schema.allowing("x", low: 3, high: 2) }.contains("3 is above 2"))
    #expect(try complaint { try Self.reference().choosing([]).schema() }.contains("has no rows"))
    #expect(try complaint { try Self.reference().schema(columns: ["x", "x"]) }.contains("named twice"))
    #expect(try complaint { try Self.reference().schema(drift: -1) }.contains("drift must be"))
  }

  @Test func `one row, infinities and a hundred thousand categories make a schema`() throws {
    let one = try Self.reference().choosing([0]).schema()
    #expect(try Self.reference().choosing([0]).validate(against: one).anomalies.isEmpty)
    let endless = try table(("x", Column([.infinity, -.infinity, 3])))
    #expect(try endless.validate(against: endless.schema()).anomalies.isEmpty)
    let many = try table(("s", Column((0..<300_000).map { "c\($0 % 100_000)" })))
    let schema = try many.schema()
    #expect(try schema.column("s").categories == nil)
    #expect(many.validate(against: schema).anomalies.isEmpty)
  }

  @Test func `schemas and what they find stay the same in storage, and misfits are refused`() throws {
    let schema = try Self.reference().schema()
    let copy = try Schema(storedBytes: schema.storedBytes())
    let check = try Self.reference(2, shift: 3).validate(against: schema)
    #expect(try Self.reference(2, shift: 3).validate(against: copy).anomalies == check.anomalies)
    #expect(try SchemaCheck(storedBytes: check.storedBytes()).anomalies == check.anomalies)
    for bad in [
      ColumnSchema.Reference.numbers(edges: [1, 2], counts: [1]), .numbers(edges: [], counts: [-1]),
      .categories(names: ["a"], counts: [], others: 0), .categories(names: ["a"], counts: [1], others: .max),
    ] {
      #expect(throws: StorageError.self) { try ColumnSchema.Reference(storedBytes: bad.storedBytes()) }
    }
  }
}
