import Testing

@testable import Engine

/// What every kind of model of numbers must stand; those of truth values and classes are in their own contracts.
@Suite("Models of numbers at the edge of what can be learned")
struct NumberContractTests {
  static let all = TargetContractTests.ofNumbers + [.constant]

  private func isSound(_ values: [Double]) -> Bool { values.allSatisfy(\.isFinite) }

  @Test(arguments: all)
  func `missing values, categories never seen and infinite values are predicted`(learner: Learner) throws {
    let model = try train(
      learner, on: TargetContractTests.sample(400), predicting: "number", from: TargetContractTests.features)
    let strange = try table(
      ("x", Column([.nan, 0, .infinity, -.infinity, 1e308])), ("kind", Column([nil, "never", "kind1", "kind2", nil])),
      ("noise", ints([nil, nil, 3, .max, .min])))
    #expect(isSound(try model.predictions(for: strange).values))
  }

  @Test(arguments: all)
  func `missing values are learned from`(learner: Learner) throws {
    var random = SeededGenerator(seed: 4)
    let holes = (0..<300).map { _ in random.below(2) == 0 }
    let rows = try table(
      ("x", Column(holes.map { $0 ? .nan : random.normal() })), ("kind", Column(holes.map { $0 ? nil : "a" })),
      ("y", Column(holes.map { $0 ? 3.0 : 7.5 })))
    #expect(isSound(try train(learner, on: rows, predicting: "y", from: ["x", "kind"]).predictions(for: rows).values))
  }

  @Test(arguments: all)
  func `one row, two rows, and more features than rows are enough`(learner: Learner) throws {
    for count in [1, 2, 4] {
      let sample = try TargetContractTests.sample(count)
        .adding("a", col("x") * 2).adding("b", col("noise") - 1).adding("c", 1).adding("d", col("x") - col("noise"))
      let model = try train(
        learner, on: sample, predicting: "number", from: TargetContractTests.features + ["a", "b", "c", "d"])
      let values = try model.predictions(for: sample).values
      let actual = try #require(try sample.column("number").numbers())
      #expect(isSound(values))
      if count == 1 { #expect((values[0] - actual[0]).magnitude < 1e-9 * actual[0]) }
    }
  }

  @Test(arguments: all)
  func `a constant target is predicted, and one that is nothing but zeros`(learner: Learner) throws {
    let sample = try TargetContractTests.sample(200).adding("five", 5.5).adding("none", 0)
    for (target, expected) in [("five", 5.5), ("none", 0)] where target == "five" || learner.soleKind == .number {
      let values = try train(learner, on: sample, predicting: target, from: TargetContractTests.features)
        .predictions(for: sample).values
      #expect(values.allSatisfy { ($0 - expected).magnitude < 1e-6 }, "\(target)")
    }
  }

  @Test(arguments: all)
  func `constant and repeated columns change nothing for the worse`(learner: Learner) throws {
    let sample = try TargetContractTests.sample(600).adding("same", col("x")).adding("half", col("x") / 2)
      .adding("tenth", 0.1).adding("large", 1e15).adding("again", col("kind"))
    let model = try train(
      learner, on: sample, predicting: "number",
      from: TargetContractTests.features + ["same", "half", "tenth", "large", "again"])
    let values = try model.predictions(for: sample).values
    let actual = try #require(try sample.column("number").numbers())
    #expect(isSound(values))
    let error = (zip(values, actual).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 600).squareRoot()
    #expect(error < (learner == .constant ? 5 : 1.5))
  }

  @Test(arguments: all)
  func `the largest and smallest finite numbers can be learned from`(learner: Learner) throws {
    let sample = try TargetContractTests.sample(300).adding("large", col("x") * 1e307 + 1e308)
      .adding("wide", col("x") * 4e307).adding("tiny", col("x") * 1e-300 / 1e10)
    let features = ["large", "wide", "tiny"]
    let values = try train(learner, on: sample, predicting: "number", from: features).predictions(for: sample).values
    #expect(isSound(values))
    if learner.soleKind == .number {
      for target in features where !(learner.isOfCounts && target != "large") {
        let values = try train(learner, on: sample, predicting: target, from: ["x", "kind"]).predictions(for: sample)
          .values
        #expect(isSound(values), "\(target)")
      }
    }
  }

  @Test(arguments: all)
  func `training twice gives the same bits, and rows beside a row do not matter`(learner: Learner) throws {
    let sample = try TargetContractTests.sample(1500)
    let models = try (0..<2).map { _ in
      try train(learner, on: sample, predicting: "number", from: TargetContractTests.features)
    }
    let bits = try models.map { try $0.predictions(for: sample).values.map(\.bitPattern) }
    #expect(bits[0] == bits[1])
    let rows: [Int32] = [1499, 0, 1024, 1023, 5]
    let some = try models[0].predictions(for: sample.choosing(rows)).values.map(\.bitPattern)
    #expect(some == rows.map { bits[0][Int($0)] })
  }

  @Test(arguments: [Learner.linear(), .elasticNet(), .poisson()])
  func `classes and dates are refused by name, truth values are numbers`(learner: Learner) throws {
    let sample = try ModelContractTests.sample(60)
    #expect(
      try complaint { try train(learner, on: sample, predicting: "kind", from: ["x"]) }
        .contains("\"kind\" must be a number to be predicted by \(learner.name)"))
    #expect(
      try complaint { try train(learner, on: sample, predicting: "t", from: ["x"]) }.contains("\"t\" holds dates"))
    #expect(try train(learner, on: sample, predicting: "y", from: ["x"]).kind == .number)
  }

  @Test(arguments: [Learner.logistic(), .naiveBayes()])
  func `numbers are refused by learners of classes`(learner: Learner) throws {
    let sample = try TargetContractTests.sample(60)
    #expect(
      try complaint { try train(learner, on: sample, predicting: "number", from: ["x"]) }
        .contains("\"number\" must be true or false (or 0 and 1) to be predicted by \(learner.name)"))
  }

  @Test func `counts below zero are refused by name`() throws {
    let sample = try TargetContractTests.sample(60).adding("less", col("noise") - 1)
    let sentence = try complaint { try train(.poisson(), on: sample, predicting: "less", from: ["x"]) }
    #expect(sentence.contains("\"less\" is -1 in row") || sentence.contains("\"less\" is −1 in row"))
  }

  @Test(arguments: [
    (Learner.linear(ridge: -1), "ridge"), (.linear(ridge: .nan), "ridge"), (.elasticNet(alpha: -0.1), "alpha"),
    (.elasticNet(alpha: .infinity), "alpha"), (.elasticNet(l1Ratio: 1.1), "l1Ratio"), (.poisson(alpha: -1), "alpha"),
    (.neighbours(count: 0), "count"), (.neighbours(count: .max), "count"),
  ])
  func `a setting out of its range is refused by name`(learner: Learner, name: String) throws {
    let sample = try TargetContractTests.sample(10)
    #expect(try complaint { try train(learner, on: sample, predicting: "number", from: ["x"]) }.hasPrefix(name))
  }

  @Test(arguments: [
    (Learner.naiveBayes(varianceSmoothing: 0), "varianceSmoothing"),
    (.naiveBayes(categorySmoothing: -1), "categorySmoothing"),
  ])
  func `so are those of learners of classes`(learner: Learner, name: String) throws {
    let sample = try TargetContractTests.sample(10)
    #expect(try complaint { try train(learner, on: sample, predicting: "class", from: ["x"]) }.hasPrefix(name))
  }
}

extension Learner {
  fileprivate var isOfCounts: Bool { if case .poisson = self { true } else { false } }
}
