import ArgumentParser
import Daybook
import Diagnostics

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Finds what is wrong with notebooks, without running them.",
    discussion: """
      Each mistake is told as file:line:column: error: …, or as JSON for editors. Exit status: 0 no mistake, 1 at \
      least one; warnings count as mistakes with --strict.
      """)

  @Argument(help: ArgumentHelp("The notebooks to check.", valueName: "file"))
  var files: [String]

  @Option(help: "How mistakes are told: text or json.")
  var format = OutputFormat.text

  @Flag(help: "End with status 1 for warnings as well.")
  var strict = false

  func run() throws {
    let diagnostics = files.flatMap { NotebookCheck(path: $0).diagnostics }
    switch format {
    case .json: print(try NotebookCheck.json(diagnostics))
    case .text: for diagnostic in diagnostics { print(diagnostic) }
    }
    if diagnostics.contains(where: { strict || $0.severity == .error }) { throw ExitCode(1) }
  }
}

/// How a command tells what it found.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
