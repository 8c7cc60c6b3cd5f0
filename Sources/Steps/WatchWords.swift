import Engine
import Interpreter

/// Limits that a monitored model must keep.
extension Registry {
  mutating func addWatchWords() {
    addWatches()
    let driftExample = """
      let stable = monitor(
        model, split.test, against: split.train, every: .month, on: "date"
      ) {
        Watch(.psi, above: 0.2)
        Watch(.kolmogorovSmirnov, above: 0.3, columns: ["dep_delay"])
        Watch(.jensenShannon, above: 0.1, columns: ["carrier", "origin"])
        Watch(.chiSquared, below: 0.001, for: 2, columns: ["origin"])
        Watch(.missing, above: 0.05)
      }
      stable
      """
    for measure in DriftMeasure.allCases {
      member(
        DriftWords.name(of: measure), Watch.Subject.drift(measure), measure.meaning,
        details: DriftWords.details(of: measure), example: driftExample)
    }
    member(
      "missing", Watch.Subject.missing, "the share of rows without a value, from 0 to 1",
      details: "A source that breaks shows here first.", example: driftExample)
    addQualitySubjects()
  }

  private mutating func addWatches() {
    for label in ["above", "below"] {
      word(
        .initializer, "Watch",
        [
          Parameter(unlabelled: "subject", .of(Watch.Subject.self), "what to look at, such as `.psi` or `.rocAUC`"),
          Parameter(
            label, .double, unit: "that of the subject", "the limit, which itself is no alert",
            rules: [.watchLimit, .watchDirection(label)]),
          Parameter(
            "for", .int, default: .int(1), unit: "windows", "how many in a row must cross the limit, at least 1",
            rules: [.within(Watch.validWindows, "the windows in a row")]),
          Parameter(
            "columns", .optional(.array(.string)), default: .nil, "what to look at; nil for all features of the model",
            rules: [.watchedColumns]),
        ], gives: .of(Watch.self), "an alert when a figure goes \(label) a limit",
        details: """
          A line of the block of `monitor`. Windows that the data cover only in part neither raise an alert nor break \
          a run. `columns:` goes with measures of drift and `.missing`: names of features, `"prediction"` or the \
          target's; a metric is the model's, not a column's, so that both together are an error, as is a column that \
          is not followed.
          """,
        example: """
          let closely = monitor(
            model, split.test, against: split.train, every: .month, on: "date"
          ) {
            Watch(.psi, above: 0.15, columns: ["dep_delay"])
            Watch(.recall(threshold: 0.5), below: 0.5, for: 2)
          }
          note("\\(closely.alerts.count) alerts.")
          """
      ) { call in
        let columns: [String]? = if case .nil = call["columns"] { nil } else { try call.objects("columns") }
        let limit = try call.double(label)
        let windows = try call.int("for")
        let subject: Watch.Subject = try call.object("subject")
        return .object(
          label == "above"
            ? Watch(subject, above: limit, for: windows, columns: columns)
            : Watch(subject, below: limit, for: windows, columns: columns))
      }
    }
  }

  private mutating func addQualitySubjects() {
    let subjects: [(name: String, subject: Watch.Subject, metric: Metric)] = [
      ("rocAUC", .rocAUC, .rocAUC), ("averagePrecision", .averagePrecision, .averagePrecision),
      ("logLoss", .logLoss, .logLoss), ("brier", .brier, .brier),
      ("calibrationError", .calibrationError, .expectedCalibrationError(bins: 10)),
    ]
    for (name, subject, metric) in subjects {
      member(
        name, subject, metric.meaning, details: MetricWords.details(of: metric) + " Measured once outcomes are known.",
        example: """
          watch.timeline(.\(name))
          """)
    }
    for (name, metric) in MetricWords.ofNumbers {
      member(
        name, Watch.Subject.metric(metric), metric.meaning,
        details: MetricWords.details(of: metric) + " Of models that predict numbers, once outcomes are known.",
        example: Self.numbersExample)
    }
    for name in ["accuracy", "precision", "recall", "f1"] {
      word(
        .staticMember(of: EngineTypes.name(of: Watch.Subject.self)), name, [MetricWords.threshold],
        gives: .of(Watch.Subject.self), "the \(MetricWords.title(ofThresholded: name)) of judgements at a threshold",
        details: MetricWords.details(ofThresholded: name) + " Measured once outcomes are known.",
        example: """
          watch.timeline(.\(name)(threshold: 0.4))
          """
      ) { call in .object(Watch.Subject.metric(MetricWords.metric(name, at: try call.double("threshold")))) }
    }
  }

  private static let numbersExample = """
    let arrival = train(
      .boostedTrees(rounds: 30), on: split.train, predicting: "arr_delay",
      from: features)
    let punctual = monitor(
      arrival, split.test, against: split.train, every: .month, on: "date"
    ) {
      Watch(.meanAbsoluteError, above: 20)
      Watch(.rootMeanSquaredError, above: 30, for: 2)
    }
    punctual.timeline(.meanAbsoluteError)
    """
}
