/// The forecast of those who know nothing but the past: what came a number of rows before, in each series.
public struct EarlierValue: Sendable {
  /// How far back to look: 1 for the last value, 7 for that of a week ago in daily rows.
  public let rows: Int
  /// The column that orders the rows.
  public let dates: String
  /// A column that tells apart several series; nil where the table is one.
  public let series: String?
  /// Rows before the judged ones.
  public let history: Table?

  /// The forecast of every row: a value of the target's kind.
  ///
  /// Rows without a past that goes back so far are given what the model would say without any feature.
  /// - Throws: where a date is missing or stands twice in one series, as nothing then says which came last.
  func column(of model: Model, in table: Table) throws(DataError) -> Column {
    try Baseline.validSeason.check("the rows of a season", Double(rows))
    let past =
      try history.map { (table) throws(DataError) in
        try entries(of: model, in: table, areJudged: false)
      } ?? []
    let judged = try entries(of: model, in: table, areJudged: true)
    var forecasts = [Answer?](repeating: nil, count: table.rowCount)
    for (series, all) in Dictionary(grouping: past + judged, by: \.series).sorted(by: { $0.key < $1.key }) {
      let inOrder = all.sorted { $0.date < $1.date }
      for (place, entry) in inOrder.enumerated() {
        if place > 0, inOrder[place - 1].date == entry.date {
          throw .invalid(ambiguity(at: entry.date, in: series))
        }
        if let row = entry.judgedRow, place >= rows { forecasts[row] = inOrder[place - rows].answer }
      }
    }
    return Self.column(forecasts, otherwise: model)
  }

  private enum Answer {
    case number(Double)
    case text(String)
  }

  private struct Entry {
    let series: String
    let date: Int64
    let answer: Answer
    /// Its row among the judged ones; nil for one of the history.
    let judgedRow: Int?
  }

  private func entries(of model: Model, in table: Table, areJudged: Bool) throws(DataError) -> [Entry] {
    let times = try table.presentColumn(dates)
    guard case .date(let moments) = times.values else {
      throw .wrongType("\"\(dates)\" must hold dates to say what came before, but it holds \(times.type.article)")
    }
    let answers: [Answer]
    switch model.kind {
    case .binary: answers = try table.outcomes(model.target).map { .number($0 ? 1 : 0) }
    case .number: answers = try table.finiteNumbers(model.target).map { .number($0) }
    case .multiclass: answers = try table.presentTexts(model.target).map { .text($0) }
    }
    let series = try self.series.map { (name) throws(DataError) in try table.presentColumn(name) }
    return answers.indices.map { row in
      Entry(
        series: series?.text(at: row) ?? "", date: moments[row], answer: answers[row],
        judgedRow: areJudged ? row : nil)
    }
  }

  private func ambiguity(at moment: Int64, in series: String) -> String {
    let place = Instant(microseconds: moment).description
    guard let name = self.series else {
      return "\"\(dates)\" has several rows at \(place): name the column that tells them apart with by:"
    }
    return "\"\(dates)\" has several rows at \(place) where \"\(name)\" is \"\(series)\": nothing says which came last"
  }

  private static func column(_ forecasts: [Answer?], otherwise model: Model) -> Column {
    guard case .multiclass(let classes) = model.kind else {
      return Column(
        forecasts.map { answer in if case .number(let number)? = answer { number } else { model.prior[0] } })
    }
    return Column(
      forecasts.map { answer -> String? in if case .text(let text)? = answer { text } else { classes[0] } })
  }
}
