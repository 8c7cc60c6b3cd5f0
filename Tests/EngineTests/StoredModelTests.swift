import Foundation
import Testing

@testable import Engine

/// Models and tables that an earlier Daybook has written, which deployments rely on: they are read, and predict the same
/// bits. They lie in `stored/`; after `Model.storedForm` or `Table.storedForm` was raised, `DAYBOOK_RECORD=1 swift test
/// --filter StoredModelTests` writes them anew.
@Suite("Models of earlier versions")
struct StoredModelTests {
  private static let isRecording = ProcessInfo.processInfo.environment["DAYBOOK_RECORD"] == "1"
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("stored")

  private static var rows: Table { get throws { try whole.get() } }
  private static let whole: Result<Table, any Error> = Result {
    let words = ["wing", "ice", "tail wind", "ice on wing", "delay"]
    let lines = (0..<90).map { row in
      let minutes = row * 37 % 89
      let delay = row % 9 == 4 ? "" : "\(Double(minutes) / 4)"
      let place = row % 13 == 0 ? "" : ["EWR", "JFK", "LGA"][row % 3]
      let kind = ["a", "b", "c"][minutes / 30]
      return "\(delay),\(row * 17 % 23),\(place),\(words[row * 7 % 5]),2013-0\(1 + row / 30)-0\(1 + row % 9),"
        + "\(minutes > 40),\(minutes).5,\(kind)"
    }
    return try csv("delay,count,place,text,day,late,minutes,kind\n\(lines.joined(separator: "\n"))\n")
  }

  private static let plain = ["delay", "count", "place"]

  /// Every kind of predictor and of encoding, by the file's name.
  private static func models() throws -> [(name: String, model: Model)] {
    let rows = try rows
    func trained(
      _ learner: Learner, _ target: String = "late", _ features: [String] = plain,
      _ encoding: [String: FeatureEncoding] = [:]
    ) throws -> Model {
      try train(learner, on: rows, predicting: target, from: features, encoding: encoding)
    }
    let logistic = try trained(.logistic())
    return [
      ("boosted-trees", try trained(.boostedTrees(rounds: 4, leaves: 4, minimumRows: 3))),
      ("boosted-trees-of-numbers", try trained(.boostedTrees(rounds: 4, leaves: 4, minimumRows: 3), "minutes")),
      ("boosted-trees-of-classes", try trained(.boostedTrees(rounds: 2, leaves: 4, minimumRows: 3), "kind")),
      ("random-forest", try trained(.randomForest(trees: 3, minimumRows: 5))), ("logistic", logistic),
      ("logistic-of-classes", try trained(.logistic(), "kind")),
      ("calibrated", try logistic.calibrated(on: rows, by: .isotonic)),
      ("calibrated-by-platt", try logistic.calibrated(on: rows, by: .platt)),
      ("linear", try trained(.linear(), "minutes")), ("elastic-net", try trained(.elasticNet(alpha: 0.1), "minutes")),
      ("poisson", try trained(.poisson(), "minutes")), ("naive-bayes", try trained(.naiveBayes())),
      ("neighbours", try trained(.neighbours(count: 5))), ("constant", try trained(.constant)),
      ("imputed-and-one-hot", try trained(.logistic(), "late", plain, ["delay": .imputed, "place": .oneHot()])),
      (
        "standardised-and-target",
        try trained(.logistic(), "late", plain, ["delay": .standardised, "place": .target()])
      ),
      (
        "words-and-dates",
        try trained(.logistic(), "late", ["text", "day"], ["text": .words(buckets: 20), "day": .dateParts])
      ),
      ("hashed", try trained(.logistic(), "late", ["text", "count"], ["text": .hashed(buckets: 8)])),
    ]
  }

  /// The bits of a model's predictions, in hexadecimal.
  private static func bits(_ model: Model) throws -> [String] {
    try model.predictions(for: rows).values.map { String($0.bitPattern, radix: 16) }
  }

  @Test func `are read, and predict the same bits`() throws {
    let models = try Self.models()
    let list = Self.folder.appendingPathComponent("predictions.json")
    if Self.isRecording {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      var recorded: [String: [String]] = [:]
      for (name, model) in models {
        recorded[name] = try Self.bits(model)
        try model.write(bundle: Self.folder.appendingPathComponent("\(name).daybookmodel").path)
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      try encoder.encode(recorded).write(to: list)
      try Data(Self.rows.storedBytes()).write(to: Self.folder.appendingPathComponent("rows.daybooktable"))
    }
    let recorded = try JSONDecoder().decode([String: [String]].self, from: Data(contentsOf: list))
    #expect(Set(recorded.keys) == Set(models.map(\.name)))
    for (name, expected) in recorded {
      let read = try Model(bundle: Self.folder.appendingPathComponent("\(name).daybookmodel").path)
      #expect(try Self.bits(read) == expected, "\(name)")
    }
  }

  @Test func `are written as they were`() throws {
    for name in try JSONDecoder().decode(
      [String: [String]].self, from: Data(contentsOf: Self.folder.appendingPathComponent("predictions.json"))
    ).keys {
      let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent("\(name).daybookmodel")))
      #expect(try Model(storedBytes: bytes).storedBytes() == bytes, "\(name)")
    }
  }

  @Test func `have references that are read`() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent("rows.daybooktable")))
    let read = try Table(storedBytes: bytes)
    let rows = try Self.rows
    #expect(read.columnNames == rows.columnNames)
    for name in rows.columnNames {
      let (found, expected) = (try read.column(name), try rows.column(name))
      #expect((0..<90).allSatisfy { found.text(at: $0) == expected.text(at: $0) }, "\(name)")
    }
    #expect(try read.storedBytes() == bytes)
  }
}
