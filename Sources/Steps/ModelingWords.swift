import Engine
import Interpreter

/// Kinds of models, and what they learn.
extension Registry {
  mutating func addModelingWords() {
    addTraining()
    addLearners()
    addTreeLearners()
    addEncodingWords()
    addTreeSettings()
  }

  private mutating func addTraining() {
    word(
      .free, "train",
      [
        Parameter(unlabelled: "learner", .of(Learner.self), "the kind of model and its settings"),
        Parameter("on", .of(Table.self), "the rows to learn from", rules: [.hasRows]),
        Parameter(
          "predicting", .string,
          "the column to predict, missing in no row: true or false (or 0 and 1), strings that name classes, or numbers",
          synonyms: ["target", "label", "labels", "y", "outcome", "response"]),
        Parameter(
          "from", .array(.string), "the columns to learn from, at least one, the target not among them",
          rules: [.features], synonyms: ["features", "using", "inputs", "columns", "x", "with", "by"]),
        Parameter(
          "weights", .optional(.string), default: .nil, "a column that says how much each row counts, at least 0",
          synonyms: ["weight", "sampleWeight", "sample_weight"]),
        Parameter(
          "balanced", .bool, default: .bool(false),
          "whether rows of rare classes count for more, so that all classes count for the same",
          synonyms: ["classWeight", "class_weight", "balance"]),
        .encoding,
      ], gives: .of(Model.self), "learns to predict a column from others",
      details: """
        Columns of numbers and truth values are learned from as numbers, columns of strings as categories. Missing \
        values are fine, in training and later, and so are categories that come up only later. Dates are refused: no \
        later row repeats one; use their parts, or encode them.

        It is an error where every training row has the same answer, where a feature has no value at all or an \
        infinite one, and where a column is named twice. The same rows and settings give the same model, bit for bit, \
        on any number of cores. A row of weight 2 counts as two rows, one of weight 0 as none. Standing alone, a model shows what it relies on, where its kind can say.
        """,
      example: """
        let small = train(
          .boostedTrees(rounds: 20, leaves: 4), on: split.train, predicting: "late",
          from: ["dep_delay", "distance", "hour"])
        small
        """
    ) { call in
      .object(
        try train(
          call.object("learner"), on: call.object("on"), predicting: call.string("predicting"),
          from: call.objects("from"), weights: call.optional("weights"), balanced: call.bool("balanced"),
          encoding: call.dictionary("encoding")))
    }
    property(
      "featureNames", of: Model.self, gives: .array(.string), "the columns that the model learned from",
      details: "In the order in which `train` was given them. A table that the model judges must have all of them.",
      example: """
        model.featureNames
        """
    ) { .array($0.featureNames.map { .string($0) }) }
  }
}
