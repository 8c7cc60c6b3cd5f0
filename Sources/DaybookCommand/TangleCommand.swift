import ArgumentParser
import Daybook
import Foundation

struct TangleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tangle", abstract: "Writes a notebook as a Swift package.",
    discussion: """
      The package's program runs the notebook's blocks, compiled, and writes the report that render would write. Errors \
      of the compiler name the notebook's lines. A folder that a notebook was tangled to before is written again; \
      nothing else is ever replaced.

      A notebook's dictionary keeps the order in which its keys were set, Swift's has none: compiled, one that is shown \
      is sorted by its keys, and a loop over one runs over .sorted { $0.key < $1.key }.
      """)

  @Argument(help: ArgumentHelp("The notebook.", valueName: "file"))
  var file: String

  @Option(name: [.short, .customLong("output")], help: "The folder for the package: a new one, or an empty one.")
  var output: String

  @Option(help: "A copy of Daybook's repository for the package to depend on, in place of the published one.")
  var daybook: String?

  func validate() throws {
    guard let daybook else { return }
    guard FileManager.default.fileExists(atPath: daybook + "/Package.swift") else {
      throw ValidationError("\(daybook) is no copy of Daybook's repository: it has no Package.swift")
    }
  }

  func run() throws {
    let console = Console(isQuiet: false)
    do {
      let library = daybook.map { TangledPackage.Library.folder(URL(fileURLWithPath: $0).standardizedFileURL) }
      let package = try TangledPackage(notebook: file, library: library ?? .published)
      let folder = TangledFolder(URL(fileURLWithPath: output, isDirectory: true))
      try folder.write(package)
      let project = ProjectFolder(ofNotebookAt: file).root.path
      print("\(output)  \(package.name)\n  swift run --package-path \(output) \(package.name) \(project)")
    } catch {
      console.error(error.description)
      throw ExitCode(1)
    }
  }
}
