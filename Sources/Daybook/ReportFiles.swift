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

  /// Writes beside the final names first and then renames, so that a report is never half there and an earlier one
  /// stays until the new one is whole.
  ///
  /// - Throws: `RunFailure` where the folder cannot be written.
  public func write(_ page: Page) throws(RunFailure) {
    do {
      let html = Data(try PageWriter().html(page).utf8)
      let json = try ReportJSON(page).data()
      let folder = self.html.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try html.write(to: self.html, options: .atomic)
      try json.write(to: self.json, options: .atomic)
    } catch {
      let reason = (error as NSError).localizedDescription
      throw RunFailure([Diagnostic("the report cannot be written: \(reason)", path: html.path)])
    }
  }
}
