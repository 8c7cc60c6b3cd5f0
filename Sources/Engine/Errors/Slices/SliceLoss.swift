/// What is wrong with a row: what slices are searched by.
public enum SliceLoss: Sendable, Hashable {
  /// The squared distance of chance and outcome, summed over the classes where there are several, or of numbers.
  case squaredError
  /// −ln of the chance that was given to what came; of classes.
  case logLoss
  /// The distance of prediction and outcome; of numbers.
  case absoluteError
  /// 1 where the judgement is wrong: at a threshold of the chance, or of the most probable class.
  case misjudged(threshold: Double = 0.5)

  public var name: String {
    switch self {
    case .squaredError: "squared error"
    case .logLoss: "log loss"
    case .absoluteError: "error"
    case .misjudged: "wrong judgements"
    }
  }

  /// What the mean of all rows is called.
  public var meanName: String {
    switch self {
    case .squaredError: "mean squared error"
    case .logLoss: "log loss"
    case .absoluteError: "mean error"
    case .misjudged: "error rate"
    }
  }
}

extension Outcomes {
  /// The loss of every row, at least 0.
  ///
  /// - Throws: where such outcomes have no such loss.
  public func losses(_ loss: SliceLoss) throws(DataError) -> [Double] {
    switch (loss, self) {
    case (.squaredError, _): return losses
    case (.logLoss, .binary(let outcomes)):
      return zip(outcomes.actual, outcomes.scores).map { rowLogLoss($0 ? 1 : 0, $1) }
    case (.logLoss, .multiclass(let outcomes)): return outcomes.rowLogLosses
    case (.absoluteError, .number(let outcomes)):
      return zip(outcomes.actual, outcomes.predicted).map { ($1 - $0).magnitude }
    case (.misjudged(let threshold), .binary(let outcomes)):
      try ValidRange.share.check("threshold", threshold)
      return zip(outcomes.actual, outcomes.scores).map { ($1 >= threshold) == $0 ? 0 : 1 }
    case (.misjudged, .multiclass(let outcomes)):
      return zip(outcomes.actual, outcomes.predicted).map { $0 == $1 ? 0 : 1 }
    case (.logLoss, .number), (.misjudged, .number):
      throw .invalid("\(loss.name) is of classes; of numbers, slices are searched by .squaredError or .absoluteError")
    case (.absoluteError, _):
      throw .invalid(
        "the error is a distance of numbers; of chances, slices are searched by .squaredError, .logLoss or .misjudged()"
      )
    }
  }
}

/// Where numbers are cut to describe slices.
public enum SliceCut: String, Sendable, Hashable, Codable, CaseIterable {
  /// At their deciles.
  case quantiles
  /// Where a small tree finds the loss to change, into at most eight groups.
  case tree
}

extension Grouping {
  /// A column cut as asked.
  ///
  /// - Parameters:
  ///   - losses: one a row; a tree looks for where they change.
  ///   - minimumRows: the fewest of a group that a tree makes.
  init(_ name: String, in table: Table, _ cut: SliceCut, losses: [Double], minimumRows: Int) throws(DataError) {
    let column = try table.column(name)
    guard cut == .tree, let numbers = column.isNumeric ? column.numbers() : nil else {
      try self.init(name, in: table)
      return
    }
    let distribution = NumericDistribution(numbers)
    self.init(
      name, numbers, distribution,
      edges: Self.treeEdges(numbers, distribution, losses, minimumRows: minimumRows), isDate: column.type == .date)
  }

  private static let leaves = 8

  /// The cuts of a regression tree of one feature, grown where the squared distance from the mean falls most.
  private static func treeEdges(
    _ numbers: [Double], _ distribution: NumericDistribution, _ losses: [Double], minimumRows: Int
  ) -> [Double] {
    let candidates = PopulationStability.edges(of: distribution, bins: 64)
    let fine = Grouping("", numbers, distribution, edges: candidates, isDate: false)
    var sums = [(rows: Double, sum: Double)](repeating: (0, 0), count: candidates.count + 1)
    for (row, code) in fine.codes.enumerated() where code >= 0 {
      sums[Int(code)].rows += 1
      sums[Int(code)].sum += losses[row]
    }
    /// The best place to cut a run of bins, with what it gains.
    func best(_ bins: Range<Int>) -> (cut: Int, gain: Double)? {
      let rows = bins.reduce(0) { $0 + sums[$1].rows }
      let sum = bins.reduce(0) { $0 + sums[$1].sum }
      var left = (rows: 0.0, sum: 0.0)
      var best: (cut: Int, gain: Double)?
      for bin in bins.dropLast() {
        left = (left.rows + sums[bin].rows, left.sum + sums[bin].sum)
        let right = (rows: rows - left.rows, sum: sum - left.sum)
        guard left.rows >= Double(max(1, minimumRows)), right.rows >= Double(max(1, minimumRows)) else { continue }
        let gain = left.sum * left.sum / left.rows + right.sum * right.sum / right.rows - sum * sum / rows
        if gain > best?.gain ?? 0 { best = (bin + 1, gain) }
      }
      return best
    }
    var parts = [0..<sums.count]
    while parts.count < leaves {
      let cuts = parts.indices.compactMap { part in best(parts[part]).map { (part: part, cut: $0.cut, gain: $0.gain) } }
      guard let chosen = cuts.max(by: { $0.gain < $1.gain }) else { break }
      let part = parts[chosen.part]
      parts.replaceSubrange(
        chosen.part...chosen.part, with: [part.lowerBound..<chosen.cut, chosen.cut..<part.upperBound])
    }
    return parts.dropFirst().map { candidates[$0.lowerBound - 1] }
  }
}
