import Testing

@testable import Engine

@Suite("Thresholds, gains, residuals and permutation importance")
struct JudgementTests {
  private func evaluation(_ actual: [Bool], _ scores: [Double]) throws -> Evaluation {
    // A model of one number gives that number's own chance: what is judged are the scores alone.
    let table = try Table(label: "t", columns: [("x", Column(scores)), ("y", Column(actual))])
    let model = try train(.logistic(), on: table, predicting: "y", from: ["x"])
    return Evaluation(
      model: model, table: table, outcomes: .binary(ScoredOutcomes(actual: actual, scores: scores)), figures: [],
      baselines: [], goals: [])
  }

  @Test func `the cheapest threshold is the one with the lowest cost of all`() throws {
    let actual = [true, true, false, true, false, false, false, true]
    let scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]
    let quality = try evaluation(actual, scores)
    // A miss costs 3: at 0.6 one false alarm and one miss, 4; at 0.2 four false alarms, 4; the higher one is told.
    let table = try quality.thresholds(falseAlarm: 1, miss: 3)
    #expect(table.cheapest == 0.6)
    #expect(table.best.cost == 4.0 / 8)
    #expect(table.rows[9].threshold == 0.5 && table.rows[9].flagged == 5.0 / 8)
    #expect(table.rows[9].precision == 3.0 / 5 && table.rows[9].recall == 3.0 / 4)
    // Where misses cost nothing, nothing is called positive.
    #expect(try quality.thresholds(falseAlarm: 1, miss: 0).best.flagged == 0)
    #expect(try quality.threshold(recall: 0.75) == 0.6)
    #expect(try quality.threshold(recall: 1) == 0.2)
    #expect(try quality.threshold(precision: 0.75) == 0.6)
    #expect(try quality.threshold(precision: 1) == 0.8)
    #expect(throws: DataError.self) { try quality.thresholds(falseAlarm: -1, miss: 1) }
    #expect(throws: DataError.self) { try evaluation([false, true], [0.9, 0.1]).threshold(precision: 0.9) }
  }

  @Test func `gains count the rows of one chance as if in random order`() throws {
    let quality = try evaluation(
      [true, false, true, false, false, false, false, false, false, false],
      [0.9, 0.8, 0.8, 0.8, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
    let gains = try quality.gains
    #expect(gains.baseRate == 0.2)
    #expect(gains.deciles[0].found == 0.5 && gains.deciles[0].lift == 5)
    #expect(abs(gains.deciles[1].found - (0.5 + 0.5 / 3)) < 1e-12)
    #expect(gains.deciles[9].found == 1 && gains.deciles[9].lift == 1)
  }

  @Test func `residuals are what came less what was predicted`() throws {
    let numbers = (0..<100).map(Double.init)
    let table = try Table(label: "t", columns: [("x", Column(numbers)), ("y", Column(numbers.map { 2 * $0 }))])
    let model = try train(.linear(), on: table, predicting: "y", from: ["x"])
    let shifted = try Table(
      label: "t", columns: [("x", Column(numbers)), ("y", Column(numbers.map { 2 * $0 + ($0 < 50 ? -1 : 3) }))])
    let residuals = try evaluate(model, on: shifted).residuals
    #expect(residuals.groups.map(\.rows) == [Int](repeating: 10, count: 10))
    for (place, group) in residuals.groups.enumerated() {
      #expect(abs(group.bias - (place < 5 ? -1 : 3)) < 1e-9)
      #expect(abs(group.predicted - Double(20 * place + 9)) < 1e-9)
    }
    #expect(throws: DataError.self) { try evaluation([true, false], [0.2, 0.4]).residuals }
  }

  @Test func `a feature that the model does not use is worth nothing, and one that it lives by all`() throws {
    var random = SplitMix64(seed: 4)
    let x = (0..<2000).map { _ in random.normal() }
    let idle = (0..<2000).map { _ in random.normal() }
    let table = try Table(
      label: "t",
      columns: [
        ("x", Column(x)), ("idle", Column(idle)), ("constant", Column(idle.map { _ in 1.0 })),
        ("y", Column(x.map { 3 * $0 })),
      ])
    let model = try train(.linear(), on: table, predicting: "y", from: ["idle", "x", "constant"])
    let importance = try model.permutationImportance(on: table, repeats: 10)
    #expect(importance.features[0].name == "x")
    // Two independent draws of 3·N(0, 1) lie 3·2/√π apart on average.
    #expect(abs(importance.features[0].rise - 3.385) < 0.1)
    let interval = try #require(importance.features[0].interval)
    #expect(interval.low < 3.385 && interval.high > 3.385)
    #expect(importance.features.first { $0.name == "constant" }?.rise == 0)
    #expect(importance.features.first { $0.name == "idle" }.map { abs($0.rise) < 1e-9 } == true)
    #expect(
      try model.permutationImportance(on: table, repeats: 10).features.map(\.rise) == importance.features.map(\.rise))
  }

  @Test func `classes are judged by their log loss`() throws {
    let x = (0..<300).map { Double($0 % 3) }
    let table = try Table(label: "t", columns: [("x", Column(x)), ("y", Column(x.map { Optional("c\(Int($0))") }))])
    let model = try train(.boostedTrees(rounds: 20, leaves: 4), on: table, predicting: "y", from: ["x"])
    let importance = try model.permutationImportance(on: table, repeats: 2)
    #expect(importance.metric == .logLoss && importance.features[0].rise > 1)
  }
}

@Suite("Labels")
struct LabelTests {
  @Test func `classes, gaps and contradictions are counted`() throws {
    let table = try Table(
      label: "t",
      columns: [
        ("a", Column([1, 1, 2, 2, 2, 3] as [Int64])), ("label", Column(["x", "y", "x", "x", nil, "z"])),
      ])
    let report = try table.labels("label", comparing: ["a"], atLeast: 2)
    #expect(report.classes.map(\.name) == ["x", "y", "z"])
    #expect(report.classes.map(\.rows) == [3, 1, 1])
    #expect(report.classes.map(\.isSmall) == [false, true, true])
    #expect(report.missing == 1)
    #expect(report.contradictions.map(\.values) == [["1"]])
    #expect(report.contradictions[0].counts == [1, 1, 0])
    #expect(report.contradictoryRows == 2)
    #expect(throws: DataError.self) { try table.labels("label", comparing: ["label"]) }
    #expect(throws: DataError.self) { try table.labels("nope") }
  }

  @Test func `people are compared with each other and with the rest`() throws {
    let table = try Table(
      label: "t",
      columns: [
        ("a", Column(["x", "x", "y", "y", "x", nil])), ("b", Column(["x", "y", "y", "y", "x", "x"])),
        ("c", Column(["x", "x", "y", "x", nil, "y"])),
      ])
    let report = try table.agreement(between: ["a", "b", "c"])
    #expect(report.comparedRows == 6 && report.agreedRows == 3)
    #expect(report.pairs.map(\.rows) == [5, 4, 5])
    #expect(report.pairs.map(\.agreement) == [0.8, 0.75, 0.4])
    #expect(report.fleissKappa == nil && report.krippendorffAlpha != nil)
    // Of two others at odds, agreeing with one is half right.
    #expect(report.againstOthers[0].agreement == (1 + 0.5 + 1 + 0.5 + 1) / 5)
    #expect(report.confusions.map(\.rows) == [5])
    #expect(throws: DataError.self) { try table.agreement(between: ["a"]) }
    #expect(throws: DataError.self) { try table.agreement(between: ["a", "a"]) }
  }

  @Test func `flipped labels are found`() throws {
    var random = SplitMix64(seed: 6)
    let x = (0..<1000).map { _ in random.normal() }
    let z = (0..<1000).map { _ in random.normal() }
    let flipped = Set((0..<1000).filter { _ in random.below(40) == 0 })
    let y = x.indices.map { (x[$0] + z[$0] > 0) != flipped.contains($0) }
    let table = try Table(label: "t", columns: [("x", Column(x)), ("z", Column(z)), ("y", Column(y))])
    let suspects = try table.suspectLabels(of: "y", from: ["x", "z"], by: .logistic())
    // The least plausible ones are flipped; those near the border cannot be told.
    let first = Set(suspects.suspects.prefix(flipped.count / 2).map(\.row))
    #expect(first.isSubset(of: flipped))
    let clear = flipped.filter { abs(x[$0] + z[$0]) > 0.7 }
    #expect(clear.isSubset(of: Set(suspects.suspects.map(\.row))))
    #expect(suspects.classes.map(\.name) == ["false", "true"])
  }

  /// Sixty rows of three classes: `find_label_issues(filter_by="confident_learning",
  /// return_indices_ranked_by="self_confidence")` of cleanlab 2 on the same chances.
  @Test func `doubted rows and their order are cleanlab's`() {
    let given = [
      2, 2, 0, 2, 1, 1, 1, 0, 2, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 2, 0, 1, 2, 0, 0, 1, 0, 2, 0, 2,
      2, 2, 0, 1, 1, 1, 1, 2, 1, 0, 2, 1, 2, 0, 1, 2, 0, 0, 1, 2, 0, 2, 1, 0, 1, 2, 2, 2, 0, 0,
    ]
    let chances = [
      0.0613, 0.2272, 0.7115, 0.222, 0.1055, 0.6725, 0.4247, 0.0983, 0.477, 0.0319, 0.3114, 0.6567,
      0.0281, 0.903, 0.0689, 0.2228, 0.7477, 0.0295, 0.1324, 0.4299, 0.4376, 0.2958, 0.6074, 0.0968,
      0.047, 0.0282, 0.9248, 0.3062, 0.5945, 0.0993, 0.7297, 0.2188, 0.0515, 0.0647, 0.8886, 0.0467,
      0.1918, 0.5162, 0.292, 0.1441, 0.5915, 0.2644, 0.5618, 0.0643, 0.3739, 0.6105, 0.2027, 0.1868,
      0.8903, 0.0711, 0.0386, 0.3629, 0.5186, 0.1185, 0.3021, 0.5998, 0.0981, 0.1884, 0.2584, 0.5532,
      0.4163, 0.5048, 0.0789, 0.1744, 0.325, 0.5006, 0.1718, 0.3184, 0.5098, 0.6556, 0.1549, 0.1895,
      0.6854, 0.1202, 0.1944, 0.5459, 0.4372, 0.0169, 0.9124, 0.0687, 0.0189, 0.4683, 0.1924, 0.3393,
      0.5538, 0.1164, 0.3298, 0.335, 0.0831, 0.5819, 0.5869, 0.0267, 0.3864, 0.3238, 0.1525, 0.5237,
      0.6055, 0.2857, 0.1088, 0.1143, 0.7401, 0.1456, 0.2569, 0.5675, 0.1756, 0.4588, 0.4572, 0.084,
      0.4995, 0.3253, 0.1752, 0.1122, 0.0954, 0.7924, 0.115, 0.0875, 0.7975, 0.697, 0.0244, 0.2786,
      0.3059, 0.0483, 0.6458, 0.0347, 0.9392, 0.0261, 0.2038, 0.1992, 0.597, 0.2415, 0.2259, 0.5326,
      0.5338, 0.3756, 0.0906, 0.3325, 0.1456, 0.5219, 0.061, 0.6927, 0.2463, 0.1658, 0.3279, 0.5063,
      0.0341, 0.7135, 0.2524, 0.3519, 0.163, 0.4852, 0.1722, 0.3509, 0.4769, 0.0118, 0.0079, 0.9803,
      0.1143, 0.5698, 0.3159, 0.5573, 0.2897, 0.153, 0.058, 0.7639, 0.1781, 0.7787, 0.1174, 0.1039,
      0.0537, 0.651, 0.2953, 0.0305, 0.1398, 0.8297, 0.8252, 0.0274, 0.1474, 0.8473, 0.0572, 0.0955,
    ]
    let suspects = SuspectLabels("y", classes: ["a", "b", "c"], given: given, chances: chances)
    #expect(suspects.suspects.map(\.row) == [46, 38, 55, 56, 7, 18, 9, 44, 30, 25])
  }
}
