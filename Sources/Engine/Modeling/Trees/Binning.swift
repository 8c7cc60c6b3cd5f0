/// How a feature's values become at most 256 bins, learned on training rows.
///
/// Bin numbers rise with a number's value; each frequent category has one. The last bin takes what has no place of its
/// own: missing values, and categories that are rare or were never seen in training.
struct FeatureBinning: Sendable {
  static let mostValueBins = 255

  let isCategorical: Bool
  /// Ascending; a number belongs to the first bin whose bound is not below it.
  let upperBounds: [Double]
  /// Bins of values, without the one for missing values.
  let valueBins: Int

  var missingBin: UInt8 { UInt8(valueBins) }
  /// With the one for missing values.
  var binCount: Int { valueBins + 1 }

  /// - Parameter repeats: how often each row counts; nil for once.
  init(_ feature: EncodedFeature, repeats: [Int64]? = nil) {
    switch feature {
    case .category(_, let count):
      isCategorical = true
      upperBounds = []
      valueBins = min(count, Self.mostValueBins)
    case .number(let values):
      isCategorical = false
      upperBounds = Self.bounds(repeats.map { NumericDistribution(values, repeats: $0) } ?? NumericDistribution(values))
      valueBins = upperBounds.count
    }
  }

  /// Half-way between neighbouring values where every value has its bin, else bins of about equal numbers of rows, in
  /// which frequent values stand alone.
  private static func bounds(_ distribution: NumericDistribution) -> [Double] {
    let values = distribution.values
    guard !values.isEmpty else { return [.infinity] }
    func middle(_ index: Int) -> Double {
      let middle = values[index] / 2 + values[index + 1] / 2
      // Of two neighbours with no number between them, the lower one is a bound as well.
      return middle < values[index + 1] ? middle : values[index]
    }
    guard values.count > mostValueBins else { return (0..<values.count - 1).map(middle) + [.infinity] }
    var bounds: [Double] = []
    var rowsLeft = distribution.count
    var binsLeft = mostValueBins
    var rowsInBin = 0
    var previous = 0
    for index in 0..<values.count - 1 {
      let rows = distribution.cumulativeCounts[index] - previous
      previous = distribution.cumulativeCounts[index]
      let nextRows = distribution.cumulativeCounts[index + 1] - previous
      rowsInBin += rows
      let wanted = Double(rowsLeft) / Double(binsLeft)
      if Double(rowsInBin) >= wanted || (Double(nextRows) >= wanted && Double(rowsInBin) >= wanted / 2) {
        bounds.append(middle(index))
        rowsLeft -= rowsInBin
        rowsInBin = 0
        binsLeft -= 1
        if binsLeft == 1 { break }
      }
    }
    return bounds + [.infinity]
  }

  func bins(_ feature: EncodedFeature) -> [UInt8] {
    switch feature {
    case .category(let codes, _):
      return codes.map { $0 >= 0 && $0 < valueBins ? UInt8($0) : missingBin }
    case .number(let values): return values.map(bin)
    }
  }

  /// The bin of a number.
  @inline(__always)
  func bin(_ value: Double) -> UInt8 {
    guard !value.isNaN else { return missingBin }
    return upperBounds.withUnsafeBufferPointer { bounds in
      var low = 0
      var high = bounds.count - 1
      while low < high {
        let middle = (low + high) / 2
        if bounds[middle] < value { low = middle + 1 } else { high = middle }
      }
      return UInt8(low)
    }
  }
}
