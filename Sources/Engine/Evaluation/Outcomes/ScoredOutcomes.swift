/// What happened, and the probability that was given to it, row by row: all that the metrics of a classifier need.
public struct ScoredOutcomes: Sendable {
  public let actual: [Bool]
  /// The probability of `true`.
  public let scores: [Double]
  /// How much each row counts; nil where all count the same.
  public let weights: [Double]?
  /// The distinct scores, falling, with what lies at each and above it.
  let steps: [Step]

  struct Step: Sendable {
    let score: Double
    /// Weight of true rows with this score or a higher one.
    let truePositives: Double
    /// Weight of false rows with this score or a higher one.
    let falsePositives: Double
  }

  /// Sorts the rows once. Scores must not be NaN; the arrays are of equal length.
  public init(actual: [Bool], scores: [Double], weights: [Double]? = nil) {
    precondition(actual.count == scores.count && weights.map { $0.count == actual.count } ?? true)
    self.actual = actual
    self.scores = scores
    self.weights = weights
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var steps: [Step] = []
    var positives = 0.0
    var negatives = 0.0
    for (place, row) in order.enumerated() {
      if actual[row] { positives += weights?[row] ?? 1 } else { negatives += weights?[row] ?? 1 }
      if place + 1 == order.count || scores[order[place + 1]] != scores[row] {
        steps.append(Step(score: scores[row], truePositives: positives, falsePositives: negatives))
      }
    }
    self.steps = steps
  }

  public var count: Int { actual.count }
  /// The weight of rows that are true.
  public var positives: Double { steps.last?.truePositives ?? 0 }
  public var negatives: Double { steps.last?.falsePositives ?? 0 }
  public var positiveShare: Double { positives / (positives + negatives) }
  public var meanScore: Double { mean { _, score in score } }

  /// The given rows only.
  public func choosing(_ rows: [Int32]) -> ScoredOutcomes {
    ScoredOutcomes(
      actual: rows.map { actual[Int($0)] }, scores: rows.map { scores[Int($0)] },
      weights: weights.map { weights in rows.map { weights[Int($0)] } })
  }

  // MARK: Over all thresholds

  /// The area under the ROC curve, ties counting one half; nil where only one class occurs.
  public var rocAUC: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    var area = 0.0
    var before = Step(score: .infinity, truePositives: 0, falsePositives: 0)
    for step in steps {
      area += (step.falsePositives - before.falsePositives) * (step.truePositives + before.truePositives) / 2
      before = step
    }
    return area / (positives * negatives)
  }

  /// The standard error of the area under the ROC curve (DeLong, DeLong & Clarke-Pearson 1988); nil for weighted rows
  /// and for fewer than two rows of a class.
  public var rocAUCStandardError: Double? {
    guard weights == nil, positives > 1, negatives > 1, let area = rocAUC else { return nil }
    var positiveSpread = 0.0
    var negativeSpread = 0.0
    var before = Step(score: .infinity, truePositives: 0, falsePositives: 0)
    for step in steps {
      let tiedPositives = step.truePositives - before.truePositives
      let tiedNegatives = step.falsePositives - before.falsePositives
      // The share of the other class that a row of this score is ranked right against.
      let ofPositive = (negatives - step.falsePositives + tiedNegatives / 2) / negatives
      let ofNegative = (before.truePositives + tiedPositives / 2) / positives
      positiveSpread += tiedPositives * (ofPositive - area) * (ofPositive - area)
      negativeSpread += tiedNegatives * (ofNegative - area) * (ofNegative - area)
      before = step
    }
    let variance =
      positiveSpread / (positives - 1) / positives + negativeSpread / (negatives - 1) / negatives
    return variance.squareRoot()
  }

  /// Precision weighted by the gain in recall at each threshold; nil where no row is positive.
  public var averagePrecision: Double? {
    guard positives > 0 else { return nil }
    var sum = 0.0
    var before = 0.0
    for step in steps {
      sum += (step.truePositives - before) * step.truePositives / (step.truePositives + step.falsePositives)
      before = step.truePositives
    }
    return sum / positives
  }

  public var kolmogorovSmirnov: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    return steps.reduce(0) { max($0, ($1.truePositives / positives - $1.falsePositives / negatives).magnitude) }
  }

  /// The ROC curve from (0, 0) to (1, 1), one point a distinct score; empty where only one class occurs.
  public var rocCurve: [CurvePoint] {
    guard positives > 0, negatives > 0 else { return [] }
    return [CurvePoint(x: 0, y: 0, threshold: nil)]
      + steps.map {
        CurvePoint(x: $0.falsePositives / negatives, y: $0.truePositives / positives, threshold: $0.score)
      }
  }

  /// Precision (y) against recall (x), from the highest threshold down; empty where no row is positive.
  public var precisionRecallCurve: [CurvePoint] {
    guard positives > 0 else { return [] }
    return steps.map {
      CurvePoint(
        x: $0.truePositives / positives, y: $0.truePositives / ($0.truePositives + $0.falsePositives),
        threshold: $0.score)
    }
  }

  // MARK: Means

  public var logLoss: Double? { count == 0 ? nil : mean { outcome, score in rowLogLoss(outcome, score) } }

  public var brier: Double? { count == 0 ? nil : mean { outcome, score in (score - outcome) * (score - outcome) } }

  private func mean(_ loss: (_ outcome: Double, _ score: Double) -> Double) -> Double {
    var sum = 0.0
    for row in 0..<count { sum += (weights?[row] ?? 1) * loss(actual[row] ? 1 : 0, scores[row]) }
    return sum / (positives + negatives)
  }

  /// The 95% interval of a mean loss; nil for weighted rows and for fewer than two.
  func meanInterval(_ loss: (_ outcome: Double, _ score: Double) -> Double) -> Interval? {
    guard weights == nil, count > 1 else { return nil }
    let centre = mean(loss)
    var spread = 0.0
    for row in 0..<count {
      let distance = loss(actual[row] ? 1 : 0, scores[row]) - centre
      spread += distance * distance
    }
    guard centre.isFinite, spread.isFinite else { return nil }
    let interval = Interval.normal(centre, standardError: (spread / Double(count - 1) / Double(count)).squareRoot())
    // No loss is below zero.
    return Interval(low: max(0, interval.low), high: interval.high)
  }

  // MARK: At one threshold

  /// Rows with a score at or above the threshold are taken for positive.
  public func confusion(at threshold: Double) -> Confusion {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].score >= threshold { low = middle + 1 } else { high = middle }
    }
    let step = low > 0 ? steps[low - 1] : nil
    let truePositives = step?.truePositives ?? 0
    let falsePositives = step?.falsePositives ?? 0
    return Confusion(
      threshold: threshold, truePositives: truePositives, falsePositives: falsePositives,
      falseNegatives: positives - truePositives, trueNegatives: negatives - falsePositives)
  }

  // MARK: Calibration

  /// Rows in equal bins of their score, empty bins left out.
  public func calibration(bins: Int) -> [CalibrationBin] {
    guard bins > 0 else { return [] }
    var weight = [Double](repeating: 0, count: bins)
    var sumOfScores = weight
    var sumOfOutcomes = weight
    let step = 1 / Double(bins)
    for row in 0..<count where !scores[row].isNaN {
      // The edges are multiples of the step, as numpy's linspace makes them, so that a score on an edge falls the same
      // way.
      var bin = min(max(Int(scores[row] * Double(bins)), 0), bins - 1)
      if bin + 1 < bins, scores[row] >= Double(bin + 1) * step { bin += 1 }
      if bin > 0, scores[row] < Double(bin) * step { bin -= 1 }
      let w = weights?[row] ?? 1
      weight[bin] += w
      sumOfScores[bin] += w * scores[row]
      sumOfOutcomes[bin] += actual[row] ? w : 0
    }
    return (0..<bins).filter { weight[$0] > 0 }.map { bin in
      CalibrationBin(
        predicted: sumOfScores[bin] / weight[bin], actual: sumOfOutcomes[bin] / weight[bin], rows: weight[bin],
        interval: .wilson(successes: sumOfOutcomes[bin], trials: weight[bin]))
    }
  }

  /// The distance of prediction and outcome in equal bins, weighted by their rows (Naeini et al. 2015).
  public func expectedCalibrationError(bins: Int) -> Double? {
    guard count > 0 else { return nil }
    let total = positives + negatives
    return calibration(bins: bins).reduce(0) { $0 + ($1.actual - $1.predicted).magnitude * $1.rows / total }
  }
}

/// The log loss of one row, the score held 2⁻⁵² off 0 and 1 as scikit-learn does.
func rowLogLoss(_ outcome: Double, _ score: Double) -> Double {
  let p = min(max(score, Double.ulpOfOne), 1 - Double.ulpOfOne)
  return outcome == 1 ? -logarithm(p) : -logarithm(1 - p)
}

/// A point of a curve over thresholds.
public struct CurvePoint: Sendable, Equatable, Codable {
  public let x: Double
  public let y: Double
  public let threshold: Double?
}

/// Rows whose predicted probability is about the same, and how often the target was true among them.
public struct CalibrationBin: Sendable, Codable {
  public let predicted: Double
  public let actual: Double
  public let rows: Double
  /// The 95% interval of `actual`.
  public let interval: Interval
}
