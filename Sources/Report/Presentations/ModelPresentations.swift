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
