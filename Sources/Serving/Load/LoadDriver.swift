import Collections
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
  /// When requests were due that no connection was free for.
  private var waiting: Deque<NIODeadline> = []
  private var sent = 0
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

  /// Sends what is due, where connections are free; the rest waits its turn.
  private func tick() {
    guard let rate = level.rate, !isOver else { return }
    let interval = 1e9 / rate
    func due(_ number: Int) -> NIODeadline { start + .nanoseconds(Int64(Double(number) * interval)) }
    let now = NIODeadline.now()
    var number = sent + waiting.count
    while due(number) <= now, due(number) < end {
      let moment = due(number)
      if let connection = idle.popLast() { send(on: connection, due: moment) } else { waiting.append(moment) }
      number += 1
    }
    let next = due(number)
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
    if level.rate == nil {
      if now < end, !level.sendsOnce || sent < requests.count {
        send(on: connection, due: now)
      } else {
        finishIfDone()
      }
    } else if let moment = waiting.popFirst() {
      send(on: connection, due: moment)
    } else {
      idle.append(connection)
      if now >= end { finishIfDone() }
    }
  }

  /// The service closed a connection; what it had to answer failed.
  func closed(_ connection: LoadConnection, wasAsked: Bool) {
    guard !isOver else { return }
    idle.removeAll { $0 === connection }
    connections.removeAll { $0 === connection }
    if wasAsked {
      inFlight -= 1
      fail("the service closed a connection instead of answering")
    }
    if connections.isEmpty { finish() } else if .now() >= end { finishIfDone() }
  }

  private func fail(_ reason: String) {
    failed += 1
    if firstFailure == nil { firstFailure = reason }
  }

  // MARK: The end

  private func finishIfDone() { if inFlight == 0, waiting.isEmpty { finish() } }

  private func finish() {
    guard !isOver else { return }
    isOver = true
    let unanswered = inFlight + waiting.count
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
    while let due, let answer = ReceivedAnswer(received) {
      received.moveReaderIndex(forwardBy: answer.length)
      self.due = nil
      driver?.answered(self, status: answer.status, due: due)
    }
    if received.readableBytes == 0 { received.clear() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    driver?.closed(self, wasAsked: due != nil)
    due = nil
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// The first answer in some bytes, once it is there as a whole.
struct ReceivedAnswer {
  let status: Int
  let length: Int
  let body: Range<Int>

  init?(_ buffer: ByteBuffer) {
    let found = buffer.withUnsafeReadableBytes { bytes -> (status: Int, head: Int, body: Int)? in
      guard bytes.count > 12, let head = Self.end(of: bytes) else { return nil }
      let status = bytes[9..<12].reduce(0) { $0 * 10 + Int($1 &- 48) }
      guard let length = Self.contentLength(UnsafeRawBufferPointer(rebasing: bytes[..<head])) else { return nil }
      return bytes.count >= head + length ? (status, head, length) : nil
    }
    guard let found else { return nil }
    status = found.status
    length = found.head + found.body
    body = found.head..<found.head + found.body
  }

  /// Behind the blank line.
  private static func end(of bytes: UnsafeRawBufferPointer) -> Int? {
    var at = 0
    while at + 3 < bytes.count {
      if bytes[at] == 13, bytes[at + 1] == 10, bytes[at + 2] == 13, bytes[at + 3] == 10 { return at + 4 }
      at += 1
    }
    return nil
  }

  private static let name = Array("\r\ncontent-length:".utf8)

  private static func contentLength(_ head: UnsafeRawBufferPointer) -> Int? {
    var at = 0
    while at + name.count < head.count {
      if head[at] == 13,
        (0..<name.count).allSatisfy({ head[at + $0] | ($0 > 1 ? 0x20 : 0) == name[$0] | ($0 > 1 ? 0x20 : 0) })
      {
        var place = at + name.count
        while place < head.count, head[place] == 0x20 { place += 1 }
        var number = 0
        while place < head.count, head[place] &- 48 <= 9 {
          number = number * 10 + Int(head[place] &- 48)
          place += 1
        }
        return number
      }
      at += 1
    }
    return nil
  }
}
