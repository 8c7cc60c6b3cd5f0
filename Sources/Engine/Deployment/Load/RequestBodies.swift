/// Rows of a table as the bodies of requests: JSON objects of a model's fields.
public struct RequestBodies: Sendable {
  public let bodies: [[UInt8]]

  /// - Parameters:
  ///   - table: with every feature; what is kept beside them where it is there.
  ///   - most: of more rows, evenly chosen ones are taken; nil for all.
  /// - Throws: `DataError.unknownColumn` where a feature is missing, `.empty` without a row.
  public init(_ table: Table, _ facts: ReleaseFacts, atMost most: Int? = nil) throws(DataError) {
    guard table.rowCount > 0 else { throw .empty("\(table.label) has no rows to ask about") }
    let features = facts.features.filter { !facts.withheld.contains($0.name) || table.hasColumn($0.name) }
    let fields = facts.features + facts.kept.filter { table.hasColumn($0.name) }
    let present = Set(features.map(\.name))
    var columns: [Column?] = []
    for field in fields {
      // What is withheld is in no reference, and is asked about as not known.
      columns.append(
        facts.features.contains(field) && !present.contains(field.name) ? nil : try table.column(field.name))
    }
    let step = most.map { max(1, (table.rowCount + $0 - 1) / $0) } ?? 1
    let keys = fields.map { Array("\(JSONString.quoted($0.name)):".utf8) }
    bodies = stride(from: 0, to: table.rowCount, by: step).map { row in
      var body: [UInt8] = [UInt8(ascii: "{")]
      for place in fields.indices {
        if place > 0 { body.append(UInt8(ascii: ",")) }
        body += keys[place]
        body += Array(Self.value(columns[place], row, fields[place].kind).utf8)
      }
      body.append(UInt8(ascii: "}"))
      return body
    }
  }

  private static func value(_ column: Column?, _ row: Int, _ kind: ServedField.Kind) -> String {
    guard let column, let text = column.text(at: row) else { return "null" }
    switch kind {
    case .text, .date: return JSONString.quoted(text)
    case .boolean: return text == "true" || text == "1" ? "true" : "false"
    case .number, .integer:
      if case .bool(let values) = column.values { return values[row] ? "1" : "0" }
      return text == "inf" || text == "-inf" || text == "nan" ? "null" : text
    }
  }
}
