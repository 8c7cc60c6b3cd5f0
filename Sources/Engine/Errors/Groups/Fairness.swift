/// Whether a model treats groups alike: how often each is selected, found, falsely alarmed, and how right its chances are.
public struct FairnessReport: Sendable, Encodable {
  public let target: String
  public let column: String
  public let threshold: Double
  /// By falling number of rows; those with fewer than ``fewestRows`` are left out.
  public let groups: [Group]
  /// Groups that are too small to say.
  public let smallGroups: [String]
  /// One a figure that can be compared.
  public let disparities: [Disparity]

  public static let fewestRows = DriftFigures.fewestRows

  public struct Group: Sendable, Encodable {
    public let name: String
    public let rows: Int
    /// The share of rows taken for true.
    public let selectionRate: Share
    /// Of those that came true, the share taken for it; nil where none came.
    public let truePositiveRate: Share?
    /// Of those that did not, the share taken for it.
    public let falsePositiveRate: Share?
    public let meanChance: Double
    public let actual: Share
  }

  /// A share of rows with Wilson's 95% interval.
  public struct Share: Sendable, Codable {
    public let value: Double
    public let interval: Interval
  }

  public enum Figure: String, Sendable, Codable, CaseIterable {
    case selectionRate, truePositiveRate, falsePositiveRate

    public var name: String {
      switch self {
      case .selectionRate: "selection rate"
      case .truePositiveRate: "true positive rate"
      case .falsePositiveRate: "false positive rate"
      }
    }
  }

  /// The groups that differ most in a figure.
  public struct Disparity: Sendable, Encodable {
    public let figure: Figure
    public let lowest: String
    public let highest: String
    /// The lowest share divided by the highest: 1 is equal, and under 0.8 the four-fifths rule takes it for unequal.
    public let ratio: Double
    /// The 95% interval of the ratio, on the scale of logarithms; of a share of 0, up to what its own interval allows.
    public let interval: Interval
  }
}

extension Evaluation {
  /// How the model treats the groups of a column; numbers are cut at their deciles.
  ///
  /// - Parameter threshold: the chance from which on a row is taken for true.
  /// - Throws: where the column is missing, or the model does not predict whether something is true.
  public func fairness(by column: String, threshold: Double = 0.5) throws(DataError) -> FairnessReport {
    try ValidRange.share.check("threshold", threshold)
    guard case .binary(let outcomes) = outcomes else {
      throw .wrongType(
        "the model of \"\(model.target)\" predicts \(model.kind.sentence): fairness is of models that say whether something is true"
      )
    }
    var groups: [FairnessReport.Group] = []
    var small: [String] = []
    for (label, rows) in try Grouping(column, in: table).rowsByGroup where !rows.isEmpty {
      guard rows.count >= FairnessReport.fewestRows else {
        small.append(label)
        continue
      }
      groups.append(FairnessReport.Group(label, outcomes.choosing(rows), threshold: threshold))
    }
    let ranked = groups.enumerated().sorted {
      ($1.element.rows, $0.offset) < ($0.element.rows, $1.offset)
    }.map(\.element)
    return FairnessReport(
      target: model.target, column: column, threshold: threshold, groups: ranked, smallGroups: small,
      disparities: FairnessReport.Figure.allCases.compactMap { FairnessReport.Disparity($0, ranked) })
  }
}

extension FairnessReport.Group {
  fileprivate init(_ name: String, _ outcomes: ScoredOutcomes, threshold: Double) {
    let confusion = outcomes.confusion(at: threshold)
    func share(_ hits: Double, of trials: Double) -> FairnessReport.Share? {
      trials > 0 ? FairnessReport.Share(value: hits / trials, interval: .wilson(successes: hits, trials: trials)) : nil
    }
    func known(_ hits: Double) -> FairnessReport.Share {
      FairnessReport.Share(
        value: hits / confusion.total, interval: .wilson(successes: hits, trials: confusion.total))
    }
    self.init(
      name: name, rows: outcomes.count, selectionRate: known(confusion.predictedPositives),
      truePositiveRate: share(confusion.truePositives, of: confusion.positives),
      falsePositiveRate: share(confusion.falsePositives, of: confusion.negatives), meanChance: outcomes.meanScore,
      actual: known(confusion.positives))
  }

  public func share(_ figure: FairnessReport.Figure) -> FairnessReport.Share? {
    switch figure {
    case .selectionRate: selectionRate
    case .truePositiveRate: truePositiveRate
    case .falsePositiveRate: falsePositiveRate
    }
  }
}

extension FairnessReport.Disparity {
  /// Nil where fewer than two groups have the figure, or no group has more than zero of it.
  fileprivate init?(_ figure: FairnessReport.Figure, _ groups: [FairnessReport.Group]) {
    let known = groups.compactMap { group in group.share(figure).map { (name: group.name, share: $0) } }
    guard known.count > 1, let low = known.min(by: { $0.share.value < $1.share.value }),
      let high = known.max(by: { $0.share.value < $1.share.value }), high.share.value > 0
    else { return nil }
    let ratio = low.share.value / high.share.value
    let interval: Interval
    if low.share.value == 0 {
      interval = Interval(low: 0, high: low.share.interval.high / high.share.value)
    } else {
      // The width of each share's interval on the scale of logarithms, both taken together.
      let spread = [low, high].reduce(0.0) { sum, side in
        let width = logarithm(side.share.interval.high) - logarithm(max(side.share.interval.low, 1e-9))
        return sum + width * width / 4
      }.squareRoot()
      interval = Interval(low: ratio * exponential(-spread), high: ratio * exponential(spread))
    }
    self.init(figure: figure, lowest: low.name, highest: high.name, ratio: ratio, interval: interval)
  }
}
