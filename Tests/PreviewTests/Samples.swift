import Diagnostics
import Foundation
import Report

@testable import Preview

/// A notebook of three blocks, the second labelled, and the page that it would make.
enum Sample {
  static let notebook = """
    # Rain

    ```swift data
    let all = Table(csv: "data/weather.csv")
    all
    ```

    Prose between, with `{swift} all.rowCount` days.

    ```swift train
    let model = train(.logistic(), on: all)
    model
    ```

    ```swift
    note("done")
    ```

    The end.

    """

  static let page = page(title: "Rain")

  /// - Parameter title: tells one version of the page from another.
  static func page(title: String) -> Page {
    Page(
      title: title, subtitle: nil, author: nil, date: nil, language: "en",
      items: [
        .step(step(1, "data", line: 3)), .prose(prose("<p>Prose between.</p>")), .step(step(2, "train", line: 10)),
        .step(step(3, nil, line: 15)), .prose(prose("<p>The end.</p>")),
      ],
      goals: [],
      provenance: Provenance(
        notebook: .init(path: "notebooks/rain.md", sha256: "00"),
        inputs: [.init(path: "data/weather.csv", sha256: "11", rows: 3)], parameters: [], version: "1"))
  }

  private static func prose(_ html: String) -> PageProse {
    PageProse(html: { _ in html }, markdown: { _ in html }, text: { _ in html })
  }

  private static func step(_ number: Int, _ word: String?, line: Int) -> StepResult {
    StepResult(
      anchor: "step-\(number)", word: word, stage: nil, label: nil, line: line, results: [],
      code: [CodeSpan("code \(number)", .plain)], echo: .shown)
  }

  static func error(
    _ message: String = "no column \"wnd\"", line: Int?, in text: String = notebook, hint: String? = nil,
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    Diagnostic(
      message, severity: severity, in: SourceText(path: "rain.md", text: text),
      at: line.map { Place(line: $0, column: 1, length: 3) }, hint: hint)
  }

  static let reload = LiveReload(version: "a-1", nonce: "n0nce")

  /// What a preview shows after a good run and then a wrong one of another text.
  static func html(after text: String = notebook, _ diagnostics: [Diagnostic]) throws -> String {
    var state = PreviewState(notebook: "rain.md")
    state.accept(.page(page, warnings: []), of: notebook)
    state.accept(.failed(diagnostics), of: text)
    return try PreviewPage().html(state, reload: reload)
  }
}

extension String {
  /// Whether these stand in the text one after another.
  func contains(inOrder parts: String...) -> Bool {
    var rest = self[...]
    for part in parts {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}

/// A folder of its own for one test, gone when the test is over.
final class Desk: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("preview-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("data"), withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Over the file that is there, as `: > file` and simple editors do.
  func overwrite(_ name: String, with text: String) throws {
    let descriptor = open(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Beside the file, then over its name, as vim and `sed -i` do.
  func replace(_ name: String, with text: String) throws {
    try overwrite(name + ".new", with: text)
    guard rename(path(name + ".new"), path(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }
}
