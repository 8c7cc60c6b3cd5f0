import Foundation
import Testing

@testable import Engine

@Suite("Damaged bytes are an error, never a trap")
struct DamagedStorageTests {
  /// Something of every kind in one value.
  struct Everything: Storable {
    var evaluation: Evaluation
    var logistic: Model
    var report: MonitorReport
    var project: Project
    var expressions: [Engine.Expression]
    var expectations: [Expect]
    var view: Table

    init() throws {
      let sample = try csv(
        "t,x,k,y\n"
          + (0..<120).map { "2013-0\(1 + $0 / 40)-0\(1 + $0 % 9),\($0 * 7 % 23),k\($0 % 3),\($0 % 3 == 0)" }
          .joined(separator: "\n"))
      logistic = try train(.logistic(), on: sample, predicting: "y", from: ["x", "k"])
        .calibrated(on: sample, by: .isotonic)
      let trees = try train(.boostedTrees(rounds: 3, minimumRows: 3), on: sample, predicting: "y", from: ["x", "k"])
      evaluation = try evaluate(trees, on: sample, goals: StorageTests.goals, against: [.majority])
      report = try monitor(trees, sample, against: sample, every: .month, on: "t", goals: StorageTests.goals) {
        Watch(.psi, above: 0)
      }
      project = Project("P", parts: StorageTests.goals.map(ProjectPart.goal))
      expressions = StorageTests.expressions
      expectations = [Expect("x").isBetween(0, 1).isPresent(), Expect(unique: ["k"])]
      view = sample.choosing([5, 3, 100])
    }

    func write(to writer: inout StorageWriter) throws(StorageError) {
      try writer.write(evaluation, logistic, report, project, expressions, expectations, view)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
      evaluation = try reader.read()
      logistic = try reader.read()
      report = try reader.read()
      project = try reader.read()
      expressions = try reader.read()
      expectations = try reader.read()
      view = try reader.read()
    }

    /// Uses what was read as a notebook would.
    func use() {
      _ = try? evaluation.model.probabilities(for: evaluation.table)
      _ = try? logistic.probabilities(for: evaluation.table)
      _ = try? evaluation.slices(by: ["x", "k"], covering: 0.05)
      _ = try? view.filter(col("x") > 1)
      _ = try? view.profile()
      _ = try? JSONEncoder().encode(report)
      _ = try? JSONEncoder().encode(evaluation.model)
      _ = project.goals.map(\.measure.name)
      _ = expressions.map(\.description)
    }
  }

  @Test func `bytes that are cut off anywhere are refused`() throws {
    let bytes = try Everything().storedBytes()
    for length in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: StorageError.self) { try Everything(storedBytes: Array(bytes[..<length])) }
    }
    #expect(throws: StorageError.self) { try Everything(storedBytes: bytes + [0]) }
  }

  @Test func `a changed byte anywhere is noticed`() throws {
    let bytes = try Everything().storedBytes()
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var changed = bytes
      changed[random.below(changed.count)] ^= UInt8(1 + random.below(255))
      #expect(throws: StorageError.self) { try Everything(storedBytes: changed) }
    }
  }

  @Test func `another version's form is told from damage`() throws {
    var bytes = try 3.storedBytes()
    bytes[7] += 1
    #expect(throws: StorageError.otherVersion(Int(StoredForm.version) + 1)) { try Int(storedBytes: bytes) }
  }

  /// With a checksum that fits, so that the readers of the values themselves are put to the test.
  @Test func `bytes made up to mislead are read or refused, and what is read can be used`() throws {
    var writer = StorageWriter()
    try writer.write(Everything())
    let bytes = writer.bytes
    var random = SeededGenerator(seed: 4)
    var readCount = 0
    for round in 0..<4000 {
      var changed = bytes
      for _ in 0..<1 + random.below(3) {
        let place = random.below(changed.count)
        switch random.below(4) {
        case 0: changed[place] = [0, 1, 0x7F, 0x80, 0xFF][random.below(5)]
        case 1: changed[place] ^= 1 << UInt8(random.below(8))
        case 2: changed.removeSubrange(place..<min(changed.count, place + 1 + random.below(9)))
        default: changed.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], at: place)
        }
      }
      let read = changed.withUnsafeBytes { bytes in
        var reader = StorageReader(bytes)
        return try? Everything(from: &reader)
      }
      guard let read else { continue }
      readCount += 1
      if round % 4 == 0 { read.use() }
    }
    #expect(readCount > 100)
  }

  // MARK: What would lead a reader out of its memory

  private func read<T: Storable>(_ type: T.Type, _ write: (inout StorageWriter) throws -> Void) throws -> T {
    var writer = StorageWriter()
    try write(&writer)
    let bytes = writer.bytes
    return try bytes.withUnsafeBytes { bytes in
      var reader = StorageReader(bytes)
      return try T(from: &reader)
    }
  }

  private struct MadeUpTree {
    var counts: [Int64] = [3]
    var splits: [Int64] = [1]
    var features: [Int32] = [0, 0, 0]
    var lefts: [Int32] = [1, 1, 2]
    var rights: [Int32] = [2, 1, 2]
    var words: [UInt64] = [1, 0, 0, 0]
    var leaves: [Double] = [0.25, -0.25]
  }

  private func model(_ tree: MadeUpTree) throws -> BoostedTrees {
    try read(BoostedTrees.self) { writer in
      try writer.write(BoostingObjective(.automatic, .binary), [0.5], [Double]?.none)
      try writer.write([FeatureBinning(.number([1, 2, 3]))], 1, tree.counts, tree.splits)
      try writer.write(tree.features, tree.lefts, tree.rights, tree.words, tree.leaves)
      try writer.write([Double](repeating: 1, count: tree.features.count))
    }
  }

  @Test func `a tree whose nodes lead astray is refused`() throws {
    let scores = try model(MadeUpTree()).predictions([.number([1, 3])], rowCount: 2)
    #expect(scores == [sigmoid(0.75), sigmoid(0.25)])
    let changes: [(inout MadeUpTree) -> Void] = [
      { $0.lefts[0] = 0 }, { $0.lefts[0] = 3 }, { $0.rights[0] = -1 }, { $0.rights[0] = .max }, { $0.lefts[1] = 2 },
      { $0.rights[2] = 0 }, { $0.features[0] = 1 }, { $0.features[0] = -1 }, { $0.counts = [4] }, { $0.counts = [1] },
      { $0.counts = [.max] }, { $0.counts = [.min] }, { $0.splits = [0] }, { $0.splits = [2] }, { $0.splits = [.max] },
      { $0.splits = [] }, { $0.words = [] }, { $0.words += [1] }, { $0.leaves = [1] }, { $0.leaves += [1] },
      { $0.lefts = [1] }, { $0.counts = [] },
    ]
    for change in changes {
      var tree = MadeUpTree()
      change(&tree)
      #expect(throws: StorageError.self) { try model(tree) }
    }
  }

  @Test func `a model that does not fit its features is refused`() throws {
    for learner in [
      Learner.logistic(), .boostedTrees(rounds: 2), .randomForest(trees: 2), .naiveBayes(), .neighbours(),
    ] {
      let sample = try ModelContractTests.sample(300)
      let model = try train(learner, on: sample, predicting: "y", from: ["x", "kind"])
      let other = try train(learner, on: sample, predicting: "y", from: ["kind", "x"])
      for schema in [other.schema, FeatureSchema(columns: [.init(name: "x", coding: .plain(.number))])] {
        #expect(throws: StorageError.damaged("a model does not fit its features")) {
          try read(Model.self) { writer in
            try writer.write(learner, "y", TargetKind.binary, schema, 300, [0.5])
            try StoredPredictor.write(model.predictor, to: &writer)
          }
        }
      }
    }
    #expect(throws: StorageError.self) {
      try read(FeatureSchema.self) {
        try $0.write(Array(repeating: FeatureSchema.CodedColumn(name: "x", coding: .plain(.number)), count: 2))
      }
    }
    let encodings: [LearnedEncoding] = [
      .target(categories: ["a"], outputs: ["y"], values: [0.5]), .hashed(buckets: 1 << 40), .oneHot([]),
      .words(buckets: -1), .imputedNumber(.nan), .imputedCategory(["a", "a"]), .standardised(mean: 0, deviation: 0),
    ]
    for encoding in encodings {
      #expect(throws: StorageError.self) { try read(LearnedEncoding.self) { try $0.write(encoding) } }
    }
    #expect(throws: StorageError.self) {
      try read(FeatureSchema.Kind.self) { writer in
        writer.write(tag: 1)
        try writer.write(["a", "a"])
      }
    }
  }

  @Test func `codes, row indices and lengths that lead outside are refused`() throws {
    func column(_ dictionary: [String], _ codes: [Int32], _ words: [UInt64]?) throws -> Column {
      try read(Column.self) { writer in
        writer.write(tag: 3)
        try writer.write(dictionary, codes, words)
      }
    }
    #expect(try column(["a"], [0, 0], nil).count == 2)
    #expect(try column([], [0, 0], [0]).validity.missingCount == 2)
    for (dictionary, codes, words): ([String], [Int32], [UInt64]?) in [
      (["a"], [1], nil), (["a"], [-1], nil), ([], [0], nil), ([], [0], [1]), (["a"], [0], []), (["a"], [0], [1, 1]),
    ] {
      #expect(throws: StorageError.self) { try column(dictionary, codes, words) }
    }

    func table(_ rowCount: Int, _ rows: [[Int32]], _ columns: [(String, Int?, Column)]) throws -> Table {
      try read(Table.self) { writer in
        try writer.write("t", columns.map(\.0), rowCount, rows)
        for (_, place, column) in columns { try writer.write(place, column) }
      }
    }
    let three = Column([1.0, 2, 3])
    #expect(try table(2, [[2, 0]], [("x", 0, three)]).texts("x") == ["3.0", "1.0"])
    for (rowCount, rows, columns): (Int, [[Int32]], [(String, Int?, Column)]) in [
      (2, [[3, 0]], [("x", 0, three)]), (2, [[-1, 0]], [("x", 0, three)]), (2, [[0]], [("x", 0, three)]),
      (2, [], [("x", nil, three)]), (2, [[0, 1]], [("x", 1, three)]), (-1, [], []), (.max, [], []),
      (3, [], [("x", nil, three), ("x", nil, three)]),
    ] {
      #expect(throws: StorageError.self) { try table(rowCount, rows, columns) }
    }
    // A count of more than there is asks for no memory.
    for count in [1 << 20, 1 << 40, Int.max] {
      for kind in UInt8(1)...8 {
        #expect(throws: StorageError.self) {
          try read([Double].self) { writer in
            writer.write(tag: StoredArray.inPlace)
            writer.write(tag: kind)
            writer.write(count: count)
            try writer.write(Int64(0), UInt8(1), UInt8(1))
          }
        }
      }
    }
  }
}
