import Testing

@testable import Notebook

@Suite struct FenceTests {
  @Test(arguments: [
    "```\nx\n```", "```\n```", "````\n```\n````", "````\nx\n``````  ", "~~~\n```\n~~~", "~~~ a\n~~~~\t",
    "   ```\n   x\n  ```",
    "```\nx\n   ```\n", "```swift\n```\n\n```swift\nx\n```", "    ```\n    x", "a\n\n    ```swift\n\n    x\n",
    "\n\n    ~~~",
    "- ```\n  x\n  ```", "> ```\n> x\n> ```\n", "> ```\n> x\n\nafter", "- ```\n  x\n\nafter", "-     ```",
    "1.  ~~~\n    ~~~",
    "```\n    ```\n```", "`````\n````\n`````", "```\r\nx\r\n```\r\n", "text ``` text", "\t```",
  ]) func `is content with closed fences and indented code`(text: String) {
    #expect(complaints(about: text).isEmpty)
  }

  @Test(arguments: [
    ("```", "1:1", "```"), ("```\n", "1:1", "```"), ("a\n\n```swift data\nlet x = 1\n", "3:1", "```"),
    ("````\n```\n", "1:1", "````"), ("~~~\n```\n", "1:1", "~~~"), ("```\n~~~", "1:1", "```"),
    ("  `````\nx", "1:3", "`````"),
    ("```\nx\n    ```", "1:1", "```"), ("```\nx\n```y", "1:1", "```"), ("```\nx\n``", "1:1", "```"),
    ("```\na\n```\n~~~~ x\nb\n\n\n", "4:1", "~~~~"), ("- ```\n  x\n", "1:3", "```"), ("> > ~~~\n> > x", "1:5", "~~~"),
    ("---\ntitle: a\n---\n```", "4:1", "```"), ("```\nx\n\t```", "1:1", "```"),
  ]) func `points at a fence that is never closed`(text: String, position: String, marks: String) {
    let lines = complaints(about: text).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first == "n.md:\(position): error: this code block is never closed")
    #expect(
      lines.last?.hasSuffix(
        "^\(String(repeating: "~", count: marks.count - 1)) close it with \(marks) on a line of its own") == true)
  }

  @Test func `does not complain of labels that an unclosed fence swallows`() {
    #expect(
      complaints(about: "@fig-a\n\n```swift\nx\n\n~~~swift\n//| label: a\n~~~\n") == """
        n.md:3:1: error: this code block is never closed
           | ```swift
           | ^~~ close it with ``` on a line of its own
        n.md:7:5: warning: this option stands below code and has no effect
           | //| label: a
           |     ^~~~~~~~ move it to the block's first line
        """)
  }
}
