import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Serves a notebook's report on this machine, and keeps it up with the notebook.
///
/// ```swift
/// let source = PreviewSource(path: "notebooks/flights.md") { wasRead in … }
/// try await PreviewServer(source, port: .free).run { event in print(event) }
/// ```
///
/// Nothing is written to disk, and nothing but the page is served: to this machine alone, under its own name alone.
public struct PreviewServer: Sendable {
  public enum Port: Sendable {
    /// This one.
    case exactly(Int)
    /// The first of these that is free.
    case first(of: ClosedRange<Int>)
    /// Any that is free.
    case free
  }

  private static let address = "127.0.0.1"
  private let source: PreviewSource
  private let port: Port
  private let timing: PreviewTiming

  public init(_ source: PreviewSource, port: Port, timing: PreviewTiming = PreviewTiming()) {
    self.source = source
    self.port = port
    self.timing = timing
  }

  /// Serves until its task is cancelled. The notebook runs for the first time when the address is known.
  ///
  /// - Throws: `PortTaken` where there is no port to serve on; `CancellationError` at the end.
  public func run(_ tell: @escaping @Sendable (PreviewEvent) -> Void) async throws {
    let state = PreviewState(notebook: source.displayPath)
    let board = try PreviewBoard { try PreviewPage().waiting(for: state, reload: $0) }
    let loop = PreviewLoop(source: source, timing: timing, board: board, tell: tell)
    let (serving, signal) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await serve(board) { port in
          tell(.serving(address: "http://\(Self.address):\(port)/"))
          signal.yield()
        }
      }
      group.addTask {
        for await _ in serving.prefix(1) { try await loop.run() }
      }
      group.addTask {
        while true {
          try await Task.sleep(for: .seconds(10))
          board.remind()
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  // MARK: Listening

  private func serve(_ board: PreviewBoard, onServing: @escaping @Sendable (Int) -> Void) async throws {
    let ports: [Int] =
      switch port {
      case .exactly(let port): [port]
      case .first(let range): Array(range)
      case .free: [0]
      }
    for port in ports {
      do {
        try await application(board, port: port, onServing).run()
        return
        // Below 1024, a port may be refused though it is free.
      } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
        continue
      }
    }
    throw PortTaken(ports: ports)
  }

  private func application(_ board: PreviewBoard, port: Int, _ onServing: @escaping @Sendable (Int) -> Void)
    -> some ApplicationProtocol
  {
    Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in Self.response(to: request, board) },
      configuration: ApplicationConfiguration(address: .hostname(Self.address, port: port)),
      onServerRunning: { channel in onServing(channel.localAddress?.port ?? port) },
      // What happens is told by events.
      logger: Logger(label: "preview") { _ in SwiftLogNoOpLogHandler() })
  }

  // MARK: Answering

  private static func response(to request: Request, _ board: PreviewBoard) -> Response {
    let route = PreviewRoute(
      method: request.method.rawValue, path: request.uri.path, host: request.head.authority)
    let isHead = request.method == .head
    switch route {
    case .refused(let status, let sentence): return text(sentence, HTTPResponse.Status(code: status), isHead)
    case .page:
      let posted = board.posted
      var headers = Self.headers("text/html; charset=utf-8")
      headers[.contentSecurityPolicy] =
        "default-src 'none'; script-src 'nonce-\(posted.nonce)'; style-src 'unsafe-inline'; img-src data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
      return Response(status: .ok, headers: headers, body: body(posted.html, isHead))
    case .events:
      let headers = Self.headers("text/event-stream")
      if isHead { return Response(status: .ok, headers: headers) }
      guard let changes = board.listen() else {
        return text("Too many pages follow this preview.", .serviceUnavailable, isHead)
      }
      return Response(status: .ok, headers: headers, body: events(changes))
    }
  }

  /// The statuses as server-sent events, for as long as the page listens.
  private static func events(_ changes: AsyncStream<PreviewBoard.Status>) -> ResponseBody {
    ResponseBody { writer in
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      // A browser asks again this soon after a connection broke.
      try await writer.write(ByteBuffer(string: "retry: 500\n\n"))
      for await status in changes {
        let message = String(decoding: try encoder.encode(status), as: UTF8.self)
        try await writer.write(ByteBuffer(string: "data: \(message)\n\n"))
      }
      try await writer.finish(nil)
    }
  }

  private static func text(_ sentence: String, _ status: HTTPResponse.Status, _ isHead: Bool) -> Response {
    var headers = headers("text/plain; charset=utf-8")
    headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    if status == .methodNotAllowed { headers[.allow] = "GET, HEAD" }
    return Response(status: status, headers: headers, body: body(sentence + "\n", isHead))
  }

  /// The answer to HEAD says how long the text is, and leaves it out.
  private static func body(_ text: String, _ isHead: Bool) -> ResponseBody {
    guard isHead else { return ResponseBody(byteBuffer: ByteBuffer(string: text)) }
    return ResponseBody(contentLength: text.utf8.count) { writer in try await writer.finish(nil) }
  }

  private static func headers(_ type: String) -> HTTPFields {
    var headers = HTTPFields()
    headers[.contentType] = type
    headers[.cacheControl] = "no-store"
    headers[.xContentTypeOptions] = "nosniff"
    for (name, value) in [
      ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ] {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return headers
  }
}

/// No port to serve on.
public struct PortTaken: Error, CustomStringConvertible {
  let ports: [Int]

  public var description: String {
    let tried = ports.count == 1 ? "port \(ports[0]) is" : "the ports \(ports[0]) to \(ports[ports.count - 1]) are"
    return "\(tried) taken or not yours to use: choose another with --port, or any free one with --port 0"
  }
}
