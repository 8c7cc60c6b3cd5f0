import Foundation
import Synchronization
import Testing

@testable import Engine

/// Keeps values in memory, and counts what it was given.
final class MemoryStore: ValueStore {
  private let state = Mutex<(values: [String: [UInt8]], added: Int)>(([:], 0))

  var names: [String] { state.withLock { $0.values.keys.sorted() } }
  var size: Int { state.withLock { $0.values.values.reduce(0) { $0 + $1.count } } }
  var addedCount: Int { state.withLock { $0.added } }

  func addValue(_ bytes: [UInt8]) -> String? {
    let name = "\(bytes.count)-\(bytes.withUnsafeBytes(checksum))"
    state.withLock {
      $0.values[name] = bytes
      $0.added += 1
    }
    return name
  }

  func value(_ name: String) -> [UInt8]? { state.withLock { $0.values[name] } }
  func remove(_ name: String) { state.withLock { $0.values[name] = nil } }
  func damage(_ name: String, _ change: (inout [UInt8]) -> Void) {
    var bytes = value(name) ?? []
    change(&bytes)
    let changed = bytes
    state.withLock { $0.values[name] = changed }
  }
}

@Suite("Values become bytes and come back")
struct StorageTests {
  private func copy<T: Storable>(_ value: T) throws -> T { try T(storedBytes: value.storedBytes()) }

  @Test func `numbers keep their bits, whatever their range`() throws {
    let ranges: [[Int64]] = [
      [], [0], [.min, .max], [.max], [-1, 254], [-1, 255], [7, 7, 7], [0, 65535], [0, 65536], [.min, 0],
      [0, Int64(UInt32.max)], [0, Int64(UInt32.max) + 1], Array(-100...100),
    ]
    for numbers in ranges { #expect(try copy(numbers) == numbers) }
    for numbers: [Int32] in [[], [.min, .max], [.max], [-1, 254], [0, 255, 256], [.min, .min + 65535]] {
      #expect(try copy(numbers) == numbers)
    }
    let doubles: [Double] = [
      0, -0.0, .nan, -.nan, .infinity, Double.leastNonzeroMagnitude, Double(nan: 7, signaling: false), 0.1,
    ]
    #expect(try copy(doubles).map(\.bitPattern) == doubles.map(\.bitPattern))
    for double in doubles { #expect(try copy(double).bitPattern == double.bitPattern) }
    #expect(
      try copy([1.5, -Float.nan, .infinity] as [Float]).map(\.bitPattern)
        == [1.5, -Float.nan, .infinity].map(\.bitPattern))
    #expect(try copy([UInt64.max, 0]) == [UInt64.max, 0])
    #expect(try copy([UInt8.max, 0]) == [UInt8.max, 0])
    #expect(try copy([true, false]) == [true, false])
    #expect(try copy([Int.min, .max]) == [Int.min, .max])
    #expect(try copy([Int?.none, 3]) == [nil, 3])
    #expect(try copy([["a"], [], ["", "é\u{0}", "👩‍🚀"]]) == [["a"], [], ["", "é\u{0}", "👩‍🚀"]])
    let text = String(repeating: "long ", count: 10_000)
    #expect(try copy(text) == text)
    for length: Duration in [.zero, .milliseconds(-3), .seconds(1e9), .nanoseconds(1)] {
      #expect(try copy(length) == length)
    }
  }

  static let expressions: [Engine.Expression] = [
    col("a"), 3, 2.5, true, "x", .date(Instant(microseconds: -5)), -col("a") + 1 - 2 * col("b") / 0.5,
    col("a") == 1 && col("b") != 2 || !(col("c") < 3) && col("c") <= 3 || col("d") > 4 && col("d") >= 5,
    col("a").isPresent && col("b").isMissing, col("a").isOne(of: [1, 2, col("b")]), col("a").isOne(of: []),
    date(year: col("y"), month: 2, day: col("d")).isoWeek == "2013-W01",
    col("t").month + col("t").days(since: col("u")),
  ]

  @Test(arguments: expressions)
  func `an expression stays the same`(expression: Engine.Expression) throws {
    #expect(try copy(expression) == expression)
  }

  @Test func `a deep expression is stored without recursion, and one beyond all use is refused`() throws {
    var expression = col("a")
    for _ in 0..<3000 { expression = expression + 1 }
    #expect(try copy(expression).description.count == expression.description.count)
    for _ in 0..<1000 { expression = expression + 1 }
    #expect(throws: StorageError.self) { try expression.storedBytes() }
  }

  static let goals: [Goal] = [
    Goal(.rocAUC, atLeast: 0.85), Goal(.recall(threshold: 0.5), atLeast: 0.5, where: col("x") > 0),
    Goal(.latency(percentile: 99), atMost: .milliseconds(10)),
    Goal(.drift(.kolmogorovSmirnov), atMost: 0.2, priority: .should), Goal(.calibrationError, atMost: 0.1),
    Goal(.metric(.cohenKappa(threshold: 0.3)), atLeast: 0), Goal(.metric(.specificity(threshold: 1)), atLeast: 0),
    Goal(.metric(.balancedAccuracy(threshold: 0)), atLeast: 0), Goal(.f1(), atLeast: 0), Goal(.logLoss, atMost: 1),
    Goal(.metric(.matthewsCorrelation(threshold: 0.3)), atLeast: 0), Goal(.averagePrecision, atLeast: 0),
    Goal(.brier, atMost: 1), Goal(.metric(.kolmogorovSmirnov), atLeast: 0), Goal(.precision(), atLeast: 0),
    Goal(.accuracy(threshold: 0.1), atLeast: 0), Goal(.drift(.psi), atMost: 1),
  ]

  @Test func `goals and scopes stay the same`() throws {
    #expect(try copy(Self.goals) == Self.goals)
    let project = Project("P") {
      Problem("p")
      Stakeholder("s", needs: "n")
      Solution("x", feasibility: .low, value: .high)
      Goal(.rocAUC, atLeast: 0.85)
      Constraint("c")
      Budget("b", 3.5, unit: "months")
      Risk("r", likelihood: .medium, impact: .low, mitigation: "m")
    }
    let dated = Project("P", parts: project.parts + [.milestone(try Milestone("m", by: "2026-12-15"))])
    #expect(try json(copy(dated)) == json(dated))
    #expect(try copy(dated).goals == dated.goals)
  }

  @Test func `expectations and what they found stay the same`() throws {
    let rows = try table(("a", ints([1, nil, 3])), ("s", Column(["x", nil, "z"])))
    let expectations = [
      Expect("a").isPresent(atLeast: 0.5).isBetween(0, 2), Expect("s").isOne(of: ["x"]), Expect(unique: ["a", "s"]),
      Expect(rowCount: 1...2),
    ]
    let found = try rows.validate(expectations)
    #expect(try json(copy(found)) == json(found))
    #expect(try json(rows.validate(copy(expectations))) == json(found))
  }

  @Test func `columns of every type keep values, missing rows and views`() throws {
    let rows = try table(
      ("d", Column([0.5, .nan, -0.0])), ("i", ints([1, nil, .max])), ("b", bools([true, nil, false])),
      ("s", Column(["x", nil, "ü"])), ("t", dates(["2013-01-01", nil, "1969-12-31"])),
      ("void", Column([String?](repeating: nil, count: 3))))
    for original in [
      rows, rows.choosing([2, 0, 2]), rows.choosing([]), try rows.selecting([]), try rows.filter(col("b")),
    ] {
      let read = try copy(original)
      #expect(read.label == original.label)
      #expect(read.columnNames == original.columnNames)
      #expect(read.rowCount == original.rowCount)
      for name in original.columnNames {
        #expect(try read.texts(name) == original.texts(name))
        #expect(try read.column(name).validity == original.column(name).validity)
        #expect(try read.column(name).type == original.column(name).type)
      }
      #expect(try json(read.profile()) == json(original.profile()))
    }
    #expect(try json(copy(rows.profile(target: "b"))) == json(rows.profile(target: "b")))
  }

  @Test(arguments: [0, 1, 63, 64, 65, 1000])
  func `missing rows are counted again when they are read`(count: Int) throws {
    for missing in [[], Array(stride(from: 0, to: count, by: 3)), Array(0..<count)] {
      let validity = Validity(count: count, missingRows: missing)
      let column = try copy(Column(.double([Double](repeating: 1, count: count)), validity: validity))
      #expect(column.validity == validity)
      #expect(column.validity.missingCount == missing.count)
    }
  }

  @Test(arguments: ModelContractTests.all)
  func `a model predicts the same bits`(learner: Learner) throws {
    let sample = try ModelContractTests.sample(2000)
    let model = try train(learner, on: sample, predicting: "y", from: ModelContractTests.features)
    let read = try copy(model)
    #expect(try read.probabilities(for: sample) == model.probabilities(for: sample))
    #expect(read.learner == learner)
    #expect(try json(read) == json(model))
    let strange = try table(
      ("x", Column([.nan, 0, .infinity])), ("kind", Column([nil, "never", "kind1"])), ("noise", ints([nil, nil, 3])))
    #expect(try read.probabilities(for: strange) == model.probabilities(for: strange))
  }

  @Test func `baselines, curves and reports stay the same`() throws {
    let sample = try ModelContractTests.sample(3000)
    let model = try train(.logistic(), on: sample, predicting: "y", from: ["x", "kind"])
    let baselines: [Baseline] = [.majority, .rule("x", col("x") > 0), .model("same", model)]
    let quality = try evaluate(model, on: sample, goals: Self.goals, against: copy(baselines))
    let read = try copy(quality)
    #expect(try json(read) == json(quality))
    #expect(read.goals.map(\.goal) == quality.goals.map(\.goal))
    #expect(try json(read.slices(by: ["x", "kind"])) == json(quality.slices(by: ["x", "kind"])))
    #expect(try json(copy(quality.slices(by: ["x"]))) == json(quality.slices(by: ["x"])))
    #expect(try copy(quality.rocCurve).points == quality.rocCurve.points)
    #expect(try copy(quality.rocCurve).points == read.rocCurve.points)
    #expect(try copy(quality.confusion) == quality.confusion)
    #expect(try json(copy(quality.calibration).bins) == json(read.calibration.bins))
    let weighted = ScoredOutcomes(actual: [true, false, true], scores: [0.9, 0.5, 0.5], weights: [0.1, 0.2, 0.7])
    #expect(try copy(weighted).rocAUC == weighted.rocAUC)
    #expect(try copy(weighted).weights == weighted.weights)
  }

  @Test func `monitoring stays the same`() throws {
    let rows = try csv(
      "t,x,k,y\n"
        + (0..<300).map { "2013-0\(1 + $0 / 100)-0\(1 + $0 % 9),\($0 * 7 % 23),k\($0 % 3 + $0 / 250),\($0 % 3 == 0)" }
        .joined(separator: "\n"))
    let model = try train(.boostedTrees(rounds: 5, minimumRows: 5), on: rows, predicting: "y", from: ["x", "k"])
    let report = try monitor(
      model, rows, against: rows.choosing(Array(0..<90)), every: .week, on: "t", goals: Self.goals
    ) {
      Watch(.psi, above: 0.0001, for: 2, columns: ["x"])
      Watch(.kolmogorovSmirnov, above: 0.0001)
      Watch(.missing, above: 0.5)
      Watch(.rocAUC, below: 0.9999)
    }
    let read = try copy(report)
    #expect(!report.alerts.isEmpty)
    #expect(try json(read) == json(report))
    #expect(try json(read.timeline(.rocAUC)) == json(report.timeline(.rocAUC)))
    #expect(try json(copy(report.timeline(.rocAUC))) == json(report.timeline(.rocAUC)))
    #expect(try json(copy(report.drift)) == json(report.drift))
    #expect(try json(copy(report.rates)) == json(report.rates))
    #expect(try json(copy(report.alerts)) == json(report.alerts))
    #expect(try copy(report.watches).map(\.subject) == report.watches.map(\.subject))
    #expect(try copy(report.watches).map(\.limit) == report.watches.map(\.limit))
  }

  @Test func `a value is read as its own type, without being told which`() throws {
    let value = AnyStorable(Learner.logistic())
    #expect(try copy(value).value as? Learner == .logistic())
    #expect(throws: StorageError.notStorable("a value of type Int")) { try AnyStorable(3).storedBytes() }
    #expect(throws: StorageError.self) { try Table(storedBytes: value.storedBytes()) }
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "NaN")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
