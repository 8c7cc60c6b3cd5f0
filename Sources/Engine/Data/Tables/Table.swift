import Synchronization

/// Named typed columns of equal length.
///
/// A filtered table is a view: its rows are an index into the columns it came from, and a column is copied together
/// only when something asks for it.
public struct Table: Sendable {
  /// What messages call the table: the stem of the file it came from.
  public let label: String
  public let columnNames: [String]
  public let rowCount: Int
  let sources: [String: ColumnSource]
  /// What reading or joining found to be odd; a table made from this one does not repeat it.
  public internal(set) var notices: [TableNotice] = []

  /// - Throws: `DataError` where two columns share a name or their lengths differ.
  public init(label: String, columns: [(name: String, column: Column)]) throws(DataError) {
    var sources: [String: ColumnSource] = [:]
    let rowCount = columns.first?.column.count ?? 0
    for (name, column) in columns {
      guard column.count == rowCount else {
        throw .invalid("column \"\(name)\" has \(column.count) rows, the others have \(rowCount)")
      }
      guard sources.updateValue(ColumnSource(column, rows: nil), forKey: name) == nil else {
        throw .duplicateColumn(name, table: label)
      }
    }
    self.init(label: label, names: columns.map(\.name), rowCount: rowCount, sources: sources)
  }

  init(label: String, names: [String], rowCount: Int, sources: [String: ColumnSource]) {
    self.label = label
    columnNames = names
    self.rowCount = rowCount
    self.sources = sources
  }

  /// - Throws: `DataError.unknownColumn`, which carries the names there are.
  public func column(_ name: String) throws(DataError) -> Column {
    guard let source = sources[name] else { throw .unknownColumn(name, available: columnNames, table: label) }
    return source.column
  }

  public func hasColumn(_ name: String) -> Bool { sources[name] != nil }

  // MARK: New tables

  /// The rows where a condition holds; a row where it is missing is left out.
  public func filter(_ condition: Expression) throws(DataError) -> Table {
    let column = try condition.evaluated(over: self)
    guard let holds = column.truths() else {
      throw .wrongType("a filter needs a condition that is true or false for each row, not \(column.type.article)")
    }
    var rows: [Int32] = []
    for row in 0..<rowCount where holds[row] { rows.append(Int32(row)) }
    return choosing(rows)
  }

  /// The given rows, in their order.
  public func choosing(_ rows: [Int32]) -> Table {
    // Columns that share a row index share the composed one as well.
    var composed: [ObjectIdentifier?: RowIndex] = [:]
    var chosen: [String: ColumnSource] = [:]
    for (name, source) in sources {
      let key = source.rows.map(ObjectIdentifier.init)
      let index = composed[key] ?? RowIndex(source.rows.map { old in rows.map { old.rows[Int($0)] } } ?? rows)
      composed[key] = index
      chosen[name] = ColumnSource(source.base, rows: index)
    }
    return Table(label: label, names: columnNames, rowCount: rows.count, sources: chosen)
  }

  /// The table with one more column, computed from the others.
  ///
  /// - Throws: `DataError.duplicateColumn` where the name is taken.
  public func adding(_ name: String, _ expression: Expression) throws(DataError) -> Table {
    guard sources[name] == nil else { throw .duplicateColumn(name, table: label) }
    guard !name.isEmpty else { throw .invalid("a column needs a name") }
    return adding(name, try expression.evaluated(over: self))
  }

  /// The table with a column of its own length in it, in place of one of the same name.
  func adding(_ name: String, _ column: Column) -> Table {
    precondition(column.count == rowCount)
    var sources = sources
    let isNew = sources.updateValue(ColumnSource(column, rows: nil), forKey: name) == nil
    return Table(
      label: label, names: isNew ? columnNames + [name] : columnNames, rowCount: rowCount, sources: sources)
  }

  /// Only the given columns, in the given order.
  public func selecting(_ names: [String]) throws(DataError) -> Table {
    var chosen: [String: ColumnSource] = [:]
    for name in names {
      guard let source = sources[name] else { throw .unknownColumn(name, available: columnNames, table: label) }
      guard chosen.updateValue(source, forKey: name) == nil else { throw .duplicateColumn(name, table: label) }
    }
    return Table(label: label, names: names, rowCount: rowCount, sources: chosen)
  }

  // MARK: Single figures

  /// The mean of a column's present values; of a column of truth values, the share that is true.
  ///
  /// - Throws: where the column is of strings or holds no value.
  public func mean(_ name: String) throws(DataError) -> Double {
    guard try column(name).type != .date else {
      throw .wrongType("the mean needs numbers, but column \"\(name)\" holds dates")
    }
    guard let numbers = try column(name).numbers() else {
      throw .wrongType("the mean needs numbers, but column \"\(name)\" holds strings")
    }
    let distribution = NumericDistribution(numbers)
    guard distribution.count > 0 else {
      throw .empty("column \"\(name)\" of \(label) has no value to take the mean of")
    }
    return distribution.mean
  }

  /// The share of rows where a condition holds, from 0 to 1.
  public func share(where condition: Expression) throws(DataError) -> Double {
    guard rowCount > 0 else { throw .empty("\(label) has no rows to take a share of") }
    return Double(try filter(condition).rowCount) / Double(rowCount)
  }
}

/// A row index that several columns share.
final class RowIndex: Sendable {
  let rows: [Int32]
  init(_ rows: [Int32]) { self.rows = rows }
}

/// A column and the rows of it that a table shows; the shown rows are copied together once, when first read.
final class ColumnSource: Sendable {
  let base: Column
  let rows: RowIndex?
  private let gathered = Mutex<Column?>(nil)

  init(_ base: Column, rows: RowIndex?) {
    self.base = base
    self.rows = rows
  }

  var column: Column {
    guard let rows else { return base }
    return gathered.withLock { cached in
      if let cached { return cached }
      let column = base.gathered(rows.rows)
      cached = column
      return column
    }
  }
}

extension ColumnType {
  /// "a number", for sentences.
  var article: String {
    switch self {
    case .double, .int: "a number"
    case .bool: "true or false"
    case .string: "a string"
    case .date: "a date"
    }
  }
  /// "numbers", for sentences.
  var plural: String {
    switch self {
    case .double, .int: "numbers"
    case .bool: "truth values"
    case .string: "strings"
    case .date: "dates"
    }
  }
}
