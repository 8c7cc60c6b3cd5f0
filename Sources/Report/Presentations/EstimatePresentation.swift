import Charts
import Engine

extension EstimatedTimeline: Presentable {
  public var presentation: Presentation {
    let chart = TimelineChart(
      title: "\(metric.name.capitalisedFirst) by \(period.shortName), estimated and realised", summary: headline,
      steps: windows.map(\.label),
      series: [
        .init(
          name: "estimated", values: estimates.map { $0?.value }, low: estimates.map { $0?.interval?.low },
          high: estimates.map { $0?.interval?.high }, role: .main,
          alerts: Set(
            estimates.indices.filter { index in
              guard let value = estimates[index]?.value, !windows[index].isPartial else { return false }
              return limits.contains { $0.isCrossed(by: value) }
                || usual.map { value < $0[index].low || value > $0[index].high } ?? false
            })),
        .init(name: "realised", values: realised.map(\.value), role: .comparison),
      ],
      thresholds: limits.map { .init(label: "limit \(NumberText.short($0.value))", value: $0.value) },
      usual: usual.map { .init(label: "usual", low: $0.map(\.low), high: $0.map(\.high)) },
      style: metric.isShare ? .percent(decimals: 0) : .number(decimals: 2))
    var components: [Component] = [
      .figure(
        Figure(
          chart: chart,
          caption: "\(headline) The band holds 95 of 100 windows if the estimate is right.", isNarrow: false))
    ]
    if let notice { components.append(.callout(Callout(kind: .note, text: notice))) }
    return Presentation(kind: "estimate", headline: headline, components: components, record: self)
  }

  private var headline: String {
    let known = windows.indices.compactMap { index in
      windows[index].isPartial ? nil : estimates[index].map { (index: index, value: $0.value) }
    }
    guard
      let worst = known.min(by: { metric.isBetter($1.value, than: $0.value) && $0.value != $1.value })
    else { return "\(metric.name.capitalisedFirst) cannot be estimated: no \(period.shortName) has rows enough." }
    let start = reference.map { ", against \(metric.text($0)) on the reference" } ?? ""
    let low =
      "\(metric.isBetterHigher ? "lowest" : "highest") in \(windows[worst.index].label), \(metric.text(worst.value))"
    let outside = known.filter { index, _ in
      guard let band = estimates[index]?.interval, let value = realised[index].value else { return false }
      return value < band.low || value > band.high
    }
    let compared = known.count { realised[$0.index].value != nil }
    let realisedText: String
    if compared == 0 {
      realisedText = "no outcome has come in to check it"
    } else if outside.isEmpty {
      realisedText = "what came lay within its band in all \(counted(compared, period.shortName))"
    } else {
      realisedText =
        "what came lay outside its band in \(NumberText.whole(outside.count)) of \(counted(compared, period.shortName))"
        + (outside.count * 4 > compared ? ": the relation itself has changed" : "")
    }
    return "Estimated without outcomes, \(metric.name) was \(low)\(start); \(realisedText)."
  }
}

extension ChangeReport: Presentable {
  public var presentation: Presentation {
    guard let first = moments.first else {
      let headline =
        rows == 0
        ? "No outcome of \(target) has come in yet, so that there are no errors to read."
        : "\(detector.name) finds no change in the errors of \(counted(rows, "row"))."
      return Presentation(kind: "changes", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let headline =
      moments.count == 1
      ? "\(detector.name) finds that errors changed in \(first.beganIn): \(change(first))."
      : "\(detector.name) finds \(counted(moments.count, "change")) in the errors, the first in \(first.beganIn): \(change(first))."
    let shown = moments.prefix(12)
    let table = TableComponent(
      columns: [
        .init("Began"), .init("Noticed"), .init("\(measure.capitalisedFirst) before", .trailing),
        .init("after", .trailing),
      ],
      rows: shown.map { moment in
        [
          .name(place(moment.beganAt, moment.beganIn)), .text(place(moment.noticedAt, moment.noticedIn)),
          .number(text(moment.before)), .number(text(moment.after)),
        ]
      },
      caption: "When the \(measure) of \(counted(rows, "row")) changed."
        + (moments.count > shown.count ? " The first \(shown.count) of \(NumberText.whole(moments.count))." : ""))
    return Presentation(
      kind: "changes", headline: headline, components: [.paragraph(headline), .table(table)], record: self)
  }

  private var measure: String { isOfJudgements ? "error rate" : "squared error" }

  private func text(_ value: Double) -> String { isOfJudgements ? NumberText.percent(value) : NumberText.short(value) }

  private func change(_ moment: Moment) -> String {
    "the \(measure) \(moment.after > moment.before ? "rose" : "fell") from \(text(moment.before)) to \(text(moment.after))"
  }

  private func place(_ instant: Instant?, _ window: String) -> String {
    guard let text = instant?.description, !window.hasPrefix(text) else { return window }
    return "\(text.prefix(16).replacing("T", with: " ")), \(window)"
  }
}
