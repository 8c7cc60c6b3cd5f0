/// A way to split a leaf in two, and what it gains.
struct SplitCandidate: Sendable {
  var gain: Double
  var feature: Int
  var leftBins: BinSet
  var left: GradientSum
}

/// What a tree may do, whatever it is grown for.
struct TreeLimits: Sendable {
  var leaves: Int
  var minimumRows: Int
  /// The least curvature of the loss in a leaf.
  var minimumCurvature = 1e-3
  /// Added to the curvature of a leaf: what holds its value back.
  var l2 = 0.0
  /// The least that a split must take from the loss.
  var minimumGain = 1e-10
  /// Which way predictions must go as each feature rises.
  var directions: [Monotonicity]
  /// The share of features that each split is looked for among; 1 for all.
  var splitColumnShare = 1.0
}

/// Finds the best split of a leaf by one feature.
struct SplitSearch {
  /// What holds back splits by categories, whose many sets fit chance easily (Ke et al. 2017, and LightGBM's defaults).
  static let categoryPenalty = 10.0
  static let categorySmoothing = 10.0
  static let mostCategoriesAside = 32
  static let fewestRowsOfCategory = 100

  let limits: TreeLimits
  let scale: GradientScale
  let total: GradientSum
  /// What the leaf may predict, as splits by features of a direction above it have left.
  let bounds: ValueBounds

  private struct Sums {
    let gradient: Double
    let curvature: Double

    @inline(__always)
    init(_ sum: GradientSum, _ scale: GradientScale) {
      gradient = scale.gradient(sum)
      curvature = scale.curvature(sum)
    }

    @inline(__always)
    init(_ whole: Sums, less part: Sums) {
      gradient = whole.gradient - part.gradient
      curvature = whole.curvature - part.curvature
    }
  }

  /// How much of the loss a leaf with these derivatives removes.
  @inline(__always)
  private func score(_ sums: Sums, penalty: Double) -> Double {
    sums.gradient * sums.gradient / (sums.curvature + penalty)
  }

  /// The same of a leaf whose value must stay within bounds.
  private func boundedScore(_ sums: Sums, penalty: Double) -> Double {
    let value = bounds.clamped(-sums.gradient / (sums.curvature + penalty))
    return -(2 * sums.gradient * value + (sums.curvature + penalty) * value * value)
  }

  func best(_ feature: Int, _ binning: FeatureBinning, _ histogram: UnsafePointer<GradientSum>) -> SplitCandidate? {
    binning.isCategorical ? bestSet(feature, binning, histogram) : bestBound(feature, binning, histogram)
  }

  private func bestBound(
    _ feature: Int, _ binning: FeatureBinning, _ histogram: UnsafePointer<GradientSum>
  ) -> SplitCandidate? {
    let whole = Sums(total, scale)
    let wholeCount = scale.count(total)
    let direction = limits.directions[feature]
    let isBounded = direction != .any || bounds.areFinite
    let parent = isBounded ? boundedScore(whole, penalty: limits.l2) : score(whole, penalty: limits.l2)
    let missing = histogram[binning.valueBins]
    var bestGain = limits.minimumGain
    var best: (bin: Int, missingGoesLeft: Bool, left: GradientSum)?
    var missingGoesLeft = false
    repeat {
      var left = missingGoesLeft ? missing : .zero
      for bin in 0..<binning.valueBins {
        let sum = histogram[bin]
        guard sum != .zero else { continue }
        left &+= sum
        let count = scale.count(left)
        guard count >= limits.minimumRows else { continue }
        guard wholeCount - count >= limits.minimumRows else { break }
        let lower = Sums(left, scale)
        let upper = Sums(whole, less: lower)
        guard lower.curvature >= limits.minimumCurvature, upper.curvature >= limits.minimumCurvature else { continue }
        let gain: Double
        if isBounded {
          guard direction.allows(value(lower), then: value(upper)) else { continue }
          gain = boundedScore(lower, penalty: limits.l2) + boundedScore(upper, penalty: limits.l2) - parent
        } else {
          gain = score(lower, penalty: limits.l2) + score(upper, penalty: limits.l2) - parent
        }
        if gain > bestGain {
          bestGain = gain
          best = (bin, missingGoesLeft, left)
        }
      }
      missingGoesLeft.toggle()
    } while missingGoesLeft && missing != .zero
    guard let best else { return nil }
    var leftBins = BinSet()
    for bin in 0...best.bin { leftBins.insert(UInt8(bin)) }
    if best.missingGoesLeft { leftBins.insert(binning.missingBin) }
    return SplitCandidate(gain: bestGain, feature: feature, leftBins: leftBins, left: best.left)
  }

  private func value(_ sums: Sums) -> Double { bounds.clamped(-sums.gradient / (sums.curvature + limits.l2)) }

  /// Categories in order of their mean gradient; a set is a run from either end (Fisher 1958).
  private func bestSet(
    _ feature: Int, _ binning: FeatureBinning, _ histogram: UnsafePointer<GradientSum>
  ) -> SplitCandidate? {
    let whole = Sums(total, scale)
    let present = (0..<binning.valueBins).filter { histogram[$0] != .zero }
    if present.count <= 4 { return bestCategory(feature, present, histogram, whole) }
    func order(_ bin: Int) -> Double {
      let sums = Sums(histogram[bin], scale)
      return sums.gradient / (sums.curvature + Self.categorySmoothing)
    }
    let sorted = present.filter { scale.count(histogram[$0]) >= Int(Self.categorySmoothing) }
      .map { (order: order($0), bin: $0) }.sorted { ($0.order, $0.bin) < ($1.order, $1.bin) }.map(\.bin)
    let most = min(Self.mostCategoriesAside, (sorted.count + 1) / 2)
    let wholeCount = scale.count(total)
    // A set must be worth more than the leaf was without the penalty.
    let parent = score(whole, penalty: limits.l2)
    var best: SplitCandidate?
    for run in [sorted, sorted.reversed()] {
      var left = GradientSum.zero
      var set = BinSet()
      var rowsSinceCandidate = 0
      for bin in run.prefix(most) {
        left &+= histogram[bin]
        rowsSinceCandidate += scale.count(histogram[bin])
        set.insert(UInt8(bin))
        let count = scale.count(left)
        guard rowsSinceCandidate >= Self.fewestRowsOfCategory, wholeCount - count >= Self.fewestRowsOfCategory,
          let gain = gain(left, whole, penalty: limits.l2 + Self.categoryPenalty, parent: parent)
        else { continue }
        rowsSinceCandidate = 0
        if gain > (best?.gain ?? limits.minimumGain) {
          best = SplitCandidate(gain: gain, feature: feature, leftBins: set, left: left)
        }
      }
    }
    return best
  }

  /// One of a few categories against the others.
  private func bestCategory(
    _ feature: Int, _ bins: [Int], _ histogram: UnsafePointer<GradientSum>, _ whole: Sums
  ) -> SplitCandidate? {
    let parent = score(whole, penalty: limits.l2)
    var best: SplitCandidate?
    for bin in bins {
      guard let gain = gain(histogram[bin], whole, penalty: limits.l2, parent: parent),
        gain > (best?.gain ?? limits.minimumGain)
      else { continue }
      var set = BinSet()
      set.insert(UInt8(bin))
      best = SplitCandidate(gain: gain, feature: feature, leftBins: set, left: histogram[bin])
    }
    return best
  }

  /// What a split gains; nil where a side would be too small.
  private func gain(_ left: GradientSum, _ whole: Sums, penalty: Double, parent: Double) -> Double? {
    let count = scale.count(left)
    guard count >= limits.minimumRows, scale.count(total) - count >= limits.minimumRows else { return nil }
    let lower = Sums(left, scale)
    let upper = Sums(whole, less: lower)
    guard lower.curvature >= limits.minimumCurvature, upper.curvature >= limits.minimumCurvature else { return nil }
    return bounds.areFinite
      ? boundedScore(lower, penalty: penalty) + boundedScore(upper, penalty: penalty) - parent
      : score(lower, penalty: penalty) + score(upper, penalty: penalty) - parent
  }
}
