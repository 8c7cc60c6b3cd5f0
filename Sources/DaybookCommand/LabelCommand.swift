import ArgumentParser
import Engine
import Foundation

struct LabelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "Adds what came true to the rows that a service logged.",
    discussion: """
      The CSV file has a column that tells the rows apart, id or as --on says, and one of labels, called as the target is, \
      or label. A label that comes again replaces the earlier one.
      """)

  @Argument(help: ArgumentHelp("The deployed model.", valueName: "name")) var name: String
  @Argument(help: ArgumentHelp("A CSV file of labels, gzipped or not.", valueName: "file")) var file: String

  @Option(
    help: ArgumentHelp(
      "The column that tells rows apart: id, or one that is kept beside the features.", valueName: "column"))
  var on = "id"

  @OptionGroup var folder: RegistryOptions

  func run() throws {
    let result = try failing {
      let registry = folder.registry
      let log = PredictionLog(registry, try registry.release(name).facts)
      return try log.join(csv: file, on: on)
    }
    print(
      "rows of \(name) that have their label: \(NumberText.whole(result.joined))"
        + (result.changed > 0 ? ", \(NumberText.whole(result.changed)) another than before" : ""))
    if let first = result.firstUnmatched {
      print("labels of rows that were never logged: \(NumberText.whole(result.unmatched)), the first of \(first)")
    }
  }
}
