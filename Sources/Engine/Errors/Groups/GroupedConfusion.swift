/// Judgements against outcomes, group by group: where warnings are false, and where what came was missed.
public struct GroupedConfusion: Sendable, Encodable {
  public let target: String
  public let column: String
  /// The chance from which on a row was taken for a yes; nil for several classes.
  public let threshold: Double?
  /// By falling number of wrong judgements; at most 40.
  public let groups: [Group]
  /// How many groups there are in all.
  public let groupCount: Int

  public struct Group: Sendable, Encodable {
    public let name: String
    public let table: ConfusionTable
    /// The share of rows judged wrong, with Wilson's 95% interval.
    public let errorRate: Double
    public let interval: Interval
    /// The class taken for another most often, with the other, and how often; nil where nothing was wrong.
    public let commonest: Mistake?
  }

  public struct Mistake: Sendable, Codable {
    public let actual: String
    public let predicted: String
    public let rows: Int
  }
}

extension Evaluation {
  /// The confusions of each value of a column; numbers are cut at their deciles.
  ///
  /// - Throws: where the column is missing, or the model predicts numbers.
  public func confusion(by column: String, threshold: Double = 0.5) throws(DataError) -> GroupedConfusion {
    try ValidRange.share.check("threshold", threshold)
    guard model.kind != .number else {
      throw .wrongType(
        "the model of \"\(model.target)\" predicts a number: confusions are of classes; see .slices(by:)")
    }
    let grouping = try Grouping(column, in: table)
    let all = grouping.rowsByGroup
    var groups: [GroupedConfusion.Group] = []
    for (label, rows) in all where !rows.isEmpty {
      let confusion = outcomes.choosing(rows).confusionTable(target: model.target, threshold: threshold)
      groups.append(
        GroupedConfusion.Group(
          name: label, table: confusion, errorRate: Double(confusion.wrong) / Double(confusion.rows),
          interval: .wilson(successes: Double(confusion.wrong), trials: Double(confusion.rows)),
          commonest: confusion.commonestMistake))
    }
    let ranked = groups.enumerated().sorted {
      ($1.element.table.wrong, $0.offset) < ($0.element.table.wrong, $1.offset)
    }.map(\.element)
    return GroupedConfusion(
      target: model.target, column: column, threshold: model.kind == .binary ? threshold : nil,
      groups: Array(ranked.prefix(40)), groupCount: groups.count)
  }
}

extension Grouping {
  /// The rows of each group, in the order of the groups; those without a value come last, as a group of their own.
  var rowsByGroup: [(label: String, rows: [Int32])] {
    var rows = [[Int32]](repeating: [], count: labels.count + 1)
    for (row, code) in codes.enumerated() { rows[code < 0 ? labels.count : Int(code)].append(Int32(row)) }
    return zip(labels + ["no value"], rows).map { ($0, $1) }
  }
}

extension Outcomes {
  /// Which class was taken for which.
  func confusionTable(target: String, threshold: Double) -> ConfusionTable {
    switch self {
    case .binary(let outcomes):
      let confusion = outcomes.confusion(at: threshold)
      return ConfusionTable(
        target: target, threshold: threshold, classes: ["no", "yes"],
        counts: [
          [Int(confusion.trueNegatives), Int(confusion.falsePositives)],
          [Int(confusion.falseNegatives), Int(confusion.truePositives)],
        ])
    case .multiclass(let outcomes):
      return ConfusionTable(target: target, threshold: nil, classes: outcomes.classes, counts: outcomes.confusion)
    case .number: return ConfusionTable(target: target, threshold: nil, classes: [], counts: [])
    }
  }
}

extension ConfusionTable {
  fileprivate var commonestMistake: GroupedConfusion.Mistake? {
    var best: GroupedConfusion.Mistake?
    for actual in counts.indices {
      for predicted in counts.indices where predicted != actual && counts[actual][predicted] > best?.rows ?? 0 {
        best = GroupedConfusion.Mistake(
          actual: classes[actual], predicted: classes[predicted], rows: counts[actual][predicted])
      }
    }
    return best
  }
}
