import Diagnostics
import Foundation
import Report
import Synchronization
import Testing

@testable import Preview

@Suite("A preview over HTTP", .timeLimit(.minutes(10)))
struct PreviewServerTests {
  let desk: Desk
  let timing = PreviewTiming(
    poll: .milliseconds(10), pause: .milliseconds(10), patience: .milliseconds(200), longestWait: .milliseconds(400))

  init() throws {
    desk = try Desk()
    try desk.overwrite("n.md", with: "first")
  }

  /// Stands for the interpreter: the text is the page's title, and a text that says "wrong" is.
  private static func run(_ path: String) -> PreviewResult {
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "gone"
    let source = SourceText(path: path, text: text)
    guard !text.contains("wrong"), text != "gone", !text.isEmpty else {
      return .failed([Diagnostic("this is wrong", in: source, at: Place(line: 1, column: 1))])
    }
    return .page(Sample.page(title: text), warnings: [])
  }

  /// Runs a server for as long as a test needs it.
  private func withServer(
    _ source: PreviewSource? = nil, timing: PreviewTiming? = nil,
    _ test: @Sendable (Browser, Browser.Listener, _ firstPage: String) async throws -> Void
  ) async throws {
    let path = desk.path("n.md")
    let source = source ?? PreviewSource(path: path) { _ in Self.run(path) }
    let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
    let server = PreviewServer(source, port: .free, timing: timing ?? self.timing)
    let running = Task {
      try await server.run { event in if case .serving(let address) = event { continuation.yield(address) } }
    }
    defer { running.cancel() }
    for await address in addresses.prefix(1) {
      let browser = try #require(Browser(address: address))
      let listener = try browser.listen()
      defer { listener.close() }
      try await test(browser, listener, try await listener.page(after: ""))
    }
  }

  @Test func `shows the new page after a save, the errors of a wrong one, and the good one again`() async throws {
    try await withServer { browser, listener, first in
      #expect(try await browser.get().body.contains("<h1>first</h1>"))
      try desk.replace("n.md", with: "second")
      let second = try await listener.page(after: first)
      #expect(try await browser.get().body.contains("<h1>second</h1>"))

      try desk.overwrite("n.md", with: "wrong")
      let wrong = try await listener.page(after: second)
      let page = try await browser.get().body
      #expect(page.contains(inOrder: "<body class=\"stale\">", "this is wrong", "   | wrong", "<h1>second</h1>"))

      try desk.overwrite("n.md", with: "third")
      _ = try await listener.page(after: wrong)
      let mended = try await browser.get().body
      #expect(mended.contains("<h1>third</h1>"))
      #expect(!mended.contains("this is wrong") && !mended.contains("class=\"stale\""))
    }
  }

  @Test func `tells every page that listens`() async throws {
    try await withServer { browser, listener, first in
      let other = try browser.listen()
      defer { other.close() }
      #expect(try await other.page(after: "") == first, "a page that comes late is told what there is")
      try desk.replace("n.md", with: "second")
      let second = try await listener.page(after: first)
      #expect(try await other.page(after: first) == second)
      #expect(try await browser.get().body.contains("const shown = \"\(second)\""))
    }
  }

  @Test func `answers under this machine's own name alone, and with the page alone`() async throws {
    try await withServer { browser, _, _ in
      for host in ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.", "", "0.0.0.0", "[::1]"]
      {
        for path in ["/", "/events"] {
          let reply = try await browser.get(path, host: host)
          #expect([400, 421].contains(reply.status), "\(host)\(path)")
          #expect(!reply.body.contains("<h1>"))
        }
      }
      for host in ["localhost", "127.0.0.1", "LOCALHOST:9000", "127.0.0.1:\(browser.port)"] {
        #expect(try await browser.get(host: host).status == 200, "\(host)")
      }
      for path in ["/favicon.ico", "/n.md", "/../n.md", "/events/", "/%2e%2e/n.md", "//"] {
        #expect(try await browser.get(path).status == 404, "\(path)")
      }
      #expect(try await browser.get(method: "POST").status == 405)
      #expect(try await browser.get(method: "HEAD").body == "")
    }
  }

  @Test func `sends pages that run the preview's script and nothing else`() async throws {
    try await withServer { browser, listener, first in
      let page = try await browser.get()
      let head = page.head.lowercased()
      let nonce = try #require(page.body.components(separatedBy: "<script nonce=\"").last?.prefix(32))
      #expect(head.contains("script-src 'nonce-\(nonce)'"))
      for header in [
        "default-src 'none'", "frame-ancestors 'none'", "x-content-type-options: nosniff", "cache-control: no-store",
      ] { #expect(head.contains(header), "\(header)") }
      try desk.replace("n.md", with: "second")
      _ = try await listener.page(after: first)
      #expect(try await !browser.get().body.contains(nonce), "every page has its own")
    }
  }

  @Test func `never shows a notebook between the two halves of a save`() async throws {
    let texts = Mutex<[String]>([])
    let path = desk.path("n.md")
    let source = PreviewSource(path: path) { _ in
      texts.withLock {
        $0.append(FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "gone")
      }
      return Self.run(path)
    }
    var patient = timing
    patient.patience = .seconds(240)
    try await withServer(source, timing: patient) { browser, listener, first in
      try desk.overwrite("n.md", with: "")
      try await Task.sleep(for: .milliseconds(150))
      try desk.remove("n.md")
      try await Task.sleep(for: .milliseconds(150))
      try desk.overwrite("n.md", with: "second")
      _ = try await listener.page(after: first)
      #expect(try await browser.get().body.contains("<h1>second</h1>"))
    }
    #expect(texts.withLock(\.self) == ["first", "second"])
  }

  @Test func `does not show what was made of a notebook that was saved before it was read`() async throws {
    let (path, desk) = (desk.path("n.md"), desk)
    let runs = Mutex(0)
    let source = PreviewSource(path: path) { wasRead in
      if runs.withLock({
        $0 += 1; return $0
      }) == 2 {
        try? desk.overwrite("n.md", with: "half")
      }
      let result = Self.run(path)
      wasRead()
      if runs.withLock(\.self) == 2 { try? desk.overwrite("n.md", with: "whole") }
      return result
    }
    try await withServer(source) { browser, listener, first in
      try desk.overwrite("n.md", with: "second")
      let page = try await listener.page(after: first)
      #expect(page.hasSuffix("-3"), "the page of the half-written notebook was posted")
      #expect(try await browser.get().body.contains("<h1>whole</h1>"))
    }
  }

  @Test func `runs one at a time, and again for what was saved meanwhile`() async throws {
    struct Runs { var now = 0, most = 0, texts: [String] = [] }
    let (path, desk) = (desk.path("n.md"), desk)
    let runs = Mutex(Runs())
    let source = PreviewSource(path: path) { wasRead in
      let result = Self.run(path)
      wasRead()
      let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "gone"
      runs.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
        $0.texts.append(text)
      }
      if text == "first" { for i in 1...20 { try? desk.replace("n.md", with: "save \(i)") } }
      Thread.sleep(forTimeInterval: 0.05)
      runs.withLock { $0.now -= 1 }
      return result
    }
    try await withServer(source) { browser, listener, first in
      var page = first
      while try await !browser.get().body.contains("<h1>save 20</h1>") { page = try await listener.page(after: page) }
    }
    #expect(runs.withLock(\.most) == 1)
    #expect(runs.withLock(\.texts) == ["first", "save 20"])
  }

  @Test func `runs again when a data file comes, changes or goes`() async throws {
    let (path, data) = (desk.path("n.md"), desk.path("data/d.csv"))
    try desk.overwrite("n.md", with: "reads \"data/d.csv\"")
    let source = PreviewSource(path: path) { _ in
      guard let found = FileManager.default.contents(atPath: data) else {
        return .failed([Diagnostic("no data", path: path)])
      }
      return .page(Sample.page(title: String(decoding: found, as: UTF8.self)), warnings: [])
    }
    try await withServer(source) { browser, listener, first in
      #expect(try await browser.get().body.contains("This notebook does not run yet"))
      try desk.replace("data/d.csv", with: "one")
      let one = try await listener.page(after: first)
      #expect(try await browser.get().body.contains("<h1>one</h1>"))
      try desk.overwrite("data/d.csv", with: "two")
      let two = try await listener.page(after: one)
      #expect(try await browser.get().body.contains("<h1>two</h1>"))
      try desk.remove("data/d.csv")
      _ = try await listener.page(after: two)
      #expect(try await browser.get().body.contains(inOrder: "no data", "<h1>two</h1>"))
    }
  }

  @Test func `says when its port is taken, or takes the next`() async throws {
    let path = desk.path("n.md")
    let source = PreviewSource(path: path) { _ in Self.run(path) }
    try await withServer { browser, _, _ in
      await #expect(throws: PortTaken.self) {
        try await PreviewServer(source, port: .exactly(browser.port)).run { _ in }
      }
      let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
      let next = Task {
        try await PreviewServer(source, port: .first(of: browser.port...(browser.port + 50))).run { event in
          if case .serving(let address) = event { continuation.yield(address) }
        }
      }
      defer { next.cancel() }
      for await address in addresses.prefix(1) {
        let other = try #require(Browser(address: address))
        #expect(other.port > browser.port)
        #expect(try await other.get().status == 200)
      }
    }
  }

  @Test func `forgets pages that went away, and refuses a crowd`() async throws {
    let board = PreviewBoard { _ in "" }
    var streams = (0..<64).compactMap { _ in board.listen() }
    #expect(streams.count == 64)
    #expect(board.listen() == nil)
    streams = []
    board.remind()
    let deadline = ContinuousClock.now + Browser.patience
    while board.listenerCount > 0, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
    #expect(board.listen() != nil)
  }
}
