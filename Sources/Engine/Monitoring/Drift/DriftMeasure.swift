/// A figure of how far a feature has moved from its reference: a value that knows its name, its range, the columns it
/// reads and what its number means.
public enum DriftMeasure: String, Sendable, Hashable, Codable, CaseIterable {
  // Distances of shares: of categories, or of numbers in bins at the reference's deciles.
  case psi, jensenShannon, hellinger, totalVariation
  // Distances of numbers.
  case kolmogorovSmirnov, wasserstein, energyDistance
  // Tests, whose figure is the p-value.
  case cramerVonMises, andersonDarling, mannWhitney, welch, levene
  case chiSquared, gTest
  case proportions, fisherExact

  public var name: String {
    switch self {
    case .psi: "PSI"
    case .jensenShannon: "Jensen–Shannon distance"
    case .hellinger: "Hellinger distance"
    case .totalVariation: "total variation"
    case .kolmogorovSmirnov: "KS"
    case .wasserstein: "Wasserstein distance"
    case .energyDistance: "energy distance"
    case .cramerVonMises: "Cramér–von Mises p-value"
    case .andersonDarling: "Anderson–Darling p-value"
    case .mannWhitney: "Mann–Whitney p-value"
    case .welch: "Welch's p-value"
    case .levene: "Levene's p-value"
    case .chiSquared: "chi-squared p-value"
    case .gTest: "G test's p-value"
    case .proportions: "p-value of proportions"
    case .fisherExact: "Fisher's p-value"
    }
  }

  /// One sentence for a reader who does not know the figure.
  public var meaning: String {
    switch self {
    case .psi: "the population stability index: 0 is no movement"
    case .jensenShannon: "how far shares lie apart by information, from 0 to 0.83"
    case .hellinger: "how far the roots of shares lie apart, 0 to 1"
    case .totalVariation: "the share of rows that would have to change their value, 0 to 1"
    case .kolmogorovSmirnov: "the largest distance of two distribution functions, 0 to 1"
    case .wasserstein: "how far values have moved on average, in standard deviations of the reference"
    case .energyDistance: "how far two distributions lie apart, in the root of the feature's unit"
    case .cramerVonMises: "the chance of so large a distance of two distribution functions if nothing had changed"
    case .andersonDarling: "the chance of such a difference if nothing had changed, the tails looked at closely"
    case .mannWhitney: "the chance of so large a shift of ranks if neither sample tended to larger values"
    case .welch: "the chance of so large a difference of means if they were the same"
    case .levene: "the chance of so large a difference of spread if it were the same"
    case .chiSquared: "the chance of such a difference of shares if nothing had changed"
    case .gTest: "the chance of such a difference of shares, by likelihoods, if nothing had changed"
    case .proportions: "the chance of such a difference of a truth value's share if nothing had changed"
    case .fisherExact: "the exact chance of such a difference of a truth value's share if nothing had changed"
    }
  }

  /// What a figure can be computed from.
  public enum Reads: Sendable, Hashable {
    case anything, numbers, truthValues
  }

  public var reads: Reads {
    switch self {
    case .psi, .jensenShannon, .hellinger, .totalVariation, .chiSquared, .gTest: .anything
    case .kolmogorovSmirnov, .wasserstein, .energyDistance, .cramerVonMises, .andersonDarling, .mannWhitney, .welch,
      .levene:
      .numbers
    case .proportions, .fisherExact: .truthValues
    }
  }

  /// Whether the figure is a p-value, of which the small ones alarm.
  public var isPValue: Bool {
    switch self {
    case .cramerVonMises, .andersonDarling, .mannWhitney, .welch, .levene, .chiSquared, .gTest, .proportions,
      .fisherExact:
      true
    default: false
    }
  }

  /// The values that the figure can take.
  public var range: ClosedRange<Double> {
    switch self {
    case .psi, .wasserstein, .energyDistance: 0...Double.infinity
    case .jensenShannon: 0...0.8325546111576977
    default: 0...1
    }
  }

  /// From where on practice takes a movement for one: over it for a distance, under it for a p-value. Nil where it
  /// depends on the feature's unit.
  public var usualLimit: Double? {
    switch self {
    case .psi: 0.2
    case .jensenShannon, .hellinger, .totalVariation, .kolmogorovSmirnov, .wasserstein: 0.1
    case .energyDistance: nil
    default: 0.01
    }
  }

  /// A value of the figure as a report writes it.
  public func text(_ value: Double) -> String {
    isPValue ? NumberText.pValue(value) : NumberText.decimal(value, decimals: 2)
  }
}
