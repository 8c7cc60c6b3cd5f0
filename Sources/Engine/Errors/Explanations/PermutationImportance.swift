/// How much worse a model gets once one of its features tells it nothing (Breiman 2001; Fisher, Rudin & Dominici 2019).
public struct PermutationImportance: Sendable, Encodable {
  public let target: String
  /// The loss whose rise is told, a row on average: the log loss of chances, the distance of numbers.
  public let metric: Metric
  /// What the loss is with all features as they are.
  public let loss: Double
  public let rows: Int
  public let repeats: Int
  /// The most important first.
  public let features: [Feature]

  public struct Feature: Sendable, Encodable {
    public let name: String
    /// How much the loss rises, a row on average; below zero where the feature misled.
    public let rise: Double
    /// The 95% interval over rows.
    public let interval: Interval?
  }

  private enum Key: String, CodingKey { case target, metric, loss, rows, repeats, features }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(target, forKey: .target)
    try container.encode(metric.name, forKey: .metric)
    try container.encode(loss, forKey: .loss)
    try container.encode(rows, forKey: .rows)
    try container.encode(repeats, forKey: .repeats)
    try container.encode(features, forKey: .features)
  }
}

extension Model {
  /// Predicts rows again with one feature's values dealt out anew among them, feature after feature.
  ///
  /// - Parameters:
  ///   - table: rows with the target that the model has not seen.
  ///   - repeats: how often each feature is dealt out; the mean of all counts.
  ///   - rows: the most rows that are used, drawn at random.
  ///   - seed: where the dealing starts.
  /// - Throws: where a column is missing, or there are fewer than two rows.
  public func permutationImportance(
    on table: Table, repeats: Int = 5, rows: Int = 10_000, seed: Int = 1
  ) throws(DataError) -> PermutationImportance {
    try ValidRange.from(1, to: 1000).check("repeats", Double(repeats))
    try ValidRange.from(2).check("rows", Double(rows))
    guard table.rowCount > 1 else { throw .empty("\(table.label) has too few rows to deal out values among") }
    let sample = table.drawn(rows)
    let encoded = try schema.encoded(sample)
    let plain = try sample.outcomes(of: target, Predictions(kind: kind, values: predicted(encoded, sample.rowCount)))
    let base = plain.rowLosses
    var features: [PermutationImportance.Feature] = []
    for (place, name) in featureNames.enumerated() {
      var rises = [Double](repeating: 0, count: sample.rowCount)
      for turn in 0..<repeats {
        var random = SplitMix64(stream: place * repeats + turn, of: UInt64(bitPattern: Int64(seed)))
        var order = Array(0..<Int32(sample.rowCount))
        order.shuffle(using: &random)
        var changed = encoded
        // What was made of a column is dealt out together.
        for feature in encoded.indices where schema.sources[feature] == place {
          changed[feature] = encoded[feature].gathered(order)
        }
        let predictions = Predictions(kind: kind, values: predicted(changed, sample.rowCount))
        let losses = try sample.outcomes(of: target, predictions).rowLosses
        for row in rises.indices { rises[row] += (losses[row] - base[row]) / Double(repeats) }
      }
      let mean = rises.reduce(0, +) / Double(rises.count)
      let spread = Summary(rises)?.standardDeviation ?? 0
      features.append(
        .init(
          name: name, rise: mean,
          interval: .normal(mean, standardError: spread / Double(rises.count).squareRoot())))
    }
    features.sort { ($1.rise, $0.name) < ($0.rise, $1.name) }
    return PermutationImportance(
      target: target, metric: kind == .number ? .meanAbsoluteError : .logLoss,
      loss: base.reduce(0, +) / Double(base.count), rows: sample.rowCount, repeats: repeats, features: features)
  }

  private func predicted(_ features: [EncodedFeature], _ rowCount: Int) -> [Double] {
    predictor.predictions(features, rowCount: rowCount)
  }
}

extension Outcomes {
  /// How wrong each row is: the log loss of chances, the distance of numbers.
  var rowLosses: [Double] {
    switch self {
    case .binary(let outcomes): zip(outcomes.actual, outcomes.scores).map { rowLogLoss($0 ? 1 : 0, $1) }
    case .multiclass(let outcomes): outcomes.rowLogLosses
    case .number(let outcomes): zip(outcomes.actual, outcomes.predicted).map { ($0 - $1).magnitude }
    }
  }
}

extension EncodedFeature {
  /// The values of the given rows, in their order.
  func gathered(_ rows: [Int32]) -> EncodedFeature {
    switch self {
    case .number(let values): .number(rows.map { values[Int($0)] })
    case .category(let codes, let count): .category(rows.map { codes[Int($0)] }, count: count)
    }
  }
}
