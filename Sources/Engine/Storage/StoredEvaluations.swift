extension Baseline: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .majority: writer.write(tag: 0)
    case .rule(let name, let condition):
      writer.write(tag: 1)
      try writer.write(name, condition)
    case .model(let name, let model):
      writer.write(tag: 2)
      try writer.write(name, model)
    case .mean: writer.write(tag: 3)
    case .column(let column, let name):
      writer.write(tag: 4)
      try writer.write(column, name)
    case .human(let column):
      writer.write(tag: 5)
      try writer.write(column)
    case .earlier(let value):
      writer.write(tag: 6)
      try writer.write(value.rows, value.dates, value.series, value.history)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .majority
    case 1: self = .rule(try reader.read(), try reader.read())
    case 2: self = .model(try reader.read(), try reader.read())
    case 3: self = .mean
    case 4: self = .column(try reader.read(), named: try reader.read())
    case 5: self = .human(try reader.read())
    case 6:
      self = .earlier(
        EarlierValue(
          rows: try reader.read(), dates: try reader.read(), series: try reader.read(), history: try reader.read()))
    default: throw .damaged("a baseline is of no known kind")
    }
  }
}

extension Evaluation: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(model, table, outcomes, figures, baselines, goals)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      model: reader.read(), table: reader.read(), outcomes: reader.read(), figures: reader.read(),
      baselines: reader.read(), goals: reader.read())
    guard outcomes.count == table.rowCount else { throw .damaged("an evaluation has other rows than its table") }
  }
}

extension Outcomes: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .binary(let outcomes):
      writer.write(tag: 0)
      try writer.write(outcomes)
    case .multiclass(let outcomes):
      writer.write(tag: 1)
      try writer.write(outcomes)
    case .number(let outcomes):
      writer.write(tag: 2)
      try writer.write(outcomes)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .binary(try reader.read())
    case 1: self = .multiclass(try reader.read())
    case 2: self = .number(try reader.read())
    default: throw .damaged("outcomes are of no known kind")
    }
  }
}

extension ClassOutcomes: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(classes, actual, scores) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let classes: [String] = try reader.read()
    let actual: [Int32] = try reader.read()
    let scores: [Double] = try reader.read()
    guard !classes.isEmpty, scores.count % classes.count == 0, scores.count / classes.count == actual.count,
      actual.allSatisfy({ classes.indices.contains(Int($0)) })
    else { throw .damaged("classes, chances and outcomes have different lengths") }
    self.init(classes: classes, actual: actual, scores: scores)
  }
}

extension NumberOutcomes: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(actual, predicted, weights)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let actual: [Double] = try reader.read()
    let predicted: [Double] = try reader.read()
    let weights: [Double]? = try reader.read()
    guard actual.count == predicted.count, weights.map(\.count) ?? actual.count == actual.count else {
      throw .damaged("predictions and outcomes have different lengths")
    }
    self.init(actual: actual, predicted: predicted, weights: weights)
  }
}

/// With the distinct scores, so that reading sorts nothing.
extension ScoredOutcomes: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(actual, scores, weights)
    try writer.write(steps.map(\.score))
    if weights == nil {
      // Whole numbers of rows take few bytes.
      try writer.write(steps.map { Int64($0.truePositives) }, steps.map { Int64($0.falsePositives) })
    } else {
      try writer.write(steps.map(\.truePositives), steps.map(\.falsePositives))
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    actual = try reader.read()
    scores = try reader.read()
    weights = try reader.read()
    let distinct: [Double] = try reader.read()
    let positives: [Double]
    let negatives: [Double]
    if weights == nil {
      positives = try reader.read([Int64].self).map(Double.init)
      negatives = try reader.read([Int64].self).map(Double.init)
    } else {
      positives = try reader.read()
      negatives = try reader.read()
    }
    steps = zip(distinct, zip(positives, negatives)).map {
      Step(score: $0, truePositives: $1.0, falsePositives: $1.1)
    }
    guard actual.count == scores.count, weights.map(\.count) ?? actual.count == actual.count,
      distinct.count == positives.count, distinct.count == negatives.count
    else { throw .damaged("scores and outcomes have different lengths") }
  }
}

extension MetricValue: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(metric, value, interval) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    metric = try reader.read()
    value = try reader.read()
    interval = try reader.read()
  }
}

extension BaselineEvaluation: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, figures) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), figures: reader.read())
  }
}

extension Interval: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(low, high) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(low: reader.read(), high: reader.read())
  }
}

extension Metric: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .rocAUC: writer.write(tag: 0)
    case .averagePrecision: writer.write(tag: 1)
    case .logLoss: writer.write(tag: 2)
    case .brier: writer.write(tag: 3)
    case .kolmogorovSmirnov: writer.write(tag: 4)
    case .expectedCalibrationError(let bins):
      writer.write(tag: 5)
      try writer.write(bins)
    case .accuracy(let threshold): try write(6, threshold, to: &writer)
    case .balancedAccuracy(let threshold): try write(7, threshold, to: &writer)
    case .precision(let threshold): try write(8, threshold, to: &writer)
    case .recall(let threshold): try write(9, threshold, to: &writer)
    case .specificity(let threshold): try write(10, threshold, to: &writer)
    case .f1(let threshold): try write(11, threshold, to: &writer)
    case .matthewsCorrelation(let threshold): try write(12, threshold, to: &writer)
    case .cohenKappa(let threshold): try write(13, threshold, to: &writer)
    case .topAccuracy(let most):
      writer.write(tag: 14)
      try writer.write(most)
    case .averaged(let figure, let averaging):
      writer.write(tag: 15)
      try writer.write(figure, averaging)
    case .pinballLoss(let quantile): try write(16, quantile, to: &writer)
    case .meanAbsoluteError: writer.write(tag: 17)
    case .meanSquaredError: writer.write(tag: 18)
    case .rootMeanSquaredError: writer.write(tag: 19)
    case .medianAbsoluteError: writer.write(tag: 20)
    case .maximumError: writer.write(tag: 21)
    case .bias: writer.write(tag: 22)
    case .rSquared: writer.write(tag: 23)
    case .explainedVariance: writer.write(tag: 24)
    case .meanAbsolutePercentageError: writer.write(tag: 25)
    case .symmetricPercentageError: writer.write(tag: 26)
    case .rootMeanSquaredLogError: writer.write(tag: 27)
    case .poissonDeviance: writer.write(tag: 28)
    case .gammaDeviance: writer.write(tag: 29)
    }
  }

  private func write(_ tag: UInt8, _ threshold: Double, to writer: inout StorageWriter) throws(StorageError) {
    writer.write(tag: tag)
    try writer.write(threshold)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .rocAUC
    case 1: self = .averagePrecision
    case 2: self = .logLoss
    case 3: self = .brier
    case 4: self = .kolmogorovSmirnov
    case 5: self = .expectedCalibrationError(bins: try reader.read())
    case 6: self = .accuracy(threshold: try reader.read())
    case 7: self = .balancedAccuracy(threshold: try reader.read())
    case 8: self = .precision(threshold: try reader.read())
    case 9: self = .recall(threshold: try reader.read())
    case 10: self = .specificity(threshold: try reader.read())
    case 11: self = .f1(threshold: try reader.read())
    case 12: self = .matthewsCorrelation(threshold: try reader.read())
    case 13: self = .cohenKappa(threshold: try reader.read())
    case 14: self = .topAccuracy(try reader.read())
    case 15: self = .averaged(try reader.read(), try reader.read())
    case 16: self = .pinballLoss(quantile: try reader.read())
    case 17: self = .meanAbsoluteError
    case 18: self = .meanSquaredError
    case 19: self = .rootMeanSquaredError
    case 20: self = .medianAbsoluteError
    case 21: self = .maximumError
    case 22: self = .bias
    case 23: self = .rSquared
    case 24: self = .explainedVariance
    case 25: self = .meanAbsolutePercentageError
    case 26: self = .symmetricPercentageError
    case 27: self = .rootMeanSquaredLogError
    case 28: self = .poissonDeviance
    case 29: self = .gammaDeviance
    default: throw .damaged("a metric is of no known kind")
    }
  }
}

extension Metric.ClassFigure: Storable {}
extension ClassOutcomes.Averaging: Storable {}

// MARK: Curves and counts

extension ROCCurve: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, area, points, confusion)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), area: reader.read(), points: reader.read(), confusion: reader.read())
  }
}

extension PrecisionRecallCurve: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, averagePrecision, baseRate, points)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), averagePrecision: reader.read(), baseRate: reader.read(), points: reader.read())
  }
}

/// A curve has as many points as there are distinct scores: its coordinates are written side by side.
extension CurvePoint: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(x, y, threshold) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(x: reader.read(), y: reader.read(), threshold: reader.read())
  }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(elements.map(\.x), elements.map(\.y))
    try writer.write(elements.map { $0.threshold != nil }, elements.map { $0.threshold ?? 0 })
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    let x: [Double] = try reader.read()
    let y: [Double] = try reader.read()
    let hasThreshold: [Bool] = try reader.read()
    let thresholds: [Double] = try reader.read()
    guard x.count == y.count, x.count == hasThreshold.count, x.count == thresholds.count else {
      throw .damaged("a curve's points are not whole")
    }
    return x.indices.map { CurvePoint(x: x[$0], y: y[$0], threshold: hasThreshold[$0] ? thresholds[$0] : nil) }
  }
}

extension Calibration: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, bins, expectedError)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), bins: reader.read(), expectedError: reader.read())
  }
}

extension CalibrationBin: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(predicted, actual, rows, interval)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(predicted: reader.read(), actual: reader.read(), rows: reader.read(), interval: reader.read())
    // The presentation counts rows in whole numbers.
    guard rows >= 0, rows < 0x1p53 else { throw .damaged("a bin has no such number of rows") }
  }
}

extension Confusion: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(threshold, truePositives, falsePositives, falseNegatives, trueNegatives)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      threshold: reader.read(), truePositives: reader.read(), falsePositives: reader.read(),
      falseNegatives: reader.read(), trueNegatives: reader.read())
  }
}

extension ConfusionTable: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, threshold, classes, counts)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), threshold: reader.read(), classes: reader.read(), counts: reader.read())
    guard counts.count == classes.count, counts.allSatisfy({ $0.count == classes.count }) else {
      throw .damaged("a confusion table is not as wide as its classes")
    }
  }
}
