import Testing

@testable import Engine

@Suite("Calibrated models")
struct CalibratedModelTests {
  static let predicted = [
    0.805, 0.808, 0.515, 0.286, 0.054, 0.383, 0.408, 0.045, 0.049, 0.999, 0.652, 0.235, 0.435, 0.974, 0.898, 0.844,
    0.392,
    0.493, 0.677, 0.061, 0.556, 0.271, 0.88, 0.064, 0.679, 0.87, 0.227, 0.895, 0.872, 0.019, 0.707, 0.001, 0.503, 0.437,
    0.203, 0.325, 0.806, 0.316, 0.149, 0.699,
  ]
  static let actual = [
    1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
    1,
  ]

  @Test func `Platt's line and the temperature are those of scikit-learn`() {
    let line = ProbabilityCorrection(.platt, predicted: Self.predicted, places: Self.actual, outputs: 1)
    guard case .lines(let numbers) = line else {
      Issue.record("\(line)")
      return
    }
    #expect((numbers[0] - 0.6668160015409731).magnitude < 1e-5)
    #expect((numbers[1] + 1.040516328289564).magnitude < 1e-5)
    let cooled = ProbabilityCorrection(.temperature, predicted: Self.predicted, places: Self.actual, outputs: 1)
    guard case .temperature(let temperature) = cooled else {
      Issue.record("\(cooled)")
      return
    }
    // Its scores of two classes are the log-odds and their negative, which are twice as far apart.
    #expect((1 / temperature - 2 * 0.34268154820947166).magnitude < 1e-5)
  }

  /// A model that is far too sure, and rows to calibrate it by.
  private func overconfident(_ target: String) throws -> (model: Model, held: Table, fresh: Table) {
    let model = try train(
      .naiveBayes(), on: sample(3000, seed: 1), predicting: target, from: ["x", "same", "again", "kind"])
    return (model, try sample(3000, seed: 2), try sample(3000, seed: 3))
  }

  /// Two classes and three that one number says, which stands in three columns.
  private func sample(_ count: Int, seed: UInt64) throws -> Table {
    var random = SeededGenerator(seed: seed)
    let x = (0..<count).map { _ in random.normal() }
    let noisy = x.map { $0 + random.normal() }
    return try table(
      ("x", Column(x)), ("same", Column(x)), ("again", Column(x.map { 2 * $0 })),
      ("kind", Column((0..<count).map { _ in "k\(random.below(3))" })), ("y", Column(noisy.map { $0 > 0.5 })),
      ("class", Column(noisy.map { $0 < -1 ? "low" : $0 < 1 ? "middle" : "high" })))
  }

  @Test(arguments: CalibrationMethod.allCases)
  func `a model that is too sure of itself can be taken at its word afterwards`(method: CalibrationMethod) throws {
    let (model, held, fresh) = try overconfident("y")
    let calibrated = try model.calibrated(on: held, by: method)
    #expect(calibrated.calibration == method && model.calibration == nil)
    let before = try evaluate(model, on: fresh)
    let after = try evaluate(calibrated, on: fresh)
    #expect(try #require(try before.calibration.expectedError) > 0.08)
    // The temperature cannot move the middle, only pull towards it.
    #expect(try #require(try after.calibration.expectedError) < (method == .temperature ? 0.08 : 0.04))
    #expect(try #require(after.value(.logLoss)) < #require(before.value(.logLoss)))
    // No row changes places with another; isotonic steps may draw level.
    let ranks = zip(before.outcomes.scores, after.outcomes.scores).sorted { $0 < $1 }.map(\.1)
    #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
    #expect(after.outcomes.scores.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test(arguments: CalibrationMethod.allCases)
  func `probabilities of several classes are calibrated and still sum to one`(method: CalibrationMethod) throws {
    let (model, held, fresh) = try overconfident("class")
    let calibrated = try model.calibrated(on: held, by: method)
    guard case .multiclass(let classes) = model.kind else {
      Issue.record("\(model.kind)")
      return
    }
    func loss(_ model: Model) throws -> Double {
      let values = try model.predictions(for: fresh).values
      return try (0..<fresh.rowCount).reduce(0) { sum, row in
        let probabilities = values[row * 3..<row * 3 + 3]
        #expect((probabilities.reduce(0, +) - 1).magnitude < 1e-9)
        let place = try #require(classes.firstIndex(of: fresh.column("class").text(at: row) ?? ""))
        return sum - logarithm(max(values[row * 3 + place], 1e-9))
      }
    }
    #expect(try loss(calibrated) < 0.95 * loss(model))
    if method == .temperature {
      #expect(try calibrated.predictions(for: fresh).classes == model.predictions(for: fresh).classes)
    }
  }

  @Test(arguments: CalibrationMethod.allCases)
  func `a calibrated model is stored with its calibration, and calibrated anew from the start`(
    method: CalibrationMethod
  ) throws {
    for target in ["y", "class"] {
      let (model, held, fresh) = try overconfident(target)
      let calibrated = try model.calibrated(on: held, by: method)
      let again = try Model(storedBytes: try calibrated.storedBytes())
      #expect(again.calibration == method)
      let bits = try [calibrated, again].map { try $0.predictions(for: fresh).values.map(\.bitPattern) }
      #expect(bits[0] == bits[1])
      let twice = try calibrated.calibrated(on: held, by: method)
      #expect(try twice.predictions(for: fresh) == calibrated.predictions(for: fresh))
    }
  }

  @Test(arguments: CalibrationMethod.allCases)
  func `two rows, a constant model and one that is sure beyond doubt can be calibrated`(method: CalibrationMethod)
    throws
  {
    let rows = try sample(400, seed: 4)
    for learner in [Learner.constant, .boostedTrees(rounds: 1, leaves: 2, learningRate: 1), .naiveBayes()] {
      let model = try train(learner, on: rows, predicting: "y", from: ["x"])
      let calibrated = try model.calibrated(on: rows, by: method)
      let far = try table(("x", Column([.infinity, -.infinity, .nan, 1e300])))
      #expect(try calibrated.probabilities(for: far).allSatisfy { $0 >= 0 && $0 <= 1 })
    }
    let pair = try table(("x", ints([0, 1])), ("y", ints([0, 1])))
    let model = try train(.neighbours(count: 1), on: pair, predicting: "y", from: ["x"])
    #expect(try model.probabilities(for: pair) == [0, 1])
    let calibrated = try model.calibrated(on: pair, by: method).probabilities(for: pair)
    #expect(calibrated[0] < 0.5 && calibrated[1] > 0.5 && calibrated.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func `what cannot be calibrated is refused by name`() throws {
    let rows = try TargetContractTests.sample(60)
    let number = try train(.linear(), on: rows, predicting: "number", from: ["x"])
    #expect(try complaint { try number.calibrated(on: rows, by: .platt) }.contains("\"number\" predicts a number"))
    let classes = try train(.logistic(), on: rows.filter(col("class") != "high"), predicting: "kind", from: ["x"])
    let one = try rows.filter(col("kind") == "kind1")
    #expect(try complaint { try classes.calibrated(on: one, by: .platt) }.contains("\"kind\" is the same in every row"))
    #expect(try complaint { try classes.calibrated(on: rows.filter(false), by: .platt) }.contains("no rows"))
    let other = try table(("x", ints([0, 1])), ("kind", Column(["kind1", "new"])))
    #expect(try complaint { try classes.calibrated(on: other, by: .platt) }.contains("\"kind\" is \"new\" in row 2"))
    let numbers = try table(("x", ints([0, 1])), ("kind", ints([0, 1])))
    #expect(try complaint { try classes.calibrated(on: numbers, by: .platt) }.contains("named classes in training"))
  }
}
