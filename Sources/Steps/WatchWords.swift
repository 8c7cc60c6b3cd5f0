import Engine
import Interpreter

/// Limits that a monitored model must keep.
extension Registry {
  mutating func addWatchWords() {
    addWatches()
    let driftExample = """
      monitor(model, split.test, against: split.train, every: .month, on: "date") {
        Watch(.psi, above: 0.2)
        Watch(.kolmogorovSmirnov, above: 0.3, columns: ["dep_delay"])
        Watch(.missing, above: 0.05)
      }
      """
    member(
      "psi", Watch.Subject.psi, "the population stability index of a feature: 0 is no movement",
      details: MetricWords.psiDetails, example: driftExample)
    member(
      "kolmogorovSmirnov", Watch.Subject.kolmogorovSmirnov,
      "the largest distance of two distribution functions, 0 to 1",
      details: MetricWords.kolmogorovSmirnovDetails, example: driftExample)
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
            "columns", .optional(.array(.string)), default: .nil, "the features to look at; nil for all of the model's",
            rules: [.watchedColumns]),
        ], gives: .of(Watch.self), "an alert when a figure goes \(label) a limit",
        details: """
          A line of the block of `monitor`. Windows that the data cover only in part neither raise an alert nor break \
          a run. `columns:` goes with `.psi`, `.kolmogorovSmirnov` and `.missing`; a metric is the model's, not a \
          column's, so that both together are an error, as is a column that the model does not use.
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
    ]
    for (name, subject, metric) in subjects {
      member(
        name, subject, metric.meaning, details: MetricWords.details(of: metric) + " Measured once outcomes are known.",
        example: """
          watch.timeline(.\(name))
          """)
    }
    for name in ["accuracy", "precision", "recall"] {
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
}
