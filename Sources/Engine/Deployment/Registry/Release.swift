import Foundation

/// A version of a deployed model, as the registry holds it.
public struct Release: Sendable {
  public let name: String
  /// 16 hexadecimal digits, from the SHA-256 of all that the version holds.
  public let version: String
  /// The version that answered when this one was looked at.
  public let current: String
  public let facts: ReleaseFacts
  /// The registry's folder.
  public let registry: String
  /// The goals that it was deployed with; none where it was read from the registry, which keeps their words alone.
  public internal(set) var goals: [Goal] = []

  /// Whether this is the version that answers.
  public var isCurrent: Bool { version == current }
}

/// What a version holds, read and checked.
public struct ReleaseContents: Sendable {
  public let release: Release
  public let model: Model
  /// What the reference's columns are and how they are distributed.
  public let profile: Schema
  /// Rows that later ones are compared with.
  public let reference: Table
}

extension ModelRegistry {
  static let modelFile = "model" + Model.bundleEnding
  static let factsFile = "facts.json"
  static let profileFile = "profile.json"
  static let referenceFile = "reference.daybooktable"

  /// A version's facts, without its model.
  ///
  /// - Parameter version: the beginning of its name; nil for the one that answers.
  /// - Throws: `DataError` where it is not there, or any byte of it is not as it was written.
  public func release(_ name: String, _ version: String? = nil) throws(DataError) -> Release {
    try checked(name, version).release
  }

  /// Everything that a version holds.
  ///
  /// - Parameter version: the beginning of its name; nil for the one that answers.
  /// - Throws: `DataError` where it is not there, or any byte of it is not as it was written; where another
  ///   version of Daybook wrote the model.
  public func contents(of name: String, _ version: String? = nil) throws(DataError) -> ReleaseContents {
    let (release, parts) = try checked(name, version)
    let display = display(name, release.version)
    var model = try Self.stored(Model.self, Self.modelFile, in: parts, display)
    let reference = try Self.stored(Table.self, Self.referenceFile, in: parts, display)
    model.learnedRows = reference
    let profile: Schema
    do { profile = try ReleaseJSON.value(Schema.self, from: parts[Self.profileFile] ?? []) } catch {
      throw .cannotRead(path: "\(display)/\(Self.profileFile)", reason: "it is no profile of this form")
    }
    return ReleaseContents(release: release, model: model, profile: profile, reference: reference)
  }

  private static func stored<Value: Storable>(
    _ type: Value.Type, _ file: String, in parts: [String: [UInt8]], _ display: String
  ) throws(DataError) -> Value {
    do { return try Value(storedBytes: parts[file] ?? []) } catch {
      guard case StorageError.otherVersion = error else {
        throw .cannotRead(path: "\(display)/\(file)", reason: "it is damaged")
      }
      throw .cannotRead(
        path: "\(display)/\(file)",
        reason: "another version of Daybook wrote it; render the notebook that deploys the model again")
    }
  }

  /// A version's files, each of which is as it was written.
  private func checked(
    _ name: String, _ beginning: String?
  ) throws(DataError) -> (release: Release, parts: [String: [UInt8]]) {
    let version: String
    let current: String
    if let beginning {
      version = try self.version(beginning, of: name)
      // A version that is asked for by its name is found though the pointer is damaged.
      current = (try? state(of: name).current) ?? version
    } else {
      current = try state(of: name).current
      version = current
    }
    let folder = path(of: name, version)
    let display = display(name, version)
    let list = try FileBytes(
      path: "\(folder)/\(ReleaseManifest.fileName)", displayPath: "\(display)/\(ReleaseManifest.fileName)"
    ).contents
    guard ReleaseManifest.version(of: list) == version,
      let manifest = try? ReleaseJSON.value(ReleaseManifest.self, from: list)
    else { throw Self.damaged("\(display)/\(ReleaseManifest.fileName)", name) }
    guard manifest.form == ReleaseFacts.currentForm else {
      throw .cannotRead(path: display, reason: "a later version of Daybook wrote it; update this one")
    }
    var parts: [String: [UInt8]] = [:]
    for (file, part) in manifest.parts.sorted(by: { $0.key < $1.key }) {
      let bytes = try FileBytes(path: "\(folder)/\(file)", displayPath: "\(display)/\(file)").contents
      guard bytes.count == part.bytes, FileBytes.fingerprint(of: bytes) == part.sha256 else {
        throw Self.damaged("\(display)/\(file)", name)
      }
      parts[file] = bytes
    }
    guard let facts = try? ReleaseJSON.value(ReleaseFacts.self, from: parts[Self.factsFile] ?? []) else {
      throw Self.damaged("\(display)/\(Self.factsFile)", name)
    }
    return (Release(name: name, version: version, current: current, facts: facts, registry: self.folder), parts)
  }

  private static func damaged(_ path: String, _ name: String) -> DataError {
    .cannotRead(
      path: path,
      reason: "its SHA-256 is not the one that it was deployed with; roll back to a whole version with daybook models "
        + "rollback \(name), or deploy it again")
  }
}
