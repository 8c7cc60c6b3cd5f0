import Engine
import NIOCore

/// Why a request is not answered as it wished, as RFC 9457 writes it: `application/problem+json`.
struct Problem: Error, Sendable {
  let status: Int
  let title: String
  let detail: String
  /// The field of a row that is meant.
  var field: String?
  /// What is wrong with the field, where that is.
  var fieldDetail: String?
  /// The row, from 0, where the request holds several.
  var row: Int?
  /// After how many seconds it is worth asking again.
  var retryAfter: Int?
  /// The methods that there are, where another was used.
  var allowed: String?

  init(_ status: Int, _ title: String, _ detail: String, field: String? = nil, row: Int? = nil) {
    self.status = status
    self.title = title
    self.detail = detail
    self.field = field
    self.row = row
  }

  init(_ fault: RowFault) {
    let prefix = (fault.field.map { "\($0): " } ?? "") + fault.detail
    let place = fault.row.map { "row \($0): " } ?? ""
    switch fault.kind {
    case .syntax: self.init(400, "The request is no JSON that holds rows", "\(place)\(prefix).", row: fault.row)
    case .field:
      self.init(422, "A row does not fit the model", "\(place)\(prefix).", field: fault.field, row: fault.row)
      fieldDetail = fault.detail
    case .limit: self.init(413, "The request is too large", "\(prefix).")
    }
  }

  static func overloaded(_ most: Int) -> Problem {
    var problem = Problem(
      503, "The service is busy", "\(most) requests are being worked on; ask again in a second.")
    problem.retryAfter = 1
    return problem
  }

  static let late = Problem(
    503, "The answer took too long", "The request was given up after its deadline; send fewer rows, or stream them.")

  static let unauthorised = Problem(
    401, "A token is needed", "Send one of the service's tokens: Authorization: Bearer TOKEN.")

  func body(id: String) -> ByteBuffer {
    var members: [(String, JSONValue)] = [
      ("type", "about:blank"), ("title", .text(title)), ("status", .number(Double(status))), ("detail", .text(detail)),
      ("instance", .text("urn:request:\(id)")),
    ]
    if let field {
      var error: [(String, JSONValue)] = [("field", .text(field))]
      if let row { error.append(("row", .number(Double(row)))) }
      error.append(("detail", .text(fieldDetail ?? detail)))
      members.append(("errors", [.object(error)]))
    }
    return JSONValue.object(members).buffer
  }
}
