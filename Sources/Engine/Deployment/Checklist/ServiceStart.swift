/// How a model was last served, as the service wrote it when it began to answer.
public struct ServiceStart: Sendable, Codable, Equatable {
  private static let fileName = "service.json"

  public let host: String
  public let isLoopback: Bool
  public let hasTokens: Bool
  public let isLogging: Bool

  public init(host: String, isLoopback: Bool, hasTokens: Bool, isLogging: Bool) {
    self.host = host
    self.isLoopback = isLoopback
    self.hasTokens = hasTokens
    self.isLogging = isLogging
  }

  /// - Throws: `DataError.cannotWrite`.
  public func write(for name: String, in registry: ModelRegistry) throws(DataError) {
    let file = "\(name)/\(Self.fileName)"
    try DurableFolder.replace(
      Array(ReleaseJSON.data(of: self)) + [10], at: "\(registry.folder)/\(file)",
      displayPath: "\(registry.displayPath)/\(file)")
  }

  static func last(of name: String, in registry: ModelRegistry) -> ServiceStart? {
    guard let bytes = try? FileBytes(path: "\(registry.folder)/\(name)/\(fileName)").contents else { return nil }
    return try? ReleaseJSON.value(ServiceStart.self, from: bytes)
  }
}
