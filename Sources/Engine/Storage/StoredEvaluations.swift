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
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .majority
    case 1: self = .rule(try reader.read(), try reader.read())
    case 2: self = .model(try reader.read(), try reader.read())
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
    default: throw .damaged("a metric is of no known kind")
    }
  }
}

// MARK: Curves and counts

extension ROCCurve: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, area, points, confusion)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), area: reader.read(), points: reader.read(), confusion: reader.read())
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

// MARK: Slices

extension SliceReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(rowCount, meanLoss, depth, minimumRows, slices)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      rowCount: reader.read(), meanLoss: reader.read(), depth: reader.read(), minimumRows: reader.read(),
      slices: reader.read())
  }
}

extension ErrorSlice: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(terms, rows, meanLoss, ratio, ratioInterval, share, errorShare, score)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      terms: reader.read(), rows: reader.read(), meanLoss: reader.read(), ratio: reader.read(),
      ratioInterval: reader.read(), share: reader.read(), errorShare: reader.read(), score: reader.read())
  }
}

extension ErrorSlice.Term: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(feature, value) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(feature: reader.read(), value: reader.read())
  }
}
