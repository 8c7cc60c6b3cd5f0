import Engine
import Foundation
import Synchronization

/// A service inside of this process, at a port of its own, for as long as a test or a replay takes.
public final class LocalService: Sendable {
  public let port: Int
  private let stopping = StopSignal()
  private let service: ModelService

  /// Starts a service and waits until it answers; not to be called on an event loop.
  ///
  /// - Throws: `DataError` as `ModelService` does; `AddressTaken` where no port is free.
  public init(_ name: String, in registry: ModelRegistry, _ settings: ServiceSettings) throws {
    var settings = settings
    (settings.host, settings.port) = ("127.0.0.1", 0)
    let service = try ModelService(name, in: registry, settings)
    self.service = service
    let outcome = Outcome()
    let started = DispatchSemaphore(value: 0)
    let stopping = stopping
    // On threads of its own: whoever waits for the service may hold one of those that tasks usually run on.
    Task(executorPreference: ThreadsForTasks()) {
      do {
        try await service.run(until: stopping) { event in
          switch event {
          case .serving(let address, _):
            outcome.state.withLock { $0.port = URL(string: address)?.port }
            started.signal()
          case .ended, .reloaded, .notReloaded, .rolloutBegun, .rolloutNotBegun, .rolloutEnded, .requestFailed,
            .logFailing,
            .logRecovered:
            break
          }
        }
      } catch { outcome.state.withLock { $0.error = error } }
      started.signal()
    }
    started.wait()
    let (port, error) = outcome.state.withLock { ($0.port, $0.error) }
    if let error { throw error }
    guard let port else { throw DataError.invalid("the service ended before it answered") }
    self.port = port
  }

  private final class Outcome: Sendable {
    struct State: Sendable {
      var port: Int?
      var error: (any Error)?
    }
    let state = Mutex(State())
  }

  /// Ends the service; what it has answered is logged.
  ///
  /// The log is waited for, the last connections are not: they end on threads that tasks share, one of which the caller
  /// may hold.
  /// - Returns: what became of the rows; nil where nothing is logged.
  public func stop() -> PredictionLogWriter.Counts? {
    stopping.stop()
    return service.closeLog()
  }
}

/// Runs tasks on threads that grow with what waits, unlike the usual ones, of which there are as many as cores.
private final class ThreadsForTasks: TaskExecutor {
  private let queue = DispatchQueue(label: "local service", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
