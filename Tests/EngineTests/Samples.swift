import Foundation
import Testing

@testable import Engine

/// A small generator with a seed (Steele, Lea & Flood 2014, "SplitMix64"): every run of the tests sees the same numbers.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 to 1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func uniforms(_ count: Int) -> [Double] { (0..<count).map { _ in uniform() } }

  /// From 0 to `bound` − 1.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// From the standard normal law.
  mutating func normal() -> Double { NormalLaw.quantile(min(max(uniform(), 1e-12), 1 - 1e-12)) }
}

/// Runs a body with a file of these bytes, which is gone afterwards.
func withFile<T>(_ bytes: [UInt8], name: String = "sample.csv", _ body: (String) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appendingPathComponent(name)
  try Data(bytes).write(to: file)
  return try body(file.path)
}

/// The table that a CSV text is read as.
func csv(_ text: String, delimiter: Character = ",") throws -> Table {
  try withFile(Array(text.utf8)) { path in
    try CSVReader(delimiter: delimiter).table(from: FileBytes(path: path, displayPath: "sample.csv"))
  }
}

/// A table with its columns in the order given.
func table(_ columns: (String, Column)...) throws -> Table {
  try Table(label: "sample", columns: columns.map { (name: $0.0, column: $0.1) })
}

/// Whole numbers, nil where missing.
func ints(_ values: [Int64?]) -> Column {
  Column(.int(values.map { $0 ?? 0 }), validity: Validity(count: values.count) { values[$0] != nil })
}

/// Truth values, nil where missing.
func bools(_ values: [Bool?]) -> Column {
  Column(.bool(values.map { $0 ?? false }), validity: Validity(count: values.count) { values[$0] != nil })
}

/// Days written as text, nil where missing.
func dates(_ values: [String?]) throws -> Column {
  let instants = try values.map { text in try text.map { try #require(Instant($0)).microseconds } }
  return Column(.date(instants.map { $0 ?? 0 }), validity: Validity(count: values.count) { instants[$0] != nil })
}

/// A column's values as a reader would write them, "·" where missing.
func texts(_ column: Column) -> [String] { (0..<column.count).map { column.text(at: $0) ?? "·" } }

extension Table {
  func texts(_ name: String) throws -> [String] { EngineTests.texts(try column(name)) }
}

/// The sentence of the error that a body throws.
func complaint(_ body: () throws -> some Any) throws -> String {
  let error = try #require(throws: DataError.self) { _ = try body() }
  return error.description
}

/// Leaves a trap to the system, for bodies of exit tests: the runtime's backtrace takes half a minute to write.
func dieQuietly() {
  for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE] { signal(number, SIG_DFL) }
}

extension Outcomes {
  /// The chances of true.
  var scores: [Double] {
    guard case .binary(let outcomes) = self else { return [] }
    return outcomes.scores
  }
}
