import Foundation
import NIOCore
import Testing

@testable import Engine
@testable import Serving

@Suite("A load test", .serialized, .timeLimit(.minutes(5)))
struct LoadTests {
  @Test func `measures how fast a service answers, and its goals`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let bodies = try RequestBodies(Shop.rows, shop.first.facts)
      #expect(String(decoding: bodies.bodies[1], as: UTF8.self) == "{\"delay\":1.0,\"origin\":\"JFK\",\"flight\":1}")
      let test = LoadTest(host: "127.0.0.1", port: caller.port)
      let steps = try test.run(
        [
          .init(connections: 4, rate: nil, duration: .milliseconds(300)),
          .init(connections: 4, rate: 200, duration: .milliseconds(500)),
        ], bodies: bodies.bodies)
      #expect(steps.allSatisfy { $0.failed == 0 })
      #expect(steps[0].throughput > 200 && steps[0].latencies.percentile(50) ?? 1 < 0.05)
      #expect((95...101).contains(steps[1].latencies.count))
      let report = LoadReport(
        name: "late", version: "v", shape: .open, steps: steps,
        goals: [
          Goal(.latency(percentile: 99), atMost: .seconds(1)), Goal(.throughput, atLeast: 1e9),
          Goal(.rocAUC, atLeast: 0.5),
        ])
      #expect(report.goals.map(\.isMet) == [true, false])
    }
    #expect(throws: LoadFailure.self) {
      try LoadTest(host: "127.0.0.1", port: 1).run(
        [.init(connections: 1, rate: nil, duration: .milliseconds(100))], bodies: [[]])
    }
  }

  /// A service that stops for half a second: a closed loop would see one slow request, an open one sees all that were due.
  @Test func `a stall is seen by every request that was due in it`() throws {
    let stalls = StandInServer(stallAfter: 20, for: 0.5)
    let steps = try LoadTest(host: "127.0.0.1", port: stalls.port).run(
      [.init(connections: 1, rate: 200, duration: .milliseconds(1000))], bodies: [Array("{}".utf8)])
    let slow = zip(steps[0].latencies.values, steps[0].latencies.counts).filter { $0.0 > 0.1 }.reduce(0) { $0 + $1.1 }
    #expect(slow > 50, "\(slow)")
  }

  @Test(arguments: [1e-300, 1e-9, 0.5, 1_000_000])
  func `takes every rate that is allowed`(_ rate: Double) throws {
    let server = StandInServer()
    let step = try LoadTest(host: "127.0.0.1", port: server.port).run(
      [.init(connections: 1, rate: rate, duration: .milliseconds(200))], bodies: [Array("{}".utf8)])[0]
    if rate < 1 { #expect(step.latencies.count == 1 && step.failed == 0) }
    // What was due and could not be sent in time counts.
    if rate > 1 { #expect(step.latencies.count + step.failed == 200_000) }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "220 mail.example ESMTP\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
    String(repeating: "x", count: 100_000),
  ])
  func `says so where something else answers`(_ reply: String) throws {
    let server = StandInServer(reply)
    let step = try LoadTest(host: "127.0.0.1", port: server.port).run(
      [.init(connections: 2, rate: nil, duration: .milliseconds(200))], bodies: [Array("{}".utf8)])[0]
    #expect(step.latencies.count == 0 && step.failed == 2)
    #expect(step.firstFailure == "what answers there is no Daybook service")
  }

  @Test func `reads an answer however it comes in pieces`() {
    let text = Array("HTTP/1.1 422 A row\r\ncontent-type: a\r\nContent-Length:  2\r\n\r\n{}HTTP".utf8)
    for count in 0..<text.count - 4 {
      guard case .incomplete = ReceivedAnswer.read(ByteBuffer(bytes: text[..<count])) else {
        Issue.record("\(count) bytes are no answer")
        continue
      }
    }
    guard case .whole(let answer) = ReceivedAnswer.read(ByteBuffer(bytes: text)) else {
      Issue.record("it is not read")
      return
    }
    #expect(answer.status == 422 && answer.length == text.count - 4)
    #expect(answer.body == answer.length - 2..<answer.length)
  }
}
