import Foundation
import Synchronization

/// What a browser does with a preview, over plain sockets: asks for pages, listens to events. Every wait has an end.
struct Browser: Sendable {
  struct Reply: Sendable {
    let status: Int
    let head: String
    let body: String
  }

  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  /// Long, since the tests that compute keep every core for a while; a preview answers in milliseconds.
  static let patience: Duration = .seconds(240)
  let port: Int

  init(port: Int) { self.port = port }

  /// - Parameter address: `http://127.0.0.1:8080/`
  init?(address: String) {
    guard let port = URL(string: address)?.port else { return nil }
    self.init(port: port)
  }

  func get(_ path: String = "/", method: String = "GET", host: String? = nil) async throws -> Reply {
    let text = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<String, any Error>) in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            let socket = try connect()
            defer { close(socket) }
            try send(
              "\(method) \(path) HTTP/1.1\r\nHost: \(host ?? "localhost:\(port)")\r\nConnection: close\r\n\r\n",
              to: socket)
            var bytes: [UInt8] = []
            while let more = try Self.receive(socket) { bytes += more }
            return String(decoding: bytes, as: UTF8.self)
          })
      }
    }
    guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
      throw Trouble(description: "no reply: \(text)")
    }
    return Reply(status: status, head: String(text[..<end.lowerBound]), body: String(text[end.upperBound...]))
  }

  /// Listens as a page does.
  func listen() throws -> Listener {
    let socket = try connect()
    try send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n", to: socket)
    return Listener(socket)
  }

  /// The events of one page.
  final class Listener: Sendable {
    private let socket: Int32
    private let text = Mutex("")
    private let reading = DispatchSemaphore(value: 0)

    fileprivate init(_ socket: Int32) {
      self.socket = socket
      Thread { [self] in
        while let more = try? Browser.receive(socket) {
          text.withLock { $0 += String(decoding: more, as: UTF8.self) }
        }
        reading.signal()
      }.start()
    }

    /// The socket is given back only when nobody reads it any more: its number goes to the next one.
    func close() {
      shutdown(socket, Int32(SHUT_RDWR))
      reading.wait()
      Foundation.close(socket)
    }

    /// The latest version of the page that was told, and whether a newer one is being made.
    var status: (page: String, isRendering: Bool)? {
      guard let data = text.withLock({ $0.components(separatedBy: "data: ").last { $0.contains("}") } }) else {
        return nil
      }
      guard let end = data.firstIndex(of: "}"), let page = data.components(separatedBy: "\"page\":\"").last else {
        return nil
      }
      return (String(page.prefix { $0 != "\"" }), data[..<end].contains("\"isRendering\":true"))
    }

    /// Waits for a page other than this one, made by a run that is over.
    func page(after earlier: String) async throws -> String {
      let deadline = ContinuousClock.now + Browser.patience
      while ContinuousClock.now < deadline {
        if let status, status.page != earlier, !status.page.hasSuffix("-1"), !status.isRendering { return status.page }
        try await Task.sleep(for: .milliseconds(10))
      }
      throw Trouble(description: "no page after \(earlier): \(text.withLock(\.self))")
    }
  }

  // MARK: Sockets

  private func connect() throws -> Int32 {
    #if canImport(Darwin)
      let socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #else
      let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var wait = timeval(tv_sec: 240, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        #if canImport(Darwin)
          Darwin.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        #else
          Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        #endif
      }
    }
    guard result == 0 else { throw Trouble(description: "nothing listens on port \(port)") }
    return socket
  }

  private func send(_ text: String, to socket: Int32) throws {
    let bytes = Array(text.utf8)
    guard write(socket, bytes, bytes.count) == bytes.count else { throw Trouble(description: "the request was cut") }
  }

  /// Nil at the end.
  private static func receive(_ socket: Int32) throws -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(socket, &buffer, buffer.count)
      if count > 0 { return Array(buffer[..<count]) }
      if count == 0 { return nil }
      // A child of another test that ends interrupts what waits here.
      if errno != EINTR { throw Trouble(description: "reading failed: \(String(cString: strerror(errno)))") }
    }
  }
}
