import Testing

@testable import Engine

@Suite("Outcomes, counted")
struct OutcomeCountTests {
  private static let rows = 900

  /// Predictions in few steps, so that pairs occur many times, with gaps on either side.
  private static func sample(_ kind: TargetKind) throws -> (table: Table, names: [String]) {
    var random = SeededGenerator(seed: 5)
    let width = kind.outputs
    let names = (0..<width).map { "p\($0)" }
    var values = [[Double]](repeating: [], count: width)
    for row in 0..<rows {
      let shares = (0..<width).map { _ in Double(1 + random.below(3)) }
      let sum = width == 1 ? 4 : shares.reduce(0, +)
      for output in 0..<width { values[output].append(row % 17 == 0 ? .nan : shares[output] / sum) }
    }
    let outcome: Column
    switch kind {
    case .binary: outcome = Column((0..<rows).map { _ in random.below(2) == 1 })
    case .number: outcome = Column((0..<rows).map { _ in Double(random.below(4)) })
    case .multiclass:
      // Of one class in four the model has never heard.
      outcome = Column((0..<rows).map { _ -> String? in ["a", "b", "c", "new"][random.below(4)] })
    }
    let known = outcome.gathered(orMissing: (0..<Int32(rows)).map { $0 % 13 == 0 ? -1 : $0 })
    return (
      try Table(
        label: "log", columns: zip(names, values).map { (name: $0, column: Column($1)) } + [(name: "y", column: known)]),
      names
    )
  }

  @Test(arguments: [TargetKind.binary, .number, .multiclass(["a", "b", "c"])])
  func `give every metric and interval that the rows give`(kind: TargetKind) throws {
    let (table, names) = try Self.sample(kind)
    let windows = try table.windows(every: .rows(300), on: nil)
    let counts = try table.outcomeCounts(kind, predictions: names, outcome: "y", in: windows.windows)
    for (window, counted) in zip(windows.windows, counts) {
      let known = window.rows.filter { $0 % 17 != 0 && $0 % 13 != 0 }
      #expect(counted.rowCount == known.count)
      #expect(kind.outputs > 1 || counted.counts.count <= 3 * 4)
      let chosen = table.choosing(known)
      var values: [Double] = []
      let columns = try names.map { try #require(try chosen.column($0).numbers()) }
      for row in known.indices { values += columns.map { $0[row] } }
      let expected = try chosen.outcomes(of: "y", Predictions(kind: kind, values: values))
      for metric in expected.reported + WindowPerformance.reported(kind) {
        let (a, b) = (MetricValue(metric, counted.rows), MetricValue(metric, expected))
        #expect(((a.value ?? -1) - (b.value ?? -1)).magnitude < 1e-9, "\(metric)")
        #expect(((a.interval?.low ?? -1) - (b.interval?.low ?? -1)).magnitude < 1e-9, "\(metric)")
        #expect(((a.interval?.high ?? -1) - (b.interval?.high ?? -1)).magnitude < 1e-9, "\(metric)")
      }
    }
  }
}
