import Engine
import Interpreter

/// Tables summed up group by group.
extension Registry {
  private static let groupingExample = """
    flights.grouped(by: ["carrier"]) {
      Aggregate("flights", .count)
      Aggregate("late", .mean, of: "late")
      Aggregate("typical delay", .median, of: "arr_delay")
      Aggregate("one in ten is later than", .quantile(0.9), of: "arr_delay")
    }
    """

  mutating func addGroupingWords() {
    let (table, figure) = (ValueType.of(Table.self), ValueType.of(Aggregate.Figure.self))
    word(
      .method(of: table), "grouped",
      [
        Parameter(
          "by", .array(.string), "columns whose values together name a group; none for a single group",
          synonyms: ["on"]),
        Parameter(
          "figures", .block(of: [.of(Aggregate.self)]), "what is known of each group, each a line of its own"),
      ], gives: table, "one row a group, with figures of the rows in it",
      details: """
        Groups stand in ascending order of their values, missing ones last; a missing value is a group of its own. The \
        new table has the columns of `by:` and one for each `Aggregate`.
        """, example: Self.groupingExample
    ) { call in
      .object(try call.receiver(as: Table.self).grouped(by: call.objects("by"), call.objects("figures")))
    }
    word(
      .initializer, "Aggregate",
      [
        Parameter(unlabelled: "name", .string, "what the column is called"),
        Parameter(unlabelled: "figure", figure, "what the rows are summed up by"),
        Parameter("of", .optional(.string), default: .nil, "the column; nil only where rows are counted"),
      ], gives: .of(Aggregate.self), "one column of a grouped table",
      details: "Missing values do not count. Of a group without any value the figure is missing; a sum is 0.",
      example: Self.groupingExample, isConstant: true
    ) { call in
      .object(Aggregate(try call.string("name"), try call.object("figure"), of: try call.optional("of")))
    }
    for figure in Aggregate.Figure.plain {
      member(
        figure.name, figure, figure.meaning, details: "What `Aggregate` and `pivoted` sum up rows by.",
        example: Self.groupingExample)
    }
    word(
      .staticMember(of: "AggregateFigure"), "quantile",
      [
        Parameter(
          unlabelled: "share", .double, unit: "share from 0 to 1", "the share of values that lies below",
          rules: [.within(Aggregate.validShare, "the quantile")])
      ], gives: figure, Aggregate.Figure.quantile(0.5).meaning,
      details: "Linear between two neighbours, as numpy and pandas have it by default (Hyndman & Fan 1996, type 7).",
      example: Self.groupingExample
    ) { call in .object(Aggregate.Figure.quantile(try call.double("share"))) }
    word(
      .method(of: table), "pivoted",
      [
        Parameter(
          "rows", .array(.string), "columns whose values stand below each other",
          rules: [.notEmpty("at least one column becomes rows")], synonyms: ["index"]),
        Parameter("columns", .string, "the column whose values stand beside each other; no more than 1,000"),
        Parameter(unlabelled: "figure", figure, "what is shown of each combination"),
        Parameter(
          "of", .optional(.string), default: .nil, "the column that is summed up; nil only where rows are counted",
          synonyms: ["values"]),
      ], gives: table, "a figure for each combination of rows and columns",
      details: "Both in ascending order. A combination without rows is missing, or 0 where rows are counted.",
      example: """
        flights.pivoted(rows: ["carrier"], columns: "origin", .mean, of: "late")
        """
    ) { call in
      .object(
        try call.receiver(as: Table.self).pivoted(
          rows: call.objects("rows"), columns: call.string("columns"), call.object("figure"), of: call.optional("of")))
    }
  }
}
