import Testing

@testable import Engine

@Suite("Errors by group and row")
struct ErrorGroupTests {
  /// Chances that are sure and right but on Mondays, where one of four rows is turned round.
  private static let quality = Result { () throws -> Evaluation in
    var random = SeededGenerator(seed: 61)
    let count = 4000
    let x = (0..<count).map { _ in random.normal() }
    let day: [String?] = (0..<count).map { ["monday", "tuesday", "wednesday", "thursday"][$0 % 4] }
    let clean = x.map { $0 > 0 }
    let turned = (0..<count).map { day[$0] == "monday" && $0 % 16 == 0 ? !clean[$0] : clean[$0] }
    let columns: [(name: String, column: Column)] = [("x", Column(x)), ("day", Column(day))]
    let model = try train(
      .boostedTrees(rounds: 20), on: Table(label: "clean", columns: columns + [("y", Column(clean))]), predicting: "y",
      from: ["x", "day"])
    return try evaluate(model, on: Table(label: "turned", columns: columns + [("y", Column(turned))]))
  }

  @Test func `tags are ranked by what closing their gap would gain`() throws {
    let report = try Self.quality.get().tags {
      Tag("tuesday", col("day") == "tuesday", humanLevel: 1)
      Tag("monday", col("day") == "monday", humanLevel: 0.95)
      Tag("nobody", col("x") > 1000)
    }
    #expect(report.tags.map(\.name) == ["monday", "tuesday", "nobody"])
    let monday = report.tags[0]
    #expect(monday.rows == 1000 && monday.share == 0.25)
    #expect(try #require(monday.value) < 0.76 && #require(monday.gap) > 0.19)
    #expect(try (#require(monday.gain) - #require(monday.gap) * 0.25).magnitude < 1e-12)
    #expect(report.tags[2].value == nil && report.tags[2].gain == nil)
    #expect(report.untaggedShare == 0.5)
  }

  @Test func `tags that make no sense are told`() throws {
    let quality = try Self.quality.get()
    #expect(try complaint { try quality.tags([]) }.contains("at least one tag"))
    #expect(try complaint { try quality.tags([Tag("a", true), Tag("a", false)]) }.contains("named twice"))
    #expect(try complaint { try quality.tags([Tag("a", true, humanLevel: 95)]) }.contains("from 0 to 1"))
    #expect(try complaint { try quality.tags([Tag("a", col("x"))]) }.contains("the tag \"a\" needs a condition"))
    #expect(try complaint { try quality.tags([Tag("a", col("z") > 1)]) }.contains("\"z\""))
  }

  @Test func `confusions by group count each row once and put the worst first`() throws {
    let quality = try Self.quality.get()
    let report = try quality.confusion(by: "day")
    #expect(report.groups.first?.name == "monday" && report.groups.count == 4)
    #expect(report.groups.reduce(0) { $0 + $1.table.rows } == 4000)
    #expect(report.groups.reduce(0) { $0 + $1.table.wrong } == (try quality.confusion).wrong)
    #expect(try quality.confusion(by: "x").groups.count == 10)
    #expect(try complaint { try quality.confusion(by: "z") }.contains("\"z\""))
  }

  @Test func `fairness compares shares of groups, with the ratio's interval around it`() throws {
    let report = try Self.quality.get().fairness(by: "day")
    #expect(report.groups.count == 4 && report.groups.allSatisfy { $0.rows == 1000 })
    let monday = try #require(report.groups.first { $0.name == "monday" })
    #expect(try #require(monday.truePositiveRate).value < 0.8)
    for disparity in report.disparities {
      #expect(disparity.interval.low <= disparity.ratio && disparity.ratio <= disparity.interval.high)
    }
    let found = try #require(report.disparities.first { $0.figure == .truePositiveRate })
    #expect(found.lowest == "monday" && found.ratio < 0.8 && found.interval.high < 0.85)
    let few = try Self.quality.get().fairness(by: "day", threshold: 1)
    #expect(few.disparities.isEmpty || few.disparities.allSatisfy { $0.ratio.isFinite })
  }

  @Test func `the worst rows are those of highest loss, with what the model relied on`() throws {
    let quality = try Self.quality.get()
    let worst = try quality.worst(20, showing: ["day"])
    #expect(worst.rows.count == 20 && worst.rows.allSatisfy { $0.values == ["monday"] })
    #expect(zip(worst.rows, worst.rows.dropFirst()).allSatisfy { $0.loss >= $1.loss })
    #expect(worst.rows[0].loss == quality.outcomes.losses.max())
    #expect(worst.rows.allSatisfy { $0.reasons.first?.feature == "x" && $0.isLabelInDoubt })
    #expect(try complaint { try quality.worst(0) }.contains("from 1 to 1,000"))
    let suspects = try quality.suspectLabels
    #expect(suspects.suspects.count > 200 && suspects.suspects.count < 260)
    #expect(suspects.suspects.allSatisfy { $0.row % 16 == 0 })
  }

  @Test func `the nearest rows are those of brute force`() throws {
    let quality = try Self.quality.get()
    let near = try quality.nearest(to: 3, in: quality.table, count: 7)
    #expect(near.neighbours.first?.number == 3 && near.neighbours.first?.distance == 0)
    #expect(near.neighbours.allSatisfy { $0.values[1] == "wednesday" })
    let x = try #require(quality.table.column("x").numbers())
    let expected = x.indices.filter { $0 % 4 == 2 }.sorted { (x[$0] - x[2]).magnitude < (x[$1] - x[2]).magnitude }
      .prefix(7).map { $0 + 1 }
    #expect(near.neighbours.map(\.number) == expected)
    #expect(try complaint { try quality.nearest(to: 4001, in: quality.table) }.contains("from 1 to 4000"))
    #expect(try complaint { try quality.nearest(to: 1, in: quality.table.selecting(["x", "y"])) }.contains("\"day\""))
  }

  @Test func `slices that are mostly the same rows stand together, and their worth adds up`() throws {
    let quality = try Self.quality.get()
    let table = try quality.table.adding("short", when(col("day") == "monday", then: "m", otherwise: "o"))
    let doubled = try evaluate(quality.model, on: table)
    let report = try doubled.slices(by: ["day", "short"], depth: 1, of: .misjudged())
    #expect(report.slices.map(\.name) == ["day monday", "short m"])
    #expect(report.slices[0].group == report.slices[1].group)
    #expect(report.slices.allSatisfy { $0.pValue < 1e-6 && $0.worth > 0.9 })
    #expect(report.loss == "wrong judgements" && report.meanName == "error rate")
    #expect((report.meanLoss - (1 - (doubled.value(.accuracy(threshold: 0.5)) ?? 0))).magnitude < 1e-12)
    #expect(try complaint { try doubled.slices(by: ["day"], of: .absoluteError) }.contains("distance of numbers"))
  }

  @Test func `groups whose chances lie off are found, and chance is not`() throws {
    let quality = try Self.quality.get()
    let report = try quality.biasedSlices(by: ["x", "day"], depth: 2, covering: 0.02)
    #expect(!report.slices.isEmpty)
    #expect(report.slices[0].name.contains("day monday") && report.slices[0].gap.magnitude > 0.15)
    #expect(report.slices.allSatisfy { $0.gapInterval.low * $0.gapInterval.high > 0 })
    for slice in report.slices { #expect((slice.predicted - slice.actual - slice.gap).magnitude < 1e-9) }
  }

  @Test func `a tree cuts numbers where the loss changes, and gaps are found where they are`() throws {
    var random = SeededGenerator(seed: 62)
    let count = 3000
    let x = (0..<count).map { _ in random.uniform() * 100 }
    let losses = x.map { $0 > 37 && $0 < 41 ? 1.0 : 0.1 }
    let rows = try table(("x", Column(x)))
    let grouping = try Grouping("x", in: rows, .tree, losses: losses, minimumRows: 30)
    let bad = Set(zip(grouping.codes, losses).filter { $0.1 == 1 }.map(\.0))
    #expect(grouping.labels.count <= 8 && bad.count <= 3)
    let stations: [String?] = (0..<count).map { "s\($0 % 5)" }
    var readings = x
    for row in stride(from: 8, to: count, by: 10) { readings[row] = .nan }
    let gaps = try table(("station", Column(stations)), ("reading", Column(readings)))
    let report = try gaps.missingSlices(by: ["station"])
    #expect(report.slices.map(\.name) == ["station s3"] && report.slices[0].errorShare == 1)
    #expect(try complaint { try gaps.missingSlices(by: ["station", "reading"]) }.contains("no column left"))
  }
}
