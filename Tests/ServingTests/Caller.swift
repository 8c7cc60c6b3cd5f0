import Foundation

/// A client that sends bytes as they are.
struct Caller: Sendable {
  let port: Int

  struct Answer {
    let status: Int
    let head: String
    let body: String

    var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:] }
    /// Read from the text: Foundation's own reading of JSON loses the last digit of some numbers.
    var prediction: Double? { predictions.first ?? nil }
    var predictions: [Double?] { body.matches(of: /"prediction":([-+.eE0-9]+)/).map { Double($0.1) } }
    func header(_ name: String) -> String? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        .map { String($0.dropFirst(name.count + 1)).trimmingCharacters(in: .whitespaces) }
    }
  }

  func request(
    _ method: String, _ path: String, _ body: String = "", headers: [String] = []
  ) throws -> Answer {
    let connection = try Connection(port)
    return try connection.ask(text(method, path, body, headers))
  }

  func text(_ method: String, _ path: String, _ body: String, _ headers: [String] = []) -> String {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + headers
    if !body.isEmpty || method == "POST" { lines.append("Content-Length: \(body.utf8.count)") }
    return (lines + ["", body]).joined(separator: "\r\n")
  }

  static let json = "Content-Type: application/json"
  /// A header that the plain lane does not know, so that Hummingbird answers.
  static let unusual = "X-Unusual: yes"

  /// A request that is worked on, and whose body does not come as a whole.
  func begin(_ type: String = json) throws -> Connection {
    let connection = try Connection(port)
    connection.send(
      "POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\n\(type)\r\n\(Self.unusual)\r\nContent-Length: 9999\r\n\r\n[\n")
    return connection
  }

  func predict(_ body: String, headers: [String] = []) throws -> Answer {
    try request("POST", "/predict", body, headers: [Self.json] + headers)
  }
}

/// A connection of sockets alone.
final class Connection: @unchecked Sendable {
  private let socket: Int32

  struct Failure: Error, CustomStringConvertible { let description: String }

  init(_ port: Int) throws {
    socket = Loopback.socket()
    let descriptor = socket
    guard Loopback.withAddress(port, { connect(descriptor, $0, $1) }).result == 0 else {
      close(socket)
      throw Failure(description: "cannot connect: \(String(cString: strerror(errno)))")
    }
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  /// From here on the connection ends by being broken off, as that of a client that has crashed.
  func endsHard() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress?.advanced(by: at), bytes.count - at, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      at += count
    }
  }

  /// What comes until there is an answer as a whole, or the other side closes.
  func receive() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while Self.answer(in: bytes) == nil {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Whether the other side closes within the time that is waited for anything.
  func isClosedByPeer() -> Bool {
    var byte: UInt8 = 0
    while true {
      let count = recv(socket, &byte, 1, 0)
      if count == 0 { return true }
      if count < 0 { return errno != EAGAIN }
    }
  }

  /// How often some bytes come, until they have come often enough or nothing more does.
  func count(of word: [UInt8], atLeast most: Int) -> Int {
    var found = 0
    var rest: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while found < most {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      rest += buffer[..<count]
      let data = Data(rest)
      var at = data.startIndex
      while let range = data.firstRange(of: Data(word), in: at..<data.endIndex) {
        found += 1
        at = range.upperBound
      }
      rest = Array(data[max(at, data.endIndex - word.count + 1)...])
    }
    return found
  }

  func ask(_ text: String) throws -> Caller.Answer {
    send(text)
    let bytes = receive()
    guard let answer = Self.answer(in: bytes) else {
      throw Failure(description: "no answer: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
    }
    return answer
  }

  /// The first answer in some bytes; of chunks, their contents.
  static func answer(in bytes: [UInt8]) -> Caller.Answer? {
    guard let end = (0..<max(0, bytes.count - 3)).first(where: { bytes[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) })
    else { return nil }
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    let rest = Array(bytes[(end + 4)...])
    let answer = Caller.Answer(status: Int(head.split(separator: " ")[1]) ?? 0, head: head, body: "")
    if let length = answer.header("content-length").flatMap({ Int($0) }) {
      guard rest.count >= length else { return nil }
      return Caller.Answer(
        status: answer.status, head: head, body: String(decoding: rest[..<length], as: UTF8.self))
    }
    guard rest.suffix(5).elementsEqual("0\r\n\r\n".utf8) else { return nil }
    var body = ""
    var text = String(decoding: rest, as: UTF8.self)[...]
    while let line = text.firstRange(of: "\r\n"), let size = Int(text[..<line.lowerBound], radix: 16), size > 0 {
      let start = text.utf8.index(line.upperBound, offsetBy: 0)
      let finish = text.utf8.index(start, offsetBy: size)
      body += text[start..<finish]
      text = text[finish...].dropFirst(1)
    }
    return Caller.Answer(status: answer.status, head: head, body: body)
  }
}
