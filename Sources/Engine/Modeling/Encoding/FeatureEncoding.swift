/// How a column becomes features, where it is not to be taken as it is. What an encoding needs to know it learns from
/// the training rows alone, and the model keeps it.
public enum FeatureEncoding: Sendable, Equatable {
  /// Categories as what the target is on average where they stand (Micci-Barreca 2001): a column for a target that is
  /// true or false or a number, one a class for classes. The training rows are given means of the other folds, so that
  /// none knows its own target.
  ///
  /// - Parameters:
  ///   - folds: at least 2.
  ///   - smoothing: how many rows of the overall mean each category is taken to have had besides, at least 0.
  case target(folds: Int = 5, smoothing: Double = 20)
  /// Categories in buckets by a hash of their names (Weinberger et al. 2009): for identifiers without number.
  case hashed(buckets: Int = 128)
  /// An indicator for each of the most frequent categories.
  case oneHot(categories: Int = 20)
  /// A date as year, month, day, day of the week and hour: numbers that later rows repeat.
  case dateParts
  /// A text as how often each of its words, in buckets by a hash, stands in it.
  case words(buckets: Int = 64)
  /// Missing numbers at the median, missing categories as the most frequent one.
  case imputed
  /// Numbers with mean 0 and standard deviation 1.
  case standardised

  public static let validFolds = ValidRange.from(2, to: 1000)
  public static let validSmoothing = ValidRange.from(0)
  public static let validBuckets = ValidRange.from(2, to: 4096)
  public static let validCategories = ValidRange.from(1, to: 1000)

  func check() throws(DataError) {
    switch self {
    case .target(let folds, let smoothing):
      try Self.validFolds.check("folds", Double(folds))
      try Self.validSmoothing.check("smoothing", smoothing)
    case .hashed(let buckets), .words(let buckets): try Self.validBuckets.check("buckets", Double(buckets))
    case .oneHot(let categories): try Self.validCategories.check("categories", Double(categories))
    case .dateParts, .imputed, .standardised: break
    }
  }
}
