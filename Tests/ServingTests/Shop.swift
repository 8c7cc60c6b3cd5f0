import Foundation
import Testing

@testable import Engine
@testable import Serving

/// A registry with one small model, in a folder that is gone when the test is over.
final class Shop: @unchecked Sendable {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shop-\(UUID())").path
  let model: Model
  let first: Release
  var registry: ModelRegistry { ModelRegistry(folder: folder) }

  static var rows: Table { get throws { try whole.get() } }
  private static let whole: Result<Table, any Error> = Result {
    let values = (0..<400).map { Double($0 % 97) }
    let places = (0..<400).map { ["EWR", "JFK", "LGA"][$0 % 3] as String? }
    let late = (0..<400).map { ($0 * 7919) % 97 + ($0 % 97) > 90 }
    return try Table(
      label: "flights",
      columns: [
        ("delay", Column(values)), ("origin", Column(places)), ("late", Column(late)),
        ("flight", Column((0..<400).map { Int64($0) })), ("distance", Column((0..<400).map { Double($0 % 50) * 60 })),
      ])
  }

  static func model(rounds: Int) throws -> Model {
    try train(
      .boostedTrees(BoostedTrees.Settings(rounds: rounds, leaves: 4)), on: rows, predicting: "late",
      from: ["delay", "origin"])
  }

  init(withholding: [String] = []) throws {
    model = try Self.model(rounds: 5)
    var settings = DeploymentSettings()
    settings.keeping = ["flight"]
    settings.withholding = withholding
    first = try ModelRegistry(folder: folder).deploy(model, as: "late", settings: settings)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func deploy(rounds: Int) throws -> Release {
    var settings = DeploymentSettings()
    settings.keeping = ["flight"]
    return try registry.deploy(try Self.model(rounds: rounds), as: "late", settings: settings)
  }

  /// The chance that the model gives a row of the table.
  func expected(_ row: Int, rounds: Int = 5) throws -> Double {
    try (rounds == 5 ? model : Self.model(rounds: rounds)).predictions(for: Self.rows.choosing([Int32(row)])).values[0]
  }

  static func body(_ row: Int) -> String {
    "{\"delay\":\(row % 97),\"origin\":\"\(["EWR", "JFK", "LGA"][row % 3])\",\"flight\":\(row)}"
  }

  /// Runs a test beside a service.
  func serving(
    _ change: (inout ServiceSettings) -> Void = { _ in }, _ test: (Caller) throws -> Void
  ) throws -> PredictionLogWriter.Counts? {
    var settings = ServiceSettings()
    settings.reloading = .milliseconds(20)
    change(&settings)
    let service = try LocalService("late", in: registry, settings)
    do { try test(Caller(port: service.port)) } catch {
      _ = service.stop()
      throw error
    }
    return service.stop()
  }

  var log: PredictionLog { PredictionLog(registry, first.facts) }
}
