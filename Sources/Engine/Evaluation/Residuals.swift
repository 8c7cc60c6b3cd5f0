/// How far predictions of numbers are off, over the range of what was predicted.
public struct Residuals: Sendable, Encodable {
  public let target: String
  public let rows: Int
  /// Rows in order of their prediction, in groups of equal size.
  public let groups: [Group]
  /// What came less what was predicted: the 5th, 25th, 50th, 75th and 95th percentile over all rows.
  public let quantiles: [Double]

  public struct Group: Sendable, Encodable {
    /// The mean prediction.
    public let predicted: Double
    public let rows: Int
    /// The mean of what came less what was predicted.
    public let bias: Double
    /// The 10th and the 90th percentile.
    public let low: Double
    public let high: Double
  }
}

extension Evaluation {
  /// The distances of outcome and prediction, by the size of the prediction.
  ///
  /// - Throws: where the target is no number, or there are no rows.
  public var residuals: Residuals {
    get throws(DataError) {
      guard case .number(let numbers) = outcomes else {
        throw .wrongType(
          "the model of \"\(model.target)\" predicts \(model.kind.sentence); only predictions of numbers leave residuals"
        )
      }
      guard numbers.count > 0 else { throw .empty("there are no rows to judge") }
      let order = numbers.predicted.indices.sorted {
        (numbers.predicted[$0], $0) < (numbers.predicted[$1], $1)
      }
      let count = min(10, numbers.count)
      let groups = (0..<count).map { group in
        let rows = order[group * order.count / count..<(group + 1) * order.count / count]
        let distances = NumericDistribution(rows.map { numbers.actual[$0] - numbers.predicted[$0] })
        return Residuals.Group(
          predicted: rows.reduce(0) { $0 + numbers.predicted[$1] } / Double(rows.count), rows: rows.count,
          bias: distances.mean, low: distances.quantile(0.1), high: distances.quantile(0.9))
      }
      let all = NumericDistribution(zip(numbers.actual, numbers.predicted).map { $0 - $1 })
      return Residuals(
        target: model.target, rows: numbers.count, groups: groups,
        quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map { all.quantile($0) })
    }
  }
}
