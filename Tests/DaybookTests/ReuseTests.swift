import Daybook
import Foundation
import Report
import Testing

/// A block runs again only when something that it depends on has changed.
@Suite("Reuse between runs")
struct ReuseTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
  }

  private func render(
    _ notebook: String, _ mode: NotebookRun.ReuseMode = .readAndWrite, overrides: [String: String] = [:]
  ) throws -> (ran: [Int], reused: Int, html: String, json: String) {
    let path = try workshop.write(notebook, to: "notebooks/test.md")
    var run = NotebookRun(path: path, overrides: overrides)
    run.reuse = mode
    var ran: [Int] = []
    let outcome = try run.run(progress: { ran.append($0.block) })
    let json = String(decoding: try ReportJSON(outcome.page).data(), as: UTF8.self)
    return (ran, outcome.reusedBlocks, try PageWriter().html(outcome.page), json)
  }

  @Test func `a second run runs nothing and makes the same page`() throws {
    let first = try render(weatherNotebook)
    let second = try render(weatherNotebook)
    let fresh = try render(weatherNotebook, .off)
    #expect(first.ran == [1, 2, 3, 4, 5])
    #expect(second.ran.isEmpty && second.reused == 5)
    #expect(second.html == first.html && second.json == first.json)
    #expect(fresh.html == first.html && fresh.json == first.json)
  }

  @Test func `after a change to prose nothing runs, after one to the last block that block alone`() throws {
    _ = try render(weatherNotebook)
    let prose = try render(weatherNotebook.replacing("There are", with: "We have"))
    #expect(prose.ran.isEmpty)
    #expect(prose.html.contains("We have"))
    let last = try render(weatherNotebook.replacing("Done & dusted", with: "All good"))
    #expect(last.ran == [5])
    #expect(last.html.contains("All good"))
  }

  @Test func `a block that finds the same again leaves those behind it alone`() throws {
    _ = try render(weatherNotebook)
    let changed = try render(weatherNotebook.replacing("let split =", with: "// a remark\nlet split ="))
    #expect(changed.ran == [2])
  }

  @Test func `a parameter runs what reads it`() throws {
    _ = try render(weatherNotebook)
    let changed = try render(weatherNotebook, overrides: ["rounds": "25"])
    #expect(changed.ran == [3, 4, 5])
    #expect(changed.json.contains("\"value\" : \"25\""))
    #expect(try render(weatherNotebook).ran.isEmpty)
  }

  @Test func `a file that changed runs what read it`() throws {
    _ = try render(weatherNotebook)
    try workshop.write(weather.replacing("north,5,", with: "north,6,"), to: "notebooks/data/weather.csv")
    #expect(try render(weatherNotebook).ran == [2, 3, 4, 5])
    // The same bytes under a new time are the same file.
    try workshop.write(weather.replacing("north,5,", with: "north,6,"), to: "notebooks/data/weather.csv")
    #expect(try render(weatherNotebook).ran.isEmpty)
  }

  @Test func `functions, closures and variables that change are followed`() throws {
    let notebook = """
      ```swift
      func scale(_ n: Int) -> Int { n * 2 }
      var total = 1
      let shift = { (n: Int) in n + 1 }
      ```

      ```swift
      total += scale(3)
      ```

      ```swift
      total
      shift(total)
      ```
      """
    #expect(try render(notebook).ran == [1, 2, 3])
    // A closure cannot be kept, so that its own block runs; those that read it do not.
    #expect(try render(notebook).ran == [1])
    let changed = try render(notebook.replacing("n * 2", with: "n * 3"))
    #expect(changed.ran == [1, 2, 3])
    #expect(changed.json.contains("\"10\"") && changed.json.contains("\"11\""))
  }

  @Test func `a store that is damaged or gone is no error`() throws {
    let first = try render(weatherNotebook)
    let values = workshop.root.appendingPathComponent(".daybook/values")
    for name in try FileManager.default.contentsOfDirectory(atPath: values.path) {
      try Data("broken".utf8).write(to: values.appendingPathComponent(name))
    }
    // The last block runs and finds what it reads damaged: the whole notebook runs again.
    let last = try render(weatherNotebook.replacing("Done & dusted", with: "All good"))
    #expect(last.html.contains("All good"))
    try FileManager.default.removeItem(at: workshop.root.appendingPathComponent(".daybook"))
    #expect(try render(weatherNotebook).html == first.html)
  }

  @Test func `two runs at once disturb neither`() async throws {
    let expected = try render(weatherNotebook, .off).html
    let path = try workshop.write(weatherNotebook, to: "notebooks/test.md")
    let pages = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var run = NotebookRun(path: path)
          run.reuse = .readAndWrite
          return try PageWriter().html(run.run().page)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(pages.allSatisfy { $0 == expected })
  }
}
