import Charts
import Engine
import Foundation
import Report
import Testing

@testable import Daybook
@testable import Steps

/// Pages are put together again from what was kept of them.
@Suite("A frozen page is the page")
struct FrozenPageTests {
  /// The page with every step read back from its bytes.
  private func thawed(_ page: Page) throws -> Page {
    var copy = page
    copy.items = try page.items.map { item in
      guard case .step(let step) = item else { return item }
      return .step(try StepResult(storedBytes: step.storedBytes()))
    }
    return copy
  }

  @Test(arguments: ["flights", "scoping"])
  func `the committed reports come out of frozen steps byte for byte`(name: String) throws {
    let project = ExampleNotebookTests.project
    let page = try thawed(NotebookRun(path: project.appendingPathComponent("notebooks/\(name).md").path).run().page)
    #expect(page.steps.allSatisfy { $0.results.allSatisfy { $0.record is FrozenRecord } })
    #expect(
      try Data(PageWriter().html(page).utf8)
        == Data(contentsOf: project.appendingPathComponent("reports/\(name).html")))
    #expect(try ReportJSON(page).data() == Data(contentsOf: project.appendingPathComponent("reports/\(name).json")))
    // What was frozen freezes to the same bytes.
    for step in page.steps {
      #expect(try StepResult(storedBytes: step.storedBytes()).storedBytes() == step.storedBytes())
    }
  }

  @Test func `a page of every kind of result comes out the same`() throws {
    let workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
    let (page, html, json) = try workshop.render(weatherNotebook)
    #expect(try PageWriter().html(thawed(page)) == html)
    #expect(try ReportJSON(thawed(page)).data() == Data(json.utf8))
  }

  @Test func `cut or changed bytes of a step are refused`() throws {
    let workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
    for step in try workshop.render(weatherNotebook).page.steps {
      let bytes = try step.storedBytes()
      for length in stride(from: 0, to: bytes.count, by: 97) {
        #expect(throws: StorageError.self) { try StepResult(storedBytes: Array(bytes[..<length])) }
      }
    }
  }

  // MARK: Charts

  private let bars = BarChart(
    title: "frozen-chart-id", summary: "frozen-chart-id- and x",
    bars: [.init(label: "frozen-chart-id", value: 1, text: "1")],
    style: .percent(decimals: 0))

  @Test func `a frozen chart takes any id, and none out of the chart's own texts`() throws {
    let frozen = try FrozenChart(storedBytes: FrozenChart(bars).storedBytes())
    for id in ["figure-1", "a b", "", "frozen-chart-id", String(repeating: "é", count: 200)] {
      #expect(frozen.svg(id: id) == bars.svg(id: id))
    }
    #expect(frozen.title == bars.title)
    #expect(FrozenChart(frozen) == frozen)
  }

  @Test func `a chart without ids is frozen as it is`() {
    let sparkline = Sparkline(title: "x", counts: [1, 2], isCategorical: false)
    #expect(FrozenChart(sparkline).svg(id: "y") == sparkline.svg(id: "y"))
  }

  // MARK: Records

  private struct Sample: Encodable {
    struct Inner: Encodable {
      let nan = Double.nan
      let text = "a/b \"é\" \u{1F600}\n"
      private enum Key: String, CodingKey { case nan, text, nested, list }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(nan, forKey: .nan)
        var nested = container.nestedContainer(keyedBy: Key.self, forKey: .nested)
        try nested.encodeNil(forKey: .nan)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        try list.encode(text)
        try list.encodeNil()
        var deeper = list.nestedUnkeyedContainer()
        try deeper.encode(1)
        try text.encode(to: list.superEncoder())
        try text.encode(to: container.superEncoder(forKey: .text))
      }
    }

    let doubles: [Double] = [
      0, -0.0, 1, 0.1, 1e20, 1e-7, -1.5e300, .leastNonzeroMagnitude, .infinity, -.infinity, 9_007_199_254_740_992,
    ]
    let floats: [Float] = [0.1, 1e10, -0.0, 16_777_216]
    let signed: [Int] = [.min, 0, .max]
    let small: [Int8] = [-1, 1]
    let unsigned: [UInt64] = [.max, 1]
    let truths = [true, false]
    let none: Int? = nil
    let some: Double? = 0.5
    let holes: [Int?] = [1, nil]
    let empty: [Int] = []
    let noFields: [String: Int] = [:]
    let shares = ["b": 0.25, "a": 0.75, "ü": 1]
    let inner = [Inner(), Inner()]
    let level = Level.high
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func `a frozen record gives JSON of the same bytes`() throws {
    let record = try FrozenRecord(Sample())
    #expect(try json(record) == json(Sample()))
    let read = try FrozenRecord(storedBytes: record.storedBytes())
    #expect(try json(read) == json(Sample()))
    #expect(try FrozenRecord(read).storedBytes() == record.storedBytes())
    for text: any Encodable in ["text", 3, 2.5, [String](), ["a", "b"]] {
      #expect(try json([FrozenRecord(text)]) == json([AnyEncodable(text)]))
    }
  }

  private struct AnyEncodable: Encodable {
    let value: any Encodable
    init(_ value: any Encodable) { self.value = value }
    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
  }

  @Test func `a record that JSON writes in a way of its own is refused`() throws {
    #expect(throws: StorageError.self) { try FrozenRecord(["a": Date(timeIntervalSince1970: 0)]) }
    #expect(throws: StorageError.self) { try FrozenRecord([Data()]) }
    #expect(throws: StorageError.self) { try FrozenRecord(["a": Decimal(1)]) }
  }

  @Test func `a record made up of nothing but depth is refused`() throws {
    var record = FrozenRecord.null
    for _ in 0..<100 { record = .list([record]) }
    #expect(throws: StorageError.self) { try record.storedBytes() }
  }

  // MARK: The session's part

  @Test func `what a block told its session stays the same`() throws {
    let goal = Goal(.rocAUC, atLeast: 0.8, where: col("origin") == "LGA", priority: .should)
    let records = [
      Session.GoalRecord(block: 2, content: .written([goal])),
      Session.GoalRecord(
        block: 3, content: .measured([GoalMeasurement(goal: goal, value: 0.9, rows: 3, place: "x")])),
    ]
    let read = try [Session.GoalRecord](storedBytes: records.storedBytes())
    guard case .written(let written) = read[0].content, case .measured(let measured) = read[1].content else {
      Issue.record("another kind")
      return
    }
    #expect(written == [goal])
    #expect(measured.first?.goal == goal)
    #expect(measured.first?.value == 0.9)
    #expect(read.map(\.block) == [2, 3])
    let input = Session.Input(path: "a.csv", rows: 3, sha256: "ab")
    #expect(try Session.Input(storedBytes: input.storedBytes()) == input)
    let parameter = Session.UsedParameter(name: "a", value: "1", help: "h", isOverridden: true)
    #expect(try Session.UsedParameter(storedBytes: parameter.storedBytes()) == parameter)
  }

  @Test func `every type of the library that a notebook can hold can be stored, but for remarks and captions`() {
    let names = Set(EngineTypes.all.map(\.name)).subtracting(["Note", "Captioned"])
    #expect(Set(AnyStorable.types.keys) == names)
    for (type, name, _) in EngineTypes.all where names.contains(name) {
      #expect(AnyStorable.types[name].map { ObjectIdentifier($0) } == ObjectIdentifier(type), "\(name)")
    }
  }
}
