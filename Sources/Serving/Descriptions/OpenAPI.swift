import Engine

/// What a service can be asked, as OpenAPI 3.1 describes it.
struct OpenAPI {
  let value: JSONValue

  init(_ version: ServedVersion, needsToken: Bool) {
    let facts = version.facts
    func content(_ type: String, _ schema: JSONValue) -> JSONValue { .object([(type, .object([("schema", schema)]))]) }
    func answer(_ text: String, _ type: String, _ schema: JSONValue) -> JSONValue {
      .object([("description", .text(text)), ("content", content(type, schema))])
    }
    let problem: JSONValue = ["$ref": "#/components/responses/Problem"]
    let row: JSONValue = ["$ref": "#/components/schemas/Row"]
    let chances: [(String, JSONValue)]
    let told: JSONValue
    let description = JSONValue.text("\(facts.predicted.capitalisedFirst).")
    switch facts.answer {
    case .chance:
      told = ["type": "number", "minimum": 0, "maximum": 1, "description": description]
      chances = []
    case .number:
      told = ["type": "number", "description": description]
      chances = []
    case .chances(let classes):
      told = ["type": "string", "enum": .array(classes.map { .text($0) }), "description": description]
      chances = [("chances", ["type": "object", "additionalProperties": ["type": "number"]])]
    }
    let warnings: JSONValue = [
      "type": "array",
      "items": ["type": "object", "properties": ["field": ["type": "string"], "detail": ["type": "string"]]],
    ]
    let prediction: [(String, JSONValue)] = [("prediction", told)] + chances + [("warnings", warnings)]
    let named: [(String, JSONValue)] = [("version", ["type": "string"]), ("id", ["type": "string"])]
    let one: JSONValue = [
      "type": "object", "properties": .object(prediction + named), "required": ["prediction", "version", "id"],
    ]
    let many: JSONValue = [
      "type": "object",
      "properties": .object(
        [("predictions", ["type": "array", "items": ["type": "object", "properties": .object(prediction)]])] + named),
      "required": ["predictions", "version", "id"],
    ]
    let predict: JSONValue = [
      "summary": .text("Predicts \(facts.target) of one row or of many."), "operationId": "predict",
      "requestBody": [
        "required": true,
        "content": [
          "application/json": ["schema": ["oneOf": [row, ["type": "array", "items": row]]]],
          "application/x-ndjson": [
            "schema": ["type": "string", "description": "One row a line; answers come one a line."]
          ],
        ],
      ],
      "responses": .object(
        [("200", answer("The prediction.", "application/json", ["oneOf": [one, many]]))]
          + [400, 401, 413, 415, 422, 503].map { (String($0), problem) }),
    ]
    let label: JSONValue = [
      "summary": "Says what came true of rows that were predicted.", "operationId": "label",
      "parameters": [
        [
          "name": "on", "in": "query", "schema": ["type": "string"],
          "description": "The column that tells rows apart: id, or one that is kept beside the features.",
        ]
      ],
      "requestBody": [
        "required": true,
        "content": content(
          "application/json",
          [
            "type": "array",
            "items": [
              "type": "object", "properties": ["id": .object([]), "label": .object([])], "required": ["id", "label"],
            ],
          ]),
      ],
      "responses": .object(
        [("200", answer("How many rows have a label now.", "application/json", ["type": "object"]))]
          + [400, 401, 409, 413, 415, 422, 503].map { (String($0), problem) }),
    ]
    func reading(_ summary: String, _ type: String, isOpen: Bool = false) -> JSONValue {
      var members: [(String, JSONValue)] = [
        ("summary", .text(summary)),
        ("responses", .object([("200", answer(summary, type, .object([])))] + (isOpen ? [] : [("401", problem)]))),
      ]
      if isOpen { members.append(("security", [])) }
      return ["get": .object(members)]
    }
    var members: [(String, JSONValue)] = [
      ("openapi", "3.1.0"),
      ("info", ["title": .text(facts.name), "version": .text(version.version)]),
      (
        "paths",
        [
          "/predict": ["post": predict], "/labels": ["post": label],
          "/schema": reading("What a row must be.", "application/schema+json"),
          "/metrics": reading("The service's figures, for Prometheus.", "text/plain"),
          "/healthz": reading("Whether the service lives.", "application/json", isOpen: true),
          "/readyz": reading("Whether the service can answer.", "application/json", isOpen: true),
        ]
      ),
    ]
    var components: [(String, JSONValue)] = [
      ("schemas", ["Row": .object(RowSchema.members(facts))]),
      (
        "responses",
        [
          "Problem": answer(
            "Why there is no answer (RFC 9457).", "application/problem+json",
            [
              "type": "object",
              "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
                "detail": ["type": "string"], "instance": ["type": "string"], "errors": ["type": "array"],
              ],
            ])
        ]
      ),
    ]
    if needsToken {
      components.append(("securitySchemes", ["token": ["type": "http", "scheme": "bearer"]]))
      members.append(("security", [["token": []]]))
    }
    members.append(("components", .object(components)))
    value = .object(members)
  }
}
