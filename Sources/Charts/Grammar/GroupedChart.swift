/// A chart of counts, which may be asked not to show groups of a few rows.
public protocol GroupedChart: Chart {
  var summary: String { get set }

  /// The same chart with every group of fewer rows merged with others, or left out.
  ///
  /// - Parameter least: the fewest rows that a group may have; a group without rows is none.
  func merging(under least: Int) -> Self
}

extension GroupedChart {
  /// Whether a group has rows, and too few of them.
  static func isSmall(_ rows: Double, under least: Int) -> Bool { rows > 0 && rows < Double(least) }
}

extension HistogramChart: GroupedChart {
  /// Bins are joined with their neighbours until each sample has none or enough of the rows in each.
  public func merging(under least: Int) -> HistogramChart {
    let bins = max(0, edges.count - 1)
    var kept: [Double] = edges.isEmpty ? [] : [edges[0]]
    var sums: [[Double]] = series.map { _ in [] }
    var open = series.map { _ in 0.0 }
    for bin in 0..<bins {
      for place in series.indices { open[place] += bin < series[place].counts.count ? series[place].counts[bin] : 0 }
      guard !open.contains(where: { Self.isSmall($0, under: least) }) else { continue }
      kept.append(edges[bin + 1])
      for place in series.indices { sums[place].append(open[place]) }
      open = series.map { _ in 0 }
    }
    if open.contains(where: { $0 > 0 }), let last = edges.last {
      // What is left at the end joins the bin before; alone it is too few to show.
      if kept.count > 1 {
        kept[kept.count - 1] = last
        for place in series.indices { sums[place][sums[place].count - 1] += open[place] }
      } else {
        kept = []
      }
    }
    var copy = self
    copy.edges = kept
    copy.series = zip(series, sums).map { .init(name: $0.name, counts: kept.isEmpty ? [] : $1) }
    return copy
  }
}

extension PairedBarChart: GroupedChart {
  public func merging(under least: Int) -> PairedBarChart {
    func count(_ series: HistogramChart.Series, _ place: Int) -> Double {
      place < series.counts.count ? series.counts[place] : 0
    }
    let small = labels.indices.filter { place in
      [reference, current].contains { Self.isSmall(count($0, place), under: least) }
    }
    guard !small.isEmpty else { return self }
    let whole = labels.indices.filter { !small.contains($0) }
    let rest = [reference, current].map { series in small.reduce(0) { $0 + count(series, $1) } }
    let isEnough = !rest.contains { Self.isSmall($0, under: least) }
    var copy = self
    copy.labels = whole.map { labels[$0] } + (isEnough ? ["\(small.count) smaller ones"] : [])
    copy.reference.counts = whole.map { count(reference, $0) } + (isEnough ? [rest[0]] : [])
    copy.current.counts = whole.map { count(current, $0) } + (isEnough ? [rest[1]] : [])
    return copy
  }
}

extension StackedBarChart: GroupedChart {
  /// Parts that are small in some step are one, as far as they are rows at all.
  public func merging(under least: Int) -> StackedBarChart {
    guard areRows else { return self }
    func isSmall(_ value: Double) -> Bool { Self.isSmall(value, under: least) }
    let small = parts.filter { $0.values.contains(where: isSmall) }
    guard !small.isEmpty else { return self }
    let length = small.map(\.values.count).max() ?? 0
    let rest = (0..<length).map { step in
      small.reduce(0) { $0 + (step < $1.values.count ? $1.values[step] : 0) }
    }.map { isSmall($0) ? 0 : $0 }
    var copy = self
    copy.parts = parts.filter { !$0.values.contains(where: isSmall) }
    if rest.contains(where: { $0 > 0 }) { copy.parts.append(Part(name: "smaller ones", values: rest)) }
    return copy
  }
}

extension BarChart: GroupedChart {
  /// Bars of a few rows are left out; what they were is no sum of theirs.
  public func merging(under least: Int) -> BarChart {
    var copy = self
    copy.bars = bars.filter { bar in !(bar.rows.map { Self.isSmall(Double($0), under: least) } ?? false) }
    return copy
  }
}

extension CalibrationChart: GroupedChart {
  public func merging(under least: Int) -> CalibrationChart {
    var copy = self
    copy.bins = bins.filter { $0.count >= least }
    return copy
  }
}

extension ConfusionChart: GroupedChart {
  /// Cells of a few rows say no more than that, and what could tell them is left out.
  public func merging(under least: Int) -> ConfusionChart {
    var copy = self
    copy.least = least
    return copy
  }
}
