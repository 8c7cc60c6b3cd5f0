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
    let others = try Shop.rows.choosing(Self.mostlyLaGuardia)
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

  @Test func `may expect other fields once it is promoted, and the log holds both`() throws {
    let shop = try Shop()
    let narrow = try train(.constant, on: Shop.rows, predicting: "late", from: ["delay", "distance"])
    let second = try shop.registry.deploy(narrow, as: "late")
    let counts = try shop.serving { caller in
      for row in 0..<8 { #expect(try caller.predict(Shop.body(row)).status == 200) }
      let stream = try Connection(caller.port)
      let lines = [Shop.body(1), Shop.body(2)].map { $0 + "\n" }
      let head = caller.text("POST", "/predict", lines.joined(), ["Content-Type: application/x-ndjson"])
      stream.send(head.dropLast(lines[1].count) + "")
      Thread.sleep(forTimeInterval: 0.1)
      try shop.registry.promote("late", to: second.version)
      let body = "{\"delay\":1,\"distance\":700}"
      var asked = 0
      while try caller.predict(body).status != 200, asked < 2000 { asked += 1 }
      for _ in 0..<9 { #expect(try caller.predict(body).json["version"] as? String == second.version) }
      #expect(try caller.request("GET", "/schema").body.contains("distance"))
      // What began with the former version ends with it.
      let rest = try stream.ask(lines[1])
      #expect(rest.body.matches(of: try Regex(shop.first.version)).count == 2, "\(rest.body)")
      try shop.registry.rollBack("late")
      asked = 0
      while try caller.predict(Shop.body(1)).status != 200, asked < 2000 { asked += 1 }
      #expect(asked < 2000)
    }
    #expect(counts?.written == 21 && counts?.dropped == 0)
    let all = try shop.log.table()
    #expect(all.rowCount == 21 && (0..<21).count { all.text(at: $0, of: "origin") == nil } == 10)
    let others = try PredictionLog(shop.registry, second.facts).table()
    #expect((0..<21).count { others.text(at: $0, of: "distance") == "700.0" } == 10)
  }

  @Test func `is not served where its rows do not fit the log, which is told`() throws {
    let shop = try Shop()
    var columns: [(name: String, column: Column)] = []
    for (name, source) in [("origin", "delay"), ("late", "late")] {
      columns.append((name, try Shop.rows.column(source)))
    }
    let other = try train(
      .constant, on: Table(label: "others", columns: columns), predicting: "late", from: ["origin"])
    let second = try shop.registry.deploy(other, as: "late")
    let live = try LiveModel("late", in: shop.registry, ServiceSettings())
    try shop.registry.promote("late", to: second.version)
    guard case .failed(let reason)? = live.reload() else {
      Issue.record("it is served")
      return
    }
    #expect(reason.contains("its column \"origin\" holds values of another kind than a number"))
    #expect(live.current.version == shop.first.version && live.reload() == nil)
    _ = live.log?.close()
  }

  @Test func `counts rows that come together, as an array or one a line`() throws {
    let shop = try Shop()
    let strange = try Self.deployConstant(shop)
    for (kind, separator) in [("application/json", ","), ("application/x-ndjson", "\n")] {
      try shop.registry.begin(
        .canary, "late", with: strange.version, share: 0.5, watches: [RolloutWatch(.shift, above: 0.25)])
      _ = try shop.serving { caller in
        let rows = (0..<300).map(Shop.body).joined(separator: separator)
        let body = separator == "," ? "[\(rows)]" : rows
        var number = 0
        while number < 400, try shop.registry.state(of: "late").rollout != nil {
          let headers = ["Content-Type: \(kind)", "X-Request-Id: r\(number)"]
          #expect(try caller.request("POST", "/predict", body, headers: headers).status == 200)
          number += 1
        }
      }
      #expect(try shop.registry.state(of: "late").rollout == nil, "\(kind)")
    }
  }

  @Test func `does not begin where its version is damaged, which is told once`() throws {
    let shop = try Shop()
    let second = try shop.deploy(rounds: 9)
    try shop.registry.begin(.canary, "late", with: second.version, share: 1)
    let model = "\(shop.folder)/late/\(second.version)/facts.json"
    try Data("{}".utf8).write(to: URL(fileURLWithPath: model))
    let live = try LiveModel("late", in: shop.registry, ServiceSettings())
    guard case .notBegun(let reason)? = live.followRollout() else {
      Issue.record("it begins")
      return
    }
    #expect(reason.contains("facts.json"))
    #expect(live.followRollout() == nil)
    #expect(live.choice(for: "a").version.version == shop.first.version)
    _ = live.log?.close()
  }

  @Test func `is not deleted while it is tried, and ends where an earlier version answers again`() throws {
    let shop = try Shop()
    let second = try shop.deploy(rounds: 9)
    try shop.registry.promote("late", to: second.version)
    try shop.registry.begin(.shadow, "late", with: shop.first.version)
    let error = #expect(throws: DataError.self) { try shop.registry.delete(shop.first.version, of: "late") }
    #expect(error?.description.contains("daybook models end-trial late") == true)
    try shop.registry.rollBack("late")
    let state = try shop.registry.state(of: "late")
    #expect(state.rollout == nil && state.current == shop.first.version)
    #expect(state.history.map(\.action).suffix(2) == [.rolledBack, .rolloutEnded])
  }
}

extension Table {
  fileprivate func text(at row: Int, of name: String) -> String? { (try? column(name))?.text(at: row) }
}
