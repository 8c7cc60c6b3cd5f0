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
}

extension Predictions {
  /// As a column: chances and numbers, or the most probable class.
  var column: Column {
    guard case .multiclass(let names) = kind else { return Column(values) }
    return Column(classes.map { names[$0] })
  }
}
