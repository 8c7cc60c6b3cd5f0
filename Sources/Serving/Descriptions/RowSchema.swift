import Engine

/// What a row must be, as JSON Schema (draft 2020-12).
struct RowSchema {
  let value: JSONValue

  init(_ facts: ReleaseFacts) {
    value = .object(
      [("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", .text("A row for \(facts.name)"))]
        + Self.members(facts))
  }

  /// The schema without its head, to be put into another document.
  static func members(_ facts: ReleaseFacts) -> [(String, JSONValue)] {
    let fields =
      facts.features.map { ($0.name, field($0, isFeature: true)) }
      + facts.kept.map { ($0.name, field($0, isFeature: false)) }
    return [
      ("type", "object"), ("properties", .object(fields)),
      ("required", .array(facts.features.map { .text($0.name) })), ("additionalProperties", false),
    ]
  }

  private static func field(_ field: ServedField, isFeature: Bool) -> JSONValue {
    var members: [(String, JSONValue)] = []
    let type =
      switch field.kind {
      case .number: "number"
      case .integer: "integer"
      case .boolean: "boolean"
      case .text, .date: "string"
      }
    members.append(("type", [.text(type), "null"]))
    if field.kind == .date { members.append(("format", "date-time")) }
    var notes: [String] = []
    if !isFeature { notes.append("Kept in the log beside the features; the model does not see it.") }
    if isFeature, let expected = field.expected {
      notes.append("In the training rows \(expected). Other values are answered with a warning.")
    }
    if let categories = field.categories, isFeature {
      members.append(("examples", .array(categories.map { .text($0) })))
    }
    if !notes.isEmpty { members.append(("description", .text(notes.joined(separator: " ")))) }
    return .object(members)
  }
}
