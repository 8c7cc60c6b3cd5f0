import Diagnostics
import Engine
import Foundation
import Report

/// The folder that a tangled package is written to.
///
/// A list of what was written, with fingerprints, lies beside the package, so that writing it again replaces what
/// Daybook wrote and never what someone else did.
public struct TangledFolder: Sendable {
  public let url: URL

  /// The list's name.
  static let listName = ".daybook-tangle.json"

  private struct List: Codable {
    let notebook: String
    /// Fingerprints of what was written, by path; of two where the writing was not finished.
    var files: [String: [String]]
  }

  public init(_ url: URL) { self.url = url.standardizedFileURL }

  /// Writes a package, in place of an earlier one of the same notebook.
  ///
  /// - Throws: `RunFailure` where the folder holds anything else, or a file of the earlier package that was changed by
  ///   hand; nothing has been written by then. Where the disk fails half-way, each file is the old or the new one.
  public func write(_ package: TangledPackage) throws(RunFailure) {
    let earlier = try earlierList()
    if let earlier, earlier.notebook != package.notebook {
      throw failure(
        "this folder holds the package of \(earlier.notebook)", at: url, hint: "name another folder with -o")
    }
    for (path, _) in package.files { try check(path, earlier?.files[path] ?? []) }
    let new = List(
      notebook: package.notebook,
      files: Dictionary(
        uniqueKeysWithValues: package.files.map { ($0.path, [FileBytes.fingerprint(of: $0.contents.utf8)]) }))
    // The list goes first, with what may stand there until all is written: what is cut off can be written again.
    var both = new
    both.files.merge(earlier?.files ?? [:]) { $0 + $1 }
    try createFolder(url)
    try save(try encoded(both), to: url.appendingPathComponent(Self.listName))
    for (path, contents) in package.files {
      let file = url.appendingPathComponent(path)
      try createFolder(file.deletingLastPathComponent())
      try save(Data(contents.utf8), to: file)
    }
    try save(try encoded(new), to: url.appendingPathComponent(Self.listName))
  }

  // MARK: What is there

  /// The list of an earlier package; nil where the folder is empty or not there.
  private func earlierList() throws(RunFailure) -> List? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return nil }
    guard isFolder.boolValue else { throw failure("a package cannot go here: this is no folder", at: url) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
      throw failure("this folder cannot be read", at: url)
    }
    if names.isEmpty { return nil }
    guard let data = FileManager.default.contents(atPath: url.appendingPathComponent(Self.listName).path) else {
      throw failure(
        "this folder is not empty and holds no tangled notebook", at: url, hint: "name a new folder with -o")
    }
    guard let list = try? JSONDecoder().decode(List.self, from: data) else {
      throw failure(
        "the list of tangled files in this folder cannot be read", at: url.appendingPathComponent(Self.listName),
        hint: "name a new folder with -o")
    }
    return list
  }

  /// Sees to it that a file may be written: it is not there, or as Daybook left it.
  private func check(_ path: String, _ written: [String]) throws(RunFailure) {
    let file = url.appendingPathComponent(path)
    var found = stat()
    guard lstat(file.path, &found) == 0 else { return }
    guard found.st_mode & S_IFMT == S_IFREG, let data = FileManager.default.contents(atPath: file.path) else {
      throw failure("the package cannot be written: this is no file", at: file)
    }
    guard written.contains(FileBytes.fingerprint(of: data)) else {
      throw failure(
        "this file was changed since the notebook was tangled", at: file,
        hint: "keep your change elsewhere and delete the file, or name a new folder with -o")
    }
  }

  // MARK: Writing

  private func createFolder(_ folder: URL) throws(RunFailure) {
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw failure("the folder for the package cannot be made", at: folder)
    }
  }

  private func encoded(_ list: List) throws(RunFailure) -> Data {
    let encoder = JSONEncoder.readable()
    do { return try encoder.encode(list) + Data("\n".utf8) } catch {
      throw failure("the list of tangled files cannot be written: \(error)", at: url)
    }
  }

  private func save(_ data: Data, to file: URL) throws(RunFailure) {
    do { try data.write(to: file, options: .atomic) } catch {
      throw failure("the package cannot be written: \(error.localizedDescription)", at: file)
    }
  }

  private func failure(_ message: String, at file: URL, hint: String? = nil) -> RunFailure {
    RunFailure([Diagnostic(message, path: file.path, hint: hint)])
  }
}
