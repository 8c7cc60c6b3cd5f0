import ArgumentParser
import Engine
import Foundation

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Lists, shows, compares, promotes, rolls back and deletes deployed models.",
    discussion: """
      deploy(model, as: "NAME") in a notebook writes a version to models/NAME/. The first one answers at once, a later one \
      when it is promoted. The beginning of a version is enough to name it.
      """,
    subcommands: [
      List.self, Show.self, Compare.self, Promote.self, Rollback.self, Shadow.self, Canary.self,
      EndTrial.self, Delete.self,
    ],
    defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the models and their versions.")
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      let registry = folder.registry
      let names = registry.names
      guard !names.isEmpty else {
        print(
          "No model is deployed in \(registry.displayPath): deploy(model, as: \"NAME\") in a notebook puts one there.")
        return
      }
      for name in names {
        let state = try failing { try registry.state(of: name) }
        print(name)
        for version in try failing({ try registry.versions(of: name) }) {
          let role =
            version == state.current
            ? "answers"
            : version == state.former.last
              ? "the way back" : version == state.rollout?.version ? state.rollout?.kind.rawValue ?? "" : "waits"
          print("  \(version)  \(role.padded(to: 13))\(registry.timeOfDeployment(version, of: name) ?? "")")
        }
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows what a version is: goals, figures, fields, origin.")
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("The version; the one that answers if it is left out.", valueName: "version"))
    var version: String?
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      try failing { print(ReleaseText(try folder.registry.release(name, version)).text) }
    }
  }

  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Puts two versions side by side.")
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("A version.", valueName: "version")) var first: String
    @Argument(help: ArgumentHelp("Another; the one that answers if it is left out.", valueName: "other"))
    var second: String?
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      try failing {
        let registry = folder.registry
        print(ReleaseText.comparison(try registry.release(name, first), try registry.release(name, second)))
      }
    }
  }

  struct Promote: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a version answer; a service that runs exchanges it without dropping a request.")
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("The version.", valueName: "version")) var version: String
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      let chosen = try failing { try folder.registry.promote(name, to: version) }
      print("\(name) \(chosen) answers")
    }
  }

  struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Makes the version answer that answered before.")
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      let chosen = try failing { try folder.registry.rollBack(name) }
      print("\(name) \(chosen) answers again")
    }
  }

  struct Shadow: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lets a version answer every logged row in the background, for comparison.")
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("The version.", valueName: "version")) var version: String
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      let chosen = try failing { try folder.registry.begin(.shadow, name, with: version) }
      print("\(name) \(chosen) answers in the background; rollout(of: \"\(name)\") in a notebook compares")
    }
  }

  struct Canary: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lets a version answer a share of the requests, and ends that where it does worse.",
      discussion: """
        A request's identifier (X-Request-Id) decides: the same one always goes to the same version. After 200 rows of each \
        version the limits are looked at; where one is crossed, the version that answered before answers everything again.
        """)
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("The version.", valueName: "version")) var version: String
    @Option(help: ArgumentHelp("The share of requests, above 0, at most 1.", valueName: "share")) var share = 0.1
    @Option(help: ArgumentHelp("The longest 99th-percentile latency, in milliseconds.", valueName: "milliseconds"))
    var mostLatency: Double?
    @Option(
      help: ArgumentHelp(
        "The largest population stability index of its predictions against the other's.", valueName: "psi"))
    var mostShift: Double = 0.25
    @Option(
      help: ArgumentHelp(
        "By how much it may be worse where the outcome is known: ROC AUC or accuracy, or the share of the mean absolute error.",
        valueName: "difference"))
    var mostLoss: Double = 0.02
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      var watches = [RolloutWatch(.shift, above: mostShift), RolloutWatch(.loss, above: mostLoss)]
      if let mostLatency { watches.append(RolloutWatch(.latency, above: mostLatency / 1000)) }
      let chosen = try failing {
        try folder.registry.begin(.canary, name, with: version, share: share, watches: watches)
      }
      print(
        "\(name) \(chosen) answers \(NumberText.percent(share)) of the requests, until daybook models promote or end-trial"
      )
    }
  }

  struct EndTrial: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end-trial", abstract: "Ends a shadow or a canary; the version that answers goes on alone.")
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      try failing { try folder.registry.endRollout(of: name, because: "somebody ended it") }
      print("the trial beside \(name) has ended")
    }
  }

  struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Deletes a version that does not answer.")
    @Argument(help: ArgumentHelp("The model.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("The version.", valueName: "version")) var version: String
    @OptionGroup var folder: RegistryOptions

    func run() throws {
      let chosen = try failing { try folder.registry.delete(version, of: name) }
      print("\(name) \(chosen) is deleted")
    }
  }
}
