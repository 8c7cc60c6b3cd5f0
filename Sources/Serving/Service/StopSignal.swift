import NIOCore
import Synchronization

/// What ends a service from within its process: no new connections are taken, and it ends with the last of those that there
/// are.
public final class StopSignal: Sendable {
  private enum State {
    case waiting
    case listening(any Channel)
    case stopped
  }

  private let state = Mutex(State.waiting)

  public init() {}

  public func stop() {
    let channel = state.withLock { state -> (any Channel)? in
      defer { state = .stopped }
      return if case .listening(let channel) = state { channel } else { nil }
    }
    channel?.close(promise: nil)
  }

  func attach(_ channel: any Channel) {
    let isStopped = state.withLock { state in
      if case .stopped = state { return true }
      state = .listening(channel)
      return false
    }
    if isStopped { channel.close(promise: nil) }
  }
}
