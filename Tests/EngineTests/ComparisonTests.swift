import Testing

@testable import Engine

@Suite("Two models are compared on the same rows by paired tests")
struct ComparisonTests {
  @Test func `DeLong's test is the one of the covariance of both areas`() throws {
    // By pROC's and the paper's formulas, computed with numpy.
    let actual = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1].map { $0 == 1 }
    let first = [0.9, 0.2, 0.6, 0.6, 0.4, 0.7, 0.3, 0.1, 0.8, 0.5, 0.35, 0.55]
    let second = [0.7, 0.6, 0.4, 0.8, 0.5, 0.7, 0.2, 0.3, 0.5, 0.5, 0.6, 0.45]
    let difference = try #require(PairedDifference.delong(actual, first, second))
    #expect((difference.value - (0.430556 - 0.805556)).magnitude < 1e-6)
    #expect((try #require(difference.pValue) - 0.027486336111510315).magnitude < 1e-12)
    let interval = try #require(difference.interval)
    #expect(((interval.high - interval.low) / (2 * 1.959963984540054) - 0.1701034543599429).magnitude < 1e-12)
    #expect(PairedDifference.delong(actual, first, first)?.pValue == 1)
    #expect(PairedDifference.delong([true, false, false], [1, 0, 0], [1, 0, 0]) == nil)
  }

  @Test func `McNemar's test looks at rows that one model alone has right`() throws {
    let first = [Bool](repeating: true, count: 12) + [Bool](repeating: false, count: 3) + [true, true, false]
    let second = [Bool](repeating: false, count: 12) + [Bool](repeating: true, count: 3) + [true, true, false]
    let difference = PairedDifference.mcnemar(firstIsRight: first, secondIsRight: second)
    #expect((try #require(difference.pValue) - 0.03515625).magnitude < 1e-12)
    #expect((difference.value - -0.5).magnitude < 1e-15)
    let same = PairedDifference.mcnemar(firstIsRight: first, secondIsRight: first)
    #expect(same.pValue == 1 && same.interval == Interval(low: 0, high: 0))
  }

  @Test func `a bootstrap's interval is as wide as the error of the mean of differences`() throws {
    var random = SplitMix64(seed: 9)
    let first = (0..<2000).map { _ in random.uniform() }
    let second = first.map { $0 + 0.01 + 0.2 * random.normal() }
    let difference = PairedDifference.bootstrap(first, second)
    let interval = try #require(difference.interval)
    #expect(((interval.high - interval.low) / (2 * 1.96 * 0.2 / 2000.0.squareRoot()) - 1).magnitude < 0.12)
    #expect(interval.low < difference.value && difference.value < interval.high)
    #expect(PairedDifference.bootstrap(first, second) == difference)
    #expect(PairedDifference.bootstrap(first, first).pValue == 1)
    let worse = PairedDifference.bootstrap(first, first.map { $0 + 0.1 * random.uniform() })
    #expect(try #require(worse.pValue) < 0.01 && worse.value > 0)
  }

  @Test func `models of every kind of target are compared, and a better one is called so`() throws {
    let rows = try EvaluationOfOtherTargetsTests.observations(1500, seed: 11)
    let test = try EvaluationOfOtherTargetsTests.observations(1500, seed: 12)
    for (target, learner) in [("dear", Learner.logistic()), ("price", .linear()), ("kind", .boostedTrees(rounds: 20))] {
      let poor = try train(.constant, on: rows, predicting: target, from: ["x"])
      let good = try train(learner, on: rows, predicting: target, from: ["x"])
      let won = try compare(champion: poor, challenger: good, on: test)
      #expect(won.isBetter && won.isReal, "\(target)")
      let lost = try compare(champion: good, challenger: poor, on: test)
      #expect(!lost.isBetter && lost.isReal, "\(target)")
      let tied = try compare(champion: good, challenger: good, on: test)
      #expect(!tied.isBetter && !tied.isReal && tied.leading.difference?.value == 0)
      #expect(try Comparison(storedBytes: won.storedBytes()).figures.map(\.challenger) == won.figures.map(\.challenger))
    }
    let price = try train(.linear(), on: rows, predicting: "price", from: ["x"])
    let dear = try train(.logistic(), on: rows, predicting: "dear", from: ["x"])
    #expect(throws: DataError.self) { try compare(champion: price, challenger: dear, on: test) }
    #expect(throws: DataError.self) { try compare(champion: price, challenger: price, on: test.prefix(0)) }
  }
}
