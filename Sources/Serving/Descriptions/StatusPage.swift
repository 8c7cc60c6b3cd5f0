import Engine
import Foundation
import Mustache
import NIOCore
import Templates

/// The page of a service for people: a form made from the schema, and how the service does.
///
/// No script: the form is sent as forms are, and the answer is the page again.
struct StatusPage {
  private let live: LiveModel
  private let version: ServedVersion
  private let needsToken: Bool
  private let isAdmitted: Bool

  init(_ live: LiveModel, needsToken: Bool, isAdmitted: Bool) {
    self.live = live
    version = live.current
    self.needsToken = needsToken
    self.isAdmitted = isAdmitted
  }

  /// - Parameter wasRefused: whether a token was sent that is none.
  func html(wasRefused: Bool) throws -> String {
    try render(wasRefused ? ["refusal": "This is none of the service's tokens."] : [:], form: [:])
  }

  /// The page with the answer to what a form asks.
  func html(
    answering form: [String: String], _ answerer: Answerer, id: String, _ arrival: Answerer.Arrival
  ) throws -> String {
    var members: [(String, JSONValue)] = []
    var answer: [String: Any] = [:]
    do throws(Problem) {
      for field in version.reader.fields {
        let text = (form["f.\(field.name)"] ?? "").trimmingCharacters(in: .whitespaces)
        if text.isEmpty {
          if version.facts.features.contains(field) { members.append((field.name, .missing)) }
        } else {
          members.append((field.name, try Self.value(text, field)))
        }
      }
      let body = JSONValue.object(members).buffer
      let row = try read(body)
      let chosen = LiveModel.Choice(version: version, trial: nil, isCanary: false)
      let values = try answerer.score([row], by: chosen, arrival) { _ in id }
      answer["prediction"] = said(values)
      answer["sentence"] = "Version \(version.version), request \(id)."
      answer["warnings"] = row.unusual.map { place in
        let field = version.reader.fields[place]
        return "\(field.name) is outside of what the model was trained on\(field.expected.map { " (\($0))" } ?? "")."
      }
    } catch { answer["problem"] = error.detail }
    return try render(["answer": answer], form: form)
  }

  private func read(_ body: ByteBuffer) throws(Problem) -> RowValues {
    var row = RowValues(fieldCount: version.reader.fields.count)
    let outcome = body.withUnsafeReadableBytes { bytes in
      Result { () throws(RowFault) in try version.reader.read(bytes.bindMemory(to: UInt8.self), into: &row) }
    }
    do { try outcome.get() } catch { throw Problem(error) }
    return row
  }

  private static func value(_ text: String, _ field: ServedField) throws(Problem) -> JSONValue {
    switch field.kind {
    case .number, .integer:
      guard let number = Double(text), number.isFinite else {
        throw Problem(
          422, "A row does not fit the model", "\(field.name): \(field.kind.article) is expected, not \(text).",
          field: field.name)
      }
      return .number(number)
    case .boolean:
      guard let truth = Bool(text) else {
        throw Problem(
          422, "A row does not fit the model", "\(field.name): true or false is expected, not \(text).",
          field: field.name)
      }
      return .truth(truth)
    case .text, .date: return .text(text)
    }
  }

  /// The prediction as people read it.
  private func said(_ values: [Double]) -> String {
    switch version.facts.answer {
    case .chance: "\(NumberText.percent(values[0])) \(version.facts.target)"
    case .number: "\(NumberText.short(values[0])) \(version.facts.target)"
    case .chances(let classes):
      zip(classes, values).sorted { $1.1 < $0.1 }.prefix(3).map { "\($0.0) \(NumberText.percent($0.1))" }
        .joined(separator: ", ")
    }
  }

  // MARK: Writing

  private func render(_ more: [String: Any], form: [String: String]) throws -> String {
    let facts = version.facts
    let figures = live.figures.snapshot
    var values: [String: Any] = [
      "name": facts.name, "style": Templates.style + Templates.serviceStyle, "isAdmitted": isAdmitted,
      "needsToken": needsToken, "token": isAdmitted ? form["token"] ?? "" : "",
      "dek": isAdmitted
        ? "\(facts.learner.capitalisedFirst) that tell \(facts.predicted), from "
          + "\(NumberText.whole(facts.training.count)) rows. Version \(version.version) answers."
        : "This service answers those who have a token.",
      "fields": (isAdmitted ? version.reader.fields : []).map { fieldValues($0, form["f.\($0.name)"] ?? "") },
      "figures": figureValues(figures), "hasDrift": !figures.drift.isEmpty,
      "driftSentence": Self.sentence(of: figures),
      "drift": figures.drift.map {
        ["name": $0.column, "value": NumberText.decimal($0.psi, decimals: 3), "isHigh": $0.psi > Schema.driftBound]
          as [String: Any]
      },
    ]
    for (name, value) in more { values[name] = value }
    return try MustacheTemplate(string: Templates.service).render(values)
  }

  private func fieldValues(_ field: ServedField, _ value: String) -> [String: Any] {
    var values: [String: Any] = ["name": field.name, "value": value]
    let isKept = !version.facts.features.contains(field)
    values["isKept"] = isKept
    let choices = field.kind == .boolean ? ["true", "false"] : isKept ? nil : field.categories
    if let choices, choices.count <= 100 {
      values["options"] =
        [
          "name": field.name,
          "values": ([""] + choices).map { ["text": $0, "isChosen": $0 == value] as [String: Any] },
        ] as [String: Any]
    } else {
      values["isPlain"] = true
      values["isNumber"] = field.kind == .number || field.kind == .integer
      if !isKept, let expected = field.expected { values["hint"] = expected }
      if field.kind == .date { values["hint"] = "a date such as 2013-07-01" }
    }
    return values
  }

  private func figureValues(_ figures: ServiceFigures.Snapshot) -> [[String: Any]] {
    func milliseconds(_ share: Double) -> String {
      figures.latencies.quantile(share).map { "\(NumberText.decimal($0 * 1000, decimals: $0 < 0.001 ? 3 : 1)) ms" }
        ?? "–"
    }
    let requests = figures.requests.values.reduce(0, +)
    let refused = figures.requests.filter { $0.key >= 400 }.values.reduce(0, +)
    var rows: [(String, String)] = [
      ("Requests", NumberText.whole(requests)), ("Not answered", NumberText.whole(refused)),
      ("Rows", NumberText.whole(figures.rows)), ("Unusual rows", NumberText.whole(figures.unusualRows)),
      ("Half of the answers within", milliseconds(0.5)), ("99 of 100 within", milliseconds(0.99)),
    ]
    if let counts = live.log?.counts {
      rows.append(("Rows logged", NumberText.whole(counts.written)))
      rows.append(("Rows dropped", NumberText.whole(counts.dropped)))
    }
    return rows.map { ["name": $0.0, "value": $0.1] }
  }

  private static func sentence(of figures: ServiceFigures.Snapshot) -> String {
    guard let first = figures.drift.first else {
      return
        "After \(LiveDrift.fewestRows) rows it stands here how far they are from those that the model learned from."
    }
    let rows = "the latest \(NumberText.whole(figures.driftRows)) rows"
    guard first.psi > Schema.driftBound else {
      return "In \(rows) no feature has moved by more than \(NumberText.short(Schema.driftBound))."
    }
    let moved = figures.drift.filter { $0.psi > Schema.driftBound }.map(\.column).joined(separator: ", ")
    return "In \(rows) the model is asked about others than it learned from: \(moved)."
  }
}
