import Engine
import Foundation
import Synchronization

/// The versions that answer now, and the exchange of one for another while requests go on.
final class LiveModel: Sendable {
  let name: String
  let registry: ModelRegistry
  let log: ServiceLog?
  let figures: ServiceFigures
  /// Whether one version is served, whatever is promoted.
  let isFixed: Bool
  private let state: Mutex<State>

  private struct State {
    var current: ServedVersion
    /// The version before, kept warm: a roll-back loads nothing.
    var former: ServedVersion?
    var trial: Trial?
    /// A trial that does not begin, though the registry says so: its version cannot answer, or a watch has ended it and the
    /// registry could not be told.
    var idleRollout: Rollout?
    var pointer: FileStamp?
    /// Why a version that was promoted is not served.
    var problem: String?
  }

  /// - Throws: `DataError` where the version that answers cannot be read, or the log not be written.
  init(
    _ name: String, in registry: ModelRegistry, _ settings: ServiceSettings
  ) throws(DataError) {
    self.name = name
    self.registry = registry
    isFixed = settings.version != nil
    let contents = try registry.contents(of: name, settings.version)
    log = settings.log.map { ServiceLog(registry, $0, file: settings.logFile) }
    let version = try ServedVersion(contents, log)
    figures = ServiceFigures(version)
    state = Mutex(State(current: version))
    if let shadow = settings.shadow { log?.shadow(try registry.contents(of: name, shadow)) }
  }

  var current: ServedVersion { state.withLock(\.current) }
  /// What is tried beside it.
  var trial: Trial? {
    get { state.withLock(\.trial) }
    set { state.withLock { $0.trial = newValue } }
  }
  var idleRollout: Rollout? {
    get { state.withLock(\.idleRollout) }
    set { state.withLock { $0.idleRollout = newValue } }
  }
  var both: (current: ServedVersion, trial: Trial?) { state.withLock { ($0.current, $0.trial) } }
  var problem: String? { state.withLock(\.problem) }

  // MARK: Reloading

  /// Exchanges the version that answers where another one was promoted. Requests that began with the old one end with it.
  ///
  /// - Returns: what happened, for the service's log; nil where nothing did.
  func reload() -> Reloading? {
    guard !isFixed else { return nil }
    let pointer = FileStamp("\(registry.folder)/\(name)/current.json")
    let (known, current, former) = state.withLock { ($0.pointer, $0.current, $0.former) }
    guard pointer == nil || pointer != known else { return nil }
    do {
      let wanted = try registry.state(of: name).current
      guard wanted != current.version else {
        state.withLock { state in
          state.pointer = pointer
          state.problem = nil
        }
        return nil
      }
      let next: ServedVersion
      if let former, former.version == wanted {
        next = former
      } else {
        next = try ServedVersion(try registry.contents(of: name, wanted), log)
      }
      state.withLock { state in
        state.former = state.current
        state.current = next
        state.pointer = pointer
        state.problem = nil
      }
      figures.follow(next)
      return .served(wanted, insteadOf: current.version)
    } catch {
      return fail(error.description, pointer)
    }
  }

  enum Reloading: Sendable {
    case served(String, insteadOf: String)
    /// What was to be served cannot be; the version before goes on.
    case failed(String)
  }

  private func fail(_ reason: String, _ pointer: FileStamp?) -> Reloading? {
    let isNew = state.withLock { state in
      // A pointer that is gone is looked for again.
      state.pointer = pointer
      defer { state.problem = reason }
      return state.problem != reason
    }
    return isNew ? .failed(reason) : nil
  }
}

/// When a file was last replaced or written to.
struct FileStamp: Equatable, Sendable {
  private let inode: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// Nil where there is no file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Darwin)
      (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }
}
