import Charts
import Engine

extension LoadReport: Presentable {
  public var presentation: Presentation {
    guard let heaviest = steps.last else {
      return Presentation(kind: "load", headline: nil, components: [], record: self)
    }
    return Presentation(
      kind: "load", headline: headline(heaviest),
      components: [.figure(figure(headline(heaviest))), .table(table(headline(heaviest)))],
      brief: Brief(lead: lead(heaviest), text: headline(heaviest)),
      stageNote: StageNote(
        "\(NumberText.short(heaviest.throughput.rounded())) answers a second", isAlarming: heaviest.failed > 0),
      record: self)
  }

  private func headline(_ step: Step) -> String {
    let asked =
      counted(step.connections, "client")
      + (step.rate.map { ", \(NumberText.whole(Int($0))) requests due a second" } ?? "")
    let within = step.latencyText(99).map { ", 99 of 100 within \($0)" } ?? ""
    let failures =
      step.failed > 0
      ? "; \(counted(step.failed, "request")) failed, the first since \(step.firstFailure ?? "it was not answered")"
      : ""
    return
      "With \(asked), \(name) answers \(NumberText.whole(Int(step.throughput))) requests a second\(within)\(failures)."
  }

  private func lead(_ step: Step) -> String {
    if step.failed > 0 { return "Some requests fail under load:" }
    let isMissed = goals.contains { $0.isMet == false }
    return isMissed ? "Too slow under load:" : "It bears the load:"
  }

  private func figure(_ caption: String) -> Figure {
    func line(_ title: String, _ percentile: Double) -> LineChart.Series {
      LineChart.Series(
        name: title,
        points: steps.compactMap { step in
          step.latencies.percentile(percentile).map { LineChart.Point(x: step.throughput, y: $0 * 1000) }
        }.sorted { $0.x < $1.x })
    }
    let limits = goals.compactMap { measurement -> TimelineChart.Threshold? in
      guard case .latency(let percentile) = measurement.goal.measure else { return nil }
      return TimelineChart.Threshold(
        label: "goal, p\(NumberText.short(percentile))", value: measurement.goal.bound.limit * 1000)
    }
    let chart = LineChart(
      title: "How long answers take as the load grows", summary: caption,
      series: [line("99 of 100", 99), line("half", 50)], xTitle: "answered requests a second", yTitle: "milliseconds",
      yAxis: .logarithmic, thresholds: limits)
    return Figure(chart: chart, caption: caption, isNarrow: false)
  }

  private func table(_ caption: String) -> TableComponent {
    TableComponent(
      columns: [
        .init("Clients", .trailing), .init("Due a second", .trailing), .init("Answered a second", .trailing),
        .init("Half within", .trailing), .init("99 of 100", .trailing), .init("Longest", .trailing),
        .init("Failed", .trailing),
      ],
      rows: steps.map { step in
        [
          .number(NumberText.whole(step.connections)), .number(step.rate.map { NumberText.whole(Int($0)) } ?? "–"),
          .number(NumberText.whole(Int(step.throughput))),
        ] + [50, 99, 100].map { .number(step.latencyText($0) ?? "–") }
          + [.number(NumberText.whole(step.failed))]
      },
      caption: shape == .open
        ? "Waiting counts from the moment at which a request was due."
        : "Each client sends its next request when the last one is answered.")
  }
}

extension Replay: Presentable {
  public var presentation: Presentation {
    let isWhole = answered == rows && logged == rows
    let loss =
      isWhole
      ? "each is answered and logged"
      : "\(NumberText.whole(answered)) are answered, \(NumberText.whole(logged)) logged and \(NumberText.whole(dropped)) dropped"
        + (firstFailure.map { " (\($0))" } ?? "")
    let headline = "\(counted(rows, "row")) went through \(name) as requests: \(loss)."
    return Presentation(
      kind: "replay", headline: headline, components: [.paragraph(headline)],
      stageNote: StageNote("\(counted(rows, "row")) replayed", isAlarming: !isWhole), record: self)
  }
}

extension PredictionLog.JoinedLabels: Presentable {
  public var presentation: Presentation {
    let changes = changed > 0 ? ", \(NumberText.whole(changed)) of them another than before" : ""
    let strays =
      unmatched > 0
      ? " \(counted(unmatched, "label")) \(unmatched == 1 ? "is" : "are") of rows that were never logged." : ""
    let headline =
      "\(counted(joined, "row")) of \(name) \(joined == 1 ? "has its" : "have their") outcome\(changes).\(strays)"
    return Presentation(kind: "labels", headline: headline, components: [.paragraph(headline)], record: self)
  }
}
