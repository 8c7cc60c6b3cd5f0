import Engine

extension Evaluation: Presentable {
  public var presentation: Presentation {
    let keys = keyMetrics.map { metric, label in
      KeyFigure(
        label: label,
        value: metric.isShare ? NumberText.percent(value(metric) ?? .nan, decimals: 0) : metric.text(value(metric)),
        note: note(metric))
    }
    var components: [Component] = [.paragraph(headline), .keyFigures(keys)]
    if !baselines.isEmpty { components.append(.table(comparison)) }
    let verdict = verdict
    let beside = bestBaseline(by: leading).map {
      " Its \(leading.name) is \(leading.text(value(leading))), that of the best baseline, \($0.name), "
        + "\(leading.text($0.value))."
    }
    return Presentation(
      kind: "evaluation", headline: headline, components: components,
      brief: Brief(
        lead: verdict.lead,
        text: headline.lowercasedFirst + (beside ?? "")
          + (verdict.isGood ? shortfall.map { " But \($0)." } ?? "" : "")),
      stageNote: value(leading).map { value in
        StageNote(
          "\(leading == .rocAUC ? "AUC" : leading.name) \(leading.text(value))"
            + (bestBaseline(by: leading).map { ", baseline \(leading.text($0.value))" } ?? ""),
          isAlarming: !verdict.isGood || goals.contains { $0.isMet == false && $0.goal.priority == .must })
      }, record: self)
  }

  /// The figure that a model is first judged by.
  private var leading: Metric {
    switch outcomes {
    case .binary: .rocAUC
    case .multiclass: .accuracy(threshold: 0.5)
    case .number: .meanAbsoluteError
    }
  }

  private var keyMetrics: [(metric: Metric, label: String)] {
    switch outcomes {
    case .binary:
      [
        (.rocAUC, "ROC AUC"), (.recall(threshold: 0.5), "Found (recall)"),
        (.precision(threshold: 0.5), "Right (precision)"), (.logLoss, "Log loss"),
      ]
    case .multiclass:
      [
        (.accuracy(threshold: 0.5), "Right (accuracy)"), (.balancedAccuracy(threshold: 0.5), "Balanced accuracy"),
        (.averaged(.f1, .macro), "Macro F1"), (.logLoss, "Log loss"),
      ]
    case .number:
      [
        (.meanAbsoluteError, "Mean error"), (.medianAbsoluteError, "Median error"),
        (.rootMeanSquaredError, "RMSE"), (.rSquared, "R²"),
      ]
    }
  }

  private var headline: String {
    let otherwise = "Judged on \(counted(outcomes.count, "row")) that it has not seen."
    switch outcomes {
    case .binary:
      guard let auc = value(.rocAUC) else { return otherwise }
      let ranking =
        "Shown one row that is \(model.target) and one that is not, the model ranks the right one higher "
        + "\(NumberText.percent(auc, decimals: 0)) of the time"
      guard let recall = value(.recall(threshold: 0.5)), let precision = value(.precision(threshold: 0.5)),
        precision > 0
      else { return ranking + "." }
      return ranking
        + "; it finds \(NumberText.percent(recall, decimals: 0)) of what is \(model.target), and "
        + "\(NumberText.percent(precision, decimals: 0)) of its warnings are right."
    case .multiclass(let outcomes):
      guard let accuracy = value(.accuracy(threshold: 0.5)) else { return otherwise }
      return "Of \(counted(outcomes.count, "row")) that it has not seen, the model names the right one of "
        + "\(counted(outcomes.classes.count, "class", plural: "classes")) for \(NumberText.percent(accuracy, decimals: 0))."
    case .number(let outcomes):
      guard let error = value(.meanAbsoluteError), let median = value(.medianAbsoluteError) else { return otherwise }
      let start =
        "Over \(counted(outcomes.count, "row")) that it has not seen, the model's \(model.target) is off by "
        + "\(NumberText.short(error)) on average and by no more than \(NumberText.short(median)) for half of them"
      return start
        + (value(.rSquared).map { "; it explains \(NumberText.percent(max(0, $0), decimals: 0)) of the variance." }
          ?? ".")
    }
  }

  /// Whether the model earns its place: surely better than chance or the mean, and better than every baseline.
  private var verdict: (lead: String, isGood: Bool) {
    let (chance, metric, level): (String, Metric, Double) =
      switch outcomes {
      case .binary: ("chance", .rocAUC, 0.5)
      case .multiclass: ("chance", .cohenKappa(threshold: 0.5), 0)
      case .number: ("the mean", .rSquared, 0)
      }
    guard let own = value(leading), let interval = metric.interval(of: outcomes) else {
      return ("There is too little to judge the model by:", false)
    }
    guard interval.low > level else { return ("The model is not surely better than \(chance):", false) }
    guard bestBaseline(by: leading).map({ leading.isBetter(own, than: $0.value) }) ?? true else {
      return ("The model is no better than a baseline:", false)
    }
    guard shortfalls.isEmpty else {
      return (leading == .rocAUC ? "The model is worth using for its ranking:" : "The model is worth using:", true)
    }
    return ("The model is worth using:", true)
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
        guard metric != leading, let own = value(metric), let other = baseline.value(metric) else { return false }
        return metric.isBetter(other, than: own)
      }
      return metrics.isEmpty ? nil : (baseline, metrics)
    }
  }

  /// The interval, and how the nearest baseline does.
  private func note(_ metric: Metric) -> String {
    let interval = figures.first { $0.metric == metric }.flatMap { metric.text($0.interval) }
    let best = bestBaseline(by: metric).map { "best baseline \(metric.text($0.value))" }
    return [interval, best].compactMap(\.self).joined(separator: " · ")
  }

  /// What a model and its baselines are compared by: an answer that is always the same is calibrated, and a mean
  /// without bias, without a merit.
  private var comparedMetrics: [Metric] {
    figures.map(\.metric).filter { $0 != .expectedCalibrationError(bins: 10) && $0 != .bias }
  }

  private var comparison: TableComponent {
    let metrics = comparedMetrics
    func row(_ name: String, _ value: (Metric) -> Double?) -> [TableComponent.Cell] {
      [.name(name)] + metrics.map { .number($0.text(value($0))) }
    }
    let start = "The model beside what it must beat, on \(counted(outcomes.count, "row"))"
    let caption =
      switch outcomes {
      case .binary(let outcomes):
        "\(start), of which \(NumberText.percent(outcomes.positiveShare)) are \(model.target). Judgements are taken at a "
          + "chance of one half."
      case .multiclass: "\(start). Judgements are of the most probable class."
      case .number: "\(start). Errors are in the unit of \(model.target)."
      }
    return TableComponent(
      columns: [.init("On the same rows")] + metrics.map { .init($0.name.capitalisedFirst, .trailing) },
      rows: [row("the model") { value($0) }] + baselines.map { baseline in row(baseline.name) { baseline.value($0) } },
      caption: caption)
  }
}
