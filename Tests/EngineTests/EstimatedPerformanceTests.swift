import Foundation
import Testing

@testable import Engine

@Suite("Performance without outcomes")
struct EstimatedPerformanceTests {
  private static let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("vectors")

  /// NannyML's car loans: predictions of another system, of which the first half was known when it was tuned.
  private static let loans = Result {
    try CSVReader().read(path: vectors.appendingPathComponent("car-loan.csv.gz").path).table
  }

  private static func report() throws -> MonitorReport {
    let features = ["car_value", "salary_range", "debt_to_income_ratio", "loan_length", "driver_tenure"]
    let loans = try loans.get()
    return try monitor(
      predictions: "y_pred_proba", of: "repaid", from: features, in: loans.filter(col("period") == "analysis"),
      against: loans.filter(col("period") == "reference"), every: .rows(5000), on: "timestamp")
  }

  @Test func `chances give the figures that NannyML estimates, chunk by chunk, and outcomes those realised`() throws {
    let report = try Self.report()
    let answers = try JSONDecoder().decode(
      JSON.self, from: Data(contentsOf: Self.vectors.appendingPathComponent("estimated-performance.json")))
    let metrics: [(String, Watch.Subject)] = [
      // Its judgements, in y_pred, are taken at 0.65.
      ("roc_auc", .rocAUC), ("accuracy", .accuracy(threshold: 0.65)), ("f1", .f1(threshold: 0.65)),
      ("precision", .precision(threshold: 0.65)), ("recall", .recall(threshold: 0.65)),
    ]
    for (name, subject) in metrics {
      let timeline = try report.estimated(subject)
      #expect(timeline.estimates.count == 10)
      for (index, chunk) in answers["chunks"].array.enumerated() {
        let estimate = try #require(timeline.estimates[index])
        let expected = try #require(chunk["estimated"][name].number)
        #expect((estimate.value - expected).magnitude < 0.005, "\(name) of chunk \(index)")
        let band = try #require(estimate.interval)
        #expect(band.low < estimate.value && estimate.value < band.high)
        if let realised = chunk["realised"][name].number {
          let found = try #require(timeline.realised[index].value)
          #expect((found - realised).magnitude < 1e-6, "\(name) of chunk \(index)")
        }
      }
    }
  }

  /// Numbers whose spread grows with x, which is larger later on.
  private static func widening(_ rows: Int, from low: Double, to high: Double, seed: UInt64) throws -> Table {
    var random = SeededGenerator(seed: seed)
    let x = (0..<rows).map { _ in low + (high - low) * random.uniform() }
    let y = x.map { 3 * $0 + random.normal() * (0.2 + $0) }
    return try table(
      ("x", Column(x)), ("y", Column(y)), ("t", dates((0..<rows).map { "2013-0\($0 * 3 / rows + 1)-02" })))
  }

  @Test func `losses of numbers are foreseen where inputs move to where they are large`() throws {
    let training = try Self.widening(4000, from: 0, to: 1, seed: 3)
    let model = try train(.linear(), on: training, predicting: "y", from: ["x"])
    let reference = try Self.widening(6000, from: 0, to: 2, seed: 4)
    let later = try Self.widening(3000, from: 1, to: 2, seed: 5)
    let report = try monitor(
      model, later.selecting(["x", "t"]), against: reference, every: .month, on: "t")
    let judged = try monitor(model, later, against: reference, every: .month, on: "t")
    for subject in [Watch.Subject.meanAbsoluteError, .rootMeanSquaredError] {
      let blind = try report.estimated(subject)
      let before = try #require(blind.reference)
      for (estimate, came) in try zip(blind.estimates, judged.timeline(subject).values) {
        let (estimate, came) = (try #require(estimate), try #require(came.value))
        #expect(estimate.value > before && (estimate.value / came - 1).magnitude < 0.12)
      }
      #expect(blind.realised.allSatisfy { $0.value == nil })
    }
    #expect(try complaint { try report.estimated(.rSquared) }.contains("cannot be estimated"))
    #expect(try complaint { try report.estimated(.rocAUC) }.contains("a number"))
  }

  /// Rows of one of three classes, drawn by the very chances that are predicted.
  @Test(arguments: [
    Metric.accuracy(threshold: 0.5), .balancedAccuracy(threshold: 0.5), .averaged(.f1, .macro),
    .averaged(.precision, .weighted), .averaged(.recall, .micro), .matthewsCorrelation(threshold: 0.5),
    .cohenKappa(threshold: 0.5), .topAccuracy(2), .rocAUC, .logLoss, .brier,
  ])
  func `of several classes, what is expected is what comes`(metric: Metric) throws {
    var random = SeededGenerator(seed: 12)
    let count = 60_000
    var values: [Double] = []
    var actual: [Int32] = []
    for _ in 0..<count {
      let odds = (0..<3).map { _ in exponential(1.5 * random.normal()) }
      let sum = odds.reduce(0, +)
      let chances = odds.map { $0 / sum }
      values += chances
      let draw = random.uniform()
      actual.append(draw < chances[0] ? 0 : draw < chances[0] + chances[1] ? 1 : 2)
    }
    let classes = ["a", "b", "c"]
    let expected = ExpectedClasses(
      chances: values, Predictions(kind: .multiclass(classes), values: values))
    #expect(expected.canEstimate(metric))
    let estimate = try #require(expected.value(of: metric, (0..<Int32(count)).map { $0 }))
    let realised = try #require(
      metric.value(of: .multiclass(ClassOutcomes(classes: classes, actual: actual, scores: values))))
    #expect((estimate - realised).magnitude < 0.01, "\(metric): \(estimate) expected, \(realised) came")
  }

  @Test func `what cannot be learned from the reference is told`() throws {
    let rows = try Self.widening(600, from: 0, to: 1, seed: 8)
    let model = try train(.linear(), on: rows, predicting: "y", from: ["x"])
    let blind = try rows.selecting(["x", "t"])
    #expect(
      try complaint { try monitor(model, rows, against: blind, every: .month, on: "t").estimated(.meanAbsoluteError) }
        .contains("\"y\" is known"))
    let few = rows.choosing((0..<40).map { $0 })
    let unsure = try monitor(model, rows, against: few, every: .month, on: "t") {
      Watch(.estimated(.meanAbsoluteError), above: 0)
    }
    #expect(unsure.alerts.isEmpty && unsure.notices.contains { $0.contains("at least 100") })
    let estimate = try unsure.estimated(.meanAbsoluteError)
    #expect(estimate.estimates.allSatisfy { $0 == nil } && estimate.notice?.contains("there are 40") == true)
    #expect(
      try complaint { try monitor(model, rows, trailing: 1, every: .month, on: "t").estimated(.meanAbsoluteError) }
        .contains("against:"))
  }
}
