import Engine
import NIOCore

/// Answers the request that a service gets most, one row as JSON to `/predict`, where it arrives: on the connection's own
/// thread, from the bytes as they came.
///
/// It takes a request only if every byte of its head is of the plainest form. Anything else, be it a header that it does
/// not know the meaning of, sends the connection to Hummingbird, for good: what is answered here and there is the same,
/// and no byte is read by both.
final class FastLane: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answerer: Answerer
  private var pending = ByteBuffer()
  private var row = RowValues(fieldCount: 0)
  private var rowVersion: ServedVersion?
  private var hasWritten = false
  /// Whether more was to be read while the client did not take what it was answered.
  private var isReadHeld = false

  init(_ answerer: Answerer) { self.answerer = answerer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if pending.readableBytes == 0 { pending = bytes } else { pending.writeBuffer(&bytes) }
    answerAll(context)
  }

  /// Answers what has come as a whole, as long as the client takes the answers.
  private func answerAll(_ context: ChannelHandlerContext) {
    while pending.readableBytes > 0, context.channel.isWritable {
      switch parse(pending) {
      case .incomplete: return
      case .another:
        leave(context)
        return
      case .plain(let request):
        answer(request, context)
        pending.moveReaderIndex(forwardBy: request.length)
      }
    }
    if pending.readableBytes == 0 { pending.clear() }
  }

  private func parse(_ bytes: ByteBuffer) -> PlainRequest.Outcome {
    let settings = answerer.settings
    return bytes.withUnsafeReadableBytes {
      PlainRequest.parse(
        $0.bindMemory(to: UInt8.self), forLoopback: settings.isLoopback, mostBodyBytes: settings.mostBodyBytes)
    }
  }

  /// Who asks and asks without reading the answers is not read from any more, until it does.
  func read(context: ChannelHandlerContext) {
    if context.channel.isWritable { context.read() } else { isReadHeld = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      if isReadHeld {
        isReadHeld = false
        context.read()
      }
      answerAll(context)
      if hasWritten {
        hasWritten = false
        context.flush()
      }
    }
    context.fireChannelWritabilityChanged()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if hasWritten {
      hasWritten = false
      context.flush()
    }
    context.fireChannelReadComplete()
  }

  /// Hands everything from here on to those behind.
  private func leave(_ context: ChannelHandlerContext) {
    if hasWritten {
      hasWritten = false
      context.flush()
    }
    let rest = pending
    pending = ByteBuffer()
    context.fireChannelRead(NIOAny(rest))
    // Where the client was held back, no reading goes on that would say so.
    context.fireChannelReadComplete()
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }

  /// A client that closes its side may still wait for the answer to what it sent.
  func channelInactive(context: ChannelHandlerContext) {
    pending = ByteBuffer()
    context.fireChannelInactive()
  }

  // MARK: Answering

  private func answer(_ request: PlainRequest, _ context: ChannelHandlerContext) {
    let arrival = Answerer.Arrival()
    let (id, problem, body) = pending.withUnsafeReadableBytes { bytes -> (String, Problem?, ByteBuffer) in
      func text(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeRawBufferPointer(rebasing: bytes[range]).bindMemory(to: UInt8.self)
      }
      let id = request.id.map { String(decoding: text($0), as: UTF8.self) } ?? answerer.ids.next()
      let chosen = answerer.live.choice(for: id)
      if rowVersion !== chosen.version {
        rowVersion = chosen.version
        row = RowValues(fieldCount: chosen.version.reader.fields.count)
      }
      guard answerer.settings.tokens.admit(request.authorization.map(text)) else {
        return (id, .unauthorised, ByteBuffer())
      }
      var body = context.channel.allocator.buffer(capacity: 160)
      do throws(Problem) {
        try answerer.answer(one: text(request.body), by: chosen, id: id, arrival, row: &row, to: &body)
        return (id, nil, body)
      } catch { return (id, error, ByteBuffer()) }
    }
    var reply = context.channel.allocator.buffer(capacity: 320)
    if let problem {
      answerer.live.figures.ended(problem.status, latency: arrival.elapsed)
      write(problem, id: id, to: &reply)
    } else {
      reply.writeStaticString("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: ")
      reply.writeString(id)
      reply.writeStaticString("\r\ncontent-length: ")
      reply.writeString(String(body.readableBytes))
      reply.writeStaticString("\r\n\r\n")
      reply.writeImmutableBuffer(body)
    }
    context.write(wrapOutboundOut(reply), promise: nil)
    hasWritten = true
    answerer.settings.onRequest?(
      .init(
        id: id, method: "POST", path: "/predict", status: problem?.status ?? 200, latency: arrival.elapsed,
        version: problem == nil ? rowVersion?.version : nil))
  }

  private func write(_ problem: Problem, id: String, to reply: inout ByteBuffer) {
    let body = problem.body(id: id)
    reply.writeString("HTTP/1.1 \(problem.status) \(problem.title)\r\ncontent-type: application/problem+json\r\n")
    if problem.status == 401 { reply.writeStaticString("www-authenticate: Bearer\r\n") }
    reply.writeString("x-request-id: \(id)\r\ncontent-length: \(body.readableBytes)\r\n\r\n")
    reply.writeImmutableBuffer(body)
  }
}

/// Where the parts of a request lie that is of the plainest form: `POST /predict HTTP/1.1`, one length, one row.
struct PlainRequest {
  /// From the first byte of the buffer.
  let body: Range<Int>
  let authorization: Range<Int>?
  let id: Range<Int>?
  /// Head and body.
  let length: Int

  enum Outcome {
    case plain(PlainRequest)
    /// The beginning of one; the rest has not come yet.
    case incomplete
    /// Not of this form.
    case another
  }

  /// Larger requests are for those who know how to hold back a client.
  private static let mostHeadBytes = 4096
  private static let mostBodyBytes = 64 << 10

  private static let firstLine = Array("POST /predict HTTP/1.1\r\n".utf8)

  /// - Parameters:
  ///   - isLoopback: whether the service answers under this machine's own names alone.
  ///   - mostBodyBytes: what the service allows; larger bodies are refused elsewhere.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, forLoopback isLoopback: Bool, mostBodyBytes: Int
  ) -> Outcome {
    let mostBodyBytes = min(mostBodyBytes, Self.mostBodyBytes)
    let known = min(firstLine.count, bytes.count)
    for place in 0..<known where bytes[place] != firstLine[place] { return .another }
    guard bytes.count > firstLine.count else { return .incomplete }
    var at = firstLine.count
    var length: Int?
    var hosts = 0
    var isJSON = false
    var authorization: Range<Int>?
    var id: Range<Int>?
    while true {
      let end: Int
      switch line(bytes, from: at) {
      case .whole(let found): end = found
      case .incomplete: return bytes.count > mostHeadBytes ? .another : .incomplete
      case .another: return .another
      }
      if end == at {
        at += 2
        break
      }
      guard let header = Header(bytes, at..<end) else { return .another }
      switch header.name(in: bytes) {
      case .contentLength:
        guard length == nil, let number = header.number(in: bytes), number <= mostBodyBytes else { return .another }
        length = number
      case .contentType:
        guard !isJSON, header.isJSON(in: bytes) else { return .another }
        isJSON = true
      case .authorization:
        guard authorization == nil else { return .another }
        authorization = header.value
      case .requestID:
        guard id == nil, RequestIDs.isUsable(header.value(in: bytes)) else { return .another }
        id = header.value
      case .host:
        hosts += 1
        guard hosts == 1, !isLoopback || HostName.isLoopback(header.value(in: bytes)) else { return .another }
      case .connection:
        guard header.value(in: bytes).equalsIgnoringCase("keep-alive") else { return .another }
      case .harmless: break
      case .other: return .another
      }
      at = end + 2
    }
    guard let length, length > 0, isJSON, hosts == 1 else { return .another }
    guard bytes.count - at >= length else { return .incomplete }
    // Several rows are answered elsewhere.
    guard bytes[at] == UInt8(ascii: "{") else { return .another }
    return .plain(PlainRequest(body: at..<at + length, authorization: authorization, id: id, length: at + length))
  }

  private enum Line {
    /// Up to the line's end.
    case whole(Int)
    case incomplete
    /// It holds what no plain head does.
    case another
  }

  private static func line(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Line {
    var at = start
    let last = min(bytes.count, mostHeadBytes)
    while at < last {
      let byte = bytes[at]
      if byte == 13 {
        guard at + 1 < bytes.count else { return .incomplete }
        return bytes[at + 1] == 10 ? .whole(at) : .another
      }
      if byte < 0x20 || byte > 0x7E { return .another }
      at += 1
    }
    return .incomplete
  }
}

/// One line of a request's head.
private struct Header {
  enum Name {
    case contentLength, contentType, authorization, requestID, host, connection
    /// Says nothing that changes an answer.
    case harmless
    case other
  }

  private let name: Range<Int>
  let value: Range<Int>

  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    guard let colon = line.first(where: { bytes[$0] == UInt8(ascii: ":") }), colon > line.lowerBound else { return nil }
    name = line.lowerBound..<colon
    // A blank before the colon is how requests are smuggled.
    guard name.allSatisfy({ bytes[$0] > 0x20 }) else { return nil }
    var start = colon + 1
    while start < line.upperBound, bytes[start] == 0x20 { start += 1 }
    var end = line.upperBound
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    value = start..<end
  }

  func value(in bytes: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> { bytes[value] }

  func name(in bytes: UnsafeBufferPointer<UInt8>) -> Name {
    let text = bytes[name]
    switch text.count {
    case 4: return text.equalsIgnoringCase("host") ? .host : .other
    case 6: return text.equalsIgnoringCase("accept") ? .harmless : .other
    case 10:
      if text.equalsIgnoringCase("connection") { return .connection }
      return text.equalsIgnoringCase("user-agent") ? .harmless : .other
    case 12:
      if text.equalsIgnoringCase("content-type") { return .contentType }
      return text.equalsIgnoringCase("x-request-id") ? .requestID : .other
    case 13: return text.equalsIgnoringCase("authorization") ? .authorization : .other
    case 14: return text.equalsIgnoringCase("content-length") ? .contentLength : .other
    case 15:
      return text.equalsIgnoringCase("accept-encoding") || text.equalsIgnoringCase("accept-language")
        ? .harmless : .other
    default: return .other
    }
  }

  func number(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard (1...7).contains(value.count) else { return nil }
    var number = 0
    for place in value {
      let digit = bytes[place] &- 48
      guard digit <= 9 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// `application/json`, with or without `charset=utf-8`.
  func isJSON(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = bytes[value]
    return text.equalsIgnoringCase("application/json") || text.equalsIgnoringCase("application/json; charset=utf-8")
      || text.equalsIgnoringCase("application/json;charset=utf-8")
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// - Parameter word: in lower case.
  fileprivate func equalsIgnoringCase(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for place in 0..<count {
      let byte = self[startIndex + place]
      let lower = byte &- 65 < 26 ? byte | 0x20 : byte
      if lower != word.utf8Start[place] { return false }
    }
    return true
  }
}
