import Synchronization

/// The reference's outcomes beside predictions of models that have not learned from its rows: where the reference is what
/// the model learned from, models of the same kind predict it fold by fold, since one knows its own rows too well.
///
/// Made at the first question, once: where folds are needed, they cost three trainings on two thirds of the rows.
final class UnlearnedOutcomes: Sendable {
  struct Answer: Sendable {
    /// Nil where the reference has no outcomes.
    let known: KnownOutcomes?
    let areOutOfFold: Bool
  }

  private let make: @Sendable () throws(DataError) -> Answer
  private let made = Mutex<Answer?>(nil)

  init(_ make: @escaping @Sendable () throws(DataError) -> Answer) { self.make = make }

  var answer: Answer {
    get throws(DataError) {
      if let answer = made.withLock({ $0 }) { return answer }
      let answer = try make()
      made.withLock { $0 = answer }
      return answer
    }
  }

  var known: KnownOutcomes? { get throws(DataError) { try answer.known } }

  /// - Parameter known: outcomes of the reference beside the model's own predictions.
  convenience init(_ monitored: Monitored, _ reference: MonitorReference, _ known: KnownOutcomes?) {
    self.init { () throws(DataError) in
      guard let known, let table = reference.table, let model = monitored.model, model.trainingRows == table.rowCount,
        known.rows.count == table.rowCount,
        let predictions = try Self.foldByFold(model, table)
      else { return Answer(known: known, areOutOfFold: false) }
      let outcomes = try table.outcomes(of: model.target, predictions)
      return Answer(known: KnownOutcomes(rows: known.rows, outcomes: outcomes), areOutOfFold: true)
    }
  }

  private static let folds = 3

  /// Nil where folds lack one of the classes, or settings do not allow a part of the rows: the model's own word then has
  /// to do.
  private static func foldByFold(_ model: Model, _ table: Table) throws(DataError) -> Predictions? {
    let width = model.kind.outputs
    var values = [Double](repeating: 0, count: table.rowCount * width)
    for fold in 0..<folds {
      let held = (0..<Int32(table.rowCount)).filter { Int($0) % folds == fold }
      let rest = table.choosing((0..<Int32(table.rowCount)).filter { Int($0) % folds != fold })
      guard
        let trained = try? train(model.learner, on: rest, predicting: model.target, from: model.featureNames),
        trained.kind == model.kind, let predictions = try? trained.predictions(for: table.choosing(held))
      else { return nil }
      for (place, row) in held.enumerated() {
        for output in 0..<width { values[Int(row) * width + output] = predictions.values[place * width + output] }
      }
    }
    return Predictions(kind: model.kind, values: values)
  }
}
