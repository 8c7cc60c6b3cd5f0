import Foundation
import Testing

@testable import Engine
@testable import Serving

@Suite("A service keeps its bounds", .serialized, .timeLimit(.minutes(5)))
struct SecurityTests {
  static let token = "correct-horse-battery"

  @Test(arguments: [[], [Caller.unusual]])
  func `without a token, and with a wrong one, nothing is answered`(_ headers: [String]) throws {
    let shop = try Shop()
    _ = try shop.serving { settings in
      settings.tokens = AccessTokens([Self.token, "another-token-of-some-length"])
    } _: { caller in
      func status(_ authorization: String?) throws -> Int {
        try caller.predict(Shop.body(1), headers: headers + (authorization.map { ["Authorization: \($0)"] } ?? []))
          .status
      }
      #expect(try status(nil) == 401)
      for wrong in [
        "Bearer", "Bearer ", "Bearer \(Self.token)x", "Bearer \(Self.token.dropLast())", "Basic \(Self.token)",
        Self.token, "Bearer  \(Self.token)", "Bearer \(Self.token.uppercased())",
      ] { #expect(try status(wrong) == 401, "\(wrong)") }
      #expect(try status("Bearer \(Self.token)") == 200)
      #expect(try status("bearer another-token-of-some-length") == 200)
      for path in ["/schema", "/metrics", "/openapi.json"] {
        #expect(try caller.request("GET", path).status == 401)
        #expect(try caller.request("GET", path).header("www-authenticate") == "Bearer")
      }
      #expect(try caller.request("GET", "/healthz").status == 200)
      let page = try caller.request("GET", "/")
      #expect(page.status == 200 && !page.body.contains("f.delay") && !page.body.contains(shop.first.version))
      let form = "Content-Type: application/x-www-form-urlencoded"
      #expect(try caller.request("POST", "/", "token=nothing", headers: [form]).body.contains("none of the service"))
      #expect(try caller.request("POST", "/", "token=\(Self.token)", headers: [form]).body.contains("f.delay"))
    }
  }

  @Test func `tokens that anyone could guess are refused`() {
    #expect(throws: TokenMistake.self) { try AccessTokens.parse("short") }
    #expect(throws: TokenMistake.self) { try AccessTokens.parse("long-enough-but-with-é") }
    #expect((try? AccessTokens.parse("# mine\n\nlong-enough-to-be-one \n"))?.count == 1)
  }

  @Test func `a body that is too large is refused, said or not`() throws {
    let shop = try Shop()
    _ = try shop.serving { settings in
      settings.mostBodyBytes = 100_000
      settings.mostRows = 20
    } _: { caller in
      let large = String(repeating: " ", count: 200_000)
      #expect(try caller.predict(large).status == 413)
      let chunked = try Connection(caller.port)
      chunked.send(
        "POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\n\(Caller.json)\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<30 { chunked.send("2000\r\n\(String(repeating: " ", count: 8192))\r\n") }
      #expect(Connection.answer(in: chunked.receive())?.status == 413)
      let many = try caller.predict("[\((0..<21).map(Shop.body).joined(separator: ","))]")
      #expect(many.status == 413 && many.body.contains("at most 20 rows"))
      #expect(try caller.predict(Shop.body(1)).status == 200)
    }
  }

  @Test func `a body of a byte now and then is given up, and others are served meanwhile`() throws {
    let shop = try Shop()
    _ = try shop.serving { settings in
      settings.deadline = .milliseconds(600)
    } _: { caller in
      for headers in [[], [Caller.unusual]] {
        let slow = try Connection(caller.port)
        let text = caller.text("POST", "/predict", Shop.body(1), [Caller.json] + headers)
        let start = Date()
        var isClosed = false
        for character in text.prefix(text.count - 20) { slow.send(String(character)) }
        for character in text.suffix(20).prefix(15) {
          slow.send(String(character))
          #expect(try caller.predict(Shop.body(2)).status == 200)
          Thread.sleep(forTimeInterval: 0.1)
          if Date().timeIntervalSince(start) > 1.2 { break }
        }
        isClosed = slow.isClosedByPeer()
        #expect(isClosed)
        #expect(Date().timeIntervalSince(start) < 3)
      }
    }
  }

  @Test func `a head that never ends is given up`() throws {
    let shop = try Shop()
    _ = try shop.serving { settings in
      settings.deadline = .milliseconds(500)
    } _: { caller in
      for head in ["POST /predict HTTP/1.1\r\nHost: 127", "GET / HTTP/1.1\r\nX-A: b\r\n", "\r\n\r\n", "P"] {
        let slow = try Connection(caller.port)
        slow.send(head)
        #expect(slow.isClosedByPeer(), "\(head)")
      }
      let huge = try Connection(caller.port)
      huge.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: \(String(repeating: "a", count: 200_000))\r\n\r\n")
      #expect(huge.isClosedByPeer())
      #expect(try caller.predict(Shop.body(2)).status == 200)
    }
  }

  @Test func `thousands of idle connections are borne, then closed`() throws {
    let shop = try Shop()
    // As many as this machine's limit of open files allows: each connection takes two of this process.
    var limit = rlimit()
    #if canImport(Darwin)
      getrlimit(RLIMIT_NOFILE, &limit)
    #else
      getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
    #endif
    let count = min(9_000, Int(limit.rlim_cur) / 2 - 500)
    _ = try shop.serving { settings in
      settings.idleTime = .seconds(3)
    } _: { caller in
      let idle = try (0..<count).map { _ in try Connection(caller.port) }
      let start = Date()
      for row in 0..<50 { #expect(try caller.predict(Shop.body(row)).status == 200) }
      #expect(Date().timeIntervalSince(start) < 5)
      #expect(idle.first?.isClosedByPeer() == true)
      #expect(idle.last?.isClosedByPeer() == true)
    }
  }

  @Test func `who asks without reading is held back, and answered once it reads`() throws {
    let shop = try Shop()
    let count = 60_000
    _ = try shop.serving { caller in
      let connection = try Connection(caller.port)
      let text = String(repeating: caller.text("POST", "/predict", Shop.body(1), [Caller.json]), count: 1000)
      let sender = Thread { for _ in 0..<count / 1000 { connection.send(text) } }
      sender.start()
      Thread.sleep(forTimeInterval: 1)
      #expect(!sender.isFinished, "the client is held back")
      #expect(try caller.predict(Shop.body(2)).status == 200)
      #expect(connection.count(of: Array("HTTP/1.1 200 OK".utf8), atLeast: count) == count)
    }
  }

  @Test func `more requests than are worked on at once are told to come again`() throws {
    let shop = try Shop()
    _ = try shop.serving { settings in
      settings.mostRequests = 2
    } _: { caller in
      let held = try (0..<2).map { _ in try caller.begin() }
      Thread.sleep(forTimeInterval: 0.3)
      let refused = try caller.predict("[\(Shop.body(1))]")
      #expect(refused.status == 503 && refused.header("retry-after") == "1")
      #expect(try caller.predict(Shop.body(1)).status == 200, "a single row waits for nobody")
      withExtendedLifetime(held) {}
    }
  }

  @Test func `who goes away before it is answered leaves its place`() throws {
    let shop = try Shop()
    _ = try shop.serving { settings in
      settings.mostRequests = 4
    } _: { caller in
      for number in 0..<60 {
        let gone = try caller.begin(number % 2 == 0 ? "Content-Type: application/x-ndjson" : Caller.json)
        if number % 3 == 0 { Thread.sleep(forTimeInterval: 0.005) }
        gone.endsHard()
      }
      Thread.sleep(forTimeInterval: 0.3)
      // As many at once as there are places.
      let held = try (0..<3).map { _ in try caller.begin() }
      Thread.sleep(forTimeInterval: 0.2)
      #expect(try caller.predict("[\(Shop.body(1))]").status == 200)
      #expect(try caller.request("GET", "/metrics").body.contains("daybook_requests_in_progress 3\n"))
      withExtendedLifetime(held) {}
    }
  }

  // MARK: Tricks

  @Test(arguments: [
    "/../predict", "/predict/..", "/%2e%2e/etc/passwd", "//predict", "/predict%00", "/PREDICT", "/predict/",
    "/..%2fpredict",
  ])
  func `a path that is another than it seems leads nowhere`(_ path: String) throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let status = try caller.request("POST", path, "{}").status
      #expect(status == 404)
    }
  }

  @Test(arguments: ["a\tb", "<script>", "a b", "a;b", "é", String(repeating: "a", count: 65), "\"x\""])
  func `a request's name that might mean something is not repeated`(_ id: String) throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let answer = try caller.predict(Shop.body(1), headers: ["X-Request-Id: \(id)"])
      #expect(answer.status == 200 || answer.status == 400)
      #expect(!answer.head.contains(id) && !answer.body.contains(id))
    }
  }

  @Test func `a site whose name was made to mean this machine gets nothing`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "127.0.0.1:80:80", ""] {
        let connection = try Connection(caller.port)
        let text =
          "POST /predict HTTP/1.1\r\nHost: \(host)\r\n\(Caller.json)\r\nContent-Length: \(Shop.body(1).utf8.count)\r\n\r\n\(Shop.body(1))"
        #expect(try connection.ask(text).status == 421, "\(host)")
      }
    }
  }

  @Test(arguments: [
    "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length : 5",
    "Content-Length: +5", "Content-Length: 0x5", "Content-Length: 5\r\n X: y", "Transfer-Encoding: chunked",
    "Content-Length: 99999999999999999999", "Content-Length: 5\r\nUpgrade: x",
    "Content-Length: 5\r\nExpect: 100-continue",
    "Content-Length: 5\r\nHost: b", "Content-Length: 5\u{0B}",
  ])
  func `the plain lane takes only what has one meaning`(_ lines: String) {
    let text = "POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\n\(Caller.json)\r\n\(lines)\r\n\r\n{    "
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { bytes in
      guard case .another = PlainRequest.parse(bytes, forLoopback: true, mostBodyBytes: 1 << 20) else {
        Issue.record("it is taken: \(lines)")
        return
      }
    }
  }

  @Test func `the plain lane refuses no body, and takes none beyond the limit`() {
    let text = Array(Caller(port: 80).text("POST", "/predict", Shop.body(1), [Caller.json]).utf8)
    let length = Shop.body(1).utf8.count
    text.withUnsafeBufferPointer { bytes in
      if case .plain = PlainRequest.parse(bytes, forLoopback: true, mostBodyBytes: length) {
      } else {
        Issue.record("it is not taken")
      }
      if case .plain = PlainRequest.parse(bytes, forLoopback: true, mostBodyBytes: length - 1) {
        Issue.record("it is taken")
      }
    }
  }

  @Test func `whatever bytes come, the plain lane stays inside of them`() {
    let text = Array(Caller(port: 80).text("POST", "/predict", Shop.body(1), [Caller.json, "X-Request-Id: a"]).utf8)
    func parse(_ bytes: [UInt8]) {
      bytes.withUnsafeBufferPointer { buffer in
        if case .plain(let request) = PlainRequest.parse(buffer, forLoopback: true, mostBodyBytes: 1 << 20) {
          #expect(request.length <= buffer.count && request.body.upperBound == request.length)
        }
      }
    }
    for count in 0...text.count { parse(Array(text[..<count])) }
    for place in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[place] = byte
        parse(changed)
      }
    }
  }
}
