import Diagnostics
import Foundation
import Interpreter
import Notebook
import Report
import Steps

/// Everything that is wrong or odd with a notebook, found without running a step of it.
///
/// ```swift
/// let check = NotebookCheck(path: "notebooks/flights.md")
/// for diagnostic in check.diagnostics { print(diagnostic) }
/// ```
public struct NotebookCheck: Sendable {
  /// In the order of the file.
  public let diagnostics: [Diagnostic]

  /// - Parameter path: the notebook's file; one that cannot be read is a diagnostic as well.
  public init(path: String) {
    let folder = ProjectFolder(ofNotebookAt: path)
    let session = Session(notebookFolder: folder.notebook.deletingLastPathComponent(), projectFolder: folder.root)
    let interpreter = Interpreter(registry: Words.registry(for: session))
    diagnostics = CheckedNotebook(path: folder.notebook.path, displayPath: path, session, interpreter).diagnostics
  }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The diagnostics for editors and CI: an array of objects, one for each.
  ///
  /// Lines and columns count from one, columns and lengths in characters.
  public static func json(_ diagnostics: [Diagnostic]) throws -> String {
    let encoder = JSONEncoder.readable()
    return String(decoding: try encoder.encode(diagnostics.map(Record.init)), as: UTF8.self)
  }

  private struct Record: Encodable {
    let file: String
    let line: Int?
    let column: Int?
    let length: Int?
    let severity: Diagnostic.Severity
    let message: String
    let hint: String?

    init(_ diagnostic: Diagnostic) {
      file = diagnostic.path
      line = diagnostic.place?.line
      column = diagnostic.place?.column
      length = diagnostic.place?.length
      severity = diagnostic.severity
      message = diagnostic.message
      hint = diagnostic.hint
    }
  }
}
