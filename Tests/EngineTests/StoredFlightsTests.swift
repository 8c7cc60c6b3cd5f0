import Foundation
import Testing

@testable import Engine

@Suite("Flights are stored once and read as they were", .serialized)
struct StoredFlightsTests {
  @Test func `what values share is one thing in the store and in memory again`() throws {
    let store = MemoryStore()
    let split = try FlightsTests.split.get()
    let writing = ValueStorage(store: store)
    let train = try writing.bytes(of: split.train)
    let size = store.size
    let added = store.addedCount
    // The other half costs its row indices, one for the file's columns and one for the added ones; the split no more.
    let test = try writing.bytes(of: split.test)
    #expect(store.addedCount == added + 2)
    #expect(store.size - size < 1_500_000)
    let both = try writing.bytes(of: split)
    #expect(store.addedCount == added + 2)
    #expect(both.count < train.count + test.count)

    let reading = ValueStorage(store: store)
    let readTrain: Table = try reading.value(from: train)
    let readSplit: Split = try reading.value(from: both)
    for name in ["dep_delay", "carrier", "date"] {
      let places = try [readTrain, readSplit.train, readSplit.test].map { try address($0.sources[name]?.base) }
      #expect(Set(places).count == 1, "\(name)")
      #expect(try readTrain.texts(name) == split.train.texts(name))
      #expect(try readSplit.test.texts(name) == split.test.texts(name))
    }
    // What was read is written again by its name alone.
    let before = store.addedCount
    #expect(try reading.bytes(of: readSplit) == both)
    #expect(store.addedCount == before)
    #expect(try ValueStorage.parts(of: both).allSatisfy(store.names.contains))
  }

  private func address(_ column: Column?) throws -> UInt {
    let array: StoredArray
    switch try #require(column).values {
    case .double(let values): array = .doubles(values)
    case .int(let values), .date(let values): array = .ints(values)
    case .bool(let values): array = .bools(values)
    case .string(let strings): array = .shortInts(strings.codes)
    }
    return try #require(array.identity).address
  }

  @Test func `a part that is gone, or is another one, is an error`() throws {
    let store = MemoryStore()
    let split = try FlightsTests.split.get()
    let bytes = try ValueStorage(store: store).bytes(of: split)
    let part = try #require(try ValueStorage.parts(of: bytes).first)
    store.damage(part) { $0.removeLast(1000) }
    #expect(throws: StorageError.self) { try ValueStorage(store: store).value(Split.self, from: bytes) }
    store.damage(part) { $0 = [6, 1, 0] }
    #expect(throws: StorageError.self) { try ValueStorage(store: store).value(Split.self, from: bytes) }
    store.remove(part)
    #expect(throws: StorageError.missingPart(part)) { try ValueStorage(store: store).value(Split.self, from: bytes) }
    #expect(throws: StorageError.missingPart(part)) { try Split(storedBytes: bytes) }
  }

  @Test func `a model, its evaluation and its monitoring give the same bits`() throws {
    let store = MemoryStore()
    let split = try FlightsTests.split.get()
    let origin = col("origin") == "LGA"
    let model = try train(.boostedTrees(rounds: 20), on: split.train, predicting: "late", from: FlightsTests.seven)
    let quality = try evaluate(
      model, on: split.test, goals: [Goal(.rocAUC, atLeast: 0.8, where: origin)], against: [.majority])
    let watch = try monitor(model, split.test, against: split.train, every: .week, on: "date") {
      Watch(.psi, above: 0.2)
    }
    let writing = ValueStorage(store: store)
    let bytes = try (
      writing.bytes(of: model), writing.bytes(of: quality), writing.bytes(of: watch), writing.bytes(of: split)
    )
    let reading = ValueStorage(store: store)
    let readModel: Model = try reading.value(from: bytes.0)
    let readQuality: Evaluation = try reading.value(from: bytes.1)
    let readWatch: MonitorReport = try reading.value(from: bytes.2)
    let readSplit: Split = try reading.value(from: bytes.3)
    let scores = try readModel.probabilities(for: readSplit.test)
    #expect(scores == quality.outcomes.scores)
    #expect(try readQuality.model.probabilities(for: split.test) == quality.outcomes.scores)
    let again = try train(.boostedTrees(rounds: 20), on: readSplit.train, predicting: "late", from: FlightsTests.seven)
    #expect(try again.probabilities(for: readQuality.table) == quality.outcomes.scores)
    #expect(try encoded(readQuality) == encoded(quality))
    #expect(try encoded(readQuality.slices(by: FlightsTests.seven)) == encoded(quality.slices(by: FlightsTests.seven)))
    #expect(try readQuality.rocCurve.points == quality.rocCurve.points)
    #expect(try encoded(readWatch) == encoded(watch))
    #expect(try encoded(readWatch.timeline(.rocAUC)) == encoded(watch.timeline(.rocAUC)))
    #expect(try readSplit.test.filter(origin).texts("date") == split.test.filter(origin).texts("date"))
  }

  private func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(value)
  }

  /// Half of the target, so that a busy machine does not fail it; `STORAGE_TIMES=1` prints the figures.
  @Test func `the whole table is written and read in a blink`() throws {
    let flights = try FlightsTests.flights.get().adding("late", col("arr_delay") > 15)
    let clock = ContinuousClock()
    var times: [String: [Duration]] = [:]
    func timed<T>(_ name: String, _ body: () throws -> T) rethrows -> T {
      let start = clock.now
      defer { times[name, default: []].append(clock.now - start) }
      return try body()
    }
    var sizes = (alone: 0, apart: 0)
    for _ in 0..<5 {
      let bytes = try timed("write") { try flights.storedBytes() }
      _ = try timed("read") { try Table(storedBytes: bytes) }
      let store = MemoryStore()
      let apart = try timed("write apart") { try ValueStorage(store: store).bytes(of: flights) }
      _ = try timed("read apart") { try ValueStorage(store: store).value(Table.self, from: apart) }
      sizes = (bytes.count, store.size)
    }
    if ProcessInfo.processInfo.environment["STORAGE_TIMES"] != nil {
      for (name, times) in times.sorted(by: { $0.key < $1.key }) { print(name, times) }
      print(sizes)
    }
    #expect(try #require(times["write"]?.min()) < .milliseconds(200))
    #expect(try #require(times["read"]?.min()) < .milliseconds(200))
    #expect(sizes.alone < 30_000_000)
  }
}
