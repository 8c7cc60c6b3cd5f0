extension Table {
  /// Counts, moments, quantiles and the shape of the given columns, of all where none are named; which of them go
  /// together; and, with a target, how well each alone tells it.
  ///
  /// Figures of a column, and of a column and the target, are those of all rows. Pairs of columns are measured on all
  /// rows as long as the rows times the pairs stay below 100 million, else on as many rows as that allows, at least
  /// 2,000, spread evenly over the table; of more than 500 columns, the first 500 are paired. Costs a sort of every column whose numbers are not whole ones in a narrow
  /// range, and a few nanoseconds for each pair and row.
  ///
  /// - Throws: `DataError.unknownColumn`, and `.duplicateColumn` where a column is named twice.
  public func profile(target: String? = nil, columns names: [String]? = nil) throws(DataError) -> Profile {
    if let target { _ = try column(target) }
    let names = names ?? columnNames
    var seen: Set<String> = []
    for name in names {
      _ = try column(name)
      guard seen.insert(name).inserted else { throw .invalid("column \"\(name)\" is named twice") }
    }
    return try profile(of: names, target)
  }

  private func profile(of names: [String], _ targetName: String?) throws(DataError) -> Profile {
    let rankedTarget = try targetName.map { (name) throws(DataError) in RankedColumn(try column(name)) }
    let target = rankedTarget.flatMap { ranked in targetName.flatMap { ProfileTarget(name: $0, ranked) } }
    let features = Set(names.filter { $0 != targetName }.prefix(Profile.mostPairedColumns))
    let sample = Self.sample(of: rowCount, pairs: features.count * (features.count - 1) / 2)
    let found = mapInParallel(names.count) { index in
      Result { () throws(DataError) in
        let name = names[index]
        return try figures(name, isTarget: name == targetName, isPaired: features.contains(name), target, sample)
      }
    }
    var columns: [ColumnProfile] = []
    var paired: [PairedColumn] = []
    for result in found {
      let (profile, pairable) = try result.get()
      columns.append(profile)
      if let pairable { paired.append(pairable) }
    }
    let balance = try targetName.flatMap { (name) throws(DataError) in
      try rankedTarget.flatMap { (ranked) throws(DataError) in ClassBalance(ranked, try column(name).type) }
    }
    let repeats = try repeatedRows(columnNames).count
    return Profile(
      table: label, rowCount: rowCount, target: targetName, columns: columns, duplicateRowCount: repeats,
      associations: Self.strongest(paired), associationRowCount: sample?.count ?? rowCount, balance: balance,
      findings: ProfileFinding.all(columns, rowCount: rowCount, target: targetName, balance, repeats))
  }

  private func figures(
    _ name: String, isTarget: Bool, isPaired: Bool, _ target: ProfileTarget?, _ sample: [Int32]?
  ) throws(DataError) -> (ColumnProfile, PairedColumn?) {
    let column = try column(name)
    let ranked = RankedColumn(column)
    // A single value goes together with nothing.
    let isPairable = isPaired && ranked.counts.count > 1
    let paired = isPairable || target != nil ? PairedColumn(name: name, ranked) : nil
    let fit = isTarget ? nil : target.flatMap { target in paired.map(target.fit) }
    let profile = ColumnProfile(name: name, type: column.type, ranked, target: fit)
    // An identifier goes together with everything and says nothing.
    guard isPairable, !profile.isIdentifier || column.type != .string else { return (profile, nil) }
    return (profile, paired.map { paired in sample.map(paired.choosing) ?? paired })
  }

  // MARK: Pairs

  /// Rows spread evenly, one at an arbitrary place of each stretch, so that no rhythm of the data is met by another;
  /// nil where all rows are few enough.
  private static func sample(of rowCount: Int, pairs: Int) -> [Int32]? {
    let most = max(2000, 100_000_000 / max(pairs, 1))
    guard rowCount > most else { return nil }
    return (0..<most).map { place in
      let (start, end) = (place * rowCount / most, (place + 1) * rowCount / most)
      return Int32(truncatingIfNeeded: start + Int(mixed(UInt64(place)) % UInt64(max(end - start, 1))))
    }
  }

  private static func strongest(_ columns: [PairedColumn]) -> [Association] {
    let pairs = columns.indices.flatMap { first in (first + 1..<max(columns.count, first + 1)).map { (first, $0) } }
    let products = PairProducts(columns)
    let associations = mapInParallel(pairs.count) { place in
      let (first, second) = pairs[place]
      return columns[first].association(with: columns[second], products.sums(first, second))
    }
    let strengths = associations.map(\.strength)
    let order = associations.indices.filter { strengths[$0] >= Profile.leastStrength }
      .sorted { (strengths[$1], $0) < (strengths[$0], $1) }
    return order.prefix(20).map { associations[$0] }
  }
}

extension ClassBalance {
  /// Nil for targets that are numbers, other than two of them, and for those without a value.
  fileprivate init?(_ ranked: RankedColumn, _ type: ColumnType) {
    let counts = ranked.counts
    guard let smallest = counts.min() else { return nil }
    let names: [String]
    switch ranked.values {
    case .categories(let categories): names = categories
    case .numbers(let numbers):
      guard type != .date, numbers.count <= 2 else { return nil }
      names = numbers.map(NumberText.short)
    }
    let order = ColumnProfile.most(counts, 20, least: 1) { names[$0] < names[$1] }
    self.init(
      classes: order.map { .init(name: names[$0], count: counts[$0]) }, classCount: counts.count,
      smallestCount: smallest, missingCount: ranked.missingCount, presentCount: ranked.presentCount)
  }
}

extension ColumnProfile {
  /// Whether nearly every row has a value of its own. Decimals and dates have that by nature.
  var isIdentifier: Bool {
    (type == .string || type == .int) && presentCount >= ProfileFinding.leastIdentifierRows
      && Double(distinctCount) >= ProfileFinding.identifierShare * Double(presentCount)
  }
}
