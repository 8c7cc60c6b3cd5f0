/// How one feature moved from its reference, window by window.
public struct FeatureDrift: Sendable, Codable {
  public let feature: String
  public let isCategorical: Bool
  /// One a window, in the order of the report's windows.
  public let windows: [DriftFigures]

  public var largestPSI: Double? { windows.compactMap(\.psi).max() }
}

/// A feature in one window, beside its reference.
public struct DriftFigures: Sendable, Codable {
  /// Rows of the window in which the feature has a value.
  public let rows: Int
  /// From 0 to 1.
  public let missingShare: Double
  /// Population stability index over the reference's deciles, or over categories; nil where a side is empty.
  public let psi: Double?
  /// The Kolmogorov–Smirnov distance, of numbers only, with its p-value.
  public let kolmogorovSmirnov: Double?
  /// Pearson's chi-squared statistic, of categories only.
  public let chiSquared: Double?
  /// Of the test that fits the feature's kind; tiny values are no alarm with many rows.
  public let pValue: Double?
  /// Categories that the reference does not know, by falling count, at most five.
  public let newCategories: [String]

  /// Compares a window with the reference; both are of the same kind.
  init(reference: Distribution, current: Distribution) {
    rows = current.count
    let all = current.count + current.missingCount
    missingShare = all > 0 ? Double(current.missingCount) / Double(all) : 0
    var psi: Double?
    var distance: Double?
    var statistic: Double?
    var pValue: Double?
    var strangers: [String] = []
    switch (reference, current) {
    case (.numeric(let reference), .numeric(let current)) where reference.count > 0 && current.count > 0:
      psi = PopulationStability.index(reference: reference, current: current)
      let test = KolmogorovSmirnov(reference: reference, current: current)
      distance = test.statistic
      pValue = test.pValue
    case (.category(let reference), .category(let current)) where reference.count > 0 && current.count > 0:
      psi = PopulationStability.index(reference: reference, current: current)
      let test = CategoryComparison(reference: reference, current: current).chiSquared
      statistic = test?.statistic
      pValue = test?.pValue
      strangers = current.ranked.map(\.category).filter { reference.counts[$0] == nil }
    default: break
    }
    self.psi = psi.flatMap { $0.isFinite ? $0 : nil }
    kolmogorovSmirnov = distance
    chiSquared = statistic
    self.pValue = pValue
    newCategories = Array(strangers.prefix(5))
  }

  /// The figure that a watch or a goal asks for.
  public func value(_ measure: DriftMeasure) -> Double? {
    switch measure {
    case .psi: psi
    case .kolmogorovSmirnov: kolmogorovSmirnov
    }
  }
}
