import Foundation

@testable import Daybook

/// The machine's Chromium, for tests that look at pages as a reader's browser does.
enum Chromium {
  /// Nil where none is installed.
  static let path: String? = try? PrintedReport.browser().path

  static var isThere: Bool { path != nil }

  /// What a page makes of itself once its scripts have run, and what it said in the console.
  static func dom(of page: URL, isDark: Bool) throws -> (dom: String, console: [String]) {
    let process = Process()
    let profile = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-browser-\(UUID())")
    defer { try? FileManager.default.removeItem(at: profile) }
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments =
      [
        "--headless", "--disable-gpu", "--no-first-run", "--user-data-dir=\(profile.path)",
        "--allow-file-access-from-files", "--enable-logging=stderr", "--hide-scrollbars", "--window-size=1600,1200",
        "--virtual-time-budget=20000", "--dump-dom",
      ] + (isDark ? ["--blink-settings=preferredColorScheme=0"] : []) + (getuid() == 0 ? ["--no-sandbox"] : [])
      + [page.absoluteString]
    let output = profile.deletingLastPathComponent().appendingPathComponent("\(profile.lastPathComponent).out")
    let errors = profile.deletingLastPathComponent().appendingPathComponent("\(profile.lastPathComponent).err")
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    let said = try String(contentsOf: errors, encoding: .utf8).split(separator: "\n").filter { $0.contains("CONSOLE") }
    return (try String(contentsOf: output, encoding: .utf8), said.map { String($0) })
  }
}
