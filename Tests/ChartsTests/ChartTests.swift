import Testing

@testable import Charts

@Suite("What charts show")
struct ChartTests {
  @Test func `a heatmap cell is shaded by the levels that it exceeds and says its value`() {
    let chart = HeatmapChart(
      title: "Drift", summary: "One moved.", rows: ["age"], columns: ["w1", "w2", "w3", "w4"],
      values: [[0.01, 0.2, 0.21, nil]], levels: [0.02, 0.05, 0.1, 0.2], rowSummaryTitle: "worst",
      rowSummaries: ["0.21"], style: .number(decimals: 2))
    let markup = chart.svg(id: "h")
    #expect(markup.contains("<path class=\"h4\" d=\"M2 0h1\"><title>age w3: 0.21</title></path>"))
    #expect(markup.contains("<path class=\"h3\" d=\"M1 0h1\"><title>age w2: 0.20</title></path>"))
    #expect(markup.contains("<path class=\"h0\" d=\"M0 0h1\"><title>age: up to 0.02</title></path>"))
    #expect(markup.contains("class=\"none\""))
  }

  @Test func `of more columns than fit, neighbours share a cell with the largest value`() {
    let chart = HeatmapChart(
      title: "Drift", summary: "One moved.", rows: ["age"], columns: (0..<100).map { "d\($0)" },
      values: [(0..<100).map { $0 == 51 ? 0.9 : 0 }], levels: [0.1, 0.2, 0.3, 0.4], rowSummaryTitle: "worst",
      rowSummaries: [], style: .number(decimals: 2))
    let markup = chart.svg(id: "h")
    #expect(markup.contains("<path class=\"h4\" d=\"M25 0h1\"><title>age d50–d51: 0.90</title></path>"))
    #expect(markup.contains("d=\"M0 0h25m1 0h24\""))
  }

  @Test func `a heatmap of noise stays small`() {
    let noise = (0..<40).map { row in (0..<60).map { column in Double((row * 6151 + column * 7919) % 5) } }
    let chart = HeatmapChart(
      title: "Noise", summary: "Nothing to see.", rows: (0..<40).map { "feature_\($0)" },
      columns: (0..<60).map { "2013-W\($0)" }, values: noise, levels: [0.5, 1.5, 2.5, 3.5], rowSummaryTitle: "worst",
      rowSummaries: Array(repeating: "4.00", count: 40), style: .number(decimals: 2))
    #expect(chart.svg(id: "h").utf8.count < 12_288)
  }

  @Test func `a value between two gaps of a timeline is a dot`() {
    let chart = TimelineChart(
      title: "AUC", summary: "Three weeks.", steps: ["a", "b", "c"],
      series: [.init(name: "AUC", values: [nil, 0.9, nil])], style: .number(decimals: 2))
    let check = MarkupCheck(chart.svg(id: "t"))
    #expect(check.names.filter { $0 == "circle" }.count == 1)
    #expect(!check.names.contains("path"))
    #expect(check.texts.contains("b: 0.90"))
  }

  @Test func `an alert in a timeline is pointed out, its goal named`() {
    let markup = Sample.timelineWithBand.svg(id: "t")
    #expect(markup.components(separatedBy: "class=\"hot\"") == 7)
    #expect(markup.contains("class=\"goaltext\">goal 0.85</text>"))
  }

  @Test func `dots of a slice chart have areas in proportion to their share of error`() {
    let chart = SliceChart(
      title: "Slices", summary: "Two.", averageLabel: "average",
      rows: [
        .init(label: "a", ratio: 2, share: 0.1, errorShare: 0.4),
        .init(label: "b", ratio: 1, share: 0.1, errorShare: 0.1),
      ], shareTitle: "of rows", errorShareTitle: "of error")
    #expect(MarkupCheck(chart.svg(id: "s")).attributes["r"] == ["10", "5"])
  }

  @Test func `a bullet is met or missed and keeps inside its track`() {
    let met = Sample.bullet(7, goal: 0.85, isMet: true).svg(id: "b")
    #expect(met.contains("width=\"180\" height=\"6\" rx=\"3\" class=\"met\""))
    #expect(Sample.bullet(0.6, goal: 0.85, isMet: false).svg(id: "b").contains("class=\"missed\""))
    #expect(!Sample.bullet(.nan, goal: 0.85, isMet: false).svg(id: "b").contains("missed"))
  }

  @Test func `of many bars the first forty are drawn and the rest is counted`() {
    let bars = (0..<60).map { BarChart.Bar(label: "b\($0)", value: Double($0)) }
    let check = MarkupCheck(BarChart(title: "Bars", summary: "Many.", bars: bars, style: .compact).svg(id: "b"))
    #expect(check.texts.contains("and 20 more"))
    #expect(check.texts.contains("b39") && !check.texts.contains("b40"))
  }

  @Test func `bins of different widths compare by area`() {
    let bins = HistogramBins(edges: [0, 1, 3], counts: [[10, 20]])
    #expect(bins.heights[0][0] == bins.heights[0][1])
  }

  @Test func `open bins are closed and a single value gets a bin`() {
    #expect(HistogramBins(edges: [-.infinity, 0, 2, .infinity], counts: []).range == -2...4)
    #expect(HistogramBins(edges: [5, 5], counts: [[3]]).heights == [[1]])
    #expect(HistogramBins(edges: [], counts: [[3]]).range == nil)
  }

  @Test func `a confusion matrix knows recall and precision`() {
    let matrix = ConfusionMatrix(classes: ["a", "b"], counts: [[8, 2], [4, 6]], limit: 12)
    #expect(matrix.recall(0) == 0.8)
    #expect(matrix.precision(1) == 0.75)
    #expect(ConfusionMatrix(classes: ["a"], counts: [], limit: 12).recall(0) == nil)
  }

  @Test func `rare classes of a confusion matrix are added up`() {
    let counts = (0..<20).map { row in (0..<20).map { $0 == row ? row + 1 : 0 } }
    let matrix = ConfusionMatrix(classes: (0..<20).map { "c\($0)" }, counts: counts, limit: 12)
    #expect(matrix.classes == (9..<20).map { "c\($0)" } + ["other"])
    #expect(matrix.counts[11][11] == 45)
  }
}

extension String {
  /// In how many parts `separator` divides the string.
  fileprivate func components(separatedBy separator: String) -> Int { split(separator: separator).count }
}
