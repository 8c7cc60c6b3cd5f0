/// Many trees over the same bins, whose leaves are summed.
struct TreeEnsemble: Sendable {
  let binnings: [FeatureBinning]
  /// How many sums a row has; trees add to them by turns.
  let outputs: Int
  let trees: [DecisionTree]

  /// Fewer rows are not worth making tables of the trees for.
  private static let fewestRowsForTables = 512
  private static let blockSize = 4096

  /// Row after row, the sums of the leaves that the row comes to, made into predictions a block at a time.
  func sums(
    _ features: [EncodedFeature], rowCount: Int, from start: [Double],
    finish: @Sendable (_ sums: UnsafeMutablePointer<Double>, _ rows: Int) -> Void
  ) -> [Double] {
    let bins = mapInParallel(features.count) { index in binnings[index].bins(features[index]) }
    let tables = rowCount < Self.fewestRowsForTables ? [] : mapInParallel(trees.count) { TreeTable(trees[$0]) }
    let width = features.count
    return [Double](unsafeUninitializedCapacity: rowCount * outputs) { buffer, count in
      let shared = SharedBuffer(buffer.baseAddress)
      inParallel((rowCount + Self.blockSize - 1) / Self.blockSize) { block in
        guard let all = shared.pointer else { return }
        let first = block * Self.blockSize
        let size = min(Self.blockSize, rowCount - first)
        let sums = all + first * outputs
        for place in 0..<size * outputs { (sums + place).initialize(to: start[place % outputs]) }
        // A block's bins row by row stay in the nearest cache while all trees pass over them.
        var rows = [UInt8](repeating: 0, count: size * width)
        for feature in 0..<width {
          bins[feature].withUnsafeBufferPointer { bins in
            for row in 0..<size { rows[row * width + feature] = bins[first + row] }
          }
        }
        rows.withUnsafeBufferPointer { rows in
          guard let rows = rows.baseAddress else { return }
          for (number, tree) in trees.enumerated() {
            let sums = sums + number % outputs
            if !tables.isEmpty, let table = tables[number] {
              table.add(to: sums, stride: outputs, rows: rows, count: size, width: width)
            } else {
              tree.add(to: sums, stride: outputs, rows: rows, count: size, width: width)
            }
          }
        }
        finish(sums, size)
      }
      count = rowCount * outputs
    }
  }
}
