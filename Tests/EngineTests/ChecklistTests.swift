import Foundation
import Testing

@testable import Engine

/// What a checklist looks up, each fact open and in order.
@Suite("A checklist")
final class ChecklistTests {
  let project = FileManager.default.temporaryDirectory.appendingPathComponent("project-\(UUID())").path
  var registry: ModelRegistry { ModelRegistry(folder: "\(project)/models") }

  deinit { try? FileManager.default.removeItem(atPath: project) }

  private func deploy(
    rounds: Int = 5, requiring goals: [Goal] = [], _ change: (inout DeploymentSettings) -> Void = { _ in }
  ) throws -> Release {
    let model = try RegistryTests.model(rounds: rounds)
    let evidence = try ModelEvidence(try evaluate(model, on: RegistryTests.rows, goals: goals))
    var settings = DeploymentSettings()
    change(&settings)
    return try registry.deploy(model, as: "late", requiring: goals, evidence: [evidence], settings: settings)
  }

  private func look(
    _ fact: Check.Fact, _ release: Release, measured: [GoalMeasurement] = []
  ) -> (answer: String, state: Checklist.State) {
    let list = Checklist(release, [Check(fact)], registry: registry, project: project, measured: measured)
    return (list.items[0].answer, list.items[0].state)
  }

  private func log(_ release: Release, _ delays: [Double?], origin: String) throws {
    let writer = try PredictionLogWriter(PredictionLog(registry, release.facts))
    let version = writer.number(of: release.version)
    for (number, delay) in delays.enumerated() {
      var row = RowValues(fieldCount: 2)
      row.numbers[0] = delay ?? .nan
      row.texts[1] = origin
      writer.append(row, id: "\(number)", time: Int64(number), version: version, prediction: 0.5, latency: 0.001)
    }
    #expect(writer.close().written == delays.count)
  }

  private func write(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: "\(project)/\(path)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @Test func `tells whether every goal is met, when deployed or since`() throws {
    #expect(look(.goals, try deploy()).state == .open)
    #expect(look(.goals, try deploy(requiring: [Goal(.rocAUC, atLeast: 0.5)])).state == .found)
    let latency = Goal(.latency(), atMost: .milliseconds(10))
    let release = try deploy(requiring: [Goal(.rocAUC, atLeast: 0.5), latency])
    let open = look(.goals, release)
    #expect(open.state == .open && open.answer.contains("1 of 2 were met") && open.answer.contains("latency"))
    func later(_ seconds: Double) -> [GoalMeasurement] {
      [GoalMeasurement(goal: latency, value: seconds, rows: 100, place: "8 connections")]
    }
    #expect(look(.goals, release, measured: later(0.002)).state == .found)
    #expect(look(.goals, release, measured: later(0.2)).state == .open)
    #expect(look(.latency, release).state == .open)
    #expect(look(.latency, release, measured: later(0.002)).state == .found)
    let slow = look(.latency, release, measured: later(0.002) + later(0.2))
    #expect(slow.state == .open && slow.answer.contains("200"))
  }

  @Test func `tells whether rows are logged, and what is wrong with a log`() throws {
    let release = try deploy()
    #expect(look(.logging, release).answer.hasPrefix("Nothing has been logged yet"))
    #expect(look(.drift, release).state == .open)
    try log(release, [1, 2, 3], origin: "JFK")
    let found = look(.logging, release)
    #expect(found.state == .found && found.answer == "3 rows are in models/late/predictions.sqlite.")
    #expect(look(.drift, release).answer == "Too few rows are logged to tell: 3 of 200.")
    try write("no database at all, but a text of some length", to: "models/late/predictions.sqlite")
    let damaged = look(.logging, release)
    #expect(damaged.state == .open && damaged.answer.contains("damaged"))
    #expect(look(.drift, release).state == .open)
  }

  @Test func `tells whether rows are like those that it learned from`() throws {
    let release = try deploy { $0.withholding = ["origin"] }
    try log(release, (0..<400).map { Double($0 % 97) }, origin: "JFK")
    #expect(look(.drift, release).state == .found)
    try log(release, (0..<2000).map { Double($0 % 7) }, origin: "JFK")
    let moved = look(.drift, release)
    #expect(moved.state == .open && moved.answer.hasPrefix("delay has moved (PSI "))
  }

  @Test func `tells who could ask when it was last served`() throws {
    let release = try deploy()
    #expect(look(.tokens, release).answer.hasPrefix("It was never served"))
    for (host, hasTokens, state) in [
      ("127.0.0.1", true, Checklist.State.found), ("0.0.0.0", true, .found), ("127.0.0.1", false, .open),
      ("0.0.0.0", false, .open),
    ] {
      try ServiceStart(host: host, isLoopback: host == "127.0.0.1", hasTokens: hasTokens, isLogging: true)
        .write(for: "late", in: registry)
      let found = look(.tokens, release)
      #expect(found.state == state && found.answer.contains(host), "\(host), \(hasTokens)")
    }
  }

  @Test func `tells whether going back was tried, and whether files are whole`() throws {
    let release = try deploy()
    #expect(look(.rollback, release).state == .open && look(.integrity, release).state == .found)
    try registry.promote("late", to: try deploy(rounds: 7).version)
    #expect(look(.rollback, release).state == .open)
    try registry.rollBack("late")
    #expect(look(.rollback, release).answer == "Yes, once.")
    try write("{}", to: "models/late/\(release.version)/facts.json")
    let damaged = look(.integrity, release)
    #expect(damaged.state == .open && damaged.answer.contains("facts.json"))
    try write("nothing", to: "models/late/current.json")
    #expect(look(.rollback, release).answer.contains("it is damaged"))
  }

  @Test func `tells which columns are withheld`() throws {
    #expect(look(.personalColumns, try deploy()).state == .open)
    let found = look(.personalColumns, try deploy { $0.withholding = ["origin"] })
    #expect(found.state == .found && found.answer.contains("holds origin"))
  }

  @Test func `tells whether a scheduled report follows it`() throws {
    let release = try deploy()
    #expect(look(.scheduledReport, release).answer.hasPrefix("No notebook reads"))
    try write("let asked = Table(predictions: \"late\")", to: "notebooks/served.md")
    #expect(look(.scheduledReport, release).answer.contains("no schedule of the project renders it"))
    try write("0 7 * * 1 daybook render notebooks/served.md", to: "crontab")
    let found = look(.scheduledReport, release)
    #expect(found.state == .found && found.answer == "notebooks/served.md does, by crontab.")
    try FileManager.default.removeItem(atPath: "\(project)/crontab")
    try write("run: daybook render notebooks/served.md", to: ".github/workflows/weekly.yml")
    #expect(look(.scheduledReport, release).answer.contains("by .github/workflows/weekly.yml"))
  }

  @Test func `takes what is stated for what it does not find in order`() throws {
    let list = Checklist(
      try deploy(),
      [
        Check(.tokens, stated: "A proxy asks for them."), Check(.integrity, stated: "Surely."),
        Check("Real time?", answer: "Yes."),
      ], registry: registry, project: project, measured: [])
    #expect(list.items.map(\.state) == [.stated, .found, .stated])
    #expect(list.items[0].answer == "A proxy asks for them." && list.items[1].answer != "Surely.")
  }
}
