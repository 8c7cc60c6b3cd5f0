import Foundation
import Testing

@testable import Daybook

@Suite("Wrong input gets one clear diagnostic")
struct WrongInputTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static let gzipped: [UInt8] = [
    0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4, 0x31, 0xE2, 0x02, 0x00, 0x9B, 0xC2, 0x0B,
    0xC4, 0x08, 0, 0, 0,
  ]

  private static let damaged: [UInt8] = Array(gzipped[..<12]) + [0xFF, 0xFF] + Array(gzipped[14...])

  @Test(arguments: [
    (Data(), "2:21: error: cannot read data/d.csv: the file is empty"),
    (Data("a,b\n1,2\n3\n".utf8), "2:21: error: data/d.csv, row 3: 1 field, but the header names 2 columns"),
    (Data("a,b\n1,2,3\n".utf8), "2:21: error: data/d.csv, row 2: 3 fields, but the header names 2 columns"),
    (
      Data("a,b\n1,\"x\n2,y\n".utf8),
      "2:21: error: data/d.csv, row 2, column b: a quote is opened here and never closed"
    ),
    (
      Data("a,b\n1,\"x\"y\n".utf8),
      "2:21: error: data/d.csv, row 2, column b: text stands behind a closing quote; write a quote inside quotes twice"
    ),
    (Data("a,b\n1,\u{0}\n".utf8), "2:21: error: data/d.csv, row 2, column b: a NUL byte; is this a text file?"),
    (
      Data([97, 44, 98, 10, 0x31, 44, 0xFF, 10]),
      "2:21: error: data/d.csv, row 2, column b: the text is not UTF-8; save the file as UTF-8, or read it as .latin1"
    ),
    (Data("a,a\n1,2\n".utf8), "2:21: error: data/d.csv, row 1, column a: the header names this column twice"),
    (Data("a,\n1,2\n".utf8), "2:21: error: data/d.csv, row 1, column 2: the header has no name for this column"),
    (Data(gzipped.dropLast(9)), "2:21: error: cannot read data/d.csv: the gzip file is cut off; fetch it again"),
    (
      Data(damaged),
      "2:21: error: cannot read data/d.csv: the gzip file is damaged; fetch it again"
    ),
  ])
  func `in data, with row and column`(csv: Data, expected: String) throws {
    let complaint = try workshop.complaint(ofData: csv)
    #expect(complaint.hasPrefix("test.md:\(expected)\n"), "\(complaint)")
    #expect(complaint.contains("^~~~~~~~~~"))
  }

  @Test(arguments: [
    ("Table(csv: \"data/other.csv\")", "1:12: error: cannot read data/other.csv: there is no such file"),
    ("Table(csv: \"data\")", "1:12: error: cannot read data: it is a folder, not a file"),
    ("Table(csv: \"../../../etc/passwd\")", "1:12: error: ../../../etc/passwd is outside the project folder"),
    ("Table(csv: \"/etc/passwd\")", "1:12: error: /etc/passwd is outside the project folder"),
    ("d.filter(col(\"wnd\") > 1)", "1:14: error: no column \"wnd\" in d"),
    ("d.filter(col(\"wind\"))", "1:9: error: a filter needs a condition that is true or false for each row"),
    ("d.filter(col(\"station\") > 1)", "1:9: error: > cannot compare a string with a number: station > 1"),
    ("d.adding(\"wind\", col(\"wind\"))", "1:10: error: d already has a column \"wind\""),
    ("d.mean(\"station\")", "1:8: error: the mean needs numbers, but column \"station\" holds strings"),
    ("d.split(on: \"day\", at: \"1st of May\")", "1:24: error: \"1st of May\" is no date"),
    ("d.split(on: \"wind\", at: \"2024-05-01\")", "1:13: error: a split by time needs dates"),
    ("d.profil()", "1:2: error: Table has no member \"profil\""),
    ("d.profile(taget: \"wet\")", "1:10: error: \"profile\" has no argument \"taget:\""),
    (
      "train(.logistic(), on: d, predicting: \"wind\", from: [\"station\"])",
      "1:39: error: \"wind\" must be true or false (or 0 and 1) to be predicted"
    ),
    (
      "train(.logistic(), on: d, predicting: \"wet\", from: [\"wet\"])",
      "1:51: error: \"wet\" is what the model predicts and cannot be one of its features"
    ),
    (
      "train(.boostedTrees(rounds: 0), on: d, predicting: \"wet\", from: [\"wind\"])",
      "1:28: error: rounds must be from 1 to 10,000, not 0"
    ),
    (
      "train(.boostedTree(), on: d, predicting: \"wet\", from: [])", "1:7: error: Learner has no member \"boostedTree\""
    ),
    ("let g = Goal(.latency(), atMost: 0.1)\n_ = g", "1:33: error: a latency is a time"),
    ("let m = Milestone(\"x\", by: \"soon\")\n_ = m", "1:28: error: \"soon\" is no date"),
  ])
  func `in code, under a caret`(code: String, expected: String) throws {
    try workshop.write(weather, to: "notebooks/data/d.csv")
    let complaint = try workshop.complaint("```swift data\nlet d = Table(csv: \"data/d.csv\")\n\(code)\n```\n")
    let parts = expected.split(separator: ":", maxSplits: 2)
    let column = (Int(parts[1]) ?? 0) + 1
    #expect(complaint.hasPrefix("test.md:3:\(column):\(parts[2])"), "\(complaint)")
  }

  @Test(arguments: [
    ("---\ntitle: [\n---\n", "test.md:2:"), ("---\ntitel: x\n---\n", "test.md:2:1: error:"),
    ("text\n\n```swift data\nlet a = 1\n", "test.md:3:1: error: this code block is never closed"),
    ("```swift dta\n1\n```\n", "test.md:1:10: error:"),
    ("```swift data\n//| lable: x\n1\n```\n", "test.md:2:5: error:"),
    ("A `{swift} nothing` here.\n", "test.md:1:12: error: nothing is called \"nothing\" here"),
    ("```swift data\n.logistic()\n```\n", "test.md:2:1: error:"),
    ("```swift data\nProblem(\"x\")\n```\n", "test.md:2:1: error: Problem has nothing to show"),
  ])
  func `in the notebook itself`(notebook: String, expected: String) throws {
    let complaint = try workshop.complaint(notebook)
    #expect(complaint.hasPrefix(expected), "\(complaint)")
  }

  @Test func `a notebook that cannot be read is named`() throws {
    for (name, reason) in [("none.md", "no such file"), ("data", "folder")] {
      let path = workshop.root.appendingPathComponent("notebooks/\(name)").path
      #expect { try NotebookRun(path: path).run() } throws: { error in
        "\(error)".contains(reason) && "\(error)".contains(name)
      }
    }
  }

  @Test func `a pipe is not waited for`() throws {
    let path = workshop.root.appendingPathComponent("notebooks/data/d.csv").path
    try #require(mkfifo(path, 0o600) == 0)
    let complaint = try workshop.complaint("```swift data\nTable(csv: \"data/d.csv\")\n```\n")
    #expect(complaint.contains("it is no regular file"))
  }

  @Test func `what data say cannot command a terminal`() throws {
    try workshop.write("a\u{1B}[31m,b\n1,2\n", to: "notebooks/data/d.csv")
    let complaint = try workshop.complaint("```swift data\nTable(csv: \"data/d.csv\").mean(\"nothing\")\n```\n")
    #expect(complaint.contains("there are a"))
    #expect(!complaint.contains("\u{1B}"))
  }

  @Test func `the earlier report stays as it was`() throws {
    let before = try workshop.render("# Fine\n")
    _ = try workshop.complaint("# Fine\n\n```swift data\noops\n```\n")
    let folder = workshop.root.appendingPathComponent("reports")
    #expect(try String(contentsOf: folder.appendingPathComponent("test.html"), encoding: .utf8) == before.html)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["test.html", "test.json"])
  }

  @Test func `a link out of the project folder is not followed`() throws {
    let outside = FileManager.default.temporaryDirectory.appendingPathComponent("outside-\(UUID().uuidString).csv")
    try Data("a\n1\n".utf8).write(to: outside)
    defer { try? FileManager.default.removeItem(at: outside) }
    try FileManager.default.createSymbolicLink(
      at: workshop.root.appendingPathComponent("notebooks/data/d.csv"), withDestinationURL: outside)
    let complaint = try workshop.complaint("```swift data\nTable(csv: \"data/d.csv\")\n```\n")
    #expect(complaint.contains("data/d.csv is outside the project folder"))
  }
}
