import Engine
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a service answers at which address.
struct Routes: Sendable {
  let answerer: Answerer
  /// Told of what a request's answer failed by, where that is not the client's doing.
  let tell: @Sendable (ModelService.Event) -> Void

  private var live: LiveModel { answerer.live }
  private var settings: ServiceSettings { answerer.settings }

  /// Every request that is not answered where it arrives.
  func respond(to request: Request) async -> Response {
    let arrival = Answerer.Arrival()
    let given = request.headers[named: "X-Request-Id"].flatMap { RequestIDs.isUsable(Array($0.utf8)) ? $0 : nil }
    let id = given ?? answerer.ids.next()
    var response: Response
    do {
      response = try await answer(request, id: id, arrival)
    } catch {
      if !(error is Problem) { tell(.requestFailed(id: id, reason: "\(error)")) }
      let problem = error as? Problem ?? Problem(500, "The service failed", "Its own log says why, under this request.")
      response = Self.response(to: problem, id: id)
    }
    response.headers[named: "X-Request-Id"] = id
    response.headers[.cacheControl] = "no-store"
    response.headers[.xContentTypeOptions] = "nosniff"
    live.figures.ended(response.status.code, latency: arrival.elapsed)
    settings.onRequest?(
      .init(
        id: id, method: request.method.rawValue, path: request.uri.path, status: response.status.code,
        latency: arrival.elapsed, version: request.uri.path == "/predict" ? live.choice(for: id).version.version : nil))
    return response
  }

  private func answer(_ request: Request, id: String, _ arrival: Answerer.Arrival) async throws -> Response {
    if settings.isLoopback, !HostName.isLoopback(Array((request.head.authority ?? "").utf8)) {
      throw Problem(421, "The service has another name", "It answers to localhost and 127.0.0.1 alone.")
    }
    let path = request.uri.path
    guard let methods = Self.methods[path] else {
      let known = Self.methods.keys.sorted().joined(separator: ", ")
      throw Problem(404, "There is nothing here", "There is \(known).")
    }
    let method = request.method == .head ? "GET" : request.method.rawValue
    guard methods.contains(method) else {
      var problem = Problem(405, "The method is not allowed", "\(path) takes \(methods.joined(separator: " or ")).")
      problem.allowed = methods.joined(separator: ", ")
      throw problem
    }
    let isOpen = path == "/healthz" || path == "/readyz" || path == "/"
    if !isOpen, !settings.tokens.admit(request.headers[.authorization].map { Array($0.utf8) }) {
      throw Problem.unauthorised
    }
    switch path {
    case "/predict": return try await placed { try await predict(request, in: $0, id: id, arrival) }
    case "/labels": return try await placed { _ in try await label(request) }
    case "/schema": return Self.json(RowSchema(live.current.facts).value, type: "application/schema+json")
    case "/openapi.json": return Self.json(OpenAPI(live.current, needsToken: !settings.tokens.isEmpty).value)
    case "/healthz": return Self.json(["status": "alive"])
    case "/readyz": return Self.readiness(live)
    case "/metrics":
      return Self.text(PrometheusText(live).text, type: "text/plain; version=0.0.4; charset=utf-8")
    default: return try await page(request, id: id, arrival)
    }
  }

  private static let methods: [String: [String]] = [
    "/": ["GET", "POST"], "/predict": ["POST"], "/labels": ["POST"], "/schema": ["GET"], "/openapi.json": ["GET"],
    "/healthz": ["GET"], "/readyz": ["GET"], "/metrics": ["GET"],
  ]

  /// Works on a request where not too many are worked on already.
  private func placed(
    _ work: (ServiceFigures.Place) async throws -> Response
  ) async throws -> Response {
    guard let place = live.figures.place(atMost: settings.mostRequests) else {
      throw Problem.overloaded(settings.mostRequests)
    }
    let response = try await work(place)
    return withExtendedLifetime(place) { response }
  }

  // MARK: Predicting

  private func predict(
    _ request: Request, in place: ServiceFigures.Place, id: String, _ arrival: Answerer.Arrival
  ) async throws -> Response {
    switch Self.mediaType(of: request) {
    case "application/json": return try predictions(for: try await body(of: request), id: id, arrival)
    case "application/x-ndjson", "application/jsonl", "application/json-lines":
      return stream(request, in: place, id: id)
    default:
      throw Problem(
        415, "The body is of an unknown kind",
        "Send rows as Content-Type: application/json, or one a line as application/x-ndjson.")
    }
  }

  /// The body, up to the limit.
  private func body(of request: Request) async throws(Problem) -> ByteBuffer {
    let tooLarge = Problem(
      413, "The request is too large",
      "A body may have \(settings.mostBodyBytes) bytes; stream rows as application/x-ndjson.")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > settings.mostBodyBytes {
      throw tooLarge
    }
    var body = ByteBuffer()
    do {
      for try await var part in request.body {
        guard body.readableBytes + part.readableBytes <= settings.mostBodyBytes else { throw tooLarge }
        body.writeBuffer(&part)
      }
    } catch {
      throw error as? Problem ?? Problem(400, "The request ended early", "Its body did not come as a whole.")
    }
    return body
  }

  private func predictions(for body: ByteBuffer, id: String, _ arrival: Answerer.Arrival) throws(Problem) -> Response {
    let chosen = live.choice(for: id)
    let version = chosen.version
    let read = body.withUnsafeReadableBytes { bytes in
      Result { () throws(RowFault) in
        try version.reader.rows(bytes.bindMemory(to: UInt8.self), atMost: settings.mostRows)
      }
    }
    let rows: [RowValues]
    let isArray: Bool
    do { (rows, isArray) = try read.get() } catch { throw Problem(error) }
    let values = try answerer.score(rows, by: chosen, arrival) { isArray ? "\(id)-\($0)" : id }
    let width = version.scorer.outputs
    var answer = ByteBuffer()
    answer.writeStaticString("{")
    values.withUnsafeBufferPointer { values in
      if isArray { answer.writeStaticString("\"predictions\":[") }
      for (place, row) in rows.enumerated() {
        if isArray { answer.writeString(place > 0 ? ",{" : "{") }
        Answerer.write(values.row(place, of: width), version, to: &answer)
        if isArray {
          Answerer.writeWarnings(of: row, version, to: &answer)
          answer.writeStaticString("}")
        }
      }
      if isArray { answer.writeStaticString("]") }
    }
    answer.writeString(version.ending)
    answer.writeString(id)
    answer.writeStaticString("\"")
    if !isArray, let row = rows.first { Answerer.writeWarnings(of: row, version, to: &answer) }
    answer.writeStaticString("}")
    return Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: answer))
  }

  /// Rows one a line, answered one a line while they come.
  private func stream(_ request: Request, in place: ServiceFigures.Place, id: String) -> Response {
    let chosen = live.choice(for: id)
    return Response(
      status: .ok, headers: [.contentType: "application/x-ndjson"],
      body: ResponseBody { writer in
        defer { withExtendedLifetime(place) {} }
        var lines = StreamedRows(answerer, chosen, id: id)
        for try await part in request.body {
          if let answer = lines.take(part) { try await writer.write(answer) }
          if lines.isBroken { break }
        }
        if let answer = lines.finish() { try await writer.write(answer) }
        try await writer.finish(nil)
      })
  }

  // MARK: Labels

  private func label(_ request: Request) async throws -> Response {
    guard Self.mediaType(of: request) == "application/json" else {
      throw Problem(415, "The body is of an unknown kind", "Send labels as Content-Type: application/json.")
    }
    guard live.log != nil else { throw Problem(409, "Nothing is logged", "This service runs without a log to label.") }
    let body = try await body(of: request)
    let entries: [LabelEntry]
    do { entries = try LabelEntry.read(Data(buffer: body)) } catch {
      throw Problem(
        400, "The request holds no labels", "Send [{\"id\": \"…\", \"label\": true}, …], or one such object.")
    }
    let column = request.uri.queryParameters["on"].map(String.init) ?? PredictionColumns.id
    let result = try join(entries, on: column)
    return Self.json([
      "joined": .number(Double(result.joined)), "changed": .number(Double(result.changed)),
      "unmatched": .number(Double(result.unmatched)),
    ])
  }

  private func join(_ entries: [LabelEntry], on column: String) throws(Problem) -> PredictionLog.JoinedLabels {
    do throws(DataError) {
      return try PredictionLog(live.registry, live.current.facts).join(
        entries.map { .init(key: $0.id.text, value: $0.label.text) }, on: column)
    } catch {
      guard case .cannotWrite = error else { throw Problem(422, "A label does not fit", "\(error.description).") }
      throw Problem(503, "The log cannot be written", "\(error.description).")
    }
  }

  // MARK: The page

  private func page(_ request: Request, id: String, _ arrival: Answerer.Arrival) async throws -> Response {
    var form: [String: String] = [:]
    if request.method == .post {
      guard Self.mediaType(of: request) == "application/x-www-form-urlencoded" else {
        throw Problem(415, "The body is of an unknown kind", "The page sends a form; programs ask /predict.")
      }
      form = FormFields.read(String(buffer: try await body(of: request)))
    }
    let isKnown = settings.tokens.admit(form["token"].map { Array("Bearer \($0)".utf8) })
    let page = StatusPage(live, needsToken: !settings.tokens.isEmpty, isAdmitted: isKnown)
    let html: String
    if isKnown, request.method == .post, form["ask"] != nil {
      html = try page.html(answering: form, answerer, id: id, arrival)
    } else {
      html = try page.html(wasRefused: !isKnown && request.method == .post)
    }
    var response = Self.text(html, type: "text/html; charset=utf-8")
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    response.headers[named: "Referrer-Policy"] = "no-referrer"
    return response
  }

  // MARK: Responses

  private static func readiness(_ live: LiveModel) -> Response {
    let counts = live.log?.counts
    if let problem = counts?.problem {
      // It answers on, so that callers are served; who watches it must know.
      return json(["status": "ready", "version": .text(live.current.version), "log": .text(problem)])
    }
    return json(["status": "ready", "version": .text(live.current.version)])
  }

  static func json(_ value: JSONValue, type: String = "application/json") -> Response {
    Response(status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: value.buffer))
  }

  static func text(_ text: String, type: String) -> Response {
    Response(status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func response(to problem: Problem, id: String) -> Response {
    var headers: HTTPFields = [.contentType: "application/problem+json"]
    if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
    if let allowed = problem.allowed { headers[.allow] = allowed }
    if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
    if problem.status == 413 { headers[.connection] = "close" }
    return Response(
      status: HTTPResponse.Status(code: problem.status), headers: headers,
      body: ResponseBody(byteBuffer: problem.body(id: id)))
  }

  private static func mediaType(of request: Request) -> String {
    (request.headers[.contentType] ?? "").split(separator: ";", maxSplits: 1).first
      .map { $0.trimmingCharacters(in: .whitespaces).lowercased() } ?? ""
  }
}

extension HTTPFields {
  /// Of a name that the library does not list.
  fileprivate subscript(named name: String) -> String? {
    get { HTTPField.Name(name).flatMap { self[$0] } }
    set { if let name = HTTPField.Name(name) { self[name] = newValue } }
  }
}
