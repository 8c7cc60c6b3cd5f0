import Diagnostics
import Foundation
import Preview

/// What a preview tells in the terminal: where the page is, and a line for each run.
struct PreviewConsole: Sendable {
  let file: String

  func show(_ event: PreviewEvent) {
    switch event {
    case .serving(let address): write("\(address)  shows \(file) until Ctrl-C\n", to: STDOUT_FILENO)
    case .rendered(let duration, let diagnostics, let failed):
      let errors = diagnostics.count { $0.severity == .error }
      let warnings = diagnostics.count - errors
      let found = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
        .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
      let what = failed ? "\(file) failed after" : "\(file) rendered in"
      write(
        "\(time)  \(what) \(seconds(duration))\(found.isEmpty ? "" : ": \(found)")\n", to: STDOUT_FILENO)
      complain(diagnostics)
    }
  }

  func complain(_ diagnostics: [Diagnostic]) { for diagnostic in diagnostics { complain("\(diagnostic)") } }

  func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Leaves the line on which the terminal showed ^C.
  func end() { if isatty(STDOUT_FILENO) != 0 { write("\n", to: STDOUT_FILENO) } }

  /// Asks the desktop to show the page; without one, the address is on the screen.
  func openBrowser(at address: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    #if os(macOS)
      process.arguments = ["open", address]
    #else
      process.arguments = ["xdg-open", address]
    #endif
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.terminationHandler = { ended in
      if ended.terminationStatus != 0 { complain("no browser could be opened: open \(address) yourself") }
    }
    do { try process.run() } catch { complain("no browser could be opened: open \(address) yourself") }
  }

  private var time: String {
    var now = time_t(Date().timeIntervalSince1970)
    var parts = tm()
    localtime_r(&now, &parts)
    return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  /// `0.31 s`
  private func seconds(_ duration: Duration) -> String {
    let hundredths = duration.components.seconds * 100 + duration.components.attoseconds / 10_000_000_000_000_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  }

  private func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    // A reader that went away is no reason to fail.
    bytes.withUnsafeBytes { _ = Foundation.write(descriptor, $0.baseAddress, $0.count) }
  }
}
