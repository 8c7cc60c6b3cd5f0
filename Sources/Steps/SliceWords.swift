import Engine
import Interpreter

/// The groups of rows in which a model fails.
extension Registry {
  private static let by = Parameter(
    "by", .array(.string), "the columns that may describe a group, at least one",
    rules: [.notEmpty("slices need at least one feature to be described by")])
  private static let depth = Parameter(
    "depth", .int, default: .int(2), unit: "columns", "how many a description may combine, from 1 to 12",
    rules: [.within(SliceReport.validDepth, "depth")])
  private static let covering = Parameter(
    "covering", .double, default: .double(0.01), unit: "share from 0 to 1",
    "the least share of rows that a group covers, both ends excluded",
    rules: [.within(SliceReport.validCovering, "covering")],
    synonyms: ["minShare", "share", "support", "minSupport", "atLeast", "minimum"])
  private static let most = Parameter(
    "count", .int, default: .int(8), unit: "groups", "the most that are shown", synonyms: ["top", "limit", "n", "max"])

  mutating func addSlices() {
    word(
      .method(of: .of(Evaluation.self)), "slices",
      [
        Self.by, Self.depth, Self.covering, Self.most,
        Parameter(
          "of", .of(SliceLoss.self), default: .object(SliceLoss.squaredError), "what is wrong with a row",
          synonyms: ["loss", "error", "metric"]),
        Parameter(
          "cut", .of(SliceCut.self), default: .object(SliceCut.quantiles), "where numbers are cut",
          synonyms: ["bins", "binning"]),
      ], gives: .of(SliceReport.self), "the groups of rows in which the model fails most",
      details: """
        Groups are scored as SliceLine does (Sagadeeva & Boehm, SIGMOD 2021): α (loss / mean loss − 1) − (1 − α) (rows / \
        rows in the group − 1), with α 0.95 and then 0.99, so that wider groups fill the list. The best are exact: what \
        is not looked at cannot be among them. A few numbers are groups by themselves, more are cut; rows in which a \
        column is missing are in no group of it.

        Each group stands with its loss as a multiple of the mean and the 95% interval of that, its share of rows and of \
        all error, and by how much the mean of all rows would fall if the group became like the rest. The p-value of \
        Welch's test against the rest is multiplied by the number of groups looked at. Groups overlap: those that are \
        mostly the same rows stand together, and one that says no more than a wider one is left out.
        """,
      example: """
        quality.slices(by: features, depth: 2, covering: 0.05, count: 4)
        quality.slices(by: features, of: .misjudged(), cut: .tree)
        """
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).slices(
          by: call.objects("by"), depth: call.int("depth"), covering: call.double("covering"),
          count: call.int("count"), of: call.object("of"), cut: call.object("cut")))
    }
    word(
      .method(of: .of(Evaluation.self)), "biasedSlices", [Self.by, Self.depth, Self.covering, Self.most],
      gives: .of(BiasReport.self), "the groups of rows in which the model is wrongly sure",
      details: """
        Where chances are too high or too low, of several classes that of the most probable one; of numbers, where they \
        are. Groups are ranked by how far prediction and outcome lie apart on average, less three standard errors, so that \
        what may be chance is left out; rows are grouped as for `slices`.
        """,
      example: """
        quality.biasedSlices(by: ["carrier", "origin", "hour"], count: 4)
        """
    ) { call in
      .object(
        try call.receiver(as: Evaluation.self).biasedSlices(
          by: call.objects("by"), depth: call.int("depth"), covering: call.double("covering"),
          count: call.int("count")))
    }
    word(
      .method(of: .of(Table.self)), "missingSlices",
      [
        Self.by,
        Parameter(
          "in", .optional(.array(.string)), default: .nil, "the columns whose gaps are counted; nil for all others",
          synonyms: ["columns", "of"]),
        Self.depth, Self.covering, Self.most,
      ], gives: .of(SliceReport.self), "the groups of rows in which values are missing more often than elsewhere",
      details: """
        Gaps are seldom spread evenly: a station that is down, a form that asks less. Groups are scored as for `slices`, \
        by the share of the columns that a row lacks.
        """,
      example: """
        all.missingSlices(by: ["carrier", "origin"], in: ["arr_delay", "dep_delay"])
        """
    ) { call in
      .object(
        try call.receiver(as: Table.self).missingSlices(
          by: call.objects("by"), in: call.names("in"), depth: call.int("depth"), covering: call.double("covering"),
          count: call.int("count")))
    }
    addSliceSettings()
  }

  private mutating func addSliceSettings() {
    let example = """
      for loss in [SliceLoss.squaredError, SliceLoss.logLoss] {
        show(
          quality.slices(by: ["carrier", "hour"], count: 3, of: loss),
          caption: "By one loss and by the other.")
      }
      """
    member(
      "squaredError", SliceLoss.squaredError, "the squared distance of prediction and outcome",
      details:
        "Of chances it is the Brier score's, summed over the classes where there are several; of numbers their own.",
      example: example)
    member(
      "logLoss", SliceLoss.logLoss, "the penalty for sure and wrong chances",
      details: "−ln of the chance that was given to what came; it is harder on sure mistakes. Of classes.",
      example: example)
    member(
      "absoluteError", SliceLoss.absoluteError, "how far a predicted number lies from what came",
      details: "Of models that predict numbers. Large misses count for less than with `.squaredError`.",
      example: """
        let arrivals = train(
          .boostedTrees(rounds: 30), on: split.train, predicting: "arr_delay",
          from: features)
        evaluate(arrivals, on: split.test)
          .slices(by: ["carrier", "hour"], count: 3, of: .absoluteError)
        """)
    word(
      .staticMember(of: EngineTypes.name(of: SliceLoss.self)), "misjudged", [MetricWords.threshold],
      gives: .of(SliceLoss.self), "1 where the judgement is wrong, else 0",
      details: """
        At a threshold of the chance; of several classes, where the most probable one is not the right one. Slices are \
        those of the highest error rate.
        """,
      example: """
        quality.slices(by: ["carrier", "hour"], of: .misjudged(threshold: 0.4))
        """
    ) { call in .object(SliceLoss.misjudged(threshold: try call.double("threshold"))) }
    let cuts: [(SliceCut, String, String)] = [
      (.quantiles, "numbers are cut at their deciles", "Ten groups of about the same size, whatever the loss."),
      (
        .tree, "numbers are cut where the loss changes",
        "A small tree finds at most eight groups, none smaller than the share that `covering:` asks for."
      ),
    ]
    for (cut, summary, details) in cuts {
      member(
        cut.rawValue, cut, summary, details: details,
        example: """
          quality.slices(by: ["dep_delay", "distance"], count: 4, cut: .\(cut.rawValue))
          """)
    }
  }
}
