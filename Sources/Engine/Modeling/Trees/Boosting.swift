/// Grows tree after tree, each on what the ones before it left.
struct Boosting {
  private(set) var trees: [DecisionTree] = []
  /// What each feature's splits took from the loss.
  private(set) var gains: [Double]

  private let settings: BoostedTrees.Settings
  private let data: BinnedRows
  private let objective: BoostingObjective
  private let target: TrainingTarget
  private let grower: TreeGrower
  private let scores: WorkBuffer<Double>
  private let gradients: WorkBuffer<Double>
  private let curvatures: WorkBuffer<Double>
  private let sums: WorkBuffer<GradientSum>
  /// The rows that train, ascending; nil for all.
  private let trainingRows: [Int32]?
  private let heldOutRows: [Int32]
  /// How often each row counts in a leaf's number of rows; nil for once.
  private let repeats: [Int64]?
  private var random: SplitMix64
  private static let blockSize = 8192

  init(
    _ settings: BoostedTrees.Settings, data: BinnedRows, objective: BoostingObjective, target: TrainingTarget,
    start: [Double], directions: [Monotonicity]
  ) {
    self.settings = settings
    self.data = data
    self.objective = objective
    self.target = target
    gains = [Double](repeating: 0, count: data.binnings.count)
    let limits = TreeLimits(
      leaves: settings.leaves, minimumRows: settings.minimumRows, l2: settings.l2, directions: directions)
    grower = TreeGrower(data, limits: limits)
    scores = WorkBuffer(count: data.rowCount * start.count, repeating: start[0])
    if start.count > 1 {
      for place in 0..<scores.count { scores.pointer[place] = start[place % start.count] }
    }
    gradients = WorkBuffer(count: data.rowCount, repeating: 0)
    curvatures = WorkBuffer(count: data.rowCount, repeating: 0)
    sums = WorkBuffer(count: data.rowCount, repeating: .zero)
    random = SplitMix64(seed: UInt64(bitPattern: Int64(settings.seed)))
    repeats = target.wholeWeights
    // Rows without weight are as if they were not there.
    let counting = target.weights.map { weights in weights.indices.filter { weights[$0] > 0 }.map(Int32.init) }
    if settings.earlyStopping != nil {
      var training: [Int32] = []
      var heldOut: [Int32] = []
      for row in counting ?? (0..<Int32(data.rowCount)).map({ $0 }) {
        if random.below(10) == 0 { heldOut.append(row) } else { training.append(row) }
      }
      // Too few rows to hold any out: all of them train, for all the rounds.
      trainingRows = heldOut.isEmpty || training.isEmpty ? counting : training
      heldOutRows = training.isEmpty ? [] : heldOut
    } else {
      trainingRows = counting
      heldOutRows = []
    }
  }

  mutating func run() {
    var best = (loss: Double.infinity, round: 0, trees: 0)
    for round in 1...settings.rounds {
      // Once no split helps any output, no later round would find one either, unless it draws other rows.
      guard addRound() || settings.rowShare < 1 || settings.columnShare < 1 else { break }
      guard let patience = settings.earlyStopping, !heldOutRows.isEmpty else { continue }
      let loss = objective.loss(heldOutRows, scores: UnsafePointer(scores.pointer), target)
      if loss < best.loss {
        best = (loss, round, trees.count)
      } else if round - best.round >= patience {
        break
      }
    }
    if settings.earlyStopping != nil, !heldOutRows.isEmpty {
      trees.removeLast(trees.count - best.trees)
    }
  }

  /// - Returns: whether any tree of the round has a split.
  private mutating func addRound() -> Bool {
    let rows =
      settings.rowShare < 1
      ? random.sample(trainingRows ?? (0..<Int32(data.rowCount)).map { $0 }, share: settings.rowShare) : trainingRows
    let features =
      settings.columnShare < 1 ? random.sample(Array(data.binnings.indices), share: settings.columnShare) : nil
    var isSplit = false
    var grown: [DecisionTree] = []
    var steps: [(growth: TreeGrower.Growth, rows: [Int32]?)] = []
    for output in 0..<objective.outputs {
      let scale = setGradients(output)
      var growing = TreeGrower.Growing(
        gradients: sums, scale: scale, chosenRows: rows, chosenFeatures: features, random: random)
      var growth = grower.grow(&growing)
      random = growing.random
      isSplit = isSplit || growth.tree.splitCount > 0
      finish(&growth)
      for feature in gains.indices { gains[feature] += growth.gains[feature] }
      // Outputs of one round see the same scores: they are added once all of its trees are grown.
      if objective.outputs == 1 {
        add(growth.tree, output: output, leaves: rows == nil ? growth.leafRows : nil)
      } else {
        steps.append((growth, rows))
      }
      grown.append(growth.tree)
    }
    for (output, step) in steps.enumerated() { add(step.growth.tree, output: output, leaves: nil) }
    if isSplit { trees += grown }
    return isSplit
  }

  /// Sets every row's derivatives by the score of an output, as whole numbers of the returned scale.
  private func setGradients(_ output: Int) -> GradientScale {
    let count = data.rowCount
    let blocks = (count + Self.blockSize - 1) / Self.blockSize
    let rows: @Sendable (Int) -> Range<Int> = { $0 * Self.blockSize..<min(($0 + 1) * Self.blockSize, count) }
    let largest = mapInParallel(blocks) { [objective, scores, target, gradients, curvatures] block in
      target.values.withUnsafeBufferPointer { values -> SIMD2<Double> in
        guard let values = values.baseAddress else { return .zero }
        objective.setDerivatives(
          rows(block), output: output, scores: UnsafePointer(scores.pointer), values: values,
          gradients: gradients.pointer, curvatures: curvatures.pointer)
        if let weights = target.weights {
          for row in rows(block) {
            gradients.pointer[row] *= weights[row]
            curvatures.pointer[row] *= weights[row]
          }
        }
        var largest = SIMD2<Double>.zero
        for row in rows(block) {
          let pair = SIMD2(gradients.pointer[row].magnitude, curvatures.pointer[row])
          largest.replace(with: pair, where: pair .> largest)
        }
        return largest
      }
    }.reduce(SIMD2<Double>.zero) { SIMD2(max($0.x, $1.x), max($0.y, $1.y)) }
    let mostRows = repeats.map { Int($0.reduce(0, +)) } ?? count
    let scale = GradientScale(rows: max(mostRows, count), gradient: largest.x, curvature: largest.y)
    inParallel(blocks) { [gradients, curvatures, sums, repeats] block in
      if let repeats {
        for row in rows(block) {
          sums.pointer[row] = scale.sum(
            gradient: gradients.pointer[row], curvature: curvatures.pointer[row], repeats: repeats[row])
        }
      } else {
        for row in rows(block) {
          sums.pointer[row] = scale.sum(
            gradient: gradients.pointer[row], curvature: curvatures.pointer[row], repeats: 1)
        }
      }
    }
    return scale
  }

  /// Holds the leaves back by the learning rate; leaves of a quantile take that of their rows first.
  private func finish(_ growth: inout TreeGrower.Growth) {
    guard growth.tree.splitCount > 0 else {
      growth.tree.leafValues = [0]
      return
    }
    for leaf in growth.tree.leafValues.indices {
      if let share = objective.leafQuantile {
        let rows = growth.leafRows[leaf].map { Int(grower.rows.pointer[$0]) }
        growth.tree.leafValues[leaf] = weightedQuantile(rows, share, target) { target.values[$0] - scores.pointer[$0] }
      }
      growth.tree.leafValues[leaf] *= settings.learningRate
    }
  }

  /// Adds a tree to the scores of all rows: leaf by leaf where the grower still holds them, else down the tree.
  private func add(_ tree: DecisionTree, output: Int, leaves: [Range<Int>]?) {
    guard tree.splitCount > 0 else { return }
    let outputs = objective.outputs
    if let leaves {
      inParallel(leaves.count) { [scores, rows = grower.rows] leaf in
        let value = tree.leafValues[leaf]
        for place in leaves[leaf] { scores.pointer[Int(rows.pointer[place]) * outputs + output] += value }
      }
      return
    }
    let count = data.rowCount
    inParallel((count + Self.blockSize - 1) / Self.blockSize) { [scores, columns = data.columns] block in
      for row in block * Self.blockSize..<min((block + 1) * Self.blockSize, count) {
        scores.pointer[row * outputs + output] += tree.leafValues[tree.leaf { columns[$0][row] }]
      }
    }
  }
}
