import Engine
import Interpreter

/// What labels are worth: how they are spread, who agrees on them, and which are in doubt.
extension Registry {
  mutating func addLabelWords() {
    let table = ValueType.of(Table.self)
    word(
      .method(of: table), "labels",
      [
        Parameter(unlabelled: "target", .string, "the column of labels"),
        Parameter(
          "comparing", .array(.string), default: .array([]), "what makes rows alike; empty to leave that question out",
          synonyms: ["features", "by", "from"]),
        Parameter(
          "atLeast", .int, default: .int(LabelReport.fewestRows), unit: "rows", "what a class needs not to be small",
          synonyms: ["minimum", "fewest"]),
      ], gives: .of(LabelReport.self),
      "how labels are spread, which classes are small, which rows contradict each other",
      details: """
        Rows that are the same in the columns compared and labelled differently cannot all be right, or the columns do \
        not tell what the label depends on: no model is better on them than their most frequent label.
        """,
      example: """
        flights.labels("late", comparing: ["carrier", "origin", "dest", "hour"])
        """
    ) { call in
      .object(
        try call.receiver(as: Table.self).labels(
          call.string("target"), comparing: call.objects("comparing"), atLeast: call.int("atLeast")))
    }
    addAgreement()
    addSuspects()
  }

  private mutating func addAgreement() {
    let example = """
      let judged = flights.prefix(200)
        .adding("anna", col("arr_delay") > 15)
        .adding("ben", col("arr_delay") > 20)
        .adding("carla", col("dep_delay") > 15)
      let people = judged.agreement(between: ["anna", "ben", "carla"])
      people
      note("People agree in \\(percent(people.humanLevel)) of rows.")
      """
    word(
      .method(of: .of(Table.self)), "agreement",
      [
        Parameter(
          "between", .array(.string), "a column of labels for each person; missing where one left a row out",
          rules: [.notEmpty("agreement is between two annotators or more")], synonyms: ["of", "annotators", "columns"])
      ], gives: .of(AnnotatorReport.self), "how far those agree who labelled the same rows",
      details: """
        The share of rows with the same label and Cohen's κ of any two (1960), Fleiss' κ of all (1971), Krippendorff's \
        α, which takes rows with gaps as well (1970), how often each agrees with the most frequent label of the others, \
        and which labels are taken for each other. A κ of 1 is full agreement, 0 what chance brings.
        """, example: example
    ) { call in .object(try call.receiver(as: Table.self).agreement(between: call.objects("between"))) }
    property(
      "humanLevel", of: AnnotatorReport.self, gives: .double, "how often people agree with the others: human level",
      details: "For `.human(…)`, the baseline of an evaluation. An error where nobody labelled a row of another.",
      example: example
    ) { .double(try $0.humanLevel) }
  }

  private mutating func addSuspects() {
    let example = """
      let doubts = flights.suspectLabels(
        of: "late", from: features, by: .logistic(), folds: 3)
      doubts
      note("\\(doubts.rows.count) labels are in doubt.")
      """
    word(
      .method(of: .of(Table.self)), "suspectLabels",
      [
        Parameter("of", .string, "the column of labels", synonyms: ["predicting", "target", "label"]),
        Parameter(
          "from", .array(.string), "the columns to learn from", rules: [.features], synonyms: ["features", "using"]),
        Parameter(
          "by", .of(Learner.self), default: .object(Learner.boostedTrees(rounds: 100, leaves: 15)),
          "a kind of model with good chances", synonyms: ["learner", "model"]),
        Parameter(
          "folds", .int, default: .int(5), unit: "folds", "how many, from 2 to 1,000",
          rules: [.within(.from(2, to: 1000), "folds")]),
        Parameter("seed", .int, default: .int(1), unit: "number", "where the drawing of folds starts"),
        .encoding,
      ], gives: .of(SuspectLabels.self), "labels that a model which never saw them doubts",
      details: """
        Confident learning (Northcutt, Jiang & Chuang 2021): each row is judged by a model of the other folds. Its label \
        is in doubt where the chance of another class reaches what rows of that class have on average. The least \
        plausible come first. Someone should look at them: some are wrong, others are what makes the task hard.
        """, example: example
    ) { call in
      .object(
        try call.receiver(as: Table.self).suspectLabels(
          of: call.string("of"), from: call.objects("from"), by: call.object("by"), folds: call.int("folds"),
          seed: call.int("seed"), encoding: call.dictionary("encoding")))
    }
    property(
      "rows", of: SuspectLabels.self, gives: .array(.int), "the numbers of the rows in doubt, from 1",
      details: "The least plausible label first.", example: example
    ) { .array($0.rows.map { .int($0) }) }
  }
}
