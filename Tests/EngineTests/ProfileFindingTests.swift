import Testing

@testable import Engine

@Suite("What a profile finds")
struct ProfileFindingTests {
  private func kinds(_ profile: Profile) -> [ProfileFinding.Kind] { profile.findings.map(\.kind) }

  @Test func `each kind of column that calls for a look is named`() throws {
    var random = SeededGenerator(seed: 1)
    let rows = 400
    let target = (0..<rows).map { $0 % 20 == 0 ? nil : $0 % 15 == 1 }
    let knowing = target.map { Double($0 == true ? 1 : 0) + random.uniform() * 0.9 }
    let profile = try table(
      ("late", bools(target)), ("id", Column((0..<rows).map { "n\($0)" })),
      ("number", Column((0..<rows).map(Int64.init))),
      ("none", Column([String?](repeating: nil, count: rows))), ("same", Column([Int64](repeating: 4, count: rows))),
      ("knowing", Column(knowing)), ("gaps", Column(target.map { $0 == true ? nil : "x" })),
      ("rare", Column((0..<rows).map { $0 % 3 == 0 ? Double($0 % 7) : .nan })),
      ("endless", Column((0..<rows).map { $0 == 5 ? .infinity : Double($0 % 9) })),
      ("decimal", Column((0..<rows).map { _ in random.uniform() }))
    ).profile(target: "late")
    #expect(
      profile.findings.map { "\($0.column ?? "rows"): \($0.kind)" } == [
        "late: rareClass", "late: missingTarget", "id: nearUnique", "number: nearUnique", "none: empty",
        "same: constant", "knowing: leakage", "gaps: constant", "gaps: leakage", "rare: mostlyMissing",
        "endless: infinite",
      ])
    #expect(profile.findings.allSatisfy { $0.text.hasSuffix(".") && !$0.text.contains("nan") })
    let leak = try #require(profile.findings.first { $0.column == "gaps" && $0.kind == .leakage })
    #expect(leak.text.hasPrefix("Whether gaps is missing alone tells late"))
  }

  @Test func `an identifier tells a target nothing, and a category that knows it does`() throws {
    var random = SeededGenerator(seed: 2)
    let target = (0..<1000).map { _ in random.below(3) == 0 }
    let profile = try table(
      ("y", Column(target)), ("id", Column((0..<1000).map { "n\($0)" })),
      ("noise", Column((0..<1000).map { _ in "k\(random.below(300))" })),
      ("twin", Column((0..<1000).map { "\(target[$0] ? "yes" : "no")\($0 % 5)" }))
    ).profile(target: "y")
    #expect(try profile.column("id").target?.alone == 0.5)
    #expect(((try profile.column("noise").target?.alone ?? 0) - 0.5).magnitude < 0.06)
    #expect(try profile.column("twin").target?.alone == 1)
    #expect(profile.findings.filter { $0.kind == .leakage }.map(\.column) == ["twin"])
  }

  @Test func `a target of numbers and one of three classes are told as well`() throws {
    var random = SeededGenerator(seed: 3)
    let x = (0..<600).map { _ in random.normal() }
    let sample = try table(
      ("x", Column(x)), ("twice", Column(x.map { 2 * $0 + 0.01 * random.normal() })),
      ("cube", Column(x.map { $0 * $0 * $0 })), ("noise", Column((0..<600).map { _ in random.normal() })),
      ("group", Column(x.map { "g\(Int((max(-1.5, min(1.5, $0)) * 4).rounded()))" })),
      ("three", Column(x.map { $0 < -0.5 ? "low" : $0 < 0.5 ? "middle" : "high" })))
    let numbers = try sample.profile(target: "x")
    #expect(numbers.balance == nil)
    #expect(numbers.findings.filter { $0.kind == .leakage }.map(\.column) == ["twice", "cube", "group"])
    #expect(try numbers.column("cube").target?.measure == .rSquared)
    #expect((try numbers.column("noise").target?.alone ?? 1) < 0.02)
    let classes = try sample.profile(target: "three")
    #expect(classes.balance?.classCount == 3)
    #expect(try classes.column("x").target?.measure == .entropyShare)
    let (told, noise) = (try classes.column("x").target?.alone, try classes.column("noise").target?.alone)
    #expect((told ?? 0) > 0.7 && (noise ?? 1) < 0.02)
  }

  @Test func `repeated rows are counted as a set counts them, in one part and in many`() throws {
    for (seed, count, range) in [(1, 50, 3), (2, 3000, 40), (3, 70_000, 200)] as [(UInt64, Int, Int)] {
      var random = SeededGenerator(seed: seed)
      let a = (0..<count).map { _ in random.below(4) == 0 ? nil : Int64(random.below(range)) }
      let b = (0..<count).map { _ in random.below(4) == 0 ? nil : "v\(random.below(range))" }
      let c = (0..<count).map { _ in random.below(2) == 0 ? -0.0 : 0 }
      let sample = try table(("a", ints(a)), ("b", Column(b)), ("c", Column(c)))
      var seen: Set<String> = []
      let expected = (0..<count).filter {
        !seen.insert("\(a[$0].map { "\($0)" } ?? "·")/\(b[$0] ?? "·")").inserted
      }
      #expect(try sample.repeatedRows(["a", "b", "c"]) == expected)
      #expect(try sample.profile(columns: ["a"]).duplicateRowCount == expected.count)
    }
  }

  @Test func `letters that are written in two ways are one category`() throws {
    let sample = try table(("s", Column(["é", "e\u{301}", "e"])))
    #expect(try sample.profile().columns[0].topCategories.map(\.count) == [2, 1])
    #expect(try sample.profile().duplicateRowCount == 1)
  }

  @Test(arguments: [0, 1, 2])
  func `a table of no row, one or two is profiled with every kind of target`(count: Int) throws {
    let sample = try table(
      ("d", Column([1.5, .nan])), ("i", ints([nil, 3])), ("b", bools([true, false])), ("s", Column(["x", nil])),
      ("t", dates(["2013-01-01", "2013-01-02"])), ("n", ints([nil, nil]))
    ).choosing([0, 1].prefix(count).map { Int32($0) })
    for target in sample.columnNames {
      let profile = try sample.profile(target: target)
      #expect(profile.columns.count == 6 && profile.rowCount == count)
      #expect(profile.columns.allSatisfy { $0.target?.alone == nil && $0.presentCount <= count })
      #expect(!profile.findings.contains { $0.kind == .leakage })
    }
  }

  @Test func `a hundred thousand categories and a column of infinities are no trouble`() throws {
    let rows = 100_000
    let many = (0..<rows).map { "c\($0 * 7919 % rows)" }
    let sample = try table(
      ("many", Column(many)), ("also", Column(many.map { $0 + "x" })),
      ("half", Column(many.indices.map { "h\($0 / 2)" })),
      ("huge", Column(many.indices.map { $0 % 3 == 0 ? .infinity : $0 % 3 == 1 ? -.infinity : 0 })),
      ("y", Column(many.indices.map { $0 % 5 == 0 })))
    let profile = try sample.profile(target: "y")
    #expect(try profile.column("many").distinctCount == rows)
    #expect(try profile.column("many").topCategories.prefix(2).map(\.name) == ["c0", "c1"])
    #expect(try profile.column("huge").infiniteCount == 66_667)
    #expect(try profile.column("huge").outliers == nil)
    #expect(profile.associations.allSatisfy { $0.first != "many" && $0.second != "also" })
  }

  @Test func `pairs of many rows are measured on a sample, which finds the same`() throws {
    var random = SeededGenerator(seed: 9)
    let x = (0..<30_000).map { _ in random.normal() }
    // Enough columns that the pairs of all rows would be too many.
    let columns = (0..<90).map { place in
      (name: "c\(place)", column: Column(x.map { Double(place % 9) * $0 / 9 + random.normal() }))
    }
    let profile = try Table(label: "wide", columns: columns).profile()
    #expect(profile.associationRowCount == 100_000_000 / (90 * 89 / 2))
    #expect(profile.associations.count == 20)
    let strongest = try #require(profile.associations.first)
    let pair = try [strongest.first, strongest.second].map { name in
      try #require(columns.first { $0.name == name }?.column.numbers())
    }
    #expect(abs((strongest.pearson ?? 0) - pearsonCorrelation(pair[0], pair[1])) < 0.02)
  }

  @Test func `more columns than rows are no trouble`() throws {
    let columns = (0..<700).map { place in (name: "c\(place)", column: ints((0..<30).map { Int64($0 * place % 31) })) }
    let profile = try Table(label: "wide", columns: columns).profile(target: "c699")
    #expect(profile.columns.count == 700 && profile.associations.count == 20)
    #expect(profile.columns.allSatisfy { $0.name == "c699" || $0.target != nil })
  }

  @Test func `sums over stretches of rows are those of all rows`() throws {
    var random = SeededGenerator(seed: 12)
    let count = 2048 * 40 + 77
    let x = (0..<count).map { _ in random.normal() }
    let columns = try table(
      ("x", Column(x)), ("y", Column(x.map { $0 + random.normal() })), ("gap", Column(x.map { $0 > 2 ? .nan : $0 })),
      ("z", Column(x.map { -$0 + 5 * random.normal() })))
    let profile = try columns.profile()
    for pair in profile.associations {
      let (a, b) = (try columns.column(pair.first).numbers() ?? [], try columns.column(pair.second).numbers() ?? [])
      let both = a.indices.filter { !a[$0].isNaN && !b[$0].isNaN }
      let (p, q) = (both.map { a[$0] }, both.map { b[$0] })
      #expect(abs((pair.pearson ?? 0) - pearsonCorrelation(p, q)) < 1e-12)
      #expect(abs((pair.spearman ?? 0) - pearsonCorrelation(midranks(p), midranks(q))) < 1e-12)
    }
    #expect(profile.associations.count == 6)
    #expect(try profile.storedBytes() == columns.profile().storedBytes())
  }

  @Test func `a column named twice is refused by name`() throws {
    #expect(
      try complaint { try table(("x", ints([1]))).profile(columns: ["x", "x"]) }.contains("\"x\" is named twice"))
    #expect(try complaint { try table(("x", ints([1]))).profile().column("y") }.contains("\"y\""))
  }
}
