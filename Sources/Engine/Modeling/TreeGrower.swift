/// Grows trees over the same binned rows, one after the other.
///
/// A leaf's histograms are summed from its rows, or, for the larger of two siblings, as the parent's less the smaller
/// one's. Features are summed side by side on all cores, each in the order of its rows, so that the sums are the same
/// for any number of cores.
final class TreeGrower {
  private let settings: BoostedTrees.Settings
  private let binnings: [FeatureBinning]
  private let bins: [[UInt8]]
  private let rowCount: Int
  /// Where each feature's bins start in a leaf's histogram.
  private let offsets: [Int]
  private let histogramSize: Int
  /// The rows of all leaves, each leaf's together.
  private var rows: [Int32]
  private var scratch: [Int32]
  private var ordered: [Gradient]
  private var freeHistograms: [LeafHistogram] = []

  init(_ settings: BoostedTrees.Settings, binnings: [FeatureBinning], bins: [[UInt8]], rowCount: Int) {
    self.settings = settings
    self.binnings = binnings
    self.bins = bins
    self.rowCount = rowCount
    var offset = 0
    offsets = binnings.map { binning in
      defer { offset += binning.binCount }
      return offset
    }
    histogramSize = offset
    rows = []
    scratch = [Int32](repeating: 0, count: rowCount)
    ordered = [Gradient](repeating: .zero, count: rowCount)
  }

  /// A leaf that may yet be split.
  private struct Leaf {
    var start: Int
    var count: Int
    var total: Gradient
    var histogram: LeafHistogram?
    var best: SplitCandidate?
    /// The node and the side it hangs on; nil for the root.
    var parent: (node: Int, isLeft: Bool)?
  }

  /// Grows a tree on the gradients, adds its leaves to the scores of their rows and its gains to the features'.
  func grow(_ gradients: [Gradient], addingTo scores: inout [Double], gains: inout [Double]) -> DecisionTree {
    rows = (0..<Int32(rowCount)).map { $0 }
    var tree = DecisionTree()
    var root = Leaf(start: 0, count: rowCount, total: gradients.reduce(.zero, +))
    root.histogram = histogram(of: root, gradients)
    search(&root)
    var leaves = [root]
    while leaves.count < settings.leaves {
      // The first of equals, so that ties fall the same way everywhere.
      var chosen = -1
      for (index, leaf) in leaves.enumerated() where leaf.best != nil {
        if chosen < 0 || (leaf.best?.gain ?? 0) > (leaves[chosen].best?.gain ?? 0) { chosen = index }
      }
      guard chosen >= 0, let split = leaves[chosen].best else { break }
      let parent = leaves[chosen]
      gains[split.feature] += split.gain
      let node = addNode(split, of: parent, to: &tree)
      partition(parent, split)

      var left = Leaf(
        start: parent.start, count: split.leftCount, total: split.left, parent: (node, true))
      var right = Leaf(
        start: parent.start + split.leftCount, count: parent.count - split.leftCount,
        total: parent.total - split.left, parent: (node, false))
      if leaves.count + 1 < settings.leaves { fillHistograms(&left, &right, from: parent, gradients) }
      leaves[chosen] = left
      leaves.append(right)
    }
    finish(&tree, leaves, addingTo: &scores)
    return tree
  }

  private func addNode(_ split: SplitCandidate, of leaf: Leaf, to tree: inout DecisionTree) -> Int {
    tree.nodes.append(DecisionTree.Node(feature: Int32(split.feature), leftBins: split.leftBins))
    let number = tree.nodes.count - 1
    if let parent = leaf.parent {
      if parent.isLeft {
        tree.nodes[parent.node].left = Int32(number)
      } else {
        tree.nodes[parent.node].right = Int32(number)
      }
    }
    return number
  }

  private func finish(_ tree: inout DecisionTree, _ leaves: [Leaf], addingTo scores: inout [Double]) {
    tree.splitCount = tree.nodes.count
    guard tree.splitCount > 0 else { return }
    for (number, leaf) in leaves.enumerated() {
      let value = -leaf.total.x / leaf.total.y * settings.learningRate
      tree.leafValues.append(value)
      let node = Int32(tree.splitCount + number)
      tree.nodes.append(DecisionTree.Node(left: node, right: node))
      if let parent = leaf.parent {
        if parent.isLeft { tree.nodes[parent.node].left = node } else { tree.nodes[parent.node].right = node }
      }
      for place in leaf.start..<leaf.start + leaf.count { scores[Int(rows[place])] += value }
      if let histogram = leaf.histogram { freeHistograms.append(histogram) }
    }
  }

  // MARK: Rows

  /// Puts the rows that go left before those that go right, both in their order.
  private func partition(_ leaf: Leaf, _ split: SplitCandidate) {
    bins[split.feature].withUnsafeBufferPointer { bins in
      rows.withUnsafeMutableBufferPointer { rows in
        scratch.withUnsafeMutableBufferPointer { scratch in
          var left = leaf.start
          var right = 0
          for place in leaf.start..<leaf.start + leaf.count {
            let row = rows[place]
            // Every row is written to both sides and counted on one: no branch to guess wrong.
            let side = Int(split.leftBins.bit(bins[Int(row)]))
            rows[left] = row
            scratch[right] = row
            left += side
            right += 1 - side
          }
          for place in 0..<right { rows[left + place] = scratch[place] }
        }
      }
    }
  }

  // MARK: Histograms

  private func fillHistograms(_ left: inout Leaf, _ right: inout Leaf, from parent: Leaf, _ gradients: [Gradient]) {
    guard let whole = parent.histogram else { return }
    // Leaves too small to be split need no histogram.
    let least = 2 * settings.minimumRows
    if left.count <= right.count {
      let small = histogram(of: left, gradients)
      whole.subtract(small)
      left.histogram = small
      right.histogram = whole
    } else {
      let small = histogram(of: right, gradients)
      whole.subtract(small)
      right.histogram = small
      left.histogram = whole
    }
    if left.count >= least { search(&left) }
    if right.count >= least { search(&right) }
  }

  private func histogram(of leaf: Leaf, _ gradients: [Gradient]) -> LeafHistogram {
    let histogram = freeHistograms.popLast() ?? LeafHistogram(size: histogramSize)
    histogram.clear()
    rows.withUnsafeBufferPointer { rows in
      ordered.withUnsafeMutableBufferPointer { ordered in
        gradients.withUnsafeBufferPointer { gradients in
          for place in 0..<leaf.count { ordered[place] = gradients[Int(rows[leaf.start + place])] }
        }
        let ordered = UnsafeBufferPointer(ordered)
        nonisolated(unsafe) let source = (rows: rows, ordered: ordered)
        forEachFeature(rowCount: leaf.count) { [bins, offsets] feature in
          let part = histogram.part(from: offsets[feature])
          bins[feature].withUnsafeBufferPointer { bins in
            for place in 0..<leaf.count {
              let bin = Int(bins[Int(source.rows[leaf.start + place])])
              part.gradients[bin] += source.ordered[place]
              part.counts[bin] &+= 1
            }
          }
        }
      }
    }
    return histogram
  }

  private func search(_ leaf: inout Leaf) {
    guard let histogram = leaf.histogram else { return }
    let search = SplitSearch(total: leaf.total, count: leaf.count, minimumRows: settings.minimumRows)
    var best: SplitCandidate?
    for feature in binnings.indices {
      let candidate = search.best(feature, binnings[feature], histogram.part(from: offsets[feature]))
      if let candidate, candidate.gain > (best?.gain ?? 0) { best = candidate }
    }
    leaf.best = best
  }

  /// On all cores where there are rows enough to pay for it.
  private func forEachFeature(rowCount: Int, _ body: @Sendable (Int) -> Void) {
    if rowCount < 2048 {
      for feature in binnings.indices { body(feature) }
    } else {
      inParallel(binnings.count, body)
    }
  }
}

/// The histograms of all features in one leaf, one after the other.
private final class LeafHistogram: @unchecked Sendable {
  private let size: Int
  private let gradients: UnsafeMutablePointer<Gradient>
  private let counts: UnsafeMutablePointer<Int32>

  init(size: Int) {
    self.size = size
    gradients = .allocate(capacity: size)
    counts = .allocate(capacity: size)
    clear()
  }

  deinit {
    gradients.deallocate()
    counts.deallocate()
  }

  func clear() {
    gradients.initialize(repeating: .zero, count: size)
    counts.initialize(repeating: 0, count: size)
  }

  func subtract(_ other: LeafHistogram) {
    for bin in 0..<size {
      gradients[bin] -= other.gradients[bin]
      counts[bin] -= other.counts[bin]
    }
  }

  func part(from offset: Int) -> Histogram {
    Histogram(gradients: gradients + offset, counts: counts + offset)
  }
}
