import Foundation

/// Writing that outlives a loss of power: bytes are on the disk before anything refers to them.
enum DurableFolder {
  /// Puts a file in place as a whole: readers see the old one or the new one.
  ///
  /// - Throws: `DataError.cannotWrite`; what was there before is then still there.
  static func replace(_ bytes: [UInt8], at path: String, displayPath: String) throws(DataError) {
    let partial = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
    do throws(DataError) {
      try write(bytes, to: partial, displayPath: displayPath)
      guard rename(partial, path) == 0 else { throw failure(displayPath) }
    } catch {
      unlink(partial)
      throw error
    }
    flush((path as NSString).deletingLastPathComponent)
  }

  /// Writes a new file, to the disk.
  static func write(_ bytes: [UInt8], to path: String, displayPath: String) throws(DataError) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw failure(displayPath) }
    defer { close(file) }
    var at = 0
    while at < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(file, $0.baseAddress?.advanced(by: at), bytes.count - at)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(displayPath) }
      at += count
    }
    guard fsync(file) == 0 else { throw failure(displayPath) }
  }

  /// Names that were given or taken in a folder are on the disk from here on.
  static func flush(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static func make(_ folder: String, displayPath: String) throws(DataError) {
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw .cannotWrite(path: displayPath, reason: reason(of: error))
    }
  }

  static func failure(_ displayPath: String) -> DataError {
    .cannotWrite(path: displayPath, reason: String(cString: strerror(errno)))
  }

  /// What the system says of a file, without Foundation's own words.
  private static func reason(of error: any Error) -> String {
    guard let under = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError, under.domain == NSPOSIXErrorDomain
    else { return "the folder cannot be made; may its parent be written to?" }
    return "the folder cannot be made: " + String(cString: strerror(Int32(under.code)))
  }
}

/// What only one process at a time may do in a folder.
struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until the lock is free.
  ///
  /// - Throws: `DataError.cannotWrite` where the folder may not be written to.
  init(_ folder: String, displayPath: String) throws(DataError) {
    descriptor = open("\(folder)/.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw DurableFolder.failure(displayPath) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = DurableFolder.failure(displayPath)
        close(descriptor)
        throw error
      }
    }
  }

  deinit { close(descriptor) }
}
