/// A feature's histogram in one leaf: the gradients and the rows of each bin.
struct Histogram {
  let gradients: UnsafeMutablePointer<Gradient>
  let counts: UnsafeMutablePointer<Int32>
}

/// A way to split a leaf in two, and what it gains.
struct SplitCandidate: Sendable {
  var gain: Double
  var feature: Int
  var leftBins: BinSet
  var left: Gradient
  var leftCount: Int
}

/// Finds the best split of a leaf by one feature.
struct SplitSearch {
  /// What holds back splits by categories, whose many sets fit chance easily (Ke et al. 2017, and LightGBM's defaults).
  static let categoryPenalty = 10.0
  static let categorySmoothing = 10.0
  static let mostCategoriesAside = 32
  static let fewestRowsOfCategory = 100

  let total: Gradient
  let count: Int
  let minimumRows: Int

  /// How much of the loss a leaf with these gradients removes.
  @inline(__always)
  static func score(_ sum: Gradient, penalty: Double = 0) -> Double { sum.x * sum.x / (sum.y + penalty) }

  @inline(__always)
  private func isAllowed(_ left: Gradient, _ leftCount: Int) -> Bool {
    leftCount >= minimumRows && count - leftCount >= minimumRows
      && left.y >= BoostedTrees.Settings.minimumCurvature
      && total.y - left.y >= BoostedTrees.Settings.minimumCurvature
  }

  func best(_ feature: Int, _ binning: FeatureBinning, _ histogram: Histogram) -> SplitCandidate? {
    binning.isCategorical ? bestSet(feature, binning, histogram) : bestBound(feature, binning, histogram)
  }

  private func bestBound(_ feature: Int, _ binning: FeatureBinning, _ histogram: Histogram) -> SplitCandidate? {
    let parent = Self.score(total)
    var best: (gain: Double, bin: Int, missingGoesLeft: Bool, left: Gradient, leftCount: Int)?
    let missing = histogram.gradients[binning.valueBins]
    let missingCount = Int(histogram.counts[binning.valueBins])
    for missingGoesLeft in missingCount > 0 ? [false, true] : [false] {
      var left = missingGoesLeft ? missing : .zero
      var leftCount = missingGoesLeft ? missingCount : 0
      for bin in 0..<binning.valueBins {
        left += histogram.gradients[bin]
        leftCount += Int(histogram.counts[bin])
        guard histogram.counts[bin] > 0, isAllowed(left, leftCount) else { continue }
        let gain = Self.score(left) + Self.score(total - left) - parent
        if gain > (best?.gain ?? 1e-10) {
          best = (gain, bin, missingGoesLeft, left, leftCount)
        }
      }
    }
    guard let best else { return nil }
    var leftBins = BinSet()
    for bin in 0...best.bin { leftBins.insert(UInt8(bin)) }
    if best.missingGoesLeft { leftBins.insert(binning.missingBin) }
    return SplitCandidate(
      gain: best.gain, feature: feature, leftBins: leftBins, left: best.left, leftCount: best.leftCount)
  }

  /// Categories in order of their mean gradient; a set is a run from either end (Fisher 1958).
  private func bestSet(_ feature: Int, _ binning: FeatureBinning, _ histogram: Histogram) -> SplitCandidate? {
    let parent = Self.score(total)
    var best: SplitCandidate?
    let present = (0..<binning.valueBins).filter { histogram.counts[$0] > 0 }
    if present.count <= 4 {
      for bin in present {
        let left = histogram.gradients[bin]
        guard isAllowed(left, Int(histogram.counts[bin])) else { continue }
        let gain = Self.score(left) + Self.score(total - left) - parent
        if gain > (best?.gain ?? 1e-10) {
          var set = BinSet()
          set.insert(UInt8(bin))
          best = SplitCandidate(
            gain: gain, feature: feature, leftBins: set, left: left, leftCount: Int(histogram.counts[bin]))
        }
      }
      return best
    }
    func order(_ bin: Int) -> Double {
      histogram.gradients[bin].x / (histogram.gradients[bin].y + Self.categorySmoothing)
    }
    let sorted = present.filter { Int(histogram.counts[$0]) >= Int(Self.categorySmoothing) }
      .map { (order: order($0), bin: $0) }.sorted { ($0.order, $0.bin) < ($1.order, $1.bin) }.map(\.bin)
    let most = min(Self.mostCategoriesAside, (sorted.count + 1) / 2)
    for run in [sorted, sorted.reversed()] {
      var left = Gradient.zero
      var leftCount = 0
      var set = BinSet()
      var rowsSinceCandidate = 0
      for bin in run.prefix(most) {
        left += histogram.gradients[bin]
        leftCount += Int(histogram.counts[bin])
        rowsSinceCandidate += Int(histogram.counts[bin])
        set.insert(UInt8(bin))
        guard isAllowed(left, leftCount), rowsSinceCandidate >= Self.fewestRowsOfCategory,
          count - leftCount >= Self.fewestRowsOfCategory
        else { continue }
        rowsSinceCandidate = 0
        let gain =
          Self.score(left, penalty: Self.categoryPenalty) + Self.score(total - left, penalty: Self.categoryPenalty)
          - parent
        if gain > (best?.gain ?? 1e-10) {
          best = SplitCandidate(gain: gain, feature: feature, leftBins: set, left: left, leftCount: leftCount)
        }
      }
    }
    return best
  }
}
