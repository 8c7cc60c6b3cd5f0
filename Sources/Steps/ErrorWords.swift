import Engine
import Interpreter

/// Where a model fails.
extension Registry {
  mutating func addErrorWords() {
    word(
      .method(of: .of(Evaluation.self)), "slices",
      [
        Parameter(
          "by", .array(.string), "the columns that may describe a group, at least one",
          rules: [.notEmpty("slices need at least one feature to be described by")]),
        Parameter(
          "depth", .int, default: .int(2), unit: "columns", "how many a description may combine, from 1 to 4",
          rules: [.within(SliceReport.validDepth, "depth")]),
        Parameter(
          "covering", .double, default: .double(0.01), unit: "share from 0 to 1",
          "the least share of rows that a group covers, both ends excluded",
          rules: [.within(SliceReport.validCovering, "covering")],
          synonyms: ["minShare", "share", "support", "minSupport", "atLeast", "minimum"]),
        Parameter(
          "count", .int, default: .int(8), unit: "groups", "the most that are shown",
          synonyms: ["top", "limit", "n", "max"]),
      ], gives: .of(SliceReport.self), "the groups of rows in which the model fails most",
      details: """
        A group's loss is the mean squared distance of chance and outcome (Brier score). Groups are scored as SliceLine \
        does (Sagadeeva & Boehm, SIGMOD 2021): α (loss / mean loss − 1) − (1 − α) (rows / rows in the group − 1), with \
        α 0.95 and then 0.99, so that wider groups fill the list. Every combination of values is counted: the best are \
        exact. Numbers are cut at their deciles; rows in which a column is missing are in no group of it.

        Groups overlap; one that says no more than a wider one before it is left out. The time needed grows with the \
        rows times the combinations of columns.
        """,
      example: """
        quality.slices(by: features, depth: 2, covering: 0.05, count: 4)
        """
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).slices(
          by: call.objects("by"), depth: call.int("depth"), covering: call.double("covering"),
          count: call.int("count")))
    }
  }
}
