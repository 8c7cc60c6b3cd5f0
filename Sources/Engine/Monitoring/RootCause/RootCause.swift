/// Why a metric differs between two windows: what the inputs account for, feature by feature, what they do not, and which
/// groups of rows the difference comes from.
public struct RootCause: Sendable {
  public let metric: Metric
  /// The windows compared; the first may be the reference.
  public let from: String
  public let to: String
  public let before: Double
  public let after: Double
  /// What each feature's movement accounts for, largest first: with `relation` they sum to the difference.
  public let features: [Part]
  /// What the inputs do not account for: the same inputs came out otherwise.
  public let relation: Double
  /// Groups of rows without overlap and the rest, which sum to the difference of `rowMeasure`.
  public let slices: [SlicePart]
  /// What rows are summed up by: the metric itself where it is a mean over rows, else the squared error.
  public let rowMeasure: String
  public let rowDifference: Double

  public var difference: Double { after - before }
  /// What all features together account for.
  public var inputs: Double { features.reduce(0) { $0 + $1.amount } }

  public struct Part: Sendable, Encodable {
    public let feature: String
    public let amount: Double
  }

  public struct SlicePart: Sendable, Encodable {
    /// Empty for the rest.
    public let terms: [ErrorSlice.Term]
    public let shareBefore: Double
    public let shareAfter: Double
    /// What the group adds to the difference because there is more or less of it, and because it itself changed.
    public let byShare: Double
    public let byLevel: Double

    public var amount: Double { byShare + byLevel }
    public var name: String {
      terms.isEmpty ? "all other rows" : terms.name
    }
  }
}

extension MonitorReport {
  /// Splits the difference of a metric between two windows.
  ///
  /// The inputs' part is what the metric of the first window becomes when its rows are weighted so that their features
  /// look as in the second one; weights come from boosted trees that tell the windows apart. Each feature's part is its
  /// Shapley value over all subsets of features, exact up to seven of them, and over 24 drawn orders beyond. The rest is the
  /// relation's. Costs a small training for each subset.
  ///
  /// - Parameters:
  ///   - from: the window before; nil for the reference.
  ///   - to: the window after.
  ///   - subject: a metric of the model.
  /// - Throws: where there is no such window, or too few outcomes are known in one.
  public func rootCause(
    of subject: Watch.Subject, from: String? = nil, to: String
  ) throws(DataError) -> RootCause {
    let metric = try subject.metric()
    guard metric.applies(to: kind) else {
      throw .invalid("\(metric.name) is not a metric of a model that predicts \(kind.sentence)")
    }
    let before: ComparedRows
    if let from { before = try data.side(ofWindow: from) } else { before = try data.referenceSide() }
    let after = try data.side(ofWindow: to)
    guard let first = metric.value(of: before.outcomes), let second = metric.value(of: after.outcomes) else {
      throw .invalid("\(metric.name) is not defined in both of \(before.label) and \(after.label)")
    }
    let split = try InputShares(metric, before, after, features: data.monitored.featureNames)
    let rows = try SliceShares(metric, before, after, features: data.monitored.featureNames)
    return RootCause(
      metric: metric, from: before.label, to: after.label, before: first, after: second,
      features: split.parts.enumerated().sorted {
        ($1.element.amount.magnitude, $0.offset) < ($0.element.amount.magnitude, $1.offset)
      }.map(\.element),
      relation: second - first - split.parts.reduce(0) { $0 + $1.amount }, slices: rows.parts,
      rowMeasure: rows.measure, rowDifference: rows.difference)
  }
}

/// One of two sets of rows, with known outcomes.
struct ComparedRows: Sendable {
  let label: String
  let table: Table
  let outcomes: Outcomes

  static let fewestRows = 100
}

extension MonitoredData {
  func side(ofWindow label: String) throws(DataError) -> ComparedRows {
    guard let window = windows.windows.first(where: { $0.label == label }) else {
      let names = windows.windows.map(\.label)
      throw .invalid(
        "there is no \(windows.period.shortName) \"\(label)\": they go from \(names.first ?? "–") to \(names.last ?? "–")"
      )
    }
    guard let known else { throw .empty("no outcome of \"\(target)\" is known yet") }
    let places = known.places(rowCount: table.rowCount)
    let rows = window.rows.filter { places[Int($0)] >= 0 }
    guard rows.count >= ComparedRows.fewestRows else {
      throw .invalid(
        "\(label) has \(rows.count) row\(rows.count == 1 ? "" : "s") with a known outcome, too few to say why: at least \(ComparedRows.fewestRows)"
      )
    }
    return ComparedRows(
      label: label, table: table.choosing(rows), outcomes: known.outcomes.choosing(rows.map { places[Int($0)] }))
  }

  func referenceSide() throws(DataError) -> ComparedRows {
    guard let table = reference.table, let known = try unlearnedReferenceOutcomes?.known else {
      throw .invalid("the reference has no known outcomes: name the window before, from: \"…\"")
    }
    guard known.rows.count >= ComparedRows.fewestRows else {
      throw .invalid("the reference has \(known.rows.count) rows with a known outcome, too few to say why")
    }
    return ComparedRows(label: "the reference", table: table.choosing(known.rows), outcomes: known.outcomes)
  }
}

extension RootCause: Encodable {
  private enum Key: String, CodingKey {
    case metric, from, to, before, after, features, relation, slices, rowMeasure, rowDifference
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encode(from, forKey: .from)
    try container.encode(to, forKey: .to)
    try container.encode(before, forKey: .before)
    try container.encode(after, forKey: .after)
    try container.encode(features, forKey: .features)
    try container.encode(relation, forKey: .relation)
    try container.encode(slices, forKey: .slices)
    try container.encode(rowMeasure, forKey: .rowMeasure)
    try container.encode(rowDifference, forKey: .rowDifference)
  }
}
