/// Which rows of the left table a join keeps.
public enum JoinKind: String, Sendable, CaseIterable {
  /// Those that have a match.
  case inner
  /// All; what the right table would have added is missing where nothing matches.
  case left
}

extension Table {
  /// Each row with the rows of another table that have the same values in some columns, beside each other.
  ///
  /// Rows keep the left table's order, matches of one row the right table's. A row that matches several is there several
  /// times. A missing value matches nothing. Columns of the right table whose names are taken end in `_right`.
  /// - Throws: `DataError` where a column is not there, its types differ or a name is taken even so, or where the rows
  ///   would be too many.
  public func joined(with other: Table, on names: [String], kind: JoinKind = .inner) throws(DataError) -> Table {
    guard !names.isEmpty else { throw .invalid("name at least one column that both tables share") }
    let keys = try SharedKeys(names, self, other)
    var left: [Int32] = []
    var right: [Int32] = []
    for row in 0..<rowCount {
      let matches = keys.matches(ofLeft: row)
      if matches.isEmpty {
        guard kind == .left else { continue }
        left.append(Int32(row))
        right.append(-1)
      } else {
        guard left.count + matches.count < Int(Int32.max) else {
          throw .invalid("joining \(label) with \(other.label) makes more than 2,147,483,647 rows")
        }
        for match in matches {
          left.append(Int32(row))
          right.append(match)
        }
      }
    }
    let joined = try beside(other, left: left, right: right, without: names)
    return joined.noticing(Self.multiplied(left, rowCount: rowCount, names, other.label))
  }

  /// That rows are in the joined table several times, which whoever joins on a key does not expect.
  private static func multiplied(_ left: [Int32], rowCount: Int, _ names: [String], _ other: String) -> [TableNotice] {
    // The rows are in order, so that those of one row stand together.
    let distinct = left.indices.count { $0 == 0 || left[$0] != left[$0 - 1] }
    guard left.count > distinct, distinct > 0 else { return [] }
    let factor = NumberText.decimal(Double(left.count) / Double(distinct), decimals: 2)
    return [
      TableNotice(
        "\(other) has several rows for one value of \(names.joined(separator: ", ")): \(distinct) rows have become "
          + "\(left.count), \(factor) times as many",
        hint: "join on more columns, or make \(other) one row a key with .grouped or .distinct")
    ]
  }

  /// Joins on a single column.
  public func joined(with other: Table, on name: String, kind: JoinKind = .inner) throws(DataError) -> Table {
    try joined(with: other, on: [name], kind: kind)
  }

  /// Each row with the latest row of another table that is not later, of the same group: what was known at that time.
  ///
  /// - Parameters:
  ///   - time: a column of dates or numbers that both tables have; rows need not stand in its order.
  ///   - groups: columns whose values must be the same.
  ///   - span: how old the match may be, where `time` holds dates; nil for any age.
  /// - Returns: all rows of this table. Columns of the right table whose names are taken end in `_right`; its `time` is
  ///   left out.
  /// - Throws: `DataError` where a column is not there, or its types differ.
  public func joined(
    asOf time: String, with other: Table, by groups: [String] = [], within span: Duration? = nil
  ) throws(DataError) -> Table {
    guard !groups.contains(time) else { throw .invalid("\"\(time)\" orders the rows and cannot group them as well") }
    let (mine, theirs) = (try column(time), try other.column(time))
    guard mine.isNumeric, let both = mine.stacked(with: theirs) else {
      throw .wrongType(
        "\"\(time)\" must hold dates in both tables, or numbers in both: it holds \(mine.type.plural) in \(label), "
          + "\(theirs.type.plural) in \(other.label)")
    }
    guard span == nil || mine.type == .date else { throw .invalid("within: is for dates; \"\(time)\" holds numbers") }
    let instants = OrderKeys(both).keys
    // In their order; of equal ones the last in their table comes last, and is the one that counts.
    let order = rowOrder(by: [(column: theirs, isDescending: false)], rowCount: other.rowCount)
      .filter { theirs.validity.isPresent(Int($0)) }
    let keys = try groups.isEmpty ? nil : SharedKeys(groups, self, other, rows: order)
    let longest = span.map { UInt64(max(0, ($0 / .microseconds(1)).rounded(.down))) }
    let match = { @Sendable (row: Int) -> Int32 in
      guard mine.validity.isPresent(row) else { return -1 }
      let candidates: ArraySlice<Int32> = keys?.matches(ofLeft: row) ?? order[...]
      var (low, high) = (candidates.startIndex, candidates.endIndex)
      while low < high {
        let middle = (low + high) / 2
        if instants[rowCount + Int(candidates[middle])] <= instants[row] { low = middle + 1 } else { high = middle }
      }
      guard low > candidates.startIndex else { return -1 }
      let latest = candidates[low - 1]
      // Keys of dates are as far apart as the dates are.
      if let longest, instants[row] - instants[rowCount + Int(latest)] > longest { return -1 }
      return latest
    }
    let block = 8192
    let right = mapInParallel((rowCount + block - 1) / block) { index in
      (index * block..<min((index + 1) * block, rowCount)).map(match)
    }
    return try beside(other, left: nil, right: right.flatMap(\.self), without: groups + [time])
  }

  /// Rows of this table and of another beside each other.
  ///
  /// - Parameters:
  ///   - left: rows of this table; nil for all of them.
  ///   - right: as many rows of the other; −1 where there is none.
  ///   - names: columns of the other that are left out.
  private func beside(
    _ other: Table, left: [Int32]?, right: [Int32], without names: [String]
  ) throws(DataError) -> Table {
    var joined = left.map(choosing) ?? self
    for name in other.columnNames where !names.contains(name) {
      let column = try other.column(name).gathered(orMissing: right)
      let newName = hasColumn(name) ? name + "_right" : name
      guard !joined.hasColumn(newName) else { throw .duplicateColumn(newName, table: "the joined \(label)") }
      joined = joined.adding(newName, column)
    }
    return joined
  }
}

/// Rows of a right table by the values that they share with rows of a left one.
private struct SharedKeys: Sendable {
  /// −1 where a value is missing.
  private let leftCodes: [Int32]
  private let rightRows: [Int32]
  private let starts: [Int]

  /// - Parameter rows: rows of the right table in the order that matches are to have; nil for its own.
  init(_ names: [String], _ left: Table, _ right: Table, rows: [Int32]? = nil) throws(DataError) {
    var columns: [Column] = []
    for name in names {
      let (mine, theirs) = (try left.column(name), try right.column(name))
      guard let both = mine.stacked(with: theirs) else {
        throw .wrongType(
          "\"\(name)\" holds \(mine.type.plural) in \(left.label), but \(theirs.type.plural) in \(right.label)")
      }
      columns.append(both)
    }
    let groups = RowGroups(columns, rowCount: left.rowCount + right.rowCount)
    func code(_ row: Int) -> Int32 { columns.allSatisfy { $0.validity.isPresent(row) } ? groups.codes[row] : -1 }
    leftCodes = (0..<left.rowCount).map(code)
    let all: [Int32] = rows ?? Array(0..<Int32(right.rowCount))
    let order = all.filter { code(left.rowCount + Int($0)) >= 0 }
    var starts = [Int](repeating: 0, count: groups.count + 1)
    for row in order { starts[Int(groups.codes[left.rowCount + Int(row)]) + 1] += 1 }
    for group in 0..<groups.count { starts[group + 1] += starts[group] }
    var next = starts
    var placed = [Int32](repeating: 0, count: order.count)
    for row in order {
      let group = Int(groups.codes[left.rowCount + Int(row)])
      placed[next[group]] = row
      next[group] += 1
    }
    self.starts = starts
    rightRows = placed
  }

  func matches(ofLeft row: Int) -> ArraySlice<Int32> {
    guard leftCodes[row] >= 0 else { return [] }
    return rightRows[starts[Int(leftCodes[row])]..<starts[Int(leftCodes[row]) + 1]]
  }
}
