/// Trees laid out for one row at a time: all nodes in one block of memory, four trees walked side by side.
///
/// A way down a tree is a chain of loads that wait for each other; with one row there are no other rows to fill the
/// waiting with, but there are other trees.
struct SingleRowTrees: Sendable {
  private let predictor: any TreePredictor
  private let binnings: [FeatureBinning]
  private let start: [Double]
  private let outputs: Int
  /// The nodes of all trees, whose children are places in this array; leaves lead to themselves.
  private let nodes: [DecisionTree.Node]
  /// What a node adds where the way ends at it.
  private let values: [Double]
  private let roots: [Int32]
  /// How many steps reach every leaf of a tree.
  private let depths: [Int]

  /// Nil where the model has no trees, or features that are not taken as they are.
  init?(_ model: Model) {
    guard let predictor = model.predictor as? any TreePredictor, model.schema.columns.allSatisfy(\.isPlain) else {
      return nil
    }
    self.predictor = predictor
    binnings = predictor.ensemble.binnings
    start = predictor.startSums
    outputs = predictor.ensemble.outputs
    var nodes: [DecisionTree.Node] = []
    var values: [Double] = []
    var roots: [Int32] = []
    var depths: [Int] = []
    for tree in predictor.ensemble.trees {
      let offset = Int32(nodes.count)
      roots.append(offset)
      depths.append(tree.depth)
      for (place, node) in tree.nodes.enumerated() {
        var moved = node
        moved.left += offset
        moved.right += offset
        nodes.append(moved)
        values.append(place < tree.splitCount ? 0 : tree.leafValues[place - tree.splitCount])
      }
    }
    (self.nodes, self.values, self.roots, self.depths) = (nodes, values, roots, depths)
  }

  func score(_ row: RowValues, into prediction: UnsafeMutableBufferPointer<Double>) {
    guard let sums = prediction.baseAddress else { return }
    for place in 0..<outputs { sums[place] = start[place] }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: binnings.count) { bins in
      for (place, binning) in binnings.enumerated() { bins[place] = binning.bin(row, place) }
      if let bins = UnsafePointer(bins.baseAddress) { add(bins, to: sums) }
    }
    predictor.finish(sums, rows: 1)
  }

  private func add(_ bins: UnsafePointer<UInt8>, to sums: UnsafeMutablePointer<Double>) {
    nodes.withUnsafeBufferPointer { nodes in
      values.withUnsafeBufferPointer { values in
        guard let nodes = nodes.baseAddress, let values = values.baseAddress else { return }
        let setOffset = MemoryLayout<DecisionTree.Node>.offset(of: \.leftBins) ?? 0
        @inline(__always)
        func next(_ at: Int32) -> Int32 {
          let node = nodes + Int(at)
          let bin = bins[Int(node.pointee.feature)]
          let word = UnsafeRawPointer(node).load(fromByteOffset: setOffset &+ Int(bin >> 6) &* 8, as: UInt64.self)
          let side = Int32(truncatingIfNeeded: (word &>> UInt64(bin & 63)) & 1)
          return node.pointee.right &+ (node.pointee.left &- node.pointee.right) &* side
        }
        var tree = 0
        while tree + 4 <= roots.count {
          var a = roots[tree], b = roots[tree + 1], c = roots[tree + 2], d = roots[tree + 3]
          var steps = max(max(depths[tree], depths[tree + 1]), max(depths[tree + 2], depths[tree + 3]))
          while steps > 0 {
            let (a1, b1, c1, d1) = (next(a), next(b), next(c), next(d))
            // All four have arrived: more steps lead nowhere.
            if (a1 ^ a) | (b1 ^ b) | (c1 ^ c) | (d1 ^ d) == 0 { break }
            (a, b, c, d) = (a1, b1, c1, d1)
            steps &-= 1
          }
          // In the trees' own order, so that the sum has the same bits as that of a table's rows.
          sums[tree % outputs] += values[Int(a)]
          sums[(tree + 1) % outputs] += values[Int(b)]
          sums[(tree + 2) % outputs] += values[Int(c)]
          sums[(tree + 3) % outputs] += values[Int(d)]
          tree += 4
        }
        while tree < roots.count {
          var at = roots[tree]
          for _ in 0..<depths[tree] { at = next(at) }
          sums[tree % outputs] += values[Int(at)]
          tree += 1
        }
      }
    }
  }
}

extension DecisionTree {
  /// How many splits lie on the longest way down.
  fileprivate var depth: Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    var deepest = 0
    // A node's children come after it.
    for place in 0..<splitCount {
      for child in [Int(nodes[place].left), Int(nodes[place].right)] {
        depths[child] = max(depths[child], depths[place] + 1)
        deepest = max(deepest, depths[child])
      }
    }
    return deepest
  }
}

extension FeatureBinning {
  /// The bin of a row's value.
  fileprivate func bin(_ row: RowValues, _ place: Int) -> UInt8 {
    guard !isCategorical else {
      let code = row.codes[place]
      return code >= 0 && code < valueBins ? UInt8(code) : missingBin
    }
    return bin(row.numbers[place])
  }
}

extension FeatureSchema.CodedColumn {
  fileprivate var isPlain: Bool { if case .plain = coding { true } else { false } }
}
