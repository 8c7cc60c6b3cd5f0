extension Evaluation {
  /// The area under the ROC curve; throws where the rows do not define it, as with one class alone.
  public var rocAUC: Double { get throws(DataError) { try figure(.rocAUC) } }
  public var averagePrecision: Double { get throws(DataError) { try figure(.averagePrecision) } }
  public var logLoss: Double { get throws(DataError) { try figure(.logLoss) } }
  public var brier: Double { get throws(DataError) { try figure(.brier) } }
  /// Of judgements at the threshold of one half, as are the next three.
  public var accuracy: Double { get throws(DataError) { try figure(.accuracy(threshold: 0.5)) } }
  public var precision: Double { get throws(DataError) { try figure(.precision(threshold: 0.5)) } }
  public var recall: Double { get throws(DataError) { try figure(.recall(threshold: 0.5)) } }
  public var f1: Double { get throws(DataError) { try figure(.f1(threshold: 0.5)) } }
  /// Of numbers, in the target's unit, as are the next three.
  public var meanAbsoluteError: Double { get throws(DataError) { try figure(.meanAbsoluteError) } }
  public var rootMeanSquaredError: Double { get throws(DataError) { try figure(.rootMeanSquaredError) } }
  public var medianAbsoluteError: Double { get throws(DataError) { try figure(.medianAbsoluteError) } }
  public var bias: Double { get throws(DataError) { try figure(.bias) } }
  public var rSquared: Double { get throws(DataError) { try figure(.rSquared) } }

  /// Any figure that such a model has.
  ///
  /// - Throws: where the rows do not define it, or models of the target's kind have no such figure.
  public func figure(_ metric: Metric) throws(DataError) -> Double {
    guard metric.applies(to: model.kind) else {
      let others = outcomes.reported.map(\.name).joined(separator: ", ")
      throw .wrongType(
        "a model that predicts \(model.kind.sentence) has no \(metric.name); it has \(others)")
    }
    guard let value = value(metric) else { throw .invalid("\(metric.name) is not defined for these rows") }
    return value
  }

  /// A figure of the model's quality, as a goal names it.
  ///
  /// - Throws: where it is no such figure, or the rows do not define it.
  public func value(of measure: Measure) throws(DataError) -> Double {
    guard case .metric(let metric) = measure else {
      throw .wrongType("\(measure.name) is not a figure of an evaluation")
    }
    return try figure(metric)
  }
}
