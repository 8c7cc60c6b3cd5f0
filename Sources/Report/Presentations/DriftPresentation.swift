import Charts
import Engine
import Foundation

extension DriftReport: Presentable {
  public var presentation: Presentation {
    let chart = HeatmapChart(
      title: "\(measure.name.capitalisedFirst) of each column, \(period.shortName) by \(period.shortName)",
      summary: headline, rows: features.map(\.label), columns: windows,
      values: features.map { feature in feature.windows.map { shade($0.values[measure]) } }, levels: levels,
      levelLabels: levelLabels, rowSummaryTitle: "worst",
      rowSummaries: features.map { feature in worst(of: feature).map { measure.text($0.value) } ?? "–" },
      style: .number(decimals: measure.isPValue ? 1 : 2))
    let against =
      referenceRows > 0 ? "against \(counted(referenceRows, "reference row"))" : "against the windows before"
    let unit = measure.isPValue ? " Cells show how many zeros the p-value has behind its point." : ""
    var components: [Component] = [
      .figure(
        Figure(
          chart: chart, caption: "\(headline) \(measure.name.capitalisedFirst) \(against).\(unit)", isNarrow: false))
    ]
    // Said once, beside the measure that comes first.
    for text in measure == .psi ? oddities : [] { components.append(.callout(Callout(kind: .note, text: text))) }
    return Presentation(kind: "drift", headline: headline, components: components, record: self)
  }

  /// What a cell is shaded by: of p-values, the smaller the darker.
  private func shade(_ value: Double?) -> Double? {
    guard measure.isPValue else { return value }
    return value.map { min(20, -log10(max($0, 1e-20))) }
  }

  /// The window in which a column moved most.
  private func worst(of feature: FeatureDrift) -> (value: Double, window: Int)? {
    var worst: (value: Double, window: Int)?
    for (index, window) in feature.windows.enumerated() {
      guard let value = window.values[measure] else { continue }
      if worst.map({ measure.isPValue ? value < $0.value : value > $0.value }) ?? true { worst = (value, index) }
    }
    return worst
  }

  private var headline: String {
    let ranked = features.compactMap { feature in worst(of: feature).map { (feature, $0) } }
      .sorted { measure.isPValue ? $0.1.value < $1.1.value : $0.1.value > $1.1.value }
    guard let (feature, worst) = ranked.first else {
      return "Nothing can be said of any column: no \(period.shortName) has rows enough."
    }
    let calm = measure.isPValue ? 0.01 : 0.02
    guard measure.isPValue ? worst.value < calm : worst.value >= calm else {
      return measure.isPValue
        ? "No column moved: every p-value stayed at \(NumberText.short(calm)) or more."
        : "No column moved: \(measure == .psi ? "every PSI" : "the \(measure.name)") stayed under \(NumberText.short(calm))."
    }
    let runnerUp = ranked.dropFirst().first.map { "; next comes \($0.0.label) with \(measure.text($0.1.value))" }
    return
      "\(feature.label) moved most: its \(measure.name) \(measure.isPValue ? "fell to" : "reached") "
      + "\(measure.text(worst.value)) in \(windows[worst.window])\(runnerUp ?? "")."
  }

  /// What the map does not show: values that are new or gone, columns that cannot be compared.
  private var oddities: [String] {
    var texts: [String] = []
    let strangers = features.flatMap { feature in
      feature.windows.flatMap(\.newCategories).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        .map { "\(feature.feature) \($0)" }
    }
    if !strangers.isEmpty {
      texts.append(
        "Values that the reference does not know: \(listed(Array(strangers.prefix(6))))"
          + (strangers.count > 6 ? " and \(strangers.count - 6) more." : "."))
    }
    let gone = features.flatMap { feature in
      feature.windows.flatMap(\.lostCategories).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        .map { "\(feature.feature) \($0)" }
    }
    if !gone.isEmpty {
      texts.append(
        "Values that did not come in a \(period.shortName) though many were due: \(listed(Array(gone.prefix(6))))"
          + (gone.count > 6 ? " and \(gone.count - 6) more." : "."))
    }
    for feature in features {
      let gaps = feature.windows.compactMap(\.gap)
      if gaps.contains(.absent) {
        texts.append("\(feature.label) is in none of these rows: there is no such column.")
      } else if let gap = gaps.first(where: { if case .otherType = $0 { true } else { false } }) {
        texts.append(
          "\(feature.label) \(gap.text), but \(feature.isCategorical ? "categories" : "numbers") in the reference.")
      }
    }
    let few = windows.indices.filter { index in
      !features.isEmpty
        && features.allSatisfy {
          if case .tooFew(let rows) = $0.windows[index].gap { rows > 0 } else { $0.windows[index].gap != nil }
        }
        && features.contains { if case .tooFew = $0.windows[index].gap { true } else { false } }
    }
    if !few.isEmpty {
      texts.append(
        "Too few rows to say in \(listed(few.prefix(4).map { windows[$0] }))"
          + "\(few.count > 4 ? " and \(few.count - 4) more" : ""): under \(DriftFigures.fewestRows).")
    }
    return texts
  }

  /// Where the shades change: the last one is the limit.
  private var levels: [Double] {
    if measure.isPValue { return [1, 2, 3, 6] }
    let last = limit ?? measure.usualLimit ?? max(1e-9, features.compactMap { worst(of: $0)?.value }.max() ?? 1)
    return last > 0.1 && measure == .psi ? [0.02, 0.05, 0.1, last] : [last / 8, last / 4, last / 2, last]
  }

  /// What the legend calls the shades, the same with and without a limit but for what is to be done beyond it.
  private var levelLabels: [String] {
    if measure.isPValue { return ["over 0.1", "0.1–0.01", "0.01–0.001", "under 0.001", "under 0.000001"] }
    let texts = levels.map(NumberText.short)
    return ["under \(texts[0])"] + zip(texts, texts.dropFirst()).map { "\($0)–\($1)" }
      + ["over \(texts[3])\(limit == nil ? "" : ": act")"]
  }
}

extension FeatureDrift {
  /// The column as a reader is told of it.
  var label: String {
    switch role {
    case .feature, .prediction: feature
    case .target: "\(feature) (target)"
    }
  }
}
