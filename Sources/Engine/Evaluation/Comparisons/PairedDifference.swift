/// How much better or worse a second model is than a first on the same rows, by one figure.
public struct PairedDifference: Sendable, Equatable, Codable {
  /// Second less first.
  public let value: Double
  /// The 95% interval of the difference; nil where the rows allow none.
  public let interval: Interval?
  /// How likely so large a difference would be if there were none; from 0 to 1.
  public let pValue: Double?
  public let test: Test

  public enum Test: String, Sendable, Codable {
    case delong = "DeLong"
    case mcnemar = "McNemar"
    case bootstrap = "bootstrap"
  }

  /// - Parameter standardError: not below 0.
  private init(_ value: Double, standardError: Double, pValue: Double?, test: Test) {
    self.value = value
    interval = .normal(value, standardError: standardError)
    self.pValue = pValue
    self.test = test
  }

  init(value: Double, interval: Interval?, pValue: Double?, test: Test) {
    self.value = value
    self.interval = interval
    self.pValue = pValue
    self.test = test
  }

  // MARK: Ranking

  /// Of the areas under two ROC curves of the same rows (DeLong, DeLong & Clarke-Pearson 1988).
  ///
  /// - Returns: nil where a class has fewer than two rows.
  static func delong(_ actual: [Bool], _ first: [Double], _ second: [Double]) -> PairedDifference? {
    let positives = actual.indices.filter { actual[$0] }
    let negatives = actual.indices.filter { !actual[$0] }
    guard positives.count > 1, negatives.count > 1 else { return nil }
    let (a, b) = (Placements(first, positives, negatives), Placements(second, positives, negatives))
    let variance =
      spread(zip(a.ofPositives, b.ofPositives).map { $1 - $0 }) / Double(positives.count)
      + spread(zip(a.ofNegatives, b.ofNegatives).map { $1 - $0 }) / Double(negatives.count)
    let difference = b.area - a.area
    let error = variance.squareRoot()
    let pValue = error > 0 ? 2 * NormalLaw.survival((difference / error).magnitude) : difference == 0 ? 1 : 0
    return PairedDifference(difference, standardError: error, pValue: pValue, test: .delong)
  }

  /// The share of the other class that each row is ranked right against, ties counting one half.
  private struct Placements {
    let ofPositives: [Double]
    let ofNegatives: [Double]
    let area: Double

    init(_ scores: [Double], _ positives: [Int], _ negatives: [Int]) {
      let ranks = midranks(scores)
      let among = midranks(positives.map { scores[$0] })
      let amongNegatives = midranks(negatives.map { scores[$0] })
      let (m, n) = (Double(positives.count), Double(negatives.count))
      ofPositives = positives.indices.map { (ranks[positives[$0]] - among[$0]) / n }
      ofNegatives = negatives.indices.map { 1 - (ranks[negatives[$0]] - amongNegatives[$0]) / m }
      area = ofPositives.reduce(0, +) / m
    }
  }

  /// The variance of a sample, with n − 1.
  private static func spread(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  // MARK: Judgements

  /// Of the shares of rows that two models judge right: McNemar's exact test (1947) looks at those that one of them alone
  /// has right. The interval is the normal one of a difference of paired shares.
  static func mcnemar(firstIsRight: [Bool], secondIsRight: [Bool]) -> PairedDifference {
    let pairs = zip(firstIsRight, secondIsRight)
    let onlyFirst = pairs.count { $0 && !$1 }
    let onlySecond = pairs.count { !$0 && $1 }
    let rows = Double(firstIsRight.count)
    let (sum, difference) = (Double(onlyFirst + onlySecond), Double(onlySecond - onlyFirst))
    return PairedDifference(
      difference / rows, standardError: max(0, sum - difference * difference / rows).squareRoot() / rows,
      pValue: BinomialLaw.signTest(onlySecond, trials: onlyFirst + onlySecond), test: .mcnemar)
  }

  // MARK: Losses

  static let resamples = 1000

  /// Of a figure of two mean losses: rows are drawn again with replacement, each with both of its losses (Efron 1979).
  ///
  /// The interval is that of percentiles; the p-value twice the share of draws on the other side of zero. The same for
  /// any number of cores.
  /// - Parameters:
  ///   - first: one loss a row, at least one; `second` likewise.
  ///   - figure: of a mean loss, rising: the mean itself or its root.
  static func bootstrap(
    _ first: [Double], _ second: [Double], _ figure: @Sendable (Double) -> Double = { $0 }
  ) -> PairedDifference {
    let count = first.count
    let value = figure(second.reduce(0, +) / Double(count)) - figure(first.reduce(0, +) / Double(count))
    var draws = mapInParallel(resamples) { draw in
      var random = SplitMix64(stream: draw, of: 1)
      var (a, b) = (0.0, 0.0)
      first.withUnsafeBufferPointer { first in
        second.withUnsafeBufferPointer { second in
          for _ in 0..<count {
            let row = random.below(count)
            a += first[row]
            b += second[row]
          }
        }
      }
      return figure(b / Double(count)) - figure(a / Double(count))
    }
    draws.sort()
    // The share of draws at or beyond zero, on the side that has fewer; never quite 0, as the rows are one draw too.
    let below = draws.count { $0 <= 0 }
    let above = draws.count { $0 >= 0 }
    let pValue = min(1, 2 * Double(min(below, above) + 1) / Double(resamples + 1))
    let low = draws[Int(0.025 * Double(resamples - 1))]
    let high = draws[Int((0.975 * Double(resamples - 1)).rounded(.up))]
    return PairedDifference(
      value: value, interval: Interval(low: low, high: high), pValue: value == 0 ? 1 : pValue, test: .bootstrap)
  }
}
