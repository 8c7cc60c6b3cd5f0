import Testing

@testable import Engine

@Suite("Retraining")
struct RetrainingTests {
  /// Days of 100 rows. From a day on, outcomes of one kind, or of all, are turned round.
  private static func days(
    _ count: Int, from first: Int = 1, turnedFrom turn: Int = .max, where kind: String? = nil, seed: UInt64
  ) throws -> Table {
    var random = SeededGenerator(seed: seed)
    var (x, kinds, y, day): ([Double], [String?], [Bool], [String?]) = ([], [], [], [])
    for number in first..<first + count {
      for row in 0..<100 {
        let own = random.normal()
        let name = ["a", "b"][row % 2]
        let isTurned = number >= turn && (kind == nil || kind == name)
        x.append(own)
        kinds.append(name)
        y.append((own + random.normal() / 2 > 0) != isTurned)
        day.append("2013-01-\(number < 10 ? "0" : "")\(number)")
      }
    }
    return try table(("x", Column(x)), ("kind", Column(kinds)), ("y", Column(y)), ("t", dates(day)))
  }

  private static let training = Result { try days(10, seed: 1) }
  private static let model = Result {
    try train(.boostedTrees(rounds: 30, leaves: 4), on: training.get(), predicting: "y", from: ["x", "kind"])
  }

  private static func report(_ rows: Table, _ watches: [Watch] = []) throws -> MonitorReport {
    try monitor(
      Monitored(model.get()), rows, against: .table(training.get()), every: .day, on: "t", goals: [], watches: watches)
  }

  @Test func `a model that no longer holds is due, and its challenger takes over`() throws {
    let rows = try Self.days(12, from: 11, turnedFrom: 15, seed: 2)
    let report = try Self.report(rows, [Watch(.rocAUC, below: 0.7, for: 2)])
    let retraining = try report.retraining(
      when: [.changedInputs, .alert(), .changedRelation, .alert(of: .brier)], learning: .latest(4), judging: 2,
      promoting: [.better(by: 0.1), .noWorse(where: col("kind") == "a"), .meeting([Goal(.rocAUC, atLeast: 0.8)])])
    #expect(retraining.reasons.map(\.hasFired) == [false, true, true, false])
    #expect(retraining.reasons[3].text == "Brier score is not watched")
    let trial = try #require(retraining.trial)
    #expect(trial.learnedFrom == "2013-01-17 to 2013-01-20" && trial.learnedRows == 400)
    #expect(trial.judgedOn == "2013-01-21 to 2013-01-22" && trial.comparison.rowCount == 200)
    #expect(trial.verdicts.map(\.holds) == [true, true, true])
    #expect(retraining.isPromoted)
    // The same as by hand.
    let byHand = try retrain(Self.model.get(), on: rows.choosing((600..<1000).map { $0 }))
    let judged = rows.choosing((1000..<1200).map { $0 })
    #expect(try byHand.predictions(for: judged).values == trial.challenger.predictions(for: judged).values)
  }

  @Test func `nothing is trained while no trigger fires`() throws {
    let report = try Self.report(Self.days(12, from: 11, seed: 3), [Watch(.rocAUC, below: 0.6)])
    let retraining = try report.retraining(
      when: [.alert(), .changedRelation, .changedInputs, .age(13), .outcomes(1201)])
    #expect(!retraining.isDue && retraining.trial == nil && retraining.gap == nil && !retraining.isPromoted)
    #expect(retraining.reasons[3].text == "12 of 13 days have passed")
    #expect(retraining.reasons[4].text == "1,200 of 1,201 outcomes have become known")
  }

  @Test func `a schedule makes a trial, but who is no better stays where he is`() throws {
    let report = try Self.report(Self.days(12, from: 11, seed: 4))
    let retraining = try report.retraining(when: [.age(12)], learning: .all)
    let trial = try #require(retraining.trial)
    #expect(trial.learnedFrom == "the reference and 2013-01-11 to 2013-01-21" && trial.learnedRows == 2100)
    #expect(retraining.isDue && !retraining.isPromoted)
  }

  @Test func `who is better on the whole may not be worse for some`() throws {
    // The days to learn from know nothing of b, which is as it was; a is turned round.
    let rows = try Self.days(12, from: 11, turnedFrom: 11, where: "a", seed: 5)
    let known = try rows.filter(col("kind") == "a" || col("t") >= "2013-01-21")
    let report = try Self.report(known)
    let rules: [PromotionRule] = [
      .better(), .noWorse(where: col("kind") == "b"), .noWorse(where: col("kind") == "c"),
      .meeting([Goal(.drift(.psi), atMost: 1)]),
    ]
    let trial = try #require(
      try report.retraining(when: [.age(1)], judging: 2, promoting: rules).trial)
    #expect(trial.verdicts.map(\.holds).suffix(3) == [false, false, false])
    #expect(trial.verdicts[1].figure?.champion ?? 0 > 0.9 && trial.verdicts[1].rows == 100)
    #expect(trial.verdicts[2].rows == 0)
  }

  @Test func `days whose outcomes are late are not judged on`() throws {
    let rows = try Self.days(6, from: 11, seed: 6)
    let late = rows.adding(
      "y", try rows.column("y").gathered(orMissing: (0..<600).map { $0 < 300 ? Int32($0) : -1 }))
    let retraining = try Self.report(late).retraining(when: [.age(3)], learning: .latest(2))
    let trial = try #require(retraining.trial)
    #expect(trial.judgedOn == "2013-01-13" && trial.learnedFrom == "2013-01-11 to 2013-01-12")
  }

  @Test func `too few rows are no trial, and told`() throws {
    let rows = try Self.days(2, from: 11, seed: 7)
    let one = try Self.report(rows).retraining(when: [.age(1)], judging: 2)
    #expect(one.isDue && one.trial == nil)
    #expect(one.gap == "there are 0 rows with a known outcome before 2013-01-11 to learn from, of at least 100")
    let few = try Self.report(rows.choosing((0..<140).map { $0 })).retraining(when: [.age(1)])
    #expect(few.gap?.contains("40 rows to judge by") == true)
  }

  @Test func `what cannot be trained anew is told`() throws {
    let rows = try Self.days(4, from: 11, seed: 8)
    let report = try Self.report(rows)
    #expect(try complaint { try report.retraining(when: []) }.contains("at least one trigger"))
    #expect(try complaint { try report.retraining(when: [.age(1)], promoting: []) }.contains("at least one rule"))
    #expect(try complaint { try report.retraining(when: [.age(0)]) }.contains("age"))
    #expect(try complaint { try report.retraining(when: [.age(1)], judging: 0) }.contains("judging"))
    let log = try rows.adding("p", Column(rows.rowCount == 0 ? [] : (0..<400).map { Double($0 % 2) }))
    let followed = try monitor(predictions: "p", of: "y", from: ["x"], in: log, against: log, every: .day, on: "t")
    #expect(try complaint { try followed.retraining(when: [.age(1)]) }.contains("no model here"))
  }
}
