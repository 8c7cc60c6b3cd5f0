import Foundation
import GRDB

extension PredictionLog {
  /// Takes rows out whose identifiers begin so, with their labels.
  ///
  /// - Throws: `DataError.cannotWrite`.
  public func remove(idsBeginning prefix: String) throws(DataError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let queue = try opened()
    do {
      try queue.write { database in
        for table in ["labels", "predictions"] {
          try database.execute(
            sql: "DELETE FROM \(table) WHERE substr(id, 1, ?) = ?", arguments: [prefix.count, prefix])
        }
      }
    } catch { throw explained(error) }
  }

  /// What became of labels that were joined to the log.
  public struct JoinedLabels: Sendable, Equatable, Encodable {
    /// The deployed model.
    public var name: String
    /// Rows of the log that have a label from here on.
    public var joined = 0
    /// Of these, rows that had another one before.
    public var changed = 0
    /// Labels for which no row was logged.
    public var unmatched = 0
    /// One of those, for the message.
    public var firstUnmatched: String?

    public init(name: String, joined: Int = 0, changed: Int = 0, unmatched: Int = 0, firstUnmatched: String? = nil) {
      self.name = name
      self.joined = joined
      self.changed = changed
      self.unmatched = unmatched
      self.firstUnmatched = firstUnmatched
    }
  }

  /// What came true of one row.
  public struct Label: Sendable, Equatable {
    public let key: String
    /// As it is written: `true`, `0`, `12.5`, `late`.
    public let value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Adds what came true to the rows that were logged. A label that comes again replaces the earlier one.
  ///
  /// - Parameter column: what tells rows apart: `id`, or a column that is kept beside the features.
  /// - Throws: `DataError.unknownColumn` where the log has no such column; `.invalid` for a label that the target cannot
  ///   have; `.cannotWrite` where the log cannot be written. No label is joined then.
  public func join(
    _ labels: [Label], on column: String = PredictionColumns.id, at moment: Date = Date()
  ) throws(DataError) -> JoinedLabels {
    let keys = [PredictionColumns.id] + facts.kept.map(\.name)
    guard keys.contains(column) else {
      throw .unknownColumn(column, available: keys, table: "what identifies the rows of \(facts.name)")
    }
    var values: [DatabaseValue] = []
    for label in labels { values.append(try value(of: label)) }
    guard FileManager.default.fileExists(atPath: path) else {
      throw .cannotRead(path: displayPath, reason: "nothing has been logged yet: there are no rows to label")
    }
    let queue = try opened()
    let time = Int64(moment.timeIntervalSince1970 * 1e6)
    do {
      return try queue.write { database in
        let quoted = column == PredictionColumns.id ? column : Self.column(of: column)
        try database.execute(
          sql: "CREATE INDEX IF NOT EXISTS \(Self.quoted("predictions by \(column)")) ON predictions (\(quoted))")
        let find = try database.makeStatement(
          sql: """
            SELECT p.id, l.label IS NOT NULL AND l.label IS NOT ?2 FROM predictions p LEFT JOIN labels l ON l.id = p.id
            WHERE p.\(quoted) = ?1
            """)
        let put = try database.makeStatement(
          sql: "INSERT INTO labels VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET label = excluded.label, "
            + "time = excluded.time")
        var result = JoinedLabels(name: facts.name)
        for (label, value) in zip(labels, values) {
          let found = try Row.fetchAll(find, arguments: [label.key, value])
          if found.isEmpty {
            result.unmatched += 1
            if result.firstUnmatched == nil { result.firstUnmatched = label.key }
          }
          for row in found {
            let id: String = row[0]
            if row[1] { result.changed += 1 }
            try put.execute(arguments: [id, value, time])
            result.joined += 1
          }
        }
        return result
      }
    } catch {
      throw explained(error)
    }
  }

  private func value(of label: Label) throws(DataError) -> DatabaseValue {
    switch facts.answer {
    case .chance:
      switch label.value.lowercased() {
      case "true", "1": return 1.databaseValue
      case "false", "0": return 0.databaseValue
      default:
        throw .invalid(
          "\"\(facts.target)\" is true or false (or 1 and 0), not \"\(label.value.prefix(60))\" (\(label.key))")
      }
    case .chances: return label.value.databaseValue
    case .number:
      guard let number = Double(label.value), number.isFinite else {
        throw .invalid("\"\(facts.target)\" is a number, not \"\(label.value.prefix(60))\" (\(label.key))")
      }
      return number.databaseValue
    }
  }
}

extension PredictionLog {
  /// Adds the labels of a CSV file: a column that tells rows apart, and one that is called as the target is, or `label`.
  ///
  /// - Throws: `DataError` where the file cannot be read or has no such columns, and as for other labels.
  public func join(csv file: String, on column: String) throws(DataError) -> JoinedLabels {
    var reader = CSVReader(delimiter: nil)
    // Identifiers are texts, whatever they look like.
    reader.types = [column: .string]
    return try join(try reader.read(path: file, displayPath: file).table, on: column)
  }

  /// Adds the labels of a table: a column that tells rows apart, and one that is called as the target is, or `label`.
  ///
  /// - Throws: `DataError` where it has no such columns, and as for other labels.
  public func join(_ table: Table, on column: String) throws(DataError) -> JoinedLabels {
    let keys = try table.column(column)
    let name = table.hasColumn(facts.target) ? facts.target : "label"
    guard table.hasColumn(name) else {
      throw .unknownColumn(facts.target, available: table.columnNames, table: table.label)
    }
    let values = try table.column(name)
    var labels: [Label] = []
    for row in 0..<table.rowCount {
      // What is not known yet is no label.
      guard let key = keys.text(at: row), let value = values.text(at: row) else { continue }
      labels.append(Label(key: key, value: value))
    }
    return try join(labels, on: column)
  }
}
