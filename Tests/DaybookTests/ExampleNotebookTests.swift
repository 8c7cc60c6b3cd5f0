import Foundation
import Testing

@testable import Daybook

/// The notebooks of this project are its first users.
@Suite("The example notebooks")
struct ExampleNotebookTests {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    .standardizedFileURL

  @Test(arguments: ["flights", "reference", "scoping"])
  func `render to the committed reports, byte for byte`(name: String) throws {
    let run = NotebookRun(path: Self.project.appendingPathComponent("notebooks/\(name).md").path)
    let page = try run.run().page
    let target = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)/\(name).html")
    defer { try? FileManager.default.removeItem(at: target.deletingLastPathComponent()) }
    let files = ReportFiles(html: target)
    try files.write(page)
    for (new, ending) in [(files.html, "html"), (files.json, "json")] {
      let committed = Self.project.appendingPathComponent("reports/\(name).\(ending)")
      #expect(
        try Data(contentsOf: new) == Data(contentsOf: committed), "reports/\(name).\(ending): run make report")
    }
    #expect(try Data(contentsOf: files.html).count < (name == "reference" ? 950_000 : 300_000))
  }
}
