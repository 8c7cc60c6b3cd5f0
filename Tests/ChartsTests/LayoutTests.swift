import Testing

@testable import Charts

@Suite("Layout")
struct LayoutTests {
  @Test(arguments: [
    [], [50.0], [50, 50], [50, 51, 52, 53], [0, 0, 0], [100, 100, 100], [10, 90, 11, 89, 50], [-500, 900, 30],
  ])
  func `stacked labels stay clear of each other and inside`(wishes: [Double]) {
    let places = LabelStack.placed(wishes, spacing: 14, in: 0...100)
    #expect(places.count == wishes.count)
    #expect(places.allSatisfy { $0 >= -1e-9 && $0 <= 100 + 1e-9 })
    let sorted = places.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 14 - 1e-9 })
    for first in wishes.indices {
      for second in wishes.indices where wishes[first] < wishes[second] { #expect(places[first] < places[second]) }
    }
  }

  @Test func `labels that have room stay where they are`() {
    #expect(LabelStack.placed([20, 80, 50], spacing: 14, in: 0...100) == [20, 80, 50])
  }

  @Test func `labels that do not fit share the room`() {
    #expect(LabelStack.placed([0, 0, 0], spacing: 80, in: 0...100) == [0, 50, 100])
  }

  @Test(arguments: [
    ("short", 100.0, "short"), ("a rather long label", 60, "a rathe…"), ("日本語の長い名前", 60, "日本語の…"), ("anything", 0, "…"),
    ("", 0, ""),
  ])
  func `text is cut where its room ends`(text: String, width: Double, expected: String) {
    #expect(TextWidth.truncated(text, to: width, size: 12) == expected)
  }

  @Test func `text is cut however many marks a letter carries`() {
    let marked = String(repeating: "e" + String(repeating: "\u{301}", count: 100), count: 100)
    #expect(TextWidth.truncated(marked, to: 500, size: 12).utf8.count < 2000)
  }

  @Test(arguments: [
    ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("a\u{0}b\u{1B}[31m\u{85}", "ab[31m"),
    ("one\ntwo\tthree", "one two three"),
    ("שלום", "שלום"), ("\u{FFFE}\u{FFFF}", ""),
  ])
  func `text is escaped`(text: String, expected: String) {
    #expect(text.escaped == expected)
  }

  @Test func `an id is made of safe characters`() {
    #expect("ROC curve \"é\"".identifier == "ROC-curve----")
    #expect("".identifier == "chart")
  }

  @Test func `a scale maps its domain and pins what is outside`() {
    let scale = Scale(10...20, from: 100, to: 0)
    #expect([10, 15, 20, 30, -5].map { scale($0) } == [100, 50, 0, 0, 100])
    #expect(Scale(3...3, from: 0, to: 50)(3) == 25)
  }
}

@Suite("Simplified curves")
struct SimplificationTests {
  @Test(arguments: [0, 1, 2, 121, 5000, 100_000])
  func `have few points and the same ends`(count: Int) {
    let curve = (0..<count).map { Position(x: Double($0) / 500, y: Double($0 * $0 % 97)) }
    let simplified = Simplification.simplified(curve)
    #expect(simplified.count <= 120)
    #expect(simplified.first == curve.first && simplified.last == curve.last)
  }

  @Test func `keep a single spike`() {
    var curve = (0...10_000).map { Position(x: Double($0) / 20, y: 100) }
    curve[4321].y = 5
    #expect(Simplification.simplified(curve).contains { $0.y == 5 })
  }

  @Test func `keep the spread of noise`() {
    let noise = (0..<20_000).map { Position(x: Double($0) / 40, y: Double($0 * 7919 % 101)) }
    let simplified = Simplification.simplified(noise)
    #expect(simplified.count == 120)
    #expect(simplified.contains { $0.y < 2 } && simplified.contains { $0.y > 98 })
  }

  @Test func `of a straight line are its ends`() {
    let line = (0...300).map { Position(x: Double($0), y: 2 * Double($0)) }
    #expect(Simplification.simplified(line) == [line[0], line[300]])
  }
}
