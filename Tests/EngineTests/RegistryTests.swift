import Foundation
import Testing

@testable import Engine

/// A registry in a folder of its own, and a small model to put there.
struct RegistryTests {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("registry-\(UUID())").path
  var registry: ModelRegistry { ModelRegistry(folder: folder) }

  static var rows: Table { get throws { try whole.get() } }
  private static let whole: Result<Table, any Error> = Result {
    let values = (0..<400).map { Double($0 % 97) }
    let places = (0..<400).map { ["EWR", "JFK", "LGA"][$0 % 3] as String? }
    let late = (0..<400).map { ($0 * 7919) % 97 + ($0 % 97) > 90 }
    let dates = (0..<400).map { Instant(microseconds: Int64($0) * 86_400_000_000) }
    return try Table(
      label: "flights",
      columns: [
        ("delay", Column(values)), ("origin", Column(places)), ("late", Column(late)),
        ("day", Column(.date(dates.map(\.microseconds)), validity: Validity(allPresent: 400))),
      ])
  }

  static func model(rounds: Int = 5) throws -> Model {
    try train(
      .boostedTrees(BoostedTrees.Settings(rounds: rounds, leaves: 4)), on: rows, predicting: "late",
      from: ["delay", "origin"])
  }

  @Test func aDeployedModelIsReadBackAndPredictsTheSameBits() throws {
    let model = try Self.model()
    var settings = DeploymentSettings()
    settings.keeping = ["day"]
    let release = try registry.deploy(model, as: "late", settings: settings)
    let read = try registry.contents(of: "late")
    #expect(read.release.version == release.version)
    #expect(release.isCurrent)
    #expect(try read.model.predictions(for: Self.rows) == model.predictions(for: Self.rows))
    #expect(read.reference.columnNames == ["delay", "origin", "late", "day"])
    #expect(release.facts.features.map(\.name) == ["delay", "origin"])
    #expect(release.facts.features[0].high == 96)
    #expect(release.facts.features[1].categories == ["EWR", "JFK", "LGA"])
    #expect(release.facts.kept.map(\.kind) == [.date])
  }

  @Test func theSameModelIsTheSameVersionAndAnotherIsAnother() throws {
    let first = try registry.deploy(try Self.model(), as: "late")
    let again = try registry.deploy(try Self.model(), as: "late")
    let other = try registry.deploy(try Self.model(rounds: 6), as: "late")
    #expect(first.version == again.version)
    #expect(first.version != other.version)
    #expect(!other.isCurrent)
    #expect(try registry.versions(of: "late") == [first.version, other.version])
    #expect(registry.timeOfDeployment(other.version, of: "late")?.hasPrefix("20") == true)
    #expect(registry.timeOfDeployment("0000000000000000", of: "late") == nil)
  }

  @Test func proseThatWasChangedMakesNoOtherVersion() throws {
    func deploy(_ origin: ReleaseOrigin) throws -> Release {
      var settings = DeploymentSettings()
      settings.origin = origin
      return try registry.deploy(try Self.model(), as: "late", settings: settings)
    }
    let notebook = ReleaseOrigin.File(path: "notebooks/a.md", sha256: "1")
    let first = try deploy(ReleaseOrigin(notebook: notebook))
    let again = try deploy(ReleaseOrigin(notebook: .init(path: notebook.path, sha256: "2"), madeBy: "later"))
    #expect(again.version == first.version && again.facts == first.facts)
    #expect(try deploy(ReleaseOrigin(notebook: .init(path: "b.md", sha256: "1"))).version != first.version)
    #expect(try deploy(ReleaseOrigin(notebook: notebook, parameters: ["week=2"])).version != first.version)
  }

  @Test func promotingAndRollingBackChangeWhatAnswers() throws {
    let first = try registry.deploy(try Self.model(), as: "late")
    let second = try registry.deploy(try Self.model(rounds: 6), as: "late")
    let third = try registry.deploy(try Self.model(rounds: 7), as: "late")
    try registry.promote("late", to: String(second.version.prefix(8)))
    try registry.promote("late", to: third.version)
    #expect(try registry.state(of: "late").current == third.version)
    #expect(try registry.rollBack("late") == second.version)
    #expect(try registry.rollBack("late") == first.version)
    #expect(throws: DataError.self) { try registry.rollBack("late") }
    #expect(
      try registry.state(of: "late").history.map(\.action) == [
        .deployed, .promoted, .promoted, .rolledBack, .rolledBack,
      ])
  }

  @Test func whatAnswersIsNotDeleted() throws {
    let first = try registry.deploy(try Self.model(), as: "late")
    let second = try registry.deploy(try Self.model(rounds: 6), as: "late")
    #expect(throws: DataError.self) { try registry.delete(first.version, of: "late") }
    try registry.promote("late", to: second.version)
    try registry.delete(first.version, of: "late")
    #expect(try registry.versions(of: "late") == [second.version])
    // A way back that is gone is none.
    #expect(throws: DataError.self) { try registry.rollBack("late") }
  }

  // MARK: Goals

  @Test func aMissedGoalStopsADeploymentAndIsNamed() throws {
    let model = try Self.model()
    let goals = [Goal(.rocAUC, atLeast: 0.995), Goal(.logLoss, atMost: 0.0001, priority: .should)]
    let evaluation = try evaluate(model, on: Self.rows, goals: goals)
    let error = #expect(throws: DataError.self) {
      try registry.deploy(model, as: "late", requiring: goals, evidence: [try ModelEvidence(evaluation)])
    }
    #expect(error?.description.contains("ROC AUC at least 0.995 is missed") == true)
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func aGoalThatAnotherModelMetDoesNotCount() throws {
    let goals = [Goal(.rocAUC, atLeast: 0.5)]
    let judged = try evaluate(try Self.model(rounds: 6), on: Self.rows, goals: goals)
    let error = #expect(throws: DataError.self) {
      try registry.deploy(
        try Self.model(), as: "late", requiring: goals, evidence: [try ModelEvidence(judged)])
    }
    #expect(error?.description.contains("has not been measured of this model") == true)
  }

  @Test func goalsAreKeptWithTheirValues() throws {
    let model = try Self.model()
    let goals = [Goal(.rocAUC, atLeast: 0.5), Goal(.latency(), atMost: .milliseconds(10))]
    let evaluation = try evaluate(model, on: Self.rows, goals: goals)
    let facts = try registry.deploy(
      model, as: "late", requiring: goals, evidence: [try ModelEvidence(evaluation)]
    ).facts
    #expect(facts.goals.map(\.isMet) == [true, nil])
    #expect(facts.goals[0].value == evaluation.value(.rocAUC))
    #expect(facts.judgedRows == 400)
    #expect(facts.figures.contains { $0.name == "ROC AUC" })
  }

  // MARK: Damage

  @Test func everyChangedByteIsFound() throws {
    let release = try registry.deploy(try Self.model(rounds: 1), as: "late")
    let version = "\(folder)/late/\(release.version)"
    var tried = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: version).sorted() {
      let path = "\(version)/\(file)"
      let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      for place in whole.indices {
        var changed = whole
        changed[place] ^= 0x20
        try Data(changed).write(to: URL(fileURLWithPath: path))
        #expect(throws: DataError.self, "byte \(place) of \(file)") { try registry.contents(of: "late") }
        tried += 1
      }
      try Data(whole).write(to: URL(fileURLWithPath: path))
    }
    #expect(tried > 8000)
    #expect(throws: Never.self) { try registry.contents(of: "late") }
  }

  @Test func aDamagedVersionIsWrittenAnewByTheSameDeployment() throws {
    let release = try registry.deploy(try Self.model(), as: "late")
    let path = "\(folder)/late/\(release.version)/facts.json"
    try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: DataError.self) { try registry.release("late") }
    try registry.deploy(try Self.model(), as: "late")
    #expect(throws: Never.self) { try registry.contents(of: "late") }
  }

  @Test func aDamagedPointerIsToldAndMended() throws {
    let release = try registry.deploy(try Self.model(), as: "late")
    try Data("nothing".utf8).write(to: URL(fileURLWithPath: "\(folder)/late/current.json"))
    let error = #expect(throws: DataError.self) { try registry.state(of: "late") }
    #expect(error?.description.contains("daybook models promote late VERSION") == true)
    try registry.promote("late", to: release.version)
    #expect(try registry.state(of: "late").current == release.version)
  }

  @Test func aDeploymentExchangesNothingWhereThePointerIsDamaged() throws {
    try registry.deploy(try Self.model(), as: "late")
    let pointer = URL(fileURLWithPath: "\(folder)/late/current.json")
    try Data("nothing".utf8).write(to: pointer)
    let error = #expect(throws: DataError.self) { try registry.deploy(try Self.model(rounds: 6), as: "late") }
    #expect(error?.description.contains("daybook models promote late VERSION") == true)
    #expect(try String(contentsOf: pointer, encoding: .utf8) == "nothing")
  }

  @Test func aFolderThatMayNotBeWrittenToIsToldAndLeftAsItIs() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("no-folder-\(UUID())")
    try Data("x".utf8).write(to: file)
    let error = #expect(throws: DataError.self) {
      try ModelRegistry(folder: file.path).deploy(try Self.model(), as: "late")
    }
    #expect(error?.description.hasPrefix("cannot write models/late") == true)
    #expect(try String(contentsOf: file, encoding: .utf8) == "x")
  }

  @Test(arguments: [
    "", "../late", "a/b", "Late", "-late", "late.", "é", String(repeating: "a", count: 65), "a\nb", "..",
  ])
  func namesThatLeadElsewhereAreRefused(_ name: String) throws {
    #expect(throws: DataError.self) { try registry.deploy(try Self.model(), as: name) }
    #expect(throws: DataError.self) { try registry.contents(of: name) }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func aNameThatIsNotThereIsToldWithThoseThatAre() throws {
    try registry.deploy(try Self.model(), as: "late")
    let error = #expect(throws: DataError.self) { try registry.release("later") }
    #expect(error?.description.contains("there is late") == true)
  }

  @Test func columnsThatCannotBeKeptAreRefused() throws {
    let model = try Self.model()
    for (keeping, withholding) in [
      (["late"], []), (["delay"], []), (["nothing"], []), (["day", "day"], []), ([], ["day"]),
    ] {
      var settings = DeploymentSettings()
      settings.keeping = keeping
      settings.withholding = withholding
      #expect(throws: DataError.self) { try registry.deploy(model, as: "late", settings: settings) }
    }
  }

  /// The log is a table of SQLite, which tells no capitals apart.
  @Test(arguments: [
    (["delay", "Delay"], "late", "differ by capitals alone"),
    (["time", "Delay"], "late", "a column \"time\" of its own"),
    (["Delay"], "latency", "a column \"latency\" of its own, and one for what the model predicts"),
  ])
  func namesThatTheLogCannotTellApartAreRefused(_ features: [String], _ target: String, _ told: String) throws {
    let rows = try Self.rows.prefix(50)
    let numbers = Column((0..<50).map { Double($0 % 7) })
    let others = ["Delay", "time", "latency"].map { (name: $0, column: numbers) }
    let table = try Table(
      label: "flights", columns: rows.columnNames.map { ($0, try rows.column($0)) } + others)
    let model = try train(.constant, on: table, predicting: target, from: features)
    let error = #expect(throws: DataError.self) { try registry.deploy(model, as: "late") }
    #expect(error?.description.contains(told) == true)
  }

  @Test func whatIsWithheldIsInNeitherReferenceNorFacts() throws {
    var settings = DeploymentSettings()
    settings.withholding = ["origin", "delay"]
    let release = try registry.deploy(try Self.model(), as: "late", settings: settings)
    #expect(try registry.contents(of: "late").reference.columnNames == ["late"])
    #expect(release.facts.features.allSatisfy { $0.expected == nil })
    let facts = try String(contentsOfFile: "\(folder)/late/\(release.version)/facts.json", encoding: .utf8)
    #expect(!facts.contains("JFK") && !facts.contains("\"high\""))
  }
}
