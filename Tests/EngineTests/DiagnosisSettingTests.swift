import Testing

@testable import Engine

/// The same truths for other targets, models, windows and references: numbers, boosted trees, days with weekends, hours
/// with nights, windows of rows, a reference without dates.
@Suite("A diagnosis names what was planted, whatever is monitored")
struct DiagnosisSettingTests {
  enum Setting: String, CaseIterable, Sendable {
    /// Numbers, by boosted trees, week by week.
    case numbersByTrees
    /// True or false, by boosted trees, day by day; weekends are unlike weekdays.
    case daysByTrees
    /// True or false, hour by hour; nights are unlike days.
    case hours
    /// Numbers, in windows of rows, against a reference that has no dates.
    case rowsWithoutDates

    var isNumber: Bool { self == .numbersByTrees || self == .rowsWithoutDates }
    var windows: Int { self == .hours ? 72 : self == .daysByTrees ? 28 : 12 }
    var referenceWindows: Int { self == .hours ? 96 : self == .daysByTrees ? 42 : 10 }
    var since: Int { self == .hours ? 48 : self == .daysByTrees ? 17 : 6 }
    var rows: Int { self == .hours ? 120 : self == .daysByTrees ? 200 : 400 }
    var period: Period {
      switch self {
      case .numbersByTrees: .week
      case .daysByTrees: .day
      case .hours: .hour
      case .rowsWithoutDates: .rows(400)
      }
    }
    var learner: Learner {
      switch self {
      case .numbersByTrees, .daysByTrees: .boostedTrees(rounds: 40, leaves: 8)
      case .hours: .logistic()
      case .rowsWithoutDates: .linear()
      }
    }
  }

  enum Plant: String, CaseIterable, Sendable { case nothing, inputs, relation, missing }

  static func stream(_ setting: Setting, _ plant: Plant?, windows: Int, seed: UInt64) throws -> Table {
    var random = SeededGenerator(seed: seed)
    var (spend, age, region): ([Double], [Double], [String?]) = ([], [], [])
    var (back, paid, date): ([Bool], [Double], [Int64]) = ([], [], [])
    for window in 0..<windows {
      let isOn = plant != nil && window >= setting.since
      // Saturdays and Sundays; hours from ten at night to six.
      let isQuiet =
        setting == .daysByTrees ? window % 7 >= 5 : setting == .hours ? (window % 24 < 6 || window % 24 >= 22) : false
      for row in 0..<setting.rows {
        var amount = random.normal() + (isQuiet ? 0.6 : 0)
        if isOn, plant == .inputs { amount += 0.9 }
        let years = random.normal()
        let place = ["north", "east", "south"][random.below(3)]
        var odds = 1.2 * amount - 0.8 * years + (place == "east" ? 0.6 : 0)
        if isOn, plant == .relation { odds -= 1.3 }
        back.append(random.uniform() < 1 / (1 + exponential(-odds)))
        paid.append(odds + random.normal())
        if isOn, plant == .missing, random.uniform() < 0.12 { amount = .nan }
        spend.append(amount)
        age.append(years)
        region.append(place)
        let start: Int64
        switch setting {
        case .hours: start = (Int64(16_001 * 24 + window)) * Instant.microsecondsPerHour
        case .daysByTrees: start = Int64(15_999 + window) * Instant.microsecondsPerDay
        default: start = Int64(15_999 + window * 7 + row % 7) * Instant.microsecondsPerDay
        }
        date.append(start + (setting == .hours ? Int64(row) * 29_000_000 : 0))
      }
    }
    let all: [(String, Column)] = [
      ("spend", Column(spend)), ("age", Column(age)), ("region", Column(region)), ("back", Column(back)),
      ("paid", Column(paid)), ("date", Column(.date(date), validity: Validity(allPresent: date.count))),
    ]
    return try Table(label: "stream", columns: all.map { (name: $0.0, column: $0.1) })
  }

  private static func report(_ setting: Setting, _ plant: Plant, seed: UInt64) throws -> MonitorReport {
    let training = try stream(setting, nil, windows: setting.referenceWindows, seed: seed &* 7919 &+ 1)
    let model = try train(
      setting.learner, on: training, predicting: setting.isNumber ? "paid" : "back", from: ["spend", "age", "region"])
    var reference = try stream(setting, nil, windows: setting.referenceWindows, seed: seed &* 104_729 &+ 2)
    let later = try stream(setting, plant, windows: setting.windows, seed: seed &* 1_299_709 &+ 3)
    if setting == .rowsWithoutDates {
      reference = try reference.selecting(["spend", "age", "region", "back", "paid"])
      return try monitor(model, later, against: reference, every: setting.period)
    }
    return try monitor(model, later, against: reference, every: setting.period, on: "date")
  }

  private static func isRight(_ plant: Plant, _ diagnosis: Diagnosis, since: String) -> Bool {
    guard let first = diagnosis.findings.first else { return plant == .nothing }
    guard first.since == since, first.kind == .sudden, first.slice.isEmpty else { return false }
    switch plant {
    case .nothing: return false
    case .inputs: return first.subject == .values && first.column == "spend"
    case .relation: return first.subject == .relation
    case .missing: return first.subject == .missing && first.column == "spend"
    }
  }

  @Test(arguments: Setting.allCases, Plant.allCases)
  func `in 95 of 100 streams at least`(setting: Setting, plant: Plant) throws {
    var right = 0
    var wrong: [String] = []
    for seed in 1...100 {
      let report = try Self.report(setting, plant, seed: UInt64(seed))
      let diagnosis = try report.diagnosis
      if Self.isRight(plant, diagnosis, since: report.windows[setting.since].label) {
        right += 1
      } else {
        wrong.append("\(seed): " + diagnosis.findings.map(\.description).joined(separator: "; "))
      }
    }
    #expect(right >= 95, "\(setting), \(plant): \(right) of 100 right; \(wrong.prefix(6).joined(separator: " | "))")
  }
}
