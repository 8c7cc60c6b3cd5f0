import Charts
import Engine

extension CrossValidation: Presentable {
  public var presentation: Presentation {
    let first = summaries.first
    let told = first.map { summary in
      "\(summary.metric.name) \(summary.metric.text(summary.mean))"
        + (summary.deviation.map { " ± \(summary.metric.text($0))" } ?? "")
    }
    let headline =
      "\(learner.name.capitalisedFirst) on \(counted(folds.count, "split")): \(told ?? "nothing to judge") on average."
    let table = TableComponent(
      columns: [
        .init("Figure"), .init("Mean", .trailing), .init("Deviation", .trailing), .init("Lowest", .trailing),
        .init("Highest", .trailing),
      ],
      rows: summaries.map { summary in
        [
          .name(summary.metric.name.capitalisedFirst), .number(summary.metric.text(summary.mean)),
          .number(summary.metric.text(summary.deviation)), .number(summary.metric.text(summary.lowest)),
          .number(summary.metric.text(summary.highest)),
        ]
      }, caption: "\(headline) Each judged on \(rowRange) that its model had not seen.")
    return Presentation(
      kind: "crossValidation", headline: headline, components: [.table(table)],
      record: Record(learner: learner.name, target: target, testRows: testRows, figures: summaries))
  }

  private var rowRange: String {
    let (low, high) = (testRows.min() ?? 0, testRows.max() ?? 0)
    return low == high ? counted(low, "row") : "\(NumberText.whole(low)) to \(counted(high, "row"))"
  }

  private struct Record: Encodable, Sendable {
    let learner: String
    let target: String
    let testRows: [Int]
    let figures: [CrossValidation.Figure]
  }
}

extension Tuning: Presentable {
  /// More trials than these are in the report's JSON.
  private static let mostRows = 10

  public var presentation: Presentation {
    let score = metric.text(best.score)
    let settings = zip(settingNames, best.values).map { "\($0) \(NumberText.short($1))" }
    let headline =
      "The best of \(counted(trials.count, "trial")) by \(method.name) has \(listed(settings)): \(metric.name) \(score) on "
      + "\(counted(splits, "split"))\(isCutShort ? ", when the time was up" : "")."
    return Presentation(
      kind: "tuning", headline: headline, components: [.figure(chart(headline)), .table(table)], record: self)
  }

  private func chart(_ headline: String) -> Figure {
    let chart = TrialChart(
      title: "Trials", summary: headline,
      trials: trials.enumerated().compactMap { place, trial in
        trial.score.map { TrialChart.Trial(value: $0, isBest: place == bestPlace, isPartial: trial.share < fullShare) }
      }, isBetterHigher: metric.isBetterHigher, yTitle: metric.name)
    let partly = trials.contains { $0.share < fullShare } ? " Hollow dots are trials on part of the rows." : ""
    return Figure(
      chart: chart, caption: "\(headline) The line is the best until then.\(partly)", isNarrow: false)
  }

  private var fullShare: Double { trials.map(\.share).max() ?? 1 }

  private var table: TableComponent {
    let ranked = trials.indices.filter { trials[$0].score != nil && trials[$0].share == fullShare }.sorted { a, b in
      guard let x = trials[a].score, let y = trials[b].score, x != y else { return a < b }
      return metric.isBetter(x, than: y)
    }
    return TableComponent(
      columns: [.init("Trial", .trailing)] + settingNames.map { .init($0, .trailing) }
        + [.init(metric.name.capitalisedFirst, .trailing), .init("Deviation", .trailing)],
      rows: ranked.prefix(Self.mostRows).map { place in
        let trial = trials[place]
        return [.number(NumberText.whole(place + 1))] + trial.values.map { .number(NumberText.short($0)) }
          + [.number(metric.text(trial.score)), .number(metric.text(trial.deviation))]
      }, caption: "The \(ranked.count > Self.mostRows ? "ten best trials" : "trials"), best first.")
  }
}

extension LearningCurve: Presentable {
  public var presentation: Presentation {
    let chart = LineChart(
      title: "Learning curve", summary: headline,
      series: [
        .init(
          name: "on new rows",
          points: points.map {
            .init(x: Double($0.rows), y: $0.test ?? .nan, low: $0.interval?.low, high: $0.interval?.high)
          }),
        .init(
          name: "on its own rows", points: points.map { .init(x: Double($0.rows), y: $0.training ?? .nan) },
          isComparison: true),
      ], xTitle: "training rows", yTitle: metric.name, xAxis: .logarithmic,
      yStyle: metric.isShare ? .percent(decimals: 0) : .number(decimals: 2))
    return Presentation(
      kind: "learningCurve", headline: headline,
      components: [
        .figure(
          Figure(chart: chart, caption: "\(headline) The band is the 95% interval on the test rows.", isNarrow: false))
      ], record: self)
  }

  private var headline: String {
    guard let last = points.last, let before = points.dropLast().last, let now = last.test, let then = before.test
    else {
      return "\(metric.name.capitalisedFirst) is not known for these rows."
    }
    let gain = metric.isBetterHigher ? now - then : then - now
    let reach = last.interval.map { ($0.high - $0.low) / 2 } ?? 0
    let told =
      "From \(NumberText.whole(before.rows)) to \(counted(last.rows, "training row")), the \(metric.name) on new rows went "
      + "from \(metric.text(then)) to \(metric.text(now))"
    return gain > reach
      ? "\(told): more rows would help." : "\(told): more rows of this kind would hardly help."
  }
}
