import Engine

/// A table that stands alone: its size and its first rows, as they are.
extension Table: Presentable {
  private static let mostRows = 10
  /// More columns than a reader would scroll through.
  private static let mostColumns = 50

  public var presentation: Presentation {
    let headline = "\(label) has \(counted(rowCount, "row")) and \(counted(columnNames.count, "column"))."
    return Presentation(
      kind: "table", headline: headline, components: [columnNames.isEmpty ? .paragraph(headline) : firstRows(headline)],
      stageNote: StageNote(counted(rowCount, "row")), holdsRows: rowCount > 0,
      record: TableRecord(label: label, rowCount: rowCount, columns: columnNames))
  }

  private func firstRows(_ headline: String) -> Component {
    let rows = min(rowCount, Self.mostRows)
    let table = choosing((0..<Int32(rows)).map(\.self))
    let shown = columnNames.prefix(Self.mostColumns).compactMap { name in
      (try? table.column(name)).map { (name: name, column: $0) }
    }
    let limits = [
      rowCount > rows ? "the first \(rows) rows" : nil,
      columnNames.count > shown.count ? "the first \(shown.count) columns" : nil,
    ].compactMap(\.self)
    let remark = limits.isEmpty ? "" : " Shown are \(listed(limits))."
    return .table(
      TableComponent(
        columns: shown.map { .init($0.name, $0.column.isNumeric ? .trailing : .leading) },
        rows: (0..<rows).map { row in shown.map { $0.column.cell(at: row) } }, caption: headline + remark))
  }

  private struct TableRecord: Encodable, Sendable {
    let label: String
    let rowCount: Int
    let columns: [String]
  }
}

extension Column {
  /// The value of a row as the data have it: a year is no amount, so that thousands stand without commas.
  fileprivate func cell(at row: Int) -> TableComponent.Cell {
    guard let text = text(at: row) else { return isNumeric ? .number("–") : .text("–") }
    switch values {
    case .double(let values): return .number(NumberText.short(values[row]).replacing(",", with: ""))
    case .int: return .number(text.replacing("-", with: "−"))
    case .date: return .number(text)
    case .bool(let values): return .text(values[row] ? "yes" : "no")
    case .string: return .text(text.count > Self.longestText ? text.prefix(Self.longestText) + "…" : text)
    }
  }

  private static let longestText = 60
}
