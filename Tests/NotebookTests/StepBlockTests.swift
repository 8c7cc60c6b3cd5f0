import Diagnostics
import Testing

@testable import Notebook

@Suite struct StepBlockTests {
  @Test(arguments: StepWord.allCases) func `reads the word of each step`(word: StepWord) throws {
    let step = try #require(read("```swift \(word.rawValue)\nx\n```").steps.first)
    #expect(step.word == word)
    #expect(step.code == "x\n")
    #expect(step.place == Place(line: 1, column: 4, length: 6 + word.rawValue.count))
  }

  @Test(arguments: ["```swift", "~~~swift", "````   swift  ", "  ~~~~ swift\t"]) func `runs bare swift`(fence: String)
    throws
  {
    let marks = fence.prefix { " `~".contains($0) }
    let document = try read("\(fence)\nx\n\(marks)\n")
    #expect(document.steps.map(\.word) == [nil])
    #expect(document.steps.map(\.code) == ["x\n"])
  }

  @Test(arguments: ["python", "", "swiftui", "swift5", "swift-format", "text swift", "{.python}"])
  func `shows other code as prose`(info: String) throws {
    let document = try read("```\(info)\nx\n```")
    #expect(document.steps.isEmpty)
    #expect(document.warnings.isEmpty)
    guard case .codeBlock(info, "x\n") = document.prose.first?.kind else {
      Issue.record("no code block")
      return
    }
  }

  @Test func `keeps prose and steps in order`() throws {
    let document = try read("---\ntitle: t\n---\n# A\n\n```swift data\nx\n```\n- b\n```\nc\n```\n```swift\n```\n")
    let lines = document.nodes.map { node in
      switch node {
      case .prose(let block): "prose \(block.place.line)"
      case .step(let step): "step \(step.place.line)"
      }
    }
    #expect(lines == ["prose 4", "step 6", "prose 9", "prose 10", "step 13"])
  }

  @Test func `reads options`() throws {
    let step = try #require(
      read(
        """
        ```swift errors
        //| label: red-eye2
        //|caption:  "Late: by hour"
          //| echo : fold
        //| show: false
        //| eval: true
        //|
        let x = 1
        // | echo: nonsense
        ```
        """
      ).steps.first)
    var expected = BlockOptions()
    expected.label = "red-eye2"
    expected.caption = "Late: by hour"
    expected.echo = .folded
    expected.show = false
    expected.places = [
      .label: Place(line: 2, column: 5, length: 5), .caption: Place(line: 3, column: 4, length: 7),
      .echo: Place(line: 4, column: 7, length: 4), .show: Place(line: 5, column: 5, length: 4),
      .eval: Place(line: 6, column: 5, length: 4),
    ]
    #expect(step.options == expected)
    #expect(step.code.hasPrefix("//| label: red-eye2\n"))
  }

  @Test(arguments: [
    ("```swift\nlet a = 1\n  b\n```", 2, 3, Place(line: 3, column: 3)),
    ("  ```swift\n  let é = x\n b\n  ```", 1, 10, Place(line: 2, column: 11)),
    ("  ```swift\n  let é = x\n b\n  ```", 2, 1, Place(line: 3, column: 2)),
    ("   ```swift\n     a\n   ```", 1, 3, Place(line: 2, column: 6)),
    ("  ```swift\n\ta\n  ```", 1, 3, Place(line: 2, column: 2)),
    ("---\ntitle: t\n---\n\n```swift\n🚀 + a\n```", 1, 8, Place(line: 6, column: 5)),
    ("```swift\r\na\r\nb\r\n```\r\n", 2, 1, Place(line: 3, column: 1)),
    // Where a parser misses something at the end, the place is behind the last character.
    ("```swift\nf {\n\n```", 3, 1, Place(line: 2, column: 4)), ("```swift\nf {\n```", 9, 9, Place(line: 2, column: 4)),
    ("```swift\n```", 1, 1, Place(line: 1, column: 4, length: 5)),
  ]) func `maps a place in the code to the file`(text: String, line: Int, column: Int, expected: Place) throws {
    let step = try #require(read(text).steps.first)
    #expect(step.place(ofLine: line, utf8Column: column) == expected)
  }

  @Test func `gives the length of a place in characters`() throws {
    let step = try #require(read("```swift\nlet été = 1\n```").steps.first)
    #expect(step.place(ofLine: 1, utf8Column: 5, utf8Length: 5) == Place(line: 2, column: 5, length: 3))
    #expect(step.place(ofLine: 1, utf8Column: 5, utf8Length: 99) == Place(line: 2, column: 5, length: 7))
  }

  @Test(arguments: stepComplaints) func `says what is wrong with a block`(text: String, expected: String) {
    #expect(complaints(about: text) == expected)
  }
}
