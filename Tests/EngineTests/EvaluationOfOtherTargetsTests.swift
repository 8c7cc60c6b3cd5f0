import Testing

@testable import Engine

@Suite("Models of numbers and of several classes are judged as those of true and false are")
struct EvaluationOfOtherTargetsTests {
  /// Days after 1970.
  private static func days(_ days: [Int64]) -> Column {
    Column(.date(days.map { $0 * Instant.microsecondsPerDay }), validity: Validity(count: days.count) { _ in true })
  }

  /// A number and a kind that follow x, with noise, day after day.
  static func observations(_ count: Int, from first: Int64 = 0, seed: UInt64) throws -> Table {
    var random = SeededGenerator(seed: seed)
    let x = random.uniforms(count)
    let price = x.map { 20 + 10 * $0 + random.normal() }
    let kinds = x.map { x -> String? in
      random.uniform() < 0.1 ? "other" : x < 0.4 ? "low" : x < 0.8 ? "middle" : "high"
    }
    return try table(
      ("x", Column(x)), ("price", Column(price)), ("kind", Column(kinds)), ("dear", bools(price.map { $0 > 25 })),
      ("day", Self.days(Array(first..<first + Int64(count)))),
      ("forecast", Column(x.map { 20 + 10 * $0 })))
  }

  @Test func `a model of numbers has their figures, its baselines and the goals that fit it`() throws {
    let rows = try Self.observations(1000, seed: 1)
    let model = try train(.linear(), on: rows, predicting: "price", from: ["x"])
    let test = try Self.observations(600, from: 1000, seed: 2)
    let goals = [Goal(.rocAUC, atLeast: 0.8), Goal(.rSquared, atLeast: 0.5), Goal(.meanAbsoluteError, atMost: 0.1)]
    let quality = try evaluate(
      model, on: test, goals: goals,
      against: [
        .mean, .column("forecast", named: "forecast"), .rule("always 25", .double(25)),
        .lastValue(on: "day", after: nil), .seasonal(7, on: "day", after: rows),
      ])
    #expect(try quality.rSquared > 0.85 && quality.meanAbsoluteError < 0.85)
    #expect(quality.goals.map(\.goal.measure) == [.rSquared, .meanAbsoluteError])
    #expect(quality.goals.map(\.isMet) == [true, false])
    #expect(quality.baselines.map(\.name).count == 5)
    // The noise alone has a mean distance of √(2/π).
    let forecast = try #require(quality.baselines[1].value(.meanAbsoluteError))
    #expect((forecast - 0.798).magnitude < 0.06)
    #expect(try #require(quality.baselines[0].value(.rSquared)).magnitude < 0.05)
    // Two values that know nothing of each other are √2 standard deviations apart.
    let last = try #require(quality.baselines[3].value(.rootMeanSquaredError))
    let mean = try #require(quality.baselines[0].value(.rootMeanSquaredError))
    #expect((last / mean - 1.414).magnitude < 0.1)
    #expect(throws: DataError.self) { try quality.rocCurve }
    #expect(throws: DataError.self) { try quality.confusion }
    #expect(throws: DataError.self) { try quality.rocAUC }
    #expect(throws: DataError.self) { try quality.value(of: .drift(.psi)) }
  }

  @Test func `the earlier value is the one that came so many rows before, in its own series`() throws {
    let rows = try table(
      ("day", Self.days([3, 1, 2, 1, 2])),
      ("shop", Column(["a", "a", "a", "b", "b"] as [String?])), ("sold", Column([30.0, 10, 20, 1, 2])),
      ("x", Column([0.0, 1, 2, 3, 4])))
    let model = try train(.constant, on: rows, predicting: "sold", from: ["x"])
    let value = EarlierValue(rows: 1, dates: "day", series: "shop", history: nil)
    #expect(try value.column(of: model, in: rows).numbers() == [20, 12.6, 10, 12.6, 1])
    let history = try table(
      ("day", Self.days([0])), ("shop", Column(["a"] as [String?])), ("sold", Column([7.0])))
    let longer = EarlierValue(rows: 2, dates: "day", series: "shop", history: history)
    #expect(try longer.column(of: model, in: rows).numbers() == [10, 12.6, 7, 12.6, 12.6])
    let blind = EarlierValue(rows: 1, dates: "day", series: nil, history: nil)
    let error = #expect(throws: DataError.self) { try blind.column(of: model, in: rows) }
    #expect(error?.description.contains("several rows at 1970-01-02") == true)
  }

  @Test func `a model of several classes names them, and one that it has never seen counts as wrong`() throws {
    let rows = try Self.observations(900, seed: 3)
    let model = try train(.boostedTrees(rounds: 20, leaves: 4), on: rows, predicting: "kind", from: ["x"])
    let test = try Self.observations(500, seed: 4)
    let quality = try evaluate(
      model, on: test, goals: [Goal(.f1(averaging: .macro), atLeast: 0.5), Goal(.recall(), atLeast: 0.5)],
      against: [.majority, .column("kind", named: "the truth")])
    #expect(try quality.accuracy > 0.8)
    #expect(quality.goals.count == 1)
    #expect(quality.baselines[1].value(.accuracy(threshold: 0.5)) == 1)
    #expect(quality.baselines[1].value(.logLoss) == nil && quality.baselines[0].value(.logLoss) != nil)
    let confusion = try quality.confusion
    #expect(confusion.classes.count == 4 && confusion.rows == 500)
    #expect(throws: DataError.self) { try quality.calibration }

    let strange = try table(("x", Column([0.1, 0.9])), ("kind", Column(["low", "unheard of"] as [String?])))
    let surprised = try evaluate(model, on: strange)
    #expect(try surprised.accuracy == 0.5 && surprised.confusion.classes.last == "unheard of")
    #expect(try surprised.logLoss.isFinite)
  }

  @Test(arguments: [Baseline.mean, .human("price"), .rule("a number", .column("x"))])
  func `a baseline of another kind of answer is refused by name`(baseline: Baseline) throws {
    let rows = try Self.observations(50, seed: 5)
    let model = try train(.logistic(), on: rows, predicting: "dear", from: ["x"])
    let error = #expect(throws: DataError.self) { try evaluate(model, on: rows, against: [baseline]) }
    #expect(error.map { !$0.description.isEmpty } == true)
    let numbers = try train(.linear(), on: rows, predicting: "price", from: ["x"])
    #expect(throws: DataError.self) { try evaluate(numbers, on: rows, against: [.majority]) }
    #expect(throws: DataError.self) { try evaluate(numbers, on: rows, against: [.model("other", model)]) }
  }

  @Test(arguments: [Metric.bias, .meanAbsoluteError, .rootMeanSquaredError, .rSquared, .explainedVariance])
  func `intervals of numbers are as wide as resampling makes them`(metric: Metric) throws {
    var random = SeededGenerator(seed: 6)
    let actual = (0..<400).map { _ in random.normal() * 5 }
    let outcomes = NumberOutcomes(actual: actual, predicted: actual.map { $0 + 0.5 + random.normal() * 2 })
    let interval = try #require(metric.interval(of: outcomes))
    let error = Self.resampled(400, &random) { metric.value(of: outcomes.choosing($0)) }
    #expect((interval.high - interval.low) / (2 * 1.96 * error) > 0.85)
    #expect((interval.high - interval.low) / (2 * 1.96 * error) < 1.15)
    let value = try #require(metric.value(of: outcomes))
    #expect(interval.low < value && value < interval.high)
  }

  @Test(
    arguments: [
      Metric.f1(threshold: 0.5), .balancedAccuracy(threshold: 0.5), .matthewsCorrelation(threshold: 0.5),
      .cohenKappa(threshold: 0.5), .averagePrecision,
    ])
  func `intervals of judgements are as wide as resampling makes them`(metric: Metric) throws {
    var random = SeededGenerator(seed: 7)
    let scores = random.uniforms(500)
    let outcomes = ScoredOutcomes(actual: scores.map { random.uniform() < $0 * $0 }, scores: scores)
    let interval = try #require(metric.interval(of: outcomes))
    let error = Self.resampled(500, &random) { metric.value(of: outcomes.choosing($0)) }
    let ratio = (interval.high - interval.low) / (2 * 1.96 * error)
    // That of average precision is known to be cautious: it counts positive rows alone.
    #expect(ratio > 0.8 && ratio < (metric == .averagePrecision ? 2 : 1.2), "\(metric.name): \(ratio)")
    let classes = ClassOutcomes(
      classes: ["a", "b"], actual: outcomes.actual.map { $0 ? 1 : 0 }, scores: scores.flatMap { [1 - $0, $0] })
    if metric == .cohenKappa(threshold: 0.5) || metric == .matthewsCorrelation(threshold: 0.5) {
      let same = try #require(metric.interval(of: classes))
      #expect((same.low - interval.low).magnitude < 1e-9 && (same.high - interval.high).magnitude < 1e-9)
    }
  }

  @Test func `a median's interval holds it as often as promised`() throws {
    var random = SeededGenerator(seed: 8)
    var held = 0
    for _ in 0..<400 {
      let errors = (0..<101).map { _ in random.normal() }
      let outcomes = NumberOutcomes(actual: errors.map { _ in 0 }, predicted: errors)
      let interval = try #require(Metric.medianAbsoluteError.interval(of: outcomes))
      // The median of a standard normal distance.
      if interval.low <= 0.6744897501960817, 0.6744897501960817 <= interval.high { held += 1 }
    }
    #expect(held > 370 && held < 398)
  }

  /// The standard error of a figure over resampled rows.
  private static func resampled(
    _ count: Int, _ random: inout SeededGenerator, _ figure: ([Int32]) -> Double?
  ) -> Double {
    let values = (0..<400).compactMap { _ in figure((0..<count).map { _ in Int32(random.below(count)) }) }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }
}
