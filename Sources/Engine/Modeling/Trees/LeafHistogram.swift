import CPrefetch

/// The sums of all bins of all features over the rows of one leaf.
final class LeafHistogram: @unchecked Sendable {
  let size: Int
  let sums: UnsafeMutablePointer<GradientSum>

  init(size: Int) {
    self.size = size
    sums = .allocate(capacity: max(size, 1))
    clear()
  }

  deinit { sums.deallocate() }

  func clear() { sums.initialize(repeating: .zero, count: size) }

  func subtract(_ other: LeafHistogram) {
    for bin in 0..<size { sums[bin] &-= other.sums[bin] }
  }

  func add(_ other: LeafHistogram) {
    for bin in 0..<size { sums[bin] &+= other.sums[bin] }
  }

  /// Adds rows to the sums of a panel's features.
  ///
  /// - Parameters:
  ///   - rows: the rows' numbers; nil for the rows from `first` on.
  func add(
    _ panel: BinnedRows.Panel, rows: UnsafePointer<Int32>?, first: Int, count: Int,
    gradients: UnsafePointer<GradientSum>
  ) {
    let width = panel.features.count
    let base = UnsafeMutableRawPointer(sums + panel.offset)
    let places = UnsafePointer(panel.places.pointer)
    @inline(__always)
    func add(_ row: Int) {
      let gradient = gradients[row]
      let bins = places + row &* width
      var feature = 0
      while feature < width {
        let sum = base.advanced(by: Int(bins[feature])).assumingMemoryBound(to: GradientSum.self)
        sum.pointee &+= gradient
        feature &+= 1
      }
    }
    if let rows {
      // The rows of a leaf lie apart: those to come are asked for while this one is added.
      let lead = 12
      for place in 0..<max(count - lead, 0) {
        let later = Int(rows[place &+ lead])
        prefetch(gradients + later)
        prefetch(places + later &* width)
        add(Int(rows[place]))
      }
      for place in max(count - lead, 0)..<count { add(Int(rows[place])) }
    } else {
      for row in first..<first + count { add(row) }
    }
  }
}
