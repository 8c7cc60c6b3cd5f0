import Foundation
import Testing

@testable import Engine

/// What single learners must stand: the limits of their settings, and data at the edge of what they were made for.
@Suite("Learners at their limits")
struct LearnerTests {
  @Test(arguments: [
    (Learner.boostedTrees(rounds: 0), "rounds"), (.boostedTrees(rounds: .max), "rounds"),
    (.boostedTrees(leaves: 1), "leaves"),
    (.boostedTrees(leaves: .max), "leaves"), (.boostedTrees(learningRate: 0), "learningRate"),
    (.boostedTrees(learningRate: 1.01), "learningRate"), (.boostedTrees(learningRate: .nan), "learningRate"),
    (.boostedTrees(minimumRows: 0), "minimumRows"), (.logistic(inverseRegularization: 0), "inverseRegularization"),
    (.logistic(inverseRegularization: .nan), "inverseRegularization"),
    (.logistic(inverseRegularization: .infinity), "inverseRegularization"),
  ])
  func `a setting out of its range is refused by name`(learner: Learner, name: String) throws {
    let rows = try table(("x", ints([0, 1])), ("y", ints([0, 1])))
    #expect(try complaint { try train(learner, on: rows, predicting: "y", from: ["x"]) }.hasPrefix(name))
  }

  @Test func `one tree of two leaves is the best cut`() throws {
    let rows = try table(("x", ints((0..<100).map { $0 })), ("y", Column((0..<100).map { $0 >= 37 })))
    let scores = try train(
      .boostedTrees(rounds: 1, leaves: 2, learningRate: 1, minimumRows: 1), on: rows, predicting: "y", from: ["x"]
    ).probabilities(for: rows)
    #expect(Set(scores).count == 2)
    #expect(scores[36] < 0.5 && scores[37] > 0.5 && scores[0] == scores[36] && scores[99] == scores[37])
    // The Newton step from the base rate's log-odds.
    let expected = sigmoid(log(0.63 / 0.37) + 0.37 / (0.63 * 0.37))
    #expect((scores[99] - expected).magnitude < 1e-12)
  }

  @Test(arguments: [255, 256, 257, 1000])
  func `more categories than bins are learned, the rare ones together`(count: Int) throws {
    let names = (0..<count).flatMap { category in [String?](repeating: "c\(category)", count: category < 20 ? 60 : 2) }
    let target = names.indices.map { row in row % 60 == 0 ? row % 120 == 0 : row < 600 }
    let rows = try table(("k", Column(names)), ("y", Column(target)))
    for learner in [Learner.boostedTrees(rounds: 20), .logistic()] {
      let scores = try train(learner, on: rows, predicting: "y", from: ["k"]).probabilities(for: rows)
      #expect(scores.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(scores[1] > 0.6 && scores[1190] < 0.4)
    }
  }

  @Test func `seventy thousand distinct numbers are cut into bins that still rank the rows`() throws {
    var random = SeededGenerator(seed: 6)
    let x = random.uniforms(70_000)
    let rows = try table(("x", Column(x)), ("y", Column(x.map { $0 > 0.3 })))
    let model = try train(.boostedTrees(rounds: 3, leaves: 4), on: rows, predicting: "y", from: ["x"])
    #expect(try #require(evaluate(model, on: rows).value(.rocAUC)) > 0.99)
  }

  @Test(arguments: [1, 2, 254, 255, 256, 300, 5000])
  func `bins rise with the value, are at most 255 and leave none of many rows alone`(distinct: Int) {
    var random = SeededGenerator(seed: UInt64(distinct))
    let places = Array(0..<distinct) + (0..<2000).map { _ in random.below(distinct) }
    let values: [Double] = places.map { place in Double(place) * 1.5 - 100 }
    let binning = FeatureBinning(.number(values + [.nan]))
    #expect(binning.valueBins == min(distinct, binning.valueBins) && binning.valueBins <= 255)
    if distinct <= 255 { #expect(binning.valueBins == distinct) } else { #expect(binning.valueBins > 150) }
    let sorted = values.sorted()
    let bins = binning.bins(.number(sorted))
    #expect(zip(bins, bins.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(
      binning.bins(.number([.nan, .infinity, -.infinity])) == [binning.missingBin, UInt8(binning.valueBins - 1), 0])
  }

  @Test func `neighbouring numbers of any size fall into bins of their own`() {
    let tiny = Double.leastNonzeroMagnitude
    for values in [[0, tiny], [-tiny, 0, tiny, 2 * tiny], [1, 1.0.nextUp, 1.0.nextUp.nextUp], [-1e308, 1e308]] {
      #expect(FeatureBinning(.number(values)).bins(.number(values)) == values.indices.map(UInt8.init))
    }
  }

  @Test(arguments: [1e-3, 1, 1e3, 1e9, 1e100])
  func `perfectly parted classes are ranked, with probabilities that are numbers`(c: Double) throws {
    let rows = try table(("x", Column((0..<40).map(Double.init))), ("y", Column((0..<40).map { $0 >= 15 })))
    let model = try train(.logistic(inverseRegularization: c), on: rows, predicting: "y", from: ["x"])
    let quality = try evaluate(model, on: rows)
    #expect(quality.outcomes.scores.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(quality.value(.rocAUC) == 1)
  }

  @Test func `logistic regression stands where its gradient vanishes`() throws {
    // Minimises ½‖w‖² + C Σ log loss: at the optimum, w = C Σ (y − p) x and Σ (y − p) = 0.
    var random = SeededGenerator(seed: 8)
    let x = [random.uniforms(200), random.uniforms(200)]
    let actual = (0..<200).map { random.uniform() < sigmoid(4 * x[0][$0] - 3 * x[1][$0]) }
    var design = SparseDesign(rowCount: 200)
    for values in x { design.add(values) }
    let fit = try LogisticRegression.fit(design, actual: actual, c: 2)
    let residuals = (0..<200).map { row in
      (actual[row] ? 1 : 0)
        - sigmoid(fit.intercept + fit.coefficients[0] * x[0][row] + fit.coefficients[1] * x[1][row])
    }
    #expect(residuals.reduce(0, +).magnitude < 1e-8)
    for feature in 0..<2 {
      let sum = zip(residuals, x[feature]).reduce(0) { $0 + $1.0 * $1.1 }
      #expect((fit.coefficients[feature] - 2 * sum).magnitude < 1e-8)
    }
  }
}
