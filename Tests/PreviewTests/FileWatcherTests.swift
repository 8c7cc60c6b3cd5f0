import Foundation
import Testing

@testable import Preview

@Suite("Files that change", .timeLimit(.minutes(10)))
struct FileWatcherTests {
  let desk: Desk
  let timing = PreviewTiming(
    poll: .milliseconds(5), pause: .milliseconds(20), patience: .milliseconds(300), longestWait: .milliseconds(400))

  init() throws {
    desk = try Desk()
    try desk.overwrite("n.md", with: "one")
    try desk.overwrite("data/d.csv", with: "a,b")
  }

  private func settled(patience: Duration? = nil) async throws -> FileWatcher {
    var timing = timing
    timing.patience = patience ?? timing.patience
    var watcher = FileWatcher(notebook: desk.path("n.md"), timing: timing)
    watcher.watch([desk.path("data/d.csv"), desk.path("data/none.csv")])
    _ = try await watcher.settle()
    return watcher
  }

  @Test(arguments: [
    "overwritten in place", "replaced", "emptied", "deleted", "made", "as long, with the old date", "data overwritten",
  ])
  func `are noticed`(how: String) async throws {
    var watcher = try await settled()
    #expect(!watcher.hasChanged)
    switch how {
    case "overwritten in place": try desk.overwrite("n.md", with: "two")
    case "replaced": try desk.replace("n.md", with: "two")
    case "emptied": try desk.overwrite("n.md", with: "")
    case "deleted": try desk.remove("n.md")
    case "made": try desk.overwrite("data/none.csv", with: "1")
    case "as long, with the old date":
      let date = try FileManager.default.attributesOfItem(atPath: desk.path("n.md"))[.modificationDate]
      try await Task.sleep(for: .milliseconds(20))
      try desk.overwrite("n.md", with: "eno")
      try FileManager.default.setAttributes([.modificationDate: date ?? Date()], ofItemAtPath: desk.path("n.md"))
    default: try desk.replace("data/d.csv", with: "a,c")
    }
    #expect(watcher.hasChanged)
    try await watcher.change()
    _ = try await watcher.settle()
    #expect(!watcher.hasChanged)
  }

  @Test func `are read when they are whole, though they are gone or empty for a while`() async throws {
    var watcher = try await settled(patience: .seconds(240))
    try desk.remove("n.md")
    let desk = desk
    let editor = Task {
      try await Task.sleep(for: .milliseconds(60))
      try desk.overwrite("n.md", with: "")
      try await Task.sleep(for: .milliseconds(60))
      try desk.overwrite("n.md", with: "whole")
    }
    #expect(try await watcher.settle().text == "whole")
    try await editor.value
  }

  @Test func `may be gone or empty for good`() async throws {
    var watcher = try await settled()
    try desk.overwrite("n.md", with: "")
    #expect(try await watcher.settle().isHollow)
    try desk.remove("n.md")
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try await watcher.settle().isHollow)
    #expect(clock.now - start >= timing.patience)
  }

  @Test func `that never come to rest are not waited for, if they are not the notebook`() async throws {
    var watcher = try await settled()
    let desk = desk
    let log = Task {
      var text = ""
      while !Task.isCancelled {
        text += "line\n"
        try desk.overwrite("data/d.csv", with: text)
        try? await Task.sleep(for: .milliseconds(3))
      }
    }
    #expect(try await watcher.settle().text == "one")
    log.cancel()
    try await log.value
  }

  @Test func `that are no files are not read`() async throws {
    #expect(NotebookCopy(ofFileAt: desk.path("data")).contents == nil)
    #expect(mkfifo(desk.path("pipe"), 0o600) == 0)
    #expect(NotebookCopy(ofFileAt: desk.path("pipe")).contents == nil)
    #expect(NotebookCopy(ofFileAt: desk.path("nothing")).isHollow)
  }

  @Test func `are known by the names that a notebook gives them`() {
    let text = """
      let a = Table(csv: "data/a.csv.gz"), b = Table(csv: "/abs/b.csv")
      note("No. 5 is fine.") ; model("late flights v1.2 ") ; "" ; "x"
      "../up.db" and "odd
      """
    #expect(FileMentions(in: text, folder: "/p").paths == ["/p/data/a.csv.gz", "/abs/b.csv", "/p/../up.db"])
    let many = (0..<1000).map { "\"f\($0).csv\"" }.joined(separator: "\n")
    #expect(FileMentions(in: many, folder: "/p").paths.count == 200)
  }
}
