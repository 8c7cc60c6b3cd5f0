import Testing

@testable import Engine

@Suite("Cross-validation and tuning")
struct TuningTests {
  let table: Table
  let splits: [Split]

  init() throws {
    var random = SplitMix64(seed: 8)
    var (x, z, y) = ([Double](), [Double](), [Bool]())
    for _ in 0..<400 {
      x.append(random.normal())
      z.append(random.normal())
      y.append(x[x.count - 1] + 0.5 * z[z.count - 1] + 0.7 * random.normal() > 0)
    }
    table = try Table(label: "t", columns: [("x", Column(x)), ("z", Column(z)), ("y", Column(y))])
    splits = try table.folds(4)
  }

  @Test func `means and deviations are those of the single splits`() throws {
    let crossed = try crossValidate(.logistic(), over: splits, predicting: "y", from: ["x", "z"])
    let single = try splits.map { split in
      let model = try train(.logistic(), on: split.train, predicting: "y", from: ["x", "z"])
      return try #require(try evaluate(model, on: split.test).value(.rocAUC))
    }
    let mean = single.reduce(0, +) / 4
    let summary = try #require(crossed.summaries.first { $0.metric == .rocAUC })
    #expect(summary.mean == mean)
    let deviation = try #require(summary.deviation)
    let squares = single.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    #expect(abs(deviation - (squares / 3).squareRoot()) < 1e-12)
    #expect(summary.lowest == single.min() && summary.highest == single.max())
    #expect(try crossed.mean(of: .rocAUC) == mean)
    #expect(throws: DataError.self) { try crossed.mean(of: .drift(.psi)) }
    #expect(throws: DataError.self) { try crossed.mean(of: .meanAbsoluteError) }
  }

  private func tuned(_ method: TuningMethod, _ settings: [TunedSetting], seed: Int = 1) throws -> Tuning {
    try tune(
      .boostedTrees(rounds: 10, minimumRows: 3), over: splits, predicting: "y", from: ["x", "z"], by: method,
      seed: seed,
      settings: settings)
  }

  @Test func `a grid tries every combination once`() throws {
    let result = try tuned(
      .grid(steps: 3), [TunedSetting("leaves", from: 2, to: 8), TunedSetting("learningRate", among: [0.1, 0.3])])
    #expect(
      result.trials.map(\.values) == [[2, 0.1], [2, 0.3], [5, 0.1], [5, 0.3], [8, 0.1], [8, 0.3]])
    #expect(result.best.score == result.trials.compactMap(\.score).min())
    guard case .boostedTrees(let settings) = result.learner else { throw DataError.invalid("another learner") }
    #expect([Double(settings.leaves), settings.learningRate] == result.best.values)
    #expect(settings.rounds == 10)
  }

  @Test(arguments: [TuningMethod.random(trials: 12), .tpe(trials: 14), .halving(trials: 9)])
  func `a seed tries the same values, within their bounds`(method: TuningMethod) throws {
    let settings = [
      try TunedSetting("leaves", from: 2, to: 40, logarithmic: true), try TunedSetting("l2", from: 0, to: 5),
      try TunedSetting("minimumRows", among: [5, 50]),
    ]
    let result = try tuned(method, settings)
    #expect(try tuned(method, settings).trials.map(\.values) == result.trials.map(\.values))
    #expect(try tuned(method, settings, seed: 2).trials.map(\.values) != result.trials.map(\.values))
    for trial in result.trials {
      #expect((2...40).contains(trial.values[0]) && trial.values[0] == trial.values[0].rounded())
      #expect((0...5).contains(trial.values[1]) && [5, 50].contains(trial.values[2]))
    }
    #expect(try Tuning(storedBytes: result.storedBytes()).trials.map(\.score) == result.trials.map(\.score))
  }

  @Test func `halving goes on with the best third on three times as many rows`() throws {
    let result = try tuned(.halving(trials: 9), [TunedSetting("learningRate", from: 0.01, to: 0.5)])
    let shares = [Double](repeating: 1.0 / 9, count: 9) + [1.0 / 3, 1.0 / 3, 1.0 / 3, 1]
    #expect(result.trials.map(\.share) == shares)
    let first = result.trials[..<9].compactMap(\.score).sorted()
    let survivors = Set(result.trials[9..<12].map(\.values))
    let best = result.trials[..<9].filter { ($0.score ?? .infinity) <= first[2] }
    #expect(survivors == Set(best.map(\.values)))
    #expect(result.bestPlace == 12)
  }

  @Test func `the Parzen search looks where good trials were`() throws {
    // Only a high share of the rows is of use, so that later trials should lie there.
    let result = try tune(
      .boostedTrees(rounds: 8), over: splits, predicting: "y", from: ["x", "z"], by: .tpe(trials: 40),
      settings: [TunedSetting("learningRate", from: 0.001, to: 0.5)])
    let best = result.best.values[0]
    let late = result.trials[20...].map { ($0.values[0] - best).magnitude }
    let early = result.trials[..<10].map { ($0.values[0] - best).magnitude }
    let (lateMean, earlyMean) = (late.reduce(0, +) / 20, early.reduce(0, +) / 10)
    #expect(lateMean < earlyMean)
  }

  @Test func `a Parzen density sums to one`() {
    let estimator = ParzenEstimator([0.1, 0.12, 0.9], choices: nil)
    var sum = 0.0
    for step in 0..<2000 { sum += exponential(estimator.logDensity(at: (Double(step) + 0.5) / 2000)) / 2000 }
    #expect(abs(sum - 1) < 1e-6)
    let choices = ParzenEstimator([0.1, 0.9, 0.95], choices: 2)
    #expect(abs(exponential(choices.logDensity(at: 0.9)) - 0.6) < 1e-12)
  }

  @Test func `what cannot be tried says why`() throws {
    #expect(throws: DataError.self) { try TunedSetting("l2", from: 2, to: 1) }
    #expect(throws: DataError.self) { try TunedSetting("l2", from: 0, to: 1, logarithmic: true) }
    #expect(throws: DataError.self) { try TunedSetting("l2", among: []) }
    let unknown = try #require(throws: DataError.self) {
      try tuned(.random(trials: 1), [TunedSetting("depth", among: [1])])
    }
    #expect(
      unknown.description.hasPrefix("there is no setting \"depth\" of boosted trees to try; there are rounds, leaves"))
    #expect(throws: DataError.self) { try tuned(.random(trials: 1), [TunedSetting("leaves", among: [1])]) }
    #expect(throws: DataError.self) { try tuned(.random(trials: 1), [TunedSetting("leaves", among: [2.5])]) }
    #expect(throws: DataError.self) {
      try tuned(.grid(steps: 100), ["l2", "leaves", "rounds"].map { try TunedSetting($0, from: 2, to: 900) })
    }
    #expect(throws: DataError.self) {
      try tune(
        .linear(), over: splits, predicting: "x", from: ["z"], measuring: .rocAUC,
        settings: [TunedSetting("ridge", from: 0, to: 1)])
    }
  }

  @Test func `no trial begins when the time is up`() throws {
    #expect(throws: DataError.self) {
      try tune(
        .logistic(), over: splits, predicting: "y", from: ["x"], by: .random(trials: 1), seconds: 1e300,
        settings: [TunedSetting("inverseRegularization", from: 0.01, to: 1)])
    }
    let result = try tune(
      .logistic(), over: splits, predicting: "y", from: ["x"], by: .random(trials: 100_000), seconds: 0.05,
      settings: [TunedSetting("inverseRegularization", from: 0.01, to: 1)])
    #expect(result.isCutShort && result.trials.count < 100_000 && !result.trials.isEmpty)
  }
}
