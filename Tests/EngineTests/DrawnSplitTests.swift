import Testing

@testable import Engine

@Suite("Splits drawn at random, folds and rolling origins")
struct DrawnSplitTests {
  let table: Table

  init() throws {
    var random = SplitMix64(seed: 3)
    let groups = (0..<600).map { _ in "g\(random.below(40))" }
    table = try Table(
      label: "t",
      columns: [
        ("id", Column((0..<600).map { Int64($0) })), ("rare", Column((0..<600).map { $0 % 20 == 0 })),
        ("group", Column(groups)),
        ("day", Column(.date((0..<600).map { Int64($0) * 86_400_000_000 }), validity: Validity(allPresent: 600))),
      ])
  }

  private func ids(_ table: Table) throws -> [Int64] { try table.column("id").wholeNumbers ?? [] }

  @Test func `every row is on one side, in the table's order, and a seed draws the same ones`() throws {
    let split = try table.split(test: 0.25)
    #expect(split.test.rowCount == 150)
    let (train, test) = (try ids(split.train), try ids(split.test))
    #expect(train == train.sorted() && test == test.sorted())
    #expect(Set(train).union(test).count == 600)
    #expect(try ids(table.split(test: 0.25).test) == test)
    #expect(try ids(table.split(test: 0.25, seed: 2).test) != test)
  }

  @Test func `strata have the same proportions on both sides`() throws {
    let split = try table.split(test: 0.3, stratifiedBy: "rare")
    #expect(try split.test.column("rare").truths()?.count { $0 } == 9)
    #expect(split.test.rowCount == 180)
  }

  @Test func `groups stay whole`() throws {
    let split = try table.split(test: 0.3, groupedBy: "group")
    #expect(Set(try split.train.texts("group")).isDisjoint(with: try split.test.texts("group")))
    #expect(abs(Double(split.test.rowCount) / 600 - 0.3) < 0.02)
    #expect(try split.leaks(groupedBy: "group").findings[1].rows == 0)
  }

  @Test(arguments: [nil, "rare"] as [String?])
  func `each row is tested on once a repeat`(strata: String?) throws {
    let folds = try table.folds(7, stratifiedBy: strata, repeats: 2)
    #expect(folds.count == 14)
    for turn in 0..<2 {
      #expect(try folds[turn * 7..<turn * 7 + 7].flatMap { try ids($0.test) }.sorted() == (0..<600).map(Int64.init))
    }
    for fold in folds {
      #expect([85, 86].contains(fold.test.rowCount))
      #expect(Set(try ids(fold.train)).isDisjoint(with: try ids(fold.test)))
      if strata != nil { #expect([4, 5].contains(try fold.test.column("rare").truths()?.count { $0 } ?? 0)) }
    }
    #expect(try ids(folds[0].test) != ids(folds[7].test))
  }

  @Test func `folds of groups are of nearly the same size`() throws {
    for fold in try table.folds(5, groupedBy: "group") {
      #expect(Set(try fold.train.texts("group")).isDisjoint(with: try fold.test.texts("group")))
      #expect(abs(fold.test.rowCount - 120) < 12)
    }
  }

  @Test func `a rolling origin ends with the latest row and never looks ahead`() throws {
    let splits = try table.rollingOrigin(on: "day", folds: 3, testing: .days(30), training: .days(100))
    #expect(try splits.map { try ids($0.test) } == [Array(510..<540), Array(540..<570), Array(570..<600)])
    #expect(try ids(splits[0].train) == Array(410..<510))
    for split in splits { #expect(try !split.leaks().hasLeaks) }
    #expect(try table.rollingOrigin(on: "day", folds: 2, testing: .days(10))[1].train.rowCount == 590)
  }

  @Test func `what cannot be cut says why`() throws {
    #expect(throws: DataError.invalid("test must be above 0 and below 1, not 1")) { try table.split(test: 1) }
    #expect(throws: DataError.self) { try table.split(test: 0.5, stratifiedBy: "rare", groupedBy: "group") }
    #expect(throws: DataError.invalid("t has 600 rows, too few for 601 folds")) { try table.folds(601) }
    #expect(throws: DataError.invalid("t has 40 groups, too few for 41 folds")) {
      try table.folds(41, groupedBy: "group")
    }
    #expect(throws: DataError.self) { try table.rollingOrigin(on: "id", folds: 2, testing: .days(1)) }
    #expect(throws: DataError.self) { try table.rollingOrigin(on: "day", folds: 30, testing: .days(100)) }
    #expect(throws: DataError.self) { try table.rollingOrigin(on: "day", folds: 2, testing: .days(0)) }
    #expect(throws: DataError.self) { try table.rollingOrigin(on: "day", folds: 1000, testing: .days(1_000_000)) }
    #expect(throws: DataError.self) { try table.rollingOrigin(on: "day", folds: 1000, testing: .days(36_525)) }
    #expect(try table.folds(2, repeats: 2, seed: .max).count == 4)
    #expect(throws: DataError.self) { try table.prefix(1).split(test: 0.5) }
  }

  @Test func `rows on both sides, shared groups and earlier rows are counted`() throws {
    let twice = try table.prefix(10).stacked(with: table.prefix(5))
    let split = Split(train: try twice.prefix(10), test: twice.choosing(Array(10..<15)), rule: .random(seed: 1))
    let check = try split.leaks(groupedBy: "group", on: "day")
    #expect(check.findings.map(\.rows) == [5, 5, 5])
    #expect(check.hasLeaks)
  }
}
