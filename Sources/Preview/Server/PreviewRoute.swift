/// What a request to a preview may have: the page, its events, and nothing else.
enum PreviewRoute: Equatable {
  case page
  case events
  /// With a status and a sentence for whoever reads it.
  case refused(Int, String)

  /// - Parameter host: what the request says it wants to talk to. A site whose name was made to mean this machine
  ///   names itself here, and gets nothing.
  init(method: String, path: String, host: String?) {
    guard Self.isLoopback(host ?? "") else {
      self = .refused(421, "The preview answers only to localhost and 127.0.0.1.")
      return
    }
    let target: PreviewRoute
    switch path {
    case "/": target = .page
    case "/events": target = .events
    default:
      self = .refused(404, "There is nothing here: the preview is at /.")
      return
    }
    self = ["GET", "HEAD"].contains(method) ? target : .refused(405, "The preview can only be read.")
  }

  /// `localhost` or `127.0.0.1`, with any port: it may have been forwarded.
  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.lowercased().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, name == "localhost" || name == "127.0.0.1" else { return false }
    guard parts.count == 2 else { return true }
    return (1...5).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
