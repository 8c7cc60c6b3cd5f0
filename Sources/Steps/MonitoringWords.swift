import Engine
import Interpreter

/// Following a model through time.
extension Registry {
  mutating func addMonitoringWords(_ session: Session) {
    addMonitor(session)
    addMonitorViews()
    addAlerts()
    addPeriods()
  }

  private mutating func addPeriods() {
    let example = """
      let quarter = split.test.filter(col("date") < "2013-10-01")
      monitor(model, quarter, against: split.train, every: .week, on: "date").rates
      """
    let periods: [(String, Period)] = [("hour", .hour), ("day", .day), ("week", .week), ("month", .month)]
    for (name, period) in periods {
      member(
        name, period, "a window of one \(name)",
        details: """
          How long the windows of `monitor` are: hours and days in UTC, weeks from Monday on (ISO 8601), months of the \
          calendar. Short windows hold few rows, and few rows move by chance: under 20, a window says nothing.
          """,
        example: example)
    }
    word(
      .staticMember(of: "Period"), "rows",
      [
        Parameter(
          unlabelled: "count", .int, unit: "rows", "how many a window holds, at least 1",
          rules: [.within(Period.validRows, "the rows of a window")])
      ],
      gives: .of(Period.self), "a window of so many rows",
      details: """
        In order of the column of dates, or of the table where none is named. The last window may hold fewer and counts \
        as partial.
        """,
      example: """
        let byRows = monitor(
          model, split.test, against: split.train, every: .rows(400), on: "date")
        byRows.timeline(.rocAUC)
        """
    ) { call in .object(Period.rows(try call.int("count"))) }
    for season in Season.allCases {
      member(
        season.rawValue, season, "windows are compared with rows of the same \(season.name) alone",
        details: """
          What returns every \(season == .weekday ? "week" : "year") is no drift. A \(season.name) that the reference \
          does not hold is compared with all of it.
          """,
        example: """
          monitor(
            model, split.test, against: split.train, every: .day, on: "date",
            seasonal: .weekday
          ).drift
          """)
    }
  }

  private static let table = Parameter(
    unlabelled: "table", .of(Table.self), "the rows that came in; outcomes may still be missing", rules: [.hasRows])
  private static let against = Parameter(
    "against", .of(Table.self), "what the features are compared with: as a rule the training rows", rules: [.hasRows],
    synonyms: ["reference", "baseline", "training", "comparedTo"])
  private static let rest = [
    Parameter(
      "every", .of(Period.self), "the length of a window", synonyms: ["period", "by", "per", "window", "interval"]),
    Parameter(
      "on", .optional(.string), default: .nil,
      "the column of dates that places a row in its window; only windows of rows can do without",
      synonyms: ["date", "time", "at", "column"]),
  ]
  private static let season = Parameter(
    "seasonal", .optional(.of(Season.self)), default: .nil,
    "compares windows only with the reference's rows of the same season", synonyms: ["season", "seasonality"])
  private static let limits = [
    Parameter("goals", .array(.of(Goal.self)), default: .array([]), "those about drift are measured"),
    Parameter(
      "watches", .block(of: [.of(Watch.self)]), default: .array([]),
      "limits whose crossing is an alert; may be left out"),
  ]

  private mutating func addMonitor(_ session: Session) {
    let model = Parameter(unlabelled: "model", .of(Model.self), "the model to follow")
    word(
      .free, "monitor", [model, Self.table, Self.against] + Self.rest + [Self.season] + Self.limits,
      gives: .of(MonitorReport.self), "follows a model and its features through windows of time",
      details: """
        Every feature of the model, its prediction and its target are compared with the reference, window by window, \
        and the model is judged where the outcome is known; rows without one say nothing of its quality yet. Windows \
        that the data cover only in part are shown, but raise no alert and count for no goal; a window of under 20 rows \
        says nothing of its columns. Rows without a date are left out, as are a few that are dated far from all others.

        Standing alone, the report shows its alerts and what is odd about the rows: a feature that is missing or of \
        another kind than in the reference, rows that stand twice, predictions that are all the same. It is an error \
        where the column holds no dates, and where the reference has no rows.
        """, example: Self.watchExample
    ) { call in
      let watches: [Watch] = try call.objects("watches")
      let report = try monitor(
        call.object("model"), call.object("table"), against: call.object("against"), every: call.object("every"),
        on: call.optional("on"), seasonal: call.optional("seasonal"), goals: call.objects("goals")
      ) { watches }
      return .object(session.recorded(report))
    }
    word(
      .free, "monitor",
      [
        model, Self.table,
        Parameter(
          "trailing", .int, unit: "windows", "how many whole windows before each one it is compared with, at least 1",
          rules: [.within(MonitorReference.validTrailing, "the trailing windows")],
          synonyms: ["previous", "last", "rolling"]),
      ] + Self.rest + Self.limits,
      gives: .of(MonitorReport.self), "follows a model, each window compared with those before it",
      details: """
        Where the world moves on and training is long ago, what matters is what changed of late. The first window has \
        nothing before it and is not compared. A slow movement hides in such a comparison: for it, compare with a \
        reference that stays.
        """,
      example: """
        monitor(model, split.test, trailing: 2, every: .month, on: "date").drift
        """
    ) { call in
      let watches: [Watch] = try call.objects("watches")
      let report = try monitor(
        call.object("model"), call.object("table"), trailing: call.int("trailing"), every: call.object("every"),
        on: call.optional("on"), goals: call.objects("goals")
      ) { watches }
      return .object(session.recorded(report))
    }
    word(
      .free, "monitor",
      [
        Parameter("predictions", .string, "the column of predictions: chances from 0 to 1, or numbers"),
        Parameter("of", .string, "the target: what was predicted, true or false or a number; may be missing"),
        Parameter(
          "from", .array(.string), "the columns whose movement is followed", synonyms: ["features", "columns"]),
        Parameter("in", .of(Table.self), "the rows that came in", rules: [.hasRows]),
        Self.against,
      ] + Self.rest + [Self.season] + Self.limits,
      gives: .of(MonitorReport.self), "follows the predictions that another system left in a column",
      details: """
        For models that were trained elsewhere: a log of their predictions is enough. The reference says whether the \
        target is true or false (or 0 and 1), and the predictions are chances, or a number. Its rows should be some that \
        the model has not learned from.
        """,
      example: """
        let logged = flights.adding(
          "chance", when(col("dep_delay") > 15, then: 0.8, otherwise: 0.1))
        monitor(
          predictions: "chance", of: "late", from: ["dep_delay", "carrier"],
          in: logged.filter(col("date") >= "2013-07-01"),
          against: logged.filter(col("date") < "2013-07-01"),
          every: .month, on: "date"
        ).timeline(.rocAUC)
        """
    ) { call in
      let watches: [Watch] = try call.objects("watches")
      let report = try monitor(
        predictions: call.string("predictions"), of: call.string("of"), from: call.objects("from"),
        in: call.object("in"), against: call.object("against"), every: call.object("every"), on: call.optional("on"),
        seasonal: call.optional("seasonal"), goals: call.objects("goals")
      ) { watches }
      return .object(session.recorded(report))
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
        A map of the population stability index: a row a column, a column a window. It holds the features, the \
        prediction and the target. The report's JSON has also the Kolmogorov–Smirnov distance, the p-value of the test \
        that fits and its correction for the number of columns, missing, new and lost values, and what is typical.
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
        chances want a new calibration, even if the model still ranks well. Of numbers, the means of both.
        """,
      example: """
        watch.rates
        """
    ) { .object($0.rates) }
    property(
      "alerts", of: MonitorReport.self, gives: .array(.of(Alert.self)),
      "the limits that were crossed, what is new first",
      details: """
        What the latest whole window raised stands first, then what lasts, then what is over; each in order of time. One \
        alert for each run of windows in a row; a `Watch` with `for: 2` raises one from the second window on. \
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
          rules: [.timelineSubject]),
        Parameter(
          "band", .optional(.double), default: .nil, unit: "standard deviations",
          "draws where the reference's own windows lie, so many to either side of their mean; above 0",
          rules: [.within(Watch.validDeviations, "band")], synonyms: ["usual", "reference", "within"]),
        Self.marking,
      ],
      gives: .of(Timeline.self), "a metric of the model over time, with its limits",
      details: """
        With a 95% interval where the metric has one, and a gap where no outcome is known. Drift and missing values \
        belong to a feature, not to the model: for them it is an error, and `drift` shows them.

        With `band:`, what is usual is drawn behind: it is learned from the reference's own windows, of which at least \
        four must be whole. Where the reference is what the model learned from, its predictions are made anew, fold by \
        fold, since a model knows its own rows too well.
        """,
      example: """
        watch.timeline(.rocAUC, band: 3)
        """
    ) { call in
      .object(
        try call.receiver(as: MonitorReport.self).timeline(call.object("subject"), band: call.optional("band")))
    }
  }
}

extension Session {
  /// A report whose goals and alerts the page knows from here on.
  package func recorded(_ report: MonitorReport) -> MonitorReport {
    record(.measured(report.goals))
    record(.alerted(report.alerts))
    return report
  }
}
