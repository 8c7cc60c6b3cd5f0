import Engine
import Foundation
import Interpreter
import Serving

/// What a deployment says of where it comes from, and the documents that are made for it.
public struct DeploymentOrigin: Sendable {
  /// The notebook, by its path in its project; nil where none runs.
  public var notebook: ReleaseOrigin.File?
  /// "daybook 0.1.0".
  public var madeBy: String
  /// Files for people, made from a version's facts: by name, their bytes.
  public var documents: @Sendable (ReleaseFacts) throws(DataError) -> [String: [UInt8]]

  public init(
    notebook: ReleaseOrigin.File? = nil, madeBy: String = "Daybook",
    documents: @escaping @Sendable (ReleaseFacts) throws(DataError) -> [String: [UInt8]] = { _ in [:] }
  ) {
    self.notebook = notebook
    self.madeBy = madeBy
    self.documents = documents
  }
}

/// Models that a notebook deploys, and what it reads of those that are.
extension Session {
  /// The project's folder of deployed models.
  package var registry: ModelRegistry {
    ModelRegistry(folder: projectFolder.appendingPathComponent("models").path, displayPath: "models")
  }

  /// Notes what an evaluation found: of goals for the report, of the model for whoever deploys it.
  package func record(_ evaluation: Evaluation) throws(DataError) {
    record(.measured(evaluation.goals))
    record(.judged(try ModelEvidence(evaluation)))
  }

  /// Writes a model as a version of a name, with what this notebook measured of it.
  ///
  /// - Throws: `DataError` where a goal that must be met is not, a column does not fit, or the folder cannot be written.
  package func deploy(
    _ model: Model, as name: String, requiring requirements: [Goal], reference: Table?, keeping: [String],
    withholding: [String]
  ) throws -> Release {
    var settings = DeploymentSettings()
    settings.reference = reference
    settings.keeping = keeping
    // What readers must not see is no matter for a log or a card either.
    settings.withholding =
      withholding + hiddenColumns.filter { model.featureNames.contains($0) && !withholding.contains($0) }
    settings.origin = releaseOrigin
    var evidence: [ModelEvidence] = []
    var measured: [GoalMeasurement] = []
    for record in goals {
      switch record.content {
      case .judged(let found): evidence.append(found)
      case .measured(let found): measured += found
      case .written, .alerted: break
      }
    }
    let release = try registry.deploy(
      model, as: name, requiring: requirements, evidence: evidence, measured: measured, settings: settings,
      documents: origin.documents)
    try note(release)
    return release
  }

  private var releaseOrigin: ReleaseOrigin {
    ReleaseOrigin(
      notebook: origin.notebook,
      inputs: inputs.map { .init(path: $0.path, sha256: $0.sha256) },
      parameters: parameters.map { "\($0.name)=\($0.value)" }, madeBy: origin.madeBy)
  }

  /// The block runs again once the version is gone, or another one answers.
  private func note(_ release: Release) throws {
    let folder = "\(registry.folder)/\(release.name)"
    for file in ["\(folder)/\(release.version)/manifest.json", "\(folder)/current.json"] {
      record(output: Input(path: file, rows: 0, sha256: try FileBytes.fingerprint(ofFileAt: file)))
    }
  }

  /// Reads a model that is deployed.
  ///
  /// - Parameter version: the beginning of one; nil for the one that answers.
  /// - Throws: `DataError` where there is none, or it is damaged.
  package func model(deployed name: String, version: String?) throws -> Model {
    let contents = try registry.contents(of: name, version)
    let folder = "\(registry.folder)/\(name)"
    let list = "\(folder)/\(contents.release.version)/manifest.json"
    record(
      Input(
        path: pathFromNotebook(list), rows: contents.model.trainingRows,
        sha256: try FileBytes.fingerprint(ofFileAt: list)))
    // Another version may answer tomorrow, which a run tomorrow must see.
    if version == nil {
      record(
        output: Input(
          path: "\(folder)/current.json", rows: 0, sha256: try FileBytes.fingerprint(ofFileAt: "\(folder)/current.json")
        ))
    }
    return contents.model
  }

  /// A file of the project, as the notebook would write its path.
  private func pathFromNotebook(_ path: String) -> String {
    let project = projectFolder.standardizedFileURL.pathComponents
    let notebook = notebookFolder.standardizedFileURL.pathComponents
    let file = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    let up = [String](repeating: "..", count: max(0, notebook.count - project.count))
    return (up + file.dropFirst(project.count)).joined(separator: "/")
  }

  // MARK: Answering

  /// Asks a release as many clients at once would, in a service of its own that logs as others do.
  ///
  /// - Throws: `DataError` where the version is damaged.
  package func loadTest(
    _ release: Release, for duration: Duration, connections: Int, rate: Double?
  ) throws -> LoadReport {
    try LoadReport.validDuration.check("the time", duration / .seconds(1))
    try LoadReport.validConnections.check("connections", Double(connections))
    if let rate { try LoadReport.validRate.check("rate", rate) }
    let contents = try registry.contents(of: release.name, release.version)
    // A log of its own, so that the one of real requests holds nothing else.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-load-\(UUID()).sqlite").path
    defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + ending) } }
    var settings = ServiceSettings()
    settings.logFile = file
    settings.version = release.version
    let bodies = try RequestBodies(contents.reference, contents.release.facts, atMost: 5000)
    let service = try LocalService(release.name, in: registry, settings)
    let steps = Result {
      try LoadTest(host: "127.0.0.1", port: service.port).run(
        LoadTest.levels(connections: connections, rate: rate, duration: duration), bodies: bodies.bodies)
    }
    _ = service.stop()
    let report = LoadReport(
      name: release.name, version: release.version, shape: rate == nil ? .closed : .open, steps: try steps.get(),
      goals: release.goals)
    record(.measured(report.goals))
    return report
  }

  /// Asks a release about rows in their order, as if they came in now, and logs them; an earlier replay's rows go.
  ///
  /// - Throws: `DataError` where a feature is missing, or the log cannot be written.
  ///
  /// - Parameter rival: a version that answers in the background, for comparison alone.
  package func replay(_ release: Release, _ table: Table, beside rival: Release?) throws -> Replay {
    if let rival, rival.name != release.name || rival.version == release.version {
      throw CallError("a rival is another version of \(release.name)", hint: "deploy another model under the same name")
    }
    let log = PredictionLog(registry, release.facts)
    let bodies = try RequestBodies(table, release.facts)
    try log.remove(idsBeginning: Replay.idPrefix)
    var settings = ServiceSettings()
    settings.version = release.version
    settings.shadow = rival?.version
    let service = try LocalService(release.name, in: registry, settings)
    let step = Result {
      try LoadTest(host: "127.0.0.1", port: service.port).replay(bodies.bodies) { "\(Replay.idPrefix)\($0)" }
    }
    let counts = service.stop()
    try noteReplay(of: release, rows: bodies.bodies)
    return Replay(
      name: release.name, version: release.version, rows: bodies.bodies.count,
      answered: try step.get().latencies.count, logged: counts?.written ?? 0, dropped: counts?.dropped ?? 0,
      firstFailure: try step.get().firstFailure)
  }

  /// Compares the version that is tried, or that last answered in the background of a replay.
  package func rollout(of name: String) throws -> RolloutReport {
    let registry = registry
    let log = PredictionLog(registry, try registry.release(name).facts)
    let report = try log.rollout(registry)
    record(output: Input(path: log.path, rows: 0, sha256: try FileBytes.fingerprint(ofFileAt: log.path)))
    return report
  }

  /// What is known of a release before others rely on it.
  package func checklist(_ release: Release, _ checks: [Check]) -> Checklist {
    let measured = goals.flatMap { record -> [GoalMeasurement] in
      if case .measured(let found) = record.content { found } else { [] }
    }
    // What is looked up may be another tomorrow, whatever the block says.
    record(output: Input(path: "\(registry.folder)/\(release.name)/predictions.sqlite", rows: 0, sha256: "looked up"))
    return Checklist(
      release, checks, registry: registry, project: projectFolder.standardizedFileURL.path, measured: measured)
  }

  /// Adds what came true to the rows that were logged.
  ///
  /// - Throws: `DataError` where columns are missing, a label does not fit, or nothing was logged.
  package func label(_ release: Release, _ table: Table, on column: String) throws -> PredictionLog.JoinedLabels {
    let log = PredictionLog(registry, release.facts)
    let joined = try log.join(table, on: column)
    if let sha256 = try? FileBytes.fingerprint(ofFileAt: replayMark(of: release.name)) {
      record(output: Input(path: replayMark(of: release.name), rows: 0, sha256: sha256))
    }
    return joined
  }

  private func replayMark(of name: String) -> String { "\(registry.folder)/\(name)/replay.json" }

  /// Leaves a mark beside the log, so that the block runs again once the folder is gone. The log itself goes on to change.
  private func noteReplay(of release: Release, rows: [[UInt8]]) throws {
    let mark = ["version": release.version, "rows": FileBytes.fingerprint(of: rows.joined())]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(mark)
    try data.write(to: URL(fileURLWithPath: replayMark(of: release.name)), options: .atomic)
    record(
      output: Input(path: replayMark(of: release.name), rows: rows.count, sha256: FileBytes.fingerprint(of: data)))
  }

  /// Reads what a deployed model was asked and what it answered.
  ///
  /// - Throws: `DataError` where nothing was logged.
  package func table(predictions name: String) throws -> Table {
    let log = PredictionLog(registry, try registry.release(name).facts)
    let table = try log.table()
    record(
      Input(
        path: pathFromNotebook(log.path), rows: table.rowCount, sha256: try FileBytes.fingerprint(ofFileAt: log.path),
        columns: table.columnNames))
    for ending in ["", "-wal"] {
      // What a service has written of late stands in a file of its own.
      guard let sha256 = try? FileBytes.fingerprint(ofFileAt: log.path + ending) else { continue }
      record(output: Input(path: log.path + ending, rows: 0, sha256: sha256))
    }
    return table
  }
}
