import Diagnostics
import Foundation
import Notebook
import Report

/// Reads what a notebook's front matter, or the command line, says of the look of its page.
struct NotebookLook {
  let document: Document
  let folder: ProjectFolder
  /// A folder of templates named on the command line, which counts before the front matter.
  let templates: URL?

  private static let largestLogo = 200_000

  /// - Throws: `Diagnostic` at the place that names what is wrong.
  func look() throws -> Look {
    let front = document.frontMatter
    return Look(theme: try theme(), accent: front.accent, logo: try front.logo.map(logo), footer: front.footer)
  }

  // MARK: Themes

  private func theme() throws -> Theme {
    if let templates {
      guard Self.isFolder(templates) else {
        throw Diagnostic(
          "--template names no folder", path: templates.path, hint: "it holds \(ThemeVariables.files[0]) and the like")
      }
      return try Self.theme(in: templates)
    }
    guard let name = document.frontMatter.theme else { return .plain }
    if let carried = Theme.carried.first(where: { $0.name == name }) { return carried }
    let url = try location(of: name, .theme)
    guard Self.isFolder(url) else {
      let names = Theme.carried.map(\.name)
      throw problem(
        "there is no theme \"\(name)\"", .theme,
        hint: nearestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
          ?? "there are \(names.joined(separator: " and ")), or a folder of templates beside the notebook")
    }
    return try Self.theme(in: url)
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static func theme(in folder: URL) throws -> Theme {
    var files: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where ["mustache", "css"].contains(file.pathExtension) {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        throw Diagnostic("the file is no UTF-8 text", path: file.path)
      }
      files[file.lastPathComponent] = text
    }
    guard !files.isEmpty else {
      throw Diagnostic(
        "the folder holds no templates", path: folder.path,
        hint: "a theme is any of \(ThemeVariables.files.joined(separator: ", "))")
    }
    do { return try Theme(name: folder.lastPathComponent, files: files) } catch {
      let path = folder.appendingPathComponent(error.file).path
      let source = SourceText(path: path, text: files[error.file] ?? "")
      throw Diagnostic(
        error.message, in: source, at: Place(line: error.line, column: error.column, length: error.length),
        hint: error.unknown.flatMap { nearestName(to: $0.name, among: $0.known) }.map { "did you mean \"\($0)\"?" }
          ?? error.hint)
    }
  }

  // MARK: Logo

  /// The picture as an address that holds it.
  private func logo(_ path: String) throws -> String {
    let url = try location(of: path, .logo)
    guard let data = try? Data(contentsOf: url) else {
      throw problem("cannot read the logo \(path)", .logo, hint: "paths start at the notebook's folder")
    }
    guard data.count <= Self.largestLogo else {
      throw problem(
        "the logo has \(data.count / 1000) KB, and at most \(Self.largestLogo / 1000) fit into a page", .logo,
        hint: "make it smaller: it is shown 48 pixels high")
    }
    guard let type = Self.type(of: data) else {
      throw problem("\(path) is no picture", .logo, hint: "a logo is a PNG, JPEG, GIF, WebP or SVG")
    }
    return "data:\(type);base64,\(data.base64EncodedString())"
  }

  /// The kind of a picture by its first bytes, whatever it is called.
  private static func type(of data: Data) -> String? {
    let bytes = Array(data.prefix(512))
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // An SVG in an image runs nothing and fetches nothing.
    return text.contains("<svg") && text.drop(while: \.isWhitespace).hasPrefix("<") ? "image/svg+xml" : nil
  }

  // MARK: Places

  private func location(of path: String, _ key: FrontMatter.Key) throws -> URL {
    let url = URL(fileURLWithPath: path, relativeTo: folder.notebook.deletingLastPathComponent()).standardizedFileURL
      .resolvingSymlinksInPath()
    let root = folder.root.resolvingSymlinksInPath().path
    guard url.path.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
      throw problem("\(path) is outside the project folder", key, hint: "copy it beside the notebook")
    }
    return url
  }

  private func problem(_ message: String, _ key: FrontMatter.Key, hint: String?) -> Diagnostic {
    guard let place = document.frontMatter.places[key] else {
      return Diagnostic(message, path: document.source.path, hint: hint)
    }
    return Diagnostic(message, in: document.source, at: place, hint: hint)
  }
}
