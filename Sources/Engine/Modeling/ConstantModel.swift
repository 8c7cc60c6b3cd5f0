/// Says the same of every row: the share of true, each class's share, or the mean of the training rows.
public struct ConstantModel: Predictor {
  let values: [Double]
  var importance: [Double]? { nil }

  init(values: [Double]) { self.values = values }

  init(_ target: TrainingTarget) {
    let (weights, _) = target.scaledWeights
    let total = weights.reduce(0, +)
    var sums = [Double](repeating: 0, count: target.kind.outputs)
    for row in 0..<target.rowCount {
      let share = weights[row] / total
      if case .multiclass = target.kind {
        sums[Int(target.values[row])] += share
      } else {
        // Shares first: a sum of the largest numbers would leave the range of a Double.
        sums[0] += share * target.values[row]
      }
    }
    let largest = Double.greatestFiniteMagnitude
    values = sums.map { min(max($0, -largest), target.kind == .number ? largest : 1) }
  }

  func predictions(_ features: [EncodedFeature], rowCount: Int) -> [Double] {
    guard values.count > 1 else { return [Double](repeating: values[0], count: rowCount) }
    return (0..<rowCount).flatMap { _ in values }
  }
}
