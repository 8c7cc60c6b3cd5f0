/// Gradient boosting of decision trees over binned features.
///
/// Each tree fits the Newton step of the loss (Friedman 2001; Chen & Guestrin 2016) and grows leaf by leaf, the most
/// useful split first (Ke et al. 2017). Missing values go the way that fits the training rows better; categories are
/// split into sets.
public struct BoostedTrees: TreePredictor {
  let objective: BoostingObjective
  /// The scores of a row before any tree, one an output.
  let start: [Double]
  /// Round after round, in each a tree for every output.
  let ensemble: TreeEnsemble
  let importance: [Double]?

  init(_ settings: Settings, features: [EncodedFeature], names: [String], target: TrainingTarget) {
    let data = BinnedRows(features, rowCount: target.rowCount, repeats: target.wholeWeights)
    objective = BoostingObjective(settings.loss, target.kind)
    start = objective.start(target)
    var boosting = Boosting(
      settings, data: data, objective: objective, target: target, start: start,
      directions: names.map { settings.monotone[$0] ?? .any })
    boosting.run()
    ensemble = TreeEnsemble(binnings: data.binnings, outputs: objective.outputs, trees: boosting.trees)
    importance = shares(of: boosting.gains)
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    ensemble.sums(features, rowCount: rowCount, from: start) { finish($0, rows: $1) }
  }

  var startSums: [Double] { start }
  func finish(_ sums: UnsafeMutablePointer<Double>, rows: Int) { objective.predict(sums, rows: rows) }
}

/// Each gain's share of all; nil where nothing was gained.
func shares(of gains: [Double]) -> [Double]? {
  let total = gains.reduce(0, +)
  return total > 0 && total.isFinite ? gains.map { $0 / total } : nil
}

extension BoostedTrees {
  public struct Settings: Sendable, Equatable, Codable {
    /// How many trees, or trees a class, at least 1.
    public var rounds = 200
    /// The most leaves of a tree, at least 2.
    public var leaves = 31
    /// How much of each tree's correction is taken, above 0, at most 1.
    public var learningRate = 0.1
    /// The fewest training rows in a leaf.
    public var minimumRows = 20
    /// What holds leaves' values back: added to the second derivative of their loss; at least 0.
    public var l2 = 0.0
    /// The share of the rows that each tree is grown on, drawn anew; above 0, at most 1.
    public var rowShare = 1.0
    /// The share of the features that each tree may use, drawn anew; above 0, at most 1.
    public var columnShare = 1.0
    /// Which way predictions must go as a feature rises.
    public var monotone: [String: Monotonicity] = [:]
    public var loss = BoostingLoss.automatic
    /// Ends training once this many rounds did not lower the loss of a tenth of the rows that is held out for it.
    public var earlyStopping: Int?
    /// Where the drawing of rows and features starts.
    public var seed = 1

    public static let validRounds = ValidRange.from(1, to: 10_000)
    public static let validLeaves = ValidRange.from(2, to: 4096)
    public static let validLearningRate = ValidRange.above(0, to: 1)
    public static let validMinimumRows = ValidRange.from(1)
    public static let validL2 = ValidRange.from(0)
    public static let validShare = ValidRange.above(0, to: 1)

    func check(names: [String], target: TrainingTarget, named name: String) throws(DataError) {
      try Self.validRounds.check("rounds", Double(rounds))
      try Self.validLeaves.check("leaves", Double(leaves))
      try Self.validLearningRate.check("learningRate", learningRate)
      try Self.validMinimumRows.check("minimumRows", Double(minimumRows))
      try Self.validL2.check("l2", l2)
      try Self.validShare.check("rowShare", rowShare)
      try Self.validShare.check("columnShare", columnShare)
      if let earlyStopping { try Self.validRounds.check("earlyStopping", Double(earlyStopping)) }
      for name in monotone.keys.sorted() where !names.contains(name) {
        throw .invalid("\"\(name)\" is given a direction, but it is not one of the model's features")
      }
      try loss.check(target, named: name)
    }
  }
}
