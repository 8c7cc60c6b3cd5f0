import Foundation

/// Tells when a notebook or a file that it reads has changed, and when it is whole again.
///
/// Editors save in many ways: some write over the file, some empty it first, some delete it and make it anew, most
/// rename a new file over the old one. All of them change what `stat` says, on every system and in every mounted folder;
/// so files are looked at a few times a second.
struct FileWatcher {
  let notebook: String
  let timing: PreviewTiming
  /// The files by path, the notebook among them, as they were when they last were whole.
  private var known: [String: FileFingerprint?]

  init(notebook: String, timing: PreviewTiming) {
    self.notebook = notebook
    self.timing = timing
    known = [notebook: nil]
  }

  /// Watches these files beside the notebook, and no others. One that is already watched is compared with what was known
  /// of it; one that does not exist is waited for.
  mutating func watch(_ paths: some Sequence<String>) {
    let wanted = Set(paths).union([notebook])
    known = known.filter { wanted.contains($0.key) }
    for path in wanted where !known.keys.contains(path) {
      known.updateValue(FileFingerprint(ofFileAt: path), forKey: path)
    }
  }

  /// Whether a file is not what it was.
  var hasChanged: Bool { known.contains { $0.value != FileFingerprint(ofFileAt: $0.key) } }

  /// Ends when a file is not what it was.
  func change() async throws {
    while !hasChanged { try await Task.sleep(for: timing.poll) }
  }

  /// Ends when two readings agree: the notebook's contents are the same, and so is what is known of the other files.
  /// A file that is gone or empty has longer to come back. Files other than the notebook are not waited for without
  /// end: a log that grows all the time would never be still.
  ///
  /// - Returns: the notebook as it was read.
  mutating func settle() async throws -> NotebookCopy {
    let clock = ContinuousClock()
    var copy = NotebookCopy(ofFileAt: notebook)
    var others = fingerprints
    var lastChange = clock.now
    var notebookIsWholeSince: ContinuousClock.Instant?
    while true {
      try await Task.sleep(for: timing.pause)
      let nextCopy = NotebookCopy(ofFileAt: notebook)
      let nextOthers = fingerprints
      let isLate = notebookIsWholeSince.map { clock.now - $0 > timing.longestWait } ?? false
      if nextCopy != copy || (nextOthers != others && !isLate) { lastChange = clock.now }
      if nextCopy != copy { notebookIsWholeSince = nil }
      (copy, others) = (nextCopy, nextOthers)
      let isHollow = copy.isHollow || others.contains { path, found in hasLostContents(found, at: path) }
      if clock.now - lastChange >= (isHollow ? timing.patience : timing.pause) {
        known = others
        // The copy is what was read; a save between it and this look at the file is found as a change.
        known.updateValue(copy.fingerprint, forKey: notebook)
        return copy
      }
      if notebookIsWholeSince == nil { notebookIsWholeSince = clock.now }
    }
  }

  /// Whether the notebook still is what was copied.
  static func isUnchanged(_ copy: NotebookCopy, at path: String) -> Bool {
    copy.fingerprint == FileFingerprint(ofFileAt: path)
  }

  private var fingerprints: [String: FileFingerprint?] {
    Dictionary(uniqueKeysWithValues: known.keys.map { ($0, FileFingerprint(ofFileAt: $0)) })
  }

  /// Whether a file that had contents has none.
  private func hasLostContents(_ found: FileFingerprint?, at path: String) -> Bool {
    guard let before = known[path] ?? nil, !before.isEmpty else { return false }
    return found.map(\.isEmpty) ?? true
  }
}

/// How often files are looked at, and how long they have to come to rest.
public struct PreviewTiming: Sendable {
  /// Between two looks at the files while nothing happens.
  public var poll: Duration
  /// Between the two readings that must agree.
  public var pause: Duration
  /// How long a file may be gone or empty before that counts.
  public var patience: Duration
  /// How long files that a whole notebook reads are waited for.
  public var longestWait: Duration

  public init(
    poll: Duration = .milliseconds(150), pause: Duration = .milliseconds(40),
    patience: Duration = .milliseconds(500), longestWait: Duration = .seconds(2)
  ) {
    self.poll = poll
    self.pause = pause
    self.patience = patience
    self.longestWait = longestWait
  }
}
