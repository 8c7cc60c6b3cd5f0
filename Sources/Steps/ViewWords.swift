import Engine
import Interpreter

/// Pictures of a table's columns.
extension Registry {
  mutating func addViewWords() {
    addChart()
    addHistogram()
    addTrend()
  }

  /// What happened when, as a dictionary from labels or dates to texts.
  static let marking = Parameter(
    "marking", .dictionary(key: .string, value: .string), default: .dictionary([:]),
    "what happened when: texts by window or date, drawn as thin lines", synonyms: ["events", "annotations", "marks"])

  private static let chartExample = """
    let daily = flights.grouped(by: ["date"]) {
      Aggregate("share late", .mean, of: "late")
      Aggregate("mean delay", .mean, of: "dep_delay")
    }
    daily.chart(
      .lines, of: ["share late"], over: "date",
      marking: ["2013-03-10": "summer time"])
    daily.chart(.panels, of: ["share late", "mean delay"], over: "date")
    """

  private mutating func addChart() {
    let kinds: [(TableChart.Kind, String, String)] = [
      (
        .bars, "a bar a row: for a few names", "At most 40 rows, in the table's order; of several columns a chart each."
      ),
      (
        .lines, "a line a column, over dates, numbers or names",
        "At most six columns, each named at its right end; a missing value is left out."
      ),
      (
        .panels, "a line a column, each in a small chart of its own",
        "At most nine columns, beside each other, so that shapes compare where lines would cross."
      ),
      (
        .stacked, "a column of parts a row: for amounts that add up",
        "Of more than six parts the smallest are one; of more than sixty rows neighbours are added up."
      ),
      (
        .shares, "a column of parts a row, each as high as the others",
        "As `.stacked`, but each row's parts are shares of their sum."
      ),
      (
        .heatmap, "a grid of cells, a row a column, shaded by how high the value is",
        "Shades change at the quartiles of all values and where their highest twentieth begins."
      ),
    ]
    let more = """
      let rates = flights.grouped(by: ["carrier"]) {
        Aggregate("rows", .count)
        Aggregate("late rows", .mean, of: "late")
      }
      rates.chart(.bars, of: ["late rows"], over: "carrier")
      rates.chart(.stacked, of: ["rows"], over: "carrier")
      rates.chart(.shares, of: ["rows", "late rows"], over: "carrier")
      rates.chart(.heatmap, of: ["rows", "late rows"], over: "carrier")
      """
    for (kind, summary, details) in kinds {
      member(
        kind.rawValue, kind, summary, details: details,
        example: kind == .lines || kind == .panels ? Self.chartExample : more)
    }
    word(
      .method(of: .of(Table.self)), "chart",
      [
        Parameter(unlabelled: "kind", .of(TableChart.Kind.self), "how the columns are shown"),
        Parameter(
          "of", .array(.string), "columns of numbers, or of true and false, at least one",
          rules: [.notEmpty("a chart needs at least one column of numbers")],
          synonyms: ["y", "values", "showing", "columns"]),
        Parameter("over", .string, "what names the rows: dates, numbers or texts", synonyms: ["x", "by", "labels"]),
        Self.marking,
      ],
      gives: .of(TableChart.self), "some columns as a picture",
      details: """
        A chart draws the table as it is, a mark a row: group first. Lines over dates or numbers stand on an axis of \
        them, in their order; over texts in the table's order. Numbers that all lie between 0 and 1 are written as per \
        cent. Panels have one axis as long as the largest column is no more than ten times the smallest.
        """,
      example: Self.chartExample
    ) { call in
      .object(
        try call.receiver(as: Table.self).chart(
          call.object("kind"), of: call.objects("of"), over: call.string("over"), marking: call.dictionary("marking")))
    }
  }

  private mutating func addHistogram() {
    let example = """
      flights.histogram(of: "distance", by: "origin")
      flights.histogram(of: "carrier")
      all.filter(col("dep_delay") > 0).histogram(of: "dep_delay", scale: .logarithmic)
      flights.histogram(of: "distance", scale: .linear)
      """
    member(
      ColumnHistogram.Scale.linear.rawValue, ColumnHistogram.Scale.linear, "bins of one width",
      details: "As wide as a round number, so that at most 40 bins hold the middle 99 per cent.", example: example)
    member(
      ColumnHistogram.Scale.logarithmic.rawValue, ColumnHistogram.Scale.logarithmic,
      "bins of one ratio: for what runs over powers of ten",
      details: "Zero and negative numbers have no place on it; how many there are is said under the picture.",
      example: example)
    word(
      .method(of: .of(Table.self)), "histogram",
      [
        Parameter("of", .string, "the column", synonyms: ["column", "x"]),
        Parameter(
          "by", .optional(.string), default: .nil, "counts each of this column's six most frequent values apart",
          synonyms: ["groupedBy", "per", "split", "hue"]),
        Parameter(
          "scale", .of(ColumnHistogram.Scale.self), default: .object(ColumnHistogram.Scale.linear), "how bins are cut"),
      ],
      gives: .of(ColumnHistogram.self), "how often each value of a column occurs",
      details: """
        Numbers and dates are counted in at most 40 bins between the 0.5th and the 99.5th percentile, the outer bins \
        taking the rest; categories by falling count, the twenty most frequent. Groups are drawn as shares of their own \
        rows, so that a small one can be laid over a large one.
        """,
      example: example
    ) { call in
      .object(
        try call.receiver(as: Table.self).histogram(
          of: call.string("of"), by: call.optional("by"), scale: call.object("scale")))
    }
  }

  private mutating func addTrend() {
    word(
      .method(of: .of(Table.self)), "trend",
      [
        Parameter("of", .string, "the column", synonyms: ["column"]),
        Parameter(
          "every", .of(Period.self), "the length of a window", synonyms: ["period", "per", "window", "interval"]),
        Parameter(
          "on", .optional(.string), default: .nil,
          "the column of dates that places a row in its window; only windows of rows can do without",
          synonyms: ["date", "time", "at"]),
        Self.marking,
      ],
      gives: .of(ColumnTrend.self), "how a column is spread in each window of time",
      details: """
        Of numbers the median, the middle half and the middle nine tenths; of categories the shares of the five most \
        frequent and of all others.
        """,
      example: """
        flights.trend(of: "dep_delay", every: .week, on: "date")
        flights.trend(of: "carrier", every: .month, on: "date")
        """
    ) { call in
      .object(
        try call.receiver(as: Table.self).trend(
          of: call.string("of"), every: call.object("every"), on: call.optional("on"),
          marking: call.dictionary("marking")))
    }
  }

  mutating func addMonitorTrend() {
    word(
      .method(of: .of(MonitorReport.self)), "trend",
      [
        Parameter("of", .string, "the column: a feature, the target or any other of the rows", synonyms: ["column"]),
        Self.marking,
      ],
      gives: .of(ColumnTrend.self), "how a column is spread in each window, beside the reference",
      details: """
        What `drift` says in a number, as a picture: of numbers the median, the middle half and the middle nine tenths of \
        each window, and the reference's median and middle half behind; of categories their shares.
        """,
      example: """
        watch.trend(of: "dep_delay", marking: ["2013-11-01": "winter schedule"])
        """
    ) { call in
      .object(
        try call.receiver(as: MonitorReport.self).trend(of: call.string("of"), marking: call.dictionary("marking")))
    }
  }
}
