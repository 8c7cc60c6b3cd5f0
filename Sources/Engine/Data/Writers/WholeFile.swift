import Foundation

/// A file that comes into being whole: what was there stays until everything is written.
final class WholeFile {
  /// Where the file is written before it is put in place.
  let partial: String
  private let path: String
  private let displayPath: String
  private var descriptor: Int32 = -1

  /// - Parameter displayPath: what error messages call the file.
  /// - Throws: `DataError.cannotWrite` where the file's folder cannot be made.
  init(path: String, displayPath: String) throws(DataError) {
    self.path = path
    self.displayPath = displayPath
    let folder = (path as NSString).deletingLastPathComponent
    partial = "\(folder)/.\((path as NSString).lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw .cannotWrite(path: displayPath, reason: "its folder cannot be made")
    }
    unlink(partial)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    unlink(partial)
  }

  /// Writes bytes behind those that were written before.
  func append(_ bytes: [UInt8]) throws(DataError) {
    if descriptor < 0 {
      descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw failure }
    }
    var at = 0
    while at < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: at), bytes.count - at) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure }
      at += count
    }
  }

  /// Puts what was written in the file's place.
  func finish() throws(DataError) {
    guard rename(partial, path) == 0 else { throw failure }
  }

  private var failure: DataError { .cannotWrite(path: displayPath, reason: String(cString: strerror(errno))) }
}
