/// Distances between two samples of numbers, each from all their values rather than from bins.
extension ReferenceSample {
  /// The earth mover's distance, ∫ |F − G|: how far the mass of one sample must be moved to become the other, in the
  /// unit of the numbers (Wasserstein's first distance, as scipy's `wasserstein_distance`). NaN where a side is empty.
  public func wassersteinDistance(to current: NumericDistribution) -> Double {
    guard count > 0, let first = current.values.first, let last = current.values.last else { return .nan }
    let m = Double(current.count)
    let highest = distribution.values[distribution.values.count - 1]
    // Left of the other sample its function is 0, right of it 1.
    var before = integrals(upTo: first).first
    var sum = before
    for index in current.values.indices.dropLast() {
      let (a, b) = (current.values[index], current.values[index + 1])
      let level = Double(current.cumulativeCounts[index]) / m
      let after = integrals(upTo: b).first
      // The reference's function rises through the other's level once at most.
      let crossing = min(max(value(reaching: level), a), b)
      let middle = crossing == a ? before : crossing == b ? after : integrals(upTo: crossing).first
      sum += level * (crossing - a) - (middle - before) + (after - middle) - level * (b - crossing)
      before = after
    }
    if highest > last { sum += (highest - last) - (integrals(upTo: highest).first - before) }
    return max(0, sum)
  }

  /// The earth mover's distance in standard deviations of the reference, which is held at 0.001 or more, as Evidently
  /// norms it.
  public func normedWassersteinDistance(to current: NumericDistribution) -> Double {
    wassersteinDistance(to: current) / max(moments.deviation, 0.001)
  }

  /// √(2 ∫ (F − G)²), the energy distance (Székely & Rizzo 2013, as scipy's `energy_distance`), in the root of the
  /// numbers' unit. NaN where a side is empty.
  public func energyDistance(to current: NumericDistribution) -> Double {
    guard count > 0, let first = current.values.first, let last = current.values.last else { return .nan }
    let m = Double(current.count)
    let highest = distribution.values[distribution.values.count - 1]
    var before = integrals(upTo: first)
    var sum = before.second
    for index in current.values.indices.dropLast() {
      let step = current.values[index + 1] - current.values[index]
      let level = Double(current.cumulativeCounts[index]) / m
      let after = integrals(upTo: current.values[index + 1])
      sum += (after.second - before.second) - 2 * level * (after.first - before.first) + level * level * step
      before = after
    }
    if highest > last {
      let end = integrals(upTo: highest)
      sum += (end.second - before.second) - 2 * (end.first - before.first) + (highest - last)
    }
    return (2 * max(0, sum)).squareRoot()
  }
}
