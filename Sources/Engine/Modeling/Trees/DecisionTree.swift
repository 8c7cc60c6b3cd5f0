/// A tree over binned features: the nodes that split, then one node a leaf, which leads to itself.
struct DecisionTree: Sendable {
  var nodes: [Node] = []
  /// How many of the nodes split.
  var splitCount = 0
  /// What each leaf adds to a score, in the order of the leaves' nodes.
  var leafValues: [Double] = []
  /// How many training rows came by each node.
  var covers: [Double] = []

  struct Node: Sendable {
    var feature: Int32 = 0
    var left: Int32 = 0
    var right: Int32 = 0
    /// The feature's bins that go left; numbers, categories and missing values alike.
    var leftBins = BinSet()
  }

  /// The leaf that a row comes to.
  ///
  /// - Parameter bin: the row's bin of a feature.
  @inline(__always)
  func leaf(_ bin: (Int) -> UInt8) -> Int {
    var at = 0
    while at < splitCount {
      let node = nodes[at]
      at = Int(node.leftBins.bit(bin(Int(node.feature))) == 1 ? node.left : node.right)
    }
    return at - splitCount
  }

  /// Adds each row's leaf to its score; rows lie one after the other, `width` bins each.
  ///
  /// Rows go down four by four: a way down is a chain of loads that wait for each other, and the processor fills one
  /// row's waiting with another's work. Leaves lead to themselves, so that a row which has arrived may go on.
  func add(
    to scores: UnsafeMutablePointer<Double>, stride: Int, rows: UnsafePointer<UInt8>, count: Int, width: Int
  ) {
    nodes.withUnsafeBufferPointer { nodes in
      leafValues.withUnsafeBufferPointer { leafValues in
        guard let nodes = nodes.baseAddress, let leafValues = leafValues.baseAddress else { return }
        let splits = Int32(splitCount)
        let setOffset = MemoryLayout<Node>.offset(of: \.leftBins) ?? 0
        @inline(__always)
        func next(_ at: Int32, _ bins: UnsafePointer<UInt8>) -> Int32 {
          let node = nodes + Int(at)
          let bin = bins[Int(node.pointee.feature)]
          // One word of the set is read where it lies; a copy of the whole set would cost more than the step.
          let word = UnsafeRawPointer(node).load(fromByteOffset: setOffset &+ Int(bin >> 6) &* 8, as: UInt64.self)
          let side = Int32(truncatingIfNeeded: (word &>> UInt64(bin & 63)) & 1)
          // No branch: half of all guesses about the way down would be wrong.
          return node.pointee.right &+ (node.pointee.left &- node.pointee.right) &* side
        }
        var row = 0
        while row + 4 <= count {
          let bins = rows + row * width
          var at = SIMD4<Int32>()
          repeat {
            at = SIMD4(
              next(at[0], bins), next(at[1], bins + width), next(at[2], bins + 2 * width),
              next(at[3], bins + 3 * width))
          } while at.min() < splits
          for lane in 0..<4 { scores[(row + lane) * stride] += leafValues[Int(at[lane] - splits)] }
          row += 4
        }
        while row < count {
          var at: Int32 = 0
          while at < splits { at = next(at, rows + row * width) }
          scores[row * stride] += leafValues[Int(at - splits)]
          row += 1
        }
      }
    }
  }
}
