/// How the columns of some rows compare with those of a reference: one look, with both distributions.
public struct WindowDrift: Sendable {
  /// What the rows are called: a window, or a table.
  public let label: String
  public let rows: Int
  public let referenceRows: Int
  /// The columns by falling PSI, those that cannot be compared last.
  public let columns: [ColumnDrift]
  /// Why nothing is compared; nil where something is.
  public let gap: String?

  /// Columns whose movement is large enough to act on, and no chance.
  public var moved: [ColumnDrift] { columns.filter(\.hasMoved) }
}

/// One column beside its reference.
public struct ColumnDrift: Sendable {
  public let name: String
  public let role: FeatureDrift.Role
  public let isCategorical: Bool
  public let figures: DriftFigures
  public let reference: ColumnDigest
  public let histogram: PairedHistogram?

  /// The significance level after correction for the other columns' tests.
  public static let level = 0.05

  /// A PSI over 0.1, and a test that does not take it for chance.
  public var hasMoved: Bool {
    guard let psi = figures.psi else { return false }
    return psi > 0.1 && (figures.adjustedPValue ?? 1) < Self.level
  }
}

/// Two distributions of one column over the same bins.
public struct PairedHistogram: Sendable, Equatable {
  public enum Bins: Sendable, Equatable {
    /// One more edge than bins; the outermost are open.
    case numbers(edges: [Double])
    /// The most frequent categories; the last bin may hold all others.
    case categories([String])
  }

  public let bins: Bins
  /// Rows in each bin.
  public let reference: [Int]
  public let current: [Int]

  private static let mostBins = 24
  private static let mostCategories = 8

  /// Nil where the kinds differ or nothing is known of a side.
  init?(_ before: DriftReference, _ current: Distribution) {
    guard before.count > 0, current.count > 0 else { return nil }
    switch (before, current) {
    case (.numeric(let sample, _, _), .numeric(let numbers)):
      let edges = Self.edges(sample.distribution, numbers)
      guard edges.count > 1 else { return nil }
      let inner = Array(edges.dropFirst().dropLast())
      bins = .numbers(edges: edges)
      reference = sample.distribution.counts(betweenEdges: inner)
      self.current = numbers.counts(betweenEdges: inner)
    case (.category(let names, let counts, _), .category(let categories)):
      let known = Dictionary(uniqueKeysWithValues: zip(names, counts))
      let all = Set(names).union(categories.counts.keys)
      let (n, m) = (Double(before.count), Double(categories.count))
      func weight(_ name: String) -> Double {
        Double(known[name] ?? 0) / n + Double(categories.counts[name] ?? 0) / m
      }
      let ranked = all.map { (name: $0, weight: weight($0)) }.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
      let shown = ranked.prefix(ranked.count <= Self.mostCategories + 1 ? ranked.count : Self.mostCategories).map(
        \.name)
      let rest = ranked.count - shown.count
      var (left, right) = (shown.map { known[$0] ?? 0 }, shown.map { categories.counts[$0] ?? 0 })
      if rest > 0 {
        left.append(before.count - left.reduce(0, +))
        right.append(categories.count - right.reduce(0, +))
      }
      bins = .categories(shown + (rest > 0 ? ["\(NumberText.whole(rest)) others"] : []))
      (reference, self.current) = (left, right)
    default: return nil
    }
  }

  /// Bins of one width over the middle 99% of both samples; few distinct values have a bin each.
  private static func edges(_ a: NumericDistribution, _ b: NumericDistribution) -> [Double] {
    let low = min(a.quantile(0.005), b.quantile(0.005))
    let high = max(a.quantile(0.995), b.quantile(0.995))
    guard low.isFinite, high.isFinite, (high - low).isFinite else { return [] }
    guard low < high else { return [low - 0.5, low + 0.5] }
    let values = Set(a.values.prefix(mostBins + 1)).union(b.values.prefix(mostBins + 1)).sorted()
    if a.values.count <= mostBins, b.values.count <= mostBins, values.count <= mostBins {
      let middles = zip(values, values.dropFirst()).map { $0 + ($1 - $0) / 2 }
      return [values[0] - (middles[0] - values[0])] + middles
        + [values[values.count - 1] + (values[values.count - 1] - middles[middles.count - 1])]
    }
    var width = (high - low) / Double(mostBins)
    var start = low
    // Whole numbers are not cut between two of them, which would give some bins one more than others.
    if (a.values.prefix(100) + b.values.prefix(100)).allSatisfy({ $0 == $0.rounded() }), width.magnitude < 1e15 {
      width = max(1, width.rounded(.up))
      start = low - 0.5
    }
    var edges = [start]
    while edges[edges.count - 1] < high, edges.count <= mostBins + 1 {
      edges.append(start + Double(edges.count) * width)
    }
    return edges
  }
}

extension MonitorReport {
  /// The columns in one window, each beside its reference.
  ///
  /// - Parameter label: the window's name, such as `2013-W30`.
  /// - Throws: where there is no such window.
  public func drift(in label: String) throws(DataError) -> WindowDrift {
    try data.drift(in: try data.windows.place(of: label))
  }
}

extension Table {
  /// How columns of these rows compare with those of a reference.
  ///
  /// - Parameters:
  ///   - reference: the rows to compare with.
  ///   - columns: nil for all that the reference has.
  /// - Throws: where a table has no rows, or a column is in neither.
  public func drift(from reference: Table, of columns: [String]? = nil) throws(DataError) -> WindowDrift {
    guard reference.rowCount > 0 else { throw .empty("the reference has no rows to compare with") }
    guard rowCount > 0 else { throw .empty("\(label) has no rows to compare") }
    let names = columns ?? reference.columnNames
    guard !names.isEmpty else { throw .invalid("drift needs at least one column to look at") }
    for name in names where !reference.hasColumn(name) {
      throw .unknownColumn(name, available: reference.columnNames, table: reference.label)
    }
    let found = mapInParallel(names.count) { index in
      Result { () throws(DataError) -> ColumnDrift in
        try ColumnDrift(names[index], in: self, hasColumn: hasColumn(names[index]), from: reference)
      }
    }
    var drifts: [ColumnDrift] = []
    for result in found { drifts.append(try result.get()) }
    return WindowDrift(label: label, rows: rowCount, referenceRows: reference.rowCount, ranking: drifts)
  }
}

extension ColumnDrift {
  /// - Parameter hasColumn: whether the rows have it; the reference must.
  fileprivate init(
    _ name: String, in rows: some Aggregator, hasColumn: Bool, from reference: some Aggregator
  ) throws(DataError) {
    self.init(
      name, .feature, isCategorical: try !reference.type(of: name).isNumeric,
      DriftReference(try reference.distribution(of: name)), hasColumn ? try rows.distribution(of: name) : nil,
      hasColumn ? try rows.type(of: name) : nil)
  }

  /// - Parameters:
  ///   - current: what the column holds; nil where there is none.
  ///   - type: what it is now.
  init(
    _ name: String, _ role: FeatureDrift.Role, isCategorical: Bool, _ reference: DriftReference,
    _ current: Distribution?, _ type: ColumnType?
  ) {
    let figures =
      current.map { DriftFigures(reference, $0, type, DriftMeasure.displayed) } ?? DriftFigures(gap: .absent)
    self.init(
      name: name, role: role, isCategorical: isCategorical, figures: figures, reference: ColumnDigest(reference),
      histogram: figures.gap == nil
        ? current.flatMap(reference.matched).flatMap { PairedHistogram(reference, $0) } : nil)
  }
}

extension DriftMeasure {
  /// What a single look says of every column.
  static let displayed: [DriftMeasure] = [.psi, .jensenShannon, .kolmogorovSmirnov, .wasserstein]
}

extension WindowDrift {
  /// Corrects the tests for each other and puts the columns in order.
  init(label: String, rows: Int, referenceRows: Int, ranking columns: [ColumnDrift]) {
    let adjusted = MultipleTesting.benjaminiHochberg.adjusted(columns.map(\.figures.pValue))
    let corrected = zip(columns, adjusted).map { column, pValue in
      var figures = column.figures
      figures.adjustedPValue = pValue
      return ColumnDrift(
        name: column.name, role: column.role, isCategorical: column.isCategorical, figures: figures,
        reference: column.reference, histogram: column.histogram)
    }
    self.init(
      label: label, rows: rows, referenceRows: referenceRows,
      columns: corrected.enumerated().sorted {
        ($1.element.figures.psi ?? -1, $0.offset) < ($0.element.figures.psi ?? -1, $1.offset)
      }.map(\.element), gap: nil)
  }
}
