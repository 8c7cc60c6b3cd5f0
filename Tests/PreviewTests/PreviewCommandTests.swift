import Foundation
import Synchronization
import TestSupport
import Testing

/// The command as a shell runs it, with the real interpreter.
@Suite("daybook preview", .timeLimit(.minutes(10)))
struct PreviewCommandTests {
  let desk: Desk

  init() throws { desk = try Desk() }

  /// A command that runs, with what it has said so far.
  private final class Running: Sendable {
    let process: Process
    private let output = Mutex("")

    init(_ arguments: [String], in folder: URL) throws {
      process = Process()
      process.executableURL = BuildFolder.command
      process.arguments = arguments
      process.currentDirectoryURL = folder
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      Thread { [self] in
        while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
          output.withLock { $0 += String(decoding: data, as: UTF8.self) }
        }
      }.start()
    }

    /// Waits until it has said this.
    func said(_ text: String) async throws -> String {
      try await wait("it never said \(text)") { output.withLock(\.self).contains(text) }
      return output.withLock(\.self)
    }

    func status() async throws -> Int32 {
      try await wait("it never ended") { !process.isRunning }
      return process.terminationStatus
    }

    private func wait(_ complaint: String, until isSo: () -> Bool) async throws {
      let deadline = ContinuousClock.now + Browser.patience
      while !isSo() {
        guard ContinuousClock.now < deadline else {
          throw Browser.Trouble(description: "\(complaint): \(output.withLock(\.self))")
        }
        try await Task.sleep(for: .milliseconds(10))
      }
    }
  }

  @Test func `follows a notebook until it is interrupted, and leaves nothing behind`() async throws {
    try desk.overwrite("n.md", with: "# One\n\n```swift data\nnote(\"fine\")\n```\n")
    let running = try Running(["preview", "n.md", "--port", "0"], in: desk.folder)
    defer { running.process.terminate() }
    let said = try await running.said("rendered in")
    let address = try #require(said.split(separator: " ").first)
    let browser = try #require(Browser(address: String(address)))
    let listener = try browser.listen()
    defer { listener.close() }
    let first = try await listener.page(after: "")
    #expect(try await browser.get().body.contains("<h1>One</h1>"))

    try desk.replace("n.md", with: "# One\n\nMore.\n\n```swift data\nnote(\"fine\")\nnoet(\"oops\")\n```\n")
    let wrong = try await listener.page(after: first)
    #expect(
      try await browser.get().body.contains(
        inOrder: "<body class=\"stale\">", "1 error in n.md", "n.md:7:1", "<h1>One</h1>", "<aside class=\"diagnostic",
        "   | noet(&quot;oops&quot;)", "^~~~", "id=\"step-1\""))
    _ = try await running.said("failed after")

    try desk.overwrite("n.md", with: "# Two\n\n```swift data\nnote(\"fine\")\n```\n")
    _ = try await listener.page(after: wrong)
    #expect(try await browser.get().body.contains("<h1>Two</h1>"))

    kill(running.process.processIdentifier, SIGINT)
    #expect(try await running.status() == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: desk.folder.path).sorted() == [".daybook", "data", "n.md"])
  }

  @Test(arguments: [
    (["preview", "none.md"], 1, "no such file"), (["preview"], 2, "Error"),
    (["preview", "n.md", "--port", "70000"], 2, "70000"),
    (["preview", "n.md", "--port", "x"], 2, "Error"), (["preview", "n.md", "-P", "a=1", "-P", "a=2"], 2, "twice"),
  ])
  func `says what is wrong with how it was called`(arguments: [String], status: Int32, sentence: String) async throws {
    try desk.overwrite("n.md", with: "# One\n")
    let running = try Running(arguments, in: desk.folder)
    #expect(try await running.status() == status)
    _ = try await running.said(sentence)
  }
}
