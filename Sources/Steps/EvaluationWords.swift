import Engine
import Interpreter

extension Registry {
  mutating func addEvaluationWords(_ session: Session) {
    let evaluation = ValueType.of(Evaluation.self)
    let baseline = ValueType.of(Baseline.self)
    member("majority", Baseline.majority, "the base rate for every row: always the more frequent answer")
    word(
      .staticMember(of: "Baseline"), "rule",
      [Parameter(unlabelled: "name", .string), Parameter(unlabelled: "condition", .of(Expression.self))],
      gives: baseline, "a condition that anyone could apply by hand"
    ) { call in .object(Baseline.rule(try call.string("name"), try call.object("condition"))) }
    word(
      .staticMember(of: "Baseline"), "model",
      [Parameter(unlabelled: "name", .string), Parameter(unlabelled: "model", .of(Model.self))], gives: baseline,
      "another model, simpler as a rule"
    ) { call in .object(Baseline.model(try call.string("name"), try call.object("model"))) }
    word(
      .free, "evaluate",
      [
        Parameter(unlabelled: "model", .of(Model.self)), Parameter("on", .of(Table.self)),
        Parameter("goals", .array(.of(Goal.self)), default: .array([])),
        Parameter("against", .array(baseline), default: .array([])),
      ], gives: evaluation, "judges a model on rows that it has not seen, beside baselines and against goals"
    ) { call in
      let evaluation = try evaluate(
        call.object("model"), on: call.object("on"), goals: call.objects("goals"), against: call.objects("against"))
      session.record(.measured(evaluation.goals))
      return .object(evaluation)
    }
    let figures: [(String, Metric)] = [
      ("rocAUC", .rocAUC), ("averagePrecision", .averagePrecision), ("logLoss", .logLoss), ("brier", .brier),
      ("accuracy", .accuracy(threshold: 0.5)), ("precision", .precision(threshold: 0.5)),
      ("recall", .recall(threshold: 0.5)), ("f1", .f1(threshold: 0.5)),
    ]
    for (name, metric) in figures {
      property(name, of: Evaluation.self, gives: .double, metric.meaning) { evaluation in
        guard let value = evaluation.value(metric) else {
          throw CallError("\(metric.name) is not defined for these rows")
        }
        return .double(value)
      }
    }
    property("rocCurve", of: Evaluation.self, gives: .of(ROCCurve.self), "true against false alarms") {
      .object($0.rocCurve)
    }
    property("calibration", of: Evaluation.self, gives: .of(Calibration.self), "predicted chances against outcomes") {
      .object($0.calibration)
    }
    property("confusion", of: Evaluation.self, gives: .of(Confusion.self), "judgements against outcomes") {
      .object($0.confusion)
    }
    word(
      .method(of: evaluation), "slices",
      [
        Parameter("by", .array(.string)), Parameter("depth", .int, default: .int(2)),
        Parameter("covering", .double, default: .double(0.01)), Parameter("count", .int, default: .int(8)),
      ], gives: .of(SliceReport.self), "the groups of rows in which the model fails most"
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).slices(
          by: call.objects("by"), depth: call.int("depth"), covering: call.double("covering"),
          count: call.int("count")))
    }
  }
}
