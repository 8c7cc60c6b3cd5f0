import Engine
import Interpreter

/// What has changed, where, how and since when.
extension Registry {
  mutating func addDiagnosisWords() {
    property(
      "diagnosis", of: MonitorReport.self, gives: .of(Diagnosis.self),
      "what has changed since the reference: where, how, since when, at what cost",
      details: """
        Follows figures of every column (how high and how wide its values are, how often each category and each gap comes) \
        and of what follows from the inputs (how far outcomes lie off what the model foresaw), over all rows and in each \
        group of rows. Each series is fitted by a step from each window on, ramps, changes that pass and changes that \
        return; the likeliest counts if its chance under no change, times the number of questions asked, is under 1%. How \
        much figures vary by themselves is learned from the reference's own windows, if it has the column of dates.

        A change of the inputs that makes the model err more is not taken for one of the relation: what the reference says \
        of rows with the same prediction and the same moved inputs is taken out first. Where the reference is what the \
        model learned from, its predictions are made anew, fold by fold.
        """,
      example: """
        watch.diagnosis
        """
    ) { .object(try $0.diagnosis) }
    property(
      "isQuiet", of: Diagnosis.self, gives: .bool, "whether nothing has changed",
      details: "What the step `maintain` asks first.",
      example: """
        if watch.diagnosis.isQuiet { note("Nothing has changed.") }
        note("Asked of every month.")
        """
    ) { .bool($0.isQuiet) }
    property(
      "proposal", of: Diagnosis.self, gives: .optional(.string), "what to do about it; nil where nothing has changed",
      details: "A sentence made from the surest finding.",
      example: """
        note(watch.diagnosis.proposal ?? "Nothing to do.")
        """
    ) { $0.proposal.map { .string($0) } ?? .nil }
    word(
      .method(of: .of(MonitorReport.self)), "rootCause",
      [
        Parameter(
          "of", .of(Watch.Subject.self), "a metric of the model, such as `.rocAUC`", rules: [.timelineSubject],
          synonyms: ["metric", "for"]),
        Parameter(
          "from", .optional(.string), default: .nil, "the window before; nil for the reference",
          synonyms: ["before", "since", "between"]),
        Parameter("to", .string, "the window after", synonyms: ["in", "after", "and", "window"]),
      ],
      gives: .of(RootCause.self), "why a metric differs between two windows: by feature, by relation, by group of rows",
      details: """
        The inputs' part is what the metric of the first window becomes when its rows are weighted so that their features \
        look as in the second, by boosted trees that tell the two apart. A feature's part is its Shapley value over the \
        subsets of features, exact up to seven of them and over 24 drawn orders beyond; what is left is the relation's: the \
        same inputs came out otherwise. All parts sum to the difference.

        Groups of rows are taken one after the other, without overlap, by what they add to the difference beyond their \
        share, because there is more of them or because they changed; with the rest they sum to it. Each side needs 100 rows \
        with a known outcome; with fewer the report says so, and no more.
        """,
      example: """
        watch.rootCause(of: .brier, from: "2013-09", to: "2013-12")
        """
    ) { call in
      .object(
        try call.receiver(as: MonitorReport.self).rootCause(
          of: call.object("of"), from: call.optional("from"), to: call.string("to")))
    }
  }
}
