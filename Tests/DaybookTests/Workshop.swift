import Daybook
import Foundation
import Report
import Testing

/// A project folder of its own for one test, gone when the test is over.
final class Workshop {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: root.appendingPathComponent("notebooks/data"), withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  @discardableResult
  func write(_ text: String, to path: String) throws -> String { try write(Data(text.utf8), to: path) }

  @discardableResult
  func write(_ data: Data, to path: String) throws -> String {
    let url = root.appendingPathComponent(path)
    try data.write(to: url)
    return url.path
  }

  /// Runs a notebook and writes its report, as the command does.
  func render(_ notebook: String, overrides: [String: String] = [:]) throws -> (page: Page, html: String, json: String)
  {
    let path = try write(notebook, to: "notebooks/test.md")
    let run = NotebookRun(path: path, overrides: overrides)
    let page = try run.run().page
    let files = ReportFiles(html: run.folder.report)
    try files.write(page)
    return (
      page, try String(contentsOf: files.html, encoding: .utf8), try String(contentsOf: files.json, encoding: .utf8)
    )
  }

  /// The diagnostics of a notebook that is wrong, without the folder of the test.
  func complaint(_ notebook: String, overrides: [String: String] = [:]) throws -> String {
    do {
      _ = try render(notebook, overrides: overrides)
      Issue.record("no diagnostic")
      return ""
    } catch let failure as RunFailure {
      return failure.description.replacingOccurrences(of: root.path + "/notebooks/", with: "")
    }
  }

  /// A notebook of one block that reads `data/d.csv`.
  func complaint(ofData csv: Data) throws -> String {
    try write(csv, to: "notebooks/data/d.csv")
    return try complaint("```swift data\nlet d = Table(csv: \"data/d.csv\")\nd\n```\n")
  }
}

/// Sixty rows over nine weeks, with one weak group; written, not drawn, so that every run sees the same.
let weather: String = {
  var lines = ["day,station,wind,wet"]
  for i in 0..<240 {
    let month = 1 + i / 28 % 9
    let day = 1 + i % 28
    let station = ["north", "south", "east"][i % 3]
    let wind = i * 7 % 23
    let wet = (wind > 11) != (station == "east" && i % 4 == 0)
    lines.append("2024-0\(month)-\(day < 10 ? "0" : "")\(day),\(station),\(wind),\(wet)")
  }
  return lines.joined(separator: "\n") + "\n"
}()

let weatherNotebook = """
  ---
  title: Will it rain?
  subtitle: A test
  author: The tests
  date: 2024-10-01
  ---

  ## Scope

  ```swift scope
  let project = Project("Rain") {
    Problem("People get wet.")
    Stakeholder("Walkers", needs: "a warning")
    Goal(.rocAUC, atLeast: 0.6)
    Goal(.recall(), atLeast: 0.99, where: col("station") == "east")
    Goal(.drift(.psi), atMost: 99, priority: .should)
  }
  project
  ```

  There are `{swift} all.rowCount` days, `{swift} percent(all.mean("wet"))` of them wet: see @fig-columns and @fig-roc.

  ```swift data
  //| label: columns
  let all = Table(csv: "data/weather.csv")
  all.profile(target: "wet")
  all.validate {
    Expect("wind").isBetween(0, 22)
    Expect("station").isOne(of: ["north", "south"])
    Expect(unique: ["day", "station"])
  }
  let split = all.split(on: "day", at: "2024-05-01")
  ```

  ```swift train
  let rounds = parameter("rounds", default: 20, help: "trees")
  let model = train(.boostedTrees(rounds: rounds, minimumRows: 5), on: split.train, predicting: "wet", from: ["station", "wind"])
  model
  ```

  ```swift evaluate
  //| label: roc
  let quality = evaluate(model, on: split.test, goals: project.goals, against: [.majority, .rule("windy", col("wind") > 11)])
  quality
  quality.rocCurve
  quality.calibration
  quality.confusion
  quality.slices(by: ["station", "wind"], covering: 0.05)
  ```

  ```swift monitor
  let watch = monitor(model, split.test, against: split.train, every: .month, on: "day", goals: project.goals) {
    Watch(.psi, above: 0.5)
    Watch(.rocAUC, below: 0.5)
  }
  watch
  watch.drift
  watch.timeline(.rocAUC)
  watch.rates
  note("Done & dusted")
  ```
  """
