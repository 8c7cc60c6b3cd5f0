import Foundation
import Testing

@testable import Engine

@Suite("Monitoring")
struct MonitoringTests {
  /// Days of 40 rows each, on which x is moved by so much and the kind may be a new one.
  static func days(_ shifts: [Double], newKind: Int? = nil) throws -> Table {
    var random = SeededGenerator(seed: 41)
    var x: [Double] = []
    var kinds: [String?] = []
    var days: [String?] = []
    for (day, shift) in shifts.enumerated() {
      for row in 0..<40 {
        x.append(random.normal() + shift)
        kinds.append(day == newKind ? (row < 10 ? "new" : "newest") : "kind\(row % 2)")
        days.append("2013-01-\(day < 9 ? "0" : "")\(day + 1)")
      }
    }
    return try table(
      ("x", Column(x)), ("kind", Column(kinds)), ("y", Column(x.map { $0 + random.normal() > 0 })), ("t", dates(days)))
  }

  static let reference = Result { try days([Double](repeating: 0, count: 20)) }
  static let model = Result { try train(.logistic(), on: reference.get(), predicting: "y", from: ["x", "kind"]) }

  static func report(_ rows: Table, every period: Period = .day, goals: [Goal] = [], _ watches: [Watch] = []) throws
    -> MonitorReport
  {
    try monitor(
      Monitored(model.get()), rows, against: .table(reference.get()), every: period, on: "t", goals: goals,
      watches: watches)
  }

  @Test(arguments: [
    (1, [["2013-01-02", "2013-01-02", "1"], ["2013-01-04", "2013-01-06", "3"], ["2013-01-09", "2013-01-10", "2"]]),
    (2, [["2013-01-04", "2013-01-06", "3"], ["2013-01-09", "2013-01-10", "2"]]),
    (3, [["2013-01-04", "2013-01-06", "3"]]),
    (4, []),
  ])
  func `an alert needs so many windows in a row`(windows: Int, expected: [[String]]) throws {
    let rows = try Self.days([0, 9, 0, 9, 12, 9, 0, 0, 9, 9])
    let report = try Self.report(rows, [Watch(.kolmogorovSmirnov, above: 0.9, for: windows, columns: ["x"])])
    let inTime = report.alerts.sorted { $0.firstWindow < $1.firstWindow }
    #expect(inTime.map { [$0.firstWindow, $0.lastWindow, "\($0.windowCount)"] } == expected)
    for alert in report.alerts { #expect(alert.worst > 0.9 && alert.worst <= 1 && alert.feature == "x") }
  }

  @Test func `partial windows neither raise an alert nor break a run`() throws {
    // Tuesday the first to Sunday the twentieth: the first week is partial, the others are whole.
    let rows = try Self.days([9, 9, 9, 9, 9, 9] + [Double](repeating: 9, count: 14))
    let report = try Self.report(
      rows, every: .week, [Watch(.psi, above: 0.2, for: 2, columns: ["x"]), Watch(.psi, above: 0.2, for: 3)])
    #expect(report.windows.map(\.isPartial) == [true, false, false])
    #expect(report.alerts.map(\.windowCount) == [2])
    #expect(report.alerts.first?.firstWindow == "2013-W02")
  }

  @Test func `what the latest window raised comes first, then what lasts, then what is over`() throws {
    let rows = try Self.days([9, 0, 0, 9, 9, 0])
    let report = try Self.report(
      rows,
      [
        Watch(.kolmogorovSmirnov, above: 0.9, columns: ["x"]), Watch(.brier, above: 0, priority: .should),
        Watch(.kolmogorovSmirnov, below: 0.9, for: 1, columns: ["x"]),
      ])
    #expect(report.alerts.map(\.state) == [.new, .lasting, .over, .over, .over])
    #expect(report.alerts[0].firstWindow == "2013-01-06" && report.alerts[0].callsForAction)
    #expect(report.alerts[1].subject == "Brier score" && !report.alerts[1].callsForAction && report.alerts[1].isCurrent)
  }

  @Test func `a timeline shows where the reference's own windows lie`() throws {
    let rows = try Self.days([0, 0, 9, 0])
    let report = try Self.report(rows)
    let line = try report.timeline(.brier, band: 2)
    // By hand: the training rows, judged by models that have not seen them.
    let known = try #require(try report.data.unlearned.known)
    let values = (0..<20).compactMap { day in
      Metric.brier.value(of: known.outcomes.choosing((Int32(day) * 40..<Int32(day + 1) * 40).map { $0 }))
    }
    let mean = values.reduce(0, +) / 20
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19).squareRoot()
    let everywhere = try #require(line.usual)
    let usual = everywhere[0]
    #expect((usual.high - (mean + 2 * deviation)).magnitude < 1e-12)
    #expect((usual.low - max(0, mean - 2 * deviation)).magnitude < 1e-12)
    #expect(line.unusual == [2] && everywhere.allSatisfy { $0 == usual })
    #expect(try report.timeline(.brier).usual == nil)
    #expect(try complaint { try report.timeline(.brier, band: 0) }.contains("band"))
    #expect(try complaint { try Self.report(rows, every: .month).timeline(.brier, band: 2) }.contains("at least 4"))
  }

  @Test func `what is usual of a weekday is learned from the same weekday`() throws {
    // Four weeks and more from Tuesday the first on, on whose Sundays x is other than on weekdays.
    let weeks = (0..<30).map { $0 % 7 == 5 ? 3.0 : 0 }
    let reference = try Self.days(weeks)
    let model = try train(.logistic(), on: reference, predicting: "y", from: ["x", "kind"])
    let rows = try Self.days([0, 0, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0])
    let seasonal = try monitor(model, rows, against: reference, every: .day, on: "t", seasonal: .weekday) {
      Watch(.wasserstein, outside: 5, columns: ["x"])
      Watch(.brier, outside: 4)
    }
    // The tenth is a Thursday that looks like a Sunday, the thirteenth a Sunday that looks like a weekday.
    #expect(seasonal.alerts.filter { $0.feature == "x" }.map(\.firstWindow).sorted() == ["2013-01-10", "2013-01-13"])
    let usual = try #require(try seasonal.timeline(.brier).usual)
    let known = try #require(try seasonal.data.unlearned.known)
    let sundays = (0..<4).compactMap { week in
      let first = Int32(week * 7 + 5) * 40
      return Metric.brier.value(of: known.outcomes.choosing((first..<first + 40).map { $0 }))
    }
    let mean = sundays.reduce(0, +) / 4
    let deviation = (sundays.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3).squareRoot()
    #expect((usual[5].high - (mean + 4 * deviation)).magnitude < 1e-12)
    #expect(usual[5] == usual[12] && usual[4] != usual[5])
  }

  @Test func `an alert lasts while nothing newer is known`() throws {
    let rows = try Self.days([0, 0, 0, 0, 0])
    // Of the last two days no outcome is known yet, of the third a part.
    let late = rows.adding(
      "y", try rows.column("y").gathered(orMissing: (0..<200).map { $0 < 100 ? Int32($0) : -1 }))
    let report = try Self.report(late, [Watch(.brier, above: 0)])
    #expect(report.alerts.map(\.state) == [.lasting] && report.alerts[0].lastWindow == "2013-01-03")
  }

  @Test func `rows of the reference that a watch looks at are judged by models that have not seen them`() throws {
    let report = try Self.report(Self.days([0, 0]))
    let all = try report.data.unlearned.answer
    let part = try report.data.restricted(to: col("kind") == "kind1").unlearned.answer
    #expect(all.areOutOfFold && part.areOutOfFold && part.known?.rows.count == 400)
    let odd = (0..<400).map { Int32($0 * 2 + 1) }
    #expect(part.known?.outcomes.scores == all.known?.outcomes.choosing(odd).scores)
  }

  @Test func `a window in which nothing came, or that has none before it, is told`() throws {
    let rows = try Self.days([0, 0, 0, 0]).filter(col("t") != "2013-01-02")
    #expect(try Self.report(rows).drift(in: "2013-01-02").gap == "nothing came in 2013-01-02")
    let trailing = try monitor(Self.model.get(), rows, trailing: 2, every: .day, on: "t")
    #expect(try trailing.drift(in: "2013-01-01").gap?.contains("no whole day before 2013-01-01") == true)
    #expect(try trailing.drift(in: "2013-01-04").gap == nil)
  }

  @Test func `a look at one window compares with the same rows as the drift of all windows`() throws {
    let model = try Self.model.get()
    let rows = try Self.days([0, 2, 0, 1, 0, 3, 0, 0, 1])
    let reference = try Self.days([0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0])
    let reports = [
      try monitor(model, rows, against: reference, every: .day, on: "t"),
      try monitor(model, rows, against: reference, every: .day, on: "t", seasonal: .weekday),
      try monitor(model, rows, trailing: 2, every: .day, on: "t"),
    ]
    var referenceRows: [Int] = []
    for report in reports {
      let drifts = try report.data.drifts(by: DriftMeasure.displayed)
      let label = "2013-01-06"
      let look = try report.drift(in: label)
      referenceRows.append(look.referenceRows)
      #expect(Set(look.columns.map(\.name)) == Set(drifts.map(\.feature)))
      for column in look.columns {
        let drift = try #require(drifts.first { $0.feature == column.name })
        #expect(column.figures.values == drift.windows[5].values && column.figures.psi != nil)
      }
    }
    #expect(referenceRows == [14 * 40, 2 * 40, 2 * 40])
  }

  @Test func `a watch may look at some rows, and learn from the reference what is usual`() throws {
    let rows = try Self.days([0, 0, 9, 0])
    let report = try Self.report(
      rows,
      [
        Watch(.kolmogorovSmirnov, above: 0.9, columns: ["x"], where: col("kind") == "kind1"),
        Watch(.psi, outside: 4, columns: ["x"]),
      ])
    #expect(report.alerts.map(\.firstWindow) == ["2013-01-03", "2013-01-03"])
    #expect(report.alerts.contains { $0.description.contains("KS of x where kind == \"kind1\" was 1") })
    #expect(report.alerts.contains { $0.description.contains("over the usual") })
    let short = try Self.days([0, 0])
    #expect(
      try complaint {
        try monitor(
          Monitored(Self.model.get()), rows, against: .table(short), every: .day, on: "t", goals: [],
          watches: [Watch(.psi, outside: 3)])
      }.contains("at least 4 whole days"))
    #expect(
      try complaint { try Self.report(rows, [Watch(.psi, above: 1, where: col("kind") == "none")]) }
        .contains("the reference has no rows where"))
    #expect(try complaint { try Self.report(rows, [Watch(.psi, outside: 0)]) }.contains("outside must be above 0"))
  }

  @Test func `alerts of metrics and missing values name what crossed`() throws {
    let rows = try Self.days([0, 0, 0]).adding("gap", col("x"))
    let holes = try rows.selecting(["kind", "y", "t"]).adding("x", col("x") * 1, from: rows, missingOn: 80..<110)
    let report = try Self.report(holes, [Watch(.missing, above: 0.5), Watch(.rocAUC, below: 1.1)])
    #expect(report.alerts.map(\.firstWindow) == ["2013-01-03", "2013-01-01"])
    #expect(report.alerts[0].feature == "x" && report.alerts[0].worst == 0.75 && report.alerts[0].isNew)
    #expect(report.alerts[1].feature == nil && report.alerts[1].windowCount == 3)
  }

  @Test(arguments: [
    (Watch(.psi, above: 1, columns: ["z"]), "\"z\""),
    (Watch(.meanAbsoluteError, above: 1), "whether something is true"),
    (Watch(.estimated(.psi), above: 1), "only a metric of the model is estimated"),
    (Watch(.psi, above: 1, for: 0), "in a row must be at least 1, not 0"),
    (Watch(.psi, above: 1, for: -3), "at least 1, not −3"),
  ])
  func `a watch that cannot be kept is told`(watch: Watch, words: String) throws {
    #expect(try complaint { try Self.report(Self.days([0]), [watch]) }.contains(words))
  }

  @Test func `rows whose outcome is late count for drift and not for quality`() throws {
    let rows = try Self.days([0, 0, 0])
    let outcomes = try #require(rows.column("y").numbers())
    let late = try rows.selecting(["x", "kind", "t"])
      .adding("y", bools(outcomes.enumerated().map { $0 < 50 ? $1 == 1 : nil }))
    let report = try Self.report(late, [Watch(.rocAUC, below: 1.1)])
    #expect(report.windows.map(\.rows) == [40, 40, 40])
    #expect(report.windows.map(\.outcomes.count) == [40, 10, 0])
    #expect(report.features[0].windows.map(\.rows) == [40, 40, 40])
    #expect(report.windows[2].actualMean == nil && report.windows[2].predictedMean == nil)
    #expect(report.windows[2].figures.allSatisfy { ($0.value ?? 0).isFinite })
    #expect(report.alerts.map(\.lastWindow) == ["2013-01-02"])
    let none = try Self.report(rows.selecting(["x", "kind", "t"]))
    #expect(none.windows.allSatisfy { $0.outcomes.count == 0 } && none.windows.count == 3)
  }

  @Test func `categories that the reference does not know are told by falling count`() throws {
    let report = try Self.report(Self.days([0, 0, 0], newKind: 1))
    #expect(report.features[1].windows.map(\.newCategories) == [[], ["newest", "new"], []])
    #expect(try #require(report.features[1].windows[1].psi) > 1)
    #expect(report.features[1].isCategorical && report.features[1].windows[0].kolmogorovSmirnov == nil)
    #expect(try #require(report.features[1].windows[0].pValue) == 1)
  }

  @Test func `goals about drift take the worst feature and window, partial ones aside`() throws {
    let goals = [
      Goal(.drift(.psi), atMost: 0.2), Goal(.drift(.kolmogorovSmirnov), atMost: 1), Goal(.rocAUC, atLeast: 0),
    ]
    let report = try Self.report(Self.days([0, 9, 0]), goals: goals)
    #expect(report.goals.map(\.isMet) == [false, true])
    #expect(report.goals[0].place == "x, 2013-01-02")
    #expect(report.goals[0].value == report.features[0].windows[1].psi)
    #expect(try Self.report(Self.days([0, 9, 0]), every: .month, goals: goals).goals.map(\.isMet) == [nil, nil])
  }

  @Test func `a window without values, with constants or infinities has figures that are numbers`() throws {
    let count = 160
    let odd: [Double] = [.infinity, -.infinity, 1, 1e308, -1e308, 0]
    let x = (0..<count).map { $0 < 40 ? Double.nan : $0 < 80 ? 5 : odd[$0 % odd.count] }
    let rows = try table(
      ("x", Column(x)), ("kind", Column((0..<count).map { $0 < 40 ? nil : "a" })),
      ("t", dates((0..<count).map { "2013-01-0\($0 / 40 + 1)" })), ("y", Column((0..<count).map { _ in true })))
    for reference in try [rows, rows.choosing((0..<40).map { $0 }), rows.choosing([43, 44]), Self.reference.get()] {
      let report = try monitor(
        Monitored(train(.boostedTrees(rounds: 2), on: Self.reference.get(), predicting: "y", from: ["x", "kind"])),
        rows,
        against: .table(reference), every: .day, on: "t", goals: [], watches: [Watch(.psi, above: 0.1)])
      for figures in report.features.flatMap(\.windows) {
        for value in Array(figures.values.values) + [figures.pValue ?? 0] {
          #expect(value.isFinite)
        }
        #expect((0...1).contains(figures.missingShare ?? 0))
        #expect((0...1).contains(figures.pValue ?? 0) && (0...1).contains(figures.kolmogorovSmirnov ?? 0))
      }
      for window in report.windows { #expect(window.figures.allSatisfy { ($0.value ?? 0).isFinite }) }
      #expect(report.features[0].windows[0].psi == nil && report.features[0].windows[0].missingShare == 1)
      #expect(throws: Never.self) { try JSONEncoder().encode(report) }
    }
  }

  @Test func `no rows, no dates and no such feature are told`() throws {
    let rows = try Self.days([0, 0])
    #expect(try complaint { try Self.report(rows.filter(false)) }.contains("no date"))
    #expect(try complaint { try Self.report(rows.selecting(["y", "t"])) }.contains("\"x\""))
    let reference = try rows.filter(false)
    #expect(
      try complaint {
        try monitor(
          Monitored(Self.model.get()), rows, against: .table(reference), every: .day, on: "t", goals: [], watches: [])
      }.contains("no rows"))
  }

  @Test func `a timeline shows a metric of the model and nothing else`() throws {
    let report = try Self.report(Self.days([0, 0]), [Watch(.rocAUC, below: 0.6), Watch(.psi, above: 0.3)])
    let timeline = try report.timeline(.brier)
    #expect(timeline.values.count == 2 && timeline.values.allSatisfy { ($0.value ?? 1) < 0.3 })
    #expect(try report.timeline(.rocAUC).limits == [.below(0.6)])
    #expect(report.drift.limit == 0.3)
    #expect(try complaint { try report.timeline(.psi) }.contains("PSI"))
  }

  @Test func `a category that a week's file leaves empty is missing, not an error`() throws {
    let lines = (0..<40).map { "2013-01-01,\($0 % 2 == 0 ? "" : "-")0.5,,\($0 % 2 == 0)" }
    let rows = try csv("t,x,kind,y\n" + lines.joined(separator: "\n") + "\n")
    #expect(try Self.report(rows).features[1].windows[0].missingShare == 1)
  }
}

extension Table {
  /// Another table's numbers, missing in the given rows.
  fileprivate func adding(
    _ name: String, _ expression: Engine.Expression, from other: Table, missingOn rows: Range<Int>
  ) throws -> Table {
    let numbers = try #require(expression.evaluated(over: other).numbers())
    return adding(name, Column(numbers.indices.map { rows.contains($0) ? .nan : numbers[$0] }))
  }
}
