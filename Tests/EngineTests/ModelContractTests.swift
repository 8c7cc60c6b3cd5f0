import Foundation
import Testing

@testable import Engine

/// What every kind of model must do; a new learner is added to `all` and to nothing else.
@Suite("The contract of models")
struct ModelContractTests {
  static let all: [Learner] = [
    .boostedTrees(rounds: 40, leaves: 8, minimumRows: 5), .boostedTrees(rounds: 1, leaves: 2, learningRate: 1),
    .logistic(), .logistic(inverseRegularization: 100), .randomForest(trees: 40, minimumRows: 3),
    .boostedTrees(rounds: 60, leaves: 8, minimumRows: 5, l2: 1, rowShare: 0.7, columnShare: 0.7, earlyStopping: 10),
    .naiveBayes(), .naiveBayes(varianceSmoothing: 0.01, categorySmoothing: 5), .neighbours(count: 25),
  ]
  /// With what learns nothing from the features.
  static let soundAlways: [Learner] = all + [.constant]
  static let features = ["x", "kind", "noise"]

  /// True where x and the kind say so together, with a little chance.
  static func sample(_ count: Int, seed: UInt64 = 1) throws -> Table {
    var random = SeededGenerator(seed: seed)
    let x = (0..<count).map { _ in random.normal() }
    let kinds = (0..<count).map { _ in "kind\(random.below(3))" }
    let target = (0..<count).map { row in
      let score = 3 * x[row] + (kinds[row] == "kind2" ? 2 : -1)
      return random.uniform() < sigmoid(score)
    }
    return try table(
      ("x", Column(x)), ("kind", Column(kinds.map { $0 })),
      ("noise", ints((0..<count).map { _ in Int64(random.below(9)) })),
      ("y", Column(target)), ("t", dates((0..<count).map { _ in "2013-01-01" })),
      ("void", ints([Int64?](repeating: nil, count: count))))
  }

  private func isSound(_ scores: [Double]) -> Bool { scores.allSatisfy { $0 >= 0 && $0 <= 1 } }

  @Test(arguments: all)
  func `a model learns a known function`(learner: Learner) throws {
    let model = try train(learner, on: Self.sample(2000), predicting: "y", from: Self.features)
    let fresh = try evaluate(model, on: Self.sample(1000, seed: 2))
    #expect(try #require(fresh.value(.rocAUC)) > (learner == Self.all[1] ? 0.75 : 0.88))
    #expect(model.featureNames == Self.features)
    #expect(model.trainingRows == 2000)
    let share = try Self.sample(2000).mean("y")
    #expect(model.baseRate == share)
    if let importance = model.importance {
      #expect((importance.reduce(0) { $0 + $1.share } - 1).magnitude < 1e-12)
      #expect(importance[0].feature == "x")
    }
  }

  @Test(arguments: all)
  func `training twice gives the same bits`(learner: Learner) throws {
    let sample = try Self.sample(5000)
    let scores = try (0..<2).map { _ in
      try train(learner, on: sample, predicting: "y", from: Self.features).probabilities(for: sample)
    }
    #expect(scores[0].map(\.bitPattern) == scores[1].map(\.bitPattern))
    #expect(Set(scores[0]).count > 1)
  }

  @Test(arguments: soundAlways)
  func `a row's probability does not depend on the rows beside it`(learner: Learner) throws {
    let sample = try Self.sample(3000)
    let model = try train(learner, on: sample, predicting: "y", from: Self.features)
    let all = try model.probabilities(for: sample)
    let rows: [Int32] = [2999, 0, 1024, 1023, 5]
    #expect(try model.probabilities(for: sample.choosing(rows)) == rows.map { all[Int($0)] })
    #expect(try model.probabilities(for: sample.filter(false)).isEmpty)
  }

  @Test(arguments: soundAlways)
  func `missing values and categories never seen are predicted, and learned from`(learner: Learner) throws {
    let model = try train(learner, on: Self.sample(500), predicting: "y", from: Self.features)
    let strange = try table(
      ("x", Column([.nan, 0, .nan])), ("kind", Column([nil, "never", "kind1"])), ("noise", ints([nil, nil, 3])))
    #expect(isSound(try model.probabilities(for: strange)))

    var random = SeededGenerator(seed: 4)
    let holes = (0..<600).map { _ in random.below(2) == 0 }
    let full = try table(
      ("x", Column(holes.map { $0 ? .nan : random.normal() })), ("kind", Column(holes.map { $0 ? nil : "a" })),
      ("noise", ints(holes.map { $0 ? nil : 1 })), ("y", Column(holes)))
    let scores = try train(learner, on: full, predicting: "y", from: Self.features).probabilities(for: full)
    #expect(isSound(scores))
  }

  @Test(arguments: all)
  func `a constant feature and columns that repeat each other change nothing for the worse`(learner: Learner) throws {
    let sample = try Self.sample(1500).adding("same", col("x")).adding("half", col("x") / 2).adding("one", 1)
    let model = try train(learner, on: sample, predicting: "y", from: Self.features + ["same", "half", "one"])
    let quality = try evaluate(model, on: sample)
    #expect(try #require(quality.value(.rocAUC)) > 0.75)
    #expect(isSound(quality.outcomes.scores))
    let only = try train(learner, on: sample, predicting: "y", from: ["one"]).probabilities(for: sample)
    let share = try sample.mean("y")
    // A forest's trees see the share of the rows that were drawn for them.
    let closeness = if case .randomForest = learner { 0.05 } else { 1e-6 }
    #expect(only.allSatisfy { ($0 - share).magnitude < closeness })
  }

  @Test(arguments: soundAlways)
  func `what cannot be learned is refused by name`(learner: Learner) throws {
    let sample = try Self.sample(60).adding("huge", col("x") * 1e308 * 1e10).adding("always", true)
      .adding("half", col("y").isOne(of: [true]) && col("x") > 0)
    let holes = try sample.adding("gaps", col("x") / (col("noise") - 4) > 0)
    func sentence(_ rows: Table, _ target: String, _ features: [String]) throws -> String {
      try complaint { try train(learner, on: rows, predicting: target, from: features) }
    }
    for (features, words) in [
      (["x", "y"], "\"y\" is what the model predicts"), (["t"], "\"t\" is a date"), (["void"], "\"void\" has no value"),
      (["x", "kind", "x"], "\"x\" is named twice"), (["huge"], "\"huge\" is infinite"), (["nope"], "\"nope\""),
      ([], "at least one feature"),
    ] {
      #expect(try sentence(sample, "y", features).contains(words))
    }
    #expect(try sentence(sample.choosing([0]), "y", ["x"]).contains("\"y\" is"))
    #expect(try sentence(sample, "always", ["x"]).contains("\"always\" is true in every training row"))
    #expect(try sentence(sample.filter(false), "y", ["x"]).contains("no rows"))
    #expect(try sentence(sample, "t", ["x"]).contains("\"t\" holds dates"))
    #expect(try sentence(sample, "huge", ["x"]).contains("\"huge\" is not finite in row"))
    if learner.soleKind == .binary {
      #expect(try sentence(sample, "x", ["noise"]).contains("\"x\" must be true or false"))
      #expect(try sentence(sample, "kind", ["x"]).contains("\"kind\" must be true or false"))
    } else {
      let only = try sample.filter(col("kind") == "kind1")
      #expect(try sentence(only, "kind", ["x"]).contains("\"kind\" is \"kind1\" in every training row"))
    }
    #expect(try sentence(holes, "gaps", ["x"]).contains("\"gaps\" is missing in"))
    #expect(try sentence(sample, "nope", ["x"]).contains("\"nope\""))
  }

  @Test(arguments: soundAlways)
  func `a column of another kind than in training is refused by name`(learner: Learner) throws {
    let model = try train(learner, on: Self.sample(200), predicting: "y", from: Self.features)
    let right = try Self.sample(3, seed: 9)
    #expect(try complaint { try model.probabilities(for: right.selecting(["x", "kind"])) }.contains("\"noise\""))
    let swapped = try table(("x", Column(["a"])), ("kind", ints([1])), ("noise", ints([1])))
    #expect(try complaint { try model.probabilities(for: swapped) }.contains("\"x\" was a number"))
    let number = try table(("x", ints([1])), ("kind", ints([1])), ("noise", ints([1])))
    #expect(try complaint { try model.probabilities(for: number) }.contains("\"kind\" was a category"))
  }

  @Test(arguments: soundAlways)
  func `a category column without any value in a later file is missing, not of another kind`(learner: Learner) throws {
    let model = try train(learner, on: Self.sample(200), predicting: "y", from: Self.features)
    // What the reader makes of an empty column.
    let later = try csv("x,kind,noise\n0.5,,1\n0.1,,2\n")
    #expect(try model.probabilities(for: later).count == 2)
  }

  @Test(arguments: soundAlways)
  func `two rows, one of each class, and whole numbers for classes are enough`(learner: Learner) throws {
    let pair = try table(("x", ints([0, 1])), ("y", ints([0, 1])))
    #expect(isSound(try train(learner, on: pair, predicting: "y", from: ["x"]).probabilities(for: pair)))
    let decimals = try table(("x", bools([true, nil])), ("y", Column([1.0, 0.0])))
    #expect(isSound(try train(learner, on: decimals, predicting: "y", from: ["x"]).probabilities(for: decimals)))
  }

  @Test(arguments: soundAlways)
  func `infinite and huge values in rows to predict give probabilities`(learner: Learner) throws {
    let sample = try Self.sample(300).adding("one", 1.5)
    let model = try train(learner, on: sample, predicting: "y", from: ["x", "one"])
    for (x, one) in [
      (Double.infinity, 1.5), (-.infinity, 1.5), (1e308, -1e308), (0, .infinity), (.infinity, -.infinity),
    ] {
      let scores = try model.probabilities(for: table(("x", Column([x])), ("one", Column([one]))))
      #expect(isSound(scores), "\(x), \(one)")
    }
  }

  @Test(arguments: soundAlways)
  func `the largest finite numbers can be learned from`(learner: Learner) throws {
    let sample = try Self.sample(300).adding("large", col("x") * 1e307 + 1e308)
    let scores = try train(learner, on: sample, predicting: "y", from: ["large"]).probabilities(for: sample)
    #expect(isSound(scores))
  }

  @Test(arguments: soundAlways)
  func `a model's record is JSON that names what it rests on`(learner: Learner) throws {
    let model = try train(learner, on: Self.sample(200), predicting: "y", from: Self.features)
    let json = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(model))
    #expect(json["target"].string == "y")
    #expect(json["features"].strings == Self.features)
    #expect(json["trainingRows"].number == 200)
  }
}
