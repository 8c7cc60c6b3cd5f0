import Testing

@testable import Engine

/// Streams with a change that was planted, and streams without one: what a diagnosis names must be what was planted, in 95
/// of 100 streams at least.
@Suite("A diagnosis names what was planted")
struct DiagnosisTruthTests {
  enum Plant: String, CaseIterable, Sendable {
    case nothing, sudden, gradual, seasonal, passing, inOneSlice, relation, relationInOneSlice, missing, category
  }

  static let windows = 12
  static let since = 6
  static let rows = 400

  /// How much of the change there is in a window, from 0 to 1.
  static func strength(_ plant: Plant, _ window: Int) -> Double {
    switch plant {
    case .nothing: 0
    case .gradual: window < since ? 0 : Double(window - since + 1) / Double(windows - since)
    case .seasonal: window % 4 == 2 ? 1 : 0
    case .passing: (6...8).contains(window) ? 1 : 0
    default: window < since ? 0 : 1
    }
  }

  /// Rows of a shop: two numbers and two categories, and whether the customer comes back.
  static func stream(_ plant: Plant?, windows: Int, seed: UInt64) throws -> Table {
    var random = SeededGenerator(seed: seed)
    var spend: [Double] = []
    var age: [Double] = []
    var region: [String?] = []
    var plan: [String?] = []
    var back: [Bool] = []
    var day: [Int64] = []
    for window in 0..<windows {
      let strength = plant.map { Self.strength($0, window) } ?? 0
      for _ in 0..<rows {
        let place = ["north", "east", "south", "west"][random.below(4)]
        var choice = random.uniform() < 0.5 ? "free" : random.uniform() < 0.6 ? "pro" : "team"
        if plant == .category, random.uniform() < 0.35 * strength { choice = "team" }
        var amount = random.normal()
        switch plant {
        case .sudden, .gradual, .seasonal, .passing: amount += 0.8 * strength
        case .inOneSlice where place == "east": amount += 1.5 * strength
        default: break
        }
        let years = random.normal()
        var odds = 1.2 * amount - 0.8 * years + (choice == "pro" ? 0.7 : 0) - 0.3
        if plant == .relation { odds -= 1.1 * strength }
        if plant == .relationInOneSlice, place == "south", choice == "free" { odds += 2.5 * strength }
        back.append(random.uniform() < 1 / (1 + exponential(-odds)))
        if plant == .missing, random.uniform() < 0.12 * strength { amount = .nan }
        spend.append(amount)
        age.append(years)
        region.append(place)
        plan.append(choice)
        day.append((Int64(15_999 + window * 7) + Int64(random.below(7))) * Instant.microsecondsPerDay)
      }
    }
    let dates = Column(.date(day), validity: Validity(allPresent: day.count))
    return try table(
      ("spend", Column(spend)), ("age", Column(age)), ("region", Column(region)), ("plan", Column(plan)),
      ("back", Column(back)), ("date", dates))
  }

  static func diagnosis(_ plant: Plant, seed: UInt64) throws -> Diagnosis {
    let features = ["spend", "age", "region", "plan"]
    let training = try stream(nil, windows: 8, seed: seed &* 7919 &+ 1)
    let model = try train(.logistic(), on: training, predicting: "back", from: features)
    let reference = try stream(nil, windows: 8, seed: seed &* 104_729 &+ 2)
    let later = try stream(plant, windows: windows, seed: seed &* 1_299_709 &+ 3)
    return try monitor(model, later, against: reference, every: .week, on: "date").diagnosis
  }

  /// Whether the first finding is what was planted.
  static func isRight(_ plant: Plant, _ diagnosis: Diagnosis, _ labels: [String]) -> Bool {
    guard let first = diagnosis.findings.first else { return plant == .nothing }
    guard let window = labels.firstIndex(of: first.since) else { return false }
    let isOnTime = window == since
    switch plant {
    case .nothing: return false
    case .sudden:
      return first.subject == .values && first.column == "spend" && first.kind == .sudden && isOnTime
        && first.slice.isEmpty
    case .gradual:
      return first.subject == .values && first.column == "spend" && first.kind == .gradual
        && (window - since).magnitude <= 1
    case .seasonal:
      return first.subject == .values && first.column == "spend" && first.kind == .seasonal && first.returnsEvery == 4
        && window == 2
    case .passing:
      return first.subject == .values && first.column == "spend" && first.kind == .passing && isOnTime
        && labels.firstIndex(of: first.until ?? "") == 8
    case .inOneSlice:
      return first.subject == .values && first.column == "spend" && first.kind == .sudden && isOnTime
        && first.sliceName == "region east"
    case .relation:
      return first.subject == .relation && first.kind == .sudden && isOnTime && first.slice.isEmpty
    case .relationInOneSlice:
      return first.subject == .relation && first.kind == .sudden && isOnTime
        && Set(first.slice.map { "\($0.feature) \($0.value)" }) == ["region south", "plan free"]
    case .missing:
      return first.subject == .missing && first.column == "spend" && first.kind == .sudden && isOnTime
        && diagnosis.findings.count == 1
    case .category: return first.subject == .values && first.column == "plan" && first.kind == .sudden && isOnTime
    }
  }

  @Test(arguments: Plant.allCases)
  func `in 95 of 100 streams at least`(plant: Plant) throws {
    var right = 0
    var wrong: [String] = []
    for seed in 1...100 {
      let diagnosis = try Self.diagnosis(plant, seed: UInt64(seed))
      let later = try Self.stream(nil, windows: Self.windows, seed: 1).windows(every: .week, on: "date")
      if Self.isRight(plant, diagnosis, later.windows.filter { !$0.isPartial }.map(\.label)) {
        right += 1
      } else {
        wrong.append(
          "\(seed): "
            + diagnosis.findings.map {
              "\($0.subject) \($0.column ?? "") \($0.kind) since \($0.since) \($0.until ?? "") \($0.sliceName ?? "") \(Int($0.strength))"
            }.joined(separator: "; "))
      }
    }
    #expect(right >= 95, "\(plant): \(right) of 100 right; \(wrong.prefix(6).joined(separator: " | "))")
  }
}
