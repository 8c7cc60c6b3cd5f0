/// How well one column alone tells the target: what leaks stand out by.
public struct TargetFit: Sendable, Codable, Equatable {
  /// What `alone` is.
  public enum Measure: String, Sendable, Codable {
    /// The area under the ROC curve, from 0.5 to 1: for targets of two classes.
    case rocAUC
    /// The share of the target's variance that the column explains, from 0 to 1: for targets that are numbers.
    case rSquared
    /// The share of the target's entropy that the column explains, from 0 to 1: for targets of three classes or more.
    case entropyShare
  }

  public let measure: Measure
  /// How well the column alone tells the target. Numbers are taken in their order, in whichever direction is better;
  /// of categories, each row is judged by the rows of its category in the other half of the table, so that an
  /// identifier tells nothing. Nil where the rows are too few to say.
  public let alone: Double?
  /// The same of whether the column holds a value at all; nil where it always or never does.
  public let missingness: Double?
  /// How the column and the target go together.
  public let association: Association

  /// From here on, a column is suspected of knowing the target: no honest feature is that good alone.
  public static func bound(_ measure: Measure) -> Double {
    switch measure {
    case .rocAUC: 0.95
    case .rSquared, .entropyShare: 0.9
    }
  }

  /// With fewer rows that hold both, or of a class, a good fit is chance.
  static let leastRows = 50
  static let leastClassRows = 5

  public var isSuspect: Bool { max(alone ?? 0, missingness ?? 0) >= Self.bound(measure) }
}

/// A target as the columns of a profile are held against it.
struct ProfileTarget: Sendable {
  let paired: PairedColumn
  private let kind: Kind

  private enum Kind: Sendable {
    /// Of two classes: the codes of the target say which.
    case binary
    /// A number a row, NaN where missing.
    case number([Double])
    case classes
  }

  /// Nil for a target without two different values.
  init?(name: String, _ ranked: RankedColumn) {
    guard ranked.counts.count > 1 else { return nil }
    paired = PairedColumn(name: name, ranked)
    switch ranked.values {
    case _ where ranked.counts.count == 2: kind = .binary
    case .numbers(let values): kind = .number(ranked.codes.map { $0 < 0 ? .nan : values[Int($0)] })
    case .categories: kind = .classes
    }
  }

  /// How a column and the target go together, over all rows.
  func fit(_ column: PairedColumn) -> TargetFit {
    let association = column.association(with: paired)
    let values = column.counts.count
    let presence = column.isComplete ? [] : column.codes.map { UInt8(Int($0) < values ? 1 : 0) }
    let (measure, alone, missingness): (TargetFit.Measure, Double?, Double?)
    switch kind {
    case .binary:
      measure = .rocAUC
      alone = column.isOfNumbers ? area(column.codes, values) : areaByHalves(column.codes, values)
      missingness = column.isComplete ? nil : area(presence, 2)
    case .number(let numbers):
      measure = .rSquared
      if column.isOfNumbers {
        let best = max(association.pearson?.magnitude ?? 0, association.spearman?.magnitude ?? 0)
        alone = best * best
      } else {
        alone = explained(column.codes, values, numbers)
      }
      missingness = column.isComplete ? nil : explained(presence, 2, numbers)
    case .classes:
      measure = .entropyShare
      alone = column.contingency(with: paired).explainedEntropy
      missingness =
        column.isComplete
        ? nil : ContingencyTable(presence, count: 2, paired.bins, count: paired.binCount).explainedEntropy
    }
    let rows = paired.counts.reduce(0, +)
    return TargetFit(
      measure: measure, alone: association.rowCount >= TargetFit.leastRows ? alone.map { min(1, $0) } : nil,
      missingness: rows >= TargetFit.leastRows && values > 0 ? missingness.map { min(1, $0) } : nil,
      association: association)
  }

  // MARK: Two classes

  /// Rows by value of a column and by class; missing ones stand at its end.
  private func counts(_ codes: [some BinaryInteger], _ count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: (count + 1) * 3)
    codes.withUnsafeBufferPointer { codes in
      paired.codes.withUnsafeBufferPointer { classes in
        counts.withUnsafeMutableBufferPointer { counts in
          for row in codes.indices { counts[Int(codes[row]) &* 3 &+ Int(classes[row])] &+= 1 }
        }
      }
    }
    return counts
  }

  /// The area under the ROC curve of a column's order, upwards or downwards; nil where a class has too few rows.
  private func area(_ codes: [some BinaryInteger], _ count: Int) -> Double? {
    let counts = counts(codes, count)
    return Self.area((0..<count).lazy.map { (counts[$0 * 3], counts[$0 * 3 + 1]) }).map { max($0, 1 - $0) }
  }

  /// The area under the ROC curve of steps upwards, each with its rows of the first class and of the second.
  private static func area(_ steps: some Sequence<(Int, Int)>) -> Double? {
    var area = 0.0
    var (negatives, positives) = (0, 0)
    for (negative, positive) in steps {
      // Ties count one half.
      area += Double(positive) * (Double(negatives) + Double(negative) / 2)
      negatives += negative
      positives += positive
    }
    guard min(positives, negatives) >= TargetFit.leastClassRows else { return nil }
    return area / (Double(positives) * Double(negatives))
  }

  /// Each group of rows is scored by the same category in the other half, drawn to the mean by one row of it.
  private func areaByHalves(_ codes: [Int32], _ count: Int) -> Double? {
    let groups = Self.halved(codes, count)
    let counts = counts(groups, count * 2)
    let totals = (0..<count * 2).map { counts[$0 * 3] + counts[$0 * 3 + 1] }
    let rows = totals.reduce(0, +)
    guard rows > 0 else { return nil }
    let prior = Double(totals.indices.reduce(0) { $0 + counts[$1 * 3 + 1] }) / Double(rows)
    let scores = totals.indices.map { group in
      (Double(counts[(group ^ 1) * 3 + 1]) + prior) / (Double(totals[group ^ 1]) + 1)
    }
    let order = totals.indices.filter { totals[$0] > 0 }.sorted { (scores[$0], $0) < (scores[$1], $1) }
    var steps: [(Int, Int)] = []
    var last: Double?
    for group in order {
      if scores[group] != last {
        last = scores[group]
        steps.append((0, 0))
      }
      steps[steps.count - 1].0 += counts[group * 3]
      steps[steps.count - 1].1 += counts[group * 3 + 1]
    }
    return Self.area(steps)
  }

  // MARK: Numbers

  /// The share of the variance that the means of groups explain, each row being judged by the other half's mean.
  private func explained(_ codes: [some BinaryInteger], _ count: Int, _ numbers: [Double]) -> Double? {
    let groups = Self.halved(codes, count)
    var mean = 0.0
    var rows = 0
    for number in numbers where !number.isNaN {
      rows += 1
      mean += (number - mean) / Double(rows)
    }
    let missing = count * 2
    var sums = [Double](repeating: 0, count: missing)
    var totals = sums
    for row in numbers.indices where groups[row] < missing && !numbers[row].isNaN {
      sums[Int(groups[row])] += numbers[row] - mean
      totals[Int(groups[row])] += 1
    }
    var error = 0.0
    var variance = 0.0
    for row in numbers.indices where groups[row] < missing && !numbers[row].isNaN {
      let other = Int(groups[row]) ^ 1
      let distance = numbers[row] - mean
      let guess = sums[other] / (totals[other] + 1)
      error += (distance - guess) * (distance - guess)
      variance += distance * distance
    }
    let share = 1 - error / variance
    return share.isFinite ? max(0, share) : nil
  }

  /// Each group twice, once for each half of the rows, side by side; missing ones stay behind the last. A row's half
  /// follows from its number, but not in any pattern that the rows might have as well.
  private static func halved(_ codes: [some BinaryInteger], _ count: Int) -> [Int32] {
    codes.indices.map { row in
      let code = Int32(truncatingIfNeeded: codes[row])
      return Int(code) == count ? code &* 2 : code &* 2 &+ Int32(mixed(UInt64(row)) >> 63)
    }
  }
}

/// A number that looks random and follows from another one (Steele, Lea & Flood 2014, the finaliser of SplitMix64).
@inline(__always)
func mixed(_ number: UInt64) -> UInt64 {
  var z = number &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
