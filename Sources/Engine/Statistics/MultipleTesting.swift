/// Corrections of p-values for how many tests were made: with twenty tests of nothing, one in the mean is under 0.05.
public enum MultipleTesting: String, Sendable, Hashable, Codable, CaseIterable {
  /// Each p-value times their number: no false alarm at all, with the level as its chance.
  case bonferroni
  /// The same guarantee, and never a larger value (Holm 1979).
  case holm
  /// Of all alarms, the level as the share of false ones in the mean (Benjamini & Hochberg 1995).
  case benjaminiHochberg

  /// The adjusted p-values, in the order of the given ones; a missing one stays missing and is no test.
  public func adjusted(_ pValues: [Double?]) -> [Double?] {
    let tested = pValues.indices.filter { pValues[$0].map { !$0.isNaN } ?? false }
    let order = tested.sorted { (pValues[$0] ?? 1, $0) < (pValues[$1] ?? 1, $1) }
    let count = Double(order.count)
    var adjusted = [Double?](repeating: nil, count: pValues.count)
    switch self {
    case .bonferroni:
      for index in order { adjusted[index] = min(1, (pValues[index] ?? 1) * count) }
    case .holm:
      var largest = 0.0
      for (rank, index) in order.enumerated() {
        largest = max(largest, min(1, (pValues[index] ?? 1) * (count - Double(rank))))
        adjusted[index] = largest
      }
    case .benjaminiHochberg:
      var smallest = 1.0
      for (rank, index) in order.enumerated().reversed() {
        smallest = min(smallest, (pValues[index] ?? 1) * count / Double(rank + 1))
        adjusted[index] = smallest
      }
    }
    return adjusted
  }

  public func adjusted(_ pValues: [Double]) -> [Double] { adjusted(pValues.map(Optional.some)).map { $0 ?? 1 } }
}
