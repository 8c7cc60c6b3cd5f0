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
struct ProfileTarget<Source: ProfiledColumn>: Sendable {
  private let source: Source
  private let measure: TargetFit.Measure
  /// Rows of each class, of a target of three or more.
  private let classCounts: [Int]

  /// Nil for a target without two different values.
  init?(_ source: Source) {
    guard source.occurring.counts.count > 1 else { return nil }
    self.source = source
    if source.occurring.counts.count == 2 {
      measure = .rocAUC
    } else {
      measure = source.occurring.numbers == nil ? .entropyShare : .rSquared
    }
    classCounts = measure == .entropyShare ? source.pairSums(with: source).bins.columnSums : []
  }

  /// How a column and the target go together, over all rows.
  func fit(_ column: Source) -> TargetFit {
    let pair = column.pairSums(with: source)
    let association = Association(column.name, source.name, pair)
    let groups = measure == .entropyShare ? [] : source.sums(by: column)
    let present = HalvedGroups(groups.dropLast(2))
    let isOfNumbers = column.occurring.numbers != nil
    let alone: Double?
    switch measure {
    case .rocAUC: alone = isOfNumbers ? present.area : present.areaByHalves
    case .rSquared where isOfNumbers:
      let best = max(association.pearson?.magnitude ?? 0, association.spearman?.magnitude ?? 0)
      alone = best * best
    case .rSquared: alone = present.explained
    case .entropyShare: alone = pair.bins.explainedEntropy
    }
    let rows = source.occurring.presentCount
    return TargetFit(
      measure: measure, alone: association.rowCount >= TargetFit.leastRows ? alone.map { min(1, $0) } : nil,
      missingness: rows >= TargetFit.leastRows ? missingness(column, groups, pair).map { min(1, $0) } : nil,
      association: association)
  }

  /// Nil where a column always or never holds a value.
  private func missingness(_ column: Source, _ groups: [GroupSums], _ pair: PairSums) -> Double? {
    guard column.occurring.missingCount > 0, !column.occurring.counts.isEmpty else { return nil }
    switch measure {
    case .rocAUC: return HalvedGroups(isPresent: groups).area
    case .rSquared: return HalvedGroups(isPresent: groups).explained
    case .entropyShare:
      let present = pair.bins.columnSums
      let missing = zip(classCounts, present).map { $0 - $1 }
      return ContingencyTable(counts: missing + present, rowCount: 2, columnCount: present.count).explainedEntropy
    }
  }
}

/// A target's sums by the values of a column, each value's rows in two halves, side by side.
private struct HalvedGroups {
  private let groups: [GroupSums]

  init(_ groups: some Sequence<GroupSums>) { self.groups = Array(groups) }

  /// Two values: no value, and any.
  ///
  /// - Parameter groups: of all values, then of none.
  init(isPresent groups: [GroupSums]) {
    let present = (0..<2).map { half in
      stride(from: half, to: groups.count - 2, by: 2).reduce(GroupSums()) { $0 + groups[$1] }
    }
    self.init(groups.suffix(2) + present)
  }

  /// The area under the ROC curve of the values' order, upwards or downwards; nil where a class has too few rows.
  var area: Double? {
    Self.area(stride(from: 0, to: groups.count, by: 2).lazy.map { groups[$0] + groups[$0 + 1] })
      .map { max($0, 1 - $0) }
  }

  /// The area under the ROC curve of steps upwards, whose sums are the rows of the second class.
  private static func area(_ steps: some Sequence<GroupSums>) -> Double? {
    var area = 0.0
    var (negatives, positives) = (0.0, 0.0)
    for step in steps {
      let negative = Double(step.rows) - step.sum
      // Ties count one half.
      area += step.sum * (negatives + negative / 2)
      negatives += negative
      positives += step.sum
    }
    guard min(positives, negatives) >= Double(TargetFit.leastClassRows) else { return nil }
    return area / (positives * negatives)
  }

  /// Each group of rows is scored by the same value in the other half, drawn to the mean by one row of it.
  var areaByHalves: Double? {
    let total = groups.reduce(GroupSums(), +)
    guard total.rows > 0 else { return nil }
    let prior = total.sum / Double(total.rows)
    let scores = groups.indices.map { place in
      let other = groups[place ^ 1]
      return (other.sum + prior) / (Double(other.rows) + 1)
    }
    let order = groups.indices.filter { groups[$0].rows > 0 }.sorted { (scores[$0], $0) < (scores[$1], $1) }
    var steps: [GroupSums] = []
    var last: Double?
    for place in order {
      if scores[place] != last {
        last = scores[place]
        steps.append(GroupSums())
      }
      steps[steps.count - 1] = steps[steps.count - 1] + groups[place]
    }
    return Self.area(steps)
  }

  /// The share of the variance that the means of groups explain, each row being judged by the other half's mean.
  var explained: Double? {
    var (error, variance) = (0.0, 0.0)
    for (place, group) in groups.enumerated() {
      let other = groups[place ^ 1]
      let guess = other.sum / Double(other.rows + 1)
      error += group.squares - 2 * guess * group.sum + guess * guess * Double(group.rows)
      variance += group.squares
    }
    let share = 1 - error / variance
    return share.isFinite ? max(0, share) : nil
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
