import Charts
import Engine

extension MonitorReport: Presentable {
  public var presentation: Presentation {
    let whole = windows.filter { !$0.isPartial }
    let span = counted(whole.count, period.shortName)
    let headline: String
    if whole.isEmpty {
      headline = "There is no whole \(period.shortName) to judge by yet."
    } else if watches.isEmpty {
      headline =
        "\(span.capitalisedFirst) from \(windows.first?.label ?? "–") to \(windows.last?.label ?? "–"), nothing watched."
    } else if let first = alerts.first {
      let news = alerts.count(where: \.isNew)
      let lasting = alerts.count { $0.state == .lasting }
      if news > 0 {
        headline = "\(news == 1 ? "New" : "\(news) new alerts, the first"): \(first)."
      } else if lasting > 0 {
        headline = "Nothing new; \(lasting == 1 ? "one alert lasts" : "\(lasting) alerts last"): \(first)."
      } else {
        headline =
          alerts.count == 1
          ? "One alert in \(span), which is over: \(first)."
          : "\(alerts.count) alerts in \(span), all of them over, the first: \(first)."
      }
    } else {
      headline = "No alert in \(span)."
    }
    var components: [Component] = [.paragraph(headline)]
    if alerts.count > 1 { components.append(.table(TableComponent(of: alerts))) }
    for notice in notices { components.append(.callout(Callout(kind: .warning, text: notice))) }
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
      brief: alerts.isEmpty ? nil : Brief(lead: lead, text: alertSentence),
      stageNote: StageNote(
        watches.isEmpty ? span : "\(counted(alerts.count, "alert")) in \(span)",
        isAlarming: alerts.contains(where: \.isCurrent)),
      record: self)
  }

  private var lead: String {
    if alerts.contains(where: \.isNew) { return "New:" }
    return alerts.contains(where: \.isCurrent) ? "It lasts:" : "It is over:"
  }

  private var alertSentence: String {
    let leading = alerts.first?.state
    let all = alerts.filter { $0.state == leading }
    return listed(all.prefix(3).map(\.description)) + (all.count > 3 ? ", and \(all.count - 3) more." : ".")
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
          + "\(counted(known.count, period.shortName)); \(extreme)."
      case (.some(let limit), .some(let count)):
        headline =
          "\(metric.name.capitalisedFirst) crossed its limit of \(metric.text(limit.value)) in "
          + "\(NumberText.whole(count)) of \(counted(known.count, period.shortName)); \(extreme)."
      default: headline = "\(metric.name.capitalisedFirst) over \(counted(known.count, period.shortName)): \(extreme)."
      }
    } else {
      headline = "\(metric.name.capitalisedFirst) is not known in any \(period.shortName): no outcomes have come in."
    }
    let chart = TimelineChart(
      title: "\(metric.name.capitalisedFirst) by \(period.shortName)", summary: headline, steps: windows.map(\.label),
      series: [
        .init(
          name: metric.name, values: values.map(\.value), low: values.map { $0.interval?.low },
          high: values.map { $0.interval?.high }, role: .main,
          alerts: Set(
            values.indices.filter { index in
              guard let value = values[index].value, !windows[index].isPartial else { return false }
              return limits.contains { $0.isCrossed(by: value) }
            } + unusual))
      ], thresholds: limits.map { .init(label: "limit \(NumberText.short($0.value))", value: $0.value) },
      usual: usual.map { .init(label: "usual", low: $0.map(\.low), high: $0.map(\.high)) },
      events: events.map { ChartEvent(at: $0.place, $0.text) },
      style: metric.isShare ? .percent(decimals: 0) : .number(decimals: 2), includesZero: false)
    return Presentation(
      kind: "timeline", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart, caption: headline + " The band is each \(period.shortName)'s 95% interval." + usualText,
            isNarrow: false))
      ], record: self)
  }

  private var usualText: String {
    guard let usual, let low = usual.map(\.low).min(), let high = usual.map(\.high).max() else { return "" }
    let place =
      "Grey is where the reference's own \(period.shortName)s lie, \(metric.text(low)) to \(metric.text(high))"
    guard !unusual.isEmpty else { return " \(place); no \(period.shortName) lies outside." }
    let known = zip(windows, values).count { !$0.isPartial && $1.value != nil }
    return
      " \(place); \(NumberText.whole(unusual.count)) of \(NumberText.whole(known)) \(unusual.count == 1 ? "lies" : "lie") outside."
  }
}

extension RateTimeline: Presentable {
  public var presentation: Presentation {
    let chart = TimelineChart(
      title: "\(kind == .binary ? "How often" : "Mean") \(target), expected and seen", summary: headline,
      steps: windows.map(\.label),
      series: [
        .init(name: target, values: windows.map(\.actualMean), role: .main),
        .init(name: "expected", values: windows.map(\.predictedMean), role: .comparison),
      ], style: kind == .binary ? .percent(decimals: 0) : .number(decimals: 1), includesZero: kind == .binary)
    return Presentation(
      kind: "rates", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: false))], record: self)
  }

  private var headline: String {
    if case .multiclass = kind {
      return "Of several classes there is no one rate to show; see the timeline of a metric."
    }
    let rates = windows.filter { !$0.isPartial }.compactMap { window in window.actualMean.map { (window, $0) } }
    guard let low = rates.map(\.1).min(), let high = rates.map(\.1).max(),
      let widest = rates.max(by: { gap($0.0) < gap($1.0) })
    else { return "No outcomes have come in yet." }
    let (expected, seen) = (text(widest.0.predictedMean ?? 0), text(widest.1))
    let range =
      kind == .binary
      ? "Between \(text(low)) and \(text(high)) of rows a \(period.shortName) were \(target)"
      : "The mean of \(target) lay between \(text(low)) and \(text(high)) a \(period.shortName)"
    return
      "\(range); the model was farthest off in \(widest.0.label), when it expected \(expected) and \(seen) came."
  }

  private func text(_ value: Double) -> String {
    kind == .binary ? NumberText.percent(value, decimals: 0) : NumberText.short(value)
  }

  private func gap(_ window: WindowPerformance) -> Double {
    ((window.actualMean ?? 0) - (window.predictedMean ?? 0)).magnitude
  }
}
