import Foundation
import Testing

@testable import Engine

/// The flights of 2013 against what pandas, scipy, scikit-learn and LightGBM find in the same file.
@Suite("Flights of 2013")
struct FlightsTests {
  static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static let expected: JSON = {
    // A folder of other answers need not hold this one, which depends on no seed.
    var folders = [here.appendingPathComponent("vectors")]
    if let other = ProcessInfo.processInfo.environment["KNOWN_ANSWERS"] {
      folders.insert(URL(fileURLWithPath: other), at: 0)
    }
    let data = folders.lazy.compactMap { try? Data(contentsOf: $0.appendingPathComponent("flights.json")) }.first
    return data.flatMap { try? JSONDecoder().decode(JSON.self, from: $0) } ?? .null
  }()

  static let flights = Result {
    let path = here.appendingPathComponent("../../notebooks/data/flights.csv.gz").path
    return try CSVReader().table(from: FileBytes(path: path))
  }

  static let split = Result {
    try flights.get().filter(col("arr_delay").isPresent).adding("late", col("arr_delay") > 15)
      .adding("date", date(year: col("year"), month: col("month"), day: col("day"))).split(on: "date", at: "2013-07-01")
  }

  static let seven = ["sched_dep_time", "dep_delay", "distance", "hour", "carrier", "origin", "dest"]
  static let eleven = ["month", "day", "sched_arr_time", "minute"] + seven

  @Test func `rows, missing and distinct values and means are exact`() throws {
    let profile = try Self.flights.get().profile()
    #expect(Double(profile.rowCount) == Self.expected["rows"].number)
    #expect(profile.columns.count == Self.expected["missing"].members.count)
    for column in profile.columns {
      #expect(Double(column.missingCount) == Self.expected["missing"][column.name].number, "\(column.name)")
      #expect(Double(column.distinctCount) == Self.expected["distinct"][column.name].number, "\(column.name)")
      if let mean = Self.expected["mean"][column.name].number {
        #expect(column.numbers?.mean == mean, "\(column.name)")
      }
    }
  }

  @Test func `the late share and the sizes of the split are exact`() throws {
    let split = try Self.split.get()
    #expect(Double(split.train.rowCount) == Self.expected["train"].number)
    #expect(Double(split.test.rowCount) == Self.expected["test"].number)
    let late = Double(try split.train.filter(col("late")).rowCount + split.test.filter(col("late")).rowCount)
    #expect(late / Double(split.train.rowCount + split.test.rowCount) == Self.expected["lateShare"].number)
  }

  @Test func `every feature's PSI and KS agree in every week`() throws {
    let split = try Self.split.get()
    // Drift needs a model only for its features: the quickest one will do.
    let model = try train(.boostedTrees(rounds: 1), on: split.train, predicting: "late", from: Self.eleven)
    let report = try monitor(model, split.test, against: split.train, every: .week, on: "date")
    #expect(Set(report.windows.map(\.label)) == Set(Self.expected["weeks"].members.keys))
    for (index, window) in report.windows.enumerated() {
      let week = Self.expected["weeks"][window.label]
      #expect(Double(window.rows) == week["rows"].number)
      #expect(((window.actualMean ?? .nan) - (week["lateShare"].number ?? .nan)).magnitude < 1e-12)
      for feature in report.features where feature.role == .feature {
        let figures = feature.windows[index]
        let psi = try #require(week["psi"][feature.feature].number)
        #expect(((figures.psi ?? .nan) - psi).magnitude < 1e-6, "PSI of \(feature.feature) in \(window.label)")
        if let ks = week["ks"][feature.feature].number {
          #expect(
            ((figures.kolmogorovSmirnov ?? .nan) - ks).magnitude < 1e-6, "KS of \(feature.feature) in \(window.label)")
        }
      }
    }
  }

  @Test(arguments: [(seven, 0.899), (eleven, 0.880)])
  func `boosted trees rank unseen flights as well as LightGBM`(features: [String], least: Double) throws {
    let split = try Self.split.get()
    let model = try train(.boostedTrees(), on: split.train, predicting: "late", from: features)
    let rule = Baseline.rule("left 15 minutes late", col("dep_delay") > 15)
    let quality = try evaluate(model, on: split.test, against: [rule, .majority])
    #expect(try #require(quality.value(.rocAUC)) >= least)
    let expected = Self.expected["ruleDepDelayOver15"]
    #expect(
      abs((quality.baselines[0].value(.accuracy(threshold: 0.5)) ?? 0) - (expected["accuracy"].number ?? 1)) < 1e-12)
    #expect(
      abs((quality.baselines[0].value(.precision(threshold: 0.5)) ?? 0) - (expected["precision"].number ?? 1)) < 1e-12)
    #expect(abs((quality.baselines[0].value(.recall(threshold: 0.5)) ?? 0) - (expected["recall"].number ?? 1)) < 1e-12)
    #expect(quality.baselines[1].value(.rocAUC) == 0.5)
  }

  @Test func `training twice gives the same bits`() throws {
    let split = try Self.split.get()
    let scores = try (0..<2).map { _ in
      try train(.boostedTrees(rounds: 10), on: split.train, predicting: "late", from: Self.seven)
        .probabilities(for: split.test)
    }
    #expect(scores[0] == scores[1])
  }
}
