import Foundation
import TestSupport
import Testing

/// The command as a shell runs it.
@Suite("The command")
struct CommandTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
  }

  func run(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
    try run(arguments)
  }

  private func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = BuildFolder.command
    process.arguments = arguments
    process.currentDirectoryURL = workshop.root
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, complaints)
  }

  @Test func `renders, and says where the report is and how its goals stand`() throws {
    try workshop.write(weatherNotebook, to: "notebooks/rain.md")
    let (status, output, errors) = try run("render", "notebooks/rain.md")
    #expect(status == 0)
    #expect(output.hasPrefix("reports/rain.html  Will it rain?\n  2 of 3 goals met\n"))
    #expect(errors.hasPrefix("notebooks/rain.md: 1/5 scope (line 10)\n"))
  }

  @Test func `writes text, Markdown and JSON to standard output, or where it is told`() throws {
    try workshop.write(weatherNotebook, to: "notebooks/rain.md")
    let text = try run("render", "--quiet", "--to", "text", "notebooks/rain.md")
    #expect(text.status == 0 && text.errors == "")
    #expect(text.output.hasPrefix("Will it rain?\n═════════════\n\nA test\n"))
    #expect(text.output.contains("  ROC AUC at least 0.6 "))
    #expect(!text.output.split(separator: "\n").contains { $0.hasSuffix(" ") })
    let markdown = try run("render", "--quiet", "--to", "markdown", "notebooks/rain.md")
    #expect(markdown.output.hasPrefix("# Will it rain?\n\n*A test*\n"))
    #expect(markdown.output.contains("| State | Goal | Measured |\n| --- | --- | --: |\n"))
    #expect(markdown.output.contains("<details><summary>The numbers of Figure 1</summary>"))
    #expect(!FileManager.default.fileExists(atPath: workshop.root.appendingPathComponent("reports").path))
    let json = try run("render", "--quiet", "--to", "json", "-o", "numbers/rain.json", "notebooks/rain.md")
    #expect(json.output == "" && json.status == 0)
    let page = try run("render", "--quiet", "notebooks/rain.md")
    #expect(page.status == 0)
    let written = try Data(contentsOf: workshop.root.appendingPathComponent("numbers/rain.json"))
    #expect(try Data(contentsOf: workshop.root.appendingPathComponent("reports/rain.json")) == written)
    let wrong = try run("render", "--to", "word", "notebooks/rain.md")
    #expect(wrong.status == 64 || wrong.status == 2)
    #expect(wrong.errors.contains("text") && wrong.errors.contains("markdown"))
    #expect(try run("render", "--to", "text", "--pdf", "notebooks/rain.md").errors.contains("does not go with --to"))
  }

  @Test func `a copy for readers outside holds no code, no rows and no paths`() throws {
    let rows = """


      ```swift errors
      all
      quality.worst(3, showing: ["day", "station"])
      quality.slices(by: ["station"])
      ```

      """
    try workshop.write(weatherNotebook + rows, to: "notebooks/rain.md")
    #expect(try run("render", "--quiet", "notebooks/rain.md").status == 0)
    func files() throws -> [String] {
      try ["html", "json"].map {
        try String(contentsOf: workshop.root.appendingPathComponent("reports/rain.\($0)"), encoding: .utf8)
      }
    }
    let inside = try files()
    #expect(inside[0].contains("weather.csv") && inside[1].contains("rain.md"))
    #expect(try run("render", "--quiet", "--audience", "external", "notebooks/rain.md").status == 0)
    let outside = try files()
    for text in outside {
      for secret in ["weather.csv", "rain.md", "Table(csv", "boostedTrees("] {
        #expect(!text.contains(secret))
      }
    }
    // The table and the worst rows; the slices stay.
    #expect(outside[0].matches(of: /Rows of the data are left out of this copy\./).count == 2)
    #expect(outside[1].contains("\"slices\""))
    #expect(outside[0].contains("SHA-256") && outside[0].contains("file 1"))
    #expect(try run("render", "--audience", "all", "notebooks/rain.md").errors.contains("external"))
  }

  @Test func `says nothing when asked to be quiet`() throws {
    try workshop.write("# A page\n", to: "notebooks/page.md")
    let (status, output, errors) = try run("render", "--quiet", "notebooks/page.md")
    #expect(status == 0)
    #expect(output + errors == "")
  }

  @Test func `ends with 3 where a goal that must be met is missed, only when strict`() throws {
    try workshop.write(weatherNotebook, to: "notebooks/rain.md")
    #expect(try run("render", "--strict", "--quiet", "notebooks/rain.md").status == 3)
    #expect(FileManager.default.fileExists(atPath: workshop.root.appendingPathComponent("reports/rain.html").path))
    let easy = weatherNotebook.replacingOccurrences(of: "atLeast: 0.99, where", with: "atLeast: 0.01, where")
    try workshop.write(easy, to: "notebooks/easy.md")
    #expect(try run("render", "--strict", "--quiet", "notebooks/easy.md").status == 0)
  }

  @Test func `counts goals that are measured and not shown`() throws {
    let hidden = weatherNotebook.replacingOccurrences(of: "  quality\n  quality.rocCurve", with: "  quality.rocCurve")
    try workshop.write(hidden, to: "notebooks/hidden.md")
    #expect(try run("render", "--strict", "--quiet", "notebooks/hidden.md").status == 3)
  }

  @Test func `never writes over what is no report`() throws {
    let notebook = try workshop.write("# A page\n", to: "notebooks/page.md")
    #expect(try run("render", "notebooks/page.md", "-o", "notebooks/page.md").status == 1)
    #expect(try String(contentsOfFile: notebook, encoding: .utf8) == "# A page\n")
    try FileManager.default.createDirectory(
      at: workshop.root.appendingPathComponent("out/page.json"), withIntermediateDirectories: true)
    let (status, _, errors) = try run("render", "--quiet", "notebooks/page.md", "-o", "out")
    #expect(status == 1)
    #expect(errors.contains("this is no file"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.root.path + "/out") == ["page.json"])
  }

  @Test func `ends with 1 where the notebook fails`() throws {
    try workshop.write("```swift data\noops\n```\n", to: "notebooks/bad.md")
    let (status, _, errors) = try run("render", "--quiet", "notebooks/bad.md")
    #expect(status == 1)
    #expect(errors.hasPrefix("notebooks/bad.md:2:1: error: nothing is called \"oops\" here\n"))
    #expect(try run("render", "notebooks/missing.md").status == 1)
  }

  @Test(arguments: [
    ["render"], ["rendr", "x.md"], ["render", "--fast", "x.md"], ["render", "x.md", "-P", "week"],
    ["render", "x.md", "-P", "a=1", "-P", "a=2"], ["render", "a.md", "b.md", "-o", "one.html"],
    ["render", "a/x.md", "b/x.md", "-o", "out"],
  ])
  func `ends with 2 where the command line is wrong`(arguments: [String]) throws {
    let (status, _, errors) = try run(arguments)
    #expect(status == 2)
    #expect(errors.contains("Error:"))
  }

  @Test(arguments: [
    (["rendr", "x.md"], "there is no command \"rendr\"; did you mean \"render\"?"),
    (["notebooks/page.md"], "did you mean daybook render notebooks/page.md?"),
    (["xyzzy"], "the commands are render, check,"),
    (["render", "notebooks/page.md", "rounds=5"], "there is no notebook \"rounds=5\"; did you mean -P rounds=5?"),
    (["render", "notebooks/page.md", "--for-each", "n=1..3"], "write n=1...3, with three dots"),
    (["render", "notebooks/page.md", "--for-each", "wek=1,2"], "no parameter \"wek\" to set with --for-each"),
    (["render", "notebooks/page.md", "-P", "wek=1"], "no parameter \"wek\" to set with -P"),
    (["render", "notebooks/n.md", "notebooks/page.md", "-P", "n=1"], "no parameter \"n\" to set with -P"),
  ])
  func `writes nothing where the command line is wrong, and says what to write`(
    arguments: [String], message: String
  ) throws {
    try workshop.write("# A page\n", to: "notebooks/page.md")
    try workshop.write("```swift\nparameter(\"n\", default: 1)\n```\n", to: "notebooks/n.md")
    let (status, _, errors) = try run(arguments)
    #expect(status == 2)
    #expect(errors.contains(message), "\(errors)")
    #expect(!FileManager.default.fileExists(atPath: workshop.root.appendingPathComponent("reports").path))
  }

  @Test func `writes nothing where one of several notebooks is missing`() throws {
    try workshop.write("# A page\n", to: "notebooks/page.md")
    let (status, _, errors) = try run("render", "notebooks/page.md", "notebooks/pge.md")
    #expect(status == 1)
    #expect(errors == "notebooks/pge.md: error: no such file\n   = did you mean \"notebooks/page.md\"?\n")
    #expect(!FileManager.default.fileExists(atPath: workshop.root.appendingPathComponent("reports").path))
  }

  @Test func `writes where it is told to`() throws {
    try workshop.write("# A page\n", to: "notebooks/page.md")
    #expect(try run("render", "--quiet", "notebooks/page.md", "-o", "out/one.html").status == 0)
    #expect(try run("render", "--quiet", "notebooks/page.md", "-o", "many/").status == 0)
    for path in ["out/one.html", "out/one.json", "many/page.html", "many/page.json"] {
      #expect(FileManager.default.fileExists(atPath: workshop.root.appendingPathComponent(path).path), "\(path)")
    }
  }

  @Test func `tangles to a folder, and to none that holds something else`() throws {
    try workshop.write("# A page\n\n```swift\n1 + 2\n```\n", to: "notebooks/page.md")
    let project = ExampleNotebookTests.project.path
    let (status, output, _) = try run("tangle", "notebooks/page.md", "-o", "out", "--daybook", project)
    #expect(status == 0)
    #expect(output == "out  page\n  swift run --package-path out page \(workshop.root.path)\n")
    let manifest = try String(contentsOf: workshop.root.appendingPathComponent("out/Package.swift"), encoding: .utf8)
    #expect(manifest.contains(".package(path: \"\(project)\")"))
    #expect(try run("tangle", "notebooks/page.md", "-o", "out").status == 0)
    let (refused, _, errors) = try run("tangle", "notebooks/page.md", "-o", "notebooks")
    #expect(refused == 1)
    #expect(errors.contains("notebooks: error: this folder is not empty and holds no tangled notebook"))
    for wrong in [
      ["tangle", "notebooks/page.md"], ["tangle", "notebooks/page.md", "-o", "x", "--daybook", "reports"],
    ] {
      #expect(try run(wrong).status == 2)
    }
  }

  @Test(arguments: ["--version", "help", "--help"])
  func `introduces itself`(argument: String) throws {
    let (status, output, _) = try run(argument)
    #expect(status == 0)
    #expect(output.contains("daybook"))
  }
}
