import Engine
import Interpreter

extension Registry {
  mutating func addMonitoringWords(_ session: Session) {
    for period in Period.allCases { member(period.rawValue, period, "a window of one \(period.rawValue)") }
    addWatchWords()
    let report = ValueType.of(MonitorReport.self)
    word(
      .free, "monitor",
      [
        Parameter(unlabelled: "model", .of(Model.self)), Parameter(unlabelled: "table", .of(Table.self)),
        Parameter("against", .of(Table.self)), Parameter("every", .of(Period.self)), Parameter("on", .string),
        Parameter("goals", .array(.of(Goal.self)), default: .array([])),
        Parameter("watches", .block(of: [.of(Watch.self)]), default: .array([])),
      ], gives: report, "follows a model and its features through windows of time"
    ) { call in
      let report = try monitor(
        call.object("model"), call.object("table"), against: call.object("against"), every: call.object("every"),
        on: call.string("on"), goals: call.objects("goals"), watches: call.objects("watches"))
      session.record(.measured(report.goals))
      return .object(report)
    }
    property("drift", of: MonitorReport.self, gives: .of(DriftReport.self), "how far every feature moved") {
      .object($0.drift)
    }
    property("rates", of: MonitorReport.self, gives: .of(RateTimeline.self), "the target's rate, and the expected one")
    {
      .object($0.rates)
    }
    property("alerts", of: MonitorReport.self, gives: .array(.of(Alert.self)), "the limits that were crossed") {
      .array($0.alerts.map { .object($0) })
    }
    word(
      .method(of: report), "timeline", [Parameter(unlabelled: "subject", .of(Watch.Subject.self))],
      gives: .of(Timeline.self), "a metric of the model over time"
    ) { call in .object(try call.receiver(as: MonitorReport.self).timeline(call.object("subject"))) }
  }

  private mutating func addWatchWords() {
    let subject = ValueType.of(Watch.Subject.self)
    for label in ["above", "below"] {
      word(
        .initializer, "Watch",
        [
          Parameter(unlabelled: "subject", subject), Parameter(label, .double),
          Parameter("for", .int, default: .int(1)), Parameter("columns", .optional(.array(.string)), default: .nil),
        ], gives: .of(Watch.self), "an alert when a figure goes \(label) a limit"
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
    member("psi", Watch.Subject.psi, "the population stability index of a feature")
    member("kolmogorovSmirnov", Watch.Subject.kolmogorovSmirnov, "the largest distance of two distribution functions")
    member("missing", Watch.Subject.missing, "the share of rows without a value")
    member("rocAUC", Watch.Subject.rocAUC, Metric.rocAUC.meaning)
    member("averagePrecision", Watch.Subject.averagePrecision, Metric.averagePrecision.meaning)
    member("logLoss", Watch.Subject.logLoss, Metric.logLoss.meaning)
    member("brier", Watch.Subject.brier, Metric.brier.meaning)
    for metric in ["accuracy", "precision", "recall"] {
      word(
        .staticMember(of: EngineTypes.name(of: Watch.Subject.self)), metric,
        [Parameter("threshold", .double, default: .double(0.5))], gives: subject,
        "the \(metric) of judgements at a threshold"
      ) { call in .object(Watch.Subject.metric(try thresholded(metric, call.double("threshold")))) }
    }
  }
}
