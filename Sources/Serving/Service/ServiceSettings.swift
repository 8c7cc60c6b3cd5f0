import Engine

/// How a service listens, what it lets in, and what it logs.
public struct ServiceSettings: Sendable {
  /// Loopback unless it says otherwise: a service that others can reach is a decision of its own.
  public var host = "127.0.0.1"
  /// 0 for any that is free.
  public var port = 8080
  /// Those who may ask; none for everybody who can reach the address.
  public var tokens = AccessTokens([])
  /// The largest body of a request, in bytes; a streamed batch has no such limit.
  public var mostBodyBytes = 8 << 20
  /// The most rows of a request that is no stream.
  public var mostRows = 10_000
  /// Within which time a request must be received and answered.
  public var deadline = Duration.seconds(30)
  /// How long a connection may lie idle.
  public var idleTime = Duration.seconds(60)
  /// How many requests may be worked on at once; more are told to come again.
  public var mostRequests = 256
  public var mostConnections = 15_000
  /// Nil where nothing is logged.
  public var log: PredictionLogWriter.Settings? = PredictionLogWriter.Settings()
  /// Told of each request once it is answered; nil where nobody wants to know.
  public var onRequest: (@Sendable (AnsweredRequest) -> Void)?
  /// Where the log lies, if not beside the model's versions.
  public var logFile: String?
  /// The version to serve, whichever answers; nil for the one that does, and others that are promoted.
  public var version: String?
  /// A version that answers in the background, whatever the registry says is tried.
  public var shadow: String?
  /// How often the registry is asked whether another version answers now.
  public var reloading = Duration.milliseconds(500)

  public init() {}

  /// A request that was answered, for the service's own log: nothing of what was asked.
  public struct AnsweredRequest: Sendable {
    public let id: String
    public let method: String
    public let path: String
    public let status: Int
    /// From its last byte to the answer, in seconds.
    public let latency: Double
    /// The version that answered; nil where none did.
    public let version: String?
  }

  /// Whether the address is this machine's alone.
  public var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
}
