/// How often each judgement met each outcome, at one threshold; weights where rows are weighted.
public struct Confusion: Sendable, Equatable, Codable {
  public let threshold: Double
  public let truePositives: Double
  public let falsePositives: Double
  public let falseNegatives: Double
  public let trueNegatives: Double

  public var positives: Double { truePositives + falseNegatives }
  public var negatives: Double { trueNegatives + falsePositives }
  public var predictedPositives: Double { truePositives + falsePositives }
  public var predictedNegatives: Double { trueNegatives + falseNegatives }
  public var total: Double { positives + negatives }

  public var accuracy: Double { (truePositives + trueNegatives) / total }
  /// 0 where nothing was predicted positive, as scikit-learn's `zero_division=0`.
  public var precision: Double { predictedPositives > 0 ? truePositives / predictedPositives : 0 }
  public var recall: Double { truePositives / positives }
  public var specificity: Double { trueNegatives / negatives }
  public var balancedAccuracy: Double { (recall + specificity) / 2 }
  public var f1: Double {
    let denominator = 2 * truePositives + falsePositives + falseNegatives
    return denominator > 0 ? 2 * truePositives / denominator : 0
  }

  public var matthewsCorrelation: Double {
    let product = positives * negatives * predictedPositives * predictedNegatives
    guard product > 0 else { return 0 }
    return (truePositives * trueNegatives - falsePositives * falseNegatives) / product.squareRoot()
  }

  public var cohenKappa: Double {
    let byChance = (positives * predictedPositives + negatives * predictedNegatives) / (total * total)
    return (accuracy - byChance) / (1 - byChance)
  }
}
