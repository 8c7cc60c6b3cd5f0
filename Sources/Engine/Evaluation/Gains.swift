/// How many of the positive rows are found by going through the rows from the highest chance down.
public struct Gains: Sendable, Encodable {
  public let target: String
  /// The share of rows that are positive.
  public let baseRate: Double
  /// From no row to all, one point a distinct chance.
  public let points: [CurvePoint]
  public let deciles: [Decile]

  /// The first so many tenths of the rows, by falling chance.
  public struct Decile: Sendable, Encodable {
    /// The share of rows that have been gone through.
    public let share: Double
    /// The share of the positive rows that is found by then.
    public let found: Double
    /// How many times as many are found as by going through rows at random.
    public let lift: Double
    /// The lowest chance among them.
    public let threshold: Double
  }
}

extension Evaluation {
  /// What the ranking is worth to who can look at some of the rows only. Rows of the same chance count as if in random
  /// order.
  ///
  /// - Throws: where the target is not true or false, or no row is positive.
  public var gains: Gains {
    get throws(DataError) {
      let scored = try scored(for: "gains")
      guard scored.positives > 0 else { throw .empty("no row is \(model.target): there is nothing to find") }
      let total = scored.positives + scored.negatives
      var points = [CurvePoint(x: 0, y: 0, threshold: nil)]
      for step in scored.steps {
        points.append(
          CurvePoint(
            x: (step.truePositives + step.falsePositives) / total, y: step.truePositives / scored.positives,
            threshold: step.score))
      }
      var deciles: [Gains.Decile] = []
      var place = 1
      for tenth in 1...10 {
        let share = Double(tenth) / 10
        while place + 1 < points.count, points[place].x < share { place += 1 }
        let (before, after) = (points[place - 1], points[place])
        let found = before.y + (after.y - before.y) * min(1, (share - before.x) / (after.x - before.x))
        deciles.append(
          Gains.Decile(share: share, found: found, lift: found / share, threshold: after.threshold ?? 0))
      }
      return Gains(target: model.target, baseRate: scored.positiveShare, points: points, deciles: deciles)
    }
  }
}
