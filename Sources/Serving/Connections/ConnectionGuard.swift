import NIOCore

/// Ends connections that take too long: a request that does not arrive, an answer that does not leave, idleness.
///
/// It knows nothing of HTTP: from the first byte that comes after an answer, the next answer must begin to leave before
/// the deadline. One timer a connection is set anew only when it goes off, so that a busy one costs two numbers.
final class ConnectionGuard: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let deadline: TimeAmount
  private let idleTime: TimeAmount
  /// When the first byte came that is not answered yet.
  private var begun: NIODeadline?
  private var lastUse = NIODeadline.now()
  private var timer: Scheduled<Void>?

  init(deadline: Duration, idleTime: Duration) {
    self.deadline = TimeAmount(deadline)
    self.idleTime = TimeAmount(idleTime)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    lastUse = .now()
    schedule(at: lastUse + min(idleTime, deadline), context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if begun == nil {
      let now = NIODeadline.now()
      begun = now
      lastUse = now
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    begun = nil
    lastUse = .now()
    context.write(data, promise: promise)
  }

  // MARK: Timing

  private var end: NIODeadline { begun.map { $0 + deadline } ?? lastUse + idleTime }

  private func schedule(at moment: NIODeadline, _ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(deadline: moment) {
      let (own, context) = bound.value
      own.look(context)
    }
  }

  private func look(_ context: ChannelHandlerContext) {
    guard end <= .now() else {
      schedule(at: min(end, .now() + deadline), context)
      return
    }
    if begun != nil {
      // Who sent half a request is told; who said nothing knows.
      var reply = context.channel.allocator.buffer(capacity: 96)
      reply.writeStaticString("HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
      context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
    }
    context.close(promise: nil)
  }
}

/// Puts the handlers of a connection that deal in bytes before those that deal in HTTP.
final class ConnectionSetup: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private let answerer: Answerer

  init(_ answerer: Answerer) { self.answerer = answerer }

  func handlerAdded(context: ChannelHandlerContext) {
    let guardian = ConnectionGuard(deadline: answerer.settings.deadline, idleTime: answerer.settings.idleTime)
    do {
      try context.pipeline.syncOperations.addHandler(FastLane(answerer), position: .first)
      try context.pipeline.syncOperations.addHandler(guardian, position: .first)
      context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    } catch { context.close(promise: nil) }
  }
}
