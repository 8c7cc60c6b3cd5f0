import Foundation
import Report
import Testing

@testable import Daybook

/// What the interpreter and a compiled notebook say, the compiled one written out as tangling would.
@Suite("A compiled notebook")
struct CompiledRunTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/d.csv")
  }

  private func run(
    _ notebook: String, overrides: [String: String] = [:], _ blocks: () throws -> Void
  ) throws -> NotebookRun.Outcome {
    try CompiledRun(notebook, path: "notebooks/test.md", project: workshop.root, overrides: overrides).outcome(blocks)
  }

  private func complaint(
    _ notebook: String, overrides: [String: String] = [:], _ blocks: () throws -> Void
  ) throws -> String {
    do {
      _ = try run(notebook, overrides: overrides, blocks)
      Issue.record("no diagnostic")
      return ""
    } catch {
      return "\(error)".replacingOccurrences(of: "notebooks/test.md", with: "test.md")
    }
  }

  @Test func `shows plain values as the interpreter does`() throws {
    let notebook = """
      A `{swift} 12345`, `{swift} 0.25`, `{swift} true` and `{swift} "text"`.

      ```swift
      //| caption: mine
      12345
      0.25
      true
      "text"
      [1, 2]
      [0.5]
      [false]
      ["a", "b"]
      note("n")
      show(Table(csv: "data/d.csv").profile(), caption: "all")
      ```

      ```swift
      //| show: false
      3
      ```
      """
    let compiled = try run(notebook) {
      Notebook.block(0)
      Notebook.show(12345)
      Notebook.show(0.25)
      Notebook.show(true)
      Notebook.show("text")
      Notebook.show([1, 2])
      Notebook.show([0.5])
      Notebook.show([false])
      Notebook.show(["a", "b"])
      Notebook.show(note("n"))
      Notebook.show(try show(Table(csv: "data/d.csv").profile(), caption: "all"))
      Notebook.block(1)
      Notebook.show(3)
      Notebook.sentence(0, 12345)
      Notebook.sentence(1, 0.25)
      Notebook.sentence(2, true)
      Notebook.sentence(3, "text")
    }
    let interpreted = try workshop.render(notebook)
    #expect(String(decoding: try ReportJSON(compiled.page).data(), as: UTF8.self) == interpreted.json)
    #expect(try PageWriter().html(compiled.page) == interpreted.html)
  }

  @Test func `tuples with labels are shown as the interpreter shows them`() throws {
    let notebook = """
      ```swift
      let pairs = [(name: "a", count: 1), (name: "b", count: 20)]
      pairs
      show(pairs, caption: "Pairs.")
      [("a", 1)]
      ["x": 2].sorted { $0.value < $1.value }
      ```
      """
    let compiled = try run(notebook) {
      Notebook.block(0)
      let pairs = [(name: "a", count: 1), (name: "b", count: 20)]
      Notebook.show(pairs)
      Notebook.show(show(pairs, caption: "Pairs."))
      Notebook.show([("a", 1)])
      Notebook.show(["x": 2].sorted { $0.value < $1.value })
    }
    let interpreted = try workshop.render(notebook)
    #expect(try PageWriter().html(compiled.page) == interpreted.html)
  }

  private static let reading = "# A\n\n```swift\nlet d = Table(csv: \"data/d.csv\")\nd\n  .mean(\"wnd\")\n```\n"

  @Test func `an error points where the interpreter's does`() throws {
    let compiled = try complaint(Self.reading) {
      Notebook.block(0)
      Notebook.line(4)
      let d = try Table(csv: "data/d.csv")
      Notebook.line(5)
      Notebook.show(try d.mean("wnd"))
    }
    #expect(
      compiled == """
        test.md:6:10: error: no column "wnd" in d
           |   .mean("wnd")
           |          ^~~ did you mean "wind"?
        """)
    #expect(try compiled == workshop.complaint(Self.reading))
  }

  @Test func `an error about no text of the block points at the statement`() throws {
    let compiled = try complaint(Self.reading) {
      Notebook.block(0)
      Notebook.line(5)
      throw POSIXError(.EIO)
    }
    #expect(compiled.hasPrefix("test.md:5:1: error: "))
  }

  @Test(arguments: ["../../../etc/passwd", "/etc/passwd"])
  func `no file outside the project is read`(path: String) throws {
    let compiled = try complaint("```swift\nTable(csv: \"\(path)\")\n```\n") {
      Notebook.block(0)
      Notebook.show(try Table(csv: path).rowCount)
    }
    #expect(compiled.hasPrefix("test.md:2:13: error: \(path) is outside the project folder\n"), "\(compiled)")
  }

  @Test func `parameters take the command line's values in their types`() throws {
    let notebook = "```swift\nlet rounds = parameter(\"rounds\", default: 20)\n```\n"
    let blocks: () throws -> Void = {
      Notebook.block(0)
      try #expect(parameter("rounds", default: 20) == 3)
      try #expect(parameter("share", default: 0.5) == 0.25)
      try #expect(parameter("deep", default: false) == true)
      try #expect(parameter("week", default: "2013-W30", help: "the week") == "2013-W31")
      try #expect(parameter("other", default: 1) == 1)
    }
    let given = ["rounds": "3", "share": "0.25", "deep": "true", "week": "2013-W31"]
    let page = try run(notebook, overrides: given, blocks).page
    #expect(page.provenance.parameters.map(\.name) == ["rounds", "share", "deep", "week", "other"])
    #expect(
      try complaint(notebook, overrides: ["rounds": "x"]) { _ = try parameter("rounds", default: 20) }
        .hasPrefix("test.md:2:25: error: the parameter \"rounds\" is Int, but it is given \"x\"\n"))
    #expect(
      try complaint(notebook, overrides: ["round": "3"]) { _ = try parameter("rounds", default: 20) }
        .contains("did you mean \"rounds\"?"))
  }

  @Test(arguments: [
    (["-P"], "-P needs name=value"), (["-P", "=3"], "-P needs name=value"), (["-P", "a"], "-P needs name=value"),
    (["-P", "a=1", "-P", "a=2"], "the parameter \"a\" is given twice"), (["--fast"], "there is no option --fast"),
    (["a", "b"], "one project folder is the most; b is another"),
  ])
  func `a wrong command line is refused`(arguments: [String], message: String) {
    #expect { try CompiledOptions(arguments) } throws: { ($0 as? CompiledOptions.Mistake)?.message == message }
  }

  @Test func `the command line names the project and the parameters`() throws {
    let options = try #require(try CompiledOptions(["-P", "a=1=2", "some/project", "--parameter", "b="]))
    #expect(options.project.lastPathComponent == "project")
    #expect(options.overrides == ["a": "1=2", "b": ""])
    #expect(try CompiledOptions(["a", "--help"]) == nil)
  }
}
