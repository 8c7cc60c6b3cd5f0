import Foundation

/// A folder of deployed models: `models/NAME/VERSION/` for each version, and in `models/NAME/current.json` which of them
/// answers.
///
/// A version is written as a whole and never changes; its name is the SHA-256 of what it holds. Several processes may use
/// a registry at once.
///
/// ```swift
/// let registry = ModelRegistry(folder: "models")
/// let release = try registry.deploy(model, as: "late-flights", requiring: project.goals, evidence: [evidence])
/// try registry.promote("late-flights", to: release.version)
/// ```
public struct ModelRegistry: Sendable {
  public let folder: String
  /// What messages call the folder.
  public let displayPath: String

  /// - Parameter folder: need not be there yet.
  public init(folder: String, displayPath: String = "models") {
    self.folder = folder
    self.displayPath = displayPath
  }

  // MARK: Names

  /// Lower-case letters, digits and dashes, so that a name is a folder's, a part of an address, and nothing else.
  ///
  /// - Throws: `DataError.invalid`.
  public static func check(name: String) throws(DataError) {
    let isPlain = name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
    }
    guard isPlain, (1...64).contains(name.utf8.count), !name.hasPrefix("-"), !name.hasSuffix("-") else {
      throw .invalid(
        "\"\(name.prefix(80))\" cannot be the name of a deployed model: use lower-case letters, digits and dashes, such as "
          + "\"late-flights\"")
    }
  }

  /// The models that there are, sorted.
  public var names: [String] {
    Self.entries(of: folder).filter { name in
      ((try? Self.check(name: name)) != nil) && hasState(name)
    }
  }

  /// The versions of a model, those that were deployed first come first.
  ///
  /// - Throws: `DataError.cannotRead` where there is no such model.
  public func versions(of name: String) throws(DataError) -> [String] {
    let order = try state(of: name).history.map(\.version)
    let place = Dictionary(zip(order, 0...), uniquingKeysWith: { first, _ in first })
    return installedVersions(of: name).sorted { a, b in
      (place[a] ?? .max, a) < (place[b] ?? .max, b)
    }
  }

  /// When a version was written, in UTC: `2026-11-28T12:00:00Z`; nil where it is not there.
  public func timeOfDeployment(_ version: String, of name: String) -> String? {
    let file = "\(path(of: name, version))/\(ReleaseManifest.fileName)"
    let moment = try? FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
    return moment.map(RegistryState.text)
  }

  /// The versions that lie in a name's folder, in the order of their own names.
  func installedVersions(of name: String) -> [String] {
    Self.entries(of: path(of: name)).filter(ReleaseManifest.isVersion)
  }

  func path(of name: String) -> String { "\(folder)/\(name)" }
  func path(of name: String, _ version: String) -> String { "\(folder)/\(name)/\(version)" }
  func display(_ name: String, _ version: String? = nil) -> String {
    "\(displayPath)/\(name)" + (version.map { "/\($0)" } ?? "")
  }
  private func statePath(of name: String) -> String { "\(folder)/\(name)/\(RegistryState.fileName)" }

  /// Whether a version of the name answers, or did before its pointer was damaged.
  func hasState(_ name: String) -> Bool { FileManager.default.fileExists(atPath: statePath(of: name)) }

  private static func entries(of folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  // MARK: State

  /// - Throws: `DataError.cannotRead` where there is no such model, or what says which version answers is damaged.
  public func state(of name: String) throws(DataError) -> RegistryState {
    try Self.check(name: name)
    guard hasState(name) else { throw .unknownModel(name, known: names, folder: displayPath) }
    let display = "\(display(name))/\(RegistryState.fileName)"
    let bytes = try FileBytes(path: statePath(of: name), displayPath: display).contents
    do {
      let state = try ReleaseJSON.value(RegistryState.self, from: bytes)
      guard ReleaseManifest.isVersion(state.current), state.former.allSatisfy(ReleaseManifest.isVersion) else {
        throw StorageError.damaged("no version is called so")
      }
      return state
    } catch {
      throw .cannotRead(
        path: display, reason: "it is damaged; daybook models promote \(name) VERSION writes it anew")
    }
  }

  /// Makes another version answer.
  ///
  /// - Parameter version: the beginning of its name is enough where no other version begins so.
  /// - Returns: the whole name of the version.
  /// - Throws: `DataError` where there is no such version, or it is damaged: what answered goes on to answer.
  @discardableResult
  public func promote(_ name: String, to version: String, at moment: Date = Date()) throws(DataError) -> String {
    let chosen = try self.version(version, of: name)
    _ = try contents(of: name, chosen)
    let lock = try FolderLock(path(of: name), displayPath: display(name))
    defer { _ = lock }
    // A pointer that is damaged is written anew: this is the way out that its message names.
    guard var state = try? state(of: name) else {
      try write(RegistryState(first: chosen, at: moment), of: name)
      return chosen
    }
    state.promote(chosen, at: moment)
    try write(state, of: name)
    return chosen
  }

  /// Makes the version answer that answered before.
  ///
  /// - Returns: its name.
  /// - Throws: `DataError.invalid` where none did; `.cannotRead` where it is damaged.
  @discardableResult
  public func rollBack(_ name: String, at moment: Date = Date()) throws(DataError) -> String {
    try change(name) { state throws(DataError) in
      guard state.rollBack(at: moment) else {
        throw .invalid("no version of \(name) answered before \(state.current): there is nothing to go back to")
      }
      _ = try contents(of: name, state.current)
    }.current
  }

  /// Deletes a version that neither answers nor is tried.
  ///
  /// - Returns: the whole name of the version.
  /// - Throws: `DataError.invalid` where it answers now, or is tried beside the one that does.
  @discardableResult
  public func delete(_ version: String, of name: String) throws(DataError) -> String {
    let chosen = try self.version(version, of: name)
    try change(name) { state throws(DataError) in
      guard state.current != chosen else {
        throw .invalid("version \(chosen) of \(name) answers now: promote another one before it is deleted")
      }
      guard state.rollout?.version != chosen else {
        throw .invalid(
          "version \(chosen) of \(name) is tried beside the one that answers: daybook models end-trial \(name) comes first"
        )
      }
      state.forget(chosen)
    }
    let doomed = "\(path(of: name))/.deleted-\(chosen)-\(UInt32.random(in: 0...UInt32.max))"
    guard rename(path(of: name, chosen), doomed) == 0 else { throw DurableFolder.failure(display(name, chosen)) }
    do { try FileManager.default.removeItem(atPath: doomed) } catch {
      throw .cannotWrite(path: display(name, chosen), reason: "it cannot be deleted")
    }
    return chosen
  }

  /// Reads, changes and writes the state while nobody else does.
  ///
  /// - Returns: the state as it is from here on.
  /// - Throws: as the body does, which leaves the state as it was; `DataError` where there is no such model.
  @discardableResult
  func change(
    _ name: String, _ body: (inout RegistryState) throws(DataError) -> Void
  ) throws(DataError) -> RegistryState {
    // A name that there is not has no folder to lock.
    _ = try state(of: name)
    let lock = try FolderLock(path(of: name), displayPath: display(name))
    defer { _ = lock }
    var state = try state(of: name)
    try body(&state)
    try write(state, of: name)
    return state
  }

  func write(_ state: RegistryState, of name: String) throws(DataError) {
    try DurableFolder.replace(
      Array(ReleaseJSON.data(of: state)) + [10], at: statePath(of: name),
      displayPath: "\(display(name))/\(RegistryState.fileName)")
  }

  /// The one version whose name begins so.
  ///
  /// - Throws: `DataError.invalid` where there is none, or more than one.
  public func version(_ beginning: String, of name: String) throws(DataError) -> String {
    try Self.check(name: name)
    let all = installedVersions(of: name)
    guard !all.isEmpty else { throw .unknownModel(name, known: names, folder: displayPath) }
    let found = beginning.isEmpty ? [] : all.filter { $0.hasPrefix(beginning) }
    switch found.count {
    case 1: return found[0]
    case 0: throw .invalid("\(name) has no version \"\(beginning.prefix(80))\"; it has \(all.joined(separator: ", "))")
    default: throw .invalid("\"\(beginning)\" begins several versions of \(name): \(found.joined(separator: ", "))")
    }
  }
}

extension DataError {
  /// No model of that name is deployed; says which are.
  static func unknownModel(_ name: String, known: [String], folder: String) -> DataError {
    let offer =
      known.isEmpty
      ? "deploy(model, as: \"\(name)\") in a notebook puts one there" : "there is \(known.joined(separator: ", "))"
    return .cannotRead(path: "\(folder)/\(name)", reason: "no model is deployed under this name; \(offer)")
  }
}
