/// Learns a model anew from other rows: the same kind and settings, the same target and features.
///
/// Rows count alike. A calibrated model is calibrated again, on the last fifth of the rows, which it then does not learn
/// from.
///
/// - Parameters:
///   - model: the one in use.
///   - table: the rows to learn from, the latest last; rows whose target is missing are left out.
/// - Throws: as training does; where the model learned encodings, whose settings it does not keep.
public func retrain(_ model: Model, on table: Table) throws(DataError) -> Model {
  for column in model.schema.columns {
    if case .encoded = column.coding {
      throw .invalid(
        "\"\(column.name)\" was encoded when the model was trained, which retrain does not repeat: train it anew, with "
          + "encoding:")
    }
  }
  let validity = try table.column(model.target).validity
  let known =
    validity.isComplete
    ? table : table.choosing((0..<Int32(table.rowCount)).filter { validity.isPresent(Int($0)) })
  guard known.rowCount > 0 else {
    throw .empty("no \"\(model.target)\" of \(table.label) is known yet: there is nothing to learn from")
  }
  guard let method = model.calibration else {
    return try train(model.learner, on: known, predicting: model.target, from: model.featureNames)
  }
  let cut = Int32(known.rowCount - known.rowCount / 5)
  let first = known.choosing((0..<cut).map { $0 })
  let last = known.choosing((cut..<Int32(known.rowCount)).map { $0 })
  return try train(model.learner, on: first, predicting: model.target, from: model.featureNames)
    .calibrated(on: last, by: method)
}
