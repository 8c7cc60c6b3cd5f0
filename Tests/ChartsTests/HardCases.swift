import Foundation

@testable import Charts

extension Sample {
  /// Texts that are trouble to draw or to write down.
  static let hardTexts = [
    "", "<script>alert(\"x\")</script>", "a & b 'c' \"d\" <e>", String(repeating: "long label ", count: 46),
    String(repeating: "<", count: 500), "بيانات الرحلات المتأخرة", "遅延した便の割合と到着時刻の予測モデル一覧表",
    "tab\tnull\u{0}bell\u{7}line\nend\u{FFFE}",
    "e" + String(repeating: "\u{301}", count: 5000), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
  ]

  /// Numbers that are trouble to place.
  static let hardNumbers: [(name: String, values: [Double])] = [
    ("nothing", []), ("one", [0.4]), ("equal", [3, 3, 3, 3]), ("zero", [0, 0, 0]), ("negative", [-5, -1, -3, -0.1]),
    ("mixed", [-5, 2, 0, 8]), ("huge", [1e300, -1e300, 5e299]), ("largest", [.greatestFiniteMagnitude, 1, 2]),
    ("tiny", [1e-300, 3e-300, 2e-300]), ("subnormal", [.leastNonzeroMagnitude, .leastNormalMagnitude]),
    ("near", [1e15, 1e15 + 1, 1e15 + 2]),
    ("broken", [.nan, 1, .infinity, 0.5, -.infinity, 2]), ("only broken", [.nan, .infinity]),
    ("sixty", (0..<60).map { Double($0 * 37 % 61) }), ("many", (0..<20_000).map { sin(Double($0) * 12.9898) }),
  ]

  /// Every kind of chart with every kind of trouble.
  static let hard: [Sample] = {
    var samples: [Sample] = []
    for (name, values) in hardNumbers {
      let labels = values.indices.map { "step \($0)" }
      samples += every(name, values: values, labels: labels, title: "Trouble: \(name)")
    }
    for (index, text) in hardTexts.enumerated() {
      let values = (0..<60).map { Double(($0 * 7) % 13) / 13 }
      samples += every(
        "text \(index)", values: values, labels: Array(repeating: text, count: 60), title: text)
      samples += every("text \(index) alone", values: [0.5], labels: [text], title: text)
    }
    return samples
  }()

  private static func every(_ name: String, values: [Double], labels: [String], title: String) -> [Sample] {
    let optional = values.enumerated().map { $0.offset.isMultiple(of: 5) ? nil : $0.element }
    let label = labels.first ?? "label"
    let charts: [(String, any Chart)] = [
      (
        "bars",
        BarChart(
          title: title, summary: title, bars: zip(labels, values).map { .init(label: $0, value: $1, text: label) },
          style: .compact)
      ),
      (
        "curve",
        CurveChart(
          title: title, summary: title, points: zip(values, values.reversed()).map { .init(x: $0, y: $1) },
          cases: [values.map { .init(x: $0, y: $0) }], xTitle: label, yTitle: label,
          reference: .level(values.last ?? .nan), isFilled: true)
      ),
      (
        "trials",
        TrialChart(
          title: title, summary: title,
          trials: values.enumerated().map {
            .init(value: $1, isBest: $0 == 1, isPartial: $0.isMultiple(of: 3))
          }, isBetterHigher: values.count.isMultiple(of: 2), yTitle: label)
      ),
      (
        "paired-bars",
        PairedBarChart(
          title: title, summary: title, labels: values.map { _ in label },
          reference: .init(name: label, counts: values), current: .init(name: label, counts: values.reversed()))
      ),
      (
        "residuals",
        ResidualChart(
          title: title, summary: title,
          groups: values.map { .init(predicted: $0, mean: -$0, low: $0 - 1, high: $0 + 1) }, xTitle: label,
          yTitle: label)
      ),
      (
        "calibration",
        CalibrationChart(
          title: title, summary: title,
          bins: values.map { .init(predicted: $0, actual: $0, low: $0 - 1, high: $0 + 1, count: Int.max) },
          xTitle: label, yTitle: label)
      ),
      (
        "slices",
        SliceChart(
          title: title, summary: title, averageLabel: label,
          rows: zip(labels, values).map {
            .init(label: $0, ratio: $1, low: $1 - 1, high: $1 + 1, share: $1, errorShare: $1, isEmphasised: $1 > 0)
          }, shareTitle: label, errorShareTitle: label)
      ),
      (
        "timeline",
        TimelineChart(
          title: title, summary: title, steps: labels,
          series: [
            .init(name: label, values: optional, low: optional, high: values, alerts: Set(values.indices)),
            .init(name: label, values: values, role: .comparison),
            .init(name: label, values: optional.reversed(), role: .comparison),
          ], thresholds: values.prefix(3).map { .init(label: label, value: $0) },
          usual: .init(label: label, low: values, high: values.reversed()),
          style: .percent(decimals: 1))
      ),
      (
        "heatmap",
        HeatmapChart(
          title: title, summary: title, rows: Array(labels.prefix(50)), columns: labels,
          values: labels.prefix(50).indices.map { row in row == 0 ? values : optional },
          levels: Array(values.prefix(4)),
          levelLabels: labels, rowSummaryTitle: label, rowSummaries: labels, style: .number(decimals: 3))
      ),
      (
        "bullet",
        BulletChart(
          title: title, summary: title, value: values.first ?? .nan, goal: values.last ?? .nan,
          range: 0...(values.first.map { $0 > 0 ? $0 : 1 } ?? .infinity), isMet: false)
      ),
      ("spark", Sparkline(title: title, counts: values, isCategorical: false)),
      ("categories", Sparkline(title: title, counts: values, isCategorical: true)),
      (
        "histogram",
        HistogramChart(
          title: title, summary: title, edges: values.sorted { $0 < $1 },
          series: [.init(name: label, counts: values), .init(name: label, counts: values.reversed())], xTitle: label,
          style: .number(decimals: 0))
      ),
      (
        "bins",
        HistogramChart(
          title: title, summary: title, edges: (0...values.count).map(Double.init),
          series: [.init(name: label, counts: values)], xTitle: label, style: .number(decimals: 0))
      ),
      (
        "confusion",
        ConfusionChart(
          title: title, summary: title, classes: Array(labels.prefix(60)),
          counts: values.prefix(60).enumerated().map { row, value in
            values.prefix(60).indices.map { $0 == row ? Int.max : Int(exactly: value) ?? -1 }
          })
      ),
    ]
    let all = charts + later(values: values, optional: optional, labels: labels, label: label, title: title)
    return all.map { Sample(name: "\($0.0), \(name)", chart: $0.1) }
  }

  private static func later(
    values: [Double], optional: [Double?], labels: [String], label: String, title: String
  ) -> [(String, any Chart)] {
    let kinds: [AxisKind] = [.linear, .logarithmic, .dates]
    var charts: [(String, any Chart)] = kinds.map { kind in
      (
        "lines \(kind)",
        LineChart(
          title: title, summary: title,
          series: [
            .init(
              name: label,
              points: zip(values.indices, values).map { .init(x: Double($0), y: $1, low: $1 - 1, high: $1 + 1) }),
            .init(name: label, points: values.map { .init(x: $0, y: $0) }, isComparison: true),
            .init(name: label, points: values.map { .init(x: $0, y: 3) }),
          ], xTitle: label, yTitle: label, xAxis: kind, yAxis: kind == .logarithmic ? .logarithmic : .linear,
          thresholds: [.init(label: label, value: values.first ?? .nan)],
          events: values.map { ChartEvent(at: $0, label) })
      )
    }
    charts += [
      (
        "ribbon",
        RibbonChart(
          title: title, summary: title, steps: labels,
          quantiles: optional.map { $0.map { [$0 - 2, $0 - 1, $0, $0 + 1, $0 + 2] } },
          reference: values.first.map { [$0, $0, $0, $0, $0] }, style: .compact,
          events: values.indices.map { ChartEvent(at: $0, label) })
      ),
      (
        "stacked",
        StackedBarChart(
          title: title, summary: title, steps: labels,
          parts: (0..<8).map { part in .init(name: "\(label)\(part)", values: values.map { $0 * Double(part) }) })
      ),
      (
        "amounts",
        StackedBarChart(
          title: title, summary: title, steps: labels,
          parts: [.init(name: label, values: values), .init(name: label, values: [])], areShares: false)
      ),
      (
        "beeswarm",
        BeeswarmChart(
          title: title, summary: title,
          features: labels.prefix(20).map { label in
            .init(
              label: label,
              bins: values.map { .init(contribution: $0, count: $0.magnitude, level: $0 > 0 ? $0 : nil) }, text: label)
          }, xTitle: label, style: .compact)
      ),
      (
        "multiples",
        SmallMultiplesChart(
          title: title, summary: title, steps: labels,
          panels: (0..<15).map { panel in
            .init(
              title: label, values: optional, low: optional, high: values, reference: values.last,
              alerts: Set(values.indices.prefix(panel)))
          }, isShared: values.count.isMultiple(of: 2), style: .compact)
      ),
      (
        "days",
        HistogramChart(
          title: title, summary: title, edges: values.sorted { $0 < $1 },
          series: [.init(name: label, counts: values)], xTitle: label, style: .compact, axis: .dates)
      ),
      (
        "ratios",
        HistogramChart(
          title: title, summary: title, edges: values.sorted { $0 < $1 },
          series: [.init(name: label, counts: values), .init(name: label, counts: values)], xTitle: label,
          style: .compact, axis: .logarithmic)
      ),
    ]
    return charts
  }
}
