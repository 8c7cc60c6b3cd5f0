import Foundation
import GRDB

/// How a version that is tried does beside the one that answers, from the log of predictions.
public struct RolloutReport: Sendable {
  /// What is known of one version's answers.
  public struct Side: Sendable, Equatable {
    public let version: String
    public let rows: Int
    public let meanPrediction: Double?
    /// In seconds; nil beside a shadow, for which nobody waits.
    public let medianLatency: Double?
    public let highLatency: Double?
    /// Rows whose outcome is known, and the leading figure on them.
    public let labelledRows: Int
    public let figure: Double?
  }

  public let name: String
  public let kind: Rollout.Kind
  public let current: Side
  public let challenger: Side
  /// Of a shadow: the share of rows for which both decide alike (chances at one half), and how far apart they are in the
  /// mean.
  public let agreement: Double?
  public let meanDifference: Double?
  /// The population stability index of the challenger's predictions against the other's.
  public let shift: Double?
  /// What leads: ROC AUC, accuracy, or the mean absolute error.
  public let metric: Metric
  /// Why it was ended; nil while it goes on.
  public let ended: String?
}

extension PredictionLog {
  /// Compares the version that is tried, or was last, with the one that answers.
  ///
  /// A shadow is compared on the rows that both answered, a canary on those since it began.
  ///
  /// - Throws: `DataError` where nothing was ever tried, or nothing is logged.
  public func rollout(_ registry: ModelRegistry) throws(DataError) -> RolloutReport {
    let state = try registry.state(of: facts.name)
    guard let rollout = state.rollout ?? state.lastRollout else {
      // A replay may have had a version beside it without the registry's knowledge.
      if let last = try answers(since: 0).last(where: { $0.shadowVersion != nil }), let challenger = last.shadowVersion
      {
        return try shadowed(last.version, by: challenger)
      }
      throw .invalid(
        "no version of \(facts.name) was tried beside the one that answers: daybook models shadow or canary does")
    }
    let rows = try answers(since: Instant(rollout.since)?.microseconds ?? 0)
    return report(
      rows, kind: rollout.kind, current: state.current, challenger: rollout.version,
      ended: state.rollout == nil ? state.history.last { $0.action == .rolloutEnded }?.reason ?? "" : nil)
  }

  /// Compares two versions on the rows that both answered: one to callers, the other as its shadow.
  public func shadowed(_ current: String, by challenger: String) throws(DataError) -> RolloutReport {
    report(try answers(since: 0), kind: .shadow, current: current, challenger: challenger, ended: nil)
  }

  /// One row's answers.
  struct Answer {
    let version: String
    let prediction: Double
    let latency: Double
    let shadowVersion: String?
    let shadow: Double?
    let label: Double?
  }

  /// What was answered, in the order of the log; classes by their place, −1 for one that is not known.
  func answers(since time: Int64, labelledOnly: Bool = false) throws(DataError) -> [Answer] {
    let places: [String: Double]
    if case .chances(let classes) = facts.answer {
      places = Dictionary(uniqueKeysWithValues: zip(classes, stride(from: 0.0, to: Double(classes.count), by: 1)))
    } else {
      places = [:]
    }
    func number(_ value: DatabaseValue) -> Double? {
      switch value.storage {
      case .double(let number): number
      case .int64(let number): Double(number)
      case .string(let text): places[text] ?? -1
      case .null, .blob: nil
      }
    }
    return try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT p.version, p.prediction, p.latency, p.shadow_version, p.shadow_prediction, l.label
          FROM predictions p \(labelledOnly ? "" : "LEFT ")JOIN labels l ON l.id = p.id WHERE p.time >= ? ORDER BY p.row
          """, arguments: [time])
      var answers: [Answer] = []
      while let row = try rows.next() {
        guard let prediction = number(row[1]) else { continue }
        answers.append(
          Answer(
            version: row[0], prediction: prediction, latency: row[2] ?? 0, shadowVersion: row[3],
            shadow: number(row[4]), label: number(row[5])))
      }
      return answers
    }
  }

  private func report(
    _ rows: [Answer], kind: Rollout.Kind, current: String, challenger: String, ended: String?
  ) -> RolloutReport {
    let pairs = rows.filter { $0.version == current && $0.shadowVersion == challenger && $0.shadow != nil }
    let own = kind == .shadow ? pairs : rows.filter { $0.version == current }
    let others = kind == .shadow ? [] : rows.filter { $0.version == challenger }
    let ownValues = own.map(\.prediction)
    let otherValues = kind == .shadow ? pairs.compactMap(\.shadow) : others.map(\.prediction)
    let ownLabels = own.map(\.label)
    let otherLabels = kind == .shadow ? ownLabels : others.map(\.label)
    return RolloutReport(
      name: facts.name, kind: kind,
      current: side(current, ownValues, kind == .shadow ? [] : own.map(\.latency), ownLabels),
      challenger: side(challenger, otherValues, others.map(\.latency), otherLabels),
      agreement: pairs.isEmpty || kind == .canary
        ? nil : Double(pairs.count { decision($0.prediction) == decision($0.shadow ?? 0) }) / Double(pairs.count),
      meanDifference: pairs.isEmpty || kind == .canary || isOfClasses
        ? nil : pairs.reduce(0) { $0 + abs($1.prediction - ($1.shadow ?? 0)) } / Double(pairs.count),
      shift: shift(ownValues, otherValues), metric: metric, ended: ended)
  }

  private var isOfClasses: Bool { if case .chances = facts.answer { true } else { false } }

  /// What a caller would do: of a chance whether it is one half, of classes the class; of numbers the number.
  private func decision(_ value: Double) -> Double {
    if case .chance = facts.answer { value >= 0.5 ? 1 : 0 } else { value }
  }

  private func side(
    _ version: String, _ values: [Double], _ latencies: [Double], _ labels: [Double?]
  ) -> RolloutReport.Side {
    let sorted = latencies.sorted()
    func latency(_ share: Double) -> Double? {
      sorted.isEmpty ? nil : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
    let known = zip(values, labels).compactMap { value, label in label.map { (value, $0) } }
    return RolloutReport.Side(
      version: version, rows: values.count,
      meanPrediction: values.isEmpty || isOfClasses ? nil : values.reduce(0, +) / Double(values.count),
      medianLatency: latency(0.5), highLatency: latency(0.99), labelledRows: known.count,
      figure: figure(known))
  }

  private var metric: Metric {
    switch facts.answer {
    case .chance: .rocAUC
    case .chances: .accuracy(threshold: 0.5)
    case .number: .meanAbsoluteError
    }
  }

  /// The leading figure of predictions beside what came true.
  func figure(_ known: [(Double, Double)]) -> Double? {
    guard !known.isEmpty else { return nil }
    switch facts.answer {
    case .chance:
      return Metric.rocAUC.value(
        of: .binary(ScoredOutcomes(actual: known.map { $0.1 == 1 }, scores: known.map(\.0))))
    case .chances: return Double(known.count { $0.0 == $0.1 }) / Double(known.count)
    case .number: return known.reduce(0) { $0 + abs($1.0 - $1.1) } / Double(known.count)
    }
  }

  /// By how much a canary's leading figure is worse than the other's, on rows whose outcome is known; nil while there are
  /// too few. Of numbers it is a share of the other's mean absolute error.
  public func loss(of canary: String, against current: String, since: String) throws(DataError) -> Double? {
    let rows = try answers(since: Instant(since)?.microseconds ?? 0, labelledOnly: true)
    func known(_ version: String) -> [(Double, Double)] {
      rows.compactMap { row in row.version == version ? row.label.map { (row.prediction, $0) } : nil }
    }
    let (own, other) = (known(canary), known(current))
    guard own.count >= RolloutWatch.fewestRows, other.count >= RolloutWatch.fewestRows,
      let a = figure(own), let b = figure(other)
    else { return nil }
    if case .number = facts.answer { return b > 0 ? a / b - 1 : nil }
    return b - a
  }

  /// The population stability index of predictions against others, in bins at the others' deciles.
  public func shift(_ reference: [Double], _ current: [Double]) -> Double? {
    guard reference.count >= RolloutWatch.fewestRows, current.count >= RolloutWatch.fewestRows else { return nil }
    let value = PopulationStability.index(
      reference: NumericDistribution(reference), current: NumericDistribution(current))
    return value.isFinite ? value : nil
  }
}

// MARK: Storing and JSON

extension RolloutReport: Encodable {
  private enum Key: String, CodingKey {
    case name, kind, current, challenger, agreement, meanDifference, shift, metric, ended
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(kind, forKey: .kind)
    try container.encode(current, forKey: .current)
    try container.encode(challenger, forKey: .challenger)
    try container.encodeIfPresent(agreement, forKey: .agreement)
    try container.encodeIfPresent(meanDifference, forKey: .meanDifference)
    try container.encodeIfPresent(shift, forKey: .shift)
    try container.encode(metric.name, forKey: .metric)
    try container.encodeIfPresent(ended, forKey: .ended)
  }
}

extension RolloutReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, kind == .canary, current, challenger, agreement, meanDifference)
    try writer.write(shift, metric, ended)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    name = try reader.read()
    kind = try reader.read(Bool.self) ? .canary : .shadow
    current = try reader.read()
    challenger = try reader.read()
    agreement = try reader.read()
    meanDifference = try reader.read()
    shift = try reader.read()
    metric = try reader.read()
    ended = try reader.read()
  }
}

extension RolloutReport.Side: Storable, Encodable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(version, rows, meanPrediction, medianLatency, highLatency, labelledRows, figure)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    version = try reader.read()
    rows = try reader.read()
    meanPrediction = try reader.read()
    medianLatency = try reader.read()
    highLatency = try reader.read()
    labelledRows = try reader.read()
    figure = try reader.read()
  }
}
