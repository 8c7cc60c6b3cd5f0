/// Predicted probabilities of several classes beside the class that came.
public struct ClassOutcomes: Sendable {
  public let classes: [String]
  /// For each row the place of its class.
  public let actual: [Int32]
  /// Row after row, one probability a class.
  public let scores: [Double]
  /// For each row the place of its most probable class, the first of equals.
  public let predicted: [Int32]

  public init(classes: [String], actual: [Int32], scores: [Double]) {
    precondition(scores.count == actual.count * classes.count)
    self.classes = classes
    self.actual = actual
    self.scores = scores
    let width = classes.count
    predicted = actual.indices.map { row in
      var best = 0
      for place in 0..<width where scores[row * width + place] > scores[row * width + best] { best = place }
      return Int32(best)
    }
  }

  public var count: Int { actual.count }

  /// The outcomes of some rows.
  public func choosing(_ rows: [Int32]) -> ClassOutcomes {
    let width = classes.count
    return ClassOutcomes(
      classes: classes, actual: rows.map { actual[Int($0)] },
      scores: rows.flatMap { scores[Int($0) * width..<(Int($0) + 1) * width] })
  }

  /// How often each class, by row, was taken for each, by column.
  public var confusion: [[Int]] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classes.count), count: classes.count)
    for row in actual.indices { counts[Int(actual[row])][Int(predicted[row])] += 1 }
    return counts
  }

  /// How often each class that occurs was taken for each.
  var counts: ClassCounts {
    let confusion = confusion
    return ClassCounts(
      classes: classes.count,
      cells: confusion.indices.flatMap { row in
        confusion[row].indices.filter { confusion[row][$0] > 0 }.map {
          ClassCounts.Cell(actual: row, predicted: $0, rows: Double(confusion[row][$0]))
        }
      })
  }

  /// The share of rows that are judged right; nil where there are no rows.
  public var accuracy: Double? { counts.accuracy }

  /// The share of rows whose class is among the so many most probable ones.
  public func topAccuracy(_ most: Int) -> Double? {
    guard count > 0 else { return nil }
    let width = classes.count
    let hits = actual.indices.count { row in
      let own = scores[row * width + Int(actual[row])]
      // Of equals, the later classes are preferred, as scikit-learn's sorting does.
      let ahead = (0..<width).count { place in
        let score = scores[row * width + place]
        return score > own || (score == own && place > Int(actual[row]))
      }
      return ahead < most
    }
    return Double(hits) / Double(count)
  }

  /// The mean of −ln(the probability that was given to what came), held 2⁻⁵² off 0 and 1; nil where there are no rows.
  public var logLoss: Double? { count > 0 ? rowLogLosses.reduce(0, +) / Double(count) : nil }

  /// The penalty of each row that `logLoss` is the mean of.
  var rowLogLosses: [Double] {
    let width = classes.count
    return actual.indices.map { row in
      var total = 0.0
      for place in 0..<width { total += min(max(scores[row * width + place], 0x1p-52), 1 - 0x1p-52) }
      let own = min(max(scores[row * width + Int(actual[row])], 0x1p-52), 1 - 0x1p-52)
      return -logarithm(own / total)
    }
  }

  /// The squared distances of chances and outcome, summed over the classes (Brier 1950), from 0 to 2, on the mean; nil
  /// where there are no rows.
  public var brier: Double? {
    count > 0 ? actual.indices.reduce(0) { $0 + brier(ofRow: $1) } / Double(count) : nil
  }

  /// The same of one row.
  func brier(ofRow row: Int) -> Double {
    let width = classes.count
    var sum = 0.0
    for place in 0..<width {
      let distance = scores[row * width + place] - (Int(actual[row]) == place ? 1 : 0)
      sum += distance * distance
    }
    return sum
  }

  /// How figures of single classes become one.
  public enum Averaging: String, Sendable, CaseIterable {
    /// Every class counts for the same.
    case macro
    /// Every row counts for the same: counts of all classes are summed first.
    case micro
    /// Every class counts by its rows.
    case weighted
  }

  /// Of the rows taken for a class, the share that is of it; 0 where none was taken.
  public func precision(_ averaging: Averaging) -> Double? { counts.precision(averaging) }

  /// Of a class's rows, the share that is found; 0 where it has none.
  public func recall(_ averaging: Averaging) -> Double? { counts.recall(averaging) }

  /// 2 · precision · recall / (precision + recall); 0 where both are.
  public func f1(_ averaging: Averaging) -> Double? { counts.f1(averaging) }

  /// The mean of the classes' recalls, those that have rows.
  public var balancedAccuracy: Double? { counts.balancedAccuracy }

  /// The area under the ROC curve of each class against all others, averaged (macro or weighted by rows); nil where a
  /// class has no row, or all.
  public func rocAUC(_ averaging: Averaging) -> Double? {
    let width = classes.count
    var sum = 0.0
    var total = 0.0
    for place in 0..<width {
      let isClass = actual.map { Int($0) == place }
      let outcomes = ScoredOutcomes(actual: isClass, scores: actual.indices.map { scores[$0 * width + place] })
      guard let area = outcomes.rocAUC else { return nil }
      let weight = averaging == .weighted ? Double(isClass.count { $0 }) : 1
      sum += area * weight
      total += weight
    }
    return total > 0 ? sum / total : nil
  }

  /// The correlation of judgement and outcome over all classes, −1 to 1.
  public var matthewsCorrelation: Double? { counts.matthewsCorrelation }

  /// Agreement of judgement and outcome beyond chance; nil where chance alone agrees always.
  public var cohenKappa: Double? { counts.cohenKappa }
}
