import Testing

@testable import Charts

@Suite("Markup of every chart")
struct MarkupTests {
  @Test(arguments: Sample.ordinary + Sample.hard)
  func `is well-formed, finite and small whatever the data`(sample: Sample) {
    let markup = sample.chart.svg(id: "figure-1")
    let check = MarkupCheck(markup)
    #expect(check.isWellFormed, "\(markup.prefix(2000))")
    #expect(check.names.first == "svg")
    // Nothing but labels of "<" (four bytes each) and of emoji (fifty bytes a label) takes more.
    let isWide = sample.name.contains("text 4") || sample.name.contains("text 9")
    let limit = isWide ? 24_000 : 12_288
    #expect(markup.utf8.count < limit)

    let numbers = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points", "transform"]
    for value in numbers.flatMap({ check.attributes[$0] ?? [] }) {
      #expect(!value.contains("nan") && !value.contains("inf"), "\(value)")
      #expect(!value.contains("-0 ") && !value.hasSuffix("-0"), "\(value)")
    }
    let written = check.texts.joined(separator: " ").split { !$0.isLetter }.map { $0.lowercased() }
    #expect(!written.contains("nan") && !written.contains("inf"))
  }

  @Test(arguments: Sample.ordinary + Sample.hard)
  func `has its numbers as a table that is whole and small, whatever the data`(sample: Sample) throws {
    // What stands beside its number in a row of a table has none of its own, nor has what shows nothing.
    guard let data = sample.chart.data else {
      let isEmpty = sample.chart.svg(id: "x").contains("no data")
      #expect(sample.chart is BulletChart || sample.chart is Sparkline || isEmpty)
      return
    }
    #expect(data.columns.count >= 2 && data.columns.count <= ChartData.mostColumns)
    #expect(data.rows.count == min(data.rowCount, ChartData.mostRows))
    #expect(data.rows.allSatisfy { $0.count == data.columns.count })
    for cell in data.rows.joined() + data.columns {
      #expect(cell.count <= 60)
      let words = cell.split { !$0.isLetter }.map { $0.lowercased() }
      #expect(!words.contains("nan") && !words.contains("inf"))
    }
  }

  @Test func `a table of many rows keeps the first and the last`() throws {
    let data = try #require(ChartData(["a", "b"], count: 1000) { ["\($0)", "x"] })
    #expect(data.rows.count == 40 && data.rowCount == 1000)
    #expect(data.rows.first == ["0", "x"] && data.rows.last == ["999", "x"])
    let names = (0..<50).map { "c\($0)" }
    let wide = try #require(ChartData(names, count: 1) { _ in (0..<50).map { "\($0)" } })
    #expect(wide.columns.count == 12 && wide.columns.last == "c49" && wide.rows[0].last == "49")
  }

  @Test(arguments: Sample.hard)
  func `has no element that came from a label`(sample: Sample) {
    let drawn: Set = [
      "svg", "title", "desc", "g", "text", "line", "rect", "circle", "polyline", "polygon", "path",
    ]
    let markup = sample.chart.svg(id: "figure-1")
    #expect(Set(MarkupCheck(markup).names).isSubset(of: drawn))
    #expect(!markup.contains("<script"))
    #expect(!markup.unicodeScalars.contains { $0.value < 32 })
  }

  @Test(arguments: Sample.ordinary)
  func `carries no colour of its own`(sample: Sample) {
    let check = MarkupCheck(sample.chart.svg(id: "figure-1"))
    for name in ["fill", "stroke", "style", "color"] { #expect(check.attributes[name] == nil) }
  }

  @Test(arguments: Sample.ordinary.filter { !($0.chart is Sparkline) })
  func `is named and described for those who do not see it`(sample: Sample) {
    let check = MarkupCheck(sample.chart.svg(id: "figure 1<"))
    #expect(check.attributes["role"] == ["img"])
    #expect(check.attributes["aria-labelledby"] == ["figure-1--t figure-1--d"])
    #expect(check.identifiers == ["figure-1--t", "figure-1--d"])
    #expect(check.texts[1] == sample.chart.title)
    #expect(check.texts[2] == sample.chart.summary)
  }

  @Test(arguments: Sample.ordinary)
  func `is the same each time`(sample: Sample) {
    #expect(sample.chart.svg(id: "a") == sample.chart.svg(id: "a"))
  }

  @Test(arguments: Sample.hard.filter { $0.name.hasSuffix(", nothing") })
  func `says so when there is nothing to draw`(sample: Sample) {
    guard !(sample.chart is BulletChart) else { return }
    #expect(sample.chart.svg(id: "a").contains(">no data</text>"))
  }

  @Test func `names a sparkline in its label`() {
    let check = MarkupCheck(Sparkline(title: "a \"b\" <c>", counts: [1, 2], isCategorical: true).svg(id: "s"))
    #expect(check.attributes["aria-label"] == ["a \"b\" <c>"])
    #expect(check.attributes["class"] == ["spark category"])
  }
}
