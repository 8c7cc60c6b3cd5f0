import Diagnostics
import Foundation
import Report
import Steps

/// A notebook as a program: what the Swift that `daybook tangle` writes calls beside the words of the notebook.
///
/// ```swift
/// import Daybook
///
/// Notebook.run(text, path: "notebooks/flights.md") {
///   Notebook.block(0)
///   let flights = try Table(csv: "data/flights.csv.gz")
///   Notebook.show(try flights.profile())
/// }
/// ```
public enum Notebook {
  /// What the words read and record: the notebook's that runs, or, in a program that is none, what lies in the current
  /// folder.
  static var session: Session { CompiledRun.current?.session ?? withoutNotebook }

  private static let withoutNotebook: Session = {
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    return Session(notebookFolder: here, projectFolder: here)
  }()

  /// Says which block starts, from zero.
  public static func block(_ index: Int) { CompiledRun.current?.begin(block: index) }

  /// Says which line of the notebook runs.
  public static func line(_ number: Int) { CompiledRun.current?.reach(line: number) }

  /// Runs a notebook's blocks as a program: reads its command line, writes `reports/NAME.html` and `.json` in the
  /// project's folder as `daybook render` would, and ends with its exit status.
  ///
  /// - Parameters:
  ///   - text: the notebook, of which the page takes the prose.
  ///   - path: the notebook's path in its project: `notebooks/flights.md`.
  ///   - blocks: the notebook's code; what it throws is shown at its line in the notebook.
  public static func run(_ text: String, path: String, blocks: () throws -> Void) -> Never {
    exit(status(text, path: path, arguments: Array(CommandLine.arguments.dropFirst()), blocks: blocks))
  }

  private static func status(_ text: String, path: String, arguments: [String], blocks: () throws -> Void) -> Int32 {
    do {
      guard let options = try CompiledOptions(arguments) else {
        print(CompiledOptions.help(for: path))
        return 0
      }
      let run = try CompiledRun(text, path: path, project: options.project, overrides: options.overrides)
      let outcome = try run.outcome(blocks)
      let files = ReportFiles(html: run.folder.report)
      try files.write(outcome.page)
      for warning in outcome.warnings { complain("\(warning)") }
      print(outcome.summary(reportPath: shortened(files.html.path)))
      return 0
    } catch let failure as RunFailure {
      complain(failure.description)
      return failure.isUsage ? 2 : 1
    } catch let wrong as CompiledOptions.Mistake {
      complain("Error: \(wrong.message)\n\(CompiledOptions.usage)")
      return 2
    } catch {
      complain("\(error)")
      return 1
    }
  }

  /// Relative to where the user stands, if it lies below.
  private static func shortened(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  private static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
