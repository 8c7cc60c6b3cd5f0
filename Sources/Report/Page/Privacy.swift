import Charts
import Engine

/// What a report must not show: some columns, and groups of a few rows.
///
/// It is kept by leaving out, not by knowing every result: whatever names a hidden column goes, with all that stands
/// beside the name. What an author writes, in prose, code and notes, is the author's.
public struct Privacy: Sendable, Equatable {
  /// The names of columns of which no value, figure or picture is shown.
  public let hidden: [String]
  /// The fewest rows that a group may have; smaller ones are merged with each other, or left out.
  public let minimumGroup: Int

  public init(hidden: [String], minimumGroup: Int) {
    self.hidden = hidden
    self.minimumGroup = minimumGroup
  }

  /// What a result shows under these rules; the same in a page and in its JSON.
  ///
  /// - Throws: where the result's record cannot be read.
  public func applied(to presentation: Presentation) throws -> Presentation {
    guard presentation.kind != "note", presentation.kind != "warning" else { return presentation }
    var gaps = Gaps()
    // Tables say which groups are small, and pictures stand before them.
    for case .table(let table) in presentation.components { _ = applied(to: table, &gaps) }
    gaps.small = 0
    let components = presentation.components.compactMap { applied(to: $0, &gaps) }
    let note = gaps.text(minimumGroup).map { Component.callout(Callout(kind: .note, text: $0)) }
    return Presentation(
      kind: presentation.kind,
      headline: presentation.headline.flatMap { isLeftOut($0, gaps) ? nil : $0 },
      components: components + [note].compactMap(\.self),
      brief: presentation.brief.flatMap { isLeftOut("\($0.lead) \($0.text)", gaps) ? nil : $0 },
      stageNote: presentation.stageNote.flatMap { isLeftOut($0.text, gaps) ? nil : $0 },
      holdsRows: presentation.holdsRows,
      record: applied(to: try FrozenRecord(presentation.record)) ?? .null)
  }

  /// Whether a text has the name of a hidden column in it, as a word of its own.
  public func names(_ text: String) -> Bool { hidden.contains { text.holds(word: $0) } }

  // MARK: Components

  /// Whether a sentence tells of a hidden column, or of a group that is too small.
  private func isLeftOut(_ text: String, _ gaps: Gaps) -> Bool {
    names(text) || gaps.retold.contains(text) || gaps.smallNames.contains { text.holds(word: $0) }
  }

  /// What was left out of a result.
  private struct Gaps {
    var hidden = false
    var small = 0
    /// The names of groups that are too small.
    var smallNames: Set<String> = []
    /// Sentences that tell of groups that are too small.
    var retold: Set<String> = []

    func text(_ least: Int) -> String? {
      var parts: [String] = []
      if hidden { parts.append("What concerns hidden columns is left out.") }
      if small > 0 {
        parts.append(
          "\(counted(small, "group")) of under \(counted(least, "row")) \(small == 1 ? "is" : "are") merged or left out."
        )
      }
      return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
  }

  private func applied(to component: Component, _ gaps: inout Gaps) -> Component? {
    switch component {
    case .heading(let text), .paragraph(let text):
      if names(text) { gaps.hidden = true }
      return isLeftOut(text, gaps) ? nil : component
    case .callout(let callout):
      if names(callout.text) { gaps.hidden = true }
      return names(callout.text) ? nil : component
    case .list(let items):
      let kept = items.filter { !names($0) }
      if kept.count < items.count { gaps.hidden = true }
      return kept.isEmpty ? nil : .list(kept)
    case .keyFigures(let figures):
      let kept = figures.filter { !names($0.label) && !names($0.value) && !names($0.note) }
      if kept.count < figures.count { gaps.hidden = true }
      return kept.isEmpty ? nil : .keyFigures(kept)
    case .table(let table): return applied(to: table, &gaps).map { .table($0) }
    case .figure(let figure): return applied(to: figure, &gaps).map { .figure($0) }
    }
  }

  private func applied(to figure: Figure, _ gaps: inout Gaps) -> Figure? {
    var chart = figure.chart
    var caption = figure.caption
    if let grouped = chart as? any GroupedChart {
      var merged: any GroupedChart = grouped.merging(under: minimumGroup)
      if merged.data != grouped.data {
        // What the sentence says may be of a group that is no longer shown.
        gaps.retold.insert(caption)
        caption = "\(merged.title.capitalisedFirst), without groups of under \(counted(minimumGroup, "row"))."
        merged.summary = caption
      }
      chart = merged
    }
    let data = chart.data
    let texts = [chart.title, chart.summary, caption] + (data.map { $0.columns + $0.rows.joined() } ?? [])
    guard !texts.contains(where: names) else {
      gaps.hidden = true
      return nil
    }
    if let data, data.rows.contains(where: { $0.first.map(gaps.smallNames.contains) ?? false }) { return nil }
    if isLeftOut(chart.summary, gaps) { return nil }
    if isLeftOut(caption, gaps) { caption = "\(chart.title.capitalisedFirst)." }
    return Figure(chart: chart, caption: caption, isNarrow: figure.isNarrow)
  }

  /// Columns and rows of hidden names go; what only a caption says goes with the table, since its values may be theirs.
  private func applied(to table: TableComponent, _ gaps: inout Gaps) -> TableComponent? {
    let columns = table.columns.indices.filter { !hidden.contains(table.columns[$0].title) }
    var rows = table.rows.filter { row in !columns.contains { row[$0].text.map(names) ?? false } }
      .map { row in columns.map { row[$0] } }
    let isChanged = columns.count < table.columns.count || rows.count < table.rows.count
    if isChanged { gaps.hidden = true }
    let isNamed = names(table.caption)
    guard !isNamed || isChanged, !columns.isEmpty, !rows.isEmpty || table.rows.isEmpty else {
      gaps.hidden = true
      return nil
    }
    let kept = columns.map { table.columns[$0] }
    let small = merge(&rows, kept)
    gaps.small += small.count
    gaps.smallNames.formUnion(small)
    return TableComponent(columns: kept, rows: rows, caption: isLeftOut(table.caption, gaps) ? "" : table.caption)
  }

  /// Merges the rows whose count is too small, where the table has a column of counts and names its rows.
  ///
  /// - Returns: what they are called.
  private func merge(_ rows: inout [[TableComponent.Cell]], _ columns: [TableComponent.Column]) -> [String] {
    guard minimumGroup > 1, let place = columns.firstIndex(where: { Self.countTitles.contains($0.title.lowercased()) })
    else { return [] }
    let counts = rows.map { row in row[place].text.flatMap { Int($0.filter { $0 != "," }) } }
    let small = rows.indices.filter { place in counts[place].map { $0 > 0 && $0 < minimumGroup } ?? false }
    guard !small.isEmpty else { return [] }
    let names = small.compactMap { rows[$0].first?.text }
    let total = small.reduce(0) { $0 + (counts[$1] ?? 0) }
    rows = rows.indices.filter { !small.contains($0) }.map { rows[$0] }
    if total >= minimumGroup {
      rows.append(
        columns.indices.map { column in
          column == 0
            ? .name("\(counted(small.count, "smaller group"))")
            : column == place ? .number(NumberText.whole(total)) : .text("–")
        })
    }
    return names
  }

  /// What results, and authors, call a column of counts.
  static let countTitles: Set<String> = ["rows", "count", "n", "row count", "number of rows"]

  // MARK: Records

  /// Names of fields that hold how many rows a group has.
  private static let countKeys: Set<String> = ["rows", "count", "rowCount", "n"]
  /// Names of fields that hold counts of bins, categories or cells.
  private static let listKeys: Set<String> = ["counts", "shape", "current"]

  /// Nil for what must not be there at all.
  private func applied(to record: FrozenRecord, under key: String? = nil) -> FrozenRecord? {
    switch record {
    case .string(let text): return names(text) ? nil : record
    case .list(let elements):
      return .list(
        elements.compactMap { element in isSmall(element, under: key) ? .null : applied(to: element, under: key) })
    case .fields(let fields):
      guard !isSmallGroup(fields) else { return nil }
      // Whatever stands beside a hidden name is about it.
      let isAbout = fields.contains { field in
        if case .string(let text) = field.value { hidden.contains(text) } else { false }
      }
      guard !isAbout else { return nil }
      return .fields(
        fields.compactMap { field in
          guard !hidden.contains(field.key), let value = applied(to: field.value, under: field.key) else { return nil }
          return FrozenRecord.Field(key: field.key, value: value)
        })
    default: return record
    }
  }

  private func isSmallGroup(_ fields: [FrozenRecord.Field]) -> Bool {
    fields.contains { field in
      guard Self.countKeys.contains(field.key), case .int(let count) = field.value else { return false }
      return count > 0 && count < Int64(minimumGroup)
    }
  }

  private func isSmall(_ element: FrozenRecord, under key: String?) -> Bool {
    guard let key, Self.listKeys.contains(key), case .int(let count) = element else { return false }
    return count > 0 && count < Int64(minimumGroup)
  }
}

extension Page {
  /// The page without what else could tell of hidden columns: alerts, and the places of goals.
  public func keeping(_ privacy: Privacy) -> Page {
    var copy = self
    copy.alerts = alerts.filter { !privacy.names($0.feature ?? "") && !privacy.names($0.subject) }
    copy.goals = goals.map { status in
      guard let measurement = status.measurement, let place = measurement.place, privacy.names(place) else {
        return status
      }
      return GoalStatus(
        goal: status.goal,
        measurement: GoalMeasurement(
          goal: measurement.goal, value: measurement.value, interval: measurement.interval, rows: measurement.rows),
        step: status.step)
    }
    return copy
  }
}

extension TableComponent.Cell {
  fileprivate var text: String? {
    switch self {
    case .text(let text), .name(let text), .number(let text): text
    case .chart(let chart): chart.title
    case .state: nil
    }
  }
}

extension String {
  /// Whether a word stands in the text, with no letter, digit or `_` before or behind it.
  fileprivate func holds(word: String) -> Bool {
    guard !word.isEmpty else { return false }
    func isInWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
    return ranges(of: word).contains { range in
      let isStart = range.lowerBound == startIndex || !isInWord(self[index(before: range.lowerBound)])
      let isEnd = range.upperBound == endIndex || !isInWord(self[range.upperBound])
      return isStart && isEnd
    }
  }
}
