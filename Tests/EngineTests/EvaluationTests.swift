import Foundation
import Testing

@testable import Engine

@Suite("Evaluations")
struct EvaluationTests {
  static let trained = Result {
    try train(.logistic(), on: ModelContractTests.sample(1000), predicting: "y", from: ["x", "kind"])
  }

  static let metrics: [Metric] =
    Metric.reported + [
      .balancedAccuracy(threshold: 0.5), .specificity(threshold: 0.5), .matthewsCorrelation(threshold: 0.5),
      .cohenKappa(threshold: 0.5), .kolmogorovSmirnov,
    ]

  /// Scores of two classes, normal and one deviation apart: the area under the curve is Φ(1/√2).
  static func simulated(_ count: Int, _ random: inout SeededGenerator) -> ScoredOutcomes {
    let actual = (0..<count).map { $0 % 3 == 0 }
    return ScoredOutcomes(actual: actual, scores: actual.map { sigmoid(random.normal() + ($0 ? 1 : 0)) })
  }

  @Test func `nineteen of twenty intervals hold the truth`() throws {
    var random = SeededGenerator(seed: 12)
    let truth: [(Metric, Double)] = [
      (.rocAUC, NormalLaw.cdf(0.5.squareRoot())), (.recall(threshold: 0.5), NormalLaw.cdf(1)),
      (.specificity(threshold: 0.5), 0.5), (.accuracy(threshold: 0.5), (NormalLaw.cdf(1) + 1) / 3),
    ]
    var brier = 0.0
    for _ in 0..<100 { brier += (Self.simulated(3000, &random).brier ?? .nan) / 100 }
    var held = [Int](repeating: 0, count: truth.count + 1)
    for _ in 0..<400 {
      let outcomes = Self.simulated(150, &random)
      for (place, (metric, value)) in (truth + [(.brier, brier)]).enumerated() {
        let interval = try #require(metric.interval(of: outcomes))
        if interval.low <= value && value <= interval.high { held[place] += 1 }
      }
    }
    // 380 of 400 are expected; under 364 or over 394 has a chance below one in a thousand.
    for (place, count) in held.enumerated() { #expect((364...394).contains(count), "metric \(place): \(count) of 400") }
  }

  @Test func `the area under the curve is the share of pairs ranked right, ties counting half`() throws {
    var random = SeededGenerator(seed: 13)
    for _ in 0..<50 {
      let count = 2 + random.below(30)
      let actual = (0..<count).map { $0 == 0 || ($0 > 1 && random.below(2) == 0) }
      let scores = (0..<count).map { _ in Double(random.below(6)) / 5 }
      var right = 0.0
      var pairs = 0.0
      for a in 0..<count where actual[a] {
        for b in 0..<count where !actual[b] {
          pairs += 1
          right += scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? 0.5 : 0
        }
      }
      let outcomes = ScoredOutcomes(actual: actual, scores: scores)
      #expect((try #require(outcomes.rocAUC) - right / pairs).magnitude < 1e-12)
      let confusion = outcomes.confusion(at: 0.4)
      #expect(confusion.truePositives == Double((0..<count).count { actual[$0] && scores[$0] >= 0.4 }))
      #expect(confusion.falsePositives == Double((0..<count).count { !actual[$0] && scores[$0] >= 0.4 }))
      #expect(confusion.total == Double(count))
      #expect(outcomes.calibration(bins: 10).reduce(0) { $0 + $1.rows } == Double(count))
    }
  }

  @Test(arguments: [[true], [false], [true, true, true], [false, false]], [0, 0.3, 1])
  func `outcomes of one class give no figure that is not a number`(actual: [Bool], score: Double) {
    let outcomes = ScoredOutcomes(actual: actual, scores: actual.map { _ in score })
    #expect(outcomes.rocAUC == nil && outcomes.rocCurve.isEmpty && outcomes.kolmogorovSmirnov == nil)
    for metric in Self.metrics {
      if let value = metric.value(of: outcomes) { #expect(value.isFinite, "\(metric.name)") }
      if let interval = metric.interval(of: outcomes) { #expect(interval.low <= interval.high, "\(metric.name)") }
    }
  }

  @Test func `no rows define no figure`() {
    let outcomes = ScoredOutcomes(actual: [], scores: [])
    for metric in Self.metrics {
      let isNamed = if case .precision = metric { true } else if case .f1 = metric { true } else { false }
      if case .matthewsCorrelation = metric { continue }
      #expect(metric.value(of: outcomes) == (isNamed ? 0 : nil), "\(metric.name)")
    }
    #expect(outcomes.calibration(bins: 10).isEmpty && outcomes.precisionRecallCurve.isEmpty)
  }

  @Test func `a goal is measured on the rows of its condition and judged by its bound`() throws {
    let rows = try ModelContractTests.sample(800, seed: 3)
    let goals = [
      Goal(.rocAUC, atLeast: 0.5), Goal(.rocAUC, atLeast: 0.999, where: col("kind") == "kind1"),
      Goal(.recall(), atLeast: 0, where: col("x") > 100), Goal(.brier, atMost: 0.25, where: col("void") > 3),
      Goal(.drift(.psi), atMost: 0.2), Goal(.latency(percentile: 99), atMost: .milliseconds(5)),
    ]
    let quality = try evaluate(Self.trained.get(), on: rows, goals: goals)
    #expect(quality.goals.count == 4)
    #expect(quality.goals.map(\.isMet) == [true, false, nil, nil])
    let part = try rows.filter(col("kind") == "kind1")
    #expect(quality.goals.map(\.rows) == [800, part.rowCount, 0, 0])
    #expect(quality.goals[1].value == (try evaluate(Self.trained.get(), on: part).value(.rocAUC)))
    #expect(
      try complaint {
        try evaluate(Self.trained.get(), on: rows, goals: [Goal(.rocAUC, atLeast: 0, where: col("x") + 1)])
      }
      .contains("true or false"))
  }

  @Test func `baselines are judged on the same rows`() throws {
    let rows = try ModelContractTests.sample(900, seed: 3)
    let model = try Self.trained.get()
    let quality = try evaluate(
      model, on: rows, against: [.majority, .rule("x above 0", col("x") > 0), .model("itself", model)])
    #expect(quality.baselines.map(\.name) == ["always the same answer", "x above 0", "itself"])
    let share = try rows.mean("y")
    #expect(quality.baselines[0].value(.rocAUC) == 0.5)
    let brier = try #require(quality.baselines[0].value(.brier))
    #expect(
      (brier - (share * (1 - model.baseRate) * (1 - model.baseRate) + (1 - share) * model.baseRate * model.baseRate))
        .magnitude < 1e-12)
    let right = try rows.share(where: (col("x") > 0) == col("y"))
    #expect((try #require(quality.baselines[1].value(.accuracy(threshold: 0.5))) - right).magnitude < 1e-12)
    // A rule has no probabilities whose quality could be measured.
    #expect(quality.baselines[1].value(.rocAUC) == nil && quality.baselines[1].value(.logLoss) == nil)
    #expect(quality.baselines[2].figures.map(\.value) == quality.figures.map(\.value))
    #expect(try complaint { try evaluate(model, on: rows, against: [.rule("x", col("x"))]) }.contains("rule"))
  }

  @Test func `rows without outcomes or none at all are refused by name`() throws {
    let model = try Self.trained.get()
    let rows = try ModelContractTests.sample(10)
    #expect(try complaint { try evaluate(model, on: rows.filter(false)) }.contains("no rows"))
    #expect(try complaint { try evaluate(model, on: rows.selecting(["x", "kind"])) }.contains("\"y\""))
    let late = try rows.selecting(["x", "kind"]).adding("y", col("x") / 0 > 1)
    #expect(try complaint { try evaluate(model, on: late) }.contains("missing in 10 of 10"))
    #expect(try evaluate(model, on: rows.choosing([0])).outcomes.count == 1)
  }

  @Test func `an evaluation's record is JSON`() throws {
    let quality = try evaluate(Self.trained.get(), on: ModelContractTests.sample(100), against: [.majority])
    let json = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(quality))
    #expect(json["rows"].number == 100)
    #expect(json["figures"].array.count == Metric.reported.count)
  }

  @Test func `an interval of a squared error does not reach below zero`() throws {
    let interval = try #require(Metric.brier.interval(of: ScoredOutcomes(actual: [true, false], scores: [1, 0.5])))
    #expect(interval.low >= 0)
  }

  @Test func `a metric of no bins and a row without a probability do not end the program`() async {
    await #expect(processExitsWith: .success) {
      dieQuietly()
      _ = Metric.expectedCalibrationError(bins: 0).value(of: ScoredOutcomes(actual: [true], scores: [0.5]))
    }
    await #expect(processExitsWith: .success) {
      dieQuietly()
      let rows = try ModelContractTests.sample(100).adding("one", 1.5)
      let model = try train(.logistic(), on: rows, predicting: "y", from: ["x", "one"])
      let later = try table(
        ("x", Column([0.0, 1.0])), ("one", Column([Double.infinity, 1.5])), ("y", Column([true, false])))
      _ = try? evaluate(model, on: later)
    }
    await #expect(processExitsWith: .success) {
      dieQuietly()
      _ = Measure.latency(percentile: .infinity).name
    }
  }
}
