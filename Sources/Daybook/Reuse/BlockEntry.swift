import Diagnostics
import Engine
import Foundation
import Report
import Steps

/// What is kept of a block: all that a later run needs to leave it out.
struct BlockEntry: Storable {
  /// What the block showed, before its options are applied.
  let shown: [Presentation]
  let trace: Session.Trace
  /// The files that it read, as they were.
  let files: [FileState]
  /// What its words warned of, counted from the block's own first line, which may move in the notebook.
  let warnings: [Diagnostic]
  /// The store's names of the values that it left, by their names in the notebook.
  let values: [NamedValue]

  struct NamedValue: Storable {
    let name: String
    let digest: String

    init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }

    func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, digest) }
    init(from reader: inout StorageReader) throws(StorageError) {
      self.init(name: try reader.read(), digest: try reader.read())
    }
  }

  init(
    shown: [Presentation], warnings: [Diagnostic], trace: Session.Trace, files: [FileState], values: [NamedValue]
  ) {
    self.shown = shown
    self.warnings = warnings
    self.trace = trace
    self.files = files
    self.values = values
  }

  func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(shown, warnings, trace.inputs, trace.parameters, trace.goals, files, values)
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    shown = try reader.read()
    warnings = try reader.read()
    var trace = Session.Trace()
    trace.inputs = try reader.read()
    trace.parameters = try reader.read()
    trace.goals = try reader.read()
    self.trace = trace
    files = try reader.read()
    values = try reader.read()
  }
}

/// A file as a block read it.
struct FileState: Storable, Equatable {
  /// As the notebook writes it.
  let path: String
  let sha256: String
  let size: Int64
  let modified: Int64
  let inode: Int64
  /// When this was noted, in nanoseconds: a file that changed just before may change again under the same time.
  let noted: Int64

  init(path: String, sha256: String, size: Int64, modified: Int64, inode: Int64, noted: Int64) {
    self.path = path
    self.sha256 = sha256
    self.size = size
    self.modified = modified
    self.inode = inode
    self.noted = noted
  }

  /// Nil where the file is gone.
  init?(_ input: Session.Input, in folder: URL) {
    var found = stat()
    guard stat(URL(fileURLWithPath: input.path, relativeTo: folder).path, &found) == 0 else { return nil }
    self.init(
      path: input.path, sha256: input.sha256, size: Int64(found.st_size), modified: found.modified,
      inode: Int64(found.st_ino), noted: Int64(Foundation.Date().timeIntervalSince1970 * 1e9))
  }

  /// Whether the file still holds what it held.
  func isUnchanged(in folder: URL) -> Bool {
    let url = URL(fileURLWithPath: path, relativeTo: folder)
    var found = stat()
    guard stat(url.path, &found) == 0, Int64(found.st_size) == size else { return false }
    let isQuiet = noted - modified > 2_000_000_000
    if isQuiet, found.modified == modified, Int64(found.st_ino) == inode { return true }
    return (try? FileBytes.fingerprint(ofFileAt: url.path)) == sha256
  }

  func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(path, sha256, size, modified, inode, noted)
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      path: try reader.read(), sha256: try reader.read(), size: try reader.read(), modified: try reader.read(),
      inode: try reader.read(), noted: try reader.read())
  }
}

extension stat {
  /// When the file's contents last changed, in nanoseconds.
  fileprivate var modified: Int64 {
    #if canImport(Darwin)
      Int64(st_mtimespec.tv_sec) * 1_000_000_000 + Int64(st_mtimespec.tv_nsec)
    #else
      Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec)
    #endif
  }
}
