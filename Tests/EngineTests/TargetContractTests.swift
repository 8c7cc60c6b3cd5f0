import Testing

@testable import Engine

/// What every kind of model must do with targets that are numbers or one of several classes, and with weights.
@Suite("The contract of models of numbers and of classes")
struct TargetContractTests {
  static let ofNumbers: [Learner] = [
    .boostedTrees(rounds: 80, leaves: 8, minimumRows: 5), .randomForest(trees: 60, minimumRows: 3, columnShare: 0.7),
    .boostedTrees(rounds: 80, leaves: 8, minimumRows: 5, loss: .absolute),
    .linear(), .linear(ridge: 5), .elasticNet(alpha: 0.01), .elasticNet(alpha: 0.02, l1Ratio: 1),
    .elasticNet(alpha: 0.01, l1Ratio: 0), .poisson(), .poisson(alpha: 0), .neighbours(),
  ]
  static let ofClasses: [Learner] = [
    .boostedTrees(rounds: 40, leaves: 8, minimumRows: 5), .randomForest(trees: 40, minimumRows: 3),
    .logistic(), .logistic(inverseRegularization: 100), .naiveBayes(), .neighbours(),
  ]
  static let weighted: [Learner] = [
    .boostedTrees(rounds: 20, leaves: 6, minimumRows: 5), .boostedTrees(rounds: 20, leaves: 6, loss: .automatic),
    .linear(), .linear(ridge: 5), .elasticNet(alpha: 0.1), .elasticNet(alpha: 0.1, l1Ratio: 1),
    .elasticNet(alpha: 0.1, l1Ratio: 0), .poisson(), .poisson(alpha: 0), .logistic(),
    .logistic(inverseRegularization: 100), .naiveBayes(),
    .naiveBayes(categorySmoothing: 3), .neighbours(), .neighbours(count: 4), .constant,
  ]
  static let features = ["x", "kind", "noise"]

  /// A number, and one of three classes, that x and the kind say with a little chance.
  static func sample(_ count: Int, seed: UInt64 = 1) throws -> Table {
    var random = SeededGenerator(seed: seed)
    let x = (0..<count).map { _ in random.normal() }
    let kinds = (0..<count).map { _ in "kind\(random.below(3))" }
    let number = (0..<count).map { 3 * x[$0] + (kinds[$0] == "kind2" ? 5 : 0) + 0.3 * random.normal() + 100 }
    let classes = number.map { $0 < 99 ? "low" : $0 < 103 ? "middle" : "high" }
    return try table(
      ("x", Column(x)), ("kind", Column(kinds.map { $0 })),
      ("noise", ints((0..<count).map { _ in Int64(random.below(9)) })), ("number", Column(number)),
      ("class", Column(classes.map { $0 })))
  }

  private func error(_ model: Model, _ rows: Table) throws -> Double {
    let predicted = try model.predictions(for: rows).values
    let actual = try #require(try rows.column("number").numbers())
    return (zip(predicted, actual).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(actual.count)).squareRoot()
  }

  @Test(arguments: ofNumbers)
  func `a number is learned`(learner: Learner) throws {
    let model = try train(learner, on: Self.sample(3000), predicting: "number", from: Self.features)
    #expect(model.kind == .number)
    #expect(try error(model, Self.sample(1000, seed: 2)) < 0.9)
    #expect((model.baseRate - 101.67).magnitude < 0.5)
    if let importance = model.importance { #expect(importance[0].feature == "x") }
  }

  @Test(arguments: ofClasses)
  func `one of three classes is learned, with probabilities that sum to one`(learner: Learner) throws {
    let model = try train(learner, on: Self.sample(3000), predicting: "class", from: Self.features)
    guard case .multiclass(let classes) = model.kind else {
      Issue.record("\(model.kind)")
      return
    }
    #expect(Set(classes) == ["low", "middle", "high"])
    let fresh = try Self.sample(1000, seed: 2)
    let predictions = try model.predictions(for: fresh)
    #expect(predictions.count == 1000)
    for row in 0..<1000 {
      let probabilities = predictions.values[row * 3..<row * 3 + 3]
      #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect((probabilities.reduce(0, +) - 1).magnitude < 1e-9)
    }
    let right = try zip(predictions.classes, 0...).count { place, row in
      try fresh.column("class").text(at: row) == classes[place]
    }
    #expect(right > 880)
    #expect(try complaint { try model.probabilities(for: fresh) }.contains("one of 3 classes"))
  }

  /// Whether the learner can have the sample's column of that name for a target.
  private func predicts(_ learner: Learner, _ target: String) -> Bool {
    switch target {
    case "number": !learner.isOfClasses
    case "class": learner.soleKind != .number
    default: true
    }
  }

  @Test(arguments: ofNumbers + ofClasses + [.constant])
  func `a model that was stored predicts the same bits`(learner: Learner) throws {
    for target in ["number", "class"] where predicts(learner, target) {
      if case .boostedTrees(let settings) = learner, settings.loss != .automatic, target == "class" { continue }
      let sample = try Self.sample(700)
      let model = try train(learner, on: sample, predicting: target, from: Self.features)
      var writer = StorageWriter()
      try writer.write(model)
      let again = try writer.bytes.withUnsafeBytes { bytes in
        var reader = StorageReader(bytes)
        return try Model(from: &reader)
      }
      #expect(again.learner == model.learner)
      let bits = try [model, again].map { try $0.predictions(for: sample).values.map(\.bitPattern) }
      #expect(bits[0] == bits[1])
    }
  }

  @Test(arguments: weighted)
  func `a row of weight two is learned from as two rows, one of weight zero as none`(learner: Learner) throws {
    var random = SeededGenerator(seed: 3)
    let sample = try Self.sample(600).adding("flag", col("number") > 100.5)
    let counts = (0..<600).map { _ in random.below(3) }
    let weighted = sample.adding("weight", ints(counts.map { Int64($0) }))
    let repeated = sample.choosing(counts.enumerated().flatMap { [Int32](repeating: Int32($0), count: $1) })
    for target in ["number", "class", "flag"] where predicts(learner, target) {
      let models = [
        try train(learner, on: weighted, predicting: target, from: Self.features, weights: "weight"),
        try train(learner, on: repeated, predicting: target, from: Self.features),
      ]
      let predictions = try models.map { try $0.predictions(for: sample).values }
      #expect(zip(predictions[0], predictions[1]).allSatisfy { ($0 - $1).magnitude < 1e-6 })
    }
  }

  @Test(arguments: [Learner.linear(), .linear(ridge: 5), .elasticNet(alpha: 0.01), .logistic(), .naiveBayes()])
  func `the order in which features are named changes nothing`(learner: Learner) throws {
    let sample = try Self.sample(900)
    let target = learner.soleKind == .number ? "number" : "class"
    let predictions = try [["x", "kind", "noise"], ["kind", "x", "noise"], ["kind", "noise", "x"]].map {
      try train(learner, on: sample, predicting: target, from: $0).predictions(for: sample).values
    }
    for other in predictions.dropFirst() {
      #expect(zip(predictions[0], other).allSatisfy { ($0 - $1).magnitude < 1e-4 })
    }
  }

  @Test func `balanced classes count for the same`() throws {
    let sample = try Self.sample(2000).adding("rare", col("number") > 106)
    let plain = try train(.boostedTrees(rounds: 20), on: sample, predicting: "rare", from: Self.features)
    let balanced = try train(
      .boostedTrees(rounds: 20), on: sample, predicting: "rare", from: Self.features, balanced: true)
    #expect(plain.baseRate < 0.2 && (balanced.baseRate - 0.5).magnitude < 1e-9)
    let means = try [plain, balanced].map { try $0.probabilities(for: sample).reduce(0, +) / 2000 }
    #expect(means[1] > means[0])
  }

  @Test(arguments: [Monotonicity.increasing, .decreasing])
  func `a prediction goes only the way that it may`(direction: Monotonicity) throws {
    let model = try train(
      .boostedTrees(rounds: 50, minimumRows: 5, monotone: ["x": direction]), on: Self.sample(2000),
      predicting: "number", from: Self.features)
    for kind in ["kind0", "kind2"] {
      let line = try table(
        ("x", Column((0..<200).map { Double($0) / 25 - 4 })), ("kind", Column([String?](repeating: kind, count: 200))),
        ("noise", ints([Int64?](repeating: 3, count: 200))))
      let values = try model.predictions(for: line).values
      #expect(zip(values, values.dropFirst()).allSatisfy { direction == .increasing ? $0 <= $1 : $0 >= $1 })
      #expect((Set(values).count > 5) == (direction == .increasing))
    }
  }

  @Test(arguments: [0.1, 0.5, 0.9])
  func `a quantile leaves its share of the rows below`(share: Double) throws {
    let model = try train(
      .boostedTrees(rounds: 100, minimumRows: 20, loss: .quantile(share)), on: Self.sample(4000),
      predicting: "number", from: Self.features)
    let fresh = try Self.sample(4000, seed: 5)
    let actual = try #require(try fresh.column("number").numbers())
    let below = zip(try model.predictions(for: fresh).values, actual).count { $0 > $1 }
    #expect((Double(below) / 4000 - share).magnitude < 0.05)
  }

  @Test func `counts are learned by their Poisson deviance, never below zero`() throws {
    var random = SeededGenerator(seed: 8)
    let x = random.uniforms(3000)
    let counts = x.map { x -> Int64 in
      let mean = exponential(3 * x - 1)
      // Knuth's product of uniforms.
      var product = random.uniform()
      var count: Int64 = 0
      while product > exponential(-mean) {
        product *= random.uniform()
        count += 1
      }
      return count
    }
    let rows = try table(("x", Column(x)), ("count", ints(counts)))
    let model = try train(.boostedTrees(rounds: 60, loss: .poisson), on: rows, predicting: "count", from: ["x"])
    let predicted = try model.predictions(for: rows).values
    #expect(predicted.allSatisfy { $0 >= 0 })
    let misses = zip(predicted, x).map { ($0 - exponential(3 * $1 - 1)).magnitude }
    #expect(misses.reduce(0, +) / 3000 < 0.35)
    #expect(
      try complaint {
        try train(
          .boostedTrees(loss: .poisson), on: rows.adding("less", col("count") - 1), predicting: "less", from: ["x"])
      }.contains("below 0"))
  }

  @Test func `early stopping ends before the rounds do, and where nothing is learned at the base rate`() throws {
    let rows = try Self.sample(1000)
    let model = try train(
      .boostedTrees(rounds: 2000, earlyStopping: 5), on: rows, predicting: "number", from: Self.features)
    let trees = try #require(model.predictor as? BoostedTrees).ensemble.trees.count
    #expect(trees < 1000 && trees > 5)
    let noise = try train(
      .boostedTrees(rounds: 500, earlyStopping: 3), on: rows, predicting: "number", from: ["noise"])
    #expect(try #require(noise.predictor as? BoostedTrees).ensemble.trees.count < 50)
  }

  @Test func `weights and losses that do not fit are refused by name`() throws {
    let sample = try Self.sample(50).adding("minus", col("x") - 10).adding("zero", col("noise") * 0)
    func sentence(_ learner: Learner, _ target: String, weights: String?, balanced: Bool = false) throws -> String {
      try complaint {
        try train(learner, on: sample, predicting: target, from: ["x"], weights: weights, balanced: balanced)
      }
    }
    #expect(try sentence(.boostedTrees(), "number", weights: "minus").contains("weight \"minus\" is "))
    #expect(try sentence(.boostedTrees(), "number", weights: "zero").contains("weight \"zero\" is 0 in every row"))
    #expect(try sentence(.boostedTrees(), "number", weights: "kind").contains("weights are numbers"))
    #expect(try sentence(.boostedTrees(), "number", weights: "x").contains("cannot be a feature as well"))
    #expect(try sentence(.boostedTrees(), "number", weights: nil, balanced: true).contains("balanced is for classes"))
    #expect(try sentence(.boostedTrees(loss: .absolute), "class", weights: nil).contains("a target that is a number"))
    #expect(try sentence(.boostedTrees(loss: .quantile(1)), "number", weights: nil).contains("quantile must be"))
    #expect(try sentence(.boostedTrees(monotone: ["y": .increasing]), "number", weights: nil).contains("\"y\""))
    #expect(try sentence(.randomForest(trees: 0), "number", weights: nil).hasPrefix("trees"))
  }
}
