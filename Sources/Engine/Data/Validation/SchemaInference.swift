extension Table {
  /// Learns what the table's columns are, so that later data can be held against it.
  ///
  /// A column that is never missing may have no gap later; another at most twice the share, or a hundredth more, where
  /// that is more. Strings have a closed list of categories where there are at most `categories` different ones, and
  /// at most one for ten rows that hold a value. Numbers have a range: the reference's, wider by a tenth of its width
  /// on either side, but never below zero where nothing was. Dates go on, and have none.
  ///
  /// - Parameters:
  ///   - names: the columns that later data must have; all where it is nil.
  ///   - categories: how many different strings a closed list may have.
  ///   - drift: the population stability index from which a column has drifted.
  /// - Throws: `DataError.unknownColumn`, `.empty` for a table without rows, and `.invalid` for a limit out of range.
  public func schema(
    columns names: [String]? = nil, categories: Int = Schema.mostCategories, drift: Double = Schema.driftBound
  ) throws(DataError) -> Schema {
    guard rowCount > 0 else { throw .empty("\(label) has no rows to learn a schema from") }
    try ValidRange.from(0, to: 1_000_000).check("categories", Double(categories))
    try ValidRange.from(0).check("drift", drift)
    let names = names ?? columnNames
    for (place, name) in names.enumerated() {
      _ = try column(name)
      guard !names[..<place].contains(name) else { throw .invalid("column \"\(name)\" is named twice") }
    }
    let found = mapInParallel(names.count) { place in
      Result { () throws(DataError) in
        ColumnSchema(names[place], try column(names[place]), mostCategories: categories, drift: drift)
      }
    }
    return Schema(
      table: label, rowCount: rowCount, columns: try found.map { (result) throws(DataError) in try result.get() },
      otherColumns: columnNames.filter { !names.contains($0) })
  }
}

extension ColumnSchema {
  fileprivate init(_ name: String, _ column: Column, mostCategories: Int, drift: Double) {
    let occurring = RankedColumn(column).occurring
    let present = occurring.presentCount
    let share = Double(occurring.missingCount) / Double(column.count)
    var categories: [String]?
    var range: NumberRange?
    var reference: Reference?
    if let names = occurring.names {
      if names.count <= mostCategories, column.type == .bool || names.count * 10 <= max(present, 10) {
        categories = names.sorted()
      }
      // Where nearly every row has a value of its own, no later row repeats one, and all would seem to have drifted.
      if names.count * 2 <= present || names.count <= 2 { reference = .init(names, occurring.counts) }
    } else if column.type != .date, let distribution = occurring.distribution, let low = distribution.values.first,
      let high = distribution.values.last
    {
      range = NumberRange(low, high, isWhole: column.type == .int)
      let edges = PopulationStability.edges(of: distribution)
      reference = .numbers(edges: edges, counts: distribution.counts(betweenEdges: edges))
    }
    self.init(
      name: name, type: present == 0 ? nil : column.type, missingShare: share,
      mostMissing: present == 0 ? 1 : Self.mostMissing(share), categories: present == 0 ? nil : categories,
      range: range, reference: present == 0 ? nil : reference, driftBound: drift)
  }
}

extension ColumnSchema.NumberRange {
  /// Wider than the reference's by some room.
  fileprivate init(_ low: Double, _ high: Double, isWhole: Bool) {
    let room = (high - low) * Schema.room
    guard room.isFinite else {
      self.init(low: low, high: high)
      return
    }
    // Counts, distances and prices have no values below zero, and none above it on the other side.
    let least = low >= 0 ? max(0, low - room) : low - room
    let most = high <= 0 ? min(0, high + room) : high + room
    self.init(low: isWhole ? least.rounded(.up) : least, high: isWhole ? most.rounded(.down) : most)
  }
}

extension ColumnSchema.Reference {
  /// Beyond these, categories are one.
  private static let mostCategories = 254

  fileprivate init(_ names: [String], _ counts: [Int]) {
    let top = ColumnProfile.most(counts, Self.mostCategories, least: 1) { names[$0] < names[$1] }
    let chosen = top.map { counts[$0] }
    self = .categories(
      names: top.map { names[$0] }, counts: chosen, others: counts.reduce(0, +) - chosen.reduce(0, +))
  }
}
