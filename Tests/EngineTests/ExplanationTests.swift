import Testing

@testable import Engine

@Suite("Explanations")
struct ExplanationTests {
  /// What a tree is expected to say where only some features of a row are known.
  private func expectation(_ tree: DecisionTree, known: Set<Int>, _ bin: (Int) -> UInt8, at node: Int = 0) -> Double {
    guard node < tree.splitCount else { return tree.leafValues[node - tree.splitCount] }
    let split = tree.nodes[node]
    let (left, right) = (Int(split.left), Int(split.right))
    if known.contains(Int(split.feature)) {
      return expectation(tree, known: known, bin, at: split.leftBins.bit(bin(Int(split.feature))) == 1 ? left : right)
    }
    return
      (tree.covers[left] * expectation(tree, known: known, bin, at: left) + tree.covers[right]
      * expectation(tree, known: known, bin, at: right)) / tree.covers[node]
  }

  /// Shapley's formula itself: over all subsets of the other features.
  private func shapley(_ tree: DecisionTree, _ features: Int, _ bin: (Int) -> UInt8) -> [Double] {
    func factorial(_ n: Int) -> Double { (1...max(n, 1)).reduce(1) { $0 * Double($1) } }
    return (0..<features).map { feature in
      let others = (0..<features).filter { $0 != feature }
      return (0..<1 << others.count).reduce(0) { sum, bits in
        let known = Set(others.indices.filter { bits >> $0 & 1 == 1 }.map { others[$0] })
        let weight = factorial(known.count) * factorial(features - known.count - 1) / factorial(features)
        return sum + weight
          * (expectation(tree, known: known.union([feature]), bin) - expectation(tree, known: known, bin))
      }
    }
  }

  @Test(arguments: [0, 17, 333])
  func `contributions are Shapley's, tree by tree`(row: Int) throws {
    let sample = try TargetContractTests.sample(800)
      .adding("half", col("x") / 2 + col("noise")).adding("sum", col("noise") + col("x"))
    let features = ["x", "kind", "noise", "half", "sum"]
    let model = try train(
      .boostedTrees(rounds: 6, leaves: 12, minimumRows: 5), on: sample, predicting: "number", from: features)
    let ensemble = try #require(model.predictor as? BoostedTrees).ensemble
    let encoded = try model.schema.encoded(sample.choosing([Int32(row)]))
    let bins = zip(ensemble.binnings, encoded).map { $0.bins($1)[0] }
    for tree in ensemble.trees {
      var found = [Double](repeating: 0, count: features.count)
      TreeContributions.add(of: tree, bin: { bins[$0] }, to: &found)
      let expected = shapley(tree, features.count) { bins[$0] }
      #expect(zip(found, expected).allSatisfy { ($0 - $1).magnitude < 1e-9 }, "\(found) \(expected)")
    }
  }

  private static let ofTrees: [Learner] = [
    .boostedTrees(rounds: 40, leaves: 8, minimumRows: 5), .randomForest(trees: 40, minimumRows: 3),
  ]

  @Test(arguments: ofTrees)
  func `contributions and the base sum to the score, and the score tells the prediction`(learner: Learner) throws {
    let sample = try TargetContractTests.sample(600).adding("is high", col("number") > 103)
    let model = try train(learner, on: sample, predicting: "is high", from: TargetContractTests.features)
    let isForest = if case .randomForest = learner { true } else { false }
    for row in [1, 5, 600] {
      let explanation = try model.explanation(of: row, in: sample)
      let sum = explanation.base + explanation.contributions.reduce(0) { $0 + $1.contribution }
      #expect((sum - explanation.score).magnitude < 1e-9)
      let told = isForest ? explanation.score : sigmoid(explanation.score)
      #expect((told - explanation.prediction).magnitude < 1e-9)
      #expect(explanation.contributions.map(\.contribution.magnitude).isSortedDown)
    }
    let classes = try train(learner, on: sample, predicting: "class", from: TargetContractTests.features)
    #expect(try classes.explanation(of: 1, in: sample, for: "low").explained == "low")
    #expect(try complaint { try classes.explanation(of: 1, in: sample, for: "lower") }.contains("no class \"lower\""))
    #expect(try complaint { try model.explanation(of: 601, in: sample) }.contains("no row 601"))
    #expect(try complaint { try model.explanation(of: 0, in: sample) }.contains("from 1 to 600"))
    let straight = try train(.logistic(), on: sample, predicting: "is high", from: ["x"])
    #expect(try complaint { try straight.explanation(of: 1, in: sample) }.contains("only models of trees"))
  }

  @Test func `predictions follow the feature that they hang on, and no other`() throws {
    let sample = try TargetContractTests.sample(1500)
    let model = try train(
      .boostedTrees(rounds: 60, leaves: 8), on: sample, predicting: "number", from: TargetContractTests.features)
    let x = try model.partialDependence(on: "x", in: sample)
    #expect(x.points.count > 15 && x.rows == 1500)
    let rise = try #require(x.points.last).mean - x.points[0].mean
    let span = try #require(x.points.last?.number) - (try #require(x.points[0].number))
    #expect((rise / span - 3).magnitude < 0.6)
    #expect(x.points.allSatisfy { $0.low <= $0.mean + 1e-9 && $0.mean <= $0.high + 1e-9 })
    let noise = try model.partialDependence(on: "noise", in: sample, rows: 100)
    #expect(noise.points.map(\.label) == (0...8).map { "\($0)" } && noise.rows == 100)
    #expect(noise.points.allSatisfy { ($0.mean - noise.points[0].mean).magnitude < 0.5 })
    let kind = try model.partialDependence(on: "kind", in: sample)
    let means = Dictionary(uniqueKeysWithValues: kind.points.map { ($0.label, $0.mean) })
    #expect((try #require(means["kind2"]) - (try #require(means["kind0"])) - 5).magnitude < 0.5)
    #expect(try complaint { try model.partialDependence(on: "kid", in: sample) }.contains("\"kid\""))
  }
}

extension [Double] {
  fileprivate var isSortedDown: Bool { zip(self, dropFirst()).allSatisfy { $0 >= $1 } }
}
