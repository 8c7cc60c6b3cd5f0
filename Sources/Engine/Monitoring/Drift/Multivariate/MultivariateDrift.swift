/// How far all features together have moved, window by window: what no column shows by itself.
public struct MultivariateDrift: Sendable {
  public let period: Period
  public let windows: [String]
  /// How well a model tells the window's rows from the reference's: 0.5 is not at all, 1 without fail. Nil where there are
  /// too few rows.
  public let separability: [MetricValue?]
  /// The mean distance of a row from what the reference's principal components say of it, as a multiple of the reference's
  /// own.
  public let reconstruction: [Double?]
  /// Where the reference's own windows lie, three standard deviations to either side; nil where it has fewer than four.
  public let usualReconstruction: Interval?
  /// How many components there are, and the share of variance that they hold.
  public let components: Int
  public let explainedShare: Double
  /// Of the window that is told apart best, what it is told apart by: shares that sum to 1.
  public let reasons: [Reason]
  /// Features that cannot be compared, with the reason.
  public let uncompared: [String]

  public struct Reason: Sendable, Encodable {
    public let feature: String
    public let share: Double
  }

  /// From here on a window's rows are plainly others.
  public static let limit = 0.6
}

extension MonitorReport {
  /// Trains trees to tell each window from the reference, and measures how well the reference's principal components
  /// reconstruct its rows (as NannyML's data reconstruction: categories by their frequency, gaps by the mean, standardised).
  ///
  /// Costs two small trainings a window, on at most 4,000 rows of either side, and one pass over all rows.
  /// - Throws: where the reference is no table of its own, or a feature is not there.
  public var multivariate: MultivariateDrift {
    get throws(DataError) {
      guard let reference = data.reference.table else {
        throw .invalid("all features together are compared with a reference of its own: monitor against: a table")
      }
      let compared = ComparedFeatures(data.monitored.featureNames, data.table, reference)
      let names = compared.names
      let told = try separabilities(names, reference)
      let space = try FeatureSpace(names, reference)
      let distances = try space.distances(data.table)
      let own = try space.distances(reference)
      let mean = own.reduce(0, +) / Double(max(1, own.count))
      func ratio(_ rows: [Int32], _ distances: [Double]) -> Double? {
        guard rows.count >= DriftFigures.fewestRows, mean > 0 else { return nil }
        return rows.reduce(0) { $0 + distances[Int($1)] } / Double(rows.count) / mean
      }
      var usual: Interval?
      if let dates = data.dates, reference.hasColumn(dates) {
        let cut = try reference.windows(every: period, on: dates)
        let ratios = cut.windows.filter { !$0.isPartial }.compactMap { ratio($0.rows, own) }
        usual = UsualRange(of: ratios)?.interval(3)
      }
      let best = told.enumerated().max { ($0.element?.value.value ?? 0) < ($1.element?.value.value ?? 0) }
      return MultivariateDrift(
        period: period, windows: windows.map(\.label), separability: told.map { $0?.value },
        reconstruction: data.windows.windows.map { ratio($0.rows, distances) }, usualReconstruction: usual,
        components: space.components.components.count, explainedShare: space.components.explainedShare,
        reasons: best?.element?.reasons ?? [], uncompared: compared.uncompared)
    }
  }

  private typealias Told = (value: MetricValue, reasons: [MultivariateDrift.Reason])

  private func separabilities(_ names: [String], _ reference: Table) throws(DataError) -> [Told?] {
    let (table, cut) = (data.table, data.windows.windows)
    let all = (0..<Int32(reference.rowCount)).map { $0 }
    let settings = BoostedTrees.Settings(rounds: 40, leaves: 8, learningRate: 0.1)
    let results = mapInParallel(cut.count) { index -> Result<Told?, DataError> in
      Result { () throws(DataError) -> Told? in
        guard cut[index].rowCount >= DriftFigures.fewestRows, !names.isEmpty else { return nil }
        let separation = try RowSeparation(
          names, reference, all, table, cut[index].rows, mostRows: 4000, seed: 5)
        let outcomes = Outcomes.binary(separation.outcomes(separation.chances(settings)))
        let reasons = zip(names, separation.importance(settings)).map {
          MultivariateDrift.Reason(feature: $0, share: $1)
        }
        .sorted { ($1.share, $0.feature) < ($0.share, $1.feature) }
        return (MetricValue(.rocAUC, outcomes), reasons)
      }
    }
    var told: [Told?] = []
    for result in results { told.append(try result.get()) }
    return told
  }
}

/// Features as standardised numbers of the reference, and their principal components.
private struct FeatureSpace {
  let components: PrincipalComponents
  private let names: [String]
  private let scales: [Scale]

  private struct Scale {
    let mean: Double
    let deviation: Double
    /// Of a category, its share of the reference's rows; nil of numbers.
    let frequencies: [String: Double]?
  }

  init(_ names: [String], _ reference: Table) throws(DataError) {
    self.names = names
    var scales: [Scale] = []
    for name in names {
      let column = try reference.column(name)
      var frequencies: [String: Double]?
      if !column.isNumeric {
        let categories = try reference.categoryDistribution(of: name)
        let count = Double(max(1, categories.count))
        frequencies = categories.counts.mapValues { Double($0) / count }
      }
      let values = Self.numbers(column, frequencies).filter { $0.isFinite }
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
      scales.append(Scale(mean: mean, deviation: spread > 0 ? spread.squareRoot() : 1, frequencies: frequencies))
    }
    self.scales = scales
    components = PrincipalComponents(
      try Self.standardised(names, scales, reference), holding: 0.65)
  }

  private static func numbers(_ column: Column, _ frequencies: [String: Double]?) -> [Double] {
    guard let frequencies else { return column.numbers() ?? [Double](repeating: .nan, count: column.count) }
    return (0..<column.count).map { row in column.text(at: row).map { frequencies[$0] ?? 0 } ?? .nan }
  }

  private static func standardised(_ names: [String], _ scales: [Scale], _ table: Table) throws(DataError) -> [[Double]]
  {
    var columns: [[Double]] = []
    for (name, scale) in zip(names, scales) {
      let values = numbers(try table.column(name), scale.frequencies)
      columns.append(values.map { $0.isFinite ? ($0 - scale.mean) / scale.deviation : 0 })
    }
    return columns
  }

  /// How far each row lies from what the components say of it.
  func distances(_ table: Table) throws(DataError) -> [Double] {
    let columns = try Self.standardised(names, scales, table)
    let components = components
    return mapInParallel((table.rowCount + 8191) / 8192) { chunk in
      (chunk * 8192..<min(table.rowCount, (chunk + 1) * 8192)).map { row in components.distance(columns.map { $0[row] })
      }
    }.flatMap(\.self)
  }
}

extension MultivariateDrift: Encodable {
  private enum Key: String, CodingKey {
    case period, windows, separability, reconstruction, usualReconstruction, components, explainedShare, reasons,
      uncompared
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(period.name, forKey: .period)
    try container.encode(windows, forKey: .windows)
    try container.encode(separability.map { $0?.value }, forKey: .separability)
    try container.encode(reconstruction, forKey: .reconstruction)
    try container.encodeIfPresent(usualReconstruction, forKey: .usualReconstruction)
    try container.encode(components, forKey: .components)
    try container.encode(explainedShare, forKey: .explainedShare)
    try container.encode(reasons, forKey: .reasons)
    if !uncompared.isEmpty { try container.encode(uncompared, forKey: .uncompared) }
  }
}
