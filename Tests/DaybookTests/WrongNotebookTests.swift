import Daybook
import Diagnostics
import Foundation
import Testing

/// The notebooks of `Wrong/`, each with what Daybook says of it beside it.
///
/// `DAYBOOK_RECORD=1 swift test --filter WrongNotebookTests` writes what is said now beside them; read the difference.
struct WrongNotebook: CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Wrong")
  static let isRecording = ProcessInfo.processInfo.environment["DAYBOOK_RECORD"] == "1"

  static let all: [WrongNotebook] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted().map { WrongNotebook(name: String($0.dropLast(3))) }
  }()

  var source: URL { Self.folder.appendingPathComponent(name + ".md") }
  var expected: URL { Self.folder.appendingPathComponent(name + ".txt") }
}

extension Workshop {
  /// What `daybook check` says of a notebook and, where that is no error, what `daybook render` says.
  func diagnostics(of notebook: Data, name: String) throws -> String {
    let path = try write(notebook, to: "notebooks/\(name).md")
    var found = NotebookCheck(path: path).diagnostics
    if !found.contains(where: { $0.severity == .error }) {
      var run = NotebookRun(path: path)
      run.limits = RunLimits(seconds: 1)
      let known = found
      found += failure(of: run).filter { !known.contains($0) }
    }
    return found.map { "\($0)\n" }.joined().replacingOccurrences(of: root.path + "/notebooks/", with: "")
  }

  /// What ends a run; nothing where it ends well.
  private func failure(of run: NotebookRun) -> [Diagnostic] {
    do {
      _ = try run.run()
      return []
    } catch { return error.diagnostics }
  }
}

@Suite("Wrong notebooks")
struct WrongNotebookTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
  }

  @Test func `there are at least 150 of them`() {
    #expect(WrongNotebook.all.count >= 150)
  }

  @Test(arguments: WrongNotebook.all)
  func `are told what the file beside them says`(notebook: WrongNotebook) throws {
    let said = try workshop.diagnostics(of: try Data(contentsOf: notebook.source), name: notebook.name)
    #expect(!said.isEmpty, "nothing is wrong with \(notebook.name)")
    if WrongNotebook.isRecording { try Data(said.utf8).write(to: notebook.expected) }
    let expected = try String(contentsOf: notebook.expected, encoding: .utf8)
    #expect(said == expected, "\(notebook.name)")
  }

  /// A notebook that is made here because it is too large, or holds bytes that no editor keeps.
  struct Made: CustomTestStringConvertible, Sendable {
    let name: String
    let notebook: @Sendable () -> Data
    let headline: String

    var testDescription: String { name }

    init(_ name: String, _ headline: String, _ notebook: @escaping @Sendable () -> Data) {
      self.name = name
      self.notebook = notebook
      self.headline = headline
    }

    /// A block of Swift.
    init(code name: String, _ headline: String, _ code: @escaping @Sendable () -> String) {
      self.init(name, headline) { Data("```swift\n\(code())\n```\n".utf8) }
    }

    static func nested(_ open: String, _ inside: String, _ close: String, _ depth: Int) -> String {
      String(repeating: open, count: depth) + inside + String(repeating: close, count: depth)
    }
  }

  static let made = [
    Made(code: "round brackets", ":2:201: error: brackets are nested too deep here") {
      Made.nested("(", "1", ")", 10_000)
    },
    Made(code: "square brackets", ":2:11: error: brackets are nested too deep here") {
      Made.nested("[", "1", "]", 10_000)
    },
    Made(code: "braces", ":2:201: error: brackets are nested too deep here") { Made.nested("{", "1", "}", 10_000) },
    Made(code: "texts in texts", ":2:") { Made.nested("\"\\(", "1", ")\"", 10_000) },
    Made(code: "brackets behind a pattern with a quote", ":2:") {
      "let a = /\"/; let b = " + Made.nested("[", "1", "]", 40)
    },
    Made(code: "minus signs", ":2:1: error:") { String(repeating: "-", count: 10_000) + "1" },
    Made(code: "a long name", ":2:1: error: nothing is called \"xxx") { String(repeating: "x", count: 100_000) },
    Made(code: "a long line", ":2:100014: error: nothing is called \"oops\" here") {
      "let a = \"\(String(repeating: "x", count: 100_000))\" + oops"
    },
    Made(code: "choices in choices", ":2:") { String(repeating: "true ? 1 : ", count: 3_000) + "1" },
    Made(code: "optional types", ":2:") { "let a: Int" + String(repeating: "?", count: 5_000) + " = 1 + oops" },
    Made("a NUL byte", ":1:2: error: a NUL character") { Data([0x41, 0, 0x42, 0x0A]) },
    Made("a byte that is not UTF-8", ":2:3: error: the byte 0xFF is not UTF-8 text") {
      Data([0x23, 0x0A, 0xC3, 0xA9, 0x41, 0xFF, 0x0A])
    },
    Made("UTF-16", ": error: this file is UTF-16") { Data([0xFF, 0xFE, 0x41, 0]) },
    Made("nothing", ": error: this file is empty") { Data(" \n\n".utf8) },
    Made("50 MB", ": error: this notebook is larger than 16 MB") { Data(repeating: 0x61, count: 50_000_000) },
    Made("front matter of 70 KB", ":1:1: error: the front matter is longer than 64 KB") {
      Data("---\ntitle: \(String(repeating: "a", count: 70_000))\n---\n".utf8)
    },
    Made("front matter of many brackets", ":1:1: error: the front matter is nested too deeply") {
      Data("---\ntitle: \(String(repeating: "[", count: 300))\n---\n".utf8)
    },
    Made("a control character in front matter", ":2:9: error: a control character") {
      Data("---\ntitle: a\u{1}b\n---\n".utf8)
    },
  ]

  @Test(arguments: made)
  func `of any size and of any bytes end with one clear line`(made: Made) throws {
    let said = try workshop.diagnostics(of: made.notebook(), name: "made")
    #expect(said.hasPrefix("made.md\(made.headline)"), "\(said.prefix(300))")
    #expect(said.utf8.count < 20_000)
  }
}
