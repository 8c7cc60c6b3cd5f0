import Diagnostics
import Foundation

/// Prints a report that is written already as a PDF, by a Chromium of the machine.
public struct PrintedReport: Sendable {
  public let html: URL
  public let pdf: URL

  /// Names a browser where none is found, or another one is meant.
  static let variable = "DAYBOOK_CHROMIUM"
  private static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
  ]
  private static let applications = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ]
  private static let seconds = 120.0

  /// - Parameter html: the page; the PDF goes beside it under the same name.
  public init(html: URL) {
    self.html = html
    pdf = html.deletingPathExtension().appendingPathExtension("pdf")
  }

  /// An earlier PDF stays until the new one is whole.
  ///
  /// - Throws: `RunFailure` where there is no browser, or it does not print.
  public func write() throws(RunFailure) {
    let browser = try Self.browser()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-pdf-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let draft = pdf.deletingLastPathComponent().appendingPathComponent(".\(pdf.lastPathComponent).\(getpid())")
    defer { unlink(draft.path) }
    let process = Process()
    process.executableURL = browser
    // A profile of its own, so that neither a running browser nor its history is touched.
    process.arguments =
      [
        "--headless", "--disable-gpu", "--no-first-run", "--user-data-dir=\(folder.path)", "--no-pdf-header-footer",
        "--print-to-pdf=\(draft.path)", html.absoluteURL.absoluteString,
      ] + (getuid() == 0 ? ["--no-sandbox"] : [])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch {
      throw failure("\(browser.path) does not start: \(error.localizedDescription)")
    }
    let end = Foundation.Date(timeIntervalSinceNow: Self.seconds)
    while process.isRunning, Foundation.Date() < end { usleep(20_000) }
    if process.isRunning {
      process.terminate()
      throw failure("\(browser.path) did not print the page within \(Int(Self.seconds)) seconds")
    }
    guard process.terminationStatus == 0, FileManager.default.fileExists(atPath: draft.path) else {
      throw failure("\(browser.path) did not print the page (status \(process.terminationStatus))")
    }
    guard rename(draft.path, pdf.path) == 0 else {
      throw failure("the PDF cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  /// - Throws: `RunFailure` where no browser is found.
  public static func checkBrowser() throws(RunFailure) { _ = try browser() }

  private func failure(_ message: String) -> RunFailure { RunFailure([Diagnostic(message, path: pdf.path)]) }

  /// - Throws: `RunFailure` that says how to get one.
  static func browser(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(RunFailure) -> URL {
    if let named = environment[variable], !named.isEmpty {
      guard FileManager.default.isExecutableFile(atPath: named) else {
        throw RunFailure([
          Diagnostic("\(variable) names \"\(named)\", which is no program", path: "--pdf")
        ])
      }
      return URL(fileURLWithPath: named)
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map { String($0) }
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } } + applications
    guard let found = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw RunFailure([
        Diagnostic(
          "a PDF is printed by Chromium, which is not on this machine", path: "--pdf",
          hint: "install it (apt-get install chromium; brew install chromium), or name a browser in \(variable)")
      ])
    }
    return URL(fileURLWithPath: found)
  }
}
