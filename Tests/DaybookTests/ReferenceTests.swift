import Foundation
import Steps
import Testing

@testable import Daybook

/// The page of the words is made from the words; its examples are run one behind the other in `ExampleNotebookTests`,
/// which compares what they show with the committed report. After a change that is meant, `DAYBOOK_RECORD=1 swift test`
/// writes the notebook anew and `make report` its page.
@Suite("The reference of the language")
struct ReferenceTests {
  private static let file = ExampleNotebookTests.project.appendingPathComponent("notebooks/reference.md")

  @Test func `the notebook is what the words' documentation makes of it`() throws {
    let notebook = Help().notebook
    if ProcessInfo.processInfo.environment["DAYBOOK_RECORD"] == "1" {
      try Data(notebook.utf8).write(to: Self.file)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == notebook, "run make reference")
  }

  /// The examples, each once.
  private var examples: [String] {
    var seen: Set<String> = []
    return Help().entries.map(\.example).filter { seen.insert($0).inserted }
  }

  /// The blocks of the statements, which share a notebook with the examples.
  private var statements: [String] {
    Lesson.statements.compactMap { if case .code(let code) = $0.example { code } else { nil } }
  }

  @Test(arguments: Lesson.form)
  func `every notebook of the help is checked without a remark and makes a report`(lesson: Lesson) throws {
    guard case .notebook(let text) = lesson.example else { return }
    let workshop = try Workshop()
    let data = ExampleNotebookTests.project.appendingPathComponent("notebooks/data/reference.csv")
    try workshop.write(Data(contentsOf: data), to: "notebooks/data/flights.csv")
    let path = try workshop.write(text, to: "notebooks/late.md")
    #expect(NotebookCheck(path: path).diagnostics == [])
    #expect(try workshop.render(text).page.steps.allSatisfy { !$0.results.isEmpty })
    for line in text.split(separator: "\n") { #expect(line.count <= 98, "\(line)") }
  }

  /// Run from the last to the first, so that an example which leans on an earlier one fails.
  @Test func `every example stands on the setting alone and shows something`() throws {
    let workshop = try Workshop()
    for ending in ["csv", "jsonl", "sqlite"] {
      let path = "notebooks/data/reference.\(ending)"
      try workshop.write(Data(contentsOf: ExampleNotebookTests.project.appendingPathComponent(path)), to: path)
    }
    let blocks = ReferenceSetting.blocks.map(\.code) + (examples + statements).reversed()
    let notebook = blocks.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
    let path = try workshop.write(notebook, to: "notebooks/examples.md")
    let steps = try NotebookRun(path: path).run().page.steps
    #expect(steps.count == blocks.count)
    for (step, code) in zip(steps, blocks).dropFirst(ReferenceSetting.blocks.count) {
      // What needs a program that few have is not run.
      #expect(!step.results.isEmpty || code.hasPrefix("//| eval: false"), "\(code)")
    }
  }

  @Test func `no two examples declare the same name, nor one of the setting's`() {
    let names = (ReferenceSetting.blocks.map(\.code) + examples + statements).flatMap { code in
      code.matches(of: /(?m)^(?:let|var|func) (\w+)/).map { String($0.1) }
    }
    #expect(names.count > ReferenceSetting.blocks.count)
    #expect(Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys.sorted() == [])
  }
}
