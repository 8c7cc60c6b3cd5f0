extension Table {
  /// The rows in the order of some columns, the first of which decides first.
  ///
  /// Missing values come last either way, and rows that are equal keep their order. Strings stand in Swift's order.
  /// - Throws: `DataError.unknownColumn`, or where no column is named.
  public func sorted(by names: [String], descending: Bool = false) throws(DataError) -> Table {
    guard !names.isEmpty else { throw .invalid("name at least one column to sort \(label) by") }
    return choosing(
      rowOrder(by: try columns(names).map { (column: $0, isDescending: descending) }, rowCount: rowCount))
  }

  /// The first row of each that share the values of some columns, in the table's order; without names, of all columns.
  ///
  /// A missing value equals another missing one.
  public func distinct(by names: [String] = []) throws(DataError) -> Table {
    choosing(RowGroups(try columns(names.isEmpty ? columnNames : names), rowCount: rowCount).firstRows)
  }

  /// The first rows; all of them where there are not as many.
  public func prefix(_ rows: Int) -> Table { choosing(Array(0..<Int32(min(max(rows, 0), rowCount)))) }

  /// As many rows as may be sampled.
  public static let validSample = ValidRange.from(1, to: 2_147_483_647)

  /// Rows drawn at random without replacement, in the table's order; the same ones for the same seed.
  ///
  /// - Throws: where the table has fewer rows, or none are asked for.
  public func sampled(_ rows: Int, seed: Int = 1) throws(DataError) -> Table {
    try Self.validSample.check("the number of rows", Double(rows))
    guard rows <= rowCount else { throw .invalid("\(label) has \(rowCount) rows, of which \(rows) cannot be drawn") }
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
    var left = rows
    var chosen: [Int32] = []
    chosen.reserveCapacity(rows)
    for row in 0..<rowCount where left > 0 && random.below(rowCount - row) < left {
      chosen.append(Int32(row))
      left -= 1
    }
    return choosing(chosen)
  }

  // MARK: Columns

  /// The table with one column under another name, in its place.
  ///
  /// - Throws: where there is no such column, or the new name is taken or empty.
  public func renaming(_ name: String, to newName: String) throws(DataError) -> Table {
    guard let source = sources[name] else { throw .unknownColumn(name, available: columnNames, table: label) }
    guard !newName.isEmpty else { throw .invalid("a column needs a name") }
    guard newName != name else { return self }
    guard sources[newName] == nil else { throw .duplicateColumn(newName, table: label) }
    var renamed = sources
    renamed[name] = nil
    renamed[newName] = source
    return Table(
      label: label, names: columnNames.map { $0 == name ? newName : $0 }, rowCount: rowCount, sources: renamed)
  }

  /// The table without some of its columns.
  public func removing(_ names: [String]) throws(DataError) -> Table {
    for name in names where !hasColumn(name) { throw .unknownColumn(name, available: columnNames, table: label) }
    return try selecting(columnNames.filter { !names.contains($0) })
  }
}
