import Foundation
import Testing

@testable import Engine

/// Models as ONNX files, beside onnxruntime, where Python has it: DAYBOOK_PYTHON names the interpreter.
@Suite("A model as an ONNX file", .serialized)
struct ONNXTests {
  static let python = ProcessInfo.processInfo.environment["DAYBOOK_PYTHON"] ?? "python3"

  static let hasRuntime: Bool = {
    (try? run(["-c", "import onnxruntime, numpy"]).status) == 0
  }()

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  /// 10,000 rows with gaps and with categories that training did not have.
  static var rows: Table { get throws { try whole.get() } }
  private static let whole: Result<Table, any Error> = Result {
    var random = SplitMix64(seed: 7)
    var delay: [Double] = []
    var distance: [Double] = []
    var origin: [String?] = []
    var carrier: [String?] = []
    var late: [Bool] = []
    var kind: [String?] = []
    var minutes: [Double] = []
    for row in 0..<10_000 {
      let d = random.uniform() * 100 - 20
      delay.append(row % 37 == 0 ? .nan : d)
      distance.append((random.uniform() * 3000).rounded())
      origin.append(row % 53 == 0 ? nil : ["EWR", "JFK", "LGA", row > 8000 ? "BOS" : "EWR"][random.below(4)])
      carrier.append("c\(random.below(40))")
      let score = d / 20 + (origin[row] == "JFK" ? 1.5 : 0) + random.uniform() * 2 - 2
      late.append(score > 0)
      kind.append(score > 1 ? "late" : score > -1 ? "near" : "early")
      minutes.append(max(0, score * 10 + 20))
    }
    return try Table(
      label: "rows",
      columns: [
        ("delay", Column(delay)), ("distance", Column(distance)), ("origin", Column(origin)),
        ("carrier", Column(carrier)),
        ("late", Column(late)), ("kind", Column(kind)), ("minutes", Column(minutes)),
      ])
  }

  static let features = ["delay", "distance", "origin", "carrier"]

  private static let script = """
    import sys, csv, numpy as np, onnxruntime as ort
    session = ort.InferenceSession(sys.argv[1])
    rows = list(csv.DictReader(open(sys.argv[2])))
    feed = {}
    for i in session.get_inputs():
        values = [r[i.name] for r in rows]
        if i.type == "tensor(string)": feed[i.name] = np.array(values, dtype=object).reshape(-1, 1)
        else: feed[i.name] = np.array([float(v) if v != "" else float("nan") for v in values]).reshape(-1, 1)
    found = session.run(["prediction"], feed)[0]
    expected = np.loadtxt(sys.argv[3], ndmin=2).reshape(found.shape)
    print(len(rows), np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected))))
    """

  /// The largest distance between what onnxruntime and the model itself say of 10,000 rows.
  static func distance(_ model: Model) throws -> Double {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("onnx-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    try model.write(onnx: path("m.onnx"))
    try rows.selecting(model.featureNames).write(csv: path("rows.csv"))
    let values = try model.predictions(for: rows).values.map(\.description).joined(separator: "\n")
    try Data(values.utf8).write(to: URL(fileURLWithPath: path("expected.txt")))
    let (status, output) = try run(["-c", script, path("m.onnx"), path("rows.csv"), path("expected.txt")])
    #expect(status == 0, "\(output)")
    let parts = output.split(whereSeparator: \.isWhitespace)
    #expect(parts.first == "10000")
    return Double(parts.last ?? "") ?? .infinity
  }

  static let learners: [(Learner, String)] = [
    (.boostedTrees(BoostedTrees.Settings(rounds: 40)), "late"),
    (.boostedTrees(BoostedTrees.Settings(rounds: 10)), "kind"),
    (.boostedTrees(BoostedTrees.Settings(rounds: 20)), "minutes"),
    (.boostedTrees(BoostedTrees.Settings(rounds: 20, loss: .poisson)), "minutes"),
    (.randomForest(RandomForest.Settings(trees: 15)), "late"), (.randomForest(RandomForest.Settings(trees: 9)), "kind"),
    (.randomForest(RandomForest.Settings(trees: 9)), "minutes"),
    (.logistic(LogisticRegression.Settings(inverseRegularization: 1)), "late"),
    (.logistic(LogisticRegression.Settings(inverseRegularization: 1)), "kind"),
    (.linear(LinearRegression.Settings()), "minutes"), (.elasticNet(ElasticNet.Settings()), "minutes"),
    (.poisson(PoissonRegression.Settings()), "minutes"),
  ]

  @Test(.enabled(if: hasRuntime), arguments: learners.indices)
  func `says of 10,000 rows what the model says`(_ place: Int) throws {
    let (learner, target) = Self.learners[place]
    let model = try train(learner, on: Self.rows.prefix(8000), predicting: target, from: Self.features)
    #expect(try Self.distance(model) < 1e-5, "\(learner.name) of \(target)")
  }

  @Test(
    .enabled(if: hasRuntime),
    arguments: [
      FeatureEncoding.target(), .oneHot(categories: 5), .imputed,
    ])
  func `with the encodings of its columns`(_ encoding: FeatureEncoding) throws {
    for learner in [
      Learner.boostedTrees(BoostedTrees.Settings(rounds: 10)),
      .logistic(LogisticRegression.Settings(inverseRegularization: 1)),
    ] {
      let model = try train(
        learner, on: Self.rows.prefix(8000), predicting: "late", from: Self.features,
        encoding: ["origin": encoding, "carrier": encoding, "delay": .standardised, "distance": .imputed])
      #expect(try Self.distance(model) < 1e-5, "\(encoding)")
    }
  }

  @Test func `is refused where there is no such operator, with what to do`() throws {
    let table = try Self.rows.prefix(1000)
    let bayes = try train(.naiveBayes(GaussianNaiveBayes.Settings()), on: table, predicting: "late", from: ["distance"])
    #expect(throws: DataError.self) { try bayes.onnxBytes() }
    let hashed = try train(
      .logistic(LogisticRegression.Settings(inverseRegularization: 1)), on: table, predicting: "late",
      from: ["carrier"],
      encoding: ["carrier": .hashed()])
    let error = #expect(throws: DataError.self) { try hashed.onnxBytes() }
    #expect(error?.description.contains("\"carrier\"") == true)
  }
}
