import Foundation

/// What a deployment takes beside the model and its goals.
public struct DeploymentSettings: Sendable {
  /// Rows that later ones are compared with; nil for those that the model learned from.
  public var reference: Table?
  /// Columns that requests may carry beside the features, for the log alone.
  public var keeping: [String] = []
  /// Features of which neither the log nor the reference may hold anything, and whose values no schema or card tells.
  public var withholding: [String] = []
  public var origin = ReleaseOrigin()

  public init() {}
}

extension ModelRegistry {
  /// More rows of a reference are not kept: every so-manieth is, so that all of their time is covered.
  public static let mostReferenceRows = 20_000

  /// Writes a model as a new version of a name. The first version of a name answers at once; a later one does when it is
  /// promoted. The same model with the same facts is the same version, and is written once; that the notebook's prose was
  /// changed meanwhile makes no other.
  ///
  /// - Parameters:
  ///   - goals: those that the model must meet. One about quality that has not been measured of this model counts as
  ///     missed, since nothing says that it is met.
  ///   - evidence: how the model did when it was judged, the latest last.
  ///   - measured: what else was measured of goals, such as drift; the latest last.
  ///   - documents: more files for the version, made from its facts, such as a card for people.
  /// - Throws: `DataError.invalid` where a goal that must be met is not, which is named, or a column does not fit;
  ///   `.cannotWrite` where there is no room or no right to write. What was deployed before is then still whole.
  @discardableResult
  public func deploy(
    _ model: Model, as name: String, requiring goals: [Goal] = [], evidence: [ModelEvidence] = [],
    measured: [GoalMeasurement] = [], settings: DeploymentSettings = DeploymentSettings(), at moment: Date = Date(),
    documents: (ReleaseFacts) throws(DataError) -> [String: [UInt8]] = { _ in [:] }
  ) throws(DataError) -> Release {
    try Self.check(name: name)
    let draft = try ReleaseDraft(
      model, as: name, requiring: goals, evidence: evidence, measured: measured, settings: settings)
    try DurableFolder.make(path(of: name), displayPath: display(name))
    let lock = try FolderLock(path(of: name), displayPath: display(name))
    defer { _ = lock }
    let version: String
    let facts: ReleaseFacts
    if let known = self.version(like: draft, of: name) {
      (version, facts) = known
    } else {
      (version, facts) = (try write(draft, try documents(draft.facts), of: name), draft.facts)
    }
    // A pointer that is damaged is no reason to exchange what others rely on: its message says how it is mended.
    let state: RegistryState
    if hasState(name) {
      state = try self.state(of: name)
    } else {
      state = RegistryState(first: version, at: moment)
      try write(state, of: name)
    }
    var release = Release(
      name: name, version: version, current: state.current, facts: facts, registry: folder)
    release.goals = goals
    return release
  }

  /// A version that holds the same and is whole; nil where there is none.
  private func version(like draft: ReleaseDraft, of name: String) -> (version: String, facts: ReleaseFacts)? {
    let wanted = ReleaseManifest(draft.parts)
    for version in installedVersions(of: name) {
      // The list of files alone tells of most that they are others.
      guard let list = try? FileBytes(path: "\(path(of: name, version))/\(ReleaseManifest.fileName)").contents,
        let manifest = try? ReleaseJSON.value(ReleaseManifest.self, from: list),
        [Self.modelFile, Self.profileFile, Self.referenceFile].allSatisfy({ manifest.parts[$0] == wanted.parts[$0] }),
        let known = try? release(name, version).facts, known.saysTheSame(as: draft.facts)
      else { continue }
      return (version, known)
    }
    return nil
  }

  /// - Returns: the version as which the draft now lies there.
  private func write(
    _ draft: ReleaseDraft, _ documents: [String: [UInt8]], of name: String
  ) throws(DataError) -> String {
    var parts = draft.parts
    parts.merge(documents) { own, _ in own }
    let list = ReleaseManifest(parts).encoded
    let version = ReleaseManifest.version(of: list)
    parts[ReleaseManifest.fileName] = list
    try install(parts, as: path(of: name, version), display(name, version), in: path(of: name))
    return version
  }

  /// Writes files into a folder that appears as a whole.
  private func install(
    _ parts: [String: [UInt8]], as folder: String, _ display: String, in parent: String
  ) throws(DataError) {
    // What a process that was killed has left is of no use to anyone: whoever holds the lock is the only one to write.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    where name.hasPrefix(".new-") || name.hasPrefix(".deleted-") {
      try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
    }
    let partial = "\(parent)/.new-\(UInt64.random(in: 0...UInt64.max))"
    do throws(DataError) {
      try DurableFolder.make(partial, displayPath: display)
      for (file, bytes) in parts.sorted(by: { $0.key < $1.key }) {
        try DurableFolder.write(bytes, to: "\(partial)/\(file)", displayPath: "\(display)/\(file)")
      }
      DurableFolder.flush(partial)
      // A version that is there and is not whole makes room.
      if FileManager.default.fileExists(atPath: folder) {
        guard rename(folder, "\(parent)/.deleted-\(UInt64.random(in: 0...UInt64.max))") == 0 else {
          throw DurableFolder.failure(display)
        }
      }
      guard rename(partial, folder) == 0 else { throw DurableFolder.failure(display) }
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw error
    }
    DurableFolder.flush(parent)
  }
}
