import Engine
import Foundation
import Synchronization

/// A service inside of this process, at a port of its own, for as long as a test or a replay takes.
public final class LocalService: Sendable {
  public let port: Int
  private let task: Task<Void, Never>
  private let ended: DispatchSemaphore

  /// Starts a service and waits until it answers; not to be called on an event loop.
  ///
  /// - Throws: `DataError` as `ModelService` does; `AddressTaken` where no port is free.
  public init(_ name: String, in registry: ModelRegistry, _ settings: ServiceSettings) throws {
    var settings = settings
    (settings.host, settings.port) = ("127.0.0.1", 0)
    let service = try ModelService(name, in: registry, settings)
    let outcome = Outcome()
    let started = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    task = Task {
      do {
        try await service.run { event in
          switch event {
          case .serving(let address, _):
            outcome.state.withLock { $0.port = URL(string: address)?.port }
            started.signal()
          case .ended(let counts): outcome.state.withLock { $0.counts = counts }
          case .reloaded, .notReloaded, .rolloutBegun, .rolloutEnded, .logFailing, .logRecovered: break
          }
        }
      } catch { outcome.state.withLock { $0.error = error } }
      started.signal()
      ended.signal()
    }
    started.wait()
    let (port, error) = outcome.state.withLock { ($0.port, $0.error) }
    if let error { throw error }
    guard let port else { throw DataError.invalid("the service ended before it answered") }
    self.port = port
    self.ended = ended
    self.outcome = outcome
  }

  private let outcome: Outcome

  private final class Outcome: Sendable {
    struct State: Sendable {
      var port: Int?
      var error: (any Error)?
      var counts: PredictionLogWriter.Counts?
    }
    let state = Mutex(State())
  }

  /// Ends the service; what it was asked is answered and logged.
  ///
  /// - Returns: what became of the rows; nil where nothing is logged.
  public func stop() -> PredictionLogWriter.Counts? {
    task.cancel()
    ended.wait()
    return outcome.state.withLock(\.counts)
  }
}
