/// Rows group by group, in the table's order within each.
struct GroupedRows: Sendable {
  private let rows: [Int32]
  private let starts: [Int]

  init(_ groups: RowGroups) { (rows, starts) = groups.rowsByGroup() }

  var count: Int { starts.count - 1 }

  subscript(group: Int) -> ArraySlice<Int32> { rows[starts[group]..<starts[group + 1]] }

  /// A value for each group, on all cores: groups are dealt out in runs of about as many rows, each by itself.
  func map<T: Sendable>(_ transform: @Sendable (ArraySlice<Int32>) -> T) -> [T] {
    let rowsEach = max(8192, rows.count / 64)
    var bounds = [0]
    for group in 0..<count where starts[group + 1] - starts[bounds[bounds.count - 1]] >= rowsEach {
      bounds.append(group + 1)
    }
    if bounds[bounds.count - 1] < count { bounds.append(count) }
    let parts = mapInParallel(bounds.count - 1) { [bounds] part in
      (bounds[part]..<bounds[part + 1]).map { transform(self[$0]) }
    }
    return parts.flatMap(\.self)
  }
}

extension Table {
  /// One row for each combination of values in some columns, with figures of the rows that share it.
  ///
  /// Groups stand in ascending order of their values, missing ones last; a missing value is a group of its own. Without
  /// columns, all rows are one group.
  ///
  /// ```swift
  /// flights.grouped(by: ["carrier"]) {
  ///   Aggregate("flights", .count)
  ///   Aggregate("late", .mean, of: "late")
  /// }
  /// ```
  /// - Throws: `DataError` where a column is not there or has no such figure, or a name is given twice.
  ///   What the block itself throws goes through.
  public func grouped(
    by names: [String], @AggregateBuilder _ aggregates: () throws -> [Aggregate]
  ) throws -> Table { try grouped(by: names, try aggregates()) }

  public func grouped(by names: [String], _ aggregates: [Aggregate]) throws(DataError) -> Table {
    guard !names.isEmpty || !aggregates.isEmpty else { throw .invalid("name a column to group by, or a figure") }
    let keys = try columns(names)
    let groups = RowGroups(keys, rowCount: rowCount).sorted(by: keys)
    let rows = GroupedRows(groups)
    let firstRows = (0..<rows.count).map { rows[$0].first ?? -1 }
    var columns: [(name: String, column: Column)] = zip(names, keys).map { ($0, $1.gathered(orMissing: firstRows)) }
    for aggregate in aggregates {
      guard !aggregate.name.isEmpty else { throw .invalid("a column needs a name") }
      guard !columns.contains(where: { $0.name == aggregate.name }) else {
        throw .duplicateColumn(aggregate.name, table: "the grouped \(label)")
      }
      let source = try aggregate.column.map { (name) throws(DataError) in try column(name) }
      columns.append(
        (aggregate.name, try aggregate.figure.values(of: source, named: aggregate.column ?? "", in: rows)))
    }
    return try Table(label: label, columns: columns)
  }
}
