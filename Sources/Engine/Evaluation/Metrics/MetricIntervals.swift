extension Metric {
  /// The 95% interval of the value; nil where the value is not defined, or no interval is known that holds what it
  /// promises.
  ///
  /// - The area under the ROC curve: DeLong's (DeLong, DeLong & Clarke-Pearson 1988).
  /// - Average precision: on the scale of log odds (Boyd, Eng & Page 2013).
  /// - Shares of rows: Wilson's (1927). F1 is a function of such a share, of the hits among all rows that are positive
  ///   or taken for it, and has the interval of that.
  /// - Means of a loss: the normal one; their roots, the roots of its bounds.
  /// - The median of distances: that of order statistics.
  /// - Other figures of counts: the jackknife's (Efron 1982), which leaves out one row at a time.
  public func interval(of outcomes: Outcomes) -> Interval? {
    switch outcomes {
    case .binary(let outcomes): interval(of: outcomes)
    case .multiclass(let outcomes): interval(of: outcomes)
    case .number(let outcomes): interval(of: outcomes)
    }
  }

  // MARK: Of two classes

  public func interval(of outcomes: ScoredOutcomes) -> Interval? {
    switch self {
    case .rocAUC:
      guard let area = outcomes.rocAUC, let error = outcomes.rocAUCStandardError else { return nil }
      return held(.normal(area, standardError: error))
    case .averagePrecision: return outcomes.averagePrecisionInterval
    case .logLoss: return outcomes.meanInterval { outcome, score in rowLogLoss(outcome, score) }
    case .brier: return outcomes.meanInterval { outcome, score in (score - outcome) * (score - outcome) }
    default: return threshold.flatMap { interval(of: outcomes.confusion(at: $0)) }
    }
  }

  private func interval(of c: Confusion) -> Interval? {
    switch self {
    case .accuracy: return Self.share(c.truePositives + c.trueNegatives, of: c.total)
    case .precision: return Self.share(c.truePositives, of: c.predictedPositives)
    case .recall: return Self.share(c.truePositives, of: c.positives)
    case .specificity: return Self.share(c.trueNegatives, of: c.negatives)
    case .f1:
      return Self.share(c.truePositives, of: c.positives + c.falsePositives).map { hits in
        Interval(low: 2 * hits.low / (1 + hits.low), high: 2 * hits.high / (1 + hits.high))
      }
    case .balancedAccuracy, .matthewsCorrelation, .cohenKappa:
      let counts = [c.truePositives, c.falsePositives, c.falseNegatives, c.trueNegatives]
      return jackknife(counts) { counts in
        value(
          of: Confusion(
            threshold: c.threshold, truePositives: counts[0], falsePositives: counts[1], falseNegatives: counts[2],
            trueNegatives: counts[3]))
      }
    default: return nil
    }
  }

  private static func share(_ successes: Double, of trials: Double) -> Interval? {
    trials > 0 ? .wilson(successes: successes, trials: trials) : nil
  }

  // MARK: Of several classes

  public func interval(of outcomes: ClassOutcomes) -> Interval? {
    switch self {
    case .logLoss: return .mean(of: outcomes.rowLogLosses, notBelow: 0)
    case .brier: return .mean(of: outcomes.actual.indices.map { outcomes.brier(ofRow: $0) }, notBelow: 0)
    case .accuracy: return outcomes.accuracy.map { .wilson($0, rows: outcomes.count) }
    case .topAccuracy(let most): return outcomes.topAccuracy(most).map { .wilson($0, rows: outcomes.count) }
    case .balancedAccuracy, .matthewsCorrelation, .cohenKappa, .averaged:
      let counts = outcomes.counts
      // Each cell costs another look at all of them: beyond this there are too many for an answer while one waits.
      guard counts.cells.count <= 2000 else { return nil }
      return jackknife(counts.cells.map(\.rows)) { rows in value(of: counts.with(rows)) }
    default: return nil
    }
  }

  /// The value for judgements between several classes; nil for figures that need more than their counts.
  func value(of counts: ClassCounts) -> Double? {
    switch self {
    case .balancedAccuracy: counts.balancedAccuracy
    case .matthewsCorrelation: counts.matthewsCorrelation
    case .cohenKappa: counts.cohenKappa
    case .averaged(.precision, let averaging): counts.precision(averaging)
    case .averaged(.recall, let averaging): counts.recall(averaging)
    case .averaged(.f1, let averaging): counts.f1(averaging)
    default: nil
    }
  }

  // MARK: Of numbers

  public func interval(of outcomes: NumberOutcomes) -> Interval? {
    guard outcomes.weights == nil, outcomes.count > 1 else { return nil }
    guard value(of: outcomes) != nil else { return nil }
    if let loss = rowLoss {
      let interval = Interval.mean(
        of: zip(outcomes.actual, outcomes.predicted).map(loss), notBelow: self == .bias ? nil : 0)
      return isRootOfMean ? interval?.roots : interval
    }
    switch self {
    case .medianAbsoluteError: return outcomes.medianDistanceInterval
    case .rSquared: return outcomes.interval(ofShareExplainedBeside: 0)
    case .explainedVariance: return outcomes.bias.flatMap { outcomes.interval(ofShareExplainedBeside: $0) }
    default: return nil
    }
  }

  /// What each predicted number adds to a figure that is a mean over rows, or the root of one; nil for other figures.
  var rowLoss: ((_ actual: Double, _ predicted: Double) -> Double)? {
    switch self {
    case .meanAbsoluteError: { ($1 - $0).magnitude }
    case .meanSquaredError, .rootMeanSquaredError: { ($1 - $0) * ($1 - $0) }
    case .bias: { $1 - $0 }
    case .meanAbsolutePercentageError: { ($1 - $0).magnitude / max($0.magnitude, 0x1p-52) }
    case .symmetricPercentageError: NumberOutcomes.symmetricPercentageLoss
    case .rootMeanSquaredLogError: NumberOutcomes.squaredLogLoss
    case .pinballLoss(let quantile): { NumberOutcomes.pinballLoss($0, $1, quantile: quantile) }
    case .poissonDeviance: NumberOutcomes.poissonLoss
    case .gammaDeviance: NumberOutcomes.gammaLoss
    default: nil
    }
  }

  /// Whether the figure is the root of the mean of `rowLoss`.
  var isRootOfMean: Bool { self == .rootMeanSquaredError || self == .rootMeanSquaredLogError }

  // MARK: Means and counts

  /// An interval within the values that the figure can take.
  private func held(_ interval: Interval) -> Interval {
    Interval(low: max(range.lowerBound, interval.low), high: min(range.upperBound, interval.high))
  }

  /// The interval of a function of counts, from its values with one row left out of each.
  private func jackknife(_ counts: [Double], _ figure: ([Double]) -> Double?) -> Interval? {
    let total = counts.reduce(0, +)
    guard total > 1, let value = figure(counts), value.isFinite else { return nil }
    var without: [(count: Double, value: Double)] = []
    for cell in counts.indices where counts[cell] > 0 {
      var others = counts
      others[cell] = max(0, others[cell] - 1)
      guard let value = figure(others), value.isFinite else { return nil }
      without.append((counts[cell], value))
    }
    let centre = without.reduce(0) { $0 + $1.count * $1.value } / total
    let spread = without.reduce(0) { $0 + $1.count * ($1.value - centre) * ($1.value - centre) }
    return held(.normal(value, standardError: (spread * (total - 1) / total).squareRoot()))
  }
}

extension Interval {
  /// The normal interval of a mean; nil for fewer than two values, or one that is not finite.
  static func mean(of values: [Double], notBelow floor: Double?) -> Interval? {
    guard values.count > 1 else { return nil }
    let count = Double(values.count)
    let centre = values.reduce(0, +) / count
    let spread = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    guard centre.isFinite, spread.isFinite else { return nil }
    let interval = Interval.normal(centre, standardError: (spread / (count - 1) / count).squareRoot())
    return Interval(low: floor.map { max($0, interval.low) } ?? interval.low, high: interval.high)
  }

  fileprivate static func wilson(_ share: Double, rows: Int) -> Interval {
    .wilson(successes: share * Double(rows), trials: Double(rows))
  }

  fileprivate var roots: Interval { Interval(low: low.squareRoot(), high: high.squareRoot()) }
}

extension ScoredOutcomes {
  /// On the scale of log odds, where the error of an average precision is nearly normal; nil for weighted rows and
  /// where it is 0 or 1.
  fileprivate var averagePrecisionInterval: Interval? {
    guard weights == nil, let value = averagePrecision, value > 0, value < 1 else { return nil }
    let error = 1 / (positives * value * (1 - value)).squareRoot()
    let interval = Interval.normal(logarithm(value / (1 - value)), standardError: error)
    func share(_ logOdds: Double) -> Double { 1 / (1 + exponential(-logOdds)) }
    return Interval(low: share(interval.low), high: share(interval.high))
  }
}

extension NumberOutcomes {
  /// The interval of the median of distances: about 95% of samples have it between these two of theirs.
  fileprivate var medianDistanceInterval: Interval? {
    let distances = actual.indices.map { (predicted[$0] - actual[$0]).magnitude }.sorted()
    let half = 1.959963984540054 * Double(count).squareRoot() / 2
    let low = Int((Double(count) / 2 - half).rounded(.down))
    let high = Int((Double(count) / 2 + half).rounded(.up))
    guard low >= 0, high < count else { return nil }
    return Interval(low: distances[low], high: distances[high])
  }

  /// The interval of 1 − squared error / squared distance from the mean, errors less a shift, from what each row
  /// contributes to it (the delta method).
  fileprivate func interval(ofShareExplainedBeside shift: Double) -> Interval? {
    let n = Double(count)
    let centre = actual.reduce(0, +) / n
    let errors = zip(actual, predicted).map { ($1 - $0 - shift) * ($1 - $0 - shift) }
    let spreads = actual.map { ($0 - centre) * ($0 - centre) }
    let (error, spread) = (errors.reduce(0, +) / n, spreads.reduce(0, +) / n)
    guard spread > 0 else { return nil }
    let share = error / spread
    let variance = zip(errors, spreads).reduce(0) { sum, row in
      let influence = (row.0 - share * row.1) / spread
      return sum + influence * influence
    }
    let interval = Interval.normal(1 - share, standardError: variance.squareRoot() / n)
    return interval.low.isFinite ? Interval(low: interval.low, high: min(1, interval.high)) : nil
  }
}
