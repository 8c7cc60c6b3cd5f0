import Testing

@testable import Engine

/// Pictures of a table's columns, as plain results.
@Suite("Views of tables")
struct ViewTests {
  private func table() throws -> Table {
    let start = try Instant(iso: "2013-01-01").microseconds
    let days = (0..<120).map { start + Int64($0) * 86_400_000_000 }
    return try Table(
      label: "rows",
      columns: [
        (name: "day", column: Column(.date(days), validity: Validity(count: 120) { _ in true })),
        (name: "x", column: Column((0..<120).map { Double($0 % 10) })),
        (name: "kind", column: Column((0..<120).map { $0 % 3 == 0 ? "a" : "b" })),
        (name: "big", column: Column((0..<120).map { $0 == 0 ? 0 : Double($0 * $0) })),
      ])
  }

  @Test func `a histogram counts every row once`() throws {
    let rows = try table()
    for name in ["x", "kind", "big", "day"] {
      let histogram = try rows.histogram(of: name)
      #expect(histogram.groups.map { $0.counts.reduce(0, +) } == [120])
      #expect(histogram.categories.count == (name == "kind" ? 2 : 0))
      #expect(name == "kind" || histogram.edges.count == histogram.groups[0].counts.count + 1)
    }
    let x = try rows.histogram(of: "x", by: "kind")
    #expect(x.groups.map(\.name) == ["b", "a"] && x.groups.map { $0.counts.reduce(0, +) } == [80, 40])
    // Whole numbers have a bin each.
    #expect(x.edges == (0...10).map { Double($0) - 0.5 })
    let big = try rows.histogram(of: "big", scale: .logarithmic)
    #expect(big.leftOutCount == 1 && big.groups[0].counts.reduce(0, +) == 119)
    #expect(zip(big.edges, big.edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect(try complaint { try rows.histogram(of: "kind", scale: .logarithmic) }.contains("of numbers"))
    #expect(
      try complaint { try rows.filter(col("big") == 0).histogram(of: "big", scale: .logarithmic) }.contains(
        "above zero"))
    #expect(try complaint { try rows.histogram(of: "y") }.contains("y"))
  }

  @Test func `a trend has the quantiles of each window`() throws {
    let rows = try table()
    let trend = try rows.trend(
      of: "big", every: .month, on: "day", marking: ["2013-02-14": "a change", "2013-01": "first"])
    #expect(trend.windows == ["2013-01", "2013-02", "2013-03", "2013-04"])
    #expect(trend.events == [MarkedEvent(place: 0, text: "first"), MarkedEvent(place: 1, text: "a change")])
    guard case .numbers(let quantiles) = trend.content else { throw DataError.invalid("no numbers") }
    #expect(quantiles[1]?[2] == NumericDistribution((31..<59).map { Double($0 * $0) }).quantile(0.5))
    guard case .categories(let kinds) = try rows.trend(of: "kind", every: .month, on: "day").content else {
      throw DataError.invalid("no categories")
    }
    #expect(kinds.map(\.name) == ["b", "a"])
    #expect((0..<4).map { month in kinds.reduce(0) { $0 + $1.counts[month] } } == [31, 28, 31, 30])
    #expect(
      try complaint { try rows.trend(of: "x", every: .month, on: "day", marking: ["2014-01-01": "late"]) }.contains(
        "2013-04"))
  }

  @Test func `a chart stands in the order of its axis`() throws {
    let rows = try table().sorted(by: ["big"], descending: true)
    let chart = try rows.chart(.lines, of: ["x"], over: "day", marking: ["2013-01-03": "third"])
    #expect(chart.axis == .dates && chart.labels.first == "2013-01-01" && chart.events.map(\.place) == [2])
    #expect(chart.places.first == 1_356_998_400 && chart.series[0].values[13] == 3)
    #expect(try complaint { try rows.chart(.bars, of: ["x"], over: "kind") }.contains("120 rows are too many"))
    #expect(try complaint { try rows.chart(.lines, of: ["kind"], over: "day") }.contains("strings"))
    #expect(
      try complaint { try rows.chart(.lines, of: ["x"], over: "day", marking: ["2020": "?"]) }.contains("2013-04-30"))
  }

  @Test func `what features add to many rows is what they add to each`() throws {
    var random = SeededGenerator(seed: 5)
    let x = (0..<300).map { _ in Double(random.below(100)) }
    let kind = (0..<300).map { _ in random.below(2) == 0 ? "a" : "b" }
    let rows = try Table(
      label: "rows",
      columns: [
        (name: "x", column: Column(x)), (name: "kind", column: Column(kind)),
        (name: "y", column: Column(zip(x, kind).map { $0 + ($1 == "a" ? 20 : 0) })),
      ])
    let model = try train(.boostedTrees(rounds: 20), on: rows, predicting: "y", from: ["x", "kind"])
    let many = try model.contributions(on: rows, rows: 50)
    #expect(many.rows == 50 && many.features.map(\.name) == ["x", "kind"])
    let singles = try (0..<50).map { try model.explanation(of: $0 * 6 + 1, in: rows) }
    for feature in many.features {
      let sizes = singles.map { single in
        single.contributions.first { $0.feature == feature.name }?.contribution.magnitude ?? .nan
      }
      #expect((sizes.reduce(0, +) / 50 - feature.meanSize).magnitude < 1e-9)
      #expect(feature.bins.reduce(0) { $0 + $1.rows } == 50)
    }
    // High values of x add more than low ones; categories have no order.
    let levels = many.features.first?.bins.compactMap(\.level) ?? []
    #expect(levels.first ?? 1 < 0.2 && levels.last ?? 0 > 0.8)
    #expect(many.features.last?.bins.allSatisfy { $0.level == nil } == true)
    let straight = try train(.linear(), on: rows, predicting: "y", from: ["x"])
    #expect(try complaint { try straight.contributions(on: rows) }.contains("models of trees"))
  }

  @Test func `a learning curve ends with all rows`() throws {
    var random = SeededGenerator(seed: 5)
    let x = (0..<2000).map { _ in Double(random.below(1000)) / 1000 }
    let rows = try Table(
      label: "rows",
      columns: [
        (name: "x", column: Column(x)),
        (name: "y", column: Column(x.map { $0 + Double(random.below(100)) / 100 > 1 })),
      ])
    let split = try rows.split(test: 0.5)
    let curve: LearningCurve = try learningCurve(
      .logistic(), on: split, predicting: "y", from: ["x"], measuring: .logLoss)
    #expect(curve.points.count == 7 && curve.points.last?.rows == split.train.rowCount)
    #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.rows < $1.rows })
    let all = try evaluate(try train(.logistic(), on: split.train, predicting: "y", from: ["x"]), on: split.test)
    let logLoss = try all.logLoss
    #expect(curve.points.last?.test == logLoss)
    #expect(
      try complaint {
        try learningCurve(.logistic(), on: rows.prefix(60).split(test: 0.5), predicting: "y", from: ["x"])
      }.contains("at least 100"))
  }
}
