import Foundation
import Testing

@testable import Engine

/// Rows as requests bring them: read strictly, scored with the same bits as a table's.
struct RowScoringTests {
  static func deployed(_ learner: Learner, keeping: [String] = []) throws -> (Model, ReleaseFacts) {
    let model = try train(learner, on: RegistryTests.rows, predicting: "late", from: ["delay", "origin"])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scoring-\(UUID())").path
    var settings = DeploymentSettings()
    settings.keeping = keeping
    return (model, try ModelRegistry(folder: folder).deploy(model, as: "late", settings: settings).facts)
  }

  static func read(_ text: String, _ reader: RowReader) throws(RowFault) -> RowValues {
    var row = RowValues(fieldCount: reader.fields.count)
    let bytes = Array(text.utf8)
    let outcome = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(RowFault) in try reader.read(bytes, into: &row) }
    }
    try outcome.get()
    return row
  }

  @Test(arguments: [
    Learner.boostedTrees(BoostedTrees.Settings(rounds: 7, leaves: 5)),
    .randomForest(RandomForest.Settings(trees: 6)), .logistic(LogisticRegression.Settings(inverseRegularization: 1)),
  ])
  func aRowAloneHasTheBitsOfARowAmongOthers(_ learner: Learner) throws {
    let (model, facts) = try Self.deployed(learner)
    let reader = RowReader(model, facts)
    let scorer = RowScorer(model, facts)
    let all = try model.predictions(for: RegistryTests.rows).values
    for row in 0..<100 {
      let text = "{\"delay\": \(row % 97), \"origin\": \"\(["EWR", "JFK", "LGA"][row % 3])\"}"
      #expect(try scorer.scores([try Self.read(text, reader)]) == [all[row]])
    }
    let missing = try Table(
      label: "m", columns: [("delay", Column([Double.nan])), ("origin", Column(["unseen" as String?]))])
    let row = try Self.read("{\"origin\":\"unseen\",\"delay\":null}", reader)
    #expect(try scorer.scores([row]) == model.predictions(for: missing).values)
    #expect(row.unusual == [1])
  }

  @Test func whatIsOutsideOfTheTrainingRowsIsTakenAndTold() throws {
    let (model, facts) = try Self.deployed(.boostedTrees(BoostedTrees.Settings(rounds: 2)))
    let row = try Self.read("{\"delay\": 1e3, \"origin\": \"JFK\"}", RowReader(model, facts))
    #expect(row.unusual == [0])
  }

  @Test(arguments: [
    ("{\"delay\": 1}", "origin", "the field is missing"),
    ("{\"delay\": 1, \"origin\": \"JFK\", \"dealy\": 2}", "dealy", "the model knows no such field"),
    ("{\"delay\": 1, \"delay\": 2, \"origin\": \"JFK\"}", "delay", "stands twice"),
    ("{\"delay\": \"1\", \"origin\": \"JFK\"}", "delay", "a number or null is expected, not a text"),
    ("{\"delay\": NaN, \"origin\": \"JFK\"}", "delay", "JSON has no word for NaN"),
    ("{\"delay\": -Infinity, \"origin\": \"JFK\"}", "delay", "a number or null is expected"),
    ("{\"delay\": 1e999, \"origin\": \"JFK\"}", "delay", "larger than any"),
    ("{\"delay\": 01, \"origin\": \"JFK\"}", "delay", "a number or null is expected"),
    ("{\"delay\": {\"a\": {}}, \"origin\": \"JFK\"}", "delay", "not an object or an array"),
    ("{\"delay\": 1, \"origin\": 5}", "origin", "a text or null is expected, not 5"),
    ("{\"delay\": true, \"origin\": \"JFK\"}", "delay", "not a truth value"),
    ("{\"delay\": 1, \"origin\": \"JFK\", \"day\": \"2013-13-01\"}", "day", "or null is expected, not \"2013-13-01\""),
    ("{\"delay\": 1, \"origin\": \"JFK\", \"day\": 20130701}", "day", "or null is expected, not 20130701"),
  ])
  func aFieldThatDoesNotFitIsNamed(_ text: String, _ field: String, _ reason: String) throws {
    let (model, facts) = try Self.deployed(.boostedTrees(BoostedTrees.Settings(rounds: 2)), keeping: ["day"])
    let reader = RowReader(model, facts)
    let fault = #expect(throws: RowFault.self) { try Self.read(text, reader) }
    #expect(fault?.field == field)
    #expect(fault?.detail.contains(reason) == true, "\(fault?.detail ?? "")")
  }

  @Test(arguments: [
    "", " ", "{", "}", "[", "null", "1", "{\"delay\"}", "{\"delay\":}", "{\"delay\":1,}", "{\"delay\":1 \"origin\":2}",
    "{\"delay\":1,\"origin\":\"JFK\"} x", "{\"delay\":1,\"origin\":\"JFK", "{\"delay\":1,\"origin\":\"\\x\"}",
    String(repeating: "[", count: 100_000), "{\"delay\":" + String(repeating: "[", count: 100_000),
  ])
  func whatIsNoRowIsAFaultAndNoCrash(_ text: String) throws {
    let (model, facts) = try Self.deployed(.boostedTrees(BoostedTrees.Settings(rounds: 2)))
    let reader = RowReader(model, facts)
    #expect(throws: RowFault.self) { try Self.read(text, reader) }
    let bytes = Array(text.utf8)
    #expect(throws: RowFault.self) {
      try bytes.withUnsafeBufferPointer { _ = try reader.rows($0, atMost: 10) }
    }
  }

  @Test func everyPrefixAndEveryChangedByteOfARowIsAnsweredOrRefused() throws {
    let (model, facts) = try Self.deployed(.boostedTrees(BoostedTrees.Settings(rounds: 2)), keeping: ["day"])
    let reader = RowReader(model, facts)
    let whole = Array("{\"delay\": -1.5e2, \"origin\": \"J\\u0046K\", \"day\": \"2013-07-01\"}".utf8)
    #expect(throws: Never.self) { try Self.read(String(decoding: whole, as: UTF8.self), reader) }
    for count in 0..<whole.count {
      #expect(throws: RowFault.self) { try Self.read(String(decoding: whole[..<count], as: UTF8.self), reader) }
    }
    for place in whole.indices {
      for value in UInt8.min...UInt8.max {
        var changed = whole
        changed[place] = value
        var row = RowValues(fieldCount: reader.fields.count)
        changed.withUnsafeBufferPointer { try? reader.read($0, into: &row) }
      }
    }
  }

  @Test func severalRowsAreReadUpToALimitAndTheWrongOneIsNumbered() throws {
    let (model, facts) = try Self.deployed(.boostedTrees(BoostedTrees.Settings(rounds: 2)))
    let reader = RowReader(model, facts)
    let row = "{\"delay\": 1, \"origin\": \"JFK\"}"
    func rows(_ text: String) throws -> Int {
      try Array(text.utf8).withUnsafeBufferPointer { try reader.rows($0, atMost: 3).rows.count }
    }
    #expect(try rows("[\(row),\(row) , \(row)]") == 3)
    #expect(try rows("[]") == 0)
    #expect(try rows(row) == 1)
    let tooMany = #expect(throws: RowFault.self) { try rows("[\(row),\(row),\(row),\(row)]") }
    #expect(tooMany?.kind == .limit)
    let wrong = #expect(throws: RowFault.self) { try rows("[\(row),{\"delay\":\"x\"}]") }
    #expect(wrong?.row == 1)
  }
}
