import Engine
import Foundation
import Interpreter

/// What a deployment says of where it comes from, and the documents that are made for it.
public struct DeploymentOrigin: Sendable {
  /// The notebook's path in its project; nil where no notebook runs.
  public var notebook: String?
  /// "daybook 0.1.0".
  public var madeBy: String
  /// Files for people, made from a version's facts: by name, their bytes.
  public var documents: @Sendable (ReleaseFacts) -> [String: [UInt8]]

  public init(
    notebook: String? = nil, madeBy: String = "Daybook",
    documents: @escaping @Sendable (ReleaseFacts) -> [String: [UInt8]] = { _ in [:] }
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
    settings.withholding = withholding
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
      notebook: origin.notebook.map { path in
        let file = projectFolder.appendingPathComponent(path).path
        return .init(path: path, sha256: (try? FileBytes.fingerprint(ofFileAt: file)) ?? "")
      },
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
    let contents = try registry.contents(of: name, try version.map { try registry.version($0, of: name) })
    let folder = "\(registry.folder)/\(name)"
    let place = "models/\(name)/\(contents.release.version)"
    record(
      Input(
        path: place, rows: contents.model.trainingRows,
        sha256: try FileBytes.fingerprint(ofFileAt: "\(folder)/\(contents.release.version)/manifest.json")))
    // Another version may answer tomorrow, which a run tomorrow must see.
    if version == nil {
      record(output: Input(path: "\(folder)/current.json", rows: 0, sha256: try FileBytes.fingerprint(ofFileAt: "\(folder)/current.json")))
    }
    return contents.model
  }

  /// Reads what a deployed model was asked and what it answered.
  ///
  /// - Throws: `DataError` where nothing was logged.
  package func table(predictions name: String) throws -> Table {
    let log = PredictionLog(registry, try registry.release(name).facts)
    let table = try log.table()
    record(
      Input(
        path: log.displayPath, rows: table.rowCount, sha256: try FileBytes.fingerprint(ofFileAt: log.path),
        columns: table.columnNames))
    for ending in ["", "-wal"] {
      // What a service has written of late stands in a file of its own.
      guard let sha256 = try? FileBytes.fingerprint(ofFileAt: log.path + ending) else { continue }
      record(output: Input(path: log.path + ending, rows: 0, sha256: sha256))
    }
    return table
  }
}
