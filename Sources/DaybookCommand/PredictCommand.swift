import ArgumentParser
import Engine
import Foundation

struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Scores a CSV file of rows with a deployed model.",
    discussion: """
      The file's columns are written as they are, and behind them the prediction and the version that made it. A few \
      thousand rows are in memory at a time, however long the file is.
      """)

  @Argument(help: ArgumentHelp("The deployed model.", valueName: "name")) var name: String

  @Option(name: .customLong("in"), help: ArgumentHelp("The CSV file to score, gzipped or not.", valueName: "file"))
  var input: String

  @Option(name: .customLong("out"), help: ArgumentHelp("The CSV file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("The version; the one that answers if it is left out.", valueName: "version"))
  var version: String?

  @OptionGroup var folder: RegistryOptions

  func validate() throws {
    func whole(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    if whole(input) == whole(output) {
      throw ValidationError("--out would write over what --in reads: name another file")
    }
  }

  func run() throws {
    let rows = try failing {
      let contents = try folder.registry.contents(of: name, version)
      var scoring = try BatchScoring(contents, reading: input)
      return try scoring.write(output)
    }
    print("\(output)  \(NumberText.whole(rows)) rows scored by \(name)")
  }
}
