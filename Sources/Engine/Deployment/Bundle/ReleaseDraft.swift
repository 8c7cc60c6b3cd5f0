/// A version before it is written: its facts, and the files that hold it.
struct ReleaseDraft {
  let facts: ReleaseFacts
  let parts: [String: [UInt8]]

  /// - Throws: as `ModelRegistry.deploy` does.
  init(
    _ model: Model, as name: String, requiring goals: [Goal], evidence: [ModelEvidence], measured: [GoalMeasurement],
    settings: DeploymentSettings
  ) throws(DataError) {
    let stored: [UInt8]
    do { stored = try model.withoutLearnedRows.storedBytes() } catch {
      throw .invalid("the model cannot be deployed: \(error)")
    }
    let fingerprint = FileBytes.fingerprint(of: stored)
    let own = evidence.filter { $0.model == fingerprint }
    let promised = try Self.promised(goals, by: own, measured: measured, as: name)
    guard let training = model.learnedRows ?? settings.reference else {
      throw .invalid(
        "the model was read from a file, which holds none of the rows that it learned from: give rows to compare later "
          + "ones with, such as reference: split.train")
    }
    try Self.check(settings, model, training)
    let columns = model.featureNames + (training.hasColumn(model.target) ? [model.target] : [])
    let reference = try Self.reference(settings, model, training)
    let latest = own.last
    facts = ReleaseFacts(
      form: ReleaseFacts.currentForm, name: name, target: model.target, answer: .init(model.kind),
      learner: model.learner.name,
      features: try Self.fields(model.featureNames, in: training, withholding: settings.withholding),
      kept: try Self.fields(settings.keeping, in: Self.holder(of: settings.keeping, training, settings.reference)),
      withheld: settings.withholding,
      training: .init(
        table: training.label, count: model.trainingRows, sha256: try training.fingerprint(of: columns)),
      reference: .init(
        table: reference.label, count: reference.rowCount,
        sha256: try reference.fingerprint(of: reference.columnNames)),
      judgedRows: latest?.rows ?? 0, figures: latest?.figures ?? [], goals: promised, origin: settings.origin)
    do {
      parts = [
        ModelRegistry.modelFile: stored,
        ModelRegistry.factsFile: Array(ReleaseJSON.data(of: facts)) + [10],
        ModelRegistry.profileFile: Array(ReleaseJSON.data(of: try reference.schema())) + [10],
        ModelRegistry.referenceFile: try reference.storedBytes(),
      ]
    } catch let error as DataError { throw error } catch { throw .invalid("the model cannot be deployed: \(error)") }
  }

  // MARK: Goals

  /// How each goal stands.
  ///
  /// - Throws: where one that must be met is missed, or one about quality was not measured of this model.
  private static func promised(
    _ goals: [Goal], by evidence: [ModelEvidence], measured: [GoalMeasurement], as name: String
  ) throws(DataError) -> [ReleaseFacts.PromisedGoal] {
    var promised: [ReleaseFacts.PromisedGoal] = []
    var missed: [String] = []
    for goal in goals {
      let isOfQuality = if case .metric = goal.measure { true } else { false }
      let known =
        isOfQuality
        ? evidence.last { $0.goals.contains { $0.goal == goal } }?.goals.first { $0.goal == goal }
        : measured.last { $0.goal == goal }
      if goal.priority == .must {
        if let value = known?.value, !goal.bound.admits(value) {
          missed.append("\(goal.text) is missed: it is \(goal.measure.text(value))")
        } else if isOfQuality, known?.value == nil {
          missed.append(
            "\(goal.text) has not been measured of this model: evaluate it with goals: before it is deployed")
        }
      }
      promised.append(
        .init(
          text: goal.text, priority: goal.priority, value: known?.value,
          valueText: known?.value.map(goal.measure.text), isMet: known?.isMet))
    }
    guard missed.isEmpty else {
      throw .invalid("\(name) is not deployed, since a goal that must be met is not: \(missed.joined(separator: "; "))")
    }
    return promised
  }

  // MARK: Columns

  private static func check(
    _ settings: DeploymentSettings, _ model: Model, _ training: Table
  ) throws(DataError) {
    for name in settings.withholding where !model.featureNames.contains(name) {
      throw .unknownColumn(name, available: model.featureNames, table: "the model's features")
    }
    for (place, name) in settings.keeping.enumerated() {
      if model.featureNames.contains(name) {
        throw .invalid("\"\(name)\" is one of the model's features, which the log keeps anyway")
      }
      if name == model.target {
        throw .invalid("\"\(name)\" is what the model predicts: it is not known yet when it is asked")
      }
      if settings.keeping[..<place].contains(name) { throw .invalid("\"\(name)\" is to be kept twice") }
      _ = try holder(of: [name], training, settings.reference).column(name)
    }
    try checkNames(model.featureNames + settings.keeping, target: model.target)
  }

  /// Whether a log can hold columns of these names beside its own.
  private static func checkNames(_ fields: [String], target: String) throws(DataError) {
    for name in fields where PredictionColumns.own.contains(name) {
      throw .invalid("the log has a column \"\(name)\" of its own; rename the table's before the model is trained")
    }
    if target != PredictionColumns.label, PredictionColumns.own.contains(target) {
      throw .invalid(
        "the log has a column \"\(target)\" of its own, and one for what the model predicts; rename the table's before the "
          + "model is trained")
    }
    var known: [String: String] = [:]
    for name in fields {
      if let other = known.updateValue(name, forKey: name.lowercased()) {
        throw .invalid(
          "\"\(other)\" and \"\(name)\" differ by capitals alone, which the log cannot tell apart; rename one of them")
      }
    }
  }

  /// The table in which columns are looked for that the model does not learn from.
  private static func holder(of names: [String], _ training: Table, _ reference: Table?) -> Table {
    if let reference, !names.allSatisfy(training.hasColumn) { return reference }
    return training
  }

  private static func fields(
    _ names: [String], in table: Table, withholding withheld: [String] = []
  ) throws(DataError) -> [ServedField] {
    var fields: [ServedField] = []
    for name in names { fields.append(try ServedField(name, in: table, isWithheld: withheld.contains(name))) }
    return fields
  }

  /// The features, what is kept and the target, where they are known, of evenly chosen rows.
  private static func reference(
    _ settings: DeploymentSettings, _ model: Model, _ training: Table
  ) throws(DataError) -> Table {
    let table = settings.reference ?? training
    guard table.rowCount > 0 else { throw .empty("\(table.label) has no rows to compare later ones with") }
    let features = model.featureNames.filter { !settings.withholding.contains($0) }
    var names = features
    for name in [model.target] + settings.keeping where table.hasColumn(name) { names.append(name) }
    let step = (table.rowCount + ModelRegistry.mostReferenceRows - 1) / ModelRegistry.mostReferenceRows
    let rows = stride(from: Int32(0), to: Int32(table.rowCount), by: max(1, step)).map { $0 }
    let chosen = try table.selecting(names).choosing(rows)
    var columns: [(name: String, column: Column)] = []
    for name in names { columns.append((name, try chosen.column(name))) }
    return try Table(label: table.label, columns: columns)
  }
}

extension Table {
  /// SHA-256 over the names and values of columns, in hexadecimal.
  func fingerprint(of names: [String]) throws(DataError) -> String {
    var digests: [UInt8] = []
    for name in names {
      let column = try column(name)
      do { digests += Array(FileBytes.fingerprint(of: try column.storedBytes()).utf8) } catch {
        throw .invalid("column \"\(name)\" cannot be stored: \(error)")
      }
      digests += Array(name.utf8)
      digests.append(10)
    }
    return FileBytes.fingerprint(of: digests)
  }
}
