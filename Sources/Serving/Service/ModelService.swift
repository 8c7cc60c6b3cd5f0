import Engine
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Serves a deployed model over HTTP, and logs what it was asked.
///
/// ```swift
/// let service = try ModelService("late-flights", in: ModelRegistry(folder: "models"), ServiceSettings())
/// try await service.run { event in print(event) }
/// ```
public struct ModelService: Sendable {
  private let live: LiveModel
  private let settings: ServiceSettings

  /// What happens while a service runs.
  public enum Event: Sendable {
    case serving(address: String, version: String)
    /// Another version answers from here on.
    case reloaded(version: String, former: String)
    /// A version that was promoted cannot be served; the one before goes on.
    case notReloaded(reason: String)
    /// A version is tried beside the one that answers.
    case rolloutBegun(Rollout)
    /// What is to be tried cannot answer.
    case rolloutNotBegun(reason: String)
    case rolloutEnded(reason: String)
    /// A request could not be answered, which is not the client's doing.
    case requestFailed(id: String, reason: String)
    /// Rows cannot be written to the log.
    case logFailing(reason: String)
    case logRecovered
    /// The end, with what became of all rows.
    case ended(PredictionLogWriter.Counts?)
  }

  /// - Throws: `DataError` where the version that answers cannot be read, or the log not be written.
  public init(_ name: String, in registry: ModelRegistry, _ settings: ServiceSettings) throws(DataError) {
    live = try LiveModel(name, in: registry, settings)
    self.settings = settings
  }

  /// Writes what waits to be logged, and ends the log.
  ///
  /// - Returns: what became of the rows; nil where nothing is logged.
  func closeLog() -> PredictionLogWriter.Counts? { live.log?.close() }

  /// Serves until it is told to stop or a signal comes; requests that were begun are answered.
  ///
  /// - Parameters:
  ///   - stop: what ends it.
  ///   - endsOnSignals: whether SIGTERM and SIGINT end it as well.
  ///   - tell: told of what happens.
  /// - Throws: `AddressTaken` where the address cannot be listened to.
  public func run(
    until stop: StopSignal = StopSignal(), endsOnSignals: Bool = false, _ tell: @escaping @Sendable (Event) -> Void
  ) async throws {
    Self.allowManyConnections()
    defer { tell(.ended(live.log?.close())) }
    // For checklists; where it cannot be written, the model answers all the same.
    try? ServiceStart(
      host: settings.host, isLoopback: settings.isLoopback, hasTokens: !settings.tokens.isEmpty,
      isLogging: live.log != nil
    ).write(for: live.name, in: live.registry)
    let watcher = Watcher(live, every: settings.reloading, tell)
    defer { watcher.stop() }
    let quiet = Logger(label: "daybook") { _ in SwiftLogNoOpLogHandler() }
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: application(quiet, stop, tell), successTerminationBehavior: .gracefullyShutdownGroup)],
      gracefulShutdownSignals: endsOnSignals ? [.sigterm, .sigint] : [], logger: quiet)
    // What is not answered by then will never be.
    configuration.maximumGracefulShutdownDuration = settings.deadline
    do { try await ServiceGroup(configuration: configuration).run() } catch let error as IOError
      where [EADDRINUSE, EACCES, EADDRNOTAVAIL].contains(error.errnoCode)
    { throw AddressTaken(host: settings.host, port: settings.port, code: error.errnoCode) }
  }

  private func application(
    _ quiet: Logger, _ stop: StopSignal, _ tell: @escaping @Sendable (Event) -> Void
  ) -> some Service {
    let answerer = Answerer(live: live, settings: settings)
    let routes = Routes(answerer: answerer, tell: tell)
    let (host, port) = (settings.host, settings.port)
    let version = live.current.version
    return Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in await routes.respond(to: request) },
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionSetup(answerer)],
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(settings.mostConnections, logger: quiet)),
      onServerRunning: { channel in
        stop.attach(channel)
        let name = host.contains(":") ? "[\(host)]" : host
        tell(.serving(address: "http://\(name):\(channel.localAddress?.port ?? port)/", version: version))
      },
      logger: quiet)
  }

  /// As many files may be open as the system lets this process have: each connection is one.
  private static func allowManyConnections() {
    var limit = rlimit()
    #if canImport(Darwin)
      let resource = RLIMIT_NOFILE
    #else
      let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
    #endif
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    setrlimit(resource, &limit)
  }
}

/// The address cannot be listened to.
public struct AddressTaken: Error, CustomStringConvertible {
  let host: String
  let port: Int
  let code: Int32

  public var description: String {
    switch code {
    case EADDRINUSE: "port \(port) of \(host) is taken: choose another with --port, or any free one with --port 0"
    case EACCES: "port \(port) is not yours to use: choose one above 1023 with --port"
    default: "this machine has no address \(host): choose another with --host"
    }
  }
}
