import Engine
import Interpreter

extension Registry {
  /// What words do to columns and which of their arguments name some, for checks that run nothing.
  mutating func addColumnRules() {
    let table = ValueType.of(Table.self)
    addColumnRule(
      .initializer, "Table",
      ColumnRule(result: .file("csv", unless: ["delimiter", "quote", "header", "names", "encoding"])))
    addColumnRule(
      .method(of: table), "filter", ColumnRule(result: .same(.receiver), uses: [("condition", .receiver)]))
    addColumnRule(
      .method(of: table), "adding",
      ColumnRule(result: .adding("name", to: .receiver), uses: [("column", .receiver)]))
    addColumnRule(
      .method(of: table), "selecting", ColumnRule(result: .listed("columns"), names: [("columns", .receiver)]))
    for word in ["sorted", "distinct"] {
      addColumnRule(.method(of: table), word, ColumnRule(result: .same(.receiver), names: [("by", .receiver)]))
    }
    for word in ["prefix", "sampled"] {
      addColumnRule(.method(of: table), word, ColumnRule(result: .same(.receiver)))
    }
    addColumnRule(.method(of: table), "renaming", ColumnRule(names: [("column", .receiver)]))
    addColumnRule(.method(of: table), "removing", ColumnRule(names: [("columns", .receiver)]))
    addColumnRule(
      .method(of: table), "grouped", ColumnRule(names: [("by", .receiver)], uses: [("figures", .receiver)]))
    addColumnRule(.initializer, "Aggregate", ColumnRule(names: [("of", .receiver)]))
    addColumnRule(
      .method(of: table), "pivoted",
      ColumnRule(names: [("rows", .receiver), ("columns", .receiver), ("of", .receiver)]))
    addColumnRule(
      .method(of: table), "joined",
      ColumnRule(names: [("on", .receiver), ("asOf", .receiver), ("by", .receiver)]))
    addColumnRule(.method(of: table), "stacked", ColumnRule(result: .same(.receiver)))
    addColumnRule(.method(of: table), "mean", ColumnRule(names: [("column", .receiver)]))
    addColumnRule(.method(of: table), "share", ColumnRule(uses: [("where", .receiver)]))
    addColumnRule(
      .method(of: table), "profile", ColumnRule(names: [("target", .receiver), ("columns", .receiver)]))
    addColumnRule(.method(of: table), "chart", ColumnRule(names: [("of", .receiver), ("over", .receiver)]))
    addColumnRule(.method(of: table), "histogram", ColumnRule(names: [("of", .receiver), ("by", .receiver)]))
    addColumnRule(.method(of: table), "trend", ColumnRule(names: [("of", .receiver), ("on", .receiver)]))
    addColumnRule(.method(of: .of(MonitorReport.self)), "trend", ColumnRule(names: [("of", .receiver)]))
    addColumnRule(.method(of: table), "schema", ColumnRule(names: [("columns", .receiver)]))
    addColumnRule(.method(of: table), "validate", ColumnRule(uses: [("expectations", .receiver)]))
    addColumnRule(
      .method(of: table), "split",
      ColumnRule(
        result: .same(.receiver),
        names: [("on", .receiver), ("stratifiedBy", .receiver), ("groupedBy", .receiver)]))
    addColumnRule(
      .method(of: table), "folds", ColumnRule(names: [("stratifiedBy", .receiver), ("groupedBy", .receiver)]))
    addColumnRule(.method(of: table), "rollingOrigin", ColumnRule(names: [("on", .receiver)]))
    addColumnRule(
      .method(of: table), "labels", ColumnRule(names: [("target", .receiver), ("comparing", .receiver)]))
    addColumnRule(.method(of: table), "agreement", ColumnRule(names: [("between", .receiver)]))
    addColumnRule(
      .method(of: table), "suspectLabels", ColumnRule(names: [("of", .receiver), ("from", .receiver)]))
    addColumnRule(
      .method(of: .of(Split.self)), "leaks",
      ColumnRule(names: [("comparing", .receiver), ("groupedBy", .receiver), ("on", .receiver)]))
    for half in ["train", "test"] {
      addColumnRule(.property(of: .of(Split.self)), half, ColumnRule(result: .same(.receiver)))
    }
    // Inside validate { … }, the table around is the holder.
    addColumnRule(
      .initializer, "Expect",
      ColumnRule(
        names: [("column", .receiver), ("unique", .receiver)], uses: [("every", .receiver), ("where", .receiver)]))
    addColumnRule(.free, "col", ColumnRule(names: [("name", .receiver)]))
    addColumnRule(
      .free, "train", ColumnRule(names: [("predicting", .argument("on")), ("from", .argument("on"))]))
    addColumnRule(.free, "evaluate", ColumnRule(result: .same(.argument("on")), uses: [("against", .argument("on"))]))
    for word in ["slices", "biasedSlices", "confusion", "fairness"] {
      addColumnRule(.method(of: .of(Evaluation.self)), word, ColumnRule(names: [("by", .receiver)]))
    }
    addColumnRule(.method(of: .of(Evaluation.self)), "worst", ColumnRule(names: [("showing", .receiver)]))
    addColumnRule(.method(of: .of(Evaluation.self)), "tags", ColumnRule(uses: [("tags", .receiver)]))
    addColumnRule(.initializer, "Tag", ColumnRule(uses: [("condition", .receiver)]))
    addColumnRule(.method(of: table), "missingSlices", ColumnRule(names: [("by", .receiver), ("in", .receiver)]))
    addColumnRule(.method(of: table), "drift", ColumnRule(names: [("of", .argument("from"))]))
    addColumnRule(
      .free, "monitor",
      ColumnRule(
        result: .same(.argument("table")), names: [("on", .argument("table"))],
        uses: [("watches", .argument("table"))]))
    // Inside monitor { … }, the rows that it follows hold the features; the model's word stands beside them.
    addColumnRule(
      .initializer, "Watch",
      ColumnRule(names: [("columns", .receiver)], uses: [("where", .receiver)], extras: ["prediction"]))
  }
}
