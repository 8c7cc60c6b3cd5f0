import Engine
import Foundation

/// The JSON beside a page: every result with its numbers, for machines. The README documents its form.
public struct ReportJSON: Encodable {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  /// The same page gives the same bytes: keys are sorted, and numbers are written in their shortest exact form.
  public func data() throws -> Data {
    let encoder = JSONEncoder.readable()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try encoder.encode(self) + Data("\n".utf8)
  }

  private enum Key: String, CodingKey {
    case format, title, subtitle, author, date, language, goals, alerts, results, provenance
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    // Raised when a reader of the earlier form would go wrong.
    try container.encode(1, forKey: .format)
    try container.encode(page.title, forKey: .title)
    try container.encodeIfPresent(page.subtitle, forKey: .subtitle)
    try container.encodeIfPresent(page.author, forKey: .author)
    try container.encodeIfPresent(page.date, forKey: .date)
    try container.encode(page.language, forKey: .language)
    try container.encode(page.provenance, forKey: .provenance)
    try container.encode(page.goals.map(GoalRecord.init), forKey: .goals)
    if !page.alerts.isEmpty { try container.encode(page.alerts, forKey: .alerts) }
    try container.encode(
      page.steps.flatMap { step in step.results.map { ResultRecord(step: step, presentation: $0) } },
      forKey: .results)
  }

  private struct GoalRecord: Encodable {
    let text: String
    let goal: Goal
    let state: GoalState
    let value: Double?
    let rows: Int?
    let place: String?
    let step: String?

    init(_ status: GoalStatus) {
      text = status.goal.text
      goal = status.goal
      state = status.state
      value = status.measurement?.value
      rows = status.measurement?.rows
      place = status.measurement?.place
      step = status.step?.word
    }
  }

  private struct ResultRecord: Encodable {
    let step: StepResult
    let presentation: Presentation

    private enum Key: String, CodingKey { case kind, step, label, line, headline, value }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(presentation.kind, forKey: .kind)
      try container.encodeIfPresent(step.word, forKey: .step)
      try container.encodeIfPresent(step.label, forKey: .label)
      try container.encode(step.line, forKey: .line)
      try container.encodeIfPresent(presentation.headline, forKey: .headline)
      try container.encode(presentation.record, forKey: .value)
    }
  }
}

extension JSONEncoder {
  /// JSON as people and diff tools like to read it; the same values give the same bytes.
  public static func readable() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
