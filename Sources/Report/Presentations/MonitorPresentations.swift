import Charts
import Engine

extension MonitorReport: Presentable {
  public var presentation: Presentation {
    let whole = windows.filter { !$0.isPartial }
    let span = counted(whole.count, period.rawValue)
    let headline: String
    if whole.isEmpty {
      headline = "There is no whole \(period.rawValue) to judge by yet."
    } else if watches.isEmpty {
      headline =
        "\(span.capitalisedFirst) from \(windows.first?.label ?? "–") to \(windows.last?.label ?? "–"), nothing watched."
    } else if let first = alerts.first {
      headline =
        alerts.count == 1
        ? "One alert in \(span): \(first)." : "\(alerts.count) alerts in \(span), the first: \(first)."
    } else {
      headline = "No alert in \(span)."
    }
    var components: [Component] = [.paragraph(headline)]
    if alerts.count > 1 { components.append(.table(TableComponent(of: alerts))) }
    let partial = windows.filter(\.isPartial).map(\.label)
    if !partial.isEmpty {
      components.append(
        .callout(
          Callout(
            kind: .note,
            text: "The data cover only a part of \(listed(partial)): shown, but left out of alerts and goals.")))
    }
    return Presentation(
      kind: "monitor", headline: headline, components: components,
      brief: alerts.isEmpty
        ? nil : Brief(lead: alerts.count == 1 ? "One thing moved:" : "Limits were crossed:", text: alertSentence),
      stageNote: StageNote(
        watches.isEmpty ? span : "\(counted(alerts.count, "alert")) in \(span)", isAlarming: !alerts.isEmpty),
      record: self)
  }

  private var alertSentence: String {
    let shown = alerts.prefix(3).map(\.description)
    return listed(Array(shown)) + (alerts.count > 3 ? ", and \(alerts.count - 3) more." : ".")
  }
}

extension DriftReport: Presentable {
  public var presentation: Presentation {
    let ranked = features.compactMap { feature in feature.largestPSI.map { (feature, $0) } }.sorted { $0.1 > $1.1 }
    let headline: String
    if let (feature, psi) = ranked.first, psi >= 0.02 {
      let index = feature.windows.firstIndex { $0.psi == psi } ?? 0
      let runnerUp = ranked.dropFirst().first.map {
        "; next comes \($0.0.feature) with \(NumberText.decimal($0.1, decimals: 2))"
      }
      headline =
        "\(feature.feature) moved most: its PSI reached \(NumberText.decimal(psi, decimals: 2)) in \(windows[index])"
        + "\(runnerUp ?? "")."
    } else {
      headline = "No feature moved: every PSI stayed under 0.02."
    }
    let chart = HeatmapChart(
      title: "Drift of each feature, \(period.rawValue) by \(period.rawValue)", summary: headline,
      rows: features.map(\.feature), columns: windows, values: features.map { $0.windows.map(\.psi) },
      levels: levels, levelLabels: levelLabels,
      rowSummaryTitle: "worst",
      rowSummaries: features.map { $0.largestPSI.map { NumberText.decimal($0, decimals: 2) } ?? "–" },
      style: .number(decimals: 2))
    let strangers = features.flatMap { feature in
      feature.windows.flatMap(\.newCategories).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        .map { "\(feature.feature) \($0)" }
    }
    var components: [Component] = [
      .figure(
        Figure(
          chart: chart,
          caption: "\(headline) Population stability index against \(counted(referenceRows, "reference row")).",
          isNarrow: false))
    ]
    if !strangers.isEmpty {
      components.append(
        .callout(
          Callout(
            kind: .note,
            text: "Values that the reference does not know: \(listed(Array(strangers.prefix(6))))"
              + (strangers.count > 6 ? " and \(strangers.count - 6) more." : "."))))
    }
    return Presentation(kind: "drift", headline: headline, components: components, record: self)
  }

  /// Where the shades change: the last one is the limit.
  private var levels: [Double] {
    let last = limit ?? 0.2
    return last > 0.1 ? [0.02, 0.05, 0.1, last] : [last / 8, last / 4, last / 2, last]
  }

  /// What the legend calls the shades, the same with and without a limit but for what is to be done beyond it.
  private var levelLabels: [String] {
    let texts = levels.map(NumberText.short)
    return ["under \(texts[0])"] + zip(texts, texts.dropFirst()).map { "\($0)–\($1)" }
      + ["over \(texts[3])\(limit == nil ? "" : ": act")"]
  }
}

extension Timeline: Presentable {
  public var presentation: Presentation {
    let known = zip(windows, values).compactMap { window, value in
      window.isPartial ? nil : value.value.map { (label: window.label, value: $0) }
    }
    let limit = limits.first
    let headline: String
    let worst = known.reduce(known.first) { worst, next in
      guard let worst else { return next }
      return (metric.isBetterHigher ? next.value < worst.value : next.value > worst.value) ? next : worst
    }
    if let worst {
      let extreme = "\(metric.isBetterHigher ? "lowest" : "highest") \(metric.text(worst.value)) in \(worst.label)"
      let crossed = limit.map { limit in known.count { limit.isCrossed(by: $0.value) } }
      switch (limit, crossed) {
      case (.some(let limit), .some(0)):
        headline =
          "\(metric.name.capitalisedFirst) kept its limit of \(metric.text(limit.value)) in all "
          + "\(counted(known.count, period.rawValue)); \(extreme)."
      case (.some(let limit), .some(let count)):
        headline =
          "\(metric.name.capitalisedFirst) crossed its limit of \(metric.text(limit.value)) in "
          + "\(NumberText.whole(count)) of \(counted(known.count, period.rawValue)); \(extreme)."
      default: headline = "\(metric.name.capitalisedFirst) over \(counted(known.count, period.rawValue)): \(extreme)."
      }
    } else {
      headline = "\(metric.name.capitalisedFirst) is not known in any \(period.rawValue): no outcomes have come in."
    }
    let chart = TimelineChart(
      title: "\(metric.name.capitalisedFirst) by \(period.rawValue)", summary: headline, steps: windows.map(\.label),
      series: [
        .init(
          name: metric.name, values: values.map(\.value), low: values.map { $0.interval?.low },
          high: values.map { $0.interval?.high }, role: .main,
          alerts: Set(
            values.indices.filter { index in
              guard let value = values[index].value, !windows[index].isPartial else { return false }
              return limits.contains { $0.isCrossed(by: value) }
            }))
      ], thresholds: limits.map { .init(label: "limit \(NumberText.short($0.value))", value: $0.value) },
      style: metric.isShare ? .percent(decimals: 0) : .number(decimals: 2), includesZero: false)
    return Presentation(
      kind: "timeline", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart, caption: headline + " The band is each \(period.rawValue)'s 95% interval.", isNarrow: false))
      ], record: self)
  }
}

extension RateTimeline: Presentable {
  public var presentation: Presentation {
    let whole = windows.filter { !$0.isPartial }
    let rates = whole.compactMap { window in window.positiveShare.map { (window, $0) } }
    let headline: String
    if let low = rates.map(\.1).min(), let high = rates.map(\.1).max(),
      let widest = rates.max(by: { gap($0.0) < gap($1.0) })
    {
      let expected = widest.0.meanScore ?? 0
      headline =
        "Between \(NumberText.percent(low, decimals: 0)) and \(NumberText.percent(high, decimals: 0)) of rows a "
        + "\(period.rawValue) were \(target); the model was farthest off in \(widest.0.label), when it expected "
        + "\(NumberText.percent(expected, decimals: 0)) and \(NumberText.percent(widest.1, decimals: 0)) came."
    } else {
      headline = "No outcomes have come in yet."
    }
    let chart = TimelineChart(
      title: "How often \(target), expected and seen", summary: headline, steps: windows.map(\.label),
      series: [
        .init(name: target, values: windows.map(\.positiveShare), role: .main),
        .init(name: "expected", values: windows.map(\.meanScore), role: .comparison),
      ], style: .percent(decimals: 0), includesZero: true)
    return Presentation(
      kind: "rates", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: false))], record: self)
  }

  private func gap(_ window: WindowPerformance) -> Double {
    ((window.positiveShare ?? 0) - (window.meanScore ?? 0)).magnitude
  }
}
