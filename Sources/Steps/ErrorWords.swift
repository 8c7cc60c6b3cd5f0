import Engine
import Interpreter

/// Where a model fails.
extension Registry {
  mutating func addErrorWords() {
    addSlices()
    addErrorGroups()
    addErrorRows()
    addExplanations()
  }

  private mutating func addExplanations() {
    let explained = Parameter(
      "for", .optional(.string), default: .nil,
      "the class to explain, where the model tells several apart", synonyms: ["class", "label"])
    word(
      .method(of: .of(Model.self)), "explanation",
      [
        Parameter("of", .int, unit: "row", "the row's number in the table, from 1", synonyms: ["row", "at", "index"]),
        Parameter("in", .of(Table.self), "the table of the row", rules: [.hasRows], synonyms: ["on", "from", "table"]),
        explained,
      ], gives: .of(Explanation.self), "why the model says what it says of one row",
      details: """
        What each feature adds to the score, or takes from it: Shapley values, computed exactly from the trees \
        (Lundberg, Erion & Lee 2018). They sum to the score, which is the log-odds of a target that is true or false, \
        and the prediction itself where the target is a number or the model a forest. Only models of trees can be \
        explained; without `for:`, the class that is predicted is.

        A contribution says what the model relied on, not what brings the outcome about.
        """,
      example: """
        model.explanation(of: 3, in: split.test)
        """
    ) { call in
      .object(
        try call.receiver(as: Model.self).explanation(
          of: call.int("of"), in: call.object("in"), for: call.optional("for")))
    }
    word(
      .method(of: .of(Model.self)), "contributions",
      [
        Parameter(
          "on", .of(Table.self), "rows as the model meets them", rules: [.hasRows],
          synonyms: ["in", "over", "of", "from", "table"]),
        Parameter(
          "rows", .int, default: .int(1000), unit: "rows", "the most that are explained, spread evenly; at least 1",
          rules: [.within(.from(1), "rows")], synonyms: ["sample", "limit", "count"]),
        explained,
      ], gives: .of(Contributions.self), "what each feature adds to the scores of many rows",
      details: """
        The Shapley values of `explanation`, exact, of many rows at once: a stripe is as tall as there are rows that a         feature moves that far, and coloured by how high its values are in them. Of models of trees.
        """,
      example: """
        model.contributions(on: split.test, rows: 300)
        """
    ) { call in
      .object(
        try call.receiver(as: Model.self).contributions(
          on: call.object("on"), rows: call.int("rows"), for: call.optional("for")))
    }
    word(
      .method(of: .of(Model.self)), "partialDependence",
      [
        Parameter("on", .string, "one of the model's features", synonyms: ["of", "feature", "by"]),
        Parameter(
          "in", .of(Table.self), "rows as the model meets them", rules: [.hasRows], synonyms: ["over", "from", "table"]),
        Parameter(
          "rows", .int, default: .int(2000), unit: "rows", "the most that are used, drawn at random; at least 1",
          rules: [.within(.from(1), "rows")], synonyms: ["sample", "limit", "count"]),
        Parameter(
          "individuals", .int, default: .int(0), unit: "rows",
          "that are drawn one by one besides the mean, from 0 to 200",
          rules: [.within(.from(0, to: 200), "individuals")], synonyms: ["ice", "lines"]),
        explained,
      ], gives: .of(PartialDependence.self), "how predictions move with one feature",
      details: """
        All rows are given one value of the feature after the other, up to 20 of them, and predicted; a point is the \
        mean (Friedman 2001), a thin line a single row (Goldstein et al. 2015). Where features hang together, some of these rows could not occur: read such a curve with \
        care.
        """,
      example: """
        model.partialDependence(
          on: "dep_delay", in: split.test, rows: 300, individuals: 12)
        """
    ) { call in
      .object(
        try call.receiver(as: Model.self).partialDependence(
          on: call.string("on"), in: call.object("in"), rows: call.int("rows"),
          individuals: call.int("individuals"), for: call.optional("for")))
    }
  }
}
