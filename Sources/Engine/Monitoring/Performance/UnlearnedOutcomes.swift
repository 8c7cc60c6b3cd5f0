extension MonitoredData {
  private static let folds = 3

  /// The reference's outcomes beside predictions of a model that has not learned from its rows: where the reference is what
  /// the model learned from, models of the same kind predict it fold by fold, since one knows its own rows too well.
  ///
  /// Nil where the reference has no outcomes. Costs three trainings on two thirds of the rows, where it is needed.
  var unlearnedReferenceOutcomes: (known: KnownOutcomes, areOutOfFold: Bool)? {
    get throws(DataError) {
      guard let known = referenceKnown, let table = reference.table else { return nil }
      guard let model = monitored.model, model.trainingRows == table.rowCount, known.rows.count == table.rowCount else {
        return (known, false)
      }
      let width = model.kind.outputs
      var values = [Double](repeating: 0, count: table.rowCount * width)
      for fold in 0..<Self.folds {
        let held = (0..<Int32(table.rowCount)).filter { Int($0) % Self.folds == fold }
        let rest = table.choosing((0..<Int32(table.rowCount)).filter { Int($0) % Self.folds != fold })
        // Folds without one of the classes, or settings that a part of the rows does not allow: the model's own word then
        // has to do.
        guard
          let trained = try? train(model.learner, on: rest, predicting: model.target, from: model.featureNames),
          trained.kind == model.kind, let predictions = try? trained.predictions(for: table.choosing(held))
        else { return (known, false) }
        for (place, row) in held.enumerated() {
          for output in 0..<width {
            values[Int(row) * width + output] = predictions.values[place * width + output]
          }
        }
      }
      let outcomes = try table.outcomes(of: model.target, Predictions(kind: model.kind, values: values))
      return (KnownOutcomes(rows: known.rows, outcomes: outcomes), true)
    }
  }
}
