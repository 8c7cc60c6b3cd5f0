import Engine
import Histogram
import NIOCore
import NIOPosix

/// Asks a service as many clients at once would, and measures how long each request took.
///
/// One thread sends and receives for all connections, so that on a small machine the service keeps the rest.
public struct LoadTest: Sendable {
  public let host: String
  public let port: Int
  public let token: String?

  public init(host: String, port: Int, token: String? = nil) {
    self.host = host
    self.port = port
    self.token = token
  }

  /// One level of load.
  public struct Level: Sendable {
    public let connections: Int
    /// Requests a second that are due; nil where each connection waits for its answer.
    public let rate: Double?
    public let duration: Duration
    /// Whether every request is sent once, instead of all in turn until the time is over.
    let sendsOnce: Bool

    public init(connections: Int, rate: Double?, duration: Duration) {
      self.init(connections: connections, rate: rate, duration: duration, sendsOnce: false)
    }

    fileprivate init(connections: Int, rate: Double?, duration: Duration, sendsOnce: Bool) {
      self.connections = connections
      self.rate = rate
      self.duration = duration
      self.sendsOnce = sendsOnce
    }
  }

  /// The levels of a test: lighter loads for a while, and then the whole one.
  public static func levels(connections: Int, rate: Double?, duration: Duration) -> [Level] {
    let whole = Level(connections: connections, rate: rate, duration: duration)
    let short = max(.milliseconds(200), duration / 4)
    if let rate {
      return [0.25, 0.5, 0.75].map { Level(connections: connections, rate: rate * $0, duration: short) } + [whole]
    }
    var counts: [Int] = []
    var count = 1
    while count < connections {
      counts.append(count)
      count *= connections > 16 ? 4 : 2
    }
    return counts.map { Level(connections: $0, rate: nil, duration: short) } + [whole]
  }

  /// Runs levels one after the other. Waits for them: not to be called on an event loop.
  ///
  /// - Parameter bodies: of requests, at least one; they are sent in turn.
  /// - Throws: `LoadFailure` where the service cannot be reached.
  public func run(_ levels: [Level], bodies: [[UInt8]]) throws -> [LoadReport.Step] {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    defer { try? group.syncShutdownGracefully() }
    let requests = bodies.map { request($0) }
    let loop = group.next()
    // What is asked first pays for everything that is made when it is first needed.
    _ = try step(Level(connections: 1, rate: nil, duration: .milliseconds(200)), requests, loop)
    return try levels.map { try step($0, requests, loop) }
  }

  /// Sends each request once, in their order, each when the one before is answered.
  ///
  /// - Parameter ids: what each request is called.
  /// - Throws: `LoadFailure` where the service cannot be reached.
  public func replay(_ bodies: [[UInt8]], ids: (Int) -> String) throws -> LoadReport.Step {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    defer { try? group.syncShutdownGracefully() }
    let requests = bodies.enumerated().map { request($0.element, id: ids($0.offset)) }
    let level = Level(connections: 1, rate: nil, duration: .seconds(24 * 3600), sendsOnce: true)
    return try step(level, requests, group.next())
  }

  private func request(_ body: [UInt8], id: String? = nil) -> ByteBuffer {
    var request = ByteBuffer()
    request.writeString("POST /predict HTTP/1.1\r\nHost: \(host):\(port)\r\nContent-Type: application/json\r\n")
    if let token { request.writeString("Authorization: Bearer \(token)\r\n") }
    if let id { request.writeString("X-Request-Id: \(id)\r\n") }
    request.writeString("Content-Length: \(body.count)\r\n\r\n")
    request.writeBytes(body)
    return request
  }

  private func step(_ level: Level, _ requests: [ByteBuffer], _ loop: any EventLoop) throws -> LoadReport.Step {
    let (host, port) = (host, port)
    let done = loop.flatSubmit { () -> EventLoopFuture<LoadReport.Step> in
      let driver = LoadDriver(level, requests, loop)
      let connecting = (0..<level.connections).map { _ in
        ClientBootstrap(group: loop)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .connectTimeout(.seconds(5))
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(LoadConnection())
            }
          }
          .connect(host: host, port: port)
      }
      let bound = NIOLoopBound(driver, eventLoop: loop)
      return EventLoopFuture.whenAllSucceed(connecting, on: loop).flatMap { channels in
        bound.value.run(channels)
      }
    }
    do { return try done.wait() } catch { throw LoadFailure(host: host, port: port, reason: "\(error)") }
  }
}

/// The service cannot be reached.
public struct LoadFailure: Error, CustomStringConvertible {
  let host: String
  let port: Int
  let reason: String

  public var description: String {
    "no service answers at http://\(host):\(port)/: start one with daybook serve (\(reason.prefix(160)))"
  }
}
