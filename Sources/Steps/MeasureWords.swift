import Engine
import Interpreter

/// What goals are about: metrics of a model, the drift of its features, the latency of its answers.
extension Registry {
  mutating func addMeasureWords() {
    for name in ["rocAUC", "averagePrecision", "logLoss", "brier", "calibrationError"] {
      guard let metric = MetricWords.unthresholded[name] else { continue }
      member(
        name, Measure.metric(metric), metric.meaning, details: MetricWords.details(of: metric),
        example: Self.rankingExample)
    }
    for name in MetricWords.thresholded {
      word(
        .staticMember(of: "Measure"), name, [MetricWords.threshold], gives: .of(Measure.self),
        "the \(MetricWords.title(ofThresholded: name)) of judgements at a threshold",
        details: MetricWords.details(ofThresholded: name), example: Self.judgementExample
      ) { call in .object(Measure.metric(MetricWords.metric(name, at: try call.double("threshold")))) }
    }
    addClassMeasures()
    addNumberMeasures()
    addStabilityMeasures()
  }

  private mutating func addClassMeasures() {
    let example = """
      let aboutKinds = [
        Goal(.f1(averaging: .macro), atLeast: 0.7),
        Goal(.precision(averaging: .weighted), atLeast: 0.8),
        Goal(.recall(averaging: .micro), atLeast: 0.8),
        Goal(.topAccuracy(2), atLeast: 0.95),
      ]
      note("\\(aboutKinds.count) goals ask for the right one of several classes.")
      """
    for figure in Metric.ClassFigure.allCases {
      word(
        .staticMember(of: "Measure"), figure.rawValue,
        [MetricWords.averaging], gives: .of(Measure.self), "the \(figure.name) of several classes, averaged",
        details: MetricWords.details(of: .averaged(figure, .macro)), example: example
      ) { call in .object(Measure.metric(.averaged(figure, try call.object("averaging")))) }
    }
    word(
      .staticMember(of: "Measure"), "topAccuracy", [MetricWords.most], gives: .of(Measure.self),
      "the share of rows whose class is among the most probable ones",
      details: MetricWords.details(of: .topAccuracy(1)), example: example
    ) { call in .object(Measure.topAccuracy(try call.int("most"))) }
    let averagings: [(name: String, value: ClassOutcomes.Averaging, summary: String)] = [
      ("macro", .macro, "every class counts for the same, however rare"),
      ("micro", .micro, "every row counts for the same: counts of all classes are summed first"),
      ("weighted", .weighted, "every class counts by its rows"),
    ]
    for (name, value, summary) in averagings {
      member(name, value, summary, details: "How the figures of several classes become one.", example: example)
    }
  }

  private mutating func addNumberMeasures() {
    let example = """
      let aboutNumbers = [
        Goal(.meanAbsoluteError, atMost: 12.0), Goal(.rSquared, atLeast: 0.6),
        Goal(.pinballLoss(quantile: 0.9), atMost: 3.0),
      ]
      note("\\(aboutNumbers.count) goals ask for numbers that come near.")
      """
    for (name, metric) in MetricWords.ofNumbers {
      member(
        name, Measure.metric(metric), metric.meaning,
        details: MetricWords.details(of: metric) + " Of models that predict numbers.", example: example)
    }
    word(
      .staticMember(of: "Measure"), "pinballLoss", [MetricWords.quantile], gives: .of(Measure.self),
      Metric.pinballLoss(quantile: 0.5).meaning,
      details: MetricWords.details(of: .pinballLoss(quantile: 0.5)) + " Of models that predict numbers.",
      example: example
    ) { call in .object(Measure.pinballLoss(quantile: try call.double("quantile"))) }
  }

  private static let rankingExample = """
    let aboutChances = [
      Goal(.rocAUC, atLeast: 0.8), Goal(.averagePrecision, atLeast: 0.6),
      Goal(.logLoss, atMost: 0.4), Goal(.brier, atMost: 0.15),
      Goal(.calibrationError, atMost: 0.05),
    ]
    note("\\(aboutChances.count) goals ask for chances that can be relied on.")
    """

  private static let judgementExample = """
    let aboutWarnings = [
      Goal(.accuracy(), atLeast: 0.8), Goal(.f1(threshold: 0.5), atLeast: 0.6),
      Goal(.precision(threshold: 0.7), atLeast: 0.85),
      Goal(.recall(threshold: 0.5), atLeast: 0.5),
      Goal(.specificity(), atLeast: 0.8), Goal(.balancedAccuracy(), atLeast: 0.7),
      Goal(.matthewsCorrelation(), atLeast: 0.5), Goal(.cohenKappa(), atLeast: 0.5),
    ]
    note("\\(aboutWarnings.count) goals ask for warnings that are right.")
    """

  private mutating func addStabilityMeasures() {
    let example = """
      let aboutInputs = [
        Goal(.drift(.psi), atMost: 0.2),
        Goal(.drift(.kolmogorovSmirnov), atMost: 0.3),
      ]
      note("\\(aboutInputs.count) goals ask for inputs that stay as they were.")
      """
    word(
      .staticMember(of: "Measure"), "drift",
      [Parameter(unlabelled: "measure", .of(DriftMeasure.self), "how movement is measured")],
      gives: .of(Measure.self), "the movement of the worst feature in the worst window",
      details: """
        `monitor` measures it, over every feature of the model and every window that the data cover whole; the report \
        says where the worst value stood. `where:` has no effect on such a goal.
        """, example: example
    ) { call in .object(Measure.drift(try call.object("measure"))) }
    word(
      .staticMember(of: "Measure"), "latency",
      [
        Parameter(
          "percentile", .double, default: .double(99), unit: "per cent of requests",
          "how many of them must be answered in time, above 0 and below 100",
          rules: [.within(Measure.validPercentile, "percentile"), .percentile])
      ],
      gives: .of(Measure.self), "how soon so many per cent of requests are answered",
      details: """
        The only measure whose limit is a length of time: `.milliseconds(10)`. It is measured where a model is \
        served; until then the goal reads "not measured yet".
        """,
      example: """
        let aboutSpeed = [
          Goal(.latency(percentile: 50), atMost: .milliseconds(2)),
          Goal(.latency(percentile: 99), atMost: .milliseconds(10)),
        ]
        note("\\(aboutSpeed.count) goals ask for answers in time.")
        """
    ) { call in .object(Measure.latency(percentile: try call.double("percentile"))) }
    member(
      "throughput", Measure.throughput, "how many requests are answered a second",
      details: "`loadTest` of a release measures it, under the heaviest load that it tries.",
      example: """
        let aboutVolume = [Goal(.throughput, atLeast: 1000)]
        note("\\(aboutVolume.count) goal asks for a thousand answers a second.")
        """)
  }
}
