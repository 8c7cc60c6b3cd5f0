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

  /// A figure that was measured.
  ///
  /// - Throws: where the rows do not define it.
  private func figure(_ metric: Metric) throws(DataError) -> Double {
    guard let value = value(metric) else { throw .invalid("\(metric.name) is not defined for these rows") }
    return value
  }
}
