import Engine
import Foundation
import Synchronization
import Testing

@testable import Daybook

@Suite("What earlier runs found is kept")
struct ReuseStoreTests {
  let workshop: Workshop
  let folder: URL

  init() throws {
    workshop = try Workshop()
    folder = workshop.root.appendingPathComponent(".daybook")
  }

  private func bytes(_ count: Int, _ seed: Int = 0) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 &+ seed) &* 31 ^ seed >> 8) }
  }

  private func names(_ place: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(place).path)) ?? []).sorted()
  }

  private func age(_ path: String, seconds: Int) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -Double(seconds))],
      ofItemAtPath: folder.appendingPathComponent(path).path)
  }

  @Test func `entries and values come back in a later run`() throws {
    let store = ReuseStore(folder: folder)
    let name = try #require(store.addValue(bytes(5000)))
    #expect(store.addValue([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    store.setEntry("key", Array("found".utf8), values: [name])
    store.setEntry("key-2", [])
    let later = ReuseStore(folder: folder)
    #expect(later.entry("key") == Array("found".utf8))
    #expect(later.entry("key-2") == [])
    #expect(later.entry("other") == nil)
    #expect(later.value(name) == bytes(5000))
    #expect(later.value(String(repeating: "0", count: 64)) == nil)
    later.setEntry("key", [1])
    #expect(store.entry("key") == [1])
    #expect(names("drafts").isEmpty)
    #expect(store.problem == nil && later.problem == nil)
  }

  @Test func `the folder says what it is and stays out of version control`() throws {
    _ = ReuseStore(folder: folder)
    #expect(try String(contentsOf: folder.appendingPathComponent(".gitignore"), encoding: .utf8) == "*\n")
    let readme = try String(contentsOf: folder.appendingPathComponent("README"), encoding: .utf8)
    #expect(readme.split(separator: "\n").count == 1)
  }

  @Test func `the same bytes are kept once`() throws {
    let store = ReuseStore(folder: folder)
    #expect(store.addValue(bytes(100)) == store.addValue(bytes(100)))
    #expect(ReuseStore(folder: folder).addValue(bytes(100)) == store.addValue(bytes(100)))
    #expect(names("values").count == 1)
  }

  @Test func `a value that was cut off or changed is gone, and can be kept again`() throws {
    let store = ReuseStore(folder: folder)
    let name = try #require(store.addValue(bytes(1000)))
    let file = folder.appendingPathComponent("values/\(name)")
    let whole = try Data(contentsOf: file)
    var changed = whole
    changed[500] ^= 1
    for damaged in [Data(), whole.prefix(5), whole.dropLast(), changed, whole + [0], Data(repeating: 0, count: 1012)] {
      try damaged.write(to: file)
      #expect(store.value(name) == nil)
      #expect(!FileManager.default.fileExists(atPath: file.path))
      #expect(store.addValue(bytes(1000)) == name)
      #expect(store.value(name) == bytes(1000))
    }
  }

  @Test func `an entry that was cut off or changed, or whose values are gone, is not there`() throws {
    let store = ReuseStore(folder: folder)
    let name = try #require(store.addValue(bytes(1000)))
    let file = folder.appendingPathComponent("entries/key")
    store.setEntry("key", bytes(300), values: [name])
    let whole = try Data(contentsOf: file)
    for length in stride(from: 0, to: whole.count, by: 11) {
      try whole.prefix(length).write(to: file)
      #expect(store.entry("key") == nil)
      var changed = whole
      changed[length] ^= 0x40
      try changed.write(to: file)
      #expect(store.entry("key") == nil)
    }
    try whole.write(to: file)
    #expect(store.entry("key") == bytes(300))
    try FileManager.default.removeItem(at: folder.appendingPathComponent("values/\(name)"))
    #expect(store.entry("key") == nil)
    #expect(names("entries").isEmpty)
    // Names that a file made up are no way out of the folder.
    let outside = EntryForm(values: ["../../notebooks"], data: [1])
    try Data(outside.storedBytes()).write(to: file)
    #expect(store.entry("key") == nil)
    #expect(store.entry("../README") == nil)
    #expect(store.value("../README") == nil)
    #expect(store.problem == nil)
  }

  @Test func `what was used longest ago goes first`() throws {
    let store = ReuseStore(folder: folder, largestSize: 100_000)
    var values: [String] = []
    for index in 0..<9 {
      let name = try #require(store.addValue(bytes(10_000, index)))
      store.setEntry("key-\(index)", [UInt8(index)], values: [name])
      values.append(name)
    }
    for index in 0..<9 {
      try age("values/\(values[index])", seconds: 1000 - index)
      try age("entries/key-\(index)", seconds: 1000 - index)
    }
    #expect(store.entry("key-1") == [1])
    let small = ReuseStore(folder: folder, largestSize: 50_000)
    small.trim()
    #expect(names("values").count == 4)
    #expect((0..<9).filter { small.entry("key-\($0)") != nil } == [1, 6, 7, 8])
    #expect(small.value(values[1]) == bytes(10_000, 1))
  }

  @Test func `the folder stays within its size while a run adds to it`() throws {
    let store = ReuseStore(folder: folder, largestSize: 200_000)
    for index in 0..<100 { _ = store.addValue(bytes(10_000, index * 7)) }
    #expect(names("values").count < 24)
    store.trim()
    #expect(names("values").count <= 20)
    // What is larger than the folder may be is not kept at all.
    #expect(store.addValue(bytes(200_000)) == nil)
    #expect(store.problem == nil)
  }

  @Test func `drafts of killed runs go after an hour, not before`() throws {
    _ = ReuseStore(folder: folder)
    for name in ["1-1-1", "2-2-2"] { try Data([1]).write(to: folder.appendingPathComponent("drafts/\(name)")) }
    try age("drafts/1-1-1", seconds: 3700)
    try age("drafts/2-2-2", seconds: 3000)
    _ = ReuseStore(folder: folder)
    #expect(names("drafts") == ["2-2-2"])
  }

  // MARK: Folders that cannot be used

  @Test func `a link out of the project is not followed, one inside it is`() throws {
    let elsewhere = try Workshop()
    try FileManager.default.createSymbolicLink(at: folder, withDestinationURL: elsewhere.root)
    let store = ReuseStore(folder: folder)
    let problem = try #require(store.problem)
    #expect(problem.contains("symbolic link out of the project folder"))
    #expect(store.addValue([1]) == nil)
    store.setEntry("key", [1])
    #expect(store.entry("key") == nil)
    store.trim()
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.root.path) == ["notebooks"])

    try FileManager.default.removeItem(at: folder)
    let inside = workshop.root.appendingPathComponent("kept")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: folder, withDestinationURL: inside)
    let linked = ReuseStore(folder: folder)
    linked.setEntry("key", [1])
    #expect(linked.entry("key") == [1])
    #expect(linked.problem == nil)

    try FileManager.default.removeItem(at: folder)
    try FileManager.default.createSymbolicLink(atPath: folder.path, withDestinationPath: "/nowhere/at/all")
    #expect(ReuseStore(folder: folder).problem != nil)
  }

  @Test(arguments: ["entries", "values", "drafts"])
  func `a link in place of one of its folders is not followed either`(name: String) throws {
    let elsewhere = try Workshop()
    _ = ReuseStore(folder: folder)
    try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent(name), withDestinationURL: elsewhere.root)
    let store = ReuseStore(folder: folder)
    #expect(store.problem != nil)
    #expect(store.addValue([1]) == nil)
    store.setEntry("key", [1])
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.root.path) == ["notebooks"])
  }

  @Test func `a link or a pipe in place of a value is not read`() throws {
    let store = ReuseStore(folder: folder)
    let name = try #require(store.addValue([1, 2]))
    let file = folder.appendingPathComponent("values/\(name)")
    try FileManager.default.moveItem(at: file, to: workshop.root.appendingPathComponent("value"))
    try FileManager.default.createSymbolicLink(
      at: file, withDestinationURL: workshop.root.appendingPathComponent("value"))
    #expect(store.value(name) == nil)
    unlink(file.path)
    mkfifo(file.path, 0o600)
    #expect(store.value(name) == nil)
  }

  @Test func `a folder that cannot be made turns reuse off with one sentence`() throws {
    try workshop.write("", to: ".daybook")
    let store = ReuseStore(folder: folder)
    #expect(try #require(store.problem).contains("results cannot be kept in"))
    #expect(store.addValue([1]) == nil)
    #expect(store.entry("key") == nil)
    #expect(ReuseStore(folder: URL(fileURLWithPath: "/proc/daybook/.daybook")).problem != nil)
  }

  @Test func `a folder that can no longer be written still gives what it holds`() throws {
    let store = ReuseStore(folder: folder)
    store.setEntry("key", [1])
    try FileManager.default.removeItem(at: folder.appendingPathComponent("drafts"))
    #expect(store.problem == nil)
    #expect(store.addValue([1]) == nil)
    let problem = try #require(store.problem)
    store.setEntry("key", [2])
    #expect(store.problem == problem)
    #expect(store.entry("key") == [1])
  }

  // MARK: Several runs at once

  @Test func `many runs at once never see half a file, and stay within their size`() throws {
    let failures = Mutex<[String]>([])
    let hits = Mutex(0)
    let folder = folder
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      // Each with a store of its own, as processes have.
      let store = ReuseStore(folder: folder, largestSize: 300_000)
      var random = SystemRandomNumberGenerator()
      for round in 0..<150 {
        let key = Int.random(in: 0..<40, using: &random)
        let size = 1000 + key * 400
        let content = [UInt8](repeating: UInt8(key), count: size)
        switch round % 4 {
        case 0, 1:
          if let name = store.addValue(content) { store.setEntry("key-\(key)", Array(name.utf8), values: [name]) }
        case 2:
          guard let entry = store.entry("key-\(key)") else { continue }
          let name = String(decoding: entry, as: UTF8.self)
          // It may be removed in between; what is there must be whole.
          if let value = store.value(name) {
            hits.withLock { $0 += 1 }
            if value != content { failures.withLock { $0.append("worker \(worker), key \(key)") } }
          }
        default: if worker == 0 { store.trim() }
        }
      }
      if let problem = store.problem { failures.withLock { $0.append(problem) } }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(hits.withLock { $0 } > 50)
    #expect(names("drafts").isEmpty)
    ReuseStore(folder: folder, largestSize: 300_000).trim()
    let sizes = try names("values").map { name in
      try Data(contentsOf: folder.appendingPathComponent("values/\(name)")).count
    }
    #expect(sizes.reduce(0, +) <= 300_000)
  }

  // MARK: With the engine's values

  @Test func `a table comes back from the folder in another run, and a part that is lost is an error`() throws {
    let rows = 200_000
    let table = try Table(
      label: "t",
      columns: [("x", Column((0..<rows).map { Double($0) / 7 })), ("k", Column((0..<rows).map(Int64.init)))])
    let store = ReuseStore(folder: folder)
    let bytes = try ValueStorage(store: store).bytes(of: table.filter(col("k") > 5))
    let parts = try ValueStorage.parts(of: bytes)
    #expect(parts.count == 3)
    store.setEntry("block", bytes, values: parts)

    let later = ReuseStore(folder: folder)
    let entry = try #require(later.entry("block"))
    let read: Table = try ValueStorage(store: later).value(from: entry)
    #expect(try read.mean("x") == table.filter(col("k") > 5).mean("x"))
    try FileManager.default.removeItem(at: folder.appendingPathComponent("values/\(parts[0])"))
    #expect(throws: StorageError.missingPart(parts[0])) {
      try ValueStorage(store: later).value(Table.self, from: entry)
    }
    #expect(later.entry("block") == nil)
  }
}
