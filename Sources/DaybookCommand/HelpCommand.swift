import ArgumentParser
import Daybook

/// Stands in for the library's own `help`, which knows commands only.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explains the words of a notebook, and the commands.",
    discussion: """
      Without a name, shows how a notebook looks and lists every word by the step of a project that it belongs to. A \
      name is a word (filter), a word of a type (Table.filter), a type (Table), a step (monitor), a statement (if), a \
      part of a notebook (title, options, "front matter") or a command (render).
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: ArgumentHelp("What to explain.", valueName: "name"))
  var names: [String] = []

  @Option(help: "How it is written: text for readers, json for editors.")
  var format = Format.text

  @Flag(help: "Write the whole reference as a notebook, to be rendered.")
  var markdown = false

  func validate() throws {
    guard markdown else { return }
    if format == .json {
      throw ValidationError("--markdown and --format json cannot go together: leave one of them out")
    }
    if let name = names.first {
      throw ValidationError("--markdown writes all words, not \"\(name)\" alone: leave the name out")
    }
  }

  func run() throws {
    let help = Help()
    if markdown { return print(help.notebook, terminator: "") }
    guard let first = names.first else { return try printAll(help) }
    if format == .text, let path = commandPath, path.count > 1 || help.topic(first) == nil {
      return print(DaybookCommand.helpMessage(for: path[path.count - 1]))
    }
    // Whoever asks for front matter means one thing.
    let asked = help.topic(names.joined(separator: " ")) == nil ? names : [names.joined(separator: " ")]
    let topics = try asked.map { name in try topic(name, in: help) }
    switch format {
    case .json:
      var words: [HelpEntry] = []
      for word in topics.flatMap(\.allWords) where !words.contains(word) { words.append(word) }
      print(try help.json(words, lessons: topics.flatMap(\.lessons)), terminator: "")
    case .text:
      // A command and a word may share their name; whoever asks by it learns of both.
      if let command = commandPath?.last { print(DaybookCommand.helpMessage(for: command) + "\n") }
      print(topics.map(\.text).joined(separator: "\n\n"))
    }
  }

  private func printAll(_ help: Help) throws {
    guard format == .text else { return print(try help.json(), terminator: "") }
    let commands = DaybookCommand.configuration.subcommands.compactMap { command in
      command.configuration.commandName.map { "  \($0): \(command.configuration.abstract)" }
    }
    print(
      """
      \(help.opening)

      The words of a notebook, by the step of the project that they belong to; daybook help WORD explains one.

      \(help.overview)

      Commands, explained by daybook help COMMAND:
      \(commands.joined(separator: "\n"))
      """)
  }

  private func topic(_ name: String, in help: Help) throws -> Help.Topic {
    if let topic = help.topic(name) { return topic }
    let offer = help.nearest(to: name, or: DaybookCommand.commandNames).map { "did you mean \"\($0)\"?" }
    throw ValidationError(
      "there is no word, type, step or command \"\(name)\"; \(offer ?? "daybook help lists all there are")")
  }

  /// The command that the names lead to, from the first subcommand down; nil where they name none.
  private var commandPath: [ParsableCommand.Type]? {
    var path: [ParsableCommand.Type] = []
    var here = DaybookCommand.configuration.subcommands
    for name in names {
      guard let next = here.first(where: { $0.configuration.commandName == name }) else { return nil }
      path.append(next)
      here = next.configuration.subcommands
    }
    return path.isEmpty ? nil : path
  }
}
