import Foundation
import GRDB
import Testing

@testable import Engine
@testable import Serving

@Suite("The log of predictions", .serialized, .timeLimit(.minutes(5)))
struct PredictionLogTests {
  @Test func `holds every row that was answered, as a table of the model's own columns`() throws {
    let shop = try Shop()
    let counts = try shop.serving { caller in
      for row in 0..<40 { _ = try caller.predict(Shop.body(row), headers: ["X-Request-Id: r\(row)"]) }
      _ = try caller.predict("[\(Shop.body(40)),\(Shop.body(41))]", headers: ["X-Request-Id: many"])
      _ = try caller.predict("{\"delay\":null,\"origin\":\"JFK\"}")
    }
    #expect(counts?.written == 43 && counts?.dropped == 0)
    let table = try shop.log.table()
    #expect(
      table.columnNames == ["time", "id", "version", "delay", "origin", "flight", "prediction", "latency", "late"])
    #expect(try table.column("id").text(at: 7) == "r7")
    #expect(try table.column("id").text(at: 41) == "many-1")
    #expect(try table.column("time").type == .date)
    #expect(try table.column("delay").validity.missingCount == 1)
    let again = try shop.model.predictions(for: table.prefix(42)).values
    #expect(again == Array((try table.column("prediction").numbers() ?? []).prefix(42)))
  }

  @Test func `joins labels by the request or by a column that is kept, and tells those that fit none`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      for row in 0..<10 { _ = try caller.predict(Shop.body(row), headers: ["X-Request-Id: r\(row)"]) }
      Thread.sleep(forTimeInterval: 0.3)
      let labels = "[{\"id\":\"r1\",\"label\":true},{\"id\":\"r2\",\"label\":false},{\"id\":\"gone\",\"label\":true}]"
      let joined = try caller.request("POST", "/labels", labels, headers: [Caller.json])
      #expect(joined.json as? [String: Int] == ["joined": 2, "changed": 0, "unmatched": 1])
      let byFlight = try caller.request(
        "POST", "/labels?on=flight", "[{\"id\":2,\"label\":1},{\"id\":3,\"label\":0}]", headers: [Caller.json])
      #expect(byFlight.json as? [String: Int] == ["joined": 2, "changed": 1, "unmatched": 0])
      let wrong = try caller.request("POST", "/labels", "{\"id\":\"r1\",\"label\":\"perhaps\"}", headers: [Caller.json])
      #expect(wrong.status == 422 && wrong.body.contains("true or false"))
      let unknown = try caller.request("POST", "/labels?on=delay", "[]", headers: [Caller.json])
      #expect(unknown.status == 422)
      #expect(try caller.request("POST", "/labels", "[1]", headers: [Caller.json]).status == 400)
    }
    let late = try shop.log.table().column("late")
    #expect(late.type == .bool)
    #expect((0..<10).map { late.text(at: $0) } == [nil, "true", "true", "false", nil, nil, nil, nil, nil, nil])
  }

  @Test func `joins the labels of a file`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in for row in 0..<5 { _ = try caller.predict(Shop.body(row)) } }
    let file = "\(shop.folder)/labels.csv"
    try Data("flight,late\n0,true\n1,false\n2,\n77,true\n".utf8).write(to: URL(fileURLWithPath: file))
    let result = try shop.log.join(csv: file, on: "flight")
    #expect(result.joined == 2 && result.unmatched == 1 && result.firstUnmatched == "77")
  }

  @Test func `holds nothing of what is withheld, and a share where a share is asked for`() throws {
    let shop = try Shop(withholding: ["origin"])
    let counts = try shop.serving { settings in
      settings.log?.share = 0.25
    } _: { caller in
      for row in 0..<40 { _ = try caller.predict(Shop.body(row)) }
    }
    #expect(counts?.written == 10 && counts?.skipped == 30)
    #expect(try !shop.log.table().hasColumn("origin"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: shop.log.path))
    #expect(bytes.firstRange(of: Data("JFK".utf8)) == nil)
  }

  @Test func `has a column for each field, though its own are called almost so`() throws {
    let shop = try Shop()
    let rows = try Shop.rows
    var columns: [(name: String, column: Engine.Column)] = []
    for (name, source) in [("Time", "delay"), ("row", "flight"), ("ID", "origin"), ("late", "late")] {
      columns.append((name, try rows.column(source)))
    }
    let cards = try Engine.Table(label: "cards", columns: columns)
    let model = try train(.constant, on: cards, predicting: "late", from: ["Time", "row"])
    var settings = DeploymentSettings()
    settings.keeping = ["ID"]
    let release = try shop.registry.deploy(model, as: "cards", settings: settings)
    let service = try LocalService("cards", in: shop.registry, ServiceSettings())
    let caller = Caller(port: service.port)
    for row in 1...3 {
      #expect(try caller.predict("{\"Time\":\(row),\"row\":\(row * 10),\"ID\":\"k\(row)\"}").status == 200)
    }
    #expect(service.stop()?.written == 3)
    let log = PredictionLog(shop.registry, release.facts)
    let joined = try log.join([.init(key: "k2", value: "true")], on: "ID")
    #expect(joined.joined == 1)
    let table = try log.table()
    #expect(
      table.columnNames == ["time", "id", "version", "Time", "row", "ID", "prediction", "latency", "late"])
    func texts(_ name: String) throws -> [String?] {
      let column = try table.column(name)
      return (0..<3).map { column.text(at: $0) }
    }
    #expect(try texts("Time") == ["1.0", "2.0", "3.0"] && texts("row") == ["10", "20", "30"])
    #expect(try texts("ID") == ["k1", "k2", "k3"] && texts("late") == [nil, "true", nil])
  }

  @Test func `is read by a version that writes a field with other capitals, or has none of it yet`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in _ = try caller.predict(Shop.body(5)) }
    var columns: [(name: String, column: Engine.Column)] = []
    for (name, source) in [("Delay", "delay"), ("distance", "distance"), ("late", "late")] {
      columns.append((name, try Shop.rows.column(source)))
    }
    let model = try train(
      .constant, on: Engine.Table(label: "rows", columns: columns), predicting: "late", from: ["Delay", "distance"])
    let second = try shop.registry.deploy(model, as: "late")
    let table = try PredictionLog(shop.registry, second.facts).table()
    #expect(try table.column("Delay").text(at: 0) == "5.0")
    #expect(try table.column("distance").text(at: 0) == nil)
  }

  @Test func `waits for a database that is locked, and drops and counts what does not fit`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in _ = try caller.predict(Shop.body(0)) }
    let other = try DatabaseQueue(path: shop.log.path)
    let counts = try shop.serving { settings in
      settings.log?.mostWaiting = 50
    } _: { caller in
      try other.inDatabase { database in
        try database.execute(sql: "BEGIN IMMEDIATE")
        // 50 are in hand of the writer at most, 50 wait; of the rest each is answered, and dropped.
        for row in 0..<200 { #expect(try caller.predict(Shop.body(row)).status == 200) }
        try database.execute(sql: "ROLLBACK")
      }
      Thread.sleep(forTimeInterval: 1)
    }
    let (written, dropped) = (counts?.written ?? 0, counts?.dropped ?? 0)
    #expect(written + dropped == 200)
    #expect(dropped >= 100 && written >= 50)
    #expect(try shop.log.table().rowCount == 1 + written)
    #expect(try other.read { try Int.fetchOne($0, sql: "SELECT sum(rows) FROM drops") } == dropped)
  }

  @Test func `answers on where the disk is full, and counts what it loses`() throws {
    let shop = try Shop()
    let counts = try shop.serving { settings in
      settings.log?.mostBytes = 1 << 17
      settings.log?.mostWaiting = 500
    } _: { caller in
      let connection = try Connection(caller.port)
      for row in 0..<4000 {
        let answer = try connection.ask(caller.text("POST", "/predict", Shop.body(row), [Caller.json]))
        #expect(answer.status == 200)
      }
      Thread.sleep(forTimeInterval: 0.5)
      #expect(try caller.request("GET", "/readyz").body.contains("full"))
    }
    let (written, dropped) = (counts?.written ?? 0, counts?.dropped ?? 0)
    #expect(written > 500 && dropped > 500)
    #expect(written + dropped == 4000)
    #expect(try shop.log.table().rowCount == written)
  }

  @Test func `cannot be opened where it is no database, which is told before the service answers`() throws {
    let shop = try Shop()
    try Data("no database, but a text of some length".utf8).write(to: URL(fileURLWithPath: shop.log.path))
    let error = #expect(throws: DataError.self) { try shop.serving { _ in } }
    #expect(error?.description.contains("move it away") == true)
  }

  @Test func `keeps the order of the rows where the clock goes back`() throws {
    let shop = try Shop()
    let writer = try PredictionLogWriter(shop.log, PredictionLogWriter.Settings())
    let version = writer.number(of: shop.first.version)
    let start: Int64 = 1_800_000_000_000_000
    for (number, time) in [start, start + 1, start - 3_600_000_000, start + 2].enumerated() {
      writer.append(
        RowValues(fieldCount: 3), id: "c\(number)", time: time, version: version, prediction: 0.5, latency: 0.001)
    }
    #expect(writer.close().written == 4)
    let ids = try shop.log.table().column("id")
    #expect((0..<4).map { ids.text(at: $0) } == ["c0", "c1", "c2", "c3"])
    let second = try shop.deploy(rounds: 9)
    try shop.registry.promote("late", to: second.version, at: Date(timeIntervalSince1970: 1000))
    #expect(try shop.registry.rollBack("late", at: Date(timeIntervalSince1970: 0)) == shop.first.version)
    #expect(try shop.registry.versions(of: "late") == [shop.first.version, second.version])
  }

  @Test func `forgets rows that are too old, with their labels`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in for row in 0..<5 { _ = try caller.predict(Shop.body(row)) } }
    _ = try shop.log.join([.init(key: "1", value: "true")], on: "flight")
    let database = try DatabaseQueue(path: shop.log.path)
    try database.write { try $0.execute(sql: "UPDATE predictions SET time = time - 3600000000 WHERE row <= 3") }
    _ = try shop.serving { settings in
      settings.log?.retention = .minutes(30)
    } _: { _ in
      Thread.sleep(forTimeInterval: 0.3)
    }
    #expect(try shop.log.table().rowCount == 2)
    #expect(try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM labels") } == 0)
  }
}
