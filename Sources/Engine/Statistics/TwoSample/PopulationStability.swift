/// The population stability index of credit-risk practice: Σ (q − p) ln(q / p) over bins, with p the reference's shares
/// and q the current ones; empty shares are raised to a floor.
///
/// By custom, under 0.1 is stable, 0.1 to 0.2 moderate, above 0.2 a shift to act on.
public enum PopulationStability {
  public static let floor = 1e-4

  /// Inner edges at the reference's quantiles, of which ties leave fewer, but never none; the outer bins are open.
  public static func edges(of reference: NumericDistribution, bins: Int = 10) -> [Double] {
    guard reference.count > 0 else { return [] }
    var edges: [Double] = []
    for step in 0...max(bins, 1) {
      let edge = reference.quantile(Double(step) / Double(max(bins, 1)))
      if edges.last != edge { edges.append(edge) }
    }
    if edges.count > 2 { return Array(edges[1..<edges.count - 1]) }
    // Where one value takes nearly all rows, what is below it, equal to it and above it are the bins.
    return [edges[0], edges[0].nextUp]
  }

  public static func index(
    reference: NumericDistribution, current: NumericDistribution, bins: Int = 10, floor: Double = floor
  ) -> Double {
    let edges = edges(of: reference, bins: bins)
    return index(reference.counts(betweenEdges: edges), current.counts(betweenEdges: edges), floor: floor)
  }

  /// Every category of either sample is a bin.
  public static func index(
    reference: CategoryDistribution, current: CategoryDistribution, floor: Double = floor
  ) -> Double {
    let categories = Set(reference.counts.keys).union(current.counts.keys).sorted()
    return index(
      categories.map { reference.counts[$0] ?? 0 }, categories.map { current.counts[$0] ?? 0 }, floor: floor)
  }

  /// NaN where a side holds nothing.
  static func index(_ reference: [Int], _ current: [Int], floor: Double) -> Double {
    let n = Double(reference.reduce(0, +))
    let m = Double(current.reduce(0, +))
    guard n > 0, m > 0 else { return .nan }
    return zip(reference, current).reduce(0) { sum, pair in
      let p = max(Double(pair.0) / n, floor)
      let q = max(Double(pair.1) / m, floor)
      return sum + (q - p) * logarithm(q / p)
    }
  }
}
