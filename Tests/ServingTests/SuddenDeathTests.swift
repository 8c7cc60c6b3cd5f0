import Foundation
import GRDB
import TestSupport
import Testing

@testable import Engine
@testable import Serving

/// `kill -9` at random moments under load; DAYBOOK_KILLS says how often.
@Suite("A service that is killed", .serialized, .timeLimit(.minutes(20)))
struct SuddenDeathTests {
  static let asked = ProcessInfo.processInfo.environment["DAYBOOK_KILLS"].flatMap { Int($0) }
  static let rounds = asked ?? 6

  /// A row that was acknowledged so long before is in the log: a tenth of a second, as the README says, twice the interval
  /// of writing; beside all other tests, which take both cores, the writer may have to wait for its turn.
  static let bound = asked == nil ? 0.3 : 0.1

  private func start(_ shop: Shop) throws -> (process: Process, port: Int) {
    let process = Process()
    process.executableURL = BuildFolder.command
    process.arguments = ["serve", "late", "--models", shop.folder, "--port", "0", "--format", "json"]
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    var text = ""
    while !text.contains("\n") {
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      text += String(decoding: data, as: UTF8.self)
    }
    let port = try #require(text.firstMatch(of: /127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) }, "\(text)")
    return (process, port)
  }

  @Test func `loses no acknowledged row but those of the last moment, and leaves all whole`() throws {
    let shop = try Shop()
    let second = try shop.deploy(rounds: 9)
    var random = SplitMix64(seed: UInt64(Self.rounds))
    var checked = 0
    for round in 0..<Self.rounds {
      let (process, port) = try start(shop)
      let end = Date().addingTimeInterval(0.05 + random.uniform() * 0.6)
      var acknowledged: [(id: String, at: Date)] = []
      let connection = try Connection(port)
      let caller = Caller(port: port)
      var number = 0
      while Date() < end {
        let id = "k\(round)-\(number)"
        let answer = try connection.ask(
          caller.text("POST", "/predict", Shop.body(number % 400), [Caller.json, "X-Request-Id: \(id)"]))
        #expect(answer.status == 200)
        acknowledged.append((id, Date()))
        number += 1
        // Versions are exchanged meanwhile, by a process that is killed as well.
        if number == 200 { try promote(shop, round % 2 == 0 ? second.version : shop.first.version, &random) }
      }
      let death = Date()
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()

      let database = try DatabaseQueue(path: shop.log.path)
      let (state, logged) = try database.read { database in
        (
          try String.fetchOne(database, sql: "PRAGMA integrity_check"),
          Set(
            try String.fetchAll(database, sql: "SELECT id FROM predictions WHERE id LIKE ?", arguments: ["k\(round)-%"])
          )
        )
      }
      #expect(state == "ok")
      let due = acknowledged.filter { death.timeIntervalSince($0.at) > Self.bound }
      checked += due.count
      #expect(due.allSatisfy { logged.contains($0.id) }, "round \(round)")
      #expect(throws: Never.self) { try shop.registry.contents(of: "late") }
    }
    #expect(checked > 0)
    #expect(try [shop.first.version, second.version].contains(shop.registry.state(of: "late").current))
  }

  private func promote(_ shop: Shop, _ version: String, _ random: inout SplitMix64) throws {
    let process = Process()
    process.executableURL = BuildFolder.command
    process.arguments = ["models", "promote", "late", version, "--models", shop.folder]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: random.uniform() * 0.03)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  // MARK: Deployments

  private static let manyVersions = """
    # Many versions

    ```swift data
    let rows = Table(csv: "rows.csv")
    ```

    ```swift deploy
    for rounds in 1...40 {
      let model = train(.boostedTrees(rounds: rounds, leaves: 4), on: rows, predicting: "late", from: ["delay"])
      deploy(model, as: "late")
    }
    ```
    """

  @Test func `leaves every version that there is whole, and the next deployment complete`() throws {
    let project = FileManager.default.temporaryDirectory.appendingPathComponent("deployments-\(UUID())")
    defer { try? FileManager.default.removeItem(at: project) }
    let notebooks = project.appendingPathComponent("notebooks")
    try FileManager.default.createDirectory(at: notebooks, withIntermediateDirectories: true)
    try Data(Self.manyVersions.utf8).write(to: notebooks.appendingPathComponent("many.md"))
    let rows = (0..<400).map { "\($0 % 97),\(($0 * 7919) % 97 + $0 % 97 > 90)" }
    try Data("delay,late\n\(rows.joined(separator: "\n"))\n".utf8).write(
      to: notebooks.appendingPathComponent("rows.csv"))
    let registry = ModelRegistry(folder: project.appendingPathComponent("models").path)
    var random = SplitMix64(seed: UInt64(Self.rounds))
    var halfWay = 0
    for round in 0..<Self.rounds {
      if round % 4 == 0 { try? FileManager.default.removeItem(atPath: registry.folder) }
      let process = try render(in: project)
      Thread.sleep(forTimeInterval: 0.1 + random.uniform() * 0.3)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      guard registry.names == ["late"] else { continue }
      let versions = try registry.versions(of: "late")
      if versions.count < 40 { halfWay += 1 }
      for version in versions {
        #expect(throws: Never.self, "round \(round)") { try registry.contents(of: "late", version) }
      }
      #expect(try versions.contains(registry.state(of: "late").current))
    }
    #expect(halfWay > 0, "no process was killed while it deployed")
    let last = try render(in: project)
    last.waitUntilExit()
    #expect(last.terminationStatus == 0)
    #expect(try registry.versions(of: "late").count == 40)
    let left = try FileManager.default.contentsOfDirectory(atPath: "\(registry.folder)/late")
    #expect(!left.contains { $0.hasPrefix(".new-") || $0.hasPrefix(".deleted-") })
  }

  private func render(in project: URL) throws -> Process {
    let process = Process()
    process.executableURL = BuildFolder.command
    process.arguments = ["render", "--fresh", "--quiet", "notebooks/many.md"]
    process.currentDirectoryURL = project
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
