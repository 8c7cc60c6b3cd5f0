extension Table {
  /// Counts, moments, quantiles and the shape of the given columns, of all where none are named; which of them go
  /// together; and, with a target, how well each alone tells it.
  ///
  /// Figures of a column, and of a column and the target, are those of all rows. Pairs of columns are measured on all
  /// rows as long as the rows times the pairs stay below 100 million, else on as many rows as that allows, at least
  /// 2,000, spread evenly over the table; of more than 500 columns, the first 500 are paired. Costs a sort of every
  /// column whose numbers are not whole ones in a narrow range, and a few nanoseconds for each pair and row.
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
}

extension ProfileAggregator {
  /// - Parameter names: each once.
  fileprivate func profile(of names: [String], _ targetName: String?) throws(DataError) -> Profile {
    let source = try targetName.map { (name) throws(DataError) in try profiled(name) }
    let target = source.flatMap(ProfileTarget.init)
    let features = Set(names.filter { $0 != targetName }.prefix(Profile.mostPairedColumns))
    let sample = Self.pairedRows(of: rowCount, pairs: features.count * (features.count - 1) / 2)
    let found = mapInParallel(names.count) { index in
      Result { () throws(DataError) in
        let name = names[index]
        return try figures(name, isTarget: name == targetName, isPaired: features.contains(name), target, sample)
      }
    }
    var columns: [ColumnProfile] = []
    var paired: [Source] = []
    for result in found {
      let (profile, pairable) = try result.get()
      columns.append(profile)
      if let pairable { paired.append(pairable) }
    }
    let balance = source.flatMap { ClassBalance($0.occurring, $0.type) }
    let repeats = try repeatedRowCount()
    return Profile(
      table: label, rowCount: rowCount, target: targetName, columns: columns, duplicateRowCount: repeats,
      associations: Self.strongest(paired), associationRowCount: sample, balance: balance,
      findings: ProfileFinding.all(columns, rowCount: rowCount, target: targetName, balance, repeats))
  }

  /// The figures of a column, and the column itself where it is to be paired with others.
  ///
  /// - Parameter sample: how many rows it is paired on.
  private func figures(
    _ name: String, isTarget: Bool, isPaired: Bool, _ target: ProfileTarget<Source>?, _ sample: Int
  ) throws(DataError) -> (ColumnProfile, Source?) {
    let column = try profiled(name)
    let profile = ColumnProfile(column, target: isTarget ? nil : target?.fit(column))
    // A single value goes together with nothing; an identifier goes together with everything and says nothing.
    let isPairable = isPaired && profile.distinctCount > 1 && (!profile.isIdentifier || column.type != .string)
    return (profile, isPairable ? column.sampled(sample) : nil)
  }

  // MARK: Pairs

  /// How many of all rows pairs are measured on.
  private static func pairedRows(of rowCount: Int, pairs: Int) -> Int {
    min(rowCount, max(2000, 100_000_000 / max(pairs, 1)))
  }

  private static func strongest(_ columns: [Source]) -> [Association] {
    let pairs = columns.indices.flatMap { first in (first + 1..<max(columns.count, first + 1)).map { (first, $0) } }
    let sums = Source.pairSums(among: columns)
    let associations = mapInParallel(pairs.count) { place in
      let (first, second) = pairs[place]
      return Association(columns[first].name, columns[second].name, sums(first, second))
    }
    let strengths = associations.map(\.strength)
    let order = associations.indices.filter { strengths[$0] >= Profile.leastStrength }
      .sorted { (strengths[$1], $0) < (strengths[$0], $1) }
    return order.prefix(20).map { associations[$0] }
  }
}

extension ClassBalance {
  /// Nil for targets that are numbers, other than two of them, and for those without a value.
  fileprivate init?(_ occurring: ValueCounts, _ type: ColumnType) {
    let counts = occurring.counts
    guard let smallest = counts.min() else { return nil }
    let names: [String]
    if let categories = occurring.names {
      names = categories
    } else {
      guard let numbers = occurring.numbers, type != .date, numbers.count <= 2 else { return nil }
      names = numbers.map(NumberText.short)
    }
    let order = ColumnProfile.most(counts, 20, least: 1) { names[$0] < names[$1] }
    self.init(
      classes: order.map { .init(name: names[$0], count: counts[$0]) }, classCount: counts.count,
      smallestCount: smallest, missingCount: occurring.missingCount, presentCount: occurring.presentCount)
  }
}

extension ColumnProfile {
  /// Whether nearly every row has a value of its own. Decimals and dates have that by nature.
  var isIdentifier: Bool {
    (type == .string || type == .int) && presentCount >= ProfileFinding.leastIdentifierRows
      && Double(distinctCount) >= ProfileFinding.identifierShare * Double(presentCount)
  }
}
