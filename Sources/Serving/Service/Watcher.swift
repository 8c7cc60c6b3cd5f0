import Foundation
import Synchronization

/// Follows the registry and the log while the service answers, on a thread of its own: whatever else the process does, a
/// promotion is seen, and loading a version holds up no request.
final class Watcher: Sendable {
  private let live: LiveModel
  private let tell: @Sendable (ModelService.Event) -> Void
  private let isFailing = Mutex(false)
  private let stopping = DispatchSemaphore(value: 0)

  init(_ live: LiveModel, every interval: Duration, _ tell: @escaping @Sendable (ModelService.Event) -> Void) {
    self.live = live
    self.tell = tell
    let (stopping, seconds) = (stopping, interval / .seconds(1))
    let thread = Thread { [weak self] in
      while stopping.wait(timeout: .now() + seconds) == .timedOut { self?.look() }
    }
    thread.name = "registry"
    thread.start()
  }

  func stop() { stopping.signal() }

  private func look() {
    switch live.reload() {
    case .served(let version, let former): tell(.reloaded(version: version, former: former))
    case .failed(let reason): tell(.notReloaded(reason: reason))
    case nil: break
    }
    switch live.followRollout() {
    case .begun(let rollout): tell(.rolloutBegun(rollout))
    case .notBegun(let reason): tell(.rolloutNotBegun(reason: reason))
    case .ended(let reason): tell(.rolloutEnded(reason: reason))
    case nil: break
    }
    let problem = live.log?.counts.problem
    let wasFailing = isFailing.withLock { failing in
      defer { failing = problem != nil }
      return failing
    }
    if let problem, !wasFailing { tell(.logFailing(reason: problem)) }
    if problem == nil, wasFailing { tell(.logRecovered) }
  }
}
