import ArgumentParser
import Daybook
import Diagnostics
import Foundation

@main
struct DaybookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daybook",
    abstract: "Turns a Markdown notebook into a report that a stakeholder can open.",
    discussion: """
      A notebook mixes prose with Swift blocks, one for each step of an ML project. Exit status: 0 done, 1 the \
      notebook failed, 2 wrong usage, 3 with --strict, a goal that must be met is missed or a watched limit is crossed now.
      """, version: "daybook \(daybookVersion)",
    subcommands: [
      RenderCommand.self, CheckCommand.self, InspectCommand.self, PreviewCommand.self, TangleCommand.self,
      ModelsCommand.self, ServeCommand.self, LabelCommand.self, PredictCommand.self, LoadCommand.self, HelpCommand.self,
    ])

  /// What the subcommands are called.
  static var commandNames: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } }

  /// The library speaks of unexpected arguments where a command is misspelt.
  private static func refuseUnknownCommand() throws {
    guard let name = CommandLine.arguments.dropFirst().first, !name.hasPrefix("-"), !commandNames.contains(name) else {
      return
    }
    let offer =
      name.hasSuffix(".md")
      ? "did you mean daybook render \(name)?"
      : nearestName(to: name, among: commandNames).map { "did you mean \"\($0)\"?" }
        ?? "the commands are \(commandNames.joined(separator: ", "))"
    throw ValidationError("there is no command \"\(name)\"; \(offer)")
  }

  /// Wrong usage ends with 2, as this command promises, rather than with the library's 64.
  static func main() {
    do {
      try refuseUnknownCommand()
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code == .success {
        print(message)
        Foundation.exit(0)
      }
      Console(isQuiet: false).error(message)
      Foundation.exit(code == .validationFailure ? 2 : 1)
    }
  }
}
