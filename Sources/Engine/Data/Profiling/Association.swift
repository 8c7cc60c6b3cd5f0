/// How two columns go together, over the rows in which both hold a value.
public struct Association: Sendable, Codable, Equatable {
  public let first: String
  public let second: String
  /// Rows in which both hold a value.
  public let rowCount: Int
  /// Pearson's r, from −1 to 1: how close the pairs lie to a straight line. Truth values are 0 and 1. Nil where a
  /// side is a category or constant.
  public let pearson: Double?
  /// Spearman's ρ, from −1 to 1: how close they lie to a line that only rises or only falls. Nil as `pearson`.
  public let spearman: Double?
  /// Cramér's V, from 0 to 1, less what chance would give (Bergsma 2013); numbers are cut into tenths of the rows. Nil
  /// where both sides are numbers or truth values.
  public let cramersV: Double?
  /// In nats, less what chance would give (Miller 1955); numbers are cut into tenths of the rows.
  public let mutualInformation: Double

  /// The largest of the measures that run to 1, by which pairs are ranked.
  public var strength: Double {
    max(pearson?.magnitude ?? 0, spearman?.magnitude ?? 0, cramersV ?? 0)
  }
}

extension Association {
  init(_ first: String, _ second: String, _ sums: PairSums) {
    self.init(
      first: first, second: second, rowCount: sums.bins.total, pearson: sums.values?.correlation,
      spearman: sums.ranks?.correlation, cramersV: sums.values != nil ? nil : sums.bins.cramersVBiasCorrected,
      mutualInformation: sums.bins.mutualInformationBiasCorrected)
  }
}
