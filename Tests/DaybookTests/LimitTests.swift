import Daybook
import Foundation
import Testing

/// Blocks that would not end by themselves.
@Suite("Limits")
struct LimitTests {
  private func complaint(_ code: String, seconds: Double = 30, bytes: Int = 8_000_000_000) throws -> String {
    let workshop = try Workshop()
    let path = try workshop.write("```swift\n\(code)\n```\n", to: "notebooks/test.md")
    var run = NotebookRun(path: path)
    run.limits = RunLimits(seconds: seconds, bytes: bytes)
    do {
      _ = try run.run()
      return "no diagnostic"
    } catch {
      return error.diagnostics.first.map { "\($0.place?.line ?? 0): \($0.message)" } ?? ""
    }
  }

  @Test(arguments: [
    "while true { }", "var n = 0\nwhile n >= 0 { n = n &- 0 }", "repeat { } while true",
    "func f(_ n: Int) -> Int { n < 1 ? 0 : f(n - 1) + f(n - 1) }\nf(60)",
    "for i in 0..<9_000_000_000_000 { _ = i }", "(0..<2_000_000).map { n in (0..<2_000).reduce(0, +) + n }.count",
  ])
  func `a block that does not end is ended`(code: String) throws {
    let text = try complaint(code, seconds: 0.3)
    #expect(
      text.contains("ran for more than 0.3 seconds") || text.contains("not part of the notebook language"), "\(text)")
  }

  @Test func `a block that takes memory without end is ended`() throws {
    let text = try complaint(
      "var all: [[Int]] = []\nwhile true { all.append(Array(repeating: 1, count: 500_000)) }", bytes: 1_500_000_000)
    #expect(text == "3: this block takes more than 1500 MB of memory, which is the limit")
  }

  @Test(arguments: [
    ("func f(_ n: Int) -> Int { f(n + 1) + 1 }\nf(0)", "calls lie more than 10000 deep"),
    ("var s = \"x\"\nfor _ in 0..<60 { s += s }", "longer than 100 million bytes"),
    ("var a = [1]\nfor _ in 0..<60 { a += a }", "more than 10 million elements"),
    ("Array(repeating: 0, count: 1_000_000_000_000)", "more than 10 million elements"),
    ("Array(0..<Int.max)", "more than 10 million elements"),
    ("String(repeating: \"abc\", count: 1_000_000_000_000)", "longer than 100 million bytes"),
    ("stride(from: 0, to: 1_000_000_000_000, by: 1).count", "more than 10 million steps"),
  ])
  func `what would take all memory at once is refused`(code: String, message: String) throws {
    #expect(try complaint(code).contains(message))
  }
}
