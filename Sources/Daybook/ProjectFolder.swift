import Foundation

/// Where a notebook's project lies: its reports go there, and it reads no file outside.
public struct ProjectFolder: Sendable {
  public let notebook: URL
  public let root: URL

  /// The folder above `notebooks/` where the notebook lies in one, else the notebook's own folder.
  public init(ofNotebookAt path: String) {
    notebook = URL(fileURLWithPath: path).standardizedFileURL
    var folder = notebook.deletingLastPathComponent()
    let names = folder.pathComponents
    if let index = names.lastIndex(of: "notebooks"), index > 0 {
      folder = URL(fileURLWithPath: NSString.path(withComponents: Array(names[..<index])))
    }
    root = folder
  }

  /// The notebook's path as the project knows it: `notebooks/flights.md`, the same from wherever it is rendered.
  public var relativePath: String {
    let prefix = root.path.hasSuffix("/") ? root.path : root.path + "/"
    return notebook.path.hasPrefix(prefix) ? String(notebook.path.dropFirst(prefix.count)) : notebook.lastPathComponent
  }

  /// `reports/NAME.html`
  public var report: URL {
    root.appendingPathComponent("reports").appendingPathComponent(
      notebook.deletingPathExtension().lastPathComponent + ".html")
  }
}
