import Charts
import Engine

extension Model: Presentable {
  public var presentation: Presentation {
    let what = "\(learner.phrase) of \(counted(trainingRows, "row")) and \(counted(featureNames.count, "feature"))"
    guard let importance, let first = importance.first else {
      // Trees that found no split have no say about features either.
      let isBlind = learner.isOfTrees
      let headline =
        "\(what.capitalisedFirst)." + (isBlind ? " No split helped: every row is given the same answer." : "")
      return Presentation(
        kind: "model", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let headline =
      "\(first.feature) carries \(NumberText.percent(first.share, decimals: 0)) of what the model knows; the other "
      + "\(counted(importance.count - 1, "feature")) share the rest."
    let chart = BarChart(
      title: "What the model relies on", summary: headline,
      bars: importance.map {
        .init(label: $0.feature, value: $0.share, text: NumberText.percent($0.share))
      }, style: .percent(decimals: 1), width: 560)
    return Presentation(
      kind: "model", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart, caption: "\(headline) Share of the gain in fit, \(what).", isNarrow: false))
      ], record: self)
  }
}

extension Learner {
  /// "200 boosted trees", as a caption says it.
  var phrase: String {
    switch self {
    case .boostedTrees(let settings): counted(settings.rounds, "boosted tree")
    case .randomForest(let settings): "forest of \(counted(settings.trees, "tree"))"
    case .logistic: "logistic regression"
    case .linear: "linear regression"
    case .elasticNet: "elastic net"
    case .poisson: "Poisson regression"
    case .naiveBayes: "naive Bayes"
    case .neighbours(let settings): counted(settings.count, "nearest neighbour")
    case .constant: "a constant"
    }
  }

  fileprivate var isOfTrees: Bool {
    switch self {
    case .boostedTrees, .randomForest: true
    case .logistic, .linear, .elasticNet, .poisson, .naiveBayes, .neighbours, .constant: false
    }
  }
}

extension Evaluation: Presentable {
  public var presentation: Presentation {
    let auc = value(.rocAUC)
    let recall = value(.recall(threshold: 0.5))
    let precision = value(.precision(threshold: 0.5))
    var headline = "Judged on \(counted(outcomes.count, "row")) that it has not seen"
    if let auc {
      headline =
        "Shown one row that is \(model.target) and one that is not, the model ranks the right one higher "
        + "\(NumberText.percent(auc, decimals: 0)) of the time"
    }
    if let recall, let precision, precision > 0 {
      headline +=
        "; it finds \(NumberText.percent(recall, decimals: 0)) of what is \(model.target), and "
        + "\(NumberText.percent(precision, decimals: 0)) of its warnings are right"
    }
    headline += "."

    let shown: [(Metric, String)] = [
      (.rocAUC, "ROC AUC"), (.recall(threshold: 0.5), "Found (recall)"),
      (.precision(threshold: 0.5), "Right (precision)"), (.logLoss, "Log loss"),
    ]
    let keys = shown.map { metric, label in
      KeyFigure(
        label: label,
        value: metric.isShare ? NumberText.percent(value(metric) ?? .nan, decimals: 0) : metric.text(value(metric)),
        note: note(metric))
    }
    var components: [Component] = [.paragraph(headline), .keyFigures(keys)]
    if !baselines.isEmpty { components.append(.table(comparison)) }
    let verdict = verdict(auc)
    let comparison = bestBaseline.map {
      " Its ROC AUC is \(Metric.rocAUC.text(auc)), that of the best baseline, \($0.name), \(Metric.rocAUC.text($0.value))."
    }
    return Presentation(
      kind: "evaluation", headline: headline, components: components,
      brief: Brief(
        lead: verdict.lead,
        text: headline.lowercasedFirst + (comparison ?? "")
          + (verdict.isGood ? shortfall.map { " But \($0)." } ?? "" : "")),
      stageNote: auc.map { auc in
        StageNote(
          "AUC \(NumberText.decimal(auc, decimals: 3))"
            + (bestBaseline.map { ", baseline \(NumberText.decimal($0.value, decimals: 3))" } ?? ""),
          isAlarming: !verdict.isGood || goals.contains { $0.isMet == false && $0.goal.priority == .must })
      }, record: self)
  }

  /// Whether the model earns its place: surely better than chance, and better than every baseline.
  private func verdict(_ auc: Double?) -> (lead: String, isGood: Bool) {
    guard let auc, let interval = Metric.rocAUC.interval(of: outcomes) else {
      return ("There is too little to judge the model by:", false)
    }
    guard interval.low > 0.5 else { return ("The model is not surely better than chance:", false) }
    guard bestBaseline.map({ auc > $0.value }) ?? true else {
      return ("The model is no better than a baseline:", false)
    }
    return (shortfalls.isEmpty ? "The model is worth using:" : "The model is worth using for its ranking:", true)
  }

  /// Where a baseline judges better than the model: `“left 15 minutes late” is better in recall (73.3% to 67.1%)`.
  private var shortfall: String? {
    let texts = shortfalls.map { baseline, metrics in
      let figures = metrics.map { "\($0.name) (\($0.text(baseline.value($0))) to \($0.text(value($0))))" }
      return "“\(baseline.name)” is better in \(listed(figures))"
    }
    return texts.isEmpty ? nil : texts.joined(separator: ", and ")
  }

  /// The baselines that find more, are right more often or judge better on the whole, and in what.
  private var shortfalls: [(baseline: BaselineEvaluation, metrics: [Metric])] {
    baselines.compactMap { baseline in
      let metrics = comparedMetrics.filter { metric in
        guard metric != .rocAUC, let own = value(metric), let other = baseline.value(metric) else { return false }
        return metric.isBetterHigher ? other > own : other < own
      }
      return metrics.isEmpty ? nil : (baseline, metrics)
    }
  }

  private var bestBaseline: (name: String, value: Double)? {
    baselines.compactMap { baseline in baseline.value(.rocAUC).map { (baseline.name, $0) } }.max { $0.1 < $1.1 }
  }

  /// The interval, and how the nearest baseline does.
  private func note(_ metric: Metric) -> String {
    let interval = figures.first { $0.metric == metric }.flatMap { metric.text($0.interval) }
    let best = baselines.compactMap { baseline in baseline.value(metric).map { (name: baseline.name, value: $0) } }
      .max { metric.isBetterHigher ? $0.value < $1.value : $0.value > $1.value }
    return [interval, best.map { "best baseline \(metric.text($0.value))" }].compactMap(\.self).joined(separator: " · ")
  }

  /// What a model and its baselines are compared by: an answer that is always the same is calibrated without a merit.
  private var comparedMetrics: [Metric] {
    figures.map(\.metric).filter { $0 != .expectedCalibrationError(bins: 10) }
  }

  private var comparison: TableComponent {
    let metrics = comparedMetrics
    func row(_ name: String, _ value: (Metric) -> Double?) -> [TableComponent.Cell] {
      [.name(name)] + metrics.map { .number($0.text(value($0))) }
    }
    return TableComponent(
      columns: [.init("On the same rows")] + metrics.map { .init($0.name.capitalisedFirst, .trailing) },
      rows: [row("the model") { value($0) }] + baselines.map { baseline in row(baseline.name) { baseline.value($0) } },
      caption:
        "The model beside what it must beat, on \(counted(outcomes.count, "row")), of which "
        + "\(NumberText.percent(outcomes.positiveShare)) are \(model.target). Judgements are taken at a chance of one half."
    )
  }
}

extension ROCCurve: Presentable {
  public var presentation: Presentation {
    let headline =
      area == nil
      ? "There is no ROC curve: all rows are of one class."
      : "The area under the ROC curve is \(Metric.rocAUC.text(area)): 0.5 would be chance, 1 perfect."
    let chart = CurveChart(
      title: "ROC curve", summary: headline, points: points.map { .init(x: $0.x, y: $0.y) },
      xTitle: "share of the others flagged", yTitle: "share of \(target) found", reference: .diagonal, isFilled: true)
    return Presentation(
      kind: "rocCurve", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: true))],
      record: CurveRecord(area: area, points: points.thinned(to: 200)))
  }

  private struct CurveRecord: Encodable, Sendable {
    let area: Double?
    let points: [CurvePoint]
  }
}

extension [CurvePoint] {
  /// Evenly chosen points, the first and the last among them.
  func thinned(to most: Int) -> [CurvePoint] {
    guard count > most, most > 1 else { return self }
    return (0..<most).map { self[$0 * (count - 1) / (most - 1)] }
  }
}

extension Calibration: Presentable {
  public var presentation: Presentation {
    let headline = expectedError.map {
      "Predicted chances can be taken at their word to within \(NumberText.decimal($0 * 100, decimals: 1)) points on "
        + "average."
    }
    let chart = CalibrationChart(
      title: "Calibration", summary: headline ?? "No rows to compare.",
      bins: bins.map {
        .init(
          predicted: $0.predicted, actual: $0.actual, low: $0.interval.low, high: $0.interval.high,
          count: Int($0.rows))
      }, xTitle: "predicted chance of \(target)", yTitle: "share that was \(target)")
    return Presentation(
      kind: "calibration", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline ?? "No rows to compare.", isNarrow: true))],
      record: CalibrationRecord(expectedError: expectedError, bins: bins))
  }

  private struct CalibrationRecord: Encodable, Sendable {
    let expectedError: Double?
    let bins: [CalibrationBin]
  }
}

extension Confusion: Presentable {
  public var presentation: Presentation {
    let wrong = falsePositives + falseNegatives
    let headline =
      "Of \(NumberText.decimal(total, decimals: 0)) rows, \(NumberText.decimal(wrong, decimals: 0)) are judged wrong: "
      + "\(NumberText.decimal(falseNegatives, decimals: 0)) missed, \(NumberText.decimal(falsePositives, decimals: 0)) "
      + "false alarms."
    let chart = ConfusionChart(
      title: "Confusion matrix", summary: headline, classes: ["no", "yes"],
      counts: [[Int(trueNegatives), Int(falsePositives)], [Int(falseNegatives), Int(truePositives)]])
    return Presentation(
      kind: "confusion", headline: headline,
      components: [.figure(Figure(chart: chart, caption: headline, isNarrow: true))], record: self)
  }
}

extension SliceReport: Presentable {
  public var presentation: Presentation {
    guard let worst = slices.first else {
      let headline = "No group of at least \(counted(minimumRows, "row")) fails clearly more than the rest."
      return Presentation(kind: "slices", headline: headline, components: [.paragraph(headline)], record: self)
    }
    let share =
      "\(NumberText.percent(worst.share, decimals: 0)) of rows, \(NumberText.percent(worst.errorShare, decimals: 0)) of all error"
    let headline =
      "Rows with \(worst.name) are \(NumberText.decimal(worst.ratio, decimals: 1)) times as wrong as the average: \(share)."
    let chart = SliceChart(
      title: "Where the model fails", summary: headline, averageLabel: "average",
      rows: slices.map {
        .init(
          label: $0.name, ratio: $0.ratio, low: $0.ratioInterval.low, high: $0.ratioInterval.high, share: $0.share,
          errorShare: $0.errorShare, isEmphasised: $0.ratio >= 2)
      }, shareTitle: "of rows", errorShareTitle: "of all error")
    return Presentation(
      kind: "slices", headline: headline,
      components: [
        .figure(
          Figure(
            chart: chart,
            caption: headline + " Groups overlap; those under \(counted(minimumRows, "row")) are left out.",
            isNarrow: false))
      ], brief: Brief(lead: "It fails most where \(worst.name):", text: "these are \(share)."), record: self)
  }
}
