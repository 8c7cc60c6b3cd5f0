import Crypto
import Engine
import Foundation
import Synchronization

/// What earlier runs found, in a project's `.daybook/` folder: small entries by key, and values by the SHA-256 of their
/// bytes.
///
/// ```
/// .daybook/entries/KEY       what a block showed, and which values it left
/// .daybook/values/SHA256     a value's bytes
/// .daybook/drafts/           files that are being written
/// ```
///
/// Everything here can be made again, so that nothing here is an error: what is missing, cut off or changed is simply
/// not there. Two runs may use the same folder, and each may be killed at any moment: files are written as drafts and
/// renamed when they are whole. A folder that cannot be used turns the store off, with one sentence in `problem`.
public final class ReuseStore: ValueStore {
  public let folder: URL
  /// In bytes; the files used longest ago go first.
  public let largestSize: Int
  private let state: Mutex<State>

  private struct State {
    var canRead = true
    var canWrite = true
    var problem: String?
    /// Bytes that this run has added since the folder was last brought down to size.
    var added = 0
    var draftCount = 0
  }

  /// Makes the folder where it is not there yet.
  ///
  /// - Parameters:
  ///   - folder: the project's `.daybook` folder. A symbolic link out of the folder around it is not followed.
  ///   - largestSize: how many bytes the folder may hold.
  public init(folder: URL, largestSize: Int = 2 << 30) {
    self.folder = folder
    self.largestSize = largestSize
    state = Mutex(State())
    prepare()
  }

  /// Why results are not kept for a later run, in one sentence for the user; nil while they are.
  public var problem: String? { state.withLock { $0.problem } }

  // MARK: Entries

  /// What was kept under a key: nil where nothing was, where it is damaged, and where one of its values is gone.
  ///
  /// Using an entry keeps it and its values from being removed for a while.
  public func entry(_ key: String) -> [UInt8]? {
    guard canRead, Self.isName(key), let bytes = contents(of: path(.entries, key)) else { return nil }
    guard let entry = try? EntryForm(storedBytes: bytes),
      entry.values.allSatisfy({ Self.isName($0) && touch(path(.values, $0)) })
    else {
      unlink(path(.entries, key))
      return nil
    }
    touch(path(.entries, key))
    return entry.data
  }

  /// Keeps data under a key, in place of what was there.
  ///
  /// - Parameters:
  ///   - key: letters, digits and dashes, at most 100; a hash of all that the data depend on.
  ///   - values: names of the values that the data refer to.
  public func setEntry(_ key: String, _ data: [UInt8], values: [String] = []) {
    precondition(
      Self.isName(key) && values.allSatisfy(Self.isName), "a name in the store holds letters, digits and dashes")
    // Names and bytes can always be stored.
    guard let bytes = try? EntryForm(values: values, data: data).storedBytes() else { return }
    write(bytes, to: .entries, key)
  }

  // MARK: Values

  public func addValue(_ bytes: [UInt8]) -> String? {
    guard canWrite, bytes.count < largestSize else { return nil }
    let name = SHA256.hash(data: bytes).hexadecimal
    var found = stat()
    let path = path(.values, name)
    // A file of the right name and length was whole when it got its name.
    if lstat(path, &found) == 0, Int(found.st_size) == ValueForm.size(of: bytes), touch(path) { return name }
    return write(ValueForm.bytes(of: bytes), to: .values, name) ? name : nil
  }

  public func value(_ name: String) -> [UInt8]? {
    guard canRead, Self.isName(name), let bytes = contents(of: path(.values, name)) else { return nil }
    guard let value = ValueForm.value(in: bytes) else {
      unlink(path(.values, name))
      return nil
    }
    return value
  }

  // MARK: Size

  /// Removes what was used longest ago until the folder holds at most `largestSize` bytes, and drafts that a killed run
  /// left more than an hour ago.
  public func trim() {
    guard canWrite else { return }
    state.withLock { $0.added = 0 }
    removeLeftovers()
    var files = listed(.entries) + listed(.values)
    var size = (files + listed(.drafts)).reduce(0) { $0 + $1.size }
    guard size > largestSize else { return }
    files.sort { $0.isOlder(than: $1) }
    for file in files where size > largestSize {
      // Another run may have used it since the folder was listed.
      guard let now = StoredFile(file.path), !file.isOlder(than: now), unlink(file.path) == 0 else { continue }
      size -= file.size
    }
  }

  /// The drafts of runs that ended before they could rename them.
  private func removeLeftovers() {
    let anHourAgo = Int(Foundation.Date().timeIntervalSince1970) - 3600
    for file in listed(.drafts) where file.seconds < anHourAgo { unlink(file.path) }
  }

  // MARK: Files

  private enum Place: String, CaseIterable { case entries, values, drafts }

  private var canRead: Bool { state.withLock { $0.canRead } }
  private var canWrite: Bool { state.withLock { $0.canWrite } }

  private func path(_ place: Place) -> String { folder.appendingPathComponent(place.rawValue).path }

  private func path(_ place: Place, _ name: String) -> String { path(place) + "/" + name }

  /// Nothing else gets into a path.
  private static func isName(_ name: String) -> Bool {
    (1...100).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (97...122).contains($0) || (65...90).contains($0) || $0 == 45
      }
  }

  private func prepare() {
    guard isInsideProject(folder.path) else {
      state.withLock { state in
        state.canRead = false
        state.canWrite = false
        state.problem =
          "\(folder.lastPathComponent) is a symbolic link out of the project folder, so that results are not kept there; "
          + "remove the link"
      }
      return
    }
    var found = stat()
    let isNew = lstat(folder.path, &found) != 0
    for path in [folder.path] + Place.allCases.map({ path($0) }) where mkdir(path, 0o777) != 0 && errno != EEXIST {
      return turnOff(reason: errno)
    }
    for place in Place.allCases {
      // Whatever else has the name of a folder of ours, a link above all, is not written to.
      guard lstat(path(place), &found) == 0, found.st_mode & S_IFMT == S_IFDIR else { return turnOff(reason: ENOTDIR) }
    }
    removeLeftovers()
    if isNew || access(folder.path + "/.gitignore", F_OK) != 0 {
      write(Array("*\n".utf8), to: folder.path + "/.gitignore")
      write(
        Array(
          "Results of earlier runs, kept by Daybook so that unchanged blocks need not run again; safe to delete.\n".utf8
        ),
        to: folder.path + "/README")
    }
  }

  /// Whether a path leads to no other folder than one beside it or under that.
  private func isInsideProject(_ path: String) -> Bool {
    var found = stat()
    guard lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFLNK else { return true }
    let project = folder.deletingLastPathComponent().path
    guard let target = realPath(path), let root = realPath(project) else { return false }
    return target.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }

  private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Nothing more is written; what can be read is still used.
  private func turnOff(reason: Int32) {
    state.withLock { state in
      state.canWrite = false
      if state.problem == nil {
        state.problem =
          "results cannot be kept in \(folder.path) (\(String(cString: strerror(reason)))), so that the next run starts "
          + "afresh; free some space there or make it writable"
      }
    }
  }

  @discardableResult
  private func write(_ bytes: [UInt8], to place: Place, _ name: String) -> Bool {
    guard canWrite, write(bytes, to: path(place, name)) else { return false }
    let isFull = state.withLock { state in
      state.added += bytes.count
      return state.added > largestSize / 8
    }
    if isFull { trim() }
    return true
  }

  /// Writes a draft and gives it its name when it is whole, so that no other run ever sees a part of it.
  @discardableResult
  private func write(_ bytes: [UInt8], to path: String) -> Bool {
    let number = state.withLock { state in
      state.draftCount += 1
      return state.draftCount
    }
    let draft = self.path(.drafts) + "/\(getpid())-\(number)-\(UInt32.random(in: 0 ... .max))"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0, let file = fdopen(descriptor, "wb") else {
      turnOff(reason: errno)
      return false
    }
    var reason: Int32 = 0
    if fwrite(bytes, 1, bytes.count, file) < bytes.count { reason = errno }
    // What the disk had no room for may show only here.
    if fclose(file) != 0, reason == 0 { reason = errno }
    if reason == 0, rename(draft, path) != 0 { reason = errno }
    guard reason == 0 else {
      unlink(draft)
      turnOff(reason: reason)
      return false
    }
    return true
  }

  private func contents(of path: String) -> [UInt8]? {
    // A link or a pipe is nothing that was put here.
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var found = stat()
    guard fstat(file, &found) == 0, found.st_mode & S_IFMT == S_IFREG, found.st_size <= largestSize else { return nil }
    let size = Int(found.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let more = read(file, buffer.baseAddress?.advanced(by: count), size - count)
        if more > 0 { count += more } else if more == 0 || errno != EINTR { break }
      }
    }
    return bytes.count == size ? bytes : nil
  }

  /// Marks a file as used now; false where there is none.
  @discardableResult
  private func touch(_ path: String) -> Bool {
    if utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW) == 0 { return true }
    // In a folder that may only be read, a file is there all the same.
    return errno != ENOENT && access(path, F_OK) == 0
  }

  private func listed(_ place: Place) -> [StoredFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(place))) ?? []
    return names.sorted().compactMap { StoredFile(path(place) + "/" + $0) }
  }
}

/// A file of the store as the folder lists it.
private struct StoredFile {
  let path: String
  let size: Int
  let seconds: Int
  let nanoseconds: Int

  /// Nil where there is no such file, or a folder.
  init?(_ path: String) {
    var found = stat()
    guard lstat(path, &found) == 0, found.st_mode & S_IFMT != S_IFDIR else { return nil }
    self.path = path
    size = Int(found.st_size)
    #if canImport(Darwin)
      (seconds, nanoseconds) = (Int(found.st_mtimespec.tv_sec), Int(found.st_mtimespec.tv_nsec))
    #else
      (seconds, nanoseconds) = (Int(found.st_mtim.tv_sec), Int(found.st_mtim.tv_nsec))
    #endif
  }

  func isOlder(than other: StoredFile) -> Bool { (seconds, nanoseconds) < (other.seconds, other.nanoseconds) }
}
