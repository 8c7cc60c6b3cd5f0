import Engine
import Interpreter

/// Rows to learn from, and rows to judge on.
extension Registry {
  mutating func addSplitWords() {
    addSplits()
    addFolds()
    addLeakWords()
  }

  private static let seed = Parameter(
    "seed", .int, default: .int(1), unit: "number", "where the drawing starts",
    synonyms: ["randomState", "random_state"])
  private static let strata = Parameter(
    "stratifiedBy", .optional(.string), default: .nil, "a column of whose values each side has the same proportions",
    synonyms: ["stratify", "strata"])
  private static let groups = Parameter(
    "groupedBy", .optional(.string), default: .nil, "a column whose equal values stay on one side: customers, devices",
    synonyms: ["groups", "group"])

  private mutating func addSplits() {
    let table = ValueType.of(Table.self)
    let example = """
      let autumn = flights.split(on: "date", at: "2013-10-01")
      autumn
      note("Late before October: \\(percent(autumn.train.mean("late")))")
      note("Late from then on: \\(percent(autumn.test.mean("late")))")
      """
    word(
      .method(of: table), "split",
      [
        Parameter("on", .string, "the column of dates to cut"),
        Parameter(
          "at", .either([.string, .of(Instant.self)]), "the first moment of the test rows: a date, or `2013-07-01`",
          rules: [.isoDate]),
      ], gives: .of(Split.self), "cuts by time: rows to learn from, and later ones to test on",
      details: """
        A model is used on days that come after those it learned from, so that it is tested that way as well. Rows \
        without a date belong to neither side. A column that holds no dates is an error, and so is a side without rows.
        """, example: example
    ) { call in .object(try call.receiver(as: Table.self).split(on: call.string("on"), at: call.date("at"))) }
    word(
      .method(of: table), "split",
      [
        Parameter(
          "test", .double, unit: "share from 0 to 1", "of the rows that are to test on",
          rules: [.within(.between(0, 1), "test")], synonyms: ["testSize", "test_size", "share", "testing"]),
        Self.strata, Self.groups, Self.seed,
      ], gives: .of(Split.self), "cuts at random: a share of the rows to test on, the others to learn from",
      details: """
        Right where rows have no order in time; where they have, cut `on:` it. Groups stay whole, so that the share is \
        met as nearly as they allow; strata and groups do not go together. The same seed draws the same rows.
        """,
      example: """
        let drawn = flights.split(test: 0.2, stratifiedBy: "late")
        drawn
        let byAirport = flights.split(test: 0.3, groupedBy: "dest", seed: 7)
        byAirport
        """
    ) { call in
      .object(
        try call.receiver(as: Table.self).split(
          test: call.double("test"), stratifiedBy: call.optional("stratifiedBy"), groupedBy: call.optional("groupedBy"),
          seed: call.int("seed")))
    }
    property(
      "train", of: Split.self, gives: table, "the rows to learn from",
      details: "A `Table` like any other.", example: example
    ) { .object($0.train) }
    property(
      "test", of: Split.self, gives: table, "the rows to judge on",
      details: "A `Table` like any other. Nothing may be learned or tuned on these rows.", example: example
    ) { .object($0.test) }
  }

  private mutating func addFolds() {
    let table = ValueType.of(Table.self)
    word(
      .method(of: table), "folds",
      [
        Parameter(
          unlabelled: "count", .int, unit: "folds", "how many, from 2 to 1,000",
          rules: [.within(.from(2, to: 1000), "folds")]),
        Self.strata, Self.groups,
        Parameter(
          "repeats", .int, default: .int(1), unit: "times", "how often the whole is done, each time drawn anew",
          rules: [.within(.from(1, to: 1000), "repeats")]),
        Self.seed,
      ], gives: .array(.of(Split.self)), "cuts into folds: each row is tested on once, and learned from otherwise",
      details: """
        As many splits as folds, for `crossValidate` and `tune`. Each fold has nearly as many rows; groups stay whole, \
        the largest placed first.
        """,
      example: """
        let fifths = split.train.folds(5, stratifiedBy: "late")
        note("\\(fifths.count) folds, the first of \\(fifths[0].test.rowCount) rows.")
        """
    ) { call in
      .array(
        try call.receiver(as: Table.self).folds(
          call.int("count"), stratifiedBy: call.optional("stratifiedBy"), groupedBy: call.optional("groupedBy"),
          repeats: call.int("repeats"), seed: call.int("seed")
        ).map { .object($0) })
    }
    word(
      .method(of: table), "rollingOrigin",
      [
        Parameter("on", .string, "the column of dates"),
        Parameter(
          "folds", .int, unit: "splits", "how many, at least 1", rules: [.within(.from(1, to: 1000), "folds")],
          synonyms: ["count", "splits"]),
        Parameter("testing", .of(Duration.self), "how long each split tests", synonyms: ["test", "horizon", "span"]),
        Parameter(
          "training", .optional(.of(Duration.self)), default: .nil, "how far back training goes; nil for the first row",
          synonyms: ["window", "train"]),
      ], gives: .array(.of(Split.self)),
      "cuts by time again and again: each split tests on a span, and learns from before",
      details: """
        How a model does that is trained anew every so often. The spans lie behind each other, and the last one ends \
        with the latest row. A split without rows on a side is an error.
        """,
      example: """
        let months = flights.rollingOrigin(
          on: "date", folds: 3, testing: .days(30), training: .days(120))
        for month in months { show(month, caption: "One month, and what came before") }
        """
    ) { call in
      .array(
        try call.receiver(as: Table.self).rollingOrigin(
          on: call.string("on"), folds: call.int("folds"), testing: call.object("testing"),
          training: call.optional("training")
        ).map { .object($0) })
    }
  }

  private mutating func addLeakWords() {
    let example = """
      let leaks = split.leaks(comparing: ["date", "carrier", "flight"])
      leaks
      if leaks.hasLeaks { note("Some test rows are no test.") }
      """
    word(
      .method(of: .of(Split.self)), "leaks",
      [
        Parameter(
          "comparing", .optional(.array(.string)), default: .nil,
          "the columns that make two rows the same; nil for all",
          synonyms: ["columns", "by"]),
        Self.groups,
        Parameter(
          "on", .optional(.string), default: .nil,
          "the column of dates in which test rows should be later; nil for the one that was cut"),
      ], gives: .of(LeakCheck.self), "whether training knows some of the test rows already",
      details: """
        Counts test rows that training has as well, that are of a group which training has rows of, and that are no \
        later than the last training row. Any of them makes a model look better than it is.
        """, example: example
    ) { call in
      let columns: [String]? = if case .nil = call["comparing"] { nil } else { try call.objects("comparing") }
      return .object(
        try call.receiver(as: Split.self).leaks(
          comparing: columns, groupedBy: call.optional("groupedBy"), on: call.optional("on")))
    }
    property(
      "hasLeaks", of: LeakCheck.self, gives: .bool, "whether any test row was found that training knows",
      details: "Of the kinds that were looked for.", example: example
    ) { .bool($0.hasLeaks) }
  }
}
