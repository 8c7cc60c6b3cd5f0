import Foundation
import Testing

@testable import Charts

/// Compares charts with the files in `Snapshots`. After a change that is meant, `DAYBOOK_RECORD=1 swift test` rewrites
/// them: look at each in a browser before committing it.
@Suite("Snapshots")
struct SnapshotTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
  private static let isRecording = ProcessInfo.processInfo.environment["DAYBOOK_RECORD"] == "1"

  @Test(arguments: Sample.ordinary)
  func `an ordinary chart looks as it did`(sample: Sample) throws {
    let file = Self.folder.appending(path: "\(sample.name).svg")
    // One mark a line, so that a difference can be read. A file of its own needs the namespace.
    let markup =
      sample.chart.svg(id: sample.name)
      .replacing("<svg ", with: "<svg xmlns=\"http://www.w3.org/2000/svg\" ", maxReplacements: 1)
      .replacing("><", with: ">\n<") + "\n"
    if Self.isRecording {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(markup.utf8).write(to: file)
    }
    #expect(try markup == String(contentsOf: file, encoding: .utf8))
  }
}
