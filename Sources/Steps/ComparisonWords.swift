import Engine
import Interpreter

/// Two models side by side on the same rows.
extension Registry {
  mutating func addComparisonWords() {
    let example = """
      let simpler = train(
        .logistic(), on: split.train, predicting: "late", from: features)
      let duel = compare(champion: simpler, challenger: model, on: split.test)
      duel
      if duel.isBetter { note("The trees may take over.") }
      """
    word(
      .free, "compare",
      [
        Parameter("champion", .of(Model.self), "the model in use"),
        Parameter("challenger", .of(Model.self), "the one that would take its place; of the same target"),
        Parameter(
          "on", .of(Table.self), "rows that neither has seen, in which the target is never missing",
          rules: [.hasRows], synonyms: ["over", "with", "data", "rows", "table"]),
      ], gives: .of(Comparison.self), "whether one model is better than another, or only luckier, on the same rows",
      details: """
        Each figure of both models with the difference, its 95% interval and a test that is paired, since both judged the \
        same rows: DeLong's of ROC AUC (DeLong, DeLong & Clarke-Pearson 1988), McNemar's exact one of accuracy (1947), \
        and for mean losses a bootstrap of 1,000 draws of rows, from a fixed seed. A p-value says how often chance alone \
        would make so large a difference.
        """, example: example
    ) { call in
      .object(
        try compare(
          champion: call.object("champion"), challenger: call.object("challenger"), on: call.object("on")))
    }
    property(
      "isBetter", of: Comparison.self, gives: .bool, "whether the challenger is better, by more than luck",
      details: """
        By the figure that leads: ROC AUC for what is true or false, accuracy for several classes, the mean absolute \
        error for numbers. Better, with a p-value below 0.05.
        """, example: example
    ) { .bool($0.isBetter) }
  }
}
