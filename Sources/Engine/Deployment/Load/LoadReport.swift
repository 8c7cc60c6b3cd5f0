/// How fast a deployed model answers under load: for each level of load, how many requests a second and how long each
/// waited.
public struct LoadReport: Sendable {
  /// How requests are sent.
  public enum Shape: Sendable, Equatable, Codable {
    /// Each connection sends its next request when the last one is answered.
    case closed
    /// Requests are due at a fixed rate, whether earlier ones are answered or not; waiting counts from the moment at which
    /// a request was due, so that a service that stalls cannot hide it (no coordinated omission).
    case open
  }

  /// One level of load.
  public struct Step: Sendable, Equatable {
    public let connections: Int
    /// Requests a second that were due; nil where each waited for the last.
    public let rate: Double?
    /// In seconds.
    public let duration: Double
    public let latencies: LatencyDistribution
    /// Requests that were not answered with a prediction.
    public let failed: Int
    /// The first of them.
    public let firstFailure: String?

    public init(
      connections: Int, rate: Double?, duration: Double, latencies: LatencyDistribution, failed: Int,
      firstFailure: String?
    ) {
      self.connections = connections
      self.rate = rate
      self.duration = duration
      self.latencies = latencies
      self.failed = failed
      self.firstFailure = firstFailure
    }

    /// Within how long so many per cent of the answers came, for people; nil without any.
    public func latencyText(_ percentile: Double) -> String? {
      latencies.percentile(percentile).map { "\(NumberText.short($0 * 1000)) ms" }
    }

    /// Answered requests a second.
    public var throughput: Double { duration > 0 ? Double(latencies.count) / duration : 0 }
  }

  /// The model that answered.
  public let name: String
  public let version: String
  public let shape: Shape
  /// From the lightest load to the heaviest, which is the one that goals are about.
  public let steps: [Step]
  public let goals: [GoalMeasurement]

  public static let validConnections = ValidRange.from(1, to: 1024)
  public static let validRate = ValidRange.above(0, to: 1_000_000)
  /// In seconds.
  public static let validDuration = ValidRange.from(0.1, to: 3600)

  /// - Parameters:
  ///   - steps: at least one.
  ///   - goals: those about latency and throughput are measured, on the heaviest load.
  public init(name: String, version: String, shape: Shape, steps: [Step], goals: [Goal]) {
    self.init(name: name, version: version, shape: shape, steps: steps, measured: Self.measured(goals, steps.last))
  }

  init(name: String, version: String, shape: Shape, steps: [Step], measured: [GoalMeasurement]) {
    self.name = name
    self.version = version
    self.shape = shape
    self.steps = steps
    goals = measured
  }

  private static func measured(_ goals: [Goal], _ step: Step?) -> [GoalMeasurement] {
    guard let step else { return [] }
    let place = "\(step.connections) connections" + (step.rate.map { ", \(NumberText.whole(Int($0))) a second" } ?? "")
    return goals.compactMap { goal in
      // A goal about some rows is about what they are, which no load is.
      guard goal.condition == nil else { return nil }
      let value: Double?
      switch goal.measure {
      case .latency(let percentile): value = step.failed == 0 ? step.latencies.percentile(percentile) : .infinity
      case .throughput: value = step.throughput
      case .metric, .drift: return nil
      }
      return GoalMeasurement(goal: goal, value: value, rows: step.latencies.count, place: place)
    }
  }
}

/// How long requests took: each latency with how often it occurred.
public struct LatencyDistribution: Sendable, Equatable {
  /// In seconds, ascending.
  public let values: [Double]
  public let counts: [Int]
  public let count: Int

  public init(_ recorded: [(seconds: Double, count: Int)]) {
    values = recorded.map(\.seconds)
    counts = recorded.map(\.count)
    count = counts.reduce(0, +)
  }

  /// Within how many seconds so many per cent of the requests were answered; nil without any.
  public func percentile(_ percentile: Double) -> Double? {
    guard count > 0 else { return nil }
    let wanted = max(1, Int((Double(count) * percentile / 100).rounded(.up)))
    var sum = 0
    for (value, count) in zip(values, counts) {
      sum += count
      if sum >= wanted { return value }
    }
    return values.last
  }
}

extension LoadReport: Encodable {
  private enum Key: String, CodingKey { case name, version, shape, steps, goals }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(version, forKey: .version)
    try container.encode(shape == .open ? "open" : "closed", forKey: .shape)
    try container.encode(steps, forKey: .steps)
    try container.encode(goals, forKey: .goals)
  }
}

/// Latencies in seconds.
extension LoadReport.Step: Encodable {
  private enum Key: String, CodingKey {
    case connections, rate, duration, answered, failed, throughput, p50, p90, p99, p999, longest
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(connections, forKey: .connections)
    try container.encodeIfPresent(rate, forKey: .rate)
    try container.encode(duration, forKey: .duration)
    try container.encode(latencies.count, forKey: .answered)
    try container.encode(failed, forKey: .failed)
    try container.encode(throughput, forKey: .throughput)
    for (key, percentile) in [(Key.p50, 50.0), (.p90, 90), (.p99, 99), (.p999, 99.9), (.longest, 100)] {
      try container.encodeIfPresent(latencies.percentile(percentile), forKey: key)
    }
  }
}

// MARK: Storing

extension LatencyDistribution: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(values, counts.map { Int64($0) })
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    let values: [Double] = try reader.read()
    let counts: [Int64] = try reader.read()
    guard values.count == counts.count, counts.allSatisfy({ (0...(1 << 40)).contains($0) }) else {
      throw .damaged("latencies and their counts do not fit")
    }
    self.init(zip(values, counts).map { (seconds: $0, count: Int($1)) })
  }
}

extension LoadReport.Step: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(connections, rate, duration, latencies, failed, firstFailure)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      connections: try reader.read(), rate: try reader.read(), duration: try reader.read(),
      latencies: try reader.read(), failed: try reader.read(), firstFailure: try reader.read())
  }
}

extension LoadReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, version, shape == .open, steps, goals)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      name: try reader.read(), version: try reader.read(), shape: try reader.read(Bool.self) ? .open : .closed,
      steps: try reader.read(), measured: try reader.read())
  }
}
