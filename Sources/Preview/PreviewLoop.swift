import Diagnostics
import Foundation

/// Runs a notebook whenever it or its data changed, one run at a time, and posts what came of it.
struct PreviewLoop: Sendable {
  let source: PreviewSource
  let timing: PreviewTiming
  let board: PreviewBoard
  let tell: @Sendable (PreviewEvent) -> Void

  /// Goes on until its task is cancelled.
  func run() async throws {
    let pages = try PreviewPage()
    var state = PreviewState(notebook: source.displayPath)
    var watcher = FileWatcher(notebook: source.path, timing: timing)
    while true {
      board.isRendering = true
      let copy = try await watcher.settle()
      let text = copy.text
      let mentioned = FileMentions(in: text, folder: source.folder).paths
      watcher.watch(mentioned + read(by: state))
      let clock = ContinuousClock()
      let start = clock.now
      // What was made of another text than this one, half of a save perhaps, is not shown: the notebook runs again.
      guard let result = await result(of: copy) else { continue }
      try Task.checkCancellation()
      state.accept(result, of: text)
      try board.post { try pages.html(state, reload: $0) }
      board.isRendering = false
      tell(.rendered(in: clock.now - start, diagnostics: state.diagnostics, failed: state.hasFailed))
      watcher.watch(mentioned + read(by: state))
      try await watcher.change()
    }
  }

  /// The data files of the last good page.
  private func read(by state: PreviewState) -> [String] {
    (state.good?.page.provenance.inputs ?? []).map { FileMentions.resolved($0.path, in: source.folder) }
  }

  /// Runs the notebook on a thread of its own, since a run blocks; nil where it was saved before it was read.
  private func result(of copy: NotebookCopy) async -> PreviewResult? {
    await withCheckedContinuation { continuation in
      let thread = Thread {
        var wasWhole: Bool?
        let result = source.run { wasWhole = wasWhole ?? FileWatcher.isUnchanged(copy, at: source.path) }
        // A run that never came to say that it had read the notebook ended at once.
        let isWhole = wasWhole ?? FileWatcher.isUnchanged(copy, at: source.path)
        continuation.resume(returning: isWhole ? result : nil)
      }
      // As much as a command's main thread has.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}

/// A notebook, and what runs it.
public struct PreviewSource: Sendable {
  public let path: String
  /// The path as the user wrote it, which opens the diagnostics.
  public let displayPath: String
  /// Runs the notebook, and says so as soon as it has read it: what is saved later belongs to the next run.
  public let run: @Sendable (_ wasRead: () -> Void) -> PreviewResult

  public init(
    path: String, displayPath: String? = nil, run: @escaping @Sendable (_ wasRead: () -> Void) -> PreviewResult
  ) {
    self.path = path
    self.displayPath = displayPath ?? path
    self.run = run
  }

  /// Where the notebook's own paths start.
  var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }
}

/// What a preview tells whoever started it.
public enum PreviewEvent: Sendable {
  /// The page is at this address.
  case serving(address: String)
  /// A run ended. Where it failed, the diagnostics are its errors, otherwise warnings.
  case rendered(in: Duration, diagnostics: [Diagnostic], failed: Bool)
}
