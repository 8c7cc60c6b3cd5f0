/// What boosting makes small, and what it predicts by that.
public enum BoostingLoss: Sendable, Equatable, Codable {
  /// The log loss for classes, the squared error for numbers.
  case automatic
  /// The squared error: predicts the mean.
  case squared
  /// The absolute error: predicts the median.
  case absolute
  /// The pinball loss: predicts the value that a share of the rows stays under.
  case quantile(Double)
  /// The Poisson deviance: predicts the mean of counts, which is never negative.
  case poisson

  func check(_ target: TrainingTarget, named name: String) throws(DataError) {
    let kind = target.kind
    if case .quantile(let share) = self { try ValidRange.between(0, 1).check("quantile", share) }
    if self == .poisson, kind == .number, let row = target.values.firstIndex(where: { $0 < 0 }) {
      throw .invalid("\"\(name)\" is below 0 in row \(row + 1), which the Poisson loss of counts cannot learn")
    }
    guard self != .automatic, kind != .number else { return }
    throw .invalid("the loss \(self) is for a target that is a number; classes are learned by their log loss")
  }
}

/// Scores become predictions by a loss, and a loss tells which way scores should go.
struct BoostingObjective: Sendable {
  enum Form: Sendable, Equatable {
    case logistic
    case softmax(classes: Int)
    case squared
    case quantile(Double)
    case poisson
  }

  let form: Form

  init(_ loss: BoostingLoss, _ kind: TargetKind) {
    form =
      switch (kind, loss) {
      case (.binary, _): .logistic
      case (.multiclass(let classes), _): .softmax(classes: classes.count)
      case (.number, .automatic), (.number, .squared): .squared
      case (.number, .absolute): .quantile(0.5)
      case (.number, .quantile(let share)): .quantile(share)
      case (.number, .poisson): .poisson
      }
  }

  /// Scores of a row: one a class, else one.
  var outputs: Int { if case .softmax(let classes) = form { classes } else { 1 } }

  /// Whether leaves take a quantile of their rows' residuals instead of a Newton step.
  var leafQuantile: Double? { if case .quantile(let share) = form { share } else { nil } }

  /// The scores from which trees depart: what predicts best without any feature.
  func start(_ target: TrainingTarget) -> [Double] {
    var sums = [Double](repeating: 0, count: outputs)
    var total = 0.0
    for row in 0..<target.rowCount {
      let weight = target.weight(row)
      total += weight
      if case .softmax = form {
        sums[Int(target.values[row])] += weight
      } else {
        sums[0] += weight * target.values[row]
      }
    }
    switch form {
    case .logistic: return [logarithm(sums[0] / (total - sums[0]))]
    // A class that only rows without weight have keeps a probability above zero.
    case .softmax: return sums.map { logarithm(max($0 / total, 1e-12)) }
    case .squared: return [sums[0] / total]
    case .poisson: return [logarithm(max(sums[0] / total, 1e-12))]
    case .quantile(let share):
      return [weightedQuantile(Array(0..<target.rowCount), share, target) { target.values[$0] }]
    }
  }

  /// The derivatives of the loss by the score of one output, for a run of rows, not yet weighted.
  func setDerivatives(
    _ rows: Range<Int>, output: Int, scores: UnsafePointer<Double>, values: UnsafePointer<Double>,
    gradients: UnsafeMutablePointer<Double>, curvatures: UnsafeMutablePointer<Double>
  ) {
    switch form {
    case .logistic:
      var row = rows.lowerBound
      while row + 4 <= rows.upperBound {
        let p = sigmoids(UnsafeRawPointer(scores + row).loadUnaligned(as: SIMD4<Double>.self))
        let outcomes = UnsafeRawPointer(values + row).loadUnaligned(as: SIMD4<Double>.self)
        UnsafeMutableRawPointer(gradients + row).storeBytes(of: p - outcomes, as: SIMD4<Double>.self)
        let curvature = p * (1 - p)
        UnsafeMutableRawPointer(curvatures + row).storeBytes(
          of: curvature.replacing(with: 1e-16, where: curvature .< 1e-16), as: SIMD4<Double>.self)
        row += 4
      }
      while row < rows.upperBound {
        let p = sigmoid(scores[row])
        gradients[row] = p - values[row]
        curvatures[row] = max(p * (1 - p), 1e-16)
        row += 1
      }
    case .softmax(let classes):
      let factor = Double(classes) / Double(classes - 1)
      for row in rows {
        let p = Self.probability(of: output, scores + row * classes, classes)
        gradients[row] = p - (Int(values[row]) == output ? 1 : 0)
        curvatures[row] = max(factor * p * (1 - p), 1e-16)
      }
    case .squared:
      for row in rows {
        gradients[row] = scores[row] - values[row]
        curvatures[row] = 1
      }
    case .quantile(let share):
      for row in rows {
        gradients[row] = values[row] > scores[row] ? -share : 1 - share
        curvatures[row] = 1
      }
    case .poisson:
      for row in rows {
        let mean = exponential(min(scores[row], 700))
        gradients[row] = mean - values[row]
        // The larger curvature keeps steps short where a mean is far off (LightGBM's poisson_max_delta_step).
        curvatures[row] = mean * 2.0137527074704766
      }
    }
  }

  private static func probability(of output: Int, _ scores: UnsafePointer<Double>, _ classes: Int) -> Double {
    var highest = scores[0]
    for place in 1..<classes { highest = max(highest, scores[place]) }
    var sum = 0.0
    for place in 0..<classes { sum += exponential(scores[place] - highest) }
    return exponential(scores[output] - highest) / sum
  }

  /// Makes predictions of rows' scores, in their place.
  func predict(_ scores: UnsafeMutablePointer<Double>, rows: Int) {
    switch form {
    case .logistic: for row in 0..<rows { scores[row] = sigmoid(scores[row]) }
    case .poisson: for row in 0..<rows { scores[row] = exponential(scores[row]) }
    case .squared, .quantile: break
    case .softmax(let classes):
      for row in 0..<rows {
        let row = scores + row * classes
        var highest = row[0]
        for place in 1..<classes { highest = max(highest, row[place]) }
        var sum = 0.0
        for place in 0..<classes {
          row[place] = exponential(row[place] - highest)
          sum += row[place]
        }
        for place in 0..<classes { row[place] /= sum }
      }
    }
  }

  /// The mean loss of some rows' scores; what early stopping watches.
  func loss(_ rows: [Int32], scores: UnsafePointer<Double>, _ target: TrainingTarget) -> Double {
    var sum = 0.0
    var total = 0.0
    for row in rows.lazy.map(Int.init) {
      let weight = target.weight(row)
      let value = target.values[row]
      total += weight
      switch form {
      case .logistic:
        let s = value > 0.5 ? -scores[row] : scores[row]
        sum += weight * (s > 0 ? s + logarithm(1 + exponential(-s)) : logarithm(1 + exponential(s)))
      case .softmax(let classes):
        sum -= weight * logarithm(max(Self.probability(of: Int(value), scores + row * classes, classes), 1e-300))
      case .squared: sum += weight * (scores[row] - value) * (scores[row] - value)
      case .quantile(let share):
        let residual = value - scores[row]
        sum += weight * (residual > 0 ? share * residual : (share - 1) * residual)
      case .poisson: sum += weight * (exponential(min(scores[row], 700)) - value * scores[row])
      }
    }
    return total > 0 ? sum / total : 0
  }
}

/// The smallest value that rows with a share of the weight do not pass.
func weightedQuantile(_ rows: [Int], _ share: Double, _ target: TrainingTarget, _ value: (Int) -> Double) -> Double {
  let sorted = rows.map { (value: value($0), weight: target.weight($0)) }.sorted { $0.value < $1.value }
  let wanted = share * sorted.reduce(0) { $0 + $1.weight }
  var sum = 0.0
  for entry in sorted {
    sum += entry.weight
    if sum >= wanted { return entry.value }
  }
  return sorted.last?.value ?? 0
}
