import Foundation

/// The command line of a notebook that was compiled.
struct CompiledOptions {
  let project: URL
  let overrides: [String: String]

  struct Mistake: Error { let message: String }

  static let usage = "Usage: [PROJECT] [-P name=value]…"

  static func help(for path: String) -> String {
    """
    Runs \(path), compiled, and writes its report to the project's reports folder.

    \(usage)

      PROJECT              the project's folder, in which \(path) lies; the current one if it is left out
      -P, --parameter      a value for a parameter of the notebook, as name=value
      -h, --help           this text

    Exit status: 0 done, 1 the notebook failed, 2 wrong usage.
    """
  }

  /// Nil where help is asked for.
  ///
  /// - Throws: `Mistake` where the command line cannot be understood.
  init?(_ arguments: [String]) throws(Mistake) {
    var rest = arguments[...]
    var folder: String?
    var overrides: [String: String] = [:]
    while let argument = rest.popFirst() {
      switch argument {
      case "-h", "--help": return nil
      case "-P", "--parameter":
        guard let pair = rest.popFirst(), let sign = pair.firstIndex(of: "="), sign > pair.startIndex else {
          throw Mistake(message: "\(argument) needs name=value")
        }
        let name = String(pair[..<sign])
        guard overrides.updateValue(String(pair[pair.index(after: sign)...]), forKey: name) == nil else {
          throw Mistake(message: "the parameter \"\(name)\" is given twice")
        }
      case _ where argument.hasPrefix("-"): throw Mistake(message: "there is no option \(argument)")
      default:
        guard folder == nil else { throw Mistake(message: "one project folder is the most; \(argument) is another") }
        folder = argument
      }
    }
    project = URL(fileURLWithPath: folder ?? FileManager.default.currentDirectoryPath, isDirectory: true)
    self.overrides = overrides
  }
}
