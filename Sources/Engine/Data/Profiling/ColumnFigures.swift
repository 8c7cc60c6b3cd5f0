extension ColumnProfile {
  init(_ column: some ProfiledColumn, target: TargetFit?) {
    let occurring = column.occurring
    let counts = occurring.counts
    if let names = occurring.names {
      let top = Self.most(counts, 20, least: 1) { names[$0] < names[$1] }
      self.init(
        name: column.name, type: column.type, missingCount: occurring.missingCount,
        presentCount: occurring.presentCount, distinctCount: names.count, infiniteCount: 0, numbers: nil,
        topCategories: top.map { Category(name: names[$0], count: counts[$0]) }, topNumbers: [],
        shape: top.map { counts[$0] }, edges: [], outliers: nil, target: target)
      return
    }
    let distribution = occurring.distribution ?? NumericDistribution([])
    let values = distribution.values
    let (shape, edges) = Self.shape(of: distribution)
    self.init(
      name: column.name, type: column.type, missingCount: occurring.missingCount, presentCount: distribution.count,
      distinctCount: values.count,
      infiniteCount: zip(values, counts).reduce(0) { $0 + ($1.0.isInfinite ? $1.1 : 0) },
      numbers: Numbers(distribution), topCategories: [],
      topNumbers: Self.most(counts, 10, least: 2) { $0 < $1 }.map {
        NumberCount(value: values[$0], count: counts[$0])
      }, shape: shape, edges: edges, outliers: Outliers(distribution), target: target)
  }

  /// The places of the largest counts, by falling count and then in a given order; only those that may be among them
  /// are sorted.
  static func most(
    _ counts: [Int], _ length: Int, least: Int, _ precedes: (Int, Int) -> Bool
  ) -> [Int] {
    var places = counts.indices.filter { counts[$0] >= least }
    if places.count > length {
      // Counts rarely differ much among thousands of values, so that one pass finds who is out.
      var largest = [Int](repeating: 0, count: length)
      for place in places where counts[place] > largest[length - 1] {
        var position = length - 1
        while position > 0, largest[position - 1] < counts[place] {
          largest[position] = largest[position - 1]
          position -= 1
        }
        largest[position] = counts[place]
      }
      places.removeAll { counts[$0] < largest[length - 1] }
      // Those that share the last place are as many as there may be.
      let sure = places.filter { counts[$0] > largest[length - 1] }
      let tied = places.filter { counts[$0] == largest[length - 1] }
      places = sure + first(length - sure.count, of: tied, precedes)
    }
    return Array(
      places.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : precedes($0, $1) }.prefix(length))
  }

  /// The first of many in an order, kept sorted as they come.
  private static func first(_ length: Int, of places: [Int], _ precedes: (Int, Int) -> Bool) -> [Int] {
    var chosen: [Int] = []
    for place in places where chosen.count < length || precedes(place, chosen[chosen.count - 1]) {
      chosen.insert(place, at: chosen.firstIndex { precedes(place, $0) } ?? chosen.count)
      if chosen.count > length { chosen.removeLast() }
    }
    return chosen
  }

  private static func shape(of distribution: NumericDistribution) -> (counts: [Int], edges: [Double]) {
    let low = distribution.quantile(0.01)
    let high = distribution.quantile(0.99)
    guard low < high, (high - low).isFinite else {
      return (distribution.count > 0 ? [distribution.count] : [], [])
    }
    let edges = (1..<20).map { low + (high - low) * Double($0) / 20 }
    return (distribution.counts(betweenEdges: edges), edges)
  }
}

extension ColumnProfile.Numbers {
  /// Nil where there is no value.
  fileprivate init?(_ distribution: NumericDistribution) {
    guard let summary = Summary(distribution) else { return nil }
    self.init(
      mean: summary.mean, standardDeviation: summary.standardDeviation, minimum: summary.minimum,
      fifthPercentile: distribution.quantile(0.05), lowerQuartile: distribution.quantile(0.25), median: summary.median,
      upperQuartile: distribution.quantile(0.75), ninetyFifthPercentile: distribution.quantile(0.95),
      maximum: summary.maximum)
  }
}

extension ColumnProfile.Outliers {
  /// Nil where the quartiles are one value: everything else would be an outlier then.
  fileprivate init?(_ distribution: NumericDistribution) {
    let (lower, upper) = (distribution.quantile(0.25), distribution.quantile(0.75))
    let reach = 1.5 * (upper - lower)
    guard reach > 0, reach.isFinite else { return nil }
    let (low, high) = (lower - reach, upper + reach)
    self.init(
      lowerFence: low, upperFence: high, below: distribution.count(below: low),
      above: distribution.count - distribution.count(upTo: high))
  }
}
