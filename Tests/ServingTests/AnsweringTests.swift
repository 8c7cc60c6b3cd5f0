import Foundation
import NIOCore
import Testing

@testable import Engine
@testable import Serving

@Suite("A service answers", .serialized, .timeLimit(.minutes(5)))
struct AnsweringTests {
  @Test func `with the model's own bits, on either way through the service`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      for row in 0..<20 {
        let expected = try shop.expected(row)
        let plain = try caller.predict(Shop.body(row))
        let other = try caller.predict(Shop.body(row), headers: [Caller.unusual])
        #expect(plain.status == 200 && other.status == 200)
        #expect(plain.prediction == expected)
        #expect(other.prediction == expected)
        #expect(plain.json["version"] as? String == shop.first.version)
        #expect(plain.header("date") == nil && other.header("date") != nil, "one of each way")
      }
    }
  }

  @Test func `many rows in their order, and rows one a line while they come`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let many = try caller.predict("[\((0..<50).map(Shop.body).joined(separator: ","))]")
      #expect(many.predictions == (0..<50).map { try? shop.expected($0) })
      let lines = (0..<1200).map(Shop.body).joined(separator: "\n")
      let stream = try caller.request(
        "POST", "/predict", lines + "\nno row\n" + Shop.body(7), headers: ["Content-Type: application/x-ndjson"])
      let answers = stream.body.split(separator: "\n")
      #expect(answers.count == 1202)
      #expect(answers[1200].hasPrefix("{\"error\":{\"line\":1201,"))
      for (row, answer) in answers.prefix(1200).enumerated() where row % 100 == 0 {
        let alone = try caller.predict(Shop.body(row)).prediction ?? -1
        #expect(answer.contains("\"prediction\":\(alone),"))
      }
    }
  }

  @Test func `requests that come in one piece, in their order`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let connection = try Connection(caller.port)
      let one = caller.text("POST", "/predict", Shop.body(1), [Caller.json, "X-Request-Id: first"])
      let two = caller.text("POST", "/predict", Shop.body(2), [Caller.json, "X-Request-Id: second"])
      let three = caller.text("GET", "/healthz", "")
      connection.send(one + two + three)
      var bytes: [UInt8] = []
      var text: String { String(decoding: bytes, as: UTF8.self) }
      while !text.contains("alive") {
        let more = connection.receive()
        guard !more.isEmpty else { break }
        bytes += more
      }
      let places = ["\"id\":\"first\"", "\"id\":\"second\"", "alive"].map { text.range(of: $0)?.lowerBound }
      #expect(places.allSatisfy { $0 != nil })
      #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }
  }

  @Test func `a request that comes byte by byte`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let connection = try Connection(caller.port)
      let text = caller.text("POST", "/predict", Shop.body(3), [Caller.json])
      for character in text.dropLast() { connection.send(String(character)) }
      #expect(try connection.ask(String(text.suffix(1))).prediction == shop.expected(3))
    }
  }

  @Test(arguments: [[], [Caller.unusual]])
  func `what is wrong with a row, with the field's name`(_ headers: [String]) throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let answer = try caller.predict("{\"delay\":\"x\",\"origin\":\"JFK\"}", headers: headers)
      #expect(answer.status == 422)
      #expect(answer.header("content-type") == "application/problem+json")
      #expect((answer.json["errors"] as? [[String: Any]])?.first?["field"] as? String == "delay")
      #expect(answer.json["status"] as? Int == 422)
      let unusual = try caller.predict("{\"delay\":5000,\"origin\":\"JFK\"}", headers: headers)
      #expect(unusual.status == 200)
      #expect((unusual.json["warnings"] as? [[String: Any]])?.first?["field"] as? String == "delay")
      let duplicate = try caller.predict("{\"delay\":1,\"delay\":2,\"origin\":\"JFK\"}", headers: headers)
      #expect(duplicate.status == 422)
      let noNumber = try caller.predict("{\"delay\":NaN,\"origin\":\"JFK\"}", headers: headers)
      #expect(noNumber.status == 422 && noNumber.body.contains("no word for NaN"))
      let deep = try caller.predict(String(repeating: "[", count: 50_000), headers: headers)
      #expect(deep.status == 400)
    }
  }

  @Test func `what there is, and how it is asked`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      for path in ["/schema", "/openapi.json", "/healthz", "/readyz"] {
        let answer = try caller.request("GET", path)
        #expect(answer.status == 200 && !answer.json.isEmpty, "\(path)")
      }
      let schema = try caller.request("GET", "/schema").json
      #expect((schema["required"] as? [String]) == ["delay", "origin"])
      _ = try caller.predict(Shop.body(1))
      let metrics = try caller.request("GET", "/metrics").body
      #expect(metrics.contains("daybook_requests_total{status=\"200\"} "))
      #expect(metrics.contains("daybook_rows_total 1\n"))
      #expect(try caller.request("GET", "/predict").status == 405)
      #expect(try caller.request("GET", "/predict").header("allow") == "POST")
      #expect(try caller.request("GET", "/nothing").status == 404)
      #expect(try caller.request("POST", "/predict", "x", headers: ["Content-Type: text/plain"]).status == 415)
    }
  }

  @Test func `people, on a page with a form and no script`() throws {
    let shop = try Shop()
    _ = try shop.serving { caller in
      let page = try caller.request("GET", "/")
      #expect(page.status == 200)
      #expect(page.body.contains("name=\"f.delay\"") && page.body.contains("<option>JFK</option>"))
      #expect(!page.body.contains("<script"))
      #expect(page.header("content-security-policy")?.hasPrefix("default-src 'none'") == true)
      let form = "Content-Type: application/x-www-form-urlencoded"
      let answer = try caller.request("POST", "/", "f.delay=90&f.origin=JFK&ask=1", headers: [form])
      #expect(answer.body.contains("<p class=\"figure\">"))
      let wrong = try caller.request("POST", "/", "f.delay=%3Cscript%3E&f.origin=JFK&ask=1", headers: [form])
      #expect(wrong.body.contains("a number is expected") && !wrong.body.contains("<script>"))
    }
  }

  // MARK: Exchanging versions

  @Test func `with another version once it is promoted, and drops no request meanwhile`() throws {
    let shop = try Shop()
    let second = try shop.deploy(rounds: 9)
    let counts = try shop.serving { caller in
      let connection = try Connection(caller.port)
      let text = caller.text("POST", "/predict", Shop.body(5), [Caller.json])
      var versions: [String] = []
      func ask(until version: String) throws {
        for _ in 0..<100_000 where versions.last != version {
          let answer = try connection.ask(text)
          #expect(answer.status == 200)
          versions.append(answer.json["version"] as? String ?? "")
          #expect(
            try answer.prediction == shop.expected(5, rounds: versions.last == second.version ? 9 : 5))
        }
      }
      try ask(until: shop.first.version)
      try shop.registry.promote("late", to: second.version)
      try ask(until: second.version)
      try shop.registry.rollBack("late")
      try ask(until: shop.first.version)
    }
    let log = try shop.log.table()
    #expect(log.rowCount == counts?.written)
    #expect(try log.categoryDistribution(of: "version").counts.count == 2)
  }

  @Test func `with the version before where one that is promoted is damaged`() throws {
    let shop = try Shop()
    let second = try shop.deploy(rounds: 9)
    _ = try shop.serving { caller in
      try shop.registry.promote("late", to: second.version)
      // Damaged after it was checked: as a disk does it.
      let path = "\(shop.folder)/late/\(second.version)/facts.json"
      try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
      for _ in 0..<20 {
        #expect(try caller.predict(Shop.body(1)).status == 200)
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }
}
