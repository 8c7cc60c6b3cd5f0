import Foundation
import Testing

@testable import Engine
@testable import Serving

@Suite("A version that is tried", .serialized, .timeLimit(.minutes(5)))
struct RolloutTests {
  /// A version whose answers are all the same.
  static func deployConstant(_ shop: Shop) throws -> Release {
    var settings = DeploymentSettings()
    settings.keeping = ["flight"]
    let model = try train(.constant, on: Shop.rows, predicting: "late", from: ["delay", "origin"])
    return try shop.registry.deploy(model, as: "late", settings: settings)
  }

  /// Asks until something holds, or many times.
  private func ask(_ caller: Caller, atMost most: Int = 4000, until isDone: (Int, Caller.Answer) throws -> Bool) throws
  {
    let connection = try Connection(caller.port)
    for number in 0..<most {
      let text = caller.text("POST", "/predict", Shop.body(number % 400), [Caller.json, "X-Request-Id: r\(number)"])
      let answer = try connection.ask(text)
      #expect(answer.status == 200)
      if try isDone(number, answer) { return }
    }
    Issue.record("it did not happen in \(most) requests")
  }

  @Test func `answers its share of the requests as a canary, the same ones each time`() throws {
    let shop = try Shop()
    let second = try shop.deploy(rounds: 9)
    try shop.registry.begin(.canary, "late", with: second.version, share: 0.25)
    _ = try shop.serving { caller in
      try ask(caller) { _, answer in answer.body.contains(second.version) }
      var first: [Bool] = []
      try ask(caller) { number, answer in
        first.append(answer.body.contains(second.version))
        return number == 999
      }
      #expect((200...300).contains(first.count(where: \.self)))
      var again: [Bool] = []
      try ask(caller) { number, answer in
        again.append(answer.body.contains(second.version))
        return number == 999
      }
      #expect(first == again)
      #expect(first == (0..<1000).map { Rollout.isCanary("r\($0)", share: 0.25) })
      try shop.registry.promote("late", to: second.version)
      try ask(caller) { number, answer in number > 100 && answer.body.contains(second.version) }
    }
    #expect(try shop.registry.state(of: "late").rollout == nil)
  }

  @Test func `goes back by itself where its answers are others`() throws {
    let shop = try Shop()
    let strange = try Self.deployConstant(shop)
    try shop.registry.begin(
      .canary, "late", with: strange.version, share: 0.5, watches: [RolloutWatch(.shift, above: 0.25)])
    _ = try shop.serving { caller in
      try ask(caller) { _, answer in answer.body.contains(strange.version) }
      try ask(caller, atMost: 100_000) { _, _ in try shop.registry.state(of: "late").rollout == nil }
      for number in 0..<200 {
        let answer = try caller.predict(Shop.body(number), headers: ["X-Request-Id: r\(number)"])
        #expect(!answer.body.contains(strange.version))
      }
    }
    let last = try shop.registry.state(of: "late").history.last
    #expect(last?.action == .rolloutEnded && last?.reason?.contains("its predictions are others") == true)
    let report = try shop.log.rollout(shop.registry)
    #expect(report.kind == .canary && report.challenger.rows >= 200 && report.ended != nil)
    #expect((report.shift ?? 0) > 0.25)
  }

  @Test func `goes back by itself where it is worse once outcomes are known`() throws {
    let shop = try Shop()
    let strange = try Self.deployConstant(shop)
    try shop.registry.begin(
      .canary, "late", with: strange.version, share: 0.5, watches: [RolloutWatch(.loss, above: 0.05)])
    _ = try shop.serving { caller in
      try ask(caller) { number, _ in number == 1200 }
      Thread.sleep(forTimeInterval: 0.3)
      #expect(try shop.registry.state(of: "late").rollout != nil, "nothing is known yet")
      let truths = try Shop.rows.outcomes("late")
      _ = try shop.log.join((0..<400).map { .init(key: "\($0)", value: "\(truths[$0])") }, on: "flight")
      try ask(caller, atMost: 100_000) { _, _ in try shop.registry.state(of: "late").rollout == nil }
    }
    #expect(try shop.registry.state(of: "late").history.last?.reason?.contains("worse") == true)
  }

  @Test func `answers in the background as a shadow, and is compared row by row`() throws {
    let shop = try Shop()
    let second = try shop.deploy(rounds: 9)
    _ = try shop.serving { caller in
      try shop.registry.begin(.shadow, "late", with: second.version)
      Thread.sleep(forTimeInterval: 0.3)
      try ask(caller) { number, answer in
        #expect(answer.body.contains(shop.first.version))
        return number == 399
      }
    }
    let report = try shop.log.rollout(shop.registry)
    #expect(report.kind == .shadow && report.current.rows == 400 && report.challenger.rows == 400)
    let own = try shop.model.predictions(for: Shop.rows).values
    let other = try Shop.model(rounds: 9).predictions(for: Shop.rows).values
    let alike = zip(own, other).count { ($0 >= 0.5) == ($1 >= 0.5) }
    #expect(report.agreement == Double(alike) / 400)
    #expect(abs((report.challenger.meanPrediction ?? 0) - other.reduce(0, +) / 400) < 1e-12)
  }

  private static let mostlyLaGuardia: [Int32] = {
    var rows: [Int32] = []
    for row in Int32(0)..<400 where row % 3 == 2 || (row % 2 == 0 && row < 300) { rows.append(row) }
    return rows
  }()

  /// Learned from other rows: other ranges, and categories in another order.
  @Test func `may have learned from other rows, and answers by its own categories`() throws {
    let shop = try Shop()
    let others = Shop.rows.choosing(Self.mostlyLaGuardia)
    let model = try train(
      .boostedTrees(BoostedTrees.Settings(rounds: 20, leaves: 8, minimumRows: 2)), on: others, predicting: "late",
      from: ["delay", "origin"])
    var settings = DeploymentSettings()
    settings.keeping = ["flight"]
    let second = try shop.registry.deploy(model, as: "late", settings: settings)
    #expect(second.facts.features != shop.first.facts.features || model.schema.features != shop.model.schema.features)
    _ = try shop.serving { caller in
      try shop.registry.begin(.shadow, "late", with: second.version)
      Thread.sleep(forTimeInterval: 0.3)
      try ask(caller) { number, _ in number == 399 }
      Thread.sleep(forTimeInterval: 0.3)
      try shop.registry.promote("late", to: second.version)
      try ask(caller, atMost: 100_000) { _, answer in answer.body.contains(second.version) }
    }
    let report = try shop.log.shadowed(shop.first.version, by: second.version)
    let expected = try model.predictions(for: Shop.rows).values.reduce(0, +) / 400
    let rows = try shop.log.answers(since: 0).filter { $0.shadow != nil }.prefix(400).compactMap(\.shadow)
    #expect(report.challenger.rows >= 400 && abs(rows.reduce(0, +) / 400 - expected) < 1e-12)
  }

  @Test func `must be another version that expects the same fields`() throws {
    let shop = try Shop()
    #expect(throws: DataError.self) { try shop.registry.begin(.shadow, "late", with: shop.first.version) }
    let narrow = try train(
      .boostedTrees(BoostedTrees.Settings(rounds: 3)), on: Shop.rows, predicting: "late", from: ["delay"])
    let other = try shop.registry.deploy(narrow, as: "late")
    let error = #expect(throws: DataError.self) { try shop.registry.begin(.canary, "late", with: other.version) }
    #expect(error?.description.contains("expects other fields") == true)
    #expect(throws: DataError.self) { try shop.registry.endRollout(of: "late", because: "no reason") }
  }

  @Test func `is measured under load, and what is due late counts as late`() throws {
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
    let stalls = try StallingServer(stallAfter: 20, for: 0.5)
    let steps = try LoadTest(host: "127.0.0.1", port: stalls.port).run(
      [.init(connections: 1, rate: 200, duration: .milliseconds(1000))], bodies: [Array("{}".utf8)])
    let slow = zip(steps[0].latencies.values, steps[0].latencies.counts).filter { $0.0 > 0.1 }.reduce(0) { $0 + $1.1 }
    #expect(slow > 50, "\(slow)")
  }
}

/// Answers like a service, but for one pause.
final class StallingServer: @unchecked Sendable {
  let port: Int
  private let listener: Int32

  init(stallAfter count: Int, for seconds: Double) throws {
    #if canImport(Darwin)
      listener = socket(AF_INET, SOCK_STREAM, 0)
    #else
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, length)
        _ = getsockname(descriptor, $0, &length)
      }
    }
    port = Int(in_port_t(bigEndian: address.sin_port))
    listen(listener, 8)
    Thread.detachNewThread {
      var answered = 0
      var connections = 0
      var hasStalled = false
      let reply = Array("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".utf8)
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        // The first connection only warms up.
        connections += 1
        answered = 0
        var buffer = [UInt8](repeating: 0, count: 4096)
        while recv(client, &buffer, buffer.count, 0) > 0 {
          answered += 1
          if answered > count, connections > 1, !hasStalled {
            hasStalled = true
            Thread.sleep(forTimeInterval: seconds)
          }
          _ = send(client, reply, reply.count, Int32(MSG_NOSIGNAL))
        }
        close(client)
      }
    }
  }

  deinit { close(listener) }
}
