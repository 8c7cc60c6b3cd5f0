import ArgumentParser
import Daybook
import Foundation

@main
struct DaybookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daybook",
    abstract: "Turns a Markdown notebook into a report that a stakeholder can open.",
    discussion: """
      A notebook mixes prose with Swift blocks, one for each step of an ML project. Exit status: 0 done, 1 the \
      notebook failed, 2 wrong usage, 3 a goal that must be met is missed and --strict was given.
      """, version: "daybook \(daybookVersion)",
    subcommands: [
      RenderCommand.self, CheckCommand.self, InspectCommand.self, PreviewCommand.self, TangleCommand.self,
      HelpCommand.self,
    ])

  /// Wrong usage ends with 2, as this command promises, rather than with the library's 64.
  static func main() {
    do {
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
