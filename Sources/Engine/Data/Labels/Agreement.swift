/// How far people agree who labelled the same rows, beyond what chance would bring.
///
/// Labels are places in a list of categories; −1 where someone left a row out. 1 is full agreement, 0 chance.
public enum Agreement {
  /// What a disagreement costs.
  public enum Weighting: String, Sendable, CaseIterable {
    /// Every disagreement the same.
    case none
    /// By the distance of the categories, which have an order.
    case linear
    /// By the distance squared.
    case quadratic

    func cost(_ a: Int, _ b: Int) -> Double {
      let distance = Double((a - b).magnitude)
      switch self {
      case .none: return a == b ? 0 : 1
      case .linear: return distance
      case .quadratic: return distance * distance
      }
    }
  }

  /// Cohen's κ of two annotators (Cohen 1960, 1968), over the rows that both labelled; nil where there are none, or
  /// where chance would agree always.
  public static func cohenKappa(
    _ first: [Int32], _ second: [Int32], categories: Int, weighting: Weighting = .none
  ) -> Double? {
    precondition(first.count == second.count)
    var counts = [Double](repeating: 0, count: categories * categories)
    var total = 0.0
    for (a, b) in zip(first, second) where a >= 0 && b >= 0 {
      counts[Int(a) * categories + Int(b)] += 1
      total += 1
    }
    guard total > 0 else { return nil }
    let rows = (0..<categories).map { a in (0..<categories).reduce(0) { $0 + counts[a * categories + $1] } }
    let columns = (0..<categories).map { b in (0..<categories).reduce(0) { $0 + counts[$1 * categories + b] } }
    var observed = 0.0
    var expected = 0.0
    for a in 0..<categories {
      for b in 0..<categories {
        let cost = weighting.cost(a, b)
        observed += cost * counts[a * categories + b]
        expected += cost * rows[a] * columns[b] / total
      }
    }
    return expected > 0 ? 1 - observed / expected : nil
  }

  /// Fleiss' κ of several annotators who all labelled every row (Fleiss 1971); nil where fewer than two labelled, where
  /// a label is missing, or where chance would agree always.
  ///
  /// - Parameter annotators: each one's labels, row after row.
  public static func fleissKappa(_ annotators: [[Int32]], categories: Int) -> Double? {
    guard annotators.count > 1, let rows = annotators.first?.count, rows > 0,
      annotators.allSatisfy({ $0.count == rows && $0.allSatisfy { $0 >= 0 } })
    else { return nil }
    let raters = Double(annotators.count)
    var totals = [Double](repeating: 0, count: categories)
    var agreement = 0.0
    for row in 0..<rows {
      var counts = [Double](repeating: 0, count: categories)
      for labels in annotators { counts[Int(labels[row])] += 1 }
      for category in 0..<categories { totals[category] += counts[category] }
      agreement += (counts.reduce(0) { $0 + $1 * $1 } - raters) / (raters * (raters - 1))
    }
    let observed = agreement / Double(rows)
    let byChance = totals.reduce(0) { $0 + ($1 / (Double(rows) * raters)) * ($1 / (Double(rows) * raters)) }
    return byChance < 1 ? (observed - byChance) / (1 - byChance) : nil
  }

  /// Krippendorff's α of categories without an order (Krippendorff 1970), over rows that at least two labelled; nil
  /// where there are none, or where all labels are the same.
  ///
  /// - Parameter annotators: each one's labels, row after row; −1 where one left the row out.
  public static func krippendorffAlpha(_ annotators: [[Int32]], categories: Int) -> Double? {
    guard let rows = annotators.first?.count, annotators.allSatisfy({ $0.count == rows }) else { return nil }
    var totals = [Double](repeating: 0, count: categories)
    var agreeing = 0.0
    var labels = 0.0
    for row in 0..<rows {
      var counts = [Double](repeating: 0, count: categories)
      for annotator in annotators where annotator[row] >= 0 { counts[Int(annotator[row])] += 1 }
      let present = counts.reduce(0, +)
      guard present > 1 else { continue }
      labels += present
      for category in 0..<categories {
        totals[category] += counts[category]
        agreeing += counts[category] * (counts[category] - 1) / (present - 1)
      }
    }
    guard labels > 1 else { return nil }
    let observed = labels - agreeing
    let expected = (labels * labels - totals.reduce(0) { $0 + $1 * $1 }) / (labels - 1)
    return expected > 0 ? 1 - observed / expected : nil
  }
}
