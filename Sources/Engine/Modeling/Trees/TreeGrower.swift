#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Grows trees over the same binned rows, one after the other.
///
/// A leaf's histograms are summed from its rows, or, for the larger of two siblings, as the parent's less the smaller
/// one's. Rows are dealt out to the cores; sums are of whole numbers, so that they are the same for any number of them.
final class TreeGrower {
  private let data: BinnedRows
  private let limits: TreeLimits
  /// The rows of all leaves, each leaf's together and in their order.
  let rows: WorkBuffer<Int32>
  private let scratch: WorkBuffer<Int32>
  private var freeHistograms: [LeafHistogram] = []
  /// Histograms that leaves keep for their children; past these, children are summed from their rows.
  private let mostHistograms: Int
  private var keptHistograms = 0
  private let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  /// Fewer rows are not worth a second core.
  private static let fewestRowsOfTask = 4096
  private static let mostHistogramBytes = 1 << 30

  init(_ data: BinnedRows, limits: TreeLimits) {
    self.data = data
    self.limits = limits
    rows = WorkBuffer(count: data.rowCount, repeating: 0)
    scratch = WorkBuffer(count: data.rowCount, repeating: 0)
    let bytes = max(data.histogramSize, 1) * MemoryLayout<GradientSum>.stride
    mostHistograms = max(4, Self.mostHistogramBytes / bytes)
  }

  /// A tree, and where each leaf's rows lie in the grower's order.
  struct Growth {
    var tree = DecisionTree()
    var leafRows: [Range<Int>] = []
    /// What each feature's splits took from the loss.
    var gains: [Double]
  }

  /// A leaf that may yet be split.
  private struct Leaf {
    var start: Int
    var count: Int
    var total: GradientSum
    var bounds = ValueBounds()
    var histogram: LeafHistogram?
    var best: SplitCandidate?
    /// The node and the side it hangs on; nil for the root.
    var parent: (node: Int, isLeft: Bool)?
  }

  /// What one tree is grown on.
  struct Growing {
    let gradients: WorkBuffer<GradientSum>
    let scale: GradientScale
    /// The rows that take part, ascending; nil for all.
    var chosenRows: [Int32]?
    /// The features that may be split by; nil for all.
    var chosenFeatures: [Int]?
    var random: SplitMix64
  }

  /// Grows a tree; its leaves have the values of a Newton step, not yet held back by a learning rate.
  func grow(_ growing: inout Growing) -> Growth {
    let count = growing.chosenRows?.count ?? data.rowCount
    if let chosen = growing.chosenRows {
      for (place, row) in chosen.enumerated() { rows.pointer[place] = row }
    } else {
      for row in 0..<count { rows.pointer[row] = Int32(truncatingIfNeeded: row) }
    }
    keptHistograms = 0
    var growth = Growth(gains: [Double](repeating: 0, count: data.binnings.count))
    var root = Leaf(start: 0, count: count, total: .zero)
    let histogram = takeHistogram()
    sum(root, into: histogram, growing)
    if let first = data.binnings.first { for bin in 0..<first.binCount { root.total &+= histogram.sums[bin] } }
    root.histogram = histogram
    root.best = search(root, &growing)
    var leaves = [root]
    var gains = [root.best?.gain ?? 0]
    while leaves.count < limits.leaves {
      // The first of equals, so that ties fall the same way everywhere.
      var chosen = 0
      for index in gains.indices where gains[index] > gains[chosen] { chosen = index }
      guard gains[chosen] > 0, let split = leaves[chosen].best else { break }
      let parent = leaves[chosen]
      growth.gains[split.feature] += split.gain
      let node = addNode(split, of: parent, scale: growing.scale, to: &growth.tree)
      let leftCount = partition(parent, split)
      var left = Leaf(start: parent.start, count: leftCount, total: split.left, parent: (node, true))
      var right = Leaf(
        start: parent.start + leftCount, count: parent.count - leftCount, total: parent.total &- split.left,
        parent: (node, false))
      let direction = limits.directions[split.feature]
      (left.bounds, right.bounds) = parent.bounds.split(
        direction, value(of: left.total, parent.bounds, growing.scale),
        value(of: right.total, parent.bounds, growing.scale))
      if leaves.count + 1 < limits.leaves {
        searchChildren(&left, &right, of: parent, &growing)
      } else if let histogram = parent.histogram {
        freeHistograms.append(histogram)
      }
      leaves[chosen] = left
      leaves.append(right)
      gains[chosen] = left.best?.gain ?? 0
      gains.append(right.best?.gain ?? 0)
    }
    finish(&growth, leaves, growing.scale)
    return growth
  }

  private func value(of sum: GradientSum, _ bounds: ValueBounds, _ scale: GradientScale) -> Double {
    bounds.clamped(-scale.gradient(sum) / (scale.curvature(sum) + limits.l2))
  }

  private func addNode(
    _ split: SplitCandidate, of leaf: Leaf, scale: GradientScale, to tree: inout DecisionTree
  ) -> Int {
    let number = tree.nodes.count
    tree.nodes.append(DecisionTree.Node(feature: Int32(split.feature), leftBins: split.leftBins))
    tree.covers.append(Double(scale.count(leaf.total)))
    hang(number, on: leaf.parent, in: &tree)
    return number
  }

  private func hang(_ number: Int, on parent: (node: Int, isLeft: Bool)?, in tree: inout DecisionTree) {
    guard let parent else { return }
    if parent.isLeft {
      tree.nodes[parent.node].left = Int32(number)
    } else {
      tree.nodes[parent.node].right = Int32(number)
    }
  }

  private func finish(_ growth: inout Growth, _ leaves: [Leaf], _ scale: GradientScale) {
    growth.tree.splitCount = growth.tree.nodes.count
    for (number, leaf) in leaves.enumerated() {
      let node = growth.tree.splitCount + number
      growth.tree.leafValues.append(value(of: leaf.total, leaf.bounds, scale))
      growth.tree.covers.append(Double(scale.count(leaf.total)))
      growth.tree.nodes.append(DecisionTree.Node(left: Int32(node), right: Int32(node)))
      hang(node, on: leaf.parent, in: &growth.tree)
      growth.leafRows.append(leaf.start..<leaf.start + leaf.count)
      if let histogram = leaf.histogram { freeHistograms.append(histogram) }
    }
  }

  // MARK: Rows

  /// Puts the rows that go left before those that go right, both in their order.
  ///
  /// - Returns: how many went left.
  private func partition(_ leaf: Leaf, _ split: SplitCandidate) -> Int {
    let tasks = min(cores, max(1, leaf.count / Self.fewestRowsOfTask))
    let leftCounts = WorkBuffer(count: tasks, repeating: 0)
    let start: @Sendable (Int) -> Int = { task in leaf.start + leaf.count * task / tasks }
    data.columns[split.feature].withUnsafeBufferPointer { bins in
      nonisolated(unsafe) let bins = bins
      inParallel(tasks) { [rows, scratch] task in
        guard let bins = bins.baseAddress else { return }
        let rows = rows.pointer
        let first = start(task)
        var left = first
        var right = first
        var set = split.leftBins.words
        withUnsafeBytes(of: &set) { words in
          for place in first..<start(task + 1) {
            let row = rows[place]
            // Every row is written to both sides and counted on one: no branch to guess wrong.
            let bin = bins[Int(row)]
            let word = words.load(fromByteOffset: Int(bin >> 6) &* 8, as: UInt64.self)
            let side = Int((word &>> UInt64(bin & 63)) & 1)
            rows[left] = row
            scratch.pointer[right] = row
            left &+= side
            right &+= 1 &- side
          }
        }
        leftCounts.pointer[task] = left - first
      }
    }
    // Each task's rows that go left close up, then come those that go right.
    var place = leaf.start
    for task in 0..<tasks {
      let count = leftCounts.pointer[task]
      if place != start(task) { (rows.pointer + place).update(from: rows.pointer + start(task), count: count) }
      place += count
    }
    let leftCount = place - leaf.start
    for task in 0..<tasks {
      let count = start(task + 1) - start(task) - leftCounts.pointer[task]
      (rows.pointer + place).update(from: scratch.pointer + start(task), count: count)
      place += count
    }
    return leftCount
  }

  // MARK: Histograms

  private func searchChildren(_ left: inout Leaf, _ right: inout Leaf, of parent: Leaf, _ growing: inout Growing) {
    // Leaves too small to be split need no histogram.
    let least = 2 * limits.minimumRows
    let leftIsSmaller = left.count <= right.count
    var small = leftIsSmaller ? left : right
    var large = leftIsSmaller ? right : left
    if let whole = parent.histogram {
      if growing.scale.count(large.total) >= least {
        let histogram = takeHistogram()
        sum(small, into: histogram, growing)
        whole.subtract(histogram)
        small.histogram = histogram
        large.histogram = whole
      } else {
        freeHistograms.append(whole)
      }
    } else {
      for child in [left, right] where growing.scale.count(child.total) >= least {
        let histogram = takeHistogram()
        sum(child, into: histogram, growing)
        if child.start == small.start { small.histogram = histogram } else { large.histogram = histogram }
      }
    }
    for isLarge in [false, true] {
      var leaf = isLarge ? large : small
      if growing.scale.count(leaf.total) >= least { leaf.best = search(leaf, &growing) }
      // A histogram is kept for the leaf's children where it has any, and where there is room.
      if let histogram = leaf.histogram, leaf.best == nil || keptHistograms >= mostHistograms {
        freeHistograms.append(histogram)
        leaf.histogram = nil
      }
      if leaf.histogram != nil { keptHistograms += 1 }
      if isLarge { large = leaf } else { small = leaf }
    }
    if parent.histogram != nil { keptHistograms -= 1 }
    left = leftIsSmaller ? small : large
    right = leftIsSmaller ? large : small
  }

  private func takeHistogram() -> LeafHistogram {
    guard let free = freeHistograms.popLast() else { return LeafHistogram(size: data.histogramSize) }
    free.clear()
    return free
  }

  /// Adds a leaf's rows to a histogram: panels of features side by side, and runs of rows where there are few panels.
  private func sum(_ leaf: Leaf, into histogram: LeafHistogram, _ growing: Growing) {
    let panels = data.panels
    let runs = panels.count >= cores ? 1 : min(cores, max(1, leaf.count / Self.fewestRowsOfTask))
    let parts = [histogram] + (1..<max(runs, 1)).map { _ in takeHistogram() }
    let isWhole = leaf.count == data.rowCount
    let gradients = growing.gradients
    let add: @Sendable (Int) -> Void = { [rows] task in
      let run = task / panels.count
      let first = leaf.start + leaf.count * run / runs
      let count = leaf.start + leaf.count * (run + 1) / runs - first
      parts[run].add(
        panels[task % panels.count], rows: isWhole ? nil : UnsafePointer(rows.pointer + first), first: first,
        count: count, gradients: UnsafePointer(gradients.pointer))
    }
    if leaf.count < Self.fewestRowsOfTask / 2 {
      for task in 0..<panels.count * runs { add(task) }
    } else {
      inParallel(panels.count * runs, add)
    }
    for part in parts.dropFirst() {
      histogram.add(part)
      freeHistograms.append(part)
    }
  }

  private func search(_ leaf: Leaf, _ growing: inout Growing) -> SplitCandidate? {
    guard let histogram = leaf.histogram else { return nil }
    let search = SplitSearch(limits: limits, scale: growing.scale, total: leaf.total, bounds: leaf.bounds)
    var features = growing.chosenFeatures ?? Array(data.binnings.indices)
    if limits.splitColumnShare < 1 { features = growing.random.sample(features, share: limits.splitColumnShare) }
    var best: SplitCandidate?
    for feature in features {
      let candidate = search.best(
        feature, data.binnings[feature], UnsafePointer(histogram.sums + data.offsets[feature]))
      if let candidate, candidate.gain > (best?.gain ?? 0) { best = candidate }
    }
    return best
  }
}
