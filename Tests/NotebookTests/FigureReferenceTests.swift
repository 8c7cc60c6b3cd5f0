import Diagnostics
import Testing

@testable import Notebook

@Suite struct FigureReferenceTests {
  private let block = "\n\n```swift\n//| label: drift\nx\n```\n"

  @Test(arguments: [
    ("See @fig-drift.", ["drift @1:5+10"]), ("(@fig-drift)", ["drift @1:2+10"]),
    ("*@fig-drift*, **@fig-drift**", ["drift @1:2+10", "drift @1:17+10"]),
    ("a\n  é @fig-drift", ["drift @2:5+10"]), ("> - a\n>   @fig-drift", ["drift @2:5+10"]),
    ("`@fig-drift` @fig-drift", ["drift @1:14+10"]), ("@fig-drift- @fig-drift–", ["drift @1:1+10", "drift @1:13+10"]),
    ("me@fig-drift.com [@fig-drift](u) ![@fig-drift](u) @fig- @fig", []), ("\\@fig-drift", []),
    ("\\@fig-drift @fig-drift", ["drift @1:13+10"]), ("# @fig-drift", ["drift @1:3+10"]),
    ("@@fig-drift", ["drift @1:2+10"]),
  ]) func `finds references in text outside code and links`(text: String, expected: [String]) throws {
    var converter = CommonMarkConverter(source: SourceText(path: "n.md", text: text + block))
    _ = converter.blocks(fromLine: 1)
    #expect(
      converter.references.map { "\($0.label) @\($0.place.line):\($0.place.column)+\($0.place.length)" } == expected)
    #expect(complaints(about: text + block).isEmpty)
  }

  @Test func `takes Quarto's spelling of a label`() throws {
    #expect(complaints(about: "@fig-drift\n\n```swift\n//| label: fig-drift\nx\n```").isEmpty)
  }

  @Test(arguments: [
    (
      "See @fig-drfit!",
      """
      n.md:1:5: error: no block has the label "drfit"
         | See @fig-drfit!
         |     ^~~~~~~~~~ did you mean "@fig-drift"?
      """
    ),
    (
      "See @fig-Drift",
      """
      n.md:1:5: error: no block has the label "Drift"
         | See @fig-Drift
         |     ^~~~~~~~~~ did you mean "@fig-drift"?
      """
    ),
    (
      "- a\n  @fig-roc",
      """
      n.md:2:3: error: no block has the label "roc"
         |   @fig-roc
         |   ^~~~~~~~ label the block with //| label: roc
      """
    ),
  ]) func `says which label a reference misses`(text: String, expected: String) {
    #expect(complaints(about: text + block) == expected)
  }
}
