import Daybook
import Foundation

/// What the command tells while it works: a line that changes on a terminal, plain lines elsewhere.
struct Console {
  let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) != 0

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  func show(_ progress: NotebookRun.Progress, of file: String) {
    guard !isQuiet else { return }
    let word = progress.word.isEmpty ? "block" : progress.word
    let line = "\(file): \(progress.block)/\(progress.blockCount) \(word) (line \(progress.line))"
    write(isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
  }

  /// Takes the changing line away.
  func clear() { if isTerminal, !isQuiet { write("\r\u{1B}[K") } }

  func error(_ text: String) { write(text + "\n") }

  /// Where the report is, and how its goals stand.
  func summarise(_ outcome: NotebookRun.Outcome, at files: ReportFiles) {
    guard !isQuiet else { return }
    print(outcome.summary(reportPath: shortened(files.html.path)))
    if outcome.reusedBlocks > 0 {
      print(
        "  \(outcome.reusedBlocks) of \(outcome.blockCount) blocks reused from an earlier run; --fresh runs them all")
    }
  }

  /// Relative to where the user stands, if it lies below.
  private func shortened(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    // A reader that went away is no reason to fail.
    bytes.withUnsafeBytes { _ = Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
