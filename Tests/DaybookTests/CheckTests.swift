import Daybook
import Foundation
import Testing

/// What is found without running a step.
@Suite("Check before run")
struct CheckTests {
  private func findings(_ notebook: String) throws -> [String] {
    let workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
    let path = try workshop.write(notebook, to: "notebooks/test.md")
    return NotebookCheck(path: path).diagnostics.map { diagnostic in
      let place = diagnostic.place.map { "\($0.line):\($0.column): " } ?? ""
      return "\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)"
    }
  }

  @Test func `all mistakes are told at once, in the order of the file`() throws {
    let found = try findings(
      """
      ```swift
      //| lable: x
      let a: Int = "x"
      let b = undefined + 1
      ```

      See @fig-nothing and `{swift} percnt(0.5)`.

      ```swift
      note(text: "x")
      let c = later
      let late = .high
      func f() -> Int { "x" }
      ```

      ```swift
      let later = 1
      ```
      """)
    #expect(
      found
        == [
          "2:5: error: unknown option \"lable\"",
          "3:14: error: \"a\" is declared as Int, but its value is String",
          "4:9: error: nothing is called \"undefined\" here",
          "7:5: error: no block has the label \"nothing\"",
          "7:31: error: nothing is called \"percnt\" here",
          "10:6: error: \"note\" has no argument \"text:\"",
          "11:9: error: \"later\" is used before line 17, which declares it",
          "12:12: error: \".high\" needs a place whose type is known",
          "13:19: error: the result of \"f\" must be Int, but this is String",
        ])
  }

  @Test func `a sound notebook has no findings, and nothing is run or written`() throws {
    let workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
    let path = try workshop.write(weatherNotebook, to: "notebooks/test.md")
    #expect(NotebookCheck(path: path).diagnostics.isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: workshop.root.path)
    #expect(names == ["notebooks"])
  }

  @Test func `columns are known from the header of a file through filters, new columns and splits`() throws {
    let found = try findings(
      """
      ```swift
      let features = ["wnd", "station"]
      let all = Table(csv: "data/weather.csv").adding("gale", col("wind") > 20)
      let split = all.filter(col("stations") == "east").split(on: "dy", at: "2024-05-01")
      train(.logistic(), on: split.train, predicting: "gale", from: features)
      split.test.selecting(["wind"]).mean("gale")
      all.validate { Expect("wynd").isPresent() }
      ```
      """)
    #expect(
      found == [
        "2:18: error: no column \"wnd\" in all", "4:29: error: no column \"stations\" in all",
        "4:62: error: no column \"dy\" in all", "6:38: error: no column \"gale\" in all",
        "7:24: error: no column \"wynd\" in all",
      ])
  }

  @Test func `what a file holds is left to the run where the code does not tell`() throws {
    let found = try findings(
      """
      ```swift
      let file = parameter("file", default: "data/weather.csv")
      var table = Table(csv: "data/weather.csv")
      table = Table(csv: file)
      table.mean("whatever")
      ```
      """)
    #expect(found.isEmpty)
  }

  @Test func `a file that is not there is told, where the code names it`() throws {
    let found = try findings(
      """
      ```swift
      let path = "data/missing.csv"
      Table(csv: path).mean("x")
      ```
      """)
    #expect(found == ["2:13: error: cannot read data/missing.csv: there is no such file"])
  }

  @Test func `unused and hidden names are warnings`() throws {
    let found = try findings(
      """
      ```swift
      let unused = 1
      let used = 2
      for i in 0..<3 {
        let used = i
        note("\\(used)")
      }
      func never() -> Int { 1 }
      used
      var fixed = 3
      fixed
      ```
      """)
    #expect(
      found == [
        "2:5: warning: \"unused\" is never used", "5:7: warning: this \"used\" hides the one of line 3",
        "8:6: warning: \"never\" is never called",
      ])
  }

  @Test func `findings are written as JSON for editors`() throws {
    let workshop = try Workshop()
    let path = try workshop.write("```swift\nlet a = 1 +\n```\n", to: "notebooks/test.md")
    let json = try NotebookCheck.json(NotebookCheck(path: path).diagnostics)
    let records = try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    let first = try #require(records.first)
    #expect(first["severity"] as? String == "error")
    #expect(first["line"] as? Int == 2)
    #expect((first["column"] as? Int ?? 0) > 8)
    #expect((first["file"] as? String)?.hasSuffix("test.md") == true)
  }
}
