import Testing

@testable import Engine

@Suite("All features together")
struct MultivariateTests {
  /// Two numbers that go together, and in the last window no longer do, though each looks as ever.
  private static func pairs(windows: Int, parting: Int?, seed: UInt64) throws -> Table {
    var random = SeededGenerator(seed: seed)
    var (a, b, c, y, day): ([Double], [Double], [String?], [Bool], [String?]) = ([], [], [], [], [])
    for window in 0..<windows {
      for row in 0..<500 {
        let first = random.normal()
        let noise = random.normal()
        let second = window == parting ? noise : 0.95 * first + 0.31 * noise
        a.append(first)
        b.append(second)
        c.append(row % 3 == 0 ? "u" : "v")
        y.append(first + random.normal() > 0)
        day.append("2013-01-\(window < 9 ? "0" : "")\(window + 1)")
      }
    }
    return try table(("a", Column(a)), ("b", Column(b)), ("c", Column(c)), ("y", Column(y)), ("t", dates(day)))
  }

  @Test func `features that no longer go together are told, though none of them has moved`() throws {
    let reference = try Self.pairs(windows: 6, parting: nil, seed: 81)
    let rows = try Self.pairs(windows: 4, parting: 3, seed: 82)
    let model = try train(.logistic(), on: reference, predicting: "y", from: ["a", "b", "c"])
    let report = try monitor(model, rows, against: reference, every: .day, on: "t")
    let together = try report.multivariate
    let told = together.separability.map { $0?.value ?? .nan }
    #expect(told[3] > 0.7 && told[..<3].allSatisfy { $0 < 0.56 })
    #expect(together.reasons.prefix(2).map(\.feature).sorted() == ["a", "b"])
    #expect((together.reasons.reduce(0) { $0 + $1.share } - 1).magnitude < 1e-9)
    let usual = try #require(together.usualReconstruction)
    let rebuilt = together.reconstruction.map { $0 ?? .nan }
    #expect(rebuilt[3] > usual.high && rebuilt[..<3].allSatisfy { (usual.low...usual.high).contains($0) })
    #expect(report.features.prefix(3).allSatisfy { ($0.windows[3].psi ?? 1) < 0.1 })
  }

  @Test func `components are orthogonal, and hold the share that was asked for`() {
    var random = SeededGenerator(seed: 83)
    let base = (0..<3).map { _ in (0..<400).map { _ in random.normal() } }
    let columns = (0..<5).map { place in
      (0..<400).map { row in base[place % 3][row] * Double(place + 1) + 0.1 * random.normal() }
    }
    let found = PrincipalComponents(columns, holding: 0.9)
    #expect(found.explainedShare >= 0.9 && found.components.count < 5)
    for (place, component) in found.components.enumerated() {
      #expect((component.reduce(0) { $0 + $1 * $1 } - 1).magnitude < 1e-9)
      for other in found.components[..<place] {
        #expect(zip(component, other).reduce(0) { $0 + $1.0 * $1.1 }.magnitude < 1e-9)
      }
    }
    let whole = PrincipalComponents(columns, holding: 1)
    #expect(whole.distance((0..<5).map { Double($0) - 2 }) < 1e-6)
    #expect(PrincipalComponents([[0, 0, 0], [0, 0, 0]], holding: 0.65).components.isEmpty)
  }
}
