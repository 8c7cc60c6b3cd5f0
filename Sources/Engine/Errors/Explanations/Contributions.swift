/// What each feature adds to the scores of many rows: exact Shapley values (Lundberg, Erion & Lee 2018), counted.
public struct Contributions: Sendable, Encodable {
  /// Rows whose contribution of a feature lies in one bin.
  public struct Bin: Sendable, Encodable, Equatable {
    /// The middle of the bin.
    public let contribution: Double
    public let rows: Int
    /// How high the feature's values are among those of all rows, from 0 to 1, on average; nil of categories.
    public let level: Double?
  }

  public struct Feature: Sendable, Encodable {
    public let name: String
    /// The mean of the contributions' sizes.
    public let meanSize: Double
    public let bins: [Bin]
  }

  public let target: String
  /// The class that is explained, where the model tells several apart.
  public let explained: String?
  /// Rows that were explained.
  public let rows: Int
  /// Whether scores are log-odds of true or of a class.
  public let areLogOdds: Bool
  /// By falling mean size.
  public let features: [Feature]

  static let bins = 36
  public static let validRows = ValidRange.from(1)
}

extension Model {
  /// What each feature adds to the scores of many rows.
  ///
  /// - Parameters:
  ///   - rows: the most that are explained, spread evenly over the table. Costs as many steps as there are leaves, times
  ///     the square of their depth, a row.
  ///   - explained: the class to explain, where the model tells several apart; nil for the most frequent prediction.
  /// - Throws: where the model is not of trees, the table is empty, or there is no such class.
  public func contributions(
    on table: Table, rows most: Int = 1000, for explained: String? = nil
  ) throws(DataError) -> Contributions {
    try Contributions.validRows.check("rows", Double(most))
    guard table.rowCount > 0 else { throw .empty("\(table.label) has no rows to explain") }
    let ensemble = try explainableTrees.ensemble
    let count = min(most, table.rowCount)
    let chosen = table.choosing((0..<count).map { Int32($0 * table.rowCount / count) })
    let output = try explainedOutput(explained, try predictions(for: chosen))
    let encoded = try schema.encoded(chosen)
    let bins = zip(ensemble.binnings, encoded).map { $0.bins($1) }
    let trees = stride(from: output, to: ensemble.trees.count, by: ensemble.outputs).map { ensemble.trees[$0] }
    let sums = mapInParallel(count) { row -> [Double] in
      var contributions = [Double](repeating: 0, count: bins.count)
      for tree in trees { TreeContributions.add(of: tree, bin: { bins[$0][row] }, to: &contributions) }
      // What was made of a column counts together.
      var sums = [Double](repeating: 0, count: featureNames.count)
      for (place, contribution) in contributions.enumerated() { sums[schema.sources[place]] += contribution }
      return sums
    }
    var features: [Contributions.Feature] = []
    for (place, name) in featureNames.enumerated() {
      features.append(.init(name, sums.map { $0[place] }, levels: try chosen.column(name).levels))
    }
    return Contributions(
      target: target, explained: kind.outputs > 1 ? className(output) : nil, rows: count,
      areLogOdds: kind == .binary || kind.outputs > 1,
      features: features.enumerated().sorted {
        ($1.element.meanSize, $0.offset) < ($0.element.meanSize, $1.offset)
      }.map(\.element))
  }
}

extension Contributions.Feature {
  fileprivate init(_ name: String, _ values: [Double], levels: [Double]?) {
    self.name = name
    meanSize = values.reduce(0) { $0 + $1.magnitude } / Double(max(1, values.count))
    guard let low = values.min(), let high = values.max(), (high - low).isFinite else {
      bins = []
      return
    }
    let width = max(high - low, .leastNormalMagnitude) / Double(Contributions.bins)
    var counts = [Int](repeating: 0, count: Contributions.bins)
    var sums = [Double](repeating: 0, count: Contributions.bins)
    var known = counts
    for (row, value) in values.enumerated() {
      let bin = max(0, min(Contributions.bins - 1, Int((value - low) / width)))
      counts[bin] += 1
      guard let level = levels?[row], !level.isNaN else { continue }
      sums[bin] += level
      known[bin] += 1
    }
    bins = counts.indices.filter { counts[$0] > 0 }.map { bin in
      Contributions.Bin(
        contribution: low + (Double(bin) + 0.5) * width, rows: counts[bin],
        level: known[bin] > 0 ? sums[bin] / Double(known[bin]) : nil)
    }
  }
}

extension Column {
  /// Each row's place among the values, from 0 to 1, ties sharing it; NaN where missing, nil of categories.
  fileprivate var levels: [Double]? {
    let ranked = RankedColumn(self)
    guard ranked.occurring.numbers != nil else { return nil }
    let total = Double(max(1, ranked.occurring.presentCount))
    var before = 0.0
    let places = ranked.occurring.counts.map { count in
      defer { before += Double(count) }
      return (before + Double(count) / 2) / total
    }
    return ranked.codes.map { $0 < 0 ? .nan : places[Int($0)] }
  }
}
