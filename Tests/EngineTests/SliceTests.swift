import Testing

@testable import Engine

@Suite("Weak slices")
struct SliceTests {
  /// A model that is right but where the plant says otherwise: there its outcomes are turned round.
  static func planted(_ plant: (_ city: Int, _ hour: Int, _ flag: Int) -> Bool) throws -> Evaluation {
    var random = SeededGenerator(seed: 21)
    let count = 6000
    let x = (0..<count).map { _ in random.normal() }
    let city = (0..<count).map { _ in random.below(4) }
    let hour = (0..<count).map { _ in random.below(24) }
    let flag = (0..<count).map { _ in random.below(2) }
    let clean = x.map { $0 > 0 }
    let columns: [(name: String, column: Column)] = [
      ("x", Column(x)), ("city", Column(city.map { "city\($0)" })), ("hour", ints(hour.map(Int64.init))),
      ("flag", ints(flag.map(Int64.init))), ("weekend", Column(flag.map { $0 == 1 })),
    ]
    let model = try train(
      .logistic(), on: Table(label: "clean", columns: columns + [("y", Column(clean))]), predicting: "y", from: ["x"])
    let turned = (0..<count).map { plant(city[$0], hour[$0], flag[$0]) ? !clean[$0] : clean[$0] }
    return try evaluate(model, on: Table(label: "turned", columns: columns + [("y", Column(turned))]))
  }

  @Test func `a planted weak slice of a category, a range of hours and a truth value is found first`() throws {
    let quality = try Self.planted { city, hour, flag in city == 2 && hour >= 21 && flag == 1 }
    let report = try quality.slices(by: ["city", "hour", "weekend"], depth: 3)
    let worst = try #require(report.slices.first)
    #expect(worst.terms.map(\.feature) == ["city", "hour", "weekend"])
    #expect(worst.terms[0].value == "city2" && worst.terms[2].value == "true")
    #expect(worst.terms[1].value == "21 or more")
    #expect(worst.ratio > 5 && worst.ratioInterval.low > 3 && worst.ratioInterval.low < worst.ratio)
    #expect((worst.share - Double(worst.rows) / 6000).magnitude < 1e-12)
    #expect((worst.errorShare - worst.ratio * worst.share).magnitude < 1e-9)
    #expect(worst.rows >= report.minimumRows)
    #expect(report.meanLoss == quality.value(.brier))
  }

  @Test func `each slice says something new`() throws {
    let report = try Self.planted { city, _, _ in city == 1 }.slices(
      by: ["city", "hour", "weekend"], depth: 2, count: 5)
    #expect(report.slices.first?.name == "city city1")
    #expect(report.slices.count <= 5)
    #expect(Set(report.slices.map(\.name)).count == report.slices.count)
  }

  @Test func `a column of zeros and ones can describe a slice`() throws {
    let quality = try Self.planted { _, _, flag in flag == 1 }
    #expect(try quality.slices(by: ["weekend"]).slices.first?.name == "weekend true")
    #expect(try quality.slices(by: ["flag"]).slices.first?.name == "flag 1")
  }

  @Test(
    arguments: [
      (["nope"], 2, 0.01, "\"nope\""), ([], 2, 0.01, "at least one feature"), (["city"], 0, 0.01, "depth"),
      (["city"], 13, 0.01, "depth"), (["city"], 2, 0, "covering"), (["city"], 2, 1, "covering"),
      (["city"], 2, .nan, "covering"),
    ] as [([String], Int, Double, String)])
  func `a search that makes no sense is told`(features: [String], depth: Int, share: Double, words: String) throws {
    let model = try EvaluationTests.trained.get()
    let quality = try evaluate(model, on: ModelContractTests.sample(50).adding("city", col("kind")))
    #expect(try complaint { try quality.slices(by: features, depth: depth, covering: share) }.contains(words))
  }

  @Test func `the best slices to depth three are those of brute force`() throws {
    var random = SeededGenerator(seed: 22)
    for round in 0..<25 {
      let rows = 30 + random.below(60)
      let features = (0..<4).map { _ in
        let count = 2 + random.below(3)
        return SliceFinder.Feature(codes: (0..<rows).map { _ in Int32(random.below(count + 1)) - 1 }, count: count)
      }
      let losses = (0..<rows).map { _ in random.below(3) == 0 ? Double(random.below(8)) : 0 }
      let finder = SliceFinder(alpha: [0.5, 0.9, 0.95, 0.99][round % 4], depth: 3, minimumRows: 1 + round % 4)
      let found = finder.topSlices(features, losses: losses, count: .max)
      let expected = Self.bruteForce(finder, features, losses)
      #expect(found.count == expected.count)
      for slice in found {
        let key = slice.terms.map { "\($0.feature)=\($0.code)" }.joined(separator: " ")
        let own = try #require(expected[key], "\(key)")
        #expect(own.rows == slice.rows && (own.score - slice.score).magnitude < 1e-9 && own.sum == slice.sum)
      }
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
      let three = finder.topSlices(features, losses: losses, count: 3)
      #expect(three.map(\.score) == found.prefix(3).map(\.score))
    }
  }

  private struct Expected {
    let rows: Int
    let sum: Double
    let score: Double
  }

  /// Every slice with a score above zero, by asking each row of each combination.
  private static func bruteForce(
    _ finder: SliceFinder, _ features: [SliceFinder.Feature], _ losses: [Double]
  ) -> [String: Expected] {
    let n = Double(losses.count)
    let mean = losses.reduce(0, +) / n
    var result: [String: Expected] = [:]
    func visit(_ terms: [(feature: Int, code: Int)], from first: Int) {
      let inside = losses.indices.filter { row in terms.allSatisfy { Int(features[$0.feature].codes[row]) == $0.code } }
      let size = Double(inside.count)
      let sum = inside.reduce(0) { $0 + losses[$1] }
      let score = finder.alpha * (sum / size / mean - 1) - (1 - finder.alpha) * (n / size - 1)
      if !terms.isEmpty, inside.count >= finder.minimumRows, sum > 0, score > 0 {
        result[terms.map { "\($0.feature)=\($0.code)" }.joined(separator: " ")] = Expected(
          rows: inside.count, sum: sum, score: score)
      }
      guard terms.count < finder.depth else { return }
      for feature in first..<max(first, features.count) {
        for code in 0..<features[feature].count { visit(terms + [(feature, code)], from: feature + 1) }
      }
    }
    visit([], from: 0)
    return result
  }

  @Test func `no loss, no rows and no features have no slices`() {
    let one = SliceFinder.Feature(codes: [0, 0, -1], count: 1)
    let finder = SliceFinder(depth: 2, minimumRows: 1)
    #expect(finder.topSlices([one], losses: [0, 0, 0], count: 5).isEmpty)
    #expect(finder.topSlices([], losses: [1], count: 5).isEmpty)
    #expect(finder.topSlices([.init(codes: [], count: 0)], losses: [], count: 5).isEmpty)
    #expect(finder.topSlices([.init(codes: [-1, -1, -1], count: 0)], losses: [1, 2, 3], count: 5).isEmpty)
    #expect(finder.topSlices([one], losses: [1, 1, 0], count: 0).isEmpty)
  }

  @Test func `slices of columns with very many values keep their codes`() {
    let codes: [Int32] = (0..<40).map { $0 < 10 ? 60_000 : $0 }
    let feature = SliceFinder.Feature(codes: codes, count: 1 << 16)
    let losses = codes.map { $0 == 60_000 ? 1.0 : 0.1 }
    let found = SliceFinder(depth: 4, minimumRows: 5).topSlices(
      [feature, feature, feature, feature], losses: losses, count: 99)
    #expect(found.contains { $0.terms.count == 1 })
    #expect(found.allSatisfy { $0.terms.allSatisfy { $0.code == 60_000 } })
  }

  @Test(
    arguments: [
      [1e300, -1e300, 5, 1e20, 3.7], [.infinity, 1, 2, 3, 4], [-.infinity, .infinity, 1, 2, 3],
      [0, -0.0, Double.leastNonzeroMagnitude, 1, 1],
    ] as [[Double]])
  func `numbers of any size are grouped under a name for each row`(values: [Double]) throws {
    let many = (0..<100).map { values[$0 % values.count] } + [.nan]
    let grouping = try Grouping("v", in: table(("v", Column(many))))
    #expect(grouping.codes.last == -1)
    #expect(grouping.codes.dropLast().allSatisfy { $0 >= 0 && Int($0) < grouping.labels.count })
    #expect(grouping.labels.allSatisfy { !$0.isEmpty })
  }

  @Test func `groups of numbers are in order, hold every row and have names of their own`() throws {
    var random = SeededGenerator(seed: 23)
    let numbers = (0..<500).map { _ in Int64(random.below(60)) }
    let grouping = try Grouping("n", in: table(("n", ints(numbers))))
    #expect(grouping.labels.count == 10 && Set(grouping.labels).count == 10)
    let pairs = zip(numbers, grouping.codes).sorted { $0.0 < $1.0 }
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 <= $1.1 })
    #expect(grouping.labels[0].hasSuffix("or less") && grouping.labels[9].hasSuffix("or more"))
    let days = try Grouping("t", in: table(("t", dates((1...28).map { "1969-02-\($0 < 10 ? "0" : "")\($0)" }))))
    #expect(days.labels[0].hasPrefix("1969-02-"))
  }
}
