extension MonitoredData {
  /// The movement of every feature, of the prediction and of the target.
  func drifts(by measures: [DriftMeasure]) throws(DataError) -> [FeatureDrift] {
    let columns = followed
    let choice = try ReferenceChoice(self)
    let found = mapInParallel(columns.count) { index in
      Result { () throws(DataError) -> FeatureDrift? in
        try column(columns[index], choice).map { FeatureDrift(columns[index], $0, measures) }
      }
    }
    var drifts: [FeatureDrift] = []
    for result in found { if let drift = try result.get() { drifts.append(drift) } }
    return drifts.correctedForTests
  }

  /// The columns in one window: the same comparison, and the distributions of both sides.
  ///
  /// - Parameter place: the window's, among all.
  func drift(in place: Int) throws(DataError) -> WindowDrift {
    let window = windows.windows[place]
    let choice = try ReferenceChoice(self)
    let before = choice.rowCount(for: place, among: windows.windows)
    func nothing(_ gap: String) -> WindowDrift {
      WindowDrift(label: window.label, rows: window.rowCount, referenceRows: before, columns: [], gap: gap)
    }
    guard window.rowCount > 0 else { return nothing("nothing came in \(window.label)") }
    guard before > 0 else {
      return nothing("there is no whole \(windows.period.shortName) before \(window.label) to compare it with")
    }
    var columns: [ColumnDrift] = []
    for followed in followed {
      guard let column = try column(followed, choice), let reference = column.references[place] else { continue }
      columns.append(
        ColumnDrift(
          followed.name, followed.role, isCategorical: !column.type.isNumeric, reference, column.windows?[place],
          column.currentType))
    }
    return WindowDrift(label: window.label, rows: window.rowCount, referenceRows: before, ranking: columns)
  }

  private var followed: [FollowedColumn] {
    monitored.featureNames.map { FollowedColumn(name: $0, role: .feature) } + [
      FollowedColumn(name: "prediction", role: .prediction), FollowedColumn(name: target, role: .target),
    ]
  }

  /// Nil where there is nothing to follow: no prediction, or no outcome.
  private func column(
    _ followed: FollowedColumn, _ choice: ReferenceChoice
  ) throws(DataError) -> ComparedColumn? {
    let current = try source(followed, table, predictions)
    var before: (any Aggregator)?
    if let reference = reference.table {
      before = try source(followed, reference, referencePredictions)
      if before == nil, followed.role == .feature {
        // The reference must have what is compared with it.
        _ = try reference.column(followed.name)
      }
    }
    guard followed.role == .feature || (current != nil && (before != nil || reference.table == nil)) else { return nil }
    guard let type = try (before ?? current)?.type(of: followed.name) else {
      throw .unknownColumn(followed.name, available: table.columnNames, table: table.label)
    }
    let distributions = try current.map { (current) throws(DataError) in
      try current.distributions(of: followed.name, in: windows.windows)
    }
    return ComparedColumn(
      type: type, currentType: try current?.type(of: followed.name), windows: distributions,
      references: try DriftReferences(choice, before, followed.name, windowed: distributions))
  }

  /// Where a column's values are asked for; of a target only known outcomes count, which a missing value is not.
  private func source(
    _ followed: FollowedColumn, _ table: Table, _ predictions: Predictions?
  ) throws(DataError) -> (any Aggregator)? {
    switch followed.role {
    case .feature, .target: return table.hasColumn(followed.name) ? table : nil
    case .prediction:
      guard let predictions else { return nil }
      return try Table(label: "predictions", columns: [(name: followed.name, column: predictions.column)])
    }
  }
}

/// A column whose movement is followed.
private struct FollowedColumn: Sendable {
  let name: String
  let role: FeatureDrift.Role
}

/// A column in every window, and what each is compared with.
private struct ComparedColumn {
  /// The reference's, where it has one of its own.
  let type: ColumnType
  /// Nil where the rows have no such column, as `windows` is.
  let currentType: ColumnType?
  let windows: [Distribution]?
  let references: DriftReferences
}

extension FeatureDrift {
  fileprivate init(_ followed: FollowedColumn, _ column: ComparedColumn, _ measures: [DriftMeasure]) {
    let figures = (0..<column.references.count).map { place -> DriftFigures in
      guard let current = column.windows?[place] else { return DriftFigures(gap: .absent) }
      guard let reference = column.references[place] else {
        return DriftFigures(gap: .noReference, rows: current.count)
      }
      return DriftFigures(reference, current, column.currentType, measures)
    }
    self.init(
      feature: followed.name, role: followed.role, isCategorical: !column.type.isNumeric, windows: figures,
      reference: column.references.digest)
  }
}

extension Array where Element == FeatureDrift {
  /// With p-values that are corrected for the number of columns tested in each window.
  fileprivate var correctedForTests: [FeatureDrift] {
    guard let count = first?.windows.count else { return self }
    var windows = map(\.windows)
    for window in 0..<count {
      let adjusted = MultipleTesting.benjaminiHochberg.adjusted(map { $0.windows[window].pValue })
      for index in indices { windows[index][window].adjustedPValue = adjusted[index] }
    }
    return zip(self, windows).map {
      FeatureDrift(
        feature: $0.feature, role: $0.role, isCategorical: $0.isCategorical, windows: $1, reference: $0.reference)
    }
  }
}
