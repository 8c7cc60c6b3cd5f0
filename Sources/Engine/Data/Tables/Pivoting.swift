extension Table {
  /// As many columns as a pivoted table may have.
  static let mostPivotedColumns = 1000

  /// A figure for each combination of rows and columns: groups of some columns' values stand below each other, the values
  /// of another one beside each other.
  ///
  /// Both are in ascending order. A combination without rows is missing, or 0 where rows are counted.
  /// - Throws: `DataError` where a column is not there or has no such figure, the values are more than 1,000, or one of
  ///   them is called as a column of the rows.
  public func pivoted(
    rows names: [String], columns wide: String, _ figure: Aggregate.Figure, of column: String? = nil
  ) throws(DataError) -> Table {
    guard !names.isEmpty else { throw .invalid("name at least one column whose values become rows") }
    guard !names.contains(wide) else { throw .invalid("\"\(wide)\" cannot be in the rows and in the columns") }
    let (rowKeys, columnKeys) = (try columns(names), [try self.column(wide)])
    let down = RowGroups(rowKeys, rowCount: rowCount).sorted(by: rowKeys)
    let across = RowGroups(columnKeys, rowCount: rowCount).sorted(by: columnKeys)
    guard across.count <= Self.mostPivotedColumns else {
      throw .invalid("\"\(wide)\" has \(across.count) values, more than the 1,000 that can become columns")
    }
    let rows = GroupedRows(down)
    let groups = GroupedRows(across)
    var result: [(name: String, column: Column)] = zip(names, rowKeys).map { name, key in
      (name, key.gathered(orMissing: (0..<rows.count).map { rows[$0].first ?? -1 }))
    }
    let source = try column.map { (name) throws(DataError) in try self.column(name) }
    for group in 0..<groups.count {
      let heading = columnKeys[0].text(at: Int(groups[group].first ?? 0)) ?? "missing"
      guard !result.contains(where: { $0.name == heading }) else {
        throw .duplicateColumn(heading, table: "the pivoted \(label)")
      }
      // The rows of this column alone, under the numbers of all groups.
      let own = groups[group]
      let figures = try figure.values(
        of: source?.gathered(Array(own)), named: column ?? "",
        in: GroupedRows(RowGroups(codes: own.map { down.codes[Int($0)] }, count: down.count)))
      var isThere = [Bool](repeating: figure == .count, count: down.count)
      for row in own { isThere[Int(down.codes[Int(row)])] = true }
      result.append(
        (
          heading,
          Column(
            figures.values,
            validity: figures.validity.intersection(Validity(count: down.count) { isThere[$0] }))
        ))
    }
    return try Table(label: label, columns: result)
  }
}
