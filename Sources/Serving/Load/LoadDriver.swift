import Engine
import Histogram
import NIOCore

/// Sends the requests of one level of load and counts the answers; lives on one event loop.
final class LoadDriver {
  private let level: LoadTest.Level
  private let requests: [ByteBuffer]
  private let loop: any EventLoop
  /// Made when the level begins.
  private var finished: EventLoopPromise<LoadReport.Step>?

  private var connections: [LoadConnection] = []
  private var idle: [LoadConnection] = []
  private var sent = 0
  /// With a rate, how many have been due so far; those that no connection was free for wait their turn.
  private var dueCount = 0
  private var inFlight = 0
  private var failed = 0
  private var firstFailure: String?
  /// In microseconds, to three digits.
  private var latencies = Histogram<UInt64>(numberOfSignificantValueDigits: .three)
  private var start = NIODeadline.now()
  private var end = NIODeadline.now()
  private var lastAnswer = NIODeadline.now()
  private var isOver = false

  /// After a level's time, so long is waited for answers that are outstanding.
  private static let patience = TimeAmount.seconds(5)

  init(_ level: LoadTest.Level, _ requests: [ByteBuffer], _ loop: any EventLoop) {
    self.level = level
    self.requests = requests
    self.loop = loop
    latencies.autoResize = true
  }

  func run(_ channels: [any Channel]) -> EventLoopFuture<LoadReport.Step> {
    let finished = loop.makePromise(of: LoadReport.Step.self)
    self.finished = finished
    do {
      for channel in channels {
        let connection = try channel.pipeline.syncOperations.handler(type: LoadConnection.self)
        connection.driver = self
        connections.append(connection)
      }
    } catch {
      finished.fail(error)
      return finished.futureResult
    }
    start = .now()
    lastAnswer = start
    end = start + TimeAmount(level.duration)
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.scheduleTask(deadline: end + Self.patience) { bound.value.finish() }
    if level.rate == nil {
      for connection in connections { send(on: connection, due: .now()) }
    } else {
      idle = connections
      loop.scheduleTask(deadline: end) { bound.value.finishIfDone() }
      tick()
    }
    return finished.futureResult
  }

  // MARK: Sending

  private func send(on connection: LoadConnection, due: NIODeadline) {
    let request = requests[sent % requests.count]
    sent += 1
    inFlight += 1
    connection.send(request, due: due)
  }

  /// When a request is due at a rate: the first one at once. Beyond the level's end it does not matter when.
  private func moment(_ number: Int, at rate: Double) -> NIODeadline {
    let offset = Double(number) / rate * 1e9
    let whole = Double((end - start).nanoseconds)
    return offset < whole ? start + .nanoseconds(Int64(offset)) : end
  }

  private var waitingCount: Int { max(0, dueCount - sent) }

  /// Sends what is due, where connections are free; the rest waits its turn.
  private func tick() {
    guard let rate = level.rate, !isOver else { return }
    let now = NIODeadline.now()
    while moment(dueCount, at: rate) <= now, moment(dueCount, at: rate) < end { dueCount += 1 }
    while waitingCount > 0, let connection = idle.popLast() { send(on: connection, due: moment(sent, at: rate)) }
    let next = moment(dueCount, at: rate)
    guard next < end else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.scheduleTask(deadline: next) { bound.value.tick() }
  }

  // MARK: Answers

  func answered(_ connection: LoadConnection, status: Int, due: NIODeadline) {
    let now = NIODeadline.now()
    inFlight -= 1
    lastAnswer = now
    if status == 200 {
      latencies.record(UInt64(max(0, (now - due).nanoseconds / 1000)))
    } else {
      fail("the service answered with status \(status)")
    }
    guard let rate = level.rate else {
      if now < end, !level.sendsOnce || sent < requests.count {
        send(on: connection, due: now)
      } else {
        finishIfDone()
      }
      return
    }
    if waitingCount > 0 {
      send(on: connection, due: moment(sent, at: rate))
    } else {
      idle.append(connection)
      if now >= end { finishIfDone() }
    }
  }

  /// A connection was closed; what it had to answer failed.
  ///
  /// - Parameter reason: why, where it is known.
  func closed(_ connection: LoadConnection, wasAsked: Bool, because reason: String?) {
    guard !isOver else { return }
    idle.removeAll { $0 === connection }
    connections.removeAll { $0 === connection }
    if wasAsked {
      inFlight -= 1
      fail(reason ?? "the service closed a connection instead of answering")
    }
    if connections.isEmpty { finish() } else if .now() >= end { finishIfDone() }
  }

  private func fail(_ reason: String) {
    failed += 1
    if firstFailure == nil { firstFailure = reason }
  }

  // MARK: The end

  private func finishIfDone() { if inFlight == 0, waitingCount == 0 { finish() } }

  private func finish() {
    guard !isOver else { return }
    isOver = true
    let unanswered = inFlight + waitingCount
    if unanswered > 0 {
      failed += unanswered
      if firstFailure == nil { firstFailure = "requests were not answered within five seconds of the end" }
    }
    for connection in connections { connection.close() }
    let recorded = latencies.recordedValues().map { (seconds: Double($0.value) * 1e-6, count: Int($0.count)) }
    let duration = Double(((level.sendsOnce ? lastAnswer : max(end, lastAnswer)) - start).nanoseconds) * 1e-9
    finished?.succeed(
      LoadReport.Step(
        connections: level.connections, rate: level.rate, duration: duration,
        latencies: LatencyDistribution(recorded), failed: failed, firstFailure: firstFailure))
  }
}

/// One connection of a load test: a request at a time, and of its answer the status.
final class LoadConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  var driver: LoadDriver?
  private var context: ChannelHandlerContext?
  private var received = ByteBuffer()
  private var due: NIODeadline?
  /// Why the connection is not asked any more.
  private var reason: String?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func send(_ request: ByteBuffer, due: NIODeadline) {
    self.due = due
    context?.writeAndFlush(wrapOutboundOut(request), promise: nil)
  }

  func close() { context?.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
    reading: while let due {
      switch ReceivedAnswer.read(received) {
      case .whole(let answer):
        received.moveReaderIndex(forwardBy: answer.length)
        self.due = nil
        driver?.answered(self, status: answer.status, due: due)
      case .incomplete: break reading
      case .strange:
        reason = "what answers there is no Daybook service"
        context.close(promise: nil)
        return
      }
    }
    if received.readableBytes == 0 { received.clear() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    driver?.closed(self, wasAsked: due != nil, because: reason)
    due = nil
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
