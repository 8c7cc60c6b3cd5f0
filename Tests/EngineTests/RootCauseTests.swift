import Testing

@testable import Engine

@Suite("Root causes")
struct RootCauseTests {
  /// Two months: in the second one rows with a high x are twice as frequent, or the outcomes of one kind are turned round.
  private static func months(more: Bool, turned: Bool, seed: UInt64) throws -> Table {
    var random = SeededGenerator(seed: seed)
    var (x, z, kind, y, day): ([Double], [Double], [String?], [Bool], [String?]) = ([], [], [], [], [])
    for month in 0..<2 {
      for row in 0..<4000 {
        let isHard = random.uniform() < (more && month == 1 ? 0.6 : 0.2)
        let own = isHard ? 1 + random.uniform() : random.uniform()
        let name = ["a", "b", "c", "d"][row % 4]
        // Easy rows follow x's place, hard ones are a coin toss.
        var truth = isHard ? random.uniform() < 0.5 : own > 0.5
        if turned, month == 1, name == "c", !isHard { truth = !truth }
        x.append(own)
        z.append(random.normal())
        kind.append(name)
        y.append(truth)
        day.append(month == 0 ? "2013-01-\(10 + row % 20)" : "2013-02-\(10 + row % 18)")
      }
    }
    return try table(("x", Column(x)), ("z", Column(z)), ("kind", Column(kind)), ("y", Column(y)), ("t", dates(day)))
  }

  private static func cause(more: Bool, turned: Bool, of subject: Watch.Subject = .brier) throws -> RootCause {
    let training = try months(more: false, turned: false, seed: 71)
    let model = try train(
      .boostedTrees(rounds: 40, leaves: 8), on: training, predicting: "y", from: ["x", "z", "kind"])
    let rows = try months(more: more, turned: turned, seed: 72)
    return try monitor(model, rows, against: training, every: .rows(4000), on: "t")
      .rootCause(of: subject, from: "1–4,000", to: "4,001–8,000")
  }

  private func check(_ cause: RootCause) {
    let sum = cause.features.reduce(cause.relation) { $0 + $1.amount }
    #expect((sum - cause.difference).magnitude < 1e-9)
    let slices = cause.slices.reduce(0) { $0 + $1.amount }
    #expect((slices - cause.rowDifference).magnitude < 1e-9)
    #expect((cause.slices.reduce(0) { $0 + $1.shareAfter } - 1).magnitude < 1e-9)
  }

  @Test func `more of the hard rows is the inputs' doing, and the feature's that tells them`() throws {
    for subject in [Watch.Subject.brier, .rocAUC, .accuracy()] {
      let cause = try Self.cause(more: true, turned: false, of: subject)
      check(cause)
      #expect(cause.features.first?.feature == "x")
      #expect((cause.features[0].amount / cause.difference - 1).magnitude < 0.25, "\(cause)")
      #expect((cause.relation / cause.difference).magnitude < 0.2, "\(cause)")
    }
  }

  @Test func `outcomes that are turned round are the relation's doing, in the group where they are`() throws {
    let cause = try Self.cause(more: false, turned: true)
    check(cause)
    #expect((cause.relation / cause.difference - 1).magnitude < 0.1)
    let first = try #require(cause.slices.first)
    #expect(first.terms.contains { $0.feature == "kind" && $0.value == "c" })
    #expect(first.byLevel / cause.rowDifference > 0.6)
  }

  @Test func `a feature that became text is left out, and told`() throws {
    let rows = try Self.months(more: true, turned: false, seed: 74)
    let first = rows.choosing((0..<4000).map { $0 }).adding("predicted", Column((0..<4000).map { Double($0 % 2) }))
    let second = rows.choosing((4000..<8000).map { $0 }).adding("predicted", Column((0..<4000).map { Double($0 % 2) }))
      .adding("x", Column((0..<4000).map { $0 % 2 == 0 ? "wide" : "narrow" }))
    let report = try monitor(
      predictions: "predicted", of: "y", from: ["x", "z", "kind"], in: second, against: first, every: .rows(4000),
      on: "t")
    let cause = try report.rootCause(of: .brier, to: "1–4,000")
    check(cause)
    #expect(cause.uncompared == ["x holds strings, and numbers in the reference"])
    #expect(Set(cause.features.map(\.feature)) == ["z", "kind"])
    let together = try report.multivariate
    #expect(together.uncompared == cause.uncompared)
    #expect(try #require(together.separability[0]?.value).magnitude < 0.6)
  }

  @Test func `windows that are not there, or too small, are told`() throws {
    let rows = try Self.months(more: false, turned: false, seed: 73)
    let model = try train(.logistic(), on: rows, predicting: "y", from: ["x"])
    let report = try monitor(model, rows, against: rows, every: .rows(60), on: "t")
    #expect(try complaint { try report.rootCause(of: .brier, to: "nope") }.contains("no window \"nope\""))
    let few = try report.rootCause(of: .brier, to: "1–60")
    #expect(few.before == nil && few.features.isEmpty && few.gap?.contains("1–60 has 60 rows") == true)
    #expect(try complaint { try report.rootCause(of: .psi, to: "1–60") }.contains("PSI"))
    #expect(try complaint { try report.rootCause(of: .meanAbsoluteError, to: "1–60") }.contains("not a metric"))
  }
}
