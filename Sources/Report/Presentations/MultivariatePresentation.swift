import Charts
import Engine

extension MultivariateDrift: Presentable {
  public var presentation: Presentation {
    let told = TimelineChart(
      title: "How well a model tells each \(period.shortName) from the reference", summary: headline, steps: windows,
      series: [
        .init(
          name: "told apart", values: separability.map { $0?.value }, low: separability.map { $0?.interval?.low },
          high: separability.map { $0?.interval?.high },
          alerts: Set(separability.indices.filter { (separability[$0]?.value ?? 0) > Self.limit }))
      ],
      thresholds: [
        .init(label: "not at all", value: 0.5), .init(label: "plainly", value: Self.limit),
      ], style: .number(decimals: 2))
    let rebuilt = TimelineChart(
      title: "How far rows lie from what the reference's components say", summary: headline, steps: windows,
      series: [
        .init(
          name: "distance", values: reconstruction,
          alerts: Set(reconstruction.indices.filter { reconstruction[$0].map(isUnusual) ?? false }))
      ],
      thresholds: usualReconstruction.map { usual in
        [.init(label: "usual, at most", value: usual.high), .init(label: "at least", value: usual.low)]
      } ?? [], style: .number(decimals: 2))
    let unusual = reconstruction.compactMap(\.self).count(where: isUnusual)
    let explained =
      "\(counted(components, "component")) \(components == 1 ? "holds" : "hold") "
      + "\(NumberText.percent(explainedShare, decimals: 0)) of the reference's variance; 1 is its own distance."
      + (usualReconstruction == nil
        ? ""
        : " \(NumberText.whole(unusual)) of \(counted(reconstruction.compactMap(\.self).count, period.shortName)) lie outside of what is usual.")
    return Presentation(
      kind: "multivariate", headline: headline,
      components: [
        .figure(Figure(chart: told, caption: "\(headline) The band is the 95% interval.", isNarrow: false)),
        .figure(Figure(chart: rebuilt, caption: explained, isNarrow: false)),
      ] + Component.leftOut(uncompared), record: self)
  }

  private func isUnusual(_ value: Double) -> Bool {
    usualReconstruction.map { value < $0.low || value > $0.high } ?? false
  }

  private var headline: String {
    let known = zip(windows, separability).compactMap { window, value in
      value?.value.map { (window: window, value: $0) }
    }
    guard let best = known.max(by: { $0.value < $1.value }) else {
      return "No \(period.shortName) has rows enough to tell it from the reference."
    }
    guard best.value > Self.limit else {
      return
        "Taken together, the features of no \(period.shortName) are plainly others than the reference's: at most "
        + "\(NumberText.decimal(best.value, decimals: 2)) in \(best.window), where 0.5 is no difference."
    }
    let apart = known.count { $0.value > Self.limit }
    let by = reasons.prefix(2).filter { $0.share > 0.1 }.map(\.feature)
    return
      "\(apart == known.count ? "Every" : "\(NumberText.whole(apart)) of") \(apart == known.count ? period.shortName : counted(known.count, period.shortName)) "
      + "can plainly be told from the reference, best \(best.window) (\(NumberText.decimal(best.value, decimals: 2)))"
      + (by.isEmpty ? "." : ", by \(listed(by)).")
  }
}

extension Component {
  /// What is said of features that cannot be compared; nothing where all can.
  static func leftOut(_ uncompared: [String]) -> [Component] {
    guard !uncompared.isEmpty else { return [] }
    return [
      .callout(Callout(kind: .warning, text: "Left out, since it cannot be compared: \(listed(uncompared))."))
    ]
  }
}
