/// Whether a split's test rows are really new to who learned from its training rows.
public struct LeakCheck: Sendable, Encodable {
  /// One way in which training may know of test rows.
  public struct Finding: Sendable, Encodable {
    public enum Kind: String, Sendable, Encodable {
      /// Test rows that training has as well, the same in every column that was compared.
      case repeatedRows
      /// Test rows of a group that training has rows of.
      case sharedGroups
      /// Test rows that are not later than all training rows.
      case earlierRows
    }

    public let kind: Kind
    /// What was compared: a column, or how many columns.
    public let subject: String
    public let rows: Int
  }

  public let findings: [Finding]
  public let testRows: Int

  public var hasLeaks: Bool { findings.contains { $0.rows > 0 } }
}

extension Split {
  /// Looks for test rows that training knows already.
  ///
  /// - Parameters:
  ///   - columns: what makes two rows the same; nil for all columns.
  ///   - groups: a column whose values should be on one side alone.
  ///   - time: a column of dates in which every test row should be later than the last training row.
  /// - Throws: where a column is not there, or `time` holds no dates.
  public func leaks(
    comparing columns: [String]? = nil, groupedBy groups: String? = nil, on time: String? = nil
  ) throws(DataError) -> LeakCheck {
    var findings: [LeakCheck.Finding] = []
    let names = columns ?? train.columnNames
    guard !names.isEmpty else { throw .invalid("name at least one column to compare rows by") }
    findings.append(
      .init(
        kind: .repeatedRows, subject: names.count == 1 ? names[0] : "\(names.count) columns",
        rows: try sharedRows(names)))
    if let groups { findings.append(.init(kind: .sharedGroups, subject: groups, rows: try sharedRows([groups]))) }
    let dates: String? = if case .time(let column, _) = rule { column } else { nil }
    if let time = time ?? dates {
      findings.append(.init(kind: .earlierRows, subject: time, rows: try rowsBeforeTraining(time)))
    }
    return LeakCheck(findings: findings, testRows: test.rowCount)
  }

  /// How many test rows are the same as a training row in some columns.
  private func sharedRows(_ names: [String]) throws(DataError) -> Int {
    var columns: [Column] = []
    for name in names {
      guard let both = try train.column(name).stacked(with: try test.column(name)) else {
        throw .wrongType("\"\(name)\" is of another type in training than in the test rows")
      }
      columns.append(both)
    }
    let groups = RowGroups(columns, rowCount: train.rowCount + test.rowCount)
    var isKnown = [Bool](repeating: false, count: groups.count)
    for row in 0..<train.rowCount { isKnown[Int(groups.codes[row])] = true }
    return (0..<test.rowCount).count { isKnown[Int(groups.codes[train.rowCount + $0])] }
  }

  private func rowsBeforeTraining(_ name: String) throws(DataError) -> Int {
    let (before, after) = (try train.column(name), try test.column(name))
    guard case .date(let known) = before.values, case .date(let tested) = after.values else {
      throw .wrongType("an order in time needs dates, but column \"\(name)\" holds \(before.type.article)")
    }
    let last = known.indices.filter { before.validity.isPresent($0) }.map { known[$0] }.max() ?? .min
    return tested.indices.count { after.validity.isPresent($0) && tested[$0] <= last }
  }
}
