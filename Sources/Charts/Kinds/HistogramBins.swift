/// The bins of a histogram as they are drawn.
struct HistogramBins {
  /// More bins than this are added to their neighbours.
  private static let limit = 80

  /// Where each bin begins and ends.
  let spans: [Range<Double>]
  /// For each series, the height of each bin, as a share of the series.
  let heights: [[Double]]

  /// From the beginning of the first bin to the end of the last.
  var range: ClosedRange<Double>? {
    guard let first = spans.first, let last = spans.last else { return nil }
    return first.lowerBound...last.upperBound
  }

  /// - Parameters:
  ///   - edges: Ascending. Bins that are empty ranges or not numbers are left out.
  ///   - counts: One list for each series; counts that are negative or not finite are taken as zero.
  init(edges: [Double], counts: [[Double]]) {
    let edges = Self.closed(edges)
    var places: [(span: Range<Double>, bin: Int)] = []
    for (bin, (start, end)) in zip(edges, edges.dropFirst()).enumerated() {
      guard let start = start.plottable, let end = end.plottable, start < end,
        start >= places.last?.span.upperBound ?? start
      else { continue }
      places.append((start..<end, bin))
    }
    let size = max(1, (places.count + Self.limit - 1) / Self.limit)
    let groups = stride(from: 0, to: places.count, by: size).map { places[$0..<min($0 + size, places.count)] }
    let spans = groups.compactMap { group in
      group.first.flatMap { first in group.last.map { first.span.lowerBound..<$0.span.upperBound } }
    }
    let total = (spans.last?.upperBound ?? 0) - (spans.first?.lowerBound ?? 0)
    let mean = total / Double(max(1, spans.count))
    self.spans = spans
    heights = counts.map { counts in
      let clean = counts.map { max(0, $0.plottable ?? 0) }
      // Divided by the largest first, so that no sum overflows.
      let largest = max(clean.max() ?? 0, .leastNormalMagnitude)
      let grouped = groups.map { group in
        group.reduce(0) { $0 + ($1.bin < clean.count ? clean[$1.bin] / largest : 0) }
      }
      let sum = max(grouped.reduce(0, +), .leastNormalMagnitude)
      return zip(grouped, spans).map { count, span in
        count / sum * (mean / (span.upperBound - span.lowerBound))
      }
    }
  }

  /// `edges` with infinite ends brought in to the width of a median bin, and a single value opened to a bin.
  private static func closed(_ edges: [Double]) -> [Double] {
    var edges = edges
    let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }.filter { $0.isFinite && $0 > 0 }.sorted()
    let width = widths.isEmpty ? 1 : widths[widths.count / 2]
    if edges.count > 1 {
      if edges[0] == -.infinity { edges[0] = edges[1] - width }
      if edges[edges.count - 1] == .infinity { edges[edges.count - 1] = edges[edges.count - 2] + width }
      if let only = edges.first?.plottable, edges.allSatisfy({ $0 == only }) {
        let opened = Ticks.divisible(only...only)
        edges = [opened.lowerBound, opened.upperBound]
      }
    }
    return edges
  }
}
