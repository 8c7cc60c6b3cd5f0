/// Which groups of rows the difference of a mean comes from: groups without overlap, taken one after the other, and the
/// rest.
struct SliceShares {
  let parts: [RootCause.SlicePart]
  let measure: String
  let difference: Double

  private static let most = 4
  private static let smallestShare = 0.02

  init(_ metric: Metric, _ before: ComparedRows, _ after: ComparedRows, features: [String]) throws(DataError) {
    let (first, second, name) = Self.rowValues(metric, before.outcomes, after.outcomes)
    measure = name
    let (n, m) = (Double(first.count), Double(second.count))
    let mean = first.reduce(0, +) / n
    difference = second.reduce(0, +) / m - mean
    var groupings: [SharedGrouping] = []
    for name in features where before.table.hasColumn(name) && after.table.hasColumn(name) {
      if let grouping = SharedGrouping(name, try after.table.column(name), try before.table.column(name)),
        grouping.labels.count > 1
      {
        groupings.append(grouping)
      }
    }
    var cuts: [(groupings: [SharedGrouping], codes: [Int32], referenceCodes: [Int32], groups: Int)] = []
    for (index, grouping) in groupings.enumerated() {
      cuts.append(([grouping], grouping.codes, grouping.referenceCodes, grouping.labels.count))
      for other in groupings[(index + 1)...] {
        let crossed = grouping.crossed(with: other)
        cuts.append(([grouping, other], crossed.codes, crossed.referenceCodes, crossed.groups))
      }
    }
    var isLeft = [Bool](repeating: true, count: first.count)
    var isLeftAfter = [Bool](repeating: true, count: second.count)
    var parts: [RootCause.SlicePart] = []
    let sign: Double = difference < 0 ? -1 : 1
    for _ in 0..<Self.most {
      var best: (score: Double, cut: Int, code: Int)?
      for (place, cut) in cuts.enumerated() {
        var rows = [Double](repeating: 0, count: cut.groups)
        var sums = rows
        var rowsAfter = rows
        var sumsAfter = rows
        for row in first.indices where isLeft[row] && cut.referenceCodes[row] >= 0 {
          rows[Int(cut.referenceCodes[row])] += 1
          sums[Int(cut.referenceCodes[row])] += first[row] - mean
        }
        for row in second.indices where isLeftAfter[row] && cut.codes[row] >= 0 {
          rowsAfter[Int(cut.codes[row])] += 1
          sumsAfter[Int(cut.codes[row])] += second[row] - mean
        }
        for code in 0..<cut.groups {
          let share = (rows[code] / n + rowsAfter[code] / m) / 2
          guard share >= Self.smallestShare, share < 0.7, rowsAfter[code] > 0 else { continue }
          let amount = sign * (sumsAfter[code] / m - sums[code] / n)
          // What a group adds beyond its share of the difference; a simpler one is preferred.
          let excess = amount - share * difference.magnitude
          let score = excess * (cut.groupings.count == 1 ? 1.15 : 1)
          if excess > 0.1 * difference.magnitude, score > best?.score ?? 0 { best = (score, place, code) }
        }
      }
      guard let best else { break }
      let cut = cuts[best.cut]
      let inside = first.indices.filter { isLeft[$0] && Int(cut.referenceCodes[$0]) == best.code }
      let insideAfter = second.indices.filter { isLeftAfter[$0] && Int(cut.codes[$0]) == best.code }
      let places =
        cut.groupings.count == 1
        ? [best.code] : [best.code / cut.groupings[1].labels.count, best.code % cut.groupings[1].labels.count]
      parts.append(
        Self.part(
          zip(cut.groupings, places).map { .init(feature: $0.name, value: $0.labels[$1]) },
          inside.map { first[$0] }, insideAfter.map { second[$0] }, n, m, mean))
      for row in inside { isLeft[row] = false }
      for row in insideAfter { isLeftAfter[row] = false }
    }
    parts.append(
      Self.part(
        [], first.indices.filter { isLeft[$0] }.map { first[$0] },
        second.indices.filter { isLeftAfter[$0] }.map { second[$0] }, n, m, mean))
    self.parts = parts
  }

  /// Δ(p (v − mean)) = Δp · (middle of v − mean) + middle of p · Δv, which sums exactly.
  private static func part(
    _ terms: [ErrorSlice.Term], _ first: [Double], _ second: [Double], _ n: Double, _ m: Double, _ mean: Double
  ) -> RootCause.SlicePart {
    let (p, q) = (Double(first.count) / n, Double(second.count) / m)
    let v = first.isEmpty ? nil : first.reduce(0, +) / Double(first.count)
    let w = second.isEmpty ? nil : second.reduce(0, +) / Double(second.count)
    // A group that is new, or gone, has not changed in itself.
    let (before, after) = (v ?? w ?? mean, w ?? v ?? mean)
    return RootCause.SlicePart(
      terms: terms, shareBefore: p, shareAfter: q, byShare: (q - p) * ((before + after) / 2 - mean),
      byLevel: (p + q) / 2 * (after - before))
  }

  /// What each row adds to the metric, where it is a mean over rows; else its squared error.
  private static func rowValues(
    _ metric: Metric, _ before: Outcomes, _ after: Outcomes
  ) -> ([Double], [Double], String) {
    if case .number(let first) = before, case .number(let second) = after, let loss = metric.rowLoss,
      !metric.isRootOfMean
    {
      return (
        zip(first.actual, first.predicted).map(loss), zip(second.actual, second.predicted).map(loss), metric.name
      )
    }
    func values(_ loss: SliceLoss) -> ([Double], [Double])? {
      // A loss that such outcomes do not have is not asked for below.
      guard let first = try? before.losses(loss), let second = try? after.losses(loss) else { return nil }
      return (first, second)
    }
    switch metric {
    case .logLoss: if let (first, second) = values(.logLoss) { return (first, second, "log loss") }
    case .accuracy(let threshold):
      if let (first, second) = values(.misjudged(threshold: threshold)) { return (first, second, "error rate") }
    default: break
    }
    if case .number = before { return (before.losses, after.losses, "mean squared error") }
    return (before.losses, after.losses, "Brier score")
  }
}
