/// A name for rows that a reader of errors keeps meeting: `Tag("red-eye", col("hour") < 6, humanLevel: 0.95)`.
public struct Tag: Sendable, Hashable {
  public let name: String
  public let condition: Expression
  /// How good a person is on such rows, in the figure of the tags: an accuracy from 0 to 1, or a mean error.
  public let humanLevel: Double?

  public init(_ name: String, _ condition: Expression, humanLevel: Double? = nil) {
    self.name = name
    self.condition = condition
    self.humanLevel = humanLevel
  }
}

/// Collects tags in a block, which may hold `if`, `switch` and `for` as well.
@resultBuilder
public enum TagBuilder {
  public static func buildExpression(_ part: Tag) -> [Tag] { [part] }
  public static func buildExpression(_ parts: [Tag]) -> [Tag] { parts }
  public static func buildBlock(_ parts: [Tag]...) -> [Tag] { parts.flatMap(\.self) }
  public static func buildOptional(_ parts: [Tag]?) -> [Tag] { parts ?? [] }
  public static func buildEither(first parts: [Tag]) -> [Tag] { parts }
  public static func buildEither(second parts: [Tag]) -> [Tag] { parts }
  public static func buildArray(_ parts: [[Tag]]) -> [Tag] { parts.flatMap(\.self) }
}

/// The spreadsheet of error analysis: for each tag how good the model is, how good it could be, and what that would be
/// worth, what to work on first at the top.
public struct TagReport: Sendable {
  public let metric: Metric
  public let rowCount: Int
  /// Of all rows.
  public let value: Double?
  /// The share of all rows that no tag names.
  public let untaggedShare: Double
  /// By falling gain.
  public let tags: [TagFigures]
}

public struct TagFigures: Sendable, Encodable {
  public let name: String
  public let rows: Int
  /// The share of all rows, from 0 to 1.
  public let share: Double
  /// Nil where there are no rows.
  public let value: Double?
  public let interval: Interval?
  /// As the tag gave it.
  public let humanLevel: Double?
  /// By how much the model falls short of the human level, or of all rows where none was given; never below 0.
  public let gap: Double?
  /// What the metric of all rows would gain if the gap were closed: the gap times the share.
  public let gain: Double?
}

extension Evaluation {
  /// How good the model is on rows of each tag, and what closing the gap to the human level would gain.
  ///
  /// - Parameter threshold: the chance from which on a row is taken for true.
  /// - Throws: where a condition cannot be evaluated, a name stands twice, or a human level cannot be.
  public func tags(threshold: Double = 0.5, @TagBuilder _ tags: () throws -> [Tag]) throws -> TagReport {
    try self.tags(try tags(), threshold: threshold)
  }

  public func tags(_ tags: [Tag], threshold: Double = 0.5) throws(DataError) -> TagReport {
    try ValidRange.share.check("threshold", threshold)
    guard !tags.isEmpty else { throw .invalid("name at least one tag: Tag(\"…\", col(\"…\") < …)") }
    let metric: Metric = model.kind == .number ? .meanAbsoluteError : .accuracy(threshold: threshold)
    let all = metric.value(of: outcomes)
    let count = Double(max(1, table.rowCount))
    var isTagged = [Bool](repeating: false, count: table.rowCount)
    var figures: [TagFigures] = []
    var names: Set<String> = []
    for tag in tags {
      guard names.insert(tag.name).inserted else { throw .invalid("the tag \"\(tag.name)\" is named twice") }
      if let level = tag.humanLevel {
        guard metric.range.contains(level), level.isFinite else {
          throw .invalid(
            "the human level of \"\(tag.name)\" is \(metric == .meanAbsoluteError ? "a mean error, at least 0" : "an accuracy from 0 to 1"), "
              + "not \(NumberText.short(level))")
        }
      }
      let rows = try table.rows(where: tag.condition, of: "the tag \"\(tag.name)\"")
      for row in rows { isTagged[Int(row)] = true }
      let chosen = outcomes.choosing(rows)
      let value = rows.isEmpty ? nil : metric.value(of: chosen)
      let goal = tag.humanLevel ?? all
      let gap: Double? =
        if let value, let goal { max(0, metric.isBetterHigher ? goal - value : value - goal) } else { nil }
      let share = Double(rows.count) / count
      figures.append(
        TagFigures(
          name: tag.name, rows: rows.count, share: share, value: value,
          interval: rows.isEmpty ? nil : metric.interval(of: chosen), humanLevel: tag.humanLevel, gap: gap,
          gain: gap.map { $0 * share }))
    }
    return TagReport(
      metric: metric, rowCount: table.rowCount, value: all,
      untaggedShare: Double(isTagged.count { !$0 }) / count,
      tags: figures.enumerated().sorted {
        ($1.element.gain ?? -1, $0.offset) < ($0.element.gain ?? -1, $1.offset)
      }.map(\.element))
  }
}

extension Table {
  /// The rows where a condition holds; those where it is missing are none.
  func rows(where condition: Expression, of name: String) throws(DataError) -> [Int32] {
    let column = try condition.evaluated(over: self)
    guard let holds = column.truths() else {
      throw .wrongType("\(name) needs a condition that is true or false for each row, not \(column.type.article)")
    }
    return (0..<Int32(rowCount)).filter { holds[Int($0)] }
  }
}

extension TagReport: Encodable {
  private enum Key: String, CodingKey { case metric, threshold, rowCount, value, untaggedShare, tags }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metric.name, forKey: .metric)
    try container.encodeIfPresent(metric.threshold, forKey: .threshold)
    try container.encode(rowCount, forKey: .rowCount)
    try container.encode(value, forKey: .value)
    try container.encode(untaggedShare, forKey: .untaggedShare)
    try container.encode(tags, forKey: .tags)
  }
}
