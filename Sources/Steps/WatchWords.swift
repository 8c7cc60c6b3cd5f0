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
        measure.rawValue, Watch.Subject.drift(measure), measure.meaning,
        details: DriftWords.details(of: measure), example: driftExample)
    }
    member(
      "missing", Watch.Subject.missing, "the share of rows without a value, from 0 to 1",
      details: "A source that breaks shows here first.", example: driftExample)
    addQualitySubjects()
  }

  private mutating func addWatches() {
    let subject = Parameter(
      unlabelled: "subject", .of(Watch.Subject.self), "what to look at, such as `.psi` or `.rocAUC`")
    let rest = [
      Parameter(
        "for", .int, default: .int(1), unit: "windows", "how many in a row must cross the limit, at least 1",
        rules: [.within(Watch.validWindows, "the windows in a row")]),
      Parameter(
        "columns", .optional(.array(.string)), default: .nil, "what to look at; nil for all features of the model",
        rules: [.watchedColumns]),
      Parameter(
        "where", .optional(.of(Expression.self)), default: .nil, "the rows to look at; nil for all",
        rules: [.condition]),
      Parameter(
        "priority", .of(Goal.Priority.self), default: .object(Goal.Priority.must),
        "`.must` fails a strict run while it lasts, `.should` is only reported", synonyms: ["severity", "level"]),
    ]
    let details = """
      A line of the block of `monitor`. Windows that the data cover only in part neither raise an alert nor break a run. \
      `columns:` goes with measures of drift and `.missing`: names of features, `"prediction"` or the target's; a metric is \
      the model's, not a column's, so that both together are an error, as is a column that is not followed. With `where:` \
      both the rows and the reference are those where the condition holds. `daybook render --strict` ends with status 3 \
      where the latest whole window crosses a limit of `.must`.
      """
    for label in ["above", "below"] {
      word(
        .initializer, "Watch",
        [
          subject,
          Parameter(
            label, .double, unit: "that of the subject", "the limit, which itself is no alert",
            rules: [.watchLimit, .watchDirection(label)]),
        ] + rest, gives: .of(Watch.self), "an alert when a figure goes \(label) a limit", details: details,
        example: """
          let closely = monitor(
            model, split.test, against: split.train, every: .month, on: "date"
          ) {
            Watch(.psi, above: 0.15, columns: ["dep_delay"])
            Watch(.recall(threshold: 0.5), below: 0.5, for: 2)
            Watch(.rocAUC, below: 0.8, where: col("origin") == "LGA", priority: .should)
          }
          note("\\(closely.alerts.count) alerts.")
          """
      ) { call in
        let limit = try call.double(label)
        let (columns, windows) = (try call.names("columns"), try call.int("for"))
        let subject: Watch.Subject = try call.object("subject")
        let (condition, priority) = (
          try call.optional("where", as: Expression.self), try call.object("priority", as: Goal.Priority.self)
        )
        return .object(
          label == "above"
            ? Watch(subject, above: limit, for: windows, columns: columns, where: condition, priority: priority)
            : Watch(subject, below: limit, for: windows, columns: columns, where: condition, priority: priority))
      }
    }
    word(
      .initializer, "Watch",
      [
        subject,
        Parameter(
          "outside", .double, unit: "standard deviations",
          "how far off the mean of the reference's own windows a value may lie, above 0",
          rules: [.within(Watch.validDeviations, "outside")], synonyms: ["deviations", "band", "sigma", "beyond"]),
      ] + rest, gives: .of(Watch.self), "an alert when a figure leaves what is usual in the reference",
      details: """
        The limit is learned: the reference is cut into windows of the same length, and their mean and standard deviation \
        say what is usual; with `seasonal:`, those of the same season, where it has four windows. Of distances and shares only a \
        rise alarms. Three deviations are a usual choice. It is an error \
        where the reference has fewer than four whole windows. Otherwise as the other forms of `Watch`.
        """,
      example: """
        let habits = monitor(
          model, split.test, against: split.train, every: .month, on: "date"
        ) {
          Watch(.brier, outside: 3)
          Watch(.psi, outside: 3, columns: ["dep_delay"])
        }
        habits
        """
    ) { call in
      .object(
        Watch(
          try call.object("subject"), outside: try call.double("outside"), for: try call.int("for"),
          columns: try call.names("columns"), where: try call.optional("where"), priority: try call.object("priority")))
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
    addClassSubjects()
    for name in MetricWords.thresholded {
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

  private mutating func addClassSubjects() {
    let example = """
      let byCarrier = train(
        .naiveBayes(), on: split.train, predicting: "carrier",
        from: ["distance", "hour", "origin"])
      let kinds = monitor(
        byCarrier, split.test, against: split.train, every: .month, on: "date"
      ) {
        Watch(.f1(averaging: .macro), below: 0.2, for: 2)
        Watch(.recall(averaging: .weighted), below: 0.2)
        Watch(.precision(averaging: .micro), below: 0.2)
        Watch(.topAccuracy(3), below: 0.5)
      }
      kinds.timeline(.topAccuracy(3))
      """
    for figure in Metric.ClassFigure.allCases {
      word(
        .staticMember(of: EngineTypes.name(of: Watch.Subject.self)), figure.rawValue, [MetricWords.averaging],
        gives: .of(Watch.Subject.self), "the \(figure.name) of several classes, averaged",
        details: MetricWords.details(of: .averaged(figure, .macro)) + " Measured once outcomes are known.",
        example: example
      ) { call in .object(Watch.Subject.metric(.averaged(figure, try call.object("averaging")))) }
    }
    word(
      .staticMember(of: EngineTypes.name(of: Watch.Subject.self)), "topAccuracy", [MetricWords.most],
      gives: .of(Watch.Subject.self), "the share of rows whose class is among the most probable ones",
      details: MetricWords.details(of: .topAccuracy(1)) + " Measured once outcomes are known.", example: example
    ) { call in .object(Watch.Subject.topAccuracy(try call.int("most"))) }
    word(
      .staticMember(of: EngineTypes.name(of: Watch.Subject.self)), "pinballLoss", [MetricWords.quantile],
      gives: .of(Watch.Subject.self), Metric.pinballLoss(quantile: 0.5).meaning,
      details: MetricWords.details(of: .pinballLoss(quantile: 0.5))
        + " Of models that predict numbers, once outcomes are known.",
      example: Self.numbersExample
    ) { call in .object(Watch.Subject.pinballLoss(quantile: try call.double("quantile"))) }
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
      Watch(.pinballLoss(quantile: 0.9), above: 5)
    }
    punctual.timeline(.meanAbsoluteError)
    """
}
