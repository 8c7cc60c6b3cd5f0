import Engine
import Interpreter

/// Following a model through time.
extension Registry {
  mutating func addMonitoringWords(_ session: Session) {
    addMonitor(session)
    addMonitorViews()
    addAlerts()
    for period in Period.allCases {
      member(
        period.rawValue, period, "a window of one \(period.rawValue)",
        details: """
          How long the windows of `monitor` are: days in UTC, weeks from Monday on (ISO 8601), months of the calendar. \
          Short windows hold few rows, and few rows move by chance.
          """,
        example: """
          let quarter = split.test.filter(col("date") < "2013-10-01")
          monitor(model, quarter, against: split.train, every: .week, on: "date").rates
          """)
    }
  }

  private mutating func addMonitor(_ session: Session) {
    word(
      .free, "monitor",
      [
        Parameter(unlabelled: "model", .of(Model.self), "the model to follow"),
        Parameter(
          unlabelled: "table", .of(Table.self), "the rows that came in; outcomes may still be missing",
          rules: [.hasRows]),
        Parameter(
          "against", .of(Table.self), "what the features are compared with: as a rule the training rows",
          rules: [.hasRows], synonyms: ["reference", "baseline", "training", "comparedTo"]),
        Parameter(
          "every", .of(Period.self), "the length of a window", synonyms: ["period", "by", "per", "window", "interval"]),
        Parameter(
          "on", .string, "the column of dates that places a row in its window",
          synonyms: ["date", "time", "at", "column"]),
        Parameter("goals", .array(.of(Goal.self)), default: .array([]), "those about drift are measured"),
        Parameter(
          "watches", .block(of: [.of(Watch.self)]), default: .array([]),
          "limits whose crossing is an alert; may be left out"),
      ], gives: .of(MonitorReport.self), "follows a model and its features through windows of time",
      details: """
        Every feature of the model is compared with the reference, window by window, and the model is judged where the \
        outcome is known; rows without one say nothing of its quality yet. Windows that the data cover only in part \
        are shown, but raise no alert and count for no goal. Rows without a date are left out.

        Standing alone, the report shows its alerts. It is an error where the column holds no dates, where a feature \
        is missing or of another kind than in the reference, and where the reference has no rows.
        """, example: Self.watchExample
    ) { call in
      let report = try monitor(
        call.object("model"), call.object("table"), against: call.object("against"), every: call.object("every"),
        on: call.string("on"), goals: call.objects("goals"), watches: call.objects("watches"))
      session.record(.measured(report.goals))
      return .object(report)
    }
  }

  private static let watchExample = """
    monitor(model, split.test, against: split.train, every: .month, on: "date") {
      Watch(.psi, above: 0.1, columns: ["dep_delay", "hour"])
      Watch(.rocAUC, below: 0.85, for: 2)
    }
    """

  private mutating func addMonitorViews() {
    property(
      "drift", of: MonitorReport.self, gives: .of(DriftReport.self), "how far every feature moved, window by window",
      details: """
        A map of the population stability index: a row a feature, a column a window, and in the report's JSON also the \
        Kolmogorov–Smirnov distance or chi-squared with its p-value, the share of missing values and new categories.
        """,
      example: """
        watch.drift
        """
    ) { .object($0.drift) }
    property(
      "rates", of: MonitorReport.self, gives: .of(RateTimeline.self),
      "how often the target was true, and how often expected",
      details: """
        The share of true outcomes in each window beside the mean of the model's chances. Where the two part, the \
        chances want a new calibration, even if the model still ranks well.
        """,
      example: """
        watch.rates
        """
    ) { .object($0.rates) }
    property(
      "alerts", of: MonitorReport.self, gives: .array(.of(Alert.self)),
      "the limits that were crossed, in order of time",
      details: """
        One alert for each run of windows in a row; a `Watch` with `for: 2` raises one from the second window on. \
        Empty where nothing happened, which is what the step `maintain` asks first. Standing alone, they are shown as \
        a table.
        """,
      example: """
        if watch.alerts.isEmpty {
          note("Nothing to do this month.")
        } else {
          note("Alerts: \\(watch.alerts.count). Retrain, then compare.")
        }
        watch.alerts
        """
    ) { .array($0.alerts.map { .object($0) }) }
    word(
      .method(of: .of(MonitorReport.self)), "timeline",
      [
        Parameter(
          unlabelled: "subject", .of(Watch.Subject.self), "a metric of the model, such as `.rocAUC`",
          rules: [.timelineSubject])
      ],
      gives: .of(Timeline.self), "a metric of the model over time, with its limits",
      details: """
        With a 95% interval where the metric has one, and a gap where no outcome is known. Drift and missing values \
        belong to a feature, not to the model: for them it is an error, and `drift` shows them.
        """,
      example: """
        watch.timeline(.rocAUC)
        """
    ) { call in .object(try call.receiver(as: MonitorReport.self).timeline(call.object("subject"))) }
  }
}
