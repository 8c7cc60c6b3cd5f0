import Testing

@testable import Preview

@Suite("Lines of a changed notebook")
struct PlacementTests {
  private func origins(_ old: String, _ new: String) -> [LineMap.Origin] {
    let lines = TextLines(new.replacing(" ", with: "\n"))
    let map = LineMap(from: TextLines(old.replacing(" ", with: "\n")), to: lines)
    return (1...lines.count).map { map[$0] }
  }

  @Test func `stand where they stood in the earlier text`() {
    #expect(origins("a b c", "a b c") == [.line(1), .line(2), .line(3)])
    #expect(origins("a b c", "a x b c y") == [.line(1), .behind(1), .line(2), .line(3), .behind(3)])
    #expect(origins("a b c d", "d") == [.line(4)])
    #expect(origins("a b c d", "a X c Y d") == [.line(1), .line(2), .line(3), .behind(3), .line(4)])
    #expect(origins("a b c d e", "a X Y Z e") == [.line(1), .line(2), .line(3), .line(4), .line(5)])
    #expect(origins("a", "X Y Z") == [.line(1), .line(1), .line(1)])
    #expect(origins("a b", "") == [.line(1)])
  }

  @Test func `are found in little time where everything changed`() {
    let old = TextLines((0..<50_000).map { "old \($0)" }.joined(separator: "\n"))
    let new = TextLines((0..<60_000).map { "new \($0)" }.joined(separator: "\n"))
    let map = LineMap(from: old, to: new)
    #expect(map[1] == .line(1))
    #expect(map[60_000] == .line(50_000))
  }

  @Test func `belong to their blocks, however the notebook spells them`() {
    let text =
      "~~~swift data\n1\n~~~\r\n````markdown\r```swift\n2\n```\n````\n   ```swift\n```not the end\n   ```  \n```swift a`b\n"
      + "```swift\nopen"
    #expect(TextLines(text).count == 14)
    #expect(TextLines(text).blocks == [1...3, 9...11, 13...14])
  }

  @Test(
    arguments: [
      (1, .top), (3, .at("step-1")), (5, .at("step-1")), (6, .at("step-1")), (7, .top), (8, .top), (10, .at("step-2")),
      (16, .at("step-3")), (19, .top), (900, .top),
    ] as [(Int, Placement.Position)])
  func `have a place in the page`(line: Int, position: Placement.Position) {
    let placement = Placement(page: Sample.page, madeFrom: Sample.notebook, changedTo: Sample.notebook)
    #expect(placement.position(ofLine: line) == position)
  }

  @Test func `keep their block when it is rewritten`() {
    let fence = Sample.notebook.replacing("```swift train", with: "intro\n\n```swift trian")
    #expect(
      Placement(page: Sample.page, madeFrom: Sample.notebook, changedTo: fence).position(ofLine: 12) == .at("step-2"))
    let longer = Sample.notebook.replacing("model\n", with: "model.a\nmodel.b\nmodel.c\n")
    let placement = Placement(page: Sample.page, madeFrom: Sample.notebook, changedTo: longer)
    for line in 12...14 { #expect(placement.position(ofLine: line) == .at("step-2")) }
  }

  @Test func `of a new block before all others have none`() {
    let text = "```swift\noops\n```\n" + Sample.notebook
    #expect(Placement(page: Sample.page, madeFrom: Sample.notebook, changedTo: text).position(ofLine: 2) == .top)
  }
}
