/// How one column moved from its reference, window by window.
public struct FeatureDrift: Sendable {
  /// What the column is to the model.
  public enum Role: String, Sendable, Codable {
    case feature, prediction, target
  }

  public let feature: String
  public let role: Role
  public let isCategorical: Bool
  /// One a window, in the order of the report's windows.
  public let windows: [DriftFigures]
  /// What the reference holds.
  public let reference: ColumnDigest

  /// The largest PSI of windows with rows enough.
  public var largestPSI: Double? { windows.compactMap(\.psi).max() }
}

/// A column in one window, beside its reference.
public struct DriftFigures: Sendable {
  /// Why there is nothing to compare.
  public enum Gap: Sendable, Hashable {
    /// The table has no such column.
    case absent
    /// The column holds something else than the reference's: "strings".
    case otherType(String)
    /// There are too few rows to say.
    case tooFew(Int)
    /// There is nothing before the window to compare it with.
    case noReference
  }

  /// The fewest rows of which a window says anything.
  public static let fewestRows = 20

  /// Rows of the window in which the column has a value.
  public let rows: Int
  /// From 0 to 1; nil where the window has no rows, or the table no such column.
  public let missingShare: Double?
  public let gap: Gap?
  /// The measures that were asked for and apply to the column.
  public let values: [DriftMeasure: Double]
  /// Of the test that fits the column's kind; tiny values are no alarm with many rows.
  public let pValue: Double?
  /// The same, corrected for the tests of the window's other columns.
  public internal(set) var adjustedPValue: Double?
  /// Categories that the reference does not know, by falling count, at most five, and the share of values in them.
  public let newCategories: [String]
  public let newShare: Double
  /// Categories that the reference would let expect at least ten times, and that do not occur, at most five.
  public let lostCategories: [String]
  /// The share of numbers that lie below the reference's lowest or above its highest.
  public let outsideShare: Double
  public let digest: ColumnDigest?

  public var psi: Double? { values[.psi] }
  public var kolmogorovSmirnov: Double? { values[.kolmogorovSmirnov] }

  /// The figure that a watch or a goal asks for.
  public func value(_ measure: DriftMeasure) -> Double? { values[measure] }
}

extension DriftFigures {
  /// Nothing to compare.
  init(gap: Gap, rows: Int = 0, missingShare: Double? = nil) {
    self.init(
      rows: rows, missingShare: missingShare, gap: gap, values: [:], pValue: nil, adjustedPValue: nil,
      newCategories: [], newShare: 0, lostCategories: [], outsideShare: 0, digest: nil)
  }

  /// Compares what a column holds now with its reference.
  ///
  /// - Parameter type: what the column is now, for the case that it is something else.
  init(_ reference: DriftReference, _ current: Distribution, _ type: ColumnType?, _ measures: [DriftMeasure]) {
    guard let matching = reference.matched(current) else {
      let all = current.count + current.missingCount
      self.init(
        gap: .otherType(type?.plural ?? ""), rows: current.count,
        missingShare: all > 0 ? Double(current.missingCount) / Double(all) : nil)
      return
    }
    self.init(reference, matching, measures)
  }

  /// Compares two sides of the same kind.
  private init(_ reference: DriftReference, _ current: Distribution, _ measures: [DriftMeasure]) {
    let all = current.count + current.missingCount
    let missingShare = all > 0 ? Double(current.missingCount) / Double(all) : nil
    guard all >= Self.fewestRows else {
      self.init(gap: .tooFew(all), rows: current.count, missingShare: missingShare)
      return
    }
    var values: [DriftMeasure: Double] = [:]
    for measure in measures { values[measure] = reference.value(of: measure, in: current) }
    var strangers: [(category: String, count: Int)] = []
    var lost: [String] = []
    var outside = 0
    switch (reference, current) {
    case (.category(let names, let counts, _), .category(let categories)):
      strangers = reference.newCategories(in: categories)
      let scale = Double(current.count) / Double(max(1, reference.count))
      lost = zip(names, counts).filter { categories.counts[$0] == nil && Double($1) * scale >= 10 }
        .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
    case (.numeric(let sample, _, _), .numeric(let numbers)):
      if let low = sample.distribution.values.first, let high = sample.distribution.values.last {
        outside = numbers.count(below: low) + numbers.count - numbers.count(upTo: high)
      }
    default: break
    }
    let count = Double(max(1, current.count))
    self.init(
      rows: current.count, missingShare: missingShare, gap: nil, values: values,
      pValue: reference.pValue(of: current), adjustedPValue: nil,
      newCategories: strangers.prefix(5).map(\.category),
      newShare: Double(strangers.reduce(0) { $0 + $1.count }) / count, lostCategories: Array(lost.prefix(5)),
      outsideShare: Double(outside) / count, digest: ColumnDigest(current))
  }
}

/// What a column holds, in a few figures.
public enum ColumnDigest: Sendable, Equatable {
  /// The mean, and the values below which 5, 25, 50, 75 and 95 per cent lie.
  case numbers(mean: Double, quantiles: [Double])
  /// The most frequent categories, at most five, with their shares.
  case categories([CategoryShare])
  /// No value at all.
  case empty

  public struct CategoryShare: Sendable, Equatable, Codable {
    public let category: String
    public let share: Double
  }

  public static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

  init(_ distribution: Distribution) {
    guard distribution.count > 0 else {
      self = .empty
      return
    }
    switch distribution {
    case .numeric(let numbers):
      let mean = numbers.mean
      self = .numbers(
        mean: mean.isFinite ? mean : numbers.quantile(0.5), quantiles: Self.shares.map { numbers.quantile($0) })
    case .category(let categories):
      let count = Double(categories.count)
      self = .categories(
        categories.ranked.prefix(5).map { CategoryShare(category: $0.category, share: Double($0.count) / count) })
    }
  }
}
