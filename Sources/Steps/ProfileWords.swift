import Engine
import Interpreter

/// What a table holds.
extension Registry {
  mutating func addProfileWords() {
    word(
      .method(of: .of(Table.self)), "profile",
      [
        Parameter(
          "target", .optional(.string), default: .nil,
          "the column that a model is to predict: each other column is held against it"),
        Parameter("columns", .optional(.array(.string)), default: .nil, "the columns to look at; nil for all"),
      ], gives: .of(Profile.self), "what each column holds: gaps, what is typical, its shape, what goes with what",
      details: """
        A row for each column: its kind, the share of rows without a value, how many distinct values it has, the mean \
        (of dates the median, of categories the most frequent with its share), where the middle nine tenths of its \
        numbers lie, and a small picture. The picture counts numbers in twenty equal bins between the 1st and the \
        99th percentile, or the twenty most frequent categories.

        With a target, each column is judged by how well it alone tells it: by the area under the ROC curve for a \
        target of two classes, by R² for numbers, by the share of entropy for more classes. Of categories, each row \
        is judged by the other half of the table, so that an identifier tells nothing. A column with an area of 0.95 \
        or more, or a share of 0.9, is a **leakage suspect**, and so is one whose gaps alone are that good.

        Below stand the ten pairs of columns that go together most: numbers by Pearson's r and Spearman's ρ, pairs \
        with a category by Cramér's V (bias-corrected; numbers cut into tenths), and all by mutual information. What \
        calls for a look is listed: columns that are empty, constant, infinite somewhere, missing in most rows, or \
        have a value of their own in 95% of rows; rows that are there twice; a class with fewer than 10% of rows.
        """,
      example: """
        all.profile(columns: ["dep_delay", "arr_delay", "distance", "carrier"])
        flights.profile(target: "late")
        """
    ) { call in
      let columns: [String]? = if case .nil = call["columns"] { nil } else { try call.objects("columns") }
      return .object(
        try call.receiver(as: Table.self).profile(target: try call.optional("target"), columns: columns))
    }
    word(
      .method(of: .of(Profile.self)), "column", [Parameter(unlabelled: "name", .string, "the column's name")],
      gives: .of(ColumnProfile.self), "one column of a profile, with its quantiles, outliers and most frequent values",
      details: """
        Outliers are values further from the middle half of the rows than one and a half times its width (Tukey). \
        They are counted, not judged: of a column with a long tail they are many. A name that was not profiled is an \
        error.
        """,
      example: """
        all.profile().column("dep_delay")
        """
    ) { call in .object(try call.receiver(as: Profile.self).column(call.string("name"))) }
    property(
      "duplicateRowCount", of: Profile.self, gives: .int, "how many rows repeat an earlier one in every column",
      details: "Of all columns of the table, also of those that the profile does not show.",
      example: """
        note("\\(all.profile(columns: []).duplicateRowCount) rows are there twice.")
        """
    ) { .int($0.duplicateRowCount) }
    property(
      "remarks", of: Profile.self, gives: .array(.string), "what someone should look at before a model is trained",
      details: "A sentence each, with its figure and its bound; an empty list where nothing stands out.",
      example: """
        flights.profile(target: "late").remarks
        """
    ) { .array($0.remarks.map { .string($0) }) }
  }
}
