/// Why a metric differs between two windows: what the inputs account for, feature by feature, what they do not, and which
/// groups of rows the difference comes from.
public struct RootCause: Sendable {
  public let metric: Metric
  /// The windows compared; the first may be the reference.
  public let from: String
  public let to: String
  /// Nil where too few outcomes are known, or they do not define the metric.
  public let before: Double?
  public let after: Double?
  /// What each feature's movement accounts for, largest first: with `relation` they sum to the difference.
  public let features: [Part]
  /// What the inputs do not account for: the same inputs came out otherwise.
  public let relation: Double
  /// Groups of rows without overlap and the rest, which sum to the difference of `rowMeasure`.
  public let slices: [SlicePart]
  /// What rows are summed up by: the metric itself where it is a mean over rows, else the squared error.
  public let rowMeasure: String
  public let rowDifference: Double
  /// Features that cannot be compared, with the reason.
  public let uncompared: [String]
  /// Why nothing can be said; nil where something is.
  public let gap: String?

  /// 0 where nothing can be said.
  public var difference: Double { if let before, let after { after - before } else { 0 } }
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
  /// - Throws: where there is no such window, or the subject is no metric of such a model. Too few known outcomes are no
  ///   error: nothing is said, and why.
  public func rootCause(
    of subject: Watch.Subject, from: String? = nil, to: String
  ) throws(DataError) -> RootCause {
    let metric = try subject.metric()
    guard metric.applies(to: kind) else {
      throw .invalid("\(metric.name) is not a metric of a model that predicts \(kind.sentence)")
    }
    let before: ComparedSide
    if let from { before = .init(data, try data.windows.window(from)) } else { before = try .init(reference: data) }
    let after = ComparedSide(data, try data.windows.window(to))
    guard case .rows(let first) = before, case .rows(let second) = after else {
      return RootCause(
        metric, from: before.label, to: after.label, nothingSince: before.gap ?? after.gap ?? "no outcome is known")
    }
    guard let old = metric.value(of: first.outcomes), let new = metric.value(of: second.outcomes) else {
      return RootCause(
        metric, from: first.label, to: second.label,
        nothingSince: "\(metric.name) is not defined in both of \(first.label) and \(second.label)")
    }
    let compared = ComparedFeatures(data.monitored.featureNames, second.table, first.table)
    let split = try InputShares(metric, first, second, features: compared.names)
    let rows = try SliceShares(metric, first, second, features: compared.names)
    return RootCause(
      metric: metric, from: first.label, to: second.label, before: old, after: new,
      features: split.parts.enumerated().sorted {
        ($1.element.amount.magnitude, $0.offset) < ($0.element.amount.magnitude, $1.offset)
      }.map(\.element),
      relation: new - old - split.parts.reduce(0) { $0 + $1.amount }, slices: rows.parts, rowMeasure: rows.measure,
      rowDifference: rows.difference, uncompared: compared.uncompared, gap: nil)
  }
}

extension RootCause {
  fileprivate init(_ metric: Metric, from: String, to: String, nothingSince gap: String) {
    self.init(
      metric: metric, from: from, to: to, before: nil, after: nil, features: [], relation: 0, slices: [],
      rowMeasure: metric.name, rowDifference: 0, uncompared: [], gap: gap)
  }
}

/// One of two sets of rows, with known outcomes.
struct ComparedRows: Sendable {
  let label: String
  let table: Table
  let outcomes: Outcomes

  static let fewestRows = 100

  /// All of them.
  var rows: [Int32] { (0..<Int32(table.rowCount)).map { $0 } }
}

/// Rows to compare, or why there are none.
private enum ComparedSide {
  case rows(ComparedRows)
  case none(label: String, gap: String)

  var label: String {
    switch self {
    case .rows(let rows): rows.label
    case .none(let label, _): label
    }
  }

  var gap: String? { if case .none(_, let gap) = self { gap } else { nil } }

  init(_ data: MonitoredData, _ window: Window) {
    self.init(window.label, data.table, window.rows, data.known, data.target)
  }

  /// - Throws: where the model's outcomes on the reference cannot be had, or it is no table of its own.
  init(reference data: MonitoredData) throws(DataError) {
    guard let table = data.reference.table else {
      throw .invalid("the windows before are no reference of their own: name the window before, from: \"…\"")
    }
    self.init(
      "the reference", table, (0..<Int32(table.rowCount)).map { $0 }, try data.unlearned.known, data.target)
  }

  private init(_ label: String, _ table: Table, _ rows: [Int32], _ known: KnownOutcomes?, _ target: String) {
    let places = known?.places(rowCount: table.rowCount) ?? []
    let told = rows.filter { known != nil && places[Int($0)] >= 0 }
    guard let known, told.count >= ComparedRows.fewestRows else {
      let count = told.isEmpty ? "no row" : "\(NumberText.whole(told.count)) row\(told.count == 1 ? "" : "s")"
      self = .none(
        label: label,
        gap:
          "\(label) has \(count) with a prediction and a known outcome of \(target): too few to say why, of at least "
          + "\(ComparedRows.fewestRows)")
      return
    }
    self = .rows(
      ComparedRows(
        label: label, table: table.choosing(told), outcomes: known.outcomes.choosing(told.map { places[Int($0)] })))
  }
}

extension RootCause: Encodable {
  private enum Key: String, CodingKey {
    case metric, from, to, before, after, features, relation, slices, rowMeasure, rowDifference,
      uncompared, gap
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encode(from, forKey: .from)
    try container.encode(to, forKey: .to)
    try container.encodeIfPresent(before, forKey: .before)
    try container.encodeIfPresent(after, forKey: .after)
    try container.encode(features, forKey: .features)
    try container.encode(relation, forKey: .relation)
    try container.encode(slices, forKey: .slices)
    try container.encode(rowMeasure, forKey: .rowMeasure)
    try container.encode(rowDifference, forKey: .rowDifference)
    if !uncompared.isEmpty { try container.encode(uncompared, forKey: .uncompared) }
    try container.encodeIfPresent(gap, forKey: .gap)
  }
}
