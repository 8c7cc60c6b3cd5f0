import Engine
import Interpreter

/// The quality of a model before outcomes are known.
extension Registry {
  mutating func addEstimateWords() {
    let subject = Parameter(
      unlabelled: "subject", .of(Watch.Subject.self), "a metric of the model, such as `.rocAUC`",
      rules: [.estimatedSubject])
    let method = """
      Chances are brought in line with the reference's outcomes where that helps; each row then counts as true with its \
      chance and as false with the rest, or as of each class with its chance (NannyML's CBPE). Of numbers, boosted trees learn from the reference how large \
      the loss of a row is (DLE). Both see a shift of the inputs, and are blind to one of the relation: where realised \
      and estimated values part, the relation has changed.
      """
    word(
      .staticMember(of: EngineTypes.name(of: Watch.Subject.self)), "estimated", [subject],
      gives: .of(Watch.Subject.self), "a metric of the model, estimated before outcomes are known",
      details: method + " Of a reference with under 100 known outcomes nothing is estimated, and a notice says so.",
      example: """
        let foretold = monitor(
          model, split.test, against: split.train, every: .month, on: "date"
        ) {
          Watch(.estimated(.rocAUC), below: 0.85)
        }
        foretold
        """
    ) { call in .object(Watch.Subject.estimated(try call.object("subject"))) }
    word(
      .method(of: .of(MonitorReport.self)), "estimated", [subject], gives: .of(EstimatedTimeline.self),
      "a metric estimated without outcomes, window by window, beside the realised one",
      details: """
        \(method) The band holds 95 of 100 windows of that size if the estimate is right. Where the reference is what \
        the model learned from, its predictions are made anew, fold by fold, since a model knows its own rows too well.
        """,
      example: """
        watch.estimated(.rocAUC)
        """
    ) { call in .object(try call.receiver(as: MonitorReport.self).estimated(call.object("subject"))) }
  }
}
