import Foundation
import Testing

@testable import Engine

/// scikit-learn 1.x, `LogisticRegression(penalty="elasticnet", solver="saga", tol=1e-13)` over standardised numbers.
@Suite("Logistic regression with a penalty on absolute values")
struct SparseLogisticTests {
  struct Known: Sendable {
    let c: Double
    let l1Ratio: Double
    let coefficients: [[Double]]
    let predictions: [Double]
  }

  private static func sample() throws -> Table {
    func wave(_ row: Int, _ frequency: Double, _ phase: Double = 0) -> Double { sin(Double(row) * frequency + phase) }
    var columns: [(name: String, column: Column)] = []
    var values: [[Double]] = []
    for j in 0..<4 {
      var numbers = (0..<200).map { wave($0, Double(j + 1) * 0.7, Double(j)) }
      if j == 2 { for i in numbers.indices { numbers[i] += 0.3 * cos(Double(i) * 1.3) } }
      values.append(numbers)
      columns.append((name: "x\(j)", column: Column(numbers)))
    }
    let score: [Double] = (0..<200).map { values[0][$0] * 1.2 - values[1][$0] * 0.6 + wave($0, 2.9) * 0.8 }
    columns.append((name: "y", column: Column(score.map { $0 > 0.1 })))
    let classes: [String?] = score.map { $0 > 0.6 ? "2" : $0 > -0.4 ? "1" : "0" }
    columns.append((name: "k", column: Column(classes)))
    return try Table(label: "t", columns: columns)
  }

  private func trained(_ known: Known, _ target: String) throws -> (Model, LogisticRegression) {
    let model = try train(
      .logistic(inverseRegularization: known.c, l1Ratio: known.l1Ratio), on: Self.sample(), predicting: target,
      from: ["x0", "x1", "x2", "x3"])
    return (model, try #require(model.predictor as? LogisticRegression))
  }

  @Test(arguments: [
    Known(
      c: 0.3, l1Ratio: 1, coefficients: [[1.9544149356, -0.9629562931, -0.0045804243, -0.0004800906]],
      predictions: [0.2245526196, 0.6863800876, 0.9700845234]),
    Known(
      c: 0.3, l1Ratio: 0.5, coefficients: [[1.8499142542, -0.9051597182, -0.0785953122, -0.0536162905]],
      predictions: [0.2063972151, 0.6914612203, 0.9614813201]),
    Known(
      c: 0.02, l1Ratio: 1, coefficients: [[0.357369943, 0, 0, 0]],
      predictions: [0.4425351125, 0.5238103394, 0.566624647]),
  ])
  func `two classes`(known: Known) throws {
    let (model, regression) = try trained(known, "y")
    for (own, expected) in zip(regression.coefficients, known.coefficients[0]) {
      #expect(abs(own - expected) < 1e-7)
      #expect((own == 0) == (expected == 0))
    }
    let predictions = try model.predictions(for: Self.sample()).values
    for (own, expected) in zip(predictions, known.predictions) { #expect(abs(own - expected) < 1e-7) }
  }

  @Test(arguments: [
    Known(
      c: 0.3, l1Ratio: 1,
      coefficients: [
        [-1.247540534, 0.523934538, 0.093421651, 0], [0, 0, -0.063296344, 0], [2.06119181, -0.812725937, 0, 0],
      ], predictions: [0.586587093, 0.376308359, 0.037104548, 0.149453342, 0.51144454, 0.339102118]),
    Known(
      c: 0.3, l1Ratio: 0.5,
      coefficients: [
        [-1.23814248, 0.521757277, 0.131489878, 0], [0, 0, -0.069578046, -0.008018535],
        [1.843295501, -0.860132208, 0, 0],
      ], predictions: [0.605572136, 0.354793269, 0.039634596, 0.150701362, 0.528100229, 0.321198409]),
  ])
  func `three classes`(known: Known) throws {
    let (model, regression) = try trained(known, "k")
    guard case .multiclass(let classes) = model.kind else { throw DataError.invalid("no classes") }
    let places = try ["0", "1", "2"].map { try #require(classes.firstIndex(of: $0)) }
    for (number, place) in places.enumerated() {
      for column in 0..<4 {
        #expect(abs(regression.coefficients[place * 4 + column] - known.coefficients[number][column]) < 1e-6)
      }
    }
    let predictions = try model.predictions(for: Self.sample()).values
    for row in 0..<2 {
      for (number, place) in places.enumerated() {
        #expect(abs(predictions[row * 3 + place] - known.predictions[row * 3 + number]) < 1e-6)
      }
    }
  }

  @Test func `weights are repetitions, and l1Ratio near 0 comes to the smooth solution`() throws {
    let sample = try Self.sample()
    let weighted = sample.adding("w", Column((0..<200).map { Int64($0 % 3) }))
    let repeated = sample.choosing((0..<Int32(200)).flatMap { [Int32](repeating: $0, count: Int($0 % 3)) })
    let learner = Learner.logistic(inverseRegularization: 0.5, l1Ratio: 0.7)
    let features = ["x0", "x1", "x2", "x3"]
    let a = try train(learner, on: weighted, predicting: "y", from: features, weights: "w").predictions(for: sample)
    let b = try train(learner, on: repeated, predicting: "y", from: features).predictions(for: sample)
    for (one, other) in zip(a.values, b.values) { #expect(abs(one - other) < 1e-8) }
    let smooth = try train(.logistic(), on: sample, predicting: "k", from: features).predictions(for: sample)
    let nearly = try train(.logistic(l1Ratio: 1e-12), on: sample, predicting: "k", from: features)
      .predictions(for: sample)
    for (one, other) in zip(smooth.values, nearly.values) { #expect(abs(one - other) < 1e-7) }
  }
}

@Suite("Models in files")
struct ModelBundleTests {
  @Test func `a model in a file predicts the same bits`() throws {
    let folder = try ScratchFolder()
    let sample = try ModelContractTests.sample(300)
    for learner in [Learner.boostedTrees(rounds: 5), .logistic(l1Ratio: 0.5), .randomForest(trees: 5)] {
      let model = try train(
        learner, on: sample, predicting: "y", from: ["x", "kind"], encoding: ["kind": .target()]
      ).calibrated(on: sample, by: .platt)
      let path = "\(folder.path)/m.daybookmodel"
      try model.write(bundle: path)
      #expect(try Model(bundle: path).predictions(for: sample) == model.predictions(for: sample))
    }
  }

  @Test func `what is no model says so`() throws {
    let folder = try ScratchFolder()
    let text = try folder.file("m.daybookmodel", "no model")
    #expect(throws: DataError.cannotRead(path: "m", reason: "it holds no model, or is damaged")) {
      try Model(bundle: text, displayPath: "m")
    }
    #expect(throws: DataError.cannotRead(path: "n", reason: "there is no such file")) {
      try Model(bundle: "\(folder.path)/none", displayPath: "n")
    }
    let sample = try ModelContractTests.sample(300)
    let model = try train(.constant, on: sample, predicting: "y", from: ["x"])
    var bytes = try model.storedBytes()
    bytes[7] += 1
    let path = "\(folder.path)/old.daybookmodel"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let error = try #require(throws: DataError.self) { try Model(bundle: path, displayPath: "old") }
    #expect(error.description.contains("another version of Daybook wrote it"))
  }
}
