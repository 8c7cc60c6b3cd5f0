import ArgumentParser
import Daybook

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Lists a notebook's parameters, steps, inputs and outputs, without running it.")

  @Argument(help: ArgumentHelp("The notebook.", valueName: "file"))
  var file: String

  @Option(help: "How it is told: text or json.")
  var format = OutputFormat.text

  func run() throws {
    do {
      let inspection = try Inspection(path: file)
      print(format == .json ? try inspection.json() : inspection.text)
    } catch let failure as RunFailure {
      Console(isQuiet: false).error(failure.description)
      throw ExitCode(1)
    }
  }
}
