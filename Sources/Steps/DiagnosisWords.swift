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
  }
}
