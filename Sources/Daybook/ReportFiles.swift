import Diagnostics
import Foundation
import Report

/// Writes a page and its JSON, both or neither.
public struct ReportFiles: Sendable {
  public let html: URL
  public let json: URL

  /// - Parameter html: where the page goes; the JSON goes beside it under the same name.
  public init(html: URL) {
    self.html = html
    json = html.deletingPathExtension().appendingPathExtension("json")
  }

  /// Writes beside the final names first and renames when both files are whole, so that a report is never half there
  /// and an earlier one stays until the new one is ready.
  ///
  /// - Throws: `RunFailure` where the folder cannot be written, or something that is no file has the report's name.
  public func write(_ page: Page) throws(RunFailure) {
    let contents: [(target: URL, data: Data)]
    do {
      contents = [(html, Data(try PageWriter().html(page).utf8)), (json, try ReportJSON(page).data())]
    } catch {
      throw RunFailure([Diagnostic("the report cannot be written: \(error)", path: html.path)])
    }
    try DraftedFiles(contents).write()
  }
}

/// A report in one file of text.
public struct TextFile: Sendable {
  public let url: URL

  public init(_ url: URL) { self.url = url }

  /// - Throws: `RunFailure` where the folder cannot be written, or something that is no file has the name.
  public func write(_ text: String) throws(RunFailure) { try DraftedFiles([(url, Data(text.utf8))]).write() }
}

/// Files that are written beside their names first and renamed when all of them are whole.
private struct DraftedFiles {
  let contents: [(target: URL, data: Data)]

  init(_ contents: [(target: URL, data: Data)]) { self.contents = contents }

  func write() throws(RunFailure) {
    guard let folder = contents.first?.target.deletingLastPathComponent() else { return }
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw RunFailure([Diagnostic("the folder for the report cannot be made", path: folder.path)])
    }
    var written: [(draft: URL, target: URL)] = []
    defer { for (draft, _) in written { unlink(draft.path) } }
    for (target, data) in contents {
      var found = stat()
      guard lstat(target.path, &found) != 0 || found.st_mode & S_IFMT == S_IFREG || found.st_mode & S_IFMT == S_IFLNK
      else { throw RunFailure([Diagnostic("the report cannot go here: this is no file", path: target.path)]) }
      let draft = folder.appendingPathComponent(".\(target.lastPathComponent).\(getpid())")
      guard FileManager.default.createFile(atPath: draft.path, contents: data) else {
        throw RunFailure([
          Diagnostic("the report cannot be written: \(String(cString: strerror(errno)))", path: target.path)
        ])
      }
      written.append((draft, target))
    }
    for (draft, target) in written {
      guard rename(draft.path, target.path) == 0 else {
        throw RunFailure([
          Diagnostic("the report cannot be written: \(String(cString: strerror(errno)))", path: target.path)
        ])
      }
    }
  }
}
