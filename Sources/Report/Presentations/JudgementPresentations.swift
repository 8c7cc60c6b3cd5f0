import Charts
import Engine

extension ThresholdTable: Presentable {
  public var presentation: Presentation {
    let headline: String
    if best.flagged == 0 {
      headline = "It costs least to call no row \(target): \(NumberText.short(best.cost)) a row."
    } else {
      headline =
        "It costs least to call rows \(target) from a chance of \(NumberText.percent(best.threshold)) on: "
        + "\(NumberText.short(best.cost)) a row, with \(NumberText.percent(best.recall ?? 0, decimals: 0)) of them found and "
        + "\(NumberText.percent(best.precision ?? 0, decimals: 0)) of alarms right."
    }
    let chart = CurveChart(
      title: "Cost by threshold", summary: headline, points: rows.map { .init(x: $0.threshold, y: $0.cost) },
      xTitle: "threshold", yTitle: "cost of a row", xStyle: .number(decimals: 1), yStyle: .number(decimals: 2))
    let shown = rows.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let table = TableComponent(
      columns: [
        .init("From a chance of", .trailing), .init("Called \(target)", .trailing), .init("Precision", .trailing),
        .init("Recall", .trailing), .init("F1", .trailing), .init("Cost of a row", .trailing),
      ],
      rows: (shown + [best]).sorted { $0.threshold < $1.threshold }.map { row in
        [
          .number(Self.text(row.threshold)),
          .number(NumberText.percent(row.flagged)), .number(row.precision.map { NumberText.percent($0) } ?? "–"),
          .number(row.recall.map { NumberText.percent($0) } ?? "–"),
          .number(row.f1.map { NumberText.decimal($0, decimals: 3) } ?? "–"),
          .number(NumberText.decimal(row.cost, decimals: 3)),
        ]
      },
      caption:
        "\(headline) A false alarm costs \(NumberText.short(costs.falseAlarm)), a miss \(NumberText.short(costs.miss))."
    )
    return Presentation(
      kind: "thresholds", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: true)), .table(table)], record: self)
  }

  private static func text(_ threshold: Double) -> String {
    threshold > 1 ? "none" : NumberText.percent(threshold)
  }
}

extension Gains: Presentable {
  public var presentation: Presentation {
    let tenth = deciles.first { $0.share > 0.15 } ?? deciles[0]
    let headline =
      "The likeliest \(NumberText.percent(tenth.share, decimals: 0)) of rows hold "
      + "\(NumberText.percent(tenth.found, decimals: 0)) of all that are \(target), "
      + "\(NumberText.decimal(tenth.lift, decimals: 1)) times as many as chance would find."
    let chart = CurveChart(
      title: "Cumulative gains", summary: headline, points: points.map { .init(x: $0.x, y: $0.y) },
      xTitle: "share of rows looked at", yTitle: "share of \(target) found", reference: .diagonal, isFilled: true)
    let lift = CurveChart(
      title: "Lift", summary: "Lift falls to 1 where all rows are looked at.",
      points: deciles.map { .init(x: $0.share, y: $0.lift) }, xTitle: "share of rows looked at",
      yTitle: "times as many as by chance", reference: .level(1))
    let table = TableComponent(
      columns: [
        .init("Rows looked at", .trailing), .init("Down to a chance of", .trailing), .init("Found", .trailing),
        .init("Lift", .trailing),
      ],
      rows: deciles.map { decile in
        [
          .number(NumberText.percent(decile.share, decimals: 0)), .number(NumberText.percent(decile.threshold)),
          .number(NumberText.percent(decile.found)), .number(NumberText.decimal(decile.lift, decimals: 2)),
        ]
      },
      caption: "\(NumberText.percent(baseRate)) of all rows are \(target); lift is how many times as many are found.")
    return Presentation(
      kind: "gains", headline: headline,
      components: [
        .figure(Figure(chart: chart, caption: headline, isNarrow: true)),
        .figure(
          Figure(
            chart: lift, caption: "Lift: how many times as many are found as by chance, down to all rows.",
            isNarrow: true)), .table(table),
      ],
      record: Record(baseRate: baseRate, deciles: deciles, points: points.thinned(to: 200)))
  }

  private struct Record: Encodable, Sendable {
    let baseRate: Double
    let deciles: [Decile]
    let points: [CurvePoint]
  }
}

extension Residuals: Presentable {
  public var presentation: Presentation {
    let worst = groups.max { $0.bias.magnitude < $1.bias.magnitude }
    let middle =
      "Half of \(counted(rows, "row")) are off by \(Self.signed(quantiles[1])) to \(Self.signed(quantiles[3]))"
    let headline =
      worst.map {
        "\(middle); where about \(NumberText.short($0.predicted)) is predicted, \(target) is "
          + "\(NumberText.short($0.bias.magnitude)) \($0.bias < 0 ? "lower" : "higher") on average."
      } ?? "\(middle)."
    let chart = ResidualChart(
      title: "Residuals", summary: headline,
      groups: groups.map { .init(predicted: $0.predicted, mean: $0.bias, low: $0.low, high: $0.high) },
      xTitle: "predicted \(target)", yTitle: "\(target) less its prediction")
    return Presentation(
      kind: "residuals", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart,
            caption: "\(headline) Each bar is a tenth of the rows: the dot its mean, the line where eight of ten lie.",
            isNarrow: false))
      ], record: self)
  }

  private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + NumberText.short(value) }
}

extension PermutationImportance: Presentable {
  /// More features than these add too little to be looked at.
  private static let mostRows = 15

  public var presentation: Presentation {
    let idle = features.filter { ($0.interval?.low ?? $0.rise) <= 0 }
    let first = features.first { $0.rise > 0 }
    let headline =
      first.map {
        "Without \($0.name) the \(lossName) would rise by \(text($0.rise)) from \(text(loss))"
          + (idle.isEmpty
            ? "."
            : "; \(listed(idle.prefix(3).map(\.name)))\(idle.count > 3 ? " and others" : "") "
              + "\(idle.count == 1 ? "adds" : "add") nothing that shows.")
      } ?? "The model is as good without any one of its features."
    let chart = BarChart(
      title: "What each feature is worth", summary: headline,
      bars: features.prefix(Self.mostRows).map { feature in
        .init(label: feature.name, value: feature.rise, text: span(feature))
      }, style: .number(decimals: 4), width: 560)
    return Presentation(
      kind: "permutationImportance", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart,
            caption: "\(headline) Rise of the \(lossName), with its 95% interval over \(counted(rows, "row")), each "
              + "feature dealt out \(repeats == 1 ? "once" : "\(repeats) times").", isNarrow: false))
      ], record: self)
  }

  private var lossName: String { metric == .logLoss ? "log loss" : "mean error of \(target)" }

  private func text(_ value: Double) -> String { NumberText.short(value) }

  private func span(_ feature: Feature) -> String {
    let decimals = metric == .logLoss ? 4 : 2
    let own = NumberText.decimal(feature.rise, decimals: decimals)
    guard let interval = feature.interval else { return own }
    return "\(own) ± \(NumberText.decimal((interval.high - interval.low) / 2, decimals: decimals))"
  }
}
