import Engine
import Interpreter

/// Errors by group and by row.
extension Registry {
  mutating func addErrorGroups() {
    word(
      .initializer, "Tag",
      [
        Parameter(unlabelled: "name", .string, "what the rows are called: \"red-eye\""),
        Parameter(
          unlabelled: "condition", .of(Expression.self), "which rows they are", rules: [.condition]),
        Parameter(
          "humanLevel", .optional(.double), default: .nil, unit: "accuracy from 0 to 1, or a mean error",
          "how good a person is on such rows", synonyms: ["human", "target", "goal", "best"]),
      ],
      gives: .of(Tag.self), "a name for some rows, to analyse errors by",
      details: """
        A line of the block of `tags`. Without a human level, a tag is held against all rows. Rows where the condition is \
        missing are not tagged; a row may have several tags.
        """,
      example: Self.tagExample
    ) { call in
      .object(
        Tag(try call.string("name"), try call.object("condition"), humanLevel: try call.optional("humanLevel")))
    }
    word(
      .method(of: .of(Evaluation.self)), "tags",
      [
        MetricWords.threshold,
        Parameter("tags", .block(of: [.of(Tag.self)]), "one `Tag` a line"),
      ],
      gives: .of(TagReport.self),
      "what to work on first: for each tag, how good, how good it could be, what that is worth",
      details: """
        The spreadsheet of error analysis: rows, accuracy with Wilson's interval (of numbers the mean error), human level, \
        gap, share of all rows, and what closing the gap would gain for the metric of all rows: the gap times the share. \
        The largest gain stands first.
        """,
      example: Self.tagExample
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).tags(call.objects("tags"), threshold: call.double("threshold")))
    }
    word(
      .method(of: .of(Evaluation.self)), "confusion",
      [
        Parameter("by", .string, "the column whose values are the groups", synonyms: ["of", "per", "on", "group"]),
        MetricWords.threshold,
      ],
      gives: .of(GroupedConfusion.self), "judgements against outcomes for each value of a column",
      details: """
        For each group how many rows were judged right and wrong, the error rate with Wilson's 95% interval, and the \
        mistake made most often. A few numbers are groups by themselves, more are cut at their deciles. The group with \
        most mistakes stands first; 40 are shown at most.
        """,
      example: """
        quality.confusion(by: "carrier")
        """
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).confusion(by: call.string("by"), threshold: call.double("threshold")))
    }
    word(
      .method(of: .of(Evaluation.self)), "fairness",
      [
        Parameter("by", .string, "the column whose values are the groups", synonyms: ["of", "per", "on", "group"]),
        MetricWords.threshold,
      ],
      gives: .of(FairnessReport.self), "whether the groups of a column are treated alike",
      details: """
        For each group the share taken for true (selection rate), the share found of those that came true, the share \
        falsely taken of the others, each with Wilson's 95% interval, and the mean chance beside what came. The lowest \
        share divided by the highest says how unequal they are; under 0.8 the four-fifths rule of employment law takes them \
        for unequal. Groups of under 20 rows are not compared.
        """,
      example: """
        quality.fairness(by: "origin")
        """
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).fairness(by: call.string("by"), threshold: call.double("threshold")))
    }
  }

  private static let tagExample = """
    quality.tags {
      Tag("red-eye", col("hour") < 7, humanLevel: 0.95)
      Tag("short hop", col("distance") < 300, humanLevel: 0.9)
      Tag("left late", col("dep_delay") >= 5 && col("dep_delay") < 30)
    }
    """

  mutating func addErrorRows() {
    word(
      .method(of: .of(Evaluation.self)), "worst",
      [
        Parameter(
          unlabelled: "count", .int, default: .int(10), unit: "rows", "how many, from 1 to 1,000",
          rules: [.within(WorstRows.validCount, "the number of rows")]),
        Parameter(
          "showing", .optional(.array(.string)), default: .nil, "what to show of them; nil for the model's features",
          synonyms: ["columns", "show", "with"]),
        Parameter(
          "of", .of(SliceLoss.self), default: .object(SliceLoss.squaredError), "what is wrong with a row",
          synonyms: ["loss", "error", "by"]),
      ],
      gives: .of(WorstRows.self), "the rows that the model gets most wrong, with what it relied on",
      details: """
        What was predicted and what came, the columns asked for, and of models of trees what moved the prediction most. A \
        label in doubt is marked: the model gives another class at least the chance that rows of that class have on \
        average, so that the label rather than the model may be wrong.
        """,
      example: """
        quality.worst(5, showing: ["date", "carrier", "dep_delay", "arr_delay"])
        """
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).worst(
          call.int("count"), showing: call.names("showing"), of: call.object("of")))
    }
    word(
      .method(of: .of(Evaluation.self)), "nearest",
      [
        Parameter(
          "to", .int, unit: "row", "the row's number in the evaluated table, from 1",
          rules: [.within(.from(1), "the row")],
          synonyms: ["row", "of"]),
        Parameter(
          "in", .of(Table.self), "where to look: as a rule the training rows", rules: [.hasRows],
          synonyms: ["among", "from", "table"]),
        Parameter(
          "count", .int, default: .int(5), unit: "rows", "how many, from 1 to 200",
          rules: [.within(SimilarRows.validCount, "the number of rows")], synonyms: ["k", "limit", "n"]),
      ],
      gives: .of(SimilarRows.self), "the rows that are most like one: what the model had to go by",
      details: """
        Distances are Gower's (1971), the mean over the model's features: of numbers the difference as a share of the \
        range from the 5th to the 95th percentile, at most 1; of categories 0 where they are the same, else 1. Near \
        neighbours of another outcome say that the features do not tell the two apart; none near, that the model has never \
        seen such a row.
        """,
      example: """
        quality.nearest(to: 12, in: split.train)
        """
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).nearest(
          to: call.int("to"), in: call.object("in"), count: call.int("count")))
    }
    property(
      "suspectLabels", of: Evaluation.self, gives: .of(SuspectLabels.self),
      "the labels among these rows that are in doubt",
      details: """
        Rows to which the model gives another class with at least the chance that rows of that class have on average \
        (confident learning: Northcutt, Jiang & Chuang 2021). The rows must be some that it has not learned from; for \
        training rows, `suspectLabels(of:from:)` of the table trains fold by fold. Of numbers there are none, which is an \
        error.
        """,
      example: """
        quality.suspectLabels
        """
    ) { .object(try $0.suspectLabels) }
  }
}
