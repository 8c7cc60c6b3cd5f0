/// What a feature's windows are compared with, prepared once.
enum DriftReference: Sendable {
  /// Numbers, with the counts between their deciles.
  case numeric(ReferenceSample, edges: [Double], counts: [Int])
  /// Categories in a fixed order, with their counts.
  case category([String], [Int], missing: Int)

  init(_ distribution: Distribution) {
    switch distribution {
    case .numeric(let numbers):
      let edges = PopulationStability.edges(of: numbers)
      self = .numeric(ReferenceSample(numbers), edges: edges, counts: numbers.counts(betweenEdges: edges))
    case .category(let categories):
      let names = categories.counts.keys.sorted()
      self = .category(names, names.map { categories.counts[$0] ?? 0 }, missing: categories.missingCount)
    }
  }

  var count: Int {
    switch self {
    case .numeric(let sample, _, _): sample.count
    case .category(_, let counts, _): counts.reduce(0, +)
    }
  }

  var missingShare: Double {
    let missing: Int
    switch self {
    case .numeric(let sample, _, _): missing = sample.distribution.missingCount
    case .category(_, _, let count): missing = count
    }
    return count + missing > 0 ? Double(missing) / Double(count + missing) : 0
  }

  /// Counts of both sides: by category, or between the reference's deciles. Nil where the kinds differ.
  func shares(of current: Distribution) -> CategoryComparison? {
    switch (self, current) {
    case (.numeric(_, let edges, let counts), .numeric(let numbers)):
      return CategoryComparison(reference: counts, current: numbers.counts(betweenEdges: edges))
    case (.category(let names, let counts, _), .category(let categories)):
      let known = names.map { categories.counts[$0] ?? 0 }
      let unknown = categories.counts.keys.count == known.count { $0 > 0 } ? [] : newCategories(in: categories)
      return CategoryComparison(
        reference: counts + unknown.map { _ in 0 }, current: known + unknown.map(\.count))
    default: return nil
    }
  }

  /// A window's distribution, if it can be compared; one without a value has no kind, and is missing of the
  /// reference's.
  func matched(_ current: Distribution) -> Distribution? {
    switch (self, current) {
    case (.numeric, .numeric), (.category, .category): return current
    case (.numeric, .category) where current.count == 0:
      return .numeric(NumericDistribution(values: [], cumulativeCounts: [], missingCount: current.missingCount))
    case (.category, .numeric) where current.count == 0:
      return .category(CategoryDistribution(counts: [:], missingCount: current.missingCount))
    default: return nil
    }
  }

  /// Categories that the reference does not hold, by falling count, then by name.
  func newCategories(in current: CategoryDistribution) -> [(category: String, count: Int)] {
    guard case .category(let names, _, _) = self else { return [] }
    let known = Set(names)
    return current.counts.filter { !known.contains($0.key) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ($0.key, $0.value) }
  }

  /// How far a window has moved by a measure; nil where a side is empty, or the measure reads other columns.
  func value(of measure: DriftMeasure, in current: Distribution) -> Double? {
    guard count > 0, current.count > 0 else { return nil }
    let value: Double?
    switch measure {
    case .psi: value = shares(of: current)?.populationStability
    case .jensenShannon: value = shares(of: current)?.jensenShannon
    case .hellinger: value = shares(of: current)?.hellinger
    case .totalVariation: value = shares(of: current)?.totalVariation
    case .chiSquared: value = shares(of: current)?.chiSquared?.pValue
    case .gTest: value = shares(of: current)?.gTest?.pValue
    case .proportions, .fisherExact: value = truthValue(measure, current)
    default: value = numberValue(measure, current)
    }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  private func numberValue(_ measure: DriftMeasure, _ current: Distribution) -> Double? {
    guard case .numeric(let reference, _, _) = self, case .numeric(let current) = current else { return nil }
    switch measure {
    case .kolmogorovSmirnov: return KolmogorovSmirnov(reference: reference.distribution, current: current).statistic
    case .wasserstein: return reference.normedWassersteinDistance(to: current)
    case .energyDistance: return reference.energyDistance(to: current)
    case .cramerVonMises: return reference.cramerVonMises(current)?.pValue
    case .andersonDarling: return reference.andersonDarling(current)?.pValue
    case .mannWhitney: return reference.mannWhitney(current)?.pValue
    case .welch: return reference.welch(current)?.pValue
    case .levene: return reference.levene(current)?.pValue
    default: return nil
    }
  }

  private func truthValue(_ measure: DriftMeasure, _ current: Distribution) -> Double? {
    guard case .category(let names, let counts, _) = self, case .category(let current) = current,
      Set(names).union(current.counts.keys).isSubset(of: ["true", "false"])
    else { return nil }
    let known = Dictionary(uniqueKeysWithValues: zip(names, counts))
    let (a, b) = (known["true"] ?? 0, known["false"] ?? 0)
    let (c, d) = (current.counts["true"] ?? 0, current.counts["false"] ?? 0)
    if measure == .fisherExact { return ShareTests.fisherExact(a, b, c, d)?.pValue }
    return ShareTests.proportions(
      successes: (Double(a), Double(c)), trials: (Double(a + b), Double(c + d)))?.pValue
  }

  /// The test that fits the feature's kind: Kolmogorov–Smirnov of numbers, χ² of categories.
  func pValue(of current: Distribution) -> Double? {
    guard count > 0, current.count > 0 else { return nil }
    switch (self, current) {
    case (.numeric(let reference, _, _), .numeric(let current)):
      return KolmogorovSmirnov(reference: reference.distribution, current: current).pValue
    case (.category, .category): return shares(of: current)?.chiSquared?.pValue
    default: return nil
    }
  }
}

extension ColumnDigest {
  init(_ reference: DriftReference) {
    switch reference {
    case .numeric(let sample, _, _): self.init(.numeric(sample.distribution))
    case .category(let names, let counts, let missing):
      self.init(
        .category(
          CategoryDistribution(counts: Dictionary(uniqueKeysWithValues: zip(names, counts)), missingCount: missing)))
    }
  }
}
