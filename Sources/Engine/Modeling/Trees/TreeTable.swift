/// A tree of few nodes as a table: for each node and each bin, the node that comes next.
///
/// A step down is three loads and no decision, where a set of bins would have to be asked; a table costs 256 bytes a
/// node, so that it pays for many rows and small trees.
struct TreeTable: Sendable {
  /// A node's number is a byte.
  static let mostNodes = 256

  private let splitCount: Int
  /// Each node's feature; 0 for leaves.
  private let features: [UInt8]
  /// Leaves lead to themselves.
  private let next: [UInt8]
  private let leafValues: [Double]

  /// Nil for trees of too many nodes or features.
  init?(_ tree: DecisionTree) {
    guard tree.nodes.count <= Self.mostNodes, tree.nodes.allSatisfy({ $0.feature <= UInt8.max }) else { return nil }
    splitCount = tree.splitCount
    features = tree.nodes.map { UInt8(truncatingIfNeeded: $0.feature) }
    leafValues = tree.leafValues
    next = [UInt8](unsafeUninitializedCapacity: tree.nodes.count * 256) { table, count in
      for (number, node) in tree.nodes.enumerated() {
        for bin in 0..<256 {
          let side = node.leftBins.bit(UInt8(truncatingIfNeeded: bin)) == 1 ? node.left : node.right
          table.initializeElement(at: number << 8 | bin, to: UInt8(truncatingIfNeeded: side))
        }
      }
      count = tree.nodes.count * 256
    }
  }

  /// Adds each row's leaf to its score; rows lie one after the other, `width` bins each.
  ///
  /// Eight rows go down side by side: a way down is a chain of loads that wait for each other, and the processor fills
  /// one row's waiting with another's work.
  func add(
    to scores: UnsafeMutablePointer<Double>, stride: Int, rows: UnsafePointer<UInt8>, count: Int, width: Int
  ) {
    features.withUnsafeBufferPointer { features in
      next.withUnsafeBufferPointer { next in
        leafValues.withUnsafeBufferPointer { leafValues in
          guard let features = features.baseAddress, let next = next.baseAddress, let values = leafValues.baseAddress
          else { return }
          let splits = splitCount
          @inline(__always)
          func step(_ at: inout Int, _ bins: UnsafePointer<UInt8>) {
            at = Int(next[at &<< 8 | Int(bins[Int(features[at])])])
          }
          var row = 0
          while row + 8 <= count {
            let r0 = rows + row &* width
            let r1 = r0 + width
            let r2 = r1 + width
            let r3 = r2 + width
            let r4 = r3 + width
            let r5 = r4 + width
            let r6 = r5 + width
            let r7 = r6 + width
            var a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0
            repeat {
              // Rows that have arrived stay where they are: asking is dearer than a step in vain.
              for _ in 0..<2 {
                step(&a0, r0)
                step(&a1, r1)
                step(&a2, r2)
                step(&a3, r3)
                step(&a4, r4)
                step(&a5, r5)
                step(&a6, r6)
                step(&a7, r7)
              }
              // A difference below zero has the sign bit, which "or" keeps.
            } while ((a0 &- splits) | (a1 &- splits) | (a2 &- splits) | (a3 &- splits) | (a4 &- splits)
              | (a5 &- splits) | (a6 &- splits) | (a7 &- splits)) < 0
            let scores = scores + row &* stride
            scores[0] += values[a0 &- splits]
            scores[stride] += values[a1 &- splits]
            scores[2 &* stride] += values[a2 &- splits]
            scores[3 &* stride] += values[a3 &- splits]
            scores[4 &* stride] += values[a4 &- splits]
            scores[5 &* stride] += values[a5 &- splits]
            scores[6 &* stride] += values[a6 &- splits]
            scores[7 &* stride] += values[a7 &- splits]
            row += 8
          }
          while row < count {
            var at = 0
            while at < splits { step(&at, rows + row &* width) }
            scores[row &* stride] += values[at &- splits]
            row += 1
          }
        }
      }
    }
  }
}
