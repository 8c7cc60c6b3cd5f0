import Foundation
import Testing

@testable import Daybook

/// Compiling takes the better part of a second each, so the cases share what they can.
@Suite("A notebook is Swift")
struct TangleTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func package(_ notebook: String, path: String = "notebooks/test.md") throws -> TangledPackage {
    try TangledPackage(notebook: workshop.write(notebook, to: path))
  }

  private static let notebooks: [String] = {
    let folder = ExampleNotebookTests.project.appendingPathComponent("notebooks").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".md") }
      .sorted()
  }()

  @Test(arguments: notebooks)
  func `the compiler takes every example without a warning`(file: String) throws {
    let notebook = ExampleNotebookTests.project.appendingPathComponent("notebooks/\(file)").path
    let answer = try SwiftCompiler().typecheck(TangledPackage(notebook: notebook), in: workshop.root)
    #expect(answer.succeeded && answer.text.isEmpty, "\(answer.text)")
  }

  @Test func `the compiled flights notebook writes the interpreter's report, byte for byte`() throws {
    let project = ExampleNotebookTests.project
    let package = try TangledPackage(notebook: project.appendingPathComponent("notebooks/flights.md").path)
    let program = try SwiftCompiler().executable(of: package, in: workshop.root)
    // A project of its own, so that the run does not write over the committed reports.
    let folder = workshop.root.appendingPathComponent("project")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("notebooks/data"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: project.appendingPathComponent("notebooks/data/flights.csv.gz").resolvingSymlinksInPath(),
      to: folder.appendingPathComponent("notebooks/data/flights.csv.gz"))

    let process = Process()
    process.executableURL = program
    process.arguments = [folder.path]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    for file in ["reports/flights.json", "reports/flights.html"] {
      let (new, committed) = (folder.appendingPathComponent(file), project.appendingPathComponent(file))
      #expect(try Data(contentsOf: new) == Data(contentsOf: committed), "\(file)")
    }
  }

  @Test func `the compiler takes the whole language`() throws {
    let answer = try SwiftCompiler().typecheck(package(languageNotebook), in: workshop.root)
    #expect(answer.succeeded && answer.text.isEmpty, "\(answer.text)")
  }

  @Test func `the compiler's errors name the notebook's lines`() throws {
    let wrong = """
      # Wrong

      A sentence with `{swift} all.filter(col("a") > 1)`.

      ```swift data
      //| label: one
      let all = Table(csv: "data/d.csv")
      let much: String =
        all.rowCount
      ```

      ```swift
      all.alert
      Problem("x")
      ```
      """
    let answer = try SwiftCompiler().typecheck(package(wrong), in: workshop.root)
    #expect(!answer.succeeded)
    for place in [
      "notebooks/test.md:9:7: error: cannot convert value of type 'Int' to specified type 'String'",
      "notebooks/test.md:13:", "value of type 'Table' has no member 'alert'",
      "notebooks/test.md:14:", "this has nothing to show: name it with let, or show what is made of it",
      "notebooks/test.md:3:", "this does not fit into a sentence: show it in a block of its own",
    ] {
      #expect(answer.text.contains(place), "\(place) in \(answer.text)")
    }
  }

  @Test(arguments: [
    ("```swift\nlet a = = 1\n```\n", "test.md:2:9: error:"),
    ("Text `{swift} 1; 2`.\n", "test.md:1:15: error: a sentence holds one expression"),
    ("```swift\nlet a = 1\n", "test.md:1:1: error: this code block is never closed"),
  ])
  func `what is no Swift is not tangled`(notebook: String, expected: String) throws {
    let file = try workshop.write(notebook, to: "notebooks/test.md")
    #expect { try TangledPackage(notebook: file) } throws: { error in
      "\(error)".replacingOccurrences(of: workshop.root.path + "/notebooks/", with: "").hasPrefix(expected)
    }
  }

  @Test func `only what Swift asks for is inserted`() throws {
    let notebook = """
      ```swift
      let all = Table(csv: "d.csv") // read
      all ; all.rowCount
      func late(_ carrier: String) -> Double {
        all.filter(col("carrier") == carrier).mean("late")
      }
      for name in ["UA"] { late(name) }
      ```

      ```swift
      //| eval: false
      this is not run
      ```
      """
    let main = try #require(try package(notebook).files.first { $0.path.hasSuffix("/main.swift") }).contents
    let expected = """
      Notebook.block(0)
      #sourceLocation(file: "notebooks/test.md", line: 2)
      Notebook.line(2); let all = try Table(csv: "d.csv") // read
      Notebook.show(all) ; Notebook.show(all.rowCount)
      func late(_ carrier: String) throws -> Double {
        try all.filter(col("carrier") == carrier).mean("late")
      }
      for name in ["UA"] { Notebook.line(7); Notebook.show(try late(name)) }
      #sourceLocation()

      }

      """
    #expect(main.hasSuffix(expected), "\(main)")
  }

  @Test func `deep nesting ends`() throws {
    let deep = "let a = " + String(repeating: "f { ", count: 20) + "1" + String(repeating: " }", count: 20)
    #expect(try package("```swift\n\(deep)\n```\n").files.count == 5)
  }

  @Test(arguments: [
    ("flights", "flights"), ("Weekly report", "Weekly-report"), ("2013-W30", "notebook-2013-W30"),
    ("report", "report-notebook"), ("Flüge", "Fl-ge"), ("", "notebook-"),
  ])
  func `the package has a name that Swift takes`(stem: String, name: String) {
    #expect(TangledPackage.name(from: stem) == name)
  }

  @Test func `the notebook's text goes through a literal unchanged`() throws {
    let text = "\u{FEFF}# \"\"\" \\(x) \\\r\n\ttab \u{1} Grüße 👩‍👩‍👧 e\u{301}  \n\n#\"\"\"# end \\"
    let source = "let text = \(text.swiftLiteralOfLines)\nimport Foundation\nprint(Array(text.utf8))\n"
    let file = try workshop.write(source, to: "literal.swift")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swiftc", "-o", workshop.root.path + "/literal", file]
    try process.run()
    process.waitUntilExit()
    let program = Process()
    program.executableURL = workshop.root.appendingPathComponent("literal")
    let pipe = Pipe()
    program.standardOutput = pipe
    try program.run()
    let printed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(printed == "\(Array(text.utf8))\n")
  }
}
