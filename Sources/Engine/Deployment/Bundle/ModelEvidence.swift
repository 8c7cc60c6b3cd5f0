/// How a model did when it was judged, kept with the fingerprint of the model, so that no figure is taken for another
/// model's.
public struct ModelEvidence: Sendable {
  /// The model's `fingerprint`.
  public let model: String
  public let rows: Int
  public let figures: [ReleaseFacts.Figure]
  public let goals: [GoalMeasurement]

  /// - Throws: where the model has no form in bytes.
  public init(_ evaluation: Evaluation) throws(DataError) {
    do { model = try evaluation.model.fingerprint } catch { throw .invalid("\(error)") }
    rows = evaluation.outcomes.count
    figures = evaluation.figures.compactMap { figure in
      figure.value.map {
        ReleaseFacts.Figure(
          name: figure.metric.name, value: $0, low: figure.interval?.low, high: figure.interval?.high,
          text: figure.metric.text($0))
      }
    }
    goals = evaluation.goals
  }

  init(model: String, rows: Int, figures: [ReleaseFacts.Figure], goals: [GoalMeasurement]) {
    self.model = model
    self.rows = rows
    self.figures = figures
    self.goals = goals
  }
}

extension ModelEvidence: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(model, rows, figures, goals)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(model: try reader.read(), rows: try reader.read(), figures: try reader.read(), goals: try reader.read())
  }
}

extension ReleaseFacts.Figure: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, value, low, high, text)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(
      name: try reader.read(), value: try reader.read(), low: try reader.read(), high: try reader.read(),
      text: try reader.read())
  }
}
