import Charts
import Engine

extension TableChart: Presentable {
  public var presentation: Presentation {
    guard !labels.isEmpty else {
      let headline = "\(table.capitalisedFirst) has no rows to draw."
      return Presentation(kind: "chart", headline: headline, components: [.paragraph(headline)], record: self)
    }
    return Presentation(
      kind: "chart", headline: nil,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: false))], record: self)
  }

  private var names: String { listed(series.map(\.name)) }

  /// What is highest, and where.
  private var headline: String {
    let title = "\(names.capitalisedFirst) by \(over)"
    guard kind != .stacked, kind != .shares, let first = series.first else { return "\(title)." }
    let known = first.values.enumerated().compactMap { place, value in value.map { (place, $0) } }
    guard let highest = known.max(by: { $0.1 < $1.1 }), let lowest = known.min(by: { $0.1 < $1.1 }),
      highest.1 > lowest.1
    else { return "\(title)." }
    return
      "\(title): \(first.name) is highest with \(text(highest.1)) at \(labels[highest.0]) and lowest with "
      + "\(text(lowest.1)) at \(labels[lowest.0])."
  }

  private func text(_ value: Double) -> String {
    areShares ? NumberText.percent(value) : NumberText.short(value)
  }

  /// Fractions of one, and not whole numbers, are written as per cent.
  private var areShares: Bool {
    let values = series.flatMap { $0.values.compactMap(\.self) }
    return !values.isEmpty && values.allSatisfy { (0...1).contains($0) }
      && values.contains { $0 != $0.rounded() }
  }

  private var style: NumberStyle { areShares ? .percent(decimals: 1) : .compact }

  private var chart: any Chart {
    let title = "\(names) by \(over)"
    switch kind {
    case .bars:
      guard let first = series.first, series.count == 1 else { return panels(title) }
      return BarChart(
        title: title, summary: headline,
        bars: zip(labels, first.values).map { .init(label: $0, value: $1 ?? .nan) }, style: style, width: 720)
    case .lines where axis == .names:
      return TimelineChart(
        title: title, summary: headline, steps: labels,
        series: series.enumerated().map { place, series in
          .init(name: series.name, values: series.values, role: place == 0 ? .main : .comparison)
        }, events: events.map { ChartEvent(at: $0.place, $0.text) }, style: style)
    case .lines:
      return LineChart(
        title: title, summary: headline,
        series: series.map { series in
          .init(name: series.name, points: zip(places, series.values).map { .init(x: $0, y: $1 ?? .nan) })
        }, xTitle: axis == .dates ? "" : over, yTitle: series.count == 1 ? names : "",
        xAxis: axis == .dates ? .dates : .linear, yStyle: style,
        events: events.map { ChartEvent(at: places[$0.place], $0.text) })
    case .panels: return panels(title)
    case .stacked, .shares:
      return StackedBarChart(
        title: title, summary: headline, steps: labels,
        parts: series.map { .init(name: $0.name, values: $0.values.map { $0 ?? 0 }) }, areShares: kind == .shares,
        style: style)
    case .heatmap: return heatmap(title)
    }
  }

  private func panels(_ title: String) -> SmallMultiplesChart {
    SmallMultiplesChart(
      title: title, summary: headline, steps: labels,
      panels: series.map { .init(title: $0.name, values: $0.values) }, isShared: isOneScale, style: style)
  }

  /// Columns of which the widest is ten times as wide as the narrowest have axes of their own.
  private var isOneScale: Bool {
    let widths = series.compactMap { series -> Double? in
      let values = series.values.compactMap(\.self)
      guard let low = values.min(), let high = values.max() else { return nil }
      return max(high.magnitude, low.magnitude)
    }.filter { $0 > 0 }
    guard let least = widths.min(), let most = widths.max() else { return true }
    return most <= 10 * least
  }

  /// A row a column of the table, shaded by quarters of the range of all.
  private func heatmap(_ title: String) -> HeatmapChart {
    let known = series.flatMap { $0.values.compactMap { $0.flatMap { $0.isFinite ? $0 : nil } } }.sorted()
    let levels = known.isEmpty ? [] : [0.25, 0.5, 0.75, 0.95].map { known[Int($0 * Double(known.count - 1))] }
    return HeatmapChart(
      title: title, summary: headline, rows: series.map(\.name), columns: labels, values: series.map(\.values),
      levels: levels, rowSummaryTitle: "highest",
      rowSummaries: series.map { series in series.values.compactMap(\.self).max().map { style.text($0) } ?? "–" },
      style: style)
  }
}

extension ColumnHistogram: Presentable {
  public var presentation: Presentation {
    guard groups.contains(where: { $0.counts.contains { $0 > 0 } }) else {
      let headline = "\(column) holds no value\(leftOutCount > 0 ? " above zero" : "")."
      return Presentation(kind: "histogram", headline: headline, components: [.paragraph(headline)], record: self)
    }
    return Presentation(
      kind: "histogram", headline: headline,
      components: [.figure(Figure(chart: chart, caption: caption, isNarrow: false))], record: self)
  }

  private var headline: String {
    if let median, type == .date {
      return "Half of the values of \(column) are before \(Instant(microseconds: Int64(median * 1e6)))."
    }
    if let median { return "Half of the values of \(column) are under \(NumberText.short(median))." }
    if let first = categories.first, let group = groups.first, groups.count == 1 {
      let total = group.counts.reduce(0, +)
      return
        "\(first) is the most frequent \(column): \(NumberText.percent(Double(group.counts[0]) / Double(total))) of rows."
    }
    return "\(column.capitalisedFirst), by how often each value occurs."
  }

  private var caption: String {
    var text = headline
    if let by { text += " Each \(by) as shares of its own rows." }
    if otherGroupsCount > 0 { text += " \(counted(otherGroupsCount, "row")) of smaller groups are not drawn." }
    if missingCount > 0 { text += " \(counted(missingCount, "row")) without a value." }
    if leftOutCount > 0 { text += " \(counted(leftOutCount, "row")) of zero or less have no place on this scale." }
    return text
  }

  private var axisKind: AxisKind { type == .date ? .dates : scale == .logarithmic ? .logarithmic : .linear }

  private var chart: any Chart {
    let title = by.map { "\(column) by \($0)" } ?? column
    if !categories.isEmpty { return categoryChart(title) }
    guard groups.count > 2 else {
      return HistogramChart(
        title: title, summary: caption, edges: edges,
        series: groups.map { .init(name: $0.name, counts: $0.counts.map(Double.init)) }, xTitle: column,
        style: .compact, axis: axisKind)
    }
    return LineChart(
      title: title, summary: caption,
      series: groups.map { group in
        let total = Double(max(1, group.counts.reduce(0, +)))
        return .init(
          name: group.name,
          points: zip(group.counts, zip(edges, edges.dropFirst())).map { count, ends in
            .init(x: (ends.0 + ends.1) / 2, y: Double(count) / total)
          })
      }, xTitle: column, yTitle: "share of rows", xAxis: axisKind, yStyle: .percent(decimals: 0))
  }

  private func categoryChart(_ title: String) -> any Chart {
    if groups.count == 2 {
      return PairedBarChart(
        title: title, summary: caption, labels: categories,
        reference: .init(name: groups[0].name, counts: groups[0].counts.map(Double.init)),
        current: .init(name: groups[1].name, counts: groups[1].counts.map(Double.init)))
    }
    if groups.count > 2 {
      return StackedBarChart(
        title: title, summary: caption, steps: groups.map(\.name),
        parts: categories.indices.map { place in
          .init(name: categories[place], values: groups.map { Double($0.counts[place]) })
        }, areRows: true)
    }
    let counts = groups[0].counts
    let total = Double(max(1, counts.reduce(0, +)))
    return BarChart(
      title: title, summary: caption,
      bars: zip(categories, counts).map { .init(label: $0, value: Double($1) / total, rows: $1) },
      style: .percent(decimals: 1),
      width: 720)
  }
}

extension ColumnTrend: Presentable {
  public var presentation: Presentation {
    Presentation(
      kind: "trend", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: false))], record: self)
  }

  private var headline: String {
    switch content {
    case .numbers(let quantiles):
      let medians = quantiles.enumerated().compactMap { place, values in
        partial.contains(place) && partial.count < windows.count ? nil : values.map { (place, $0[2]) }
      }
      guard let low = medians.min(by: { $0.1 < $1.1 }), let high = medians.max(by: { $0.1 < $1.1 }) else {
        return "\(column) holds no value in any \(period.shortName)."
      }
      guard low.1 < high.1 else { return "The median of \(column) stays at \(NumberText.short(low.1))." }
      return
        "The median of \(column) lies between \(NumberText.short(low.1)) (\(windows[low.0])) and "
        + "\(NumberText.short(high.1)) (\(windows[high.0]))."
    case .categories(let categories):
      let shares = categories.filter { !$0.name.hasSuffix(" others") }.compactMap(widest)
      guard let most = shares.max(by: { $0.high - $0.low < $1.high - $1.low }) else {
        return "\(column) holds no value in any \(period.shortName)."
      }
      return
        "\(most.name) moves most among the values of \(column): between \(NumberText.percent(most.low)) and "
        + "\(NumberText.percent(most.high)) of the rows of a \(period.shortName)."
    }
  }

  private func widest(_ category: Category) -> (name: String, low: Double, high: Double)? {
    guard case .categories(let all) = content else { return nil }
    let shares = category.counts.indices.compactMap { window -> Double? in
      guard !partial.contains(window) || partial.count == windows.count else { return nil }
      let total = all.reduce(0) { $0 + $1.counts[window] }
      return total > 0 ? Double(category.counts[window]) / Double(total) : nil
    }
    guard let low = shares.min(), let high = shares.max() else { return nil }
    return (category.name, low, high)
  }

  private var chart: any Chart {
    let title = "\(column) by \(period.shortName)"
    switch content {
    case .numbers(let quantiles):
      return RibbonChart(
        title: title, summary: headline, steps: windows, quantiles: quantiles, reference: reference, style: .compact,
        events: events.map { ChartEvent(at: $0.place, $0.text) })
    case .categories(let categories):
      return StackedBarChart(
        title: title, summary: headline, steps: windows,
        parts: categories.map { .init(name: $0.name, values: $0.counts.map(Double.init)) }, areRows: true)
    }
  }
}
