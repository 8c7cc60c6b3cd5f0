import Testing

@testable import Notebook

@Suite struct AnchorsTests {
  @Test func `makes anchors of headings, each once`() {
    var anchors = Anchors()
    let texts = [
      "What we found", "What we found!", "What we found 2", "what-we-found", "  Über 90 % ", "🚀", "", "Don't <b>",
    ]
    #expect(
      texts.map { anchors.anchor(for: $0) } == [
        "what-we-found", "what-we-found-2", "what-we-found-2-2", "what-we-found-3", "über-90", "section", "section-2",
        "don-t-b",
      ])
  }

  @Test func `stays quick when every heading is the same`() {
    var anchors = Anchors()
    let all = Set((0..<20_000).map { _ in anchors.anchor(for: "A") })
    #expect(all.count == 20_000)
  }
}
