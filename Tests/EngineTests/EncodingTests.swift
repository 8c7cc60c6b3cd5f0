import Testing

@testable import Engine

@Suite("Encodings are learned on training rows and kept in the model")
struct EncodingTests {
  let table: Table
  let later: Table

  init() throws {
    var random = SplitMix64(seed: 2)
    let rows = 600
    let city = (0..<rows).map { row -> String? in row % 50 == 0 ? nil : "c\(random.below(60))" }
    let day = (0..<rows).map { Int64($0) * 3_600_000_000 * 7 }
    let text = (0..<rows).map { $0 % 3 == 0 ? "Late, and LATE again" : "on time" }
    let x = (0..<rows).map { row in row % 40 == 0 ? Double.nan : random.normal() }
    let y = (0..<rows).map { row -> Bool in
      let hash = city[row].map { Int($0.dropFirst()) ?? 0 } ?? 5
      return Double(hash % 7) / 3 - 1 + random.normal() > 0
    }
    let columns: [(name: String, column: Column)] = [
      ("city", Column(city)), ("day", Column(.date(day), validity: Validity(allPresent: rows))),
      ("text", Column(text)), ("x", Column(x)), ("y", Column(y)),
      ("class", Column(y.enumerated().map { Optional($1 ? "yes" : $0 % 2 == 0 ? "no" : "maybe") })),
    ]
    let all = try Table(label: "t", columns: columns)
    table = try all.prefix(500)
    later = all.choosing(Array(500..<600))
  }

  private func model(_ encoding: [String: FeatureEncoding], predicting target: String = "y") throws -> Model {
    try train(
      .logistic(), on: table, predicting: target, from: ["city", "day", "text", "x"],
      encoding: encoding.merging(["day": .dateParts]) { $1 })
  }

  private func encoded(_ model: Model, _ table: Table, _ name: String) throws -> [Double] {
    let place = try #require(model.schema.features.firstIndex { $0.name == name })
    guard case .number(let values) = try model.schema.encoded(table)[place] else {
      throw DataError.invalid("no numbers")
    }
    return values
  }

  @Test func `means of the target are smoothed, and known of training rows only`() throws {
    let model = try model(["city": .target(folds: 4, smoothing: 10)])
    let values = try encoded(model, later, "city")
    let (cities, truths) = (try table.texts("city"), try #require(table.column("y").truths()))
    let prior = Double(truths.count { $0 }) / 500
    for (row, city) in try later.texts("city").enumerated() {
      let own = cities.indices.filter { cities[$0] == city }
      let expected = (Double(own.count { truths[$0] }) + 10 * prior) / (Double(own.count) + 10)
      #expect(abs(values[row] - expected) < 1e-12, "\(city)")
    }
    // A new city stands at the overall mean.
    let new = try Table(
      label: "t",
      columns: [("city", Column(["nowhere"]))] + ["day", "text", "x"].map { ($0, try later.prefix(1).column($0)) })
    #expect(abs(try encoded(model, new, "city")[0] - prior) < 1e-12)
  }

  @Test func `training rows are given means of other folds`() throws {
    // Every city is new: means of all rows would tell each row its own target, those of other folds nothing.
    let unique = try Table(
      label: "t",
      columns: [
        ("id", Column((0..<200).map { Optional("id\($0)") })), ("y", Column((0..<200).map { $0 % 3 == 0 })),
      ])
    let target = TrainingTarget(kind: .binary, values: (0..<200).map { $0 % 3 == 0 ? 1 : 0 }, weights: nil)
    let (_, features) = try LearnedEncoding.learn(.target(folds: 5, smoothing: 1), of: "id", in: unique, target)
    guard case .number(let values) = features[0] else { throw DataError.invalid("no numbers") }
    #expect(values.allSatisfy { abs($0 - 67.0 / 200) < 1e-12 })
  }

  @Test func `several classes have a feature each`() throws {
    let model = try model(["city": .target()], predicting: "class")
    let names = model.schema.features.map(\.name).filter { $0.hasPrefix("city") }
    #expect(Set(names) == ["city → yes", "city → no", "city → maybe"])
    var sums = [Double](repeating: 0, count: later.rowCount)
    for name in names { for (row, value) in try encoded(model, later, name).enumerated() { sums[row] += value } }
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-12 })
  }

  @Test func `parts of dates, words, indicators, medians and standard scores`() throws {
    let model = try model(["text": .words(buckets: 1000), "city": .oneHot(categories: 3), "x": .imputed])
    #expect(try encoded(model, later, "day.hour")[0] == Double(500 * 7 % 24))
    #expect(try encoded(model, later, "day.month").allSatisfy { (1...12).contains($0) })
    let words = model.schema.features.map(\.name).filter { $0.hasPrefix("text words") }
    let counts = try words.map { try encoded(model, later, $0) }
    // "late" twice, "and", "again"; "on", "time".
    for row in 0..<100 {
      var total = 0.0
      for count in counts { total += count[row] }
      #expect(total == ((row + 500) % 3 == 0 ? 4 : 2))
    }
    #expect(model.schema.features.count { $0.name.hasPrefix("city = ") } == 3)
    let median = NumericDistribution(try #require(table.column("x").numbers())).quantile(0.5)
    #expect(try encoded(model, later, "x")[20] == median)
    let standard = try self.model(["x": .standardised])
    let scores = try encoded(standard, table, "x").filter { !$0.isNaN }
    #expect(abs(scores.reduce(0, +) / Double(scores.count)) < 1e-12)
    let squares = scores.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares / Double(scores.count) - 1) < 1e-12)
  }

  @Test(arguments: [
    ["city": FeatureEncoding.target()], ["city": .hashed(buckets: 8)], ["city": .oneHot()],
    ["text": .words(buckets: 8)],
    ["city": .imputed, "x": .imputed], ["x": .standardised],
  ])
  func `a model keeps its encodings, and says the same after it was stored`(encoding: [String: FeatureEncoding]) throws
  {
    for target in ["y", "class"] {
      let model = try model(encoding, predicting: target)
      #expect(model.featureNames == ["city", "day", "text", "x"])
      let read = try Model(storedBytes: model.storedBytes())
      #expect(try read.predictions(for: later) == model.predictions(for: later))
      let trees = try train(
        .boostedTrees(rounds: 5, leaves: 4), on: table, predicting: target, from: ["city", "day", "text", "x"],
        encoding: encoding.merging(["day": .dateParts]) { $1 })
      #expect(Set(trees.importance?.map(\.feature) ?? []) == ["city", "day", "text", "x"])
      let explanation = try trees.explanation(of: 1, in: later)
      let sum = explanation.contributions.reduce(explanation.base) { $0 + $1.contribution }
      #expect(abs(sum - explanation.score) < 1e-9)
      #expect(Set(try trees.permutationImportance(on: later).features.map(\.name)) == ["city", "day", "text", "x"])
    }
  }

  @Test func `splits learn encodings from their own training rows`() throws {
    // Were means learned from all rows, each row would know its own target.
    let unique = try Table(
      label: "t",
      columns: [
        ("id", Column((0..<300).map { Optional("id\($0)") })), ("y", Column((0..<300).map { $0 % 3 == 0 })),
      ])
    let encoding: [String: FeatureEncoding] = ["id": .target(smoothing: 1)]
    let splits = try unique.folds(3)
    let crossed = try crossValidate(.logistic(), over: splits, predicting: "y", from: ["id"], encoding: encoding)
    #expect(try crossed.mean(of: .rocAUC) == 0.5)
    let tuned = try tune(
      .logistic(), over: splits, predicting: "y", from: ["id"], by: .random(trials: 2), measuring: .rocAUC,
      encoding: encoding, settings: [TunedSetting("inverseRegularization", from: 0.1, to: 1)])
    #expect(tuned.best.score == 0.5)
    let doubts = try unique.suspectLabels(of: "y", from: ["id"], by: .logistic(), folds: 3, encoding: encoding)
    #expect(doubts.rowCount == 300)
  }

  @Test func `what does not fit says why`() throws {
    #expect(throws: DataError.unknownColumn("z", available: ["city", "day", "text", "x"], table: "the features")) {
      try model(["z": .imputed])
    }
    #expect(throws: DataError.self) { try model(["x": .target()]) }
    #expect(throws: DataError.self) { try model(["city": .dateParts]) }
    #expect(throws: DataError.self) { try model(["city": .standardised]) }
    #expect(throws: DataError.self) { try model(["city": .hashed(buckets: 1)]) }
    #expect(throws: DataError.self) { try model(["city": .target(folds: 1)]) }
  }
}
