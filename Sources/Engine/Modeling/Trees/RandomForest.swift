/// A random forest: the mean of deep trees, each grown on rows drawn with replacement, each split looked for among a few
/// features drawn anew (Breiman 2001).
///
/// Trees take most from the squared error, which for two classes is Gini's impurity; of more classes, each has trees of
/// its own, and probabilities are scaled to sum to 1.
public struct RandomForest: TreePredictor {
  let kind: TargetKind
  /// What every tree departs from: the mean of a target that is a number, else 0.
  let start: Double
  let ensemble: TreeEnsemble
  let importance: [Double]?

  public struct Settings: Sendable, Equatable, Codable {
    /// How many trees, or trees a class, at least 1.
    public var trees = 200
    /// The most leaves of a tree, at least 2.
    public var leaves = 1024
    /// The fewest training rows in a leaf, rows drawn twice counted twice.
    public var minimumRows = 5
    /// The share of the features that each split is looked for among; nil for the square root of their number for
    /// classes and a third of them for numbers.
    public var columnShare: Double?
    /// Where the drawing starts.
    public var seed = 1

    func check() throws(DataError) {
      try BoostedTrees.Settings.validRounds.check("trees", Double(trees))
      try BoostedTrees.Settings.validLeaves.check("leaves", Double(leaves))
      try BoostedTrees.Settings.validMinimumRows.check("minimumRows", Double(minimumRows))
      if let columnShare { try BoostedTrees.Settings.validShare.check("columnShare", columnShare) }
    }

    func share(of features: Int, _ kind: TargetKind) -> Double {
      columnShare ?? (kind == .number ? 1.0 / 3 : 1 / Double(max(features, 1)).squareRoot())
    }
  }

  init(_ settings: Settings, features: [EncodedFeature], target: TrainingTarget) {
    kind = target.kind
    let data = BinnedRows(features, rowCount: target.rowCount, repeats: target.wholeWeights)
    let total = (0..<target.rowCount).reduce(0) { $0 + target.weight($1) }
    let start =
      kind == .number ? (0..<target.rowCount).reduce(0) { $0 + target.weight($1) * target.values[$1] } / total : 0
    self.start = start
    let limits = TreeLimits(
      leaves: settings.leaves, minimumRows: settings.minimumRows,
      directions: [Monotonicity](repeating: .any, count: features.count),
      splitColumnShare: settings.share(of: features.count, kind))
    let grower = TreeGrower(data, limits: limits)
    let sums = WorkBuffer<GradientSum>(count: target.rowCount, repeating: .zero)
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(settings.seed)))
    let draw = RowDraw(target)
    var trees: [DecisionTree] = []
    var gains = [Double](repeating: 0, count: features.count)
    for _ in 0..<settings.trees {
      let counts = draw.counts(&random)
      let rows = counts.indices.filter { counts[$0] > 0 }.map(Int32.init)
      for output in 0..<kind.outputs {
        let value: (Int) -> Double = { row in
          if case .multiclass = target.kind { return Int(target.values[row]) == output ? 1 : 0 }
          return target.values[row] - start
        }
        let largest = rows.reduce(0) { max($0, value(Int($1)).magnitude * Double(counts[Int($1)])) }
        let most = counts.max() ?? 1
        let scale = GradientScale(rows: target.rowCount, gradient: largest, curvature: Double(most))
        for row in rows.lazy.map(Int.init) {
          let count = Double(counts[row])
          sums.pointer[row] = scale.sum(
            gradient: -value(row) * count, curvature: count, repeats: Int64(counts[row]))
        }
        var growing = TreeGrower.Growing(gradients: sums, scale: scale, chosenRows: rows, random: random)
        var growth = grower.grow(&growing)
        random = growing.random
        for feature in gains.indices { gains[feature] += growth.gains[feature] }
        for leaf in growth.tree.leafValues.indices { growth.tree.leafValues[leaf] /= Double(settings.trees) }
        trees.append(growth.tree)
      }
    }
    ensemble = TreeEnsemble(binnings: data.binnings, outputs: kind.outputs, trees: trees)
    importance = shares(of: gains)
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    ensemble.sums(features, rowCount: rowCount, from: startSums) { finish($0, rows: $1) }
  }

  var startSums: [Double] { [Double](repeating: start, count: kind.outputs) }

  func finish(_ sums: UnsafeMutablePointer<Double>, rows: Int) {
    let outputs = kind.outputs
    switch kind {
    case .number: break
    // Sums of shares may pass the ends by a last bit.
    case .binary: for row in 0..<rows { sums[row] = min(max(sums[row], 0), 1) }
    case .multiclass:
      for row in 0..<rows {
        let row = sums + row * outputs
        var total = 0.0
        for place in 0..<outputs { total += max(row[place], 0) }
        for place in 0..<outputs { row[place] = total > 0 ? max(row[place], 0) / total : 1 / Double(outputs) }
      }
    }
  }
}

/// Draws as many rows as there are, with replacement, each as likely as its weight says.
private struct RowDraw {
  private let rowCount: Int
  /// Sums of the weights up to each row; nil where all rows weigh the same.
  private let cumulative: [Double]?

  init(_ target: TrainingTarget) {
    rowCount = target.rowCount
    var sum = 0.0
    cumulative = target.weights?.map { weight in
      sum += weight
      return sum
    }
  }

  /// How often each row was drawn.
  func counts(_ random: inout SplitMix64) -> [Int32] {
    var counts = [Int32](repeating: 0, count: rowCount)
    for _ in 0..<rowCount {
      guard let cumulative, let total = cumulative.last else {
        counts[random.below(rowCount)] += 1
        continue
      }
      let wanted = random.uniform() * total
      var low = 0
      var high = rowCount - 1
      while low < high {
        let middle = (low + high) / 2
        if cumulative[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      counts[low] += 1
    }
    return counts
  }
}
