/// The rows that a monitor looked at: what its later questions are answered from.
struct MonitoredData: Sendable {
  let monitored: Monitored
  let table: Table
  let reference: MonitorReference
  let season: Season?
  /// The column of dates.
  let dates: String?
  let windows: Windows
  /// Nil where the rows lack what the model needs.
  let predictions: Predictions?
  let known: KnownOutcomes?
  /// Of a reference that is a table of its own.
  let referencePredictions: Predictions?
  let referenceKnown: KnownOutcomes?
  /// The reference's outcomes as an honest judge of the model has them.
  let unlearned: UnlearnedOutcomes

  /// - Parameter unlearned: nil to make them of the reference, where they are asked for.
  init(
    monitored: Monitored, table: Table, reference: MonitorReference, season: Season?, dates: String?, windows: Windows,
    predictions: Predictions?, known: KnownOutcomes?, referencePredictions: Predictions?,
    referenceKnown: KnownOutcomes?, unlearned: UnlearnedOutcomes? = nil
  ) {
    self.monitored = monitored
    self.table = table
    self.reference = reference
    self.season = season
    self.dates = dates
    self.windows = windows
    self.predictions = predictions
    self.known = known
    self.referencePredictions = referencePredictions
    self.referenceKnown = referenceKnown
    self.unlearned = unlearned ?? UnlearnedOutcomes(monitored, reference, referenceKnown)
  }

  var target: String { monitored.target }
  var kind: TargetKind { monitored.kind }

  // MARK: Quality

  /// The model's figures in every window.
  var performances: [WindowPerformance] {
    get throws(DataError) {
      guard let known else { return windows.windows.map { WindowPerformance($0, .none(kind), kind) } }
      let (outcomes, predictions, outcome) = try known.table(kind, rowCount: table.rowCount)
      return try Self.performances(
        windows.windows, kind, in: outcomes, predictions: predictions, outcome: outcome)
    }
  }

  private static func performances(
    _ windows: [Window], _ kind: TargetKind, in source: some Aggregator, predictions: [String], outcome: String
  ) throws(DataError) -> [WindowPerformance] {
    let counts = try source.outcomeCounts(kind, predictions: predictions, outcome: outcome, in: windows)
    return mapInParallel(windows.count) { index in
      WindowPerformance(windows[index], counts[index].rowCount > 0 ? counts[index].rows : .none(kind), kind)
    }
  }

  // MARK: Movement

  /// The movement of every feature, of the prediction and of the target.
  func drifts(by measures: [DriftMeasure]) throws(DataError) -> [FeatureDrift] {
    let columns =
      monitored.featureNames.map { Followed(name: $0, role: .feature) } + [
        Followed(name: "prediction", role: .prediction), Followed(name: target, role: .target),
      ]
    let found = mapInParallel(columns.count) { index in
      Result { () throws(DataError) -> FeatureDrift? in try drift(of: columns[index], by: measures) }
    }
    var drifts: [FeatureDrift] = []
    for result in found { if let drift = try result.get() { drifts.append(drift) } }
    return drifts.correctedForTests
  }

  private struct Followed: Sendable {
    let name: String
    let role: FeatureDrift.Role
  }

  /// Nil where there is nothing to follow: no prediction, or no outcome.
  private func drift(of followed: Followed, by measures: [DriftMeasure]) throws(DataError) -> FeatureDrift? {
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
    let references = try DriftReferences(self, before, followed.name, windowed: distributions)
    let currentType = try current?.type(of: followed.name)
    let figures = windows.windows.indices.map { index -> DriftFigures in
      guard let current = distributions?[index] else { return DriftFigures(gap: .absent) }
      let all = current.count + current.missingCount
      guard let reference = references[index] else { return DriftFigures(gap: .noReference, rows: current.count) }
      guard let matching = reference.matched(current) else {
        return DriftFigures(
          gap: .otherType(currentType?.plural ?? ""), rows: current.count,
          missingShare: all > 0 ? Double(current.missingCount) / Double(all) : nil)
      }
      return DriftFigures(reference, matching, measures)
    }
    return FeatureDrift(
      feature: followed.name, role: followed.role, isCategorical: !type.isNumeric, windows: figures,
      reference: references.digest)
  }

  /// Where a column's values are asked for; of a target only known outcomes count, which a missing value is not.
  private func source(
    _ followed: Followed, _ table: Table, _ predictions: Predictions?
  ) throws(DataError) -> (any Aggregator)? {
    switch followed.role {
    case .feature, .target: return table.hasColumn(followed.name) ? table : nil
    case .prediction:
      guard let predictions else { return nil }
      return try Table(label: "predictions", columns: [(name: followed.name, column: predictions.column)])
    }
  }
}

extension Predictions {
  /// As a column: chances and numbers, or the most probable class.
  var column: Column {
    guard case .multiclass(let names) = kind else { return Column(values) }
    return Column(classes.map { names[$0] })
  }
}

/// What each window of one column is compared with.
private struct DriftReferences {
  private let all: DriftReference?
  /// By season's key; empty without a season.
  private let seasons: [Int: DriftReference]
  private let keys: [Int?]
  /// One a window, where each has its own.
  private let trailing: [DriftReference?]?

  /// - Parameter source: where the reference's values are asked for; nil where it has none.
  init(
    _ data: MonitoredData, _ source: (any Aggregator)?, _ name: String, windowed: [Distribution]?
  ) throws(DataError) {
    switch data.reference {
    case .table(let reference):
      trailing = nil
      all = try source.map { (source) throws(DataError) in DriftReference(try source.distribution(of: name)) }
      guard let season = data.season, let source, let dates = data.dates else {
        (seasons, keys) = ([:], [])
        return
      }
      let (known, windows) = try reference.windows(of: season, on: dates)
      let distributions = try source.distributions(of: name, in: windows)
      seasons = Dictionary(uniqueKeysWithValues: zip(known, distributions.map(DriftReference.init)))
      keys = data.seasonKeys
    case .trailing(let count):
      (all, seasons, keys) = (nil, [:], [])
      trailing = windowed.map { windowed in
        windowed.indices.map { index in
          let before = (0..<index).reversed().filter {
            !data.windows.windows[$0].isPartial && data.windows.windows[$0].rowCount > 0
          }.prefix(count)
          return Distribution(joining: before.reversed().map { windowed[$0] }).map(DriftReference.init)
        }
      }
    }
  }

  subscript(window: Int) -> DriftReference? {
    if let trailing { return trailing[window] }
    guard !keys.isEmpty else { return all }
    // A season that the reference does not know is compared with all of it.
    return keys[window].flatMap { seasons[$0] } ?? all
  }

  var digest: ColumnDigest { all.map(ColumnDigest.init) ?? .empty }
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
