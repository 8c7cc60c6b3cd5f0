extension Table {
  /// Cuts at random: a share of the rows for testing, the others for training, both in the table's order.
  ///
  /// - Parameters:
  ///   - share: of the rows that are to test on, between 0 and 1.
  ///   - strata: a column of whose values each side has the same proportions: as a rule the target.
  ///   - groups: a column whose equal values stay together: patients, customers, devices. The share is then met as
  ///     nearly as the groups allow.
  ///   - seed: where the drawing starts.
  /// - Throws: where a column is not there, both columns are given, or a side would be empty.
  public func split(
    test share: Double, stratifiedBy strata: String? = nil, groupedBy groups: String? = nil, seed: Int = 1
  ) throws(DataError) -> Split {
    try ValidRange.between(0, 1).check("test", share)
    let assignment = try RandomAssignment(self, stratifiedBy: strata, groupedBy: groups, seed: seed)
    let test = assignment.rows(share: share)
    guard !test.isEmpty, test.count < rowCount else {
      throw .empty("\(label) has too few \(groups.map { "values of \($0)" } ?? "rows") to be cut in two")
    }
    return split(testing: test, assignment.rule)
  }

  /// Cuts into folds: each row is in the test rows of one fold, and in the training rows of all others.
  ///
  /// - Parameters:
  ///   - count: how many folds, at least 2.
  ///   - repeats: how often the whole is done, each time drawn anew.
  /// - Returns: as many splits as folds, repeat after repeat.
  /// - Throws: as for a single split; where there are fewer rows or groups than folds.
  public func folds(
    _ count: Int, stratifiedBy strata: String? = nil, groupedBy groups: String? = nil, repeats: Int = 1, seed: Int = 1
  ) throws(DataError) -> [Split] {
    try ValidRange.from(2, to: 1000).check("folds", Double(count))
    try ValidRange.from(1, to: 1000).check("repeats", Double(repeats))
    var splits: [Split] = []
    for turn in 0..<repeats {
      let assignment = try RandomAssignment(self, stratifiedBy: strata, groupedBy: groups, seed: seed &+ turn)
      let places = try assignment.folds(count)
      for fold in 0..<count {
        splits.append(split(testing: (0..<Int32(rowCount)).filter { places[Int($0)] == fold }, assignment.rule))
      }
    }
    return splits
  }

  /// - Parameter rows: the test rows, in the table's order.
  private func split(testing rows: [Int32], _ rule: Split.Rule) -> Split {
    var isTest = [Bool](repeating: false, count: rowCount)
    for row in rows { isTest[Int(row)] = true }
    return Split(
      train: choosing((0..<Int32(rowCount)).filter { !isTest[Int($0)] }), test: choosing(rows), rule: rule)
  }
}

/// Rows in an order drawn at random, within strata or as whole groups.
struct RandomAssignment {
  let rule: Split.Rule
  private let label: String
  private let rowCount: Int
  /// Rows that must stay together, in drawn order.
  private let units: [[Int32]]
  /// The stratum of each unit; all the same without strata.
  private let strata: [Int32]
  private let isGrouped: Bool

  init(
    _ table: Table, stratifiedBy strataColumn: String?, groupedBy groupColumn: String?, seed: Int
  ) throws(DataError) {
    guard strataColumn == nil || groupColumn == nil else {
      throw .invalid("rows are drawn by strata or by groups, not by both: leave one out")
    }
    label = table.label
    rowCount = table.rowCount
    isGrouped = groupColumn != nil
    guard rowCount > 0 else { throw .empty("\(table.label) has no rows to cut") }
    var random = SplitMix64(stream: 0, of: UInt64(bitPattern: Int64(seed)))
    if let groupColumn {
      rule = .grouped(by: groupColumn, seed: seed)
      let groups = RowGroups([try table.column(groupColumn)], rowCount: table.rowCount)
      var members = [[Int32]](repeating: [], count: groups.count)
      for (row, code) in groups.codes.enumerated() { members[Int(code)].append(Int32(row)) }
      members.shuffle(using: &random)
      units = members
      strata = [Int32](repeating: 0, count: members.count)
    } else {
      var order = Array(0..<Int32(table.rowCount))
      order.shuffle(using: &random)
      units = order.map { [$0] }
      if let strataColumn {
        rule = .stratified(by: strataColumn, seed: seed)
        let codes = RowGroups([try table.column(strataColumn)], rowCount: table.rowCount).codes
        strata = order.map { codes[Int($0)] }
      } else {
        rule = .random(seed: seed)
        strata = [Int32](repeating: 0, count: order.count)
      }
    }
  }

  /// About a share of the rows, in the table's order.
  func rows(share: Double) -> [Int32] {
    var sizes: [Int32: Int] = [:]
    for (unit, stratum) in zip(units, strata) { sizes[stratum, default: 0] += unit.count }
    var left = sizes.mapValues { Int((Double($0) * share).rounded()) }
    var chosen: [Int32] = []
    for (unit, stratum) in zip(units, strata) {
      // A group that is larger than what is left is passed over for the next one that fits better.
      guard let room = left[stratum], room > 0, unit.count <= room || (isGrouped && chosen.isEmpty) else { continue }
      chosen += unit
      left[stratum] = room - unit.count
    }
    return chosen.sorted()
  }

  /// For each row its fold, from 0.
  ///
  /// - Throws: where there are fewer rows, or groups, than folds.
  func folds(_ count: Int) throws(DataError) -> [Int] {
    guard units.count >= count else {
      throw .invalid("\(label) has \(units.count) \(isGrouped ? "groups" : "rows"), too few for \(count) folds")
    }
    var places = [Int](repeating: 0, count: rowCount)
    if isGrouped {
      // The largest group first, each to the fold with the fewest rows.
      var sizes = [Int](repeating: 0, count: count)
      let order = units.indices.sorted { (units[$1].count, $0) < (units[$0].count, $1) }
      for unit in order {
        let smallest = sizes.indices.min { (sizes[$0], $0) < (sizes[$1], $1) } ?? 0
        sizes[smallest] += units[unit].count
        for row in units[unit] { places[Int(row)] = smallest }
      }
    } else {
      // Stratum after stratum, on and on through the folds, so that all have nearly as many rows as well.
      var next = 0
      let order = strata.indices.sorted { (strata[$0], $0) < (strata[$1], $1) }
      for unit in order {
        for row in units[unit] { places[Int(row)] = next }
        next = (next + 1) % count
      }
    }
    return places
  }
}
