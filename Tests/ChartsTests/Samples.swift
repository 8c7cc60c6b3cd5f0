import Foundation
import Testing

@testable import Charts

/// A chart with a name that serves as its id and as the name of its snapshot.
struct Sample: Sendable, CustomTestStringConvertible {
  let name: String
  let chart: any Chart

  var testDescription: String { name }

  /// Charts of ordinary data: the figures of a monitoring report.
  static let ordinary: [Sample] = [
    .init(name: "bars", chart: bars), .init(name: "bars-with-negatives", chart: barsWithNegatives),
    .init(name: "roc", chart: roc), .init(name: "learning-curve", chart: learningCurve),
    .init(name: "curve-with-cases", chart: curveWithCases), .init(name: "trials", chart: trials),
    .init(name: "paired-bars", chart: pairedBars), .init(name: "residuals", chart: residuals),
    .init(name: "calibration", chart: calibration),
    .init(name: "slices", chart: slices),
    .init(name: "timeline-with-band", chart: timelineWithBand), .init(name: "timeline-plain", chart: timelinePlain),
    .init(name: "timeline-with-usual-range", chart: timelineWithUsualRange),
    .init(name: "timeline-with-gaps", chart: timelineWithGaps), .init(name: "heatmap", chart: heatmap),
    .init(name: "bullet-met", chart: bullet(0.901, goal: 0.85, isMet: true)),
    .init(name: "bullet-missed", chart: bullet(0.62, goal: 0.85, isMet: false)),
    .init(name: "spark-number", chart: Sparkline(title: "distance", counts: bell(60), isCategorical: false)),
    .init(name: "spark-category", chart: Sparkline(title: "origin", counts: [120, 112, 104], isCategorical: true)),
    .init(name: "histogram", chart: histogram), .init(name: "histogram-overlaid", chart: histogramOverlaid),
    .init(name: "histogram-of-ratios", chart: histogramOfRatios),
    .init(name: "histogram-of-days", chart: histogramOfDays),
    .init(name: "lines-by-size", chart: linesBySize), .init(name: "lines-by-date", chart: linesByDate),
    .init(name: "ribbon", chart: ribbon), .init(name: "stacked-shares", chart: stackedShares),
    .init(name: "stacked-amounts", chart: stackedAmounts), .init(name: "beeswarm", chart: beeswarm),
    .init(name: "small-multiples", chart: smallMultiples),
    .init(name: "timeline-with-events", chart: timelineWithEvents),
    .init(name: "timeline-of-a-year", chart: timelineOfAYear),
    .init(name: "confusion-binary", chart: confusionBinary), .init(name: "confusion-many", chart: confusionMany),
  ]

  // MARK: Shares and curves

  static let bars = BarChart(
    title: "What the model looks at", summary: "Departure delay is 92% of the gain.",
    bars: [
      .init(label: "dep_delay", value: 0.921, isEmphasised: true), .init(label: "dest", value: 0.033),
      .init(label: "sched_dep_time", value: 0.021), .init(label: "carrier", value: 0.013),
      .init(label: "distance", value: 0.008), .init(label: "origin", value: 0.003), .init(label: "hour", value: 0.0003),
    ], style: .percent(decimals: 1))

  static let barsWithNegatives = BarChart(
    title: "Why this flight", summary: "The delay at departure speaks for late, the short way against it.",
    bars: [
      .init(label: "dep_delay = 22", value: 1.84), .init(label: "dest = ORD", value: 0.31),
      .init(label: "hour = 17", value: 0.12), .init(label: "origin = JFK", value: -0.08),
      .init(label: "distance = 733", value: -0.47),
    ], style: .number(decimals: 2), width: 720)

  static let roc = CurveChart(
    title: "ROC curve", summary: "The area under the curve is 0.901.",
    points: (0...4000).map { step in
      let x = pow(Double(step) / 4000, 2)
      return .init(x: x, y: pow(x, 0.125))
    },
    xTitle: "share of on-time flights flagged", yTitle: "share of late flights flagged", reference: .diagonal,
    isFilled: true)

  static let learningCurve = CurveChart(
    title: "Log loss by trees", summary: "Nothing is gained after 150 trees.",
    points: (1...200).map { .init(x: Double($0), y: 0.27 + 0.26 * exp(-Double($0) / 30)) },
    xTitle: "trees", yTitle: "log loss", reference: .level(0.534), yStyle: .number(decimals: 2))

  private static func rising(from start: Double) -> [CurveChart.Point] {
    (0..<20).map { step in
      let y = 1 / (1 + exp(start - Double(step) / 2))
      return CurveChart.Point(x: Double(step) * 8 - 10, y: y)
    }
  }

  static let curveWithCases = CurveChart(
    title: "What hangs on dep_delay", summary: "Late departures land late.", points: rising(from: 3),
    cases: (0..<12).map { rising(from: 3 + Double($0 % 5 - 2) / 2) }, xTitle: "dep_delay",
    yTitle: "mean prediction of late", xStyle: .number(decimals: 0))

  static let trials = TrialChart(
    title: "Trials", summary: "The best of thirty trials has a log loss of 0.273.",
    trials: (0..<30).map { trial in
      let wave = pow(sin(Double(trial) * 2.3), 2)
      let value = 0.273 + 0.03 * wave * exp(-Double(trial) / 20)
      return TrialChart.Trial(value: value, isBest: trial == 15, isPartial: trial < 4)
    }, isBetterHigher: false, yTitle: "log loss")

  static let pairedBars = PairedBarChart(
    title: "Carriers, before and now", summary: "9E flies more often from here than before.",
    labels: ["UA", "B6", "EV", "DL", "9E", "11 others"],
    reference: .init(name: "reference", counts: [28_000, 26_000, 25_000, 23_000, 7000, 52_000]),
    current: .init(name: "2013-W40", counts: [1100, 950, 990, 900, 760, 1600]))

  static let residuals = ResidualChart(
    title: "Residuals", summary: "Large predictions are too low.",
    groups: (0..<10).map { group in
      let size = Double(group * group) * 4
      return .init(predicted: size + 5, mean: size / 12 - 1, low: -size / 4 - 6, high: size / 3 + 6)
    }, xTitle: "predicted rentals", yTitle: "rentals less their prediction")

  static let calibration = CalibrationChart(
    title: "Calibration", summary: "The chances can be taken at their word.",
    bins: zip([120_000, 20_000, 7000, 4000, 2600, 2200, 2000, 2100, 2500, 16_000], 0...).map { count, index in
      let predicted = index == 9 ? 0.99 : 0.05 + 0.1 * Double(index)
      let actual = predicted - 0.3 * (predicted - 0.05) * (1 - predicted)
      let half = 1.96 * (actual * (1 - actual) / Double(count) * 9).squareRoot()
      return .init(predicted: predicted, actual: actual, low: actual - half, high: actual + half, count: count)
    }, xTitle: "predicted chance of being late", yTitle: "share that was late")

  static let slices = SliceChart(
    title: "Where the model fails", summary: "Each dot is a group of flights.", averageLabel: "average",
    rows: [
      .init(
        label: "left 17–45 min late", ratio: 2.54, low: 2.5, high: 2.58, share: 0.1, errorShare: 0.253,
        isEmphasised: true),
      .init(
        label: "left 6–16 min late", ratio: 2.2, low: 2.15, high: 2.25, share: 0.094, errorShare: 0.208,
        isEmphasised: true),
      .init(
        label: "from EWR · left 17–45 min late", ratio: 2.44, low: 2.38, high: 2.5, share: 0.039, errorShare: 0.094,
        isEmphasised: true),
      .init(
        label: "from JFK · left 17–45 min late", ratio: 2.63, low: 2.56, high: 2.7, share: 0.033, errorShare: 0.085,
        isEmphasised: true),
      .init(label: "over 2,000 mi", ratio: 1.3, low: 1.26, high: 1.33, share: 0.163, errorShare: 0.211),
      .init(label: "departs 17–19", ratio: 1.22, low: 1.19, high: 1.25, share: 0.196, errorShare: 0.238),
      .init(label: "from JFK", ratio: 1.07, low: 1.04, high: 1.09, share: 0.33, errorShare: 0.352),
      .init(label: "departs 13–16", ratio: 1.1, low: 1.08, high: 1.13, share: 0.262, errorShare: 0.288),
    ], shareTitle: "of flights", errorShareTitle: "of all error")

  // MARK: Weeks

  static let weeks = (27...52).map { "2013-W\($0)" }

  static let auc = [
    0.916, 0.928, 0.915, 0.916, 0.896, 0.894, 0.871, 0.897, 0.926, 0.952, 0.9, 0.922, 0.921, 0.927, 0.94, 0.896, 0.861,
    0.852, 0.879, 0.877, 0.875, 0.896, 0.855, 0.861, 0.889, 0.925,
  ]

  static let timelineWithBand = TimelineChart(
    title: "ROC AUC by week", summary: "Above its goal in all 26 weeks, lowest 0.852.", steps: weeks,
    series: [
      .init(
        name: "ROC AUC", values: auc, low: auc.map { $0 - 0.012 }, high: auc.map { min(0.955, $0 + 0.011) },
        alerts: [6, 16, 17, 20, 22, 23])
    ], thresholds: [.init(label: "goal 0.85", value: 0.85)], style: .number(decimals: 3))

  static let timelineWithUsualRange = TimelineChart(
    title: "ROC AUC by week", summary: "Below what is usual in 7 of 26 weeks.", steps: weeks,
    series: [
      .init(name: "ROC AUC", values: auc, low: auc.map { $0 - 0.012 }, high: auc.map { min(0.955, $0 + 0.011) })
    ],
    thresholds: [.init(label: "limit 0.85", value: 0.85)],
    usual: .init(
      label: "usual", low: weeks.indices.map { $0 % 4 == 1 ? 0.861 : 0.878 }, high: weeks.map { _ in 0.935 }),
    style: .number(decimals: 3))

  static let timelinePlain = TimelineChart(
    title: "Late flights, real and predicted", summary: "Share by week.", steps: weeks,
    series: [
      .init(
        name: "late",
        values: [
          0.313, 0.368, 0.258, 0.377, 0.258, 0.318, 0.244, 0.165, 0.168, 0.122, 0.208, 0.119, 0.096, 0.1, 0.234, 0.156,
          0.172, 0.165, 0.162, 0.165, 0.188, 0.179, 0.321, 0.395, 0.374, 0.259,
        ]),
      .init(
        name: "predicted late",
        values: [
          0.312, 0.368, 0.267, 0.331, 0.253, 0.275, 0.23, 0.209, 0.219, 0.176, 0.209, 0.168, 0.144, 0.15, 0.267, 0.165,
          0.161, 0.157, 0.16, 0.176, 0.185, 0.198, 0.257, 0.294, 0.343, 0.278,
        ], role: .comparison),
    ], style: .percent(decimals: 1), includesZero: true)

  static let timelineWithGaps = TimelineChart(
    title: "Champion and challenger", summary: "The challenger was measured in some weeks only.",
    steps: Array(weeks.prefix(12)),
    series: [
      .init(
        name: "challenger", values: [0.91, nil, 0.92, 0.93, nil, nil, 0.9, nil, 0.91, 0.92, 0.93, 0.91],
        low: [0.9, nil, 0.91, 0.92, nil, nil, 0.88, nil, 0.9, 0.91, 0.92, 0.9],
        high: [0.92, nil, 0.93, 0.94, nil, nil, 0.92, nil, 0.92, 0.93, 0.94, 0.92]),
      .init(
        name: "champion", values: [0.89, 0.9, nil, 0.9, nil, 0.88, 0.89, 0.9, 0.9, 0.9, 0.91, 0.905], role: .comparison),
    ], thresholds: [.init(label: "goal", value: 0.9), .init(label: "contract", value: 0.87)],
    style: .number(decimals: 2))

  /// Eleven features over 26 weeks, most of them calm.
  static let heatmap = HeatmapChart(
    title: "Drift of each feature, week by week", summary: "One feature moved: dep_delay, in 2013-W51.",
    rows: [
      "sched_dep_time", "dep_delay", "distance", "hour", "carrier", "origin", "dest", "month", "weekday", "tail_age",
      "wind_speed",
    ], columns: weeks,
    values: (0..<11).map { row in
      (0..<26).map { column in
        if row == 9, column < 8 { return nil }
        let calm = 0.004 + 0.001 * Double((row * 7 + column * 5) % 11)
        return switch row {
        case 1: 0.14 + 0.13 * sin(Double(column) * 2.3)
        case 6: 0.045 + 0.001 * Double(column)
        case 10 where column > 18: 0.03 * Double(column - 17)
        default: calm
        }
      }
    }, levels: [0.02, 0.05, 0.1, 0.2], levelLabels: ["under 0.02", "0.05", "0.1", "0.2", "over 0.2: act"],
    rowSummaryTitle: "worst",
    rowSummaries: ["0.01", "0.27", "0.01", "0.01", "0.01", "0.01", "0.07", "0.01", "0.01", "0.01", "0.24"],
    style: .number(decimals: 3))

  // MARK: Tables and distributions

  static func bullet(_ value: Double, goal: Double, isMet: Bool) -> BulletChart {
    BulletChart(
      title: "ROC AUC", summary: "Measured \(value), goal \(goal).", value: value, goal: goal, range: 0.5...1,
      isMet: isMet)
  }

  static func bell(_ bins: Int, shift: Double = 0) -> [Double] {
    (0..<bins).map { index in
      let z = (Double(index) + 0.5) / Double(bins) * 6 - 3 - shift
      return (10_000 * exp(-z * z / 2)).rounded()
    }
  }

  static let histogram = HistogramChart(
    title: "Distance", summary: "Most flights are under 1,500 miles.", edges: (0...24).map { Double($0) * 200 },
    series: [.init(name: "flights", counts: bell(24, shift: -1))], xTitle: "miles", style: .number(decimals: 0))

  static let histogramOverlaid = HistogramChart(
    title: "Delay at departure, then and now", summary: "Delays moved up by a quarter of an hour.",
    edges: [-Double.infinity] + (-8...20).map { Double($0) * 5 } + [.infinity],
    series: [
      .init(name: "January to June", counts: bell(30)), .init(name: "week 51", counts: bell(30, shift: 0.8)),
    ], xTitle: "minutes", style: .number(decimals: 0))

  static let confusionBinary = ConfusionChart(
    title: "Late or not", summary: "65% of late flights are found.", classes: ["on time", "late"],
    counts: [[124_500, 3400], [13_400, 25_300]])

  static let confusionMany = ConfusionChart(
    title: "Kinds of damage", summary: "Cracks are taken for scratches.",
    classes: ["crack", "scratch", "dent", "stain", "hole", "none"],
    counts: [
      [310, 120, 4, 0, 12, 30], [42, 890, 11, 3, 0, 60], [3, 8, 240, 0, 9, 15], [0, 4, 0, 130, 0, 22],
      [9, 0, 14, 0, 88, 2], [12, 31, 9, 14, 1, 4210],
    ])

  static let histogramOfRatios = HistogramChart(
    title: "Latency", summary: "One request in a hundred takes over 100 ms.",
    edges: (0...30).map { pow(10, Double($0) / 10) }, series: [.init(name: "requests", counts: bell(30, shift: -0.5))],
    xTitle: "milliseconds", style: .compact, axis: .logarithmic)

  static let histogramOfDays = HistogramChart(
    title: "Orders", summary: "Most orders came in December.",
    edges: (0...24).map { 1_357_000_000 + Double($0) * 1_314_900 },
    series: [.init(name: "orders", counts: (1...24).map { Double($0 * $0) })], xTitle: "day of the order",
    style: .compact, axis: .dates)

  static let linesBySize = LineChart(
    title: "Learning curve", summary: "More rows would still help.",
    series: [
      .init(
        name: "on new rows",
        points: (0..<8).map { (step: Int) -> LineChart.Point in
          let y: Double = 0.32 + 0.2 * pow(0.6, Double(step))
          return LineChart.Point(x: 500 * pow(2, Double(step)), y: y, low: y - 0.01, high: y + 0.012)
        }),
      .init(
        name: "on its own rows",
        points: (0..<8).map { (step: Int) -> LineChart.Point in
          let y: Double = 0.3 - 0.12 * pow(0.7, Double(step))
          return LineChart.Point(x: 500 * pow(2, Double(step)), y: y)
        },
        isComparison: true),
    ], xTitle: "training rows", yTitle: "log loss", xAxis: .logarithmic, yStyle: .number(decimals: 2),
    thresholds: [.init(label: "goal 0.3", value: 0.3)])

  static let linesByDate = LineChart(
    title: "Rides", summary: "Rides halve in winter.",
    series: (0..<4).map { kind in
      LineChart.Series(
        name: ["members", "guests", "staff", "others"][kind],
        points: (0..<365).map { (day: Int) -> LineChart.Point in
          let season: Double = 1.2 - cos((Double(day) - 20) / 58)
          let second: Double = 1_356_998_400 + Double(day) * 86_400
          return LineChart.Point(x: second, y: 1000 * season / Double(kind + 1))
        })
    }, xTitle: "", yTitle: "rides a day", xAxis: .dates, events: [.init(at: 1_370_000_000, "new stations")])

  static let ribbon = RibbonChart(
    title: "Delay at departure, by week", summary: "The upper half of delays fell in autumn.", steps: weeks,
    quantiles: weeks.indices.map { (week: Int) -> [Double]? in
      let spread: Double = 1 + 0.8 * cos(Double(week) / 4)
      return week == 11 ? nil : [-8.0, -5.0, -2.0 + spread, 4.0 + 8.0 * spread, 30.0 + 40.0 * spread]
    }, reference: [-8, -5, -1, 12, 70], style: .number(decimals: 0),
    events: [.init(at: 6, "new timetable"), .init(at: 17, "model deployed")])

  private static let carriers = ["UA", "B6", "EV", "DL", "AA", "MQ", "US", "9E"]

  static let stackedShares = StackedBarChart(
    title: "Carriers by week", summary: "EV gives way to UA.", steps: weeks,
    parts: carriers.indices.map { place in
      .init(
        name: carriers[place],
        values: weeks.indices.map { (week: Int) -> Double in
          let base: Double = 1000.0 / Double(place + 1)
          if place == 0 { return base + Double(week) * 20 }
          return place == 2 ? max(0, base - Double(week) * 14) : base
        })
    })

  static let stackedAmounts = StackedBarChart(
    title: "Labels by month", summary: "Most labels came in March.", steps: ["2013-01", "2013-02", "2013-03"],
    parts: [.init(name: "crack", values: [120, 240, 800]), .init(name: "none", values: [900, 800, 2100])],
    areShares: false)

  static let beeswarm = BeeswarmChart(
    title: "What the features add", summary: "Late departures speak for late arrivals.",
    features: ["dep_delay", "distance", "hour", "carrier", "dest"].enumerated().map {
      (place: Int, label: String) -> BeeswarmChart.Feature in
      let width: Double = 2.4 / Double(place + 1)
      let counts = bell(40)
      let bins = (0..<40).map { (bin: Int) -> BeeswarmChart.Bin in
        let z: Double = (Double(bin) + 0.5) * 0.15 - 3
        return BeeswarmChart.Bin(
          contribution: z * width, count: counts[bin], level: place > 2 ? nil : Double(bin) / 39)
      }
      return BeeswarmChart.Feature(label: label, bins: bins, text: "0.\(84 - place * 15)")
    }, xTitle: "added to the score", style: .number(decimals: 1))

  static let smallMultiples = SmallMultiplesChart(
    title: "ROC AUC by carrier and week", summary: "EV falls, the others hold.", steps: weeks,
    panels: carriers.prefix(6).enumerated().map { (place: Int, carrier: String) -> SmallMultiplesChart.Panel in
      let values = auc.enumerated().map { (week: Int, value: Double) -> Double in
        value - 0.004 * Double(place == 2 ? week : place)
      }
      return SmallMultiplesChart.Panel(
        title: carrier, values: values, low: values.map { $0 - 0.02 }, high: values.map { $0 + 0.02 }, reference: 0.9,
        alerts: place == 2 ? [20, 24] : [])
    }, style: .number(decimals: 2))

  static let timelineWithEvents: TimelineChart = {
    var chart = timelineWithBand
    chart.events = [.init(at: 4, "version 2 deployed"), .init(at: 5, "hidden"), .init(at: 24, "retrained on October")]
    return chart
  }()

  private static func share(_ day: Int) -> Double? {
    let season: Double = sin(Double(day) / 30) / 10
    let noise: Double = sin(Double(day) * 0.9) / 20
    return 0.2 + season + noise
  }

  static let timelineOfAYear = TimelineChart(
    title: "Late flights a day", summary: "Summer and December are late.",
    steps: (0..<365).map { CivilDate(secondsSince1970: 1_356_998_400 + Double($0) * 86_400).text },
    series: [
      .init(name: "late", values: (0..<365).map(share))
    ],
    thresholds: [.init(label: "limit 0.35", value: 0.35)], style: .percent(decimals: 0))
}
