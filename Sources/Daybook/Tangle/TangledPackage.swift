import Diagnostics
import Foundation

/// A Swift package that runs one notebook, compiled: what `daybook tangle` writes.
public struct TangledPackage: Sendable {
  /// The package's name, and its program's: the notebook's file name where Swift takes it.
  public let name: String
  /// The notebook's path in its project.
  let notebook: String
  /// What the package holds: paths in it, with their contents.
  let files: [(path: String, contents: String)]

  /// Where the library comes from.
  public enum Library: Sendable {
    /// Daybook's own repository, at this version or a later one that is compatible.
    case published
    /// A copy of Daybook's repository on this machine.
    case folder(URL)
  }

  /// Daybook's repository.
  static let repository = "https://github.com/daybook-report/daybook"

  /// Tangles a notebook.
  ///
  /// - Throws: `RunFailure` where the file is no notebook or its code no Swift.
  public init(notebook file: String, library: Library = .published) throws(RunFailure) {
    let tangled = try TangledNotebook(contentsOf: file)
    let fileName = PathNames(tangled.path).name
    name = Self.name(from: URL(fileURLWithPath: fileName).deletingPathExtension().lastPathComponent)
    notebook = tangled.path
    files = [
      ("Package.swift", Self.manifest(name, library, notebook: tangled.path)),
      ("README.md", Self.readme(name, notebook: tangled.path)),
      (["readme.md", "package.swift"].contains(fileName.lowercased()) ? "notebook.md" : fileName, tangled.text),
      ("Sources/\(name)/main.swift", tangled.main),
      (
        "Sources/\(name)/NotebookText.swift",
        """
        /// The notebook that the report takes its prose from.
        let notebookText = \(tangled.text.swiftLiteralOfLines)

        """
      ),
    ]
  }

  /// A name for the package and its program: letters, digits, `-` and `_`, and none that Daybook's own modules have.
  static func name(from stem: String) -> String {
    var name = String(stem.unicodeScalars.map { $0.isNameCharacter ? Character($0) : "-" })
    if name.unicodeScalars.first.map({ !CharacterSet.letters.contains($0) }) ?? true { name = "notebook-" + name }
    return taken.contains(name.lowercased()) ? name + "-notebook" : name
  }

  /// Modules that the program is linked from, or that the compiler looks for.
  private static let taken: Set<String> = [
    "daybook", "engine", "charts", "notebook", "interpreter", "steps", "report", "diagnostics", "templates", "serving",
    "daybookcommand", "swift", "foundation", "main", "test", "crypto", "yams", "mustache", "ccmark", "czlib",
  ]

  private static func manifest(_ name: String, _ library: Library, notebook: String) -> String {
    let (dependency, package) =
      switch library {
      case .published: (".package(url: \(repository.swiftLiteral), from: \(daybookVersion.swiftLiteral))", "daybook")
      case .folder(let folder):
        (".package(path: \(folder.path.swiftLiteral))", folder.lastPathComponent)
      }
    return """
      // swift-tools-version: 6.1
      import PackageDescription

      let package = Package(
        name: \(name.swiftLiteral),
        platforms: [.macOS(.v15)],
        dependencies: [
          \(dependency)
        ],
        targets: [
          .executableTarget(
            name: \(name.swiftLiteral), dependencies: [.product(name: "Daybook", package: \(package.swiftLiteral))])
        ]
      )

      """
  }

  private static func readme(_ name: String, notebook: String) -> String {
    """
    # \(name)

    The notebook `\(notebook)` as a Swift program, written by `daybook tangle`. `Sources/\(name)/main.swift` holds
    its blocks as they are, with `try` where a step may fail and `Notebook.show` around what the report shows.

        swift run \(name) PROJECT

    runs it and writes the report that `daybook render \(notebook)` would write, byte for byte. `PROJECT` is the
    folder that `\(notebook)` lies in, with its data; the current folder if it is left out. `-P name=value` sets a
    parameter of the notebook.

    To change the program, change the notebook and tangle it again.

    """
  }
}

extension Unicode.Scalar {
  fileprivate var isNameCharacter: Bool {
    isASCII && (properties.isAlphabetic || properties.numericType != nil) || self == "-" || self == "_"
  }
}
