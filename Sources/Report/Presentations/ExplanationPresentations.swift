import Charts
import Engine

extension Explanation: Presentable {
  /// More features than these add too little to be looked at.
  private static let mostBars = 12

  public var presentation: Presentation {
    let what = explained.map { "\(target) “\($0)”" } ?? target
    let told = NumberText.short(prediction)
    let headline: String
    if let first = contributions.first, first.contribution != 0 {
      headline =
        "For row \(NumberText.decimal(Double(row), decimals: 0)) the model says \(told) of \(what), mostly because of "
        + "\(first.feature) (\(first.value ?? "missing"))."
    } else {
      headline =
        "For row \(NumberText.decimal(Double(row), decimals: 0)) the model says \(told) of \(what), as it does without "
        + "any feature."
    }
    let chart = BarChart(
      title: "What the features add", summary: headline,
      bars: contributions.prefix(Self.mostBars).map {
        .init(
          label: "\($0.feature) = \($0.value ?? "missing")", value: $0.contribution,
          text: Self.signed($0.contribution))
      }, style: .number(decimals: 2), width: 560)
    let caption =
      "\(headline) Bars are what each feature adds to the score or takes from it (Shapley values), from "
      + "\(NumberText.short(base)) before any is known to \(NumberText.short(score))."
    return Presentation(
      kind: "explanation", headline: headline,
      components: [.figure(Figure(chart: chart, caption: caption, isNarrow: false))], holdsRows: true, record: self)
  }

  private static func signed(_ value: Double) -> String {
    let text = NumberText.decimal(value, decimals: 2)
    return value > 0 ? "+\(text)" : text
  }
}

extension PartialDependence: Presentable {
  public var presentation: Presentation {
    let what = explained.map { "\(target) “\($0)”" } ?? target
    let yTitle = "mean prediction of \(what)"
    guard let lowest = points.min(by: { $0.mean < $1.mean }), let highest = points.max(by: { $0.mean < $1.mean })
    else {
      let headline = "\(feature) has no value to try."
      return Presentation(
        kind: "partialDependence", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let headline =
      "The other features being what they are, the model says \(NumberText.short(lowest.mean)) of \(what) where "
      + "\(feature) is \(lowest.label) and \(NumberText.short(highest.mean)) where it is \(highest.label)."
    let isNumeric = points.allSatisfy { $0.number != nil } && points.count > 1
    let chart: any Chart =
      isNumeric
      ? CurveChart(
        title: "What hangs on \(feature)", summary: headline,
        points: points.map { .init(x: $0.number ?? .nan, y: $0.mean) },
        cases: individuals.map { curve in
          zip(points, curve).map { CurveChart.Point(x: $0.number ?? .nan, y: $1) }
        }, xTitle: feature, yTitle: yTitle,
        xStyle: .number(decimals: 0), yStyle: .number(decimals: 2))
      : BarChart(
        title: "What hangs on \(feature)", summary: headline,
        bars: points.map { .init(label: $0.label, value: $0.mean) }, style: .number(decimals: 3), width: 720)
    return Presentation(
      kind: "partialDependence", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart,
            caption: "\(headline) Means over \(counted(rows, "row")), each given every value in turn."
              + (isNumeric && !individuals.isEmpty ? " Thin lines are single rows." : ""),
            isNarrow: isNumeric))
      ], record: self)
  }
}

extension Contributions: Presentable {
  public var presentation: Presentation {
    let what = explained.map { "\(target) “\($0)”" } ?? target
    let unit = areLogOdds ? "log-odds" : "score"
    let headline =
      features.first.map { first in
        "\(first.name) moves the \(unit) of \(what) most: by \(NumberText.short(first.meanSize)) on average, over "
          + "\(counted(rows, "row"))."
      } ?? "The model has no features."
    let chart = BeeswarmChart(
      title: "What the features add", summary: headline,
      features: features.map { feature in
        .init(
          label: feature.name,
          bins: feature.bins.map { .init(contribution: $0.contribution, count: Double($0.rows), level: $0.level) },
          text: NumberText.short(feature.meanSize))
      }, xTitle: "added to the \(unit) of \(what)", style: .number(decimals: 1))
    return Presentation(
      kind: "contributions", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart,
            caption: "\(headline) A stripe is as tall as there are rows that the feature moves that far (Shapley "
              + "values), coloured by how high its values are in them; grey where they have no order.",
            isNarrow: false))
      ], record: self)
  }
}
