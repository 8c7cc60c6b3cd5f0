import ArgumentParser
import Daybook
import Foundation

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Runs notebooks and writes their reports.",
    discussion: """
      The report of notebooks/NAME.md goes to reports/NAME.html, with its numbers beside it in reports/NAME.json.
      """)

  @Argument(help: ArgumentHelp("The notebooks to render.", valueName: "file"))
  var files: [String]

  @Option(
    name: [.short, .customLong("output")], help: "Where the page goes: a file that ends with .html, else a folder.")
  var output: String?

  @Option(name: [.customShort("P"), .customLong("parameter")], help: "A value for a parameter, as name=value.")
  var parameters: [ParameterOverride] = []

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "End with status 3 where a goal that must be met is missed.")
  var strict = false

  func validate() throws {
    if files.count > 1, let output, output.hasSuffix(".html") {
      throw ValidationError("\(files.count) notebooks cannot go to one file: name a folder after -o")
    }
    let destinations = files.map { destination(of: $0).standardizedFileURL.path }
    for (index, path) in destinations.enumerated() {
      if let other = destinations[..<index].firstIndex(of: path) {
        throw ValidationError("the reports of \(files[other]) and \(files[index]) would both go to \(path)")
      }
    }
    for (index, parameter) in parameters.enumerated()
    where parameters[..<index].contains(where: { $0.name == parameter.name }) {
      throw ValidationError("the parameter \"\(parameter.name)\" is given twice")
    }
  }

  func run() throws {
    let overrides = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.value) })
    var status: Int32 = 0
    for file in files {
      // A notebook that failed is worse news than a missed goal.
      let ended = render(file, overrides)
      if ended == 1 || ended == 2 { throw ExitCode(ended) }
      status = max(status, ended)
    }
    if status != 0 { throw ExitCode(status) }
  }

  /// - Returns: the exit status that this notebook calls for.
  private func render(_ file: String, _ overrides: [String: String]) -> Int32 {
    let console = Console(isQuiet: quiet)
    do {
      let outcome = try NotebookRun(path: file, overrides: overrides).run { console.show($0, of: file) }
      let target = ReportFiles(html: destination(of: file))
      try target.write(outcome.page)
      console.clear()
      if !quiet { for warning in outcome.warnings { console.error("\(warning)") } }
      console.summarise(outcome, at: target)
      return strict && outcome.missesGoal ? 3 : 0
    } catch {
      console.clear()
      console.error(error.description)
      return error.isUsage ? 2 : 1
    }
  }

  private func destination(of file: String) -> URL {
    let usual = ProjectFolder(ofNotebookAt: file).report
    guard let output else { return usual }
    guard output.hasSuffix(".html") else {
      return URL(fileURLWithPath: output, isDirectory: true).appendingPathComponent(usual.lastPathComponent)
    }
    return URL(fileURLWithPath: output)
  }
}

/// `name=value` on the command line.
struct ParameterOverride: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}
