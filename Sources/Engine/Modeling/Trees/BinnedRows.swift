/// The bins of all features for all rows, in the two orders in which trees read them.
struct BinnedRows: Sendable {
  let rowCount: Int
  let binnings: [FeatureBinning]
  /// One feature after the other: what a split reads.
  let columns: [[UInt8]]
  /// Row by row, a few features together: what a histogram is summed from.
  let panels: [Panel]
  /// Where each feature's bins start in a histogram of all features.
  let offsets: [Int]
  /// The bins of all features.
  let histogramSize: Int

  /// Some features' bins, row after row. A bin is told as where its sum lies in the panel's histogram, in bytes.
  struct Panel: Sendable {
    static let mostFeatures = 16
    let features: Range<Int>
    let places: WorkBuffer<UInt16>
    /// Where the panel's histogram starts in that of all features.
    let offset: Int
    let size: Int
  }

  /// Learns how each feature is binned, and bins it.
  ///
  /// - Parameter repeats: how often each row counts; nil for once.
  init(_ features: [EncodedFeature], rowCount: Int, repeats: [Int64]?) {
    let learned = mapInParallel(features.count) { index in
      let binning = FeatureBinning(features[index], repeats: repeats)
      return (binning, binning.bins(features[index]))
    }
    let binnings = learned.map(\.0)
    let columns = learned.map(\.1)
    self.rowCount = rowCount
    self.binnings = binnings
    self.columns = columns
    var offset = 0
    let offsets = binnings.map { binning in
      defer { offset += binning.binCount }
      return offset
    }
    self.offsets = offsets
    let histogramSize = offset
    self.histogramSize = histogramSize
    let stride = MemoryLayout<GradientSum>.stride
    panels = Swift.stride(from: 0, to: binnings.count, by: Panel.mostFeatures).map { first in
      let features = first..<min(first + Panel.mostFeatures, binnings.count)
      let end = features.upperBound == binnings.count ? histogramSize : offsets[features.upperBound]
      let places = WorkBuffer<UInt16>(count: rowCount * features.count, repeating: 0)
      let blockSize = 4096
      inParallel((rowCount + blockSize - 1) / blockSize) { block in
        for feature in features {
          let start = offsets[feature] - offsets[first]
          columns[feature].withUnsafeBufferPointer { bins in
            var place = places.pointer + (block * blockSize * features.count + feature - first)
            for row in block * blockSize..<min((block + 1) * blockSize, rowCount) {
              place.pointee = UInt16(truncatingIfNeeded: (start &+ Int(bins[row])) &* stride)
              place += features.count
            }
          }
        }
      }
      return Panel(features: features, places: places, offset: offsets[first], size: end - offsets[first])
    }
  }
}
