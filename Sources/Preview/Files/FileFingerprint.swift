import Foundation

/// What tells a file from its next version without reading it. Nil stands for a file that is not there.
struct FileFingerprint: Equatable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  private let isRegular: Bool
  /// Seconds and nanoseconds: of the last change of the contents, and of anything about the file. The second finds a
  /// new version that was given the old one's date.
  private let modified: [Int]
  private let changed: [Int]

  /// Follows symbolic links; nil where there is nothing.
  init?(ofFileAt path: String) {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    device = UInt64(found.st_dev)
    inode = UInt64(found.st_ino)
    size = Int64(found.st_size)
    isRegular = found.st_mode & S_IFMT == S_IFREG
    #if canImport(Darwin)
      modified = [found.st_mtimespec.tv_sec, found.st_mtimespec.tv_nsec]
      changed = [found.st_ctimespec.tv_sec, found.st_ctimespec.tv_nsec]
    #else
      modified = [found.st_mtim.tv_sec, found.st_mtim.tv_nsec]
      changed = [found.st_ctim.tv_sec, found.st_ctim.tv_nsec]
    #endif
  }

  var isEmpty: Bool { size == 0 }

  /// Whether it is worth reading as a text: a pipe would be waited for, and a huge file is no notebook.
  var isReadable: Bool { isRegular && size <= 32_000_000 }
}
