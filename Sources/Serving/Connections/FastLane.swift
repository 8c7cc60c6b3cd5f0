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
